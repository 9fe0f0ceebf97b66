/* Expressions and comparisons under the bindings of a rule. */
#ifndef HENCE_COMPUTE_H
#define HENCE_COMPUTE_H

#include "runtime/eval/budget.h"

/* A rule at work: what it needs to compute, and where faults are noted. */
typedef struct {
    Values *values;
    Outcome *outcome;
    RuleId rule;
    uint32_t rule_faults; /* of this rule so far */
    bool *is_unusual;     /* among several threads: set instead of making a value or noting a fault; NULL: alone */
} Computer;

/* False on a fault, which is noted under `literal`. */
bool compute(Computer *computer, const Expr *expr, const Value *bindings, uint32_t literal, Value *result);
bool compute_holds(Computer *computer, const Literal *literal, const Value *bindings, uint32_t number);
/* Notes a fault of an expression, or without one of a comparison or an aggregate; at most three arguments are kept.
 * False if the rule has had so many faults that it was only counted. */
bool compute_fault(Computer *computer, Fault fault, const Expr *expr, const Value *arguments, uint32_t count,
                   uint32_t literal);

#endif
