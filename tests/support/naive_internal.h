/* Parts of the naive evaluator: lists of rows, and rules tried on them. */
#ifndef HENCE_NAIVE_INTERNAL_H
#define HENCE_NAIVE_INTERNAL_H

#include "tests/support/naive.h"

#include <stdlib.h>

typedef struct {
    Vec(Value) words; /* row after row */
    Vec(bool) hidden; /* as many as there are rows */
} Rows;

struct Naive {
    const Program *program;
    Rows *sides[2];  /* of each relation: what is true, and what is possible */
    Rows *relations; /* the side being made: atoms read it */
    Rows *denied;    /* the other one: `not` reads it */
    Rows *late;      /* of each relation: hidden rows that do not follow, so that they contradict nothing */
    Rows *barred;    /* of each relation: rows that are hidden as they come; NULL */
};

static inline uint32_t arity_of(const Naive *naive, RelId r) { return naive->program->relations.items[r].arity; }
static inline const Value *row_of(const Naive *naive, RelId r, size_t i) {
    return naive->relations[r].words.items + i * arity_of(naive, r);
}
static inline size_t rows_of(const Naive *naive, RelId r) { return naive->relations[r].hidden.count; }

static inline size_t find_in(const Naive *naive, const Rows *relations, RelId r, const Value *row) {
    uint32_t arity = arity_of(naive, r);
    for (size_t i = 0; i < relations[r].hidden.count; i++)
        if (arity == 0 || memcmp(relations[r].words.items + i * arity, row, arity * sizeof *row) == 0) return i;
    return SIZE_MAX;
}
static inline size_t find(const Naive *naive, RelId r, const Value *row) {
    return find_in(naive, naive->relations, r, row);
}

/* False if it is there already. */
static inline bool naive_add(Naive *naive, RelId r, const Value *row) {
    if (find(naive, r, row) != SIZE_MAX) return false;
    for (uint32_t i = 0; i < arity_of(naive, r); i++) vec_push(&naive->relations[r].words, row[i]);
    vec_push(&naive->relations[r].hidden, naive->barred && find_in(naive, naive->barred, r, row) != SIZE_MAX);
    return true;
}

/* naive.c: runs components [first, end) anew.  *is_open: something before is undecided; or now. */
void naive_run_components(Naive *naive, size_t first, size_t end, bool *is_open);
bool naive_is_given_and_contradicted(const Naive *naive, RelId r, const Value *row);

/* naive_group.c: runs a group, and hides what contradicts itself in it. */
void naive_run_group(Naive *naive, size_t first, size_t end, bool *is_open);

/* naive_try.c: adds what the rule gives from all that is known; whether any of it is new. */
bool naive_try(Naive *naive, const Rule *rule);

#endif
