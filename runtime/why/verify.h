/* Checks a proof without the code that found it.
 *
 * Each step must be an instance of its rule under its bindings, and none may rest on itself; what it says is
 * absent must be absent from the store; comparisons and aggregates are computed again; leaves must be given facts. */
#ifndef HENCE_VERIFY_H
#define HENCE_VERIFY_H

#include "runtime/why/proof.h"

typedef struct {
    StepId step;        /* the first wrong one */
    const char *reason; /* "a premise is missing", ...; NULL if all is right */
} Flaw;

/* True if every step is right. *flaw is set either way (may be NULL). */
bool proof_verify(const Proof *proof, Flaw *flaw);

#endif
