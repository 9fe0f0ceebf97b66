/* How a rule is computed: its literals in an order in which each finds its variables bound. */
#ifndef HENCE_PLAN_H
#define HENCE_PLAN_H

#include "runtime/store/store.h"

typedef enum { READ_ALL, READ_OLD, READ_DELTA } Reading; /* which rows of a relation that is still growing */
typedef enum {
    ACCESS_NONE,   /* no rows: a comparison, a function */
    ACCESS_SCAN,   /* no column has a value before, or it is the delta: all rows */
    ACCESS_WHOLE,  /* all columns have one: the table's own hash, or its sets */
    ACCESS_GROUPS, /* some have, and the relation is complete */
    ACCESS_CHAIN,  /* some have, and the relation grows */
    ACCESS_SETS    /* one of two has, and the rows are kept as sets by that column */
} Access;

typedef struct {
    uint32_t column;
    VarId variable;
} Fresh;
typedef struct {
    uint32_t column, earlier; /* p(X, X): both have the same value */
} Same;

typedef struct Step {
    const Literal *literal;
    uint32_t number; /* of the literal in the body */
    Reading reading;
    Access access;
    bool is_once;       /* old rows that must be told from those of the delta: not as sets, which know no delta */
    uint64_t bound;     /* columns that have a value before */
    bool is_test;       /* an atom that binds nothing which is read later: one match is enough */
    bool is_reversed;   /* LIT_BIND of one variable to another, read from right to left */
    bool gives_set;     /* its last variable goes to the head alone, as a set */
    bool is_check;      /* LIT_BIND or LIT_LOOKUP whose variable has a value already */
    const Fresh *fresh; /* columns that give a variable its value, where somebody reads it later */
    uint32_t fresh_count;
    const Same *same;
    uint32_t same_count;
    const VarId *reads; /* variables in the expressions of the literal */
    uint32_t read_count;
    const VarId *carried; /* variables with a value before that are read later */
    uint32_t carried_count;
    double fan_out;           /* expected rows for one binding */
    const struct Step *meets; /* tests of the value it gives, made on the way: see meet.c */
    uint32_t meet_count;
    uint32_t meet_column; /* of such a test: where the value stands */
} Step;

typedef struct {
    RuleId rule;
    uint32_t delta; /* the literal that reads the delta, or NO_ID */
    const Step *steps;
    uint32_t step_count;
    uint32_t set_step;           /* the one that gives a set, or NO_ID */
    VarId set_variable, set_end; /* of it: where the set begins, and where it ends */
    const uint32_t *slots;       /* by variable: no two that stand in one block have the same; 0: it never has one */
    uint32_t slot_count;         /* 0 included: as many as there are values at once, not as there are variables */
    bool head_has_sets;          /* when it was planned; if not, no step gives a set */
} Plan;

/* The sets a step looks into, if its relation is kept as such, extended as far as it may see; else NULL. */
const Sets *step_sets(const Store *store, const Component *component, const Step *step);
/* The same of a test of a value in `column`: all other columns are bound. */
const Sets *meet_sets(const Store *store, const Component *component, const Step *test);

/* A plan for the rule from the sizes the store has now.  `delta` is the literal that reads the delta, or NO_ID; the
 * literals before it on relations of the component read old rows only.  Lives in arena. */
Plan plan_rule(const Store *store, const Component *component, RuleId rule, uint32_t delta, Arena *arena);

/* Whether its comparisons and expressions may come upon a value that cannot be computed (once.c). */
bool rule_may_fault(const Program *program, const Rule *rule);

/* One line a step:  `scan delta path(X, Y)`, `probe edge(Y, Z) on 0, about 3 rows`. */
void plan_print(const Program *program, const Plan *plan, Text *text);

static inline bool component_has(const Program *program, const Component *component, RelId relation) {
    const Relation *relations = program->relations.items;
    return relations[relation].component == relations[component->relations[0]].component;
}

#endif
