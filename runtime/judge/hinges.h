/* What an undecided atom hinges on: rows of open relations about which nothing is said. */
#ifndef HENCE_HINGES_H
#define HENCE_HINGES_H

#include "runtime/judge/rivals.h"

typedef struct {
    RelId relation;   /* the open relation, by the sign it is asked with */
    const Value *row; /* in the store */
} Hinge;
typedef Vec(Hinge) Hinges;

/* Follows what is not decided from an undecided row, each atom once.  p and -p count as one, told as p. */
Hinges hinges_of(const Store *store, RelId relation, const Value *row);
bool hinges_any(const Store *store, RelId relation, const Value *row);

#endif
