/* What the files that tell why not share. */
#ifndef HENCE_WHYNOT_INTERNAL_H
#define HENCE_WHYNOT_INTERNAL_H

#include "runtime/show/whynot.h"

/* How many are shown where so many are enough for most. */
static inline uint32_t shown_most(const WhyNot *whynot, uint32_t most) { return whynot->is_full ? UINT32_MAX : most; }
bool short_is_ground(const WhyNot *whynot, const Short *entry);
/* The ways in which an undecided entry may be settled; of what is asked all of them, by whichever row.  Those that are
 * not known yet are in `own`, empty before, which is to be cleared. */
const HingeWays *short_hinge_ways(const WhyNot *whynot, const Short *entry, HingeWays *own);
/* The first lines of what is refuted: by whom, on what and on whose word, and what is said for it all the same.
 * denied: the relation of what is refuted, or NO_ID.  claim: what else refutes it is told too; NULL: none.
 * True if there is more to tell. */
bool refutation_print(const WhyNot *whynot, RowRef rival, RelId denied, const Claim *claim, Text *text);
/* The open atoms that an undecided entry comes down to, and the rule that asks for just these, if one does. */
void short_open_print(const WhyNot *whynot, const Short *entry, Text *text);
/* Who denies it or argues about it, what it hinges on; nothing of what nobody speaks for. */
void short_standing_print(const WhyNot *whynot, const Short *entry, Text *text);
/* Each rule that concludes it with what it lacks, in lines below it. */
void routes_print(const WhyNot *whynot, const Short *entry, Text *text);
/*     no rule has its premises; the nearest is rule vote: citizens vote [The Code]
 *     it lacks: emil is a citizen
 *     of that rule naturalised [The Code] lacks: emil lives here; emil took the oath; see 1 */
void nearest_print(const WhyNot *whynot, const Short *entry, Text *text);
/* What would change it, each with its side effects: the first few, then the others.
 * has_more: what it lacks is told below. */
void repairs_print(const WhyNot *whynot, bool has_more, Text *text);
void more_repairs_print(const WhyNot *whynot, Text *text);

/* ---- repair_words.c ---- */

void repair_step_print(const Store *store, const RepairStep *step, const Sources *sources, Text *text);

/* ---- repair_others.c ---- */

typedef struct {
    const Repair *items, *told; /* of one fact each; what is told in full above */
    uint32_t count, told_count;
} Others;
/* A line, or nothing; `what` they would do.  How many it tells of.
 *     2 other changes of one fact were found that would establish it as well: add that ann met bob in 2002; take .. */
uint32_t others_print(const WhyNot *whynot, const Others *others, const char *what, Text *text);

/* ---- repair_folds.c ---- */

/* Changes that differ in one number of one fact, such as a year, and come to the same: told as one. */
typedef struct {
    uint32_t count, told;         /* of changes, and of those that are told */
    uint32_t first[REPAIRS_KEPT]; /* by change: the one that it is told with, itself if it is told */
    uint32_t step[REPAIRS_KEPT],
        column[REPAIRS_KEPT]; /* by one that is told: where the others differ; NO_ID: there are none */
} RepairFolds;

RepairFolds repair_folds(const Store *store, const Repair *repairs, uint32_t count);
/* `  (or 2013 or 2014 in place of 2008)`, behind that step; nothing where no other differs there. */
void repair_folds_print(const Store *store, const RepairFolds *folds, const Repair *repairs, uint32_t first,
                        uint32_t step, Text *text);

#endif
