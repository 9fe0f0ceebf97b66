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
    /* Three stretches, each of which may be empty: up to changed_end what is stated is changed, reports stated for
     * certain and facts taken back; then facts are stated that nobody stated, from vain_start on such as contradict
     * what is given, which is as good as taking that back. */
    uint32_t changed_end, vain_start;
    uint32_t most_beside; /* worth a run where something is found already */
    bool is_cut;          /* not all that could be stated or taken back are among them */
} Singles;

/* Of what the claim can depend on, as many as worlds of it may be run: of relations that somebody could state facts of.
 * In one order, whatever that of facts and files is. */
Singles singles_of(const Store *store, const Claim *claim, Arena *arena);

#endif
