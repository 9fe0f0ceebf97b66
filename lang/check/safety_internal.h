/* The state of a unit whose variables are looked at: what binding.c finds, and safety.c asks. */
#ifndef HENCE_SAFETY_INTERNAL_H
#define HENCE_SAFETY_INTERNAL_H

#include "lang/check/check_internal.h"

typedef struct {
    Code code;
    Span span; /* NO_SPAN: nothing is lacking */
} Lack;

typedef struct {
    Checker *c;
    NodeTable *table;
    Variable *variables; /* of the unit */
    uint32_t count;
    uint32_t depth;      /* of the scope at hand */
    Vec(bool) bound;     /* by variable */
    Vec(uint32_t) trail; /* variables in the order they were bound */
    Vec(uint32_t) hits;  /* zero outside of alternatives */
    Vec(Span) missing;   /* an alternative that gives it no value, where another does */
    Vec(Span) within;    /* where it is used in a scope under `not` that shares it */
    Vec(Lack) lacks;
    bool excuses; /* `X = e` gives X a value even if e has none */
    bool has_excused;
    uint64_t work, work_limit;
} Safety;

static inline bool is_broken(const Safety *s, const Node *node) { return s->table->relation[node->id] == BROKEN; }
static inline bool is_bound(const Safety *s, const Node *variable) {
    return s->bound.items[s->table->variable[variable->id]];
}
/* Gives up what was bound since the trail was so long. */
static inline void unbind_to(Safety *s, size_t mark) {
    while (s->trail.count > mark) s->bound.items[vec_pop(&s->trail)] = false;
}

/* Binds what a body gives values to, whatever the order of its literals. */
void bind_body(Safety *s, const Node *node);

#endif
