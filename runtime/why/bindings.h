/* Values of a rule's variables during a search, and in which order they came, so that they can be taken back. */
#ifndef HENCE_BINDINGS_H
#define HENCE_BINDINGS_H

#include "runtime/why/instance.h"

typedef struct {
    Value *values; /* by variable; UNBOUND: none yet */
    VarId *trail;  /* variables given a value since the head was fitted, oldest first */
    uint32_t count;
} Bindings;

/* Room for the variables of the rule, in the arena. */
Bindings bindings_new(Arena *arena, const Rule *rule);

static inline void bindings_give(Bindings *b, VarId variable, Value value) {
    b->values[variable] = value;
    b->trail[b->count++] = variable;
}

/* Takes back all but the first `count`. */
static inline void bindings_take_back(Bindings *b, uint32_t count) {
    while (b->count > count) b->values[b->trail[--b->count]] = UNBOUND;
}

/* Begins with what a row of `arity` values, or UNBOUND, gives the head of the rule; false if they do not fit. */
bool bindings_fit_head(Bindings *b, const Rule *rule, const Value *row, uint32_t arity);
/* Fits the row to the terms of a literal; false if they do not fit, some variables having been given a value. */
bool bindings_fit_row(Bindings *b, const Literal *literal, const Value *row, uint32_t arity);

/* Terms of the first `count` that are variables without a value. */
uint32_t bindings_open(const Bindings *b, const Literal *literal, uint32_t count);
/* Whether a literal can be decided, or its one result be computed, with no row of its relation chosen. */
bool bindings_decide(const Bindings *b, const Program *program, const Literal *literal);

#endif
