/* How a rule is computed: its literals in an order in which each finds its variables bound. */
#ifndef HENCE_PLAN_H
#define HENCE_PLAN_H

#include "runtime/store/store.h"

typedef enum { READ_ALL, READ_OLD, READ_DELTA } Reading; /* which rows of a relation that is still growing */

typedef struct {
    const Literal *literal;
    Reading reading;
    uint64_t bound;      /* columns with a value before: looked up through an index, or whole rows in the hash */
    bool is_whole;       /* all columns are bound and none is `_`: one look-up */
    bool is_test;        /* binds nothing that is used later: the first match is enough */
    bool is_reversed;    /* LIT_BIND of one variable to another, read from right to left */
    bool is_check;       /* LIT_BIND whose variable has a value already */
    uint64_t fresh;      /* columns that give their variable its value */
} Step;

typedef struct {
    RuleId rule;
    const Step *steps;
    uint32_t step_count;
} Plan;

/* A plan for the rule from the sizes the store has now.  `delta` is the literal that reads the delta, or NO_ID; the
 * literals before it on relations of the component read old rows only.  Lives in arena. */
Plan plan_rule(const Store *store, const Component *component, RuleId rule, uint32_t delta, Arena *arena);

static inline bool component_has(const Component *component, RelId relation) {
    for (uint32_t i = 0; i < component->relation_count; i++)
        if (component->relations[i] == relation) return true;
    return false;
}

#endif
