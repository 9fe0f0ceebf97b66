/* A plan in the making, for the files of this room. */
#ifndef HENCE_PLAN_INTERNAL_H
#define HENCE_PLAN_INTERNAL_H

#include "runtime/plan/plan.h"

typedef struct {
    const Store *store;
    const Component *component;
    const Rule *rule;
    uint32_t delta;
    Arena *arena;
    bool *is_bound; /* by variable */
    bool *is_done;  /* by literal */
    Step *steps;
    uint32_t count;
} Planner;

static inline uint32_t literal_arity(const Planner *p, const Literal *literal) {
    return p->store->program->relations.items[literal->relation].arity;
}
static inline bool literal_has_terms(const Literal *literal) {
    return literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
}
static inline bool term_is_bound(const Planner *p, Term term) {
    return term.kind == TERM_CONST || (term.kind == TERM_VAR && p->is_bound[term.id]);
}
bool expr_is_bound(const Planner *p, const Expr *expr);

/* order.c: a literal that filters or computes and can do so now, and the best atom to go on with; NO_ID if none. */
uint32_t next_filter(const Planner *p);
uint32_t next_atom(const Planner *p);
double fan_out(const Planner *p, const Literal *literal);

/* access.c: how the step's rows are found; marks what it binds. */
void choose_access(Planner *p, Step *step);

#endif
