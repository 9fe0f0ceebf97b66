/* How all claims stand in a world, and in others that differ from it in some facts.
 *
 * Most worlds differ in little: a claim whose cone, or footprint (slice.h), has the same rows in both stands as it did,
 * and only of the others a status is looked for, and a proof that tells how strong they are.
 *
 *     Stands *stands = stands_new(world->store);
 *     ...stands_claim(stands, i), stands_in(stands, other->store, NULL, arena)[i]...
 *     stands_free(stands); */
#ifndef HENCE_STANDS_H
#define HENCE_STANDS_H

#include "runtime/judge/claim_stand.h"
#include "runtime/judge/sharing.h"

typedef struct Stands Stands;

/* Borrows the store, in which no row comes or goes any more but those of questions. */
Stands *stands_new(const Store *store);
void stands_free(Stands *stands);                        /* NULL is fine */
ClaimStand stands_claim(Stands *stands, uint32_t claim); /* by its number in the agenda; judged when first asked for */

/* For Changes.choose: only what the changed facts reach is computed, what that is computed from, and the cones of
 * claims that they reach.  All else is as it was. */
const bool *stands_choose(void *stands, const Store *given, const Sharing *sharing);
/* For Changes.reach. */
Reach *stands_reach(const Stands *stands);
/* By relation of the program what those facts reach: the rows of others are not told by the store of that world. */
const bool *stands_reached(const Stands *stands);

/* How they stand in another store, which has run; in the arena.  is_reached: of a world of which no more was computed;
 * NULL: it is whole.  Of another program with the same claims is_reached is by relation of this one: it says nothing of
 * others; NULL: each claim is judged. */
const ClaimStand *stands_in(Stands *stands, const Store *after, const bool *is_reached, Arena *arena);

/* Likewise those that stand otherwise, and how both times, but for one (NULL: none): the others are not looked at. */
typedef struct {
    uint32_t claim;
    ClaimStand was, is; /* before and afterwards */
} ClaimChange;
const ClaimChange *stands_changes(Stands *stands, const Store *after, const bool *is_reached, const Claim *but,
                                  uint32_t *count, Arena *arena);

/* Likewise those of another status or reason, which costs less: one that is only more certain or less is not among
 * them, and how strong they were is not told. */
const ClaimChange *stands_status_changes(Stands *stands, const Store *after, const bool *is_reached, const Claim *but,
                                         uint32_t *count, Arena *arena);

/* Claims of the world that was asked about last that were not judged anew: for tests. */
uint32_t stands_untouched(const Stands *stands);

/* Of some claims in a store, NULL for one that the program does not have. */
void stands_judge(const Store *store, const Claim *const *claims, size_t count, ClaimStand *stands);

#endif
