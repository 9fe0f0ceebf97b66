/* What the files that find repairs share: those that work, in the order in which they are told. */
#ifndef HENCE_REPAIR_INTERNAL_H
#define HENCE_REPAIR_INTERNAL_H

#include "runtime/judge/familiar.h"
#include "runtime/judge/repair.h"

typedef struct {
    Repair *items; /* room for all that are tried */
    uint32_t count;
} Kept;

/* What steps are held against. */
typedef struct {
    const Store *store;
    const Short *asked;
    const Familiar *familiar;
    bool has_names; /* some given fact is named or cites something: what does not is of the frame */
} Kinds;
Kinds kinds_of(const Shortfall *shortfall, const Familiar *familiar);
/* Fills in what can be seen of each step. */
void repair_note_kinds(const Kinds *kinds, Repair *repair);
/* Two steps in one order, however they were thought of. */
void repair_settle_order(const Program *program, Repair *repair);
bool repair_is_odd(const Repair *repair);
/* Neither odd, nor of the frame if there is more than that, nor what is asked itself, nor denied outright: then nothing larger needs
 * to be looked for. */
bool repair_is_sensible(const Kinds *kinds, const Repair *repair);

/* Whether one of them does with a part of the steps: then the others are idle. */
bool kept_covers(const Program *program, const Kept *kept, const Repair *repair);
bool kept_has(const Program *program, const Kept *kept, const Repair *repair);
/* At its place among the others. */
void kept_add(const Program *program, Kept *kept, const Repair *repair);
/* Without examples of a name that nobody has, where a name that is known does as well. */
void kept_drop_examples(const Kinds *kinds, Kept *kept);
/* One of each shape comes before the second of one: ten dates of one event are but one way.  Then the first are left. */
void kept_spread(Kept *kept, Repairs *repairs, Arena *arena);

#endif
