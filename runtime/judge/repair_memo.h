/* Worlds that several claims think of: a report asks about one after the other, and taking back the calendar is a
 * remedy of each.  Which claims come out otherwise in such a world is kept, and how many atoms come and go in it; of so
 * many worlds that it takes no more than some fifty megabytes: others are run for the claim that thinks of them alone.
 *
 *     RepairMemo *memo = repair_memo_new();
 *     ...RepairAsk.memo of each claim of one world...
 *     repair_memo_free(memo); */
#ifndef HENCE_REPAIR_MEMO_H
#define HENCE_REPAIR_MEMO_H

#include "runtime/judge/repair.h"

typedef struct RepairMemo RepairMemo;
RepairMemo *repair_memo_new(void);
void repair_memo_free(RepairMemo *memo); /* NULL is fine */

typedef struct {
    RepairStep steps[REPAIR_STEPS]; /* in their one order (repair_settle_order); rows are in the memo */
    uint32_t step_count;
    const ClaimChange *changes; /* all claims of the agenda that come out otherwise */
    uint32_t change_count;
    Contradicted clash;
    uint64_t come, gone, shifts; /* of which what is asked may be one */
} RepairWorld;

/* How the claims stand as it is; it has to be asked before a world is added. */
Stands *repair_memo_stands(RepairMemo *memo, const Store *store);
/* NULL: it has not been run. */
const RepairWorld *repair_memo_find(const RepairMemo *memo, const Program *program, const Repair *repair);
bool repair_memo_has_room(const RepairMemo *memo);
/* Of a world that has run to its end; the changes of the repair are all there are. */
const RepairWorld *repair_memo_add(RepairMemo *memo, const Program *program, const Repair *repair);

/* The islands of what the files say, for whoever compiles it again; NULL: they are not known.  Owned. */
const struct Islands *repair_memo_islands(RepairMemo *memo, const Program *program);

#endif
