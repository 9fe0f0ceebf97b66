/* All that refutes a claim: one accepted row is enough, so it stays refuted as long as one of them is there. */
#ifndef HENCE_REFUTATIONS_H
#define HENCE_REFUTATIONS_H

#include "runtime/judge/claims.h"

enum { REFUTATIONS_KEPT = 100 };
typedef struct {
    const RowRef *rows; /* accepted; literal by literal, each once; in the arena */
    uint32_t count;
    /* So many come first that are told: the others are what a key or a declared contrary turned into one of those. */
    uint32_t told;
    bool is_cut; /* REFUTATIONS_KEPT was reached */
} Refutations;

/* Under the binding that decides the claim, of each of its literals; none unless it is refuted. */
Refutations refutations_of(const Store *store, const Claim *claim, Arena *arena);

#endif
