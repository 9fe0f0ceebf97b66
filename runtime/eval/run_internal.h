/* A run at work, for the files of this room. */
#ifndef HENCE_RUN_INTERNAL_H
#define HENCE_RUN_INTERNAL_H

#include <time.h>

#include "runtime/eval/compute.h"
#include "runtime/eval/rounds.h"
#include "runtime/plan/plan.h"
#include "runtime/store/groups.h"

/* Rows of a relation that a round may see: [0, old) old, [old, end) delta. */
typedef struct {
    uint32_t old, end;
} Extent;

typedef struct {
    Store *store;
    const Component *component;
    const RunOptions *options;
    Outcome *outcome;
    Extent *extents; /* by relation; those outside the component are all old */
    struct timespec begun;
    double last_progress;
} Work;

Work work_begin(Store *store, const RunOptions *options, Outcome *outcome);
void work_end(Work *work);
/* Whether to stop: looks at time, memory and cancel.  Sets outcome->stop and ->growing. */
bool work_should_stop(Work *work, RuleId rule);
/* Begins a round of the component; false if the run must stop. */
bool work_begin_round(Work *work);
/* Adds rows to a table under the budget, as made by `rule` in the current round. False if the run must stop. */
bool work_add(Work *work, RuleId rule, RelId head, const Value *rows, uint32_t count);

/* A rule made ready to run, as often as there are rounds.  Borrows plan. */
typedef struct Join Join;
Join *join_open(Work *work, const Plan *plan);
void join_close(Join *join); /* NULL is fine */
/* Rows go to the head's table in batches. False if the run must stop. */
bool join_run(Join *join);

/* Computes a fold rule. */
bool fold_run(Work *work, RuleId rule);
/* Finds and hides what contradicts each other, now that the component is complete. */
void conflicts_find(const Store *store, const Component *component, Conflicts *conflicts);

#endif
