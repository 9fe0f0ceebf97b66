/* Limits of a run, and why it stopped. */
#ifndef HENCE_BUDGET_H
#define HENCE_BUDGET_H

#include "lang/base/budget.h"
#include "lang/base/diag.h"
#include "runtime/store/store.h"

enum { STEPS_OF_PLAN = 512 };

#define OPEN_LIMIT 3

/* A value that could not be computed: the binding derives nothing, the rest goes on. */
enum { FAULT_LIMIT = 3, FAULT_ARGUMENTS = 64 };
typedef struct {
    RuleId rule;
    uint32_t literal;
    Fault fault;
    const Expr *expr; /* what failed; NULL: the comparison `literal`, or an aggregate */
    uint32_t argument_count;
    Value arguments[FAULT_ARGUMENTS]; /* its arguments; of an aggregate, its group */
    uint64_t times;                   /* so many bindings came upon it */
    uint32_t open_rows[OPEN_LIMIT];   /* FAULT_UNDECIDED: of what the aggregate runs over, in its possible table */
    uint32_t open_count;
    uint32_t first_open, named_count; /* atoms these hinge on, in outcome->open (why/open.h) */
} FaultRecord;

/* An atom with values where they are known. */
typedef struct {
    RelId relation;
    const Term *terms; /* TERM_CONST or TERM_ANY; in the outcome's arena */
} OpenAtom;

typedef struct {
    Stop stop;
    RuleId growing;          /* the rule at work when it stopped */
    Vec(FaultRecord) faults; /* different ones, at most FAULT_LIMIT a rule: the least by place and value, in order */
    Vec(OpenAtom) open;      /* undecided atoms that are to be named */
    Arena arena;             /* of their terms */
    uint64_t fault_count;    /* bindings without a value */
    uint64_t rows_derived, rounds, steps;
    double seconds;
} Outcome;
void outcome_clear(Outcome *outcome);
/* Counts a fault, and keeps it if it is among the least of its rule; NULL if it is not, or was known.  Which are kept
 * depends on what there is, not on its order. */
FaultRecord *outcome_keep_fault(Outcome *outcome, const Values *values, const FaultRecord *fault);
uint64_t outcome_untold(const Outcome *outcome); /* bindings with faults other than those kept */
/* The faults kept, as messages. */
void outcome_explain(const Outcome *outcome, const Program *program, Diags *diags);

/* What looks things up after a run keeps to its limits of time and memory, and stops the outcome where they are passed:
 * what was found by then is partial.  To be set as the watch of the store. */
typedef struct Watch {
    Budget budget; /* with its beginning */
    Outcome *outcome;
    uint32_t steps; /* since the limits were last looked at */
} Watch;
/* Counts a step of some look-ups; false if the search must stop. */
bool store_may_search(const Store *store);

bool store_is_overdue(const Store *store); /* the time is over; then it is noted why the run stopped */

/* The same for one search whose answer is told as it is: small ones come to their end whatever the time.
 * `steps` are its own so far, from 0. */
bool store_may_finish(const Store *store, uint64_t *steps, uint32_t more);

/* Called from time to time while a run is at work; may be NULL. */
typedef void OnProgress(void *context, Round round, uint64_t rows, double seconds);

#endif
