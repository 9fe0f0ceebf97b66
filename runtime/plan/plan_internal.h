/* A plan in the making, for the files of this room. */
#ifndef HENCE_PLAN_INTERNAL_H
#define HENCE_PLAN_INTERNAL_H

#include "runtime/plan/plan.h"

/* A literal that could come next. */
typedef struct {
    double cost;
    uint32_t literal;
} Candidate;
typedef struct {
    Candidate *items;
    uint32_t count;
} Heap;

typedef struct {
    const Store *store;
    const Component *component;
    const Rule *rule;
    uint32_t delta;
    Arena *arena;
    bool *is_bound; /* by variable */
    bool *is_done;  /* by literal */
    bool may_fault; /* the rule: then bindings are tried once */
    Step *steps;
    uint32_t count;
    VarId *bound; /* variables in the order in which they get their values */
    uint32_t bound_count;
    const uint32_t *slots; /* by variable, and how many: as in the plan */
    uint32_t slot_count;
    uint32_t *bound_after; /* by step: how many have theirs when it is done */
    uint32_t set_step;     /* NO_ID: none */
    uint32_t *read_by;     /* by variable: the last step whose expressions are known to read it, counted from 1 */
    /* order.c */
    uint32_t *waits;         /* by literal that binds no columns: occurrences of variables without a value */
    double *rows;            /* by atom: its fan-out as things stand */
    uint32_t *first_watcher; /* by variable: watchers[first_watcher[v], first_watcher[v + 1]) wait for it */
    uint32_t *watchers;      /* literals */
    bool has_atom;           /* one was chosen */
    Heap filters, atoms; /* filters that can run now; atoms, where a fan-out that is out of date counts for nothing */
} Planner;

static inline uint32_t literal_arity(const Planner *p, const Literal *literal) {
    return p->store->program->relations.items[literal->relation].arity;
}
static inline bool term_is_bound(const Planner *p, Term term) {
    return term.kind == TERM_CONST || (term.kind == TERM_VAR && p->is_bound[term.id]);
}
bool expr_is_bound(const Planner *p, const Expr *expr);

/* order.c: the literal to go on with, a filter or function that can run now or else an atom; NO_ID if there is none. */
void order_begin(Planner *p);
uint32_t order_next(Planner *p);
/* Gives the variable a value, if it has none. */
void order_bind(Planner *p, VarId variable);
double fan_out(const Planner *p, const Literal *literal);

/* access.c: how the step's rows are found; marks what it binds. */
void choose_access(Planner *p, Step *step);

/* meet.c: gives tests to the step that finds the value they are about. */
enum { MEET_RANGE = 1 << 27 }; /* ranks of values that are marked in a bitmap */
void choose_meets(Planner *p);

#endif
