/* Expressions and comparisons on many bindings at once.
 *
 * What compute.h does for one binding is done here for LANES of them, one operation after the other, as long as every
 * value is a small integer (for = and \=, anything but two wide values that differ) and so is every result.  Where one
 * is not, the answer is NULL, and compute() must look at each of the bindings:
 * it alone knows faults and other kinds. */
#ifndef HENCE_VECTOR_H
#define HENCE_VECTOR_H

#include "lang/program/program.h"

enum { LANES = 64 }; /* bindings at once */

typedef struct Vector Vector;

/* For a LIT_BIND or a LIT_COMPARE, which must outlive it;
 * NULL where it has a function that is only computed one by one.
 * slots: by variable, which of the columns it has; NULL: each its own.  Lives in arena. */
Vector *vector_new(const Literal *literal, const uint32_t *slots, Arena *arena);

/* What follows is of the bindings [from, from + count) of these columns; count is at most LANES.  It is good until
 * the vector is used again; NULL where compute() must look at each. */
const Value *vector_values(Vector *vector, Value *const *columns, uint32_t from, uint32_t count);   /* LIT_BIND */
const uint32_t *vector_holds(Vector *vector, Value *const *columns, uint32_t from, uint32_t count); /* 0 or 1 each */

#endif
