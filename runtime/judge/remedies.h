/* What could be changed so that what falls short no longer does: thought out, not tried.
 *
 * Facts to add are those that are missing in a nearest instance, ground, their open columns as in facts that nearly
 * fit; facts to take back are leaves of what stands in the way, and priorities those by which it wins; priorities set
 * an argument for it over one against it; what is open can be settled either way. */
#ifndef HENCE_REMEDIES_H
#define HENCE_REMEDIES_H

#include "runtime/judge/familiar.h"
#include "runtime/judge/repair.h"

typedef struct {
    RepairStep steps[REPAIR_STEPS];
    uint32_t count;
} Remedy;

typedef struct {
    /* Each once: those of one step first, then those of familiar names,
     * else in the order in which they were thought of. */
    Remedy *items;
    uint32_t count;
    bool is_cut;
} Remedies;

/* For what is asked: the first entry.  unusual: facts of relations that only rules conclude may be stated too. */
Remedies remedies_think(const Shortfall *shortfall, const Familiar *familiar, bool unusual, Arena *arena);
/* What could refute a row that is undecided: of one step each, the open facts that it hinges on first. */
Remedies remedies_think_against(const Shortfall *shortfall, const Familiar *familiar, RelId relation, const Value *row,
                                Arena *arena);
/* The step, and a priority of what is for it over what is against it where the step has been taken:
 * it is contested in `after`. */
Remedies remedies_think_on_top(const Store *after, const Goal *goal, const Shortfall *shortfall, const RepairStep *step,
                               Arena *arena);

#endif
