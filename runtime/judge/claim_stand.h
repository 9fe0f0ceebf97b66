/* How a claim stands, as far as two worlds, or two versions of a program, are compared by it.
 *
 * Whether it hangs on the policy is no part of it: only another program tells that (api/policy.h). */
#ifndef HENCE_CLAIM_STAND_H
#define HENCE_CLAIM_STAND_H

#include "runtime/judge/claims.h"

typedef struct {
    Status status;
    Reason reason;
    Strength strength; /* of what is established or refuted (Verdict.strength); else STRENGTH_CERTAIN */
    bool is_there;     /* the program has such a claim */
} ClaimStand;

ClaimStand verdict_stand(const Verdict *verdict); /* of one that is explained */
bool stand_is_same(ClaimStand a, ClaimStand b);
/* They differ in nothing but in how strong it is. */
bool stand_differs_in_strength(ClaimStand a, ClaimStand b);
/* Whether it says how strong the claim is. */
bool stand_has_strength(ClaimStand stand);

#endif
