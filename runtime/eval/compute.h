/* Expressions and comparisons under the bindings of a rule. */
#ifndef HENCE_COMPUTE_H
#define HENCE_COMPUTE_H

#include "runtime/eval/budget.h"

/* A rule at work: what it needs to compute, and where faults are noted. */
typedef struct {
    Values *values;
    Outcome *outcome;
    RuleId rule;
    const Budget *budget; /* for texts that are large by themselves; NULL: none */
    uint64_t spent;       /* work done since somebody set it to 0, in steps of some nanoseconds: texts may be long */
    bool *is_unusual;     /* among several threads: set instead of making a value or noting a fault; NULL: alone */
} Computer;

/* False on a fault, which is noted under `literal`. */
bool compute(Computer *computer, const Expr *expr, const Value *bindings, uint32_t literal, Value *result);
bool compute_holds(Computer *computer, const Literal *literal, const Value *bindings, uint32_t number);
/* Notes a fault of an expression, or without one of a comparison or an aggregate.  The record if it was kept, good
 * until the next fault; NULL if it was only counted. */
FaultRecord *compute_fault(Computer *computer, Fault fault, const Expr *expr, const Value *arguments, uint32_t count,
                           uint32_t literal);

#endif
