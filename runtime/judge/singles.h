/* Single facts: each that could be stated, over the values that are known, and each that could be taken back.
 *
 * What is thought out from what falls short (remedies.h) is near at hand, and never all; where no one step of it does,
 * and there are not too many, all are gone through. */
#ifndef HENCE_SINGLES_H
#define HENCE_SINGLES_H

#include "runtime/judge/repair.h"

typedef struct {
    RepairStep *items; /* in the arena */
    uint32_t count;
    uint32_t
        there; /* the first so many change what is stated: reports to be stated for certain, facts to be taken back */
    uint32_t sound; /* those behind the first so many contradict what is given: as good as taking that back */
    bool is_cut;    /* not all that could be stated or taken back are among them */
} Singles;

/* Of what the claim can depend on, as many as worlds of it may be run: of relations that somebody could state facts of.
 * In one order, whatever that of facts and files is. */
Singles singles_of(const Store *store, const Claim *claim, Arena *arena);

#endif
