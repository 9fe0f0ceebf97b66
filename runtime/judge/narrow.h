/* Delta debugging: which of many changes bring something about.
 *
 * A. Zeller, R. Hildebrandt, Simplifying and isolating failure-inducing input,
 * IEEE Transactions on Software Engineering 28(2), 2002. */
#ifndef HENCE_NARROW_H
#define HENCE_NARROW_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/vec.h"

typedef Vec(uint32_t) Numbers;

/* Whether these changes alone, in ascending order, bring it about.  *is_enough: no further set may be tried. */
typedef bool BringsAbout(void *context, const uint32_t *changes, uint32_t count, bool *is_enough);

typedef enum {
    NARROW_SMALLEST, /* no smaller set does */
    NARROW_MINIMAL,  /* no part of it does, but another set may be smaller */
    NARROW_STOPPED   /* it does, but parts of it may do as well */
} Narrowness;

/* Makes a set of changes that brings it about as small as can be, in place.
 * Among sets of one size the first is taken. */
Narrowness narrow(Numbers *changes, BringsAbout *brings_about, void *context);

/* How many choices of `size` out of n there are; where they are more than UINT32_MAX, some number beyond it. */
uint64_t sets_of(uint64_t n, uint64_t size);
/* The next choice of `size` places out of n, in order; false behind the last. */
bool next_choice(uint32_t *places, uint32_t size, uint32_t n);

#endif
