/* Whether a row has other proofs, on other facts, than the one that is told. */
#ifndef HENCE_OTHER_WAYS_H
#define HENCE_OTHER_WAYS_H

#include "runtime/why/proof.h"

typedef enum {
    OTHER_NONE,   /* no step has another instance of a rule that could do without a fact of this proof */
    OTHER_SOME,   /* a step has one */
    OTHER_UNKNOWN /* none was found, and not all were looked at */
} OtherWays;

/* One step is exchanged at a time, so that proofs that differ in two steps alone are not met.  Rows behind aggregates
 * have one way; where something applies against a step, whether it could do with another is not known.  Nothing is
 * known of proofs of more than OTHER_STEPS; at most OTHER_TRIES rows and OTHER_PROOFS proofs are looked at. */
OtherWays proof_other_ways(const Proof *proof);
enum { OTHER_STEPS = 500, OTHER_TRIES = 20000, OTHER_PROOFS = 40 };

#endif
