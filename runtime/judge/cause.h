/* Which given rows of two worlds make a claim come out otherwise in the one than in the other. */
#ifndef HENCE_CAUSE_H
#define HENCE_CAUSE_H

#include "runtime/judge/claims.h"

typedef struct {
    RelId relation;
    RowId row;
    bool is_new; /* given in the second world, and its row there; else in the first */
} Cause;
typedef Vec(Cause) Causes;

/* Two runs of one program.  atom: the row that decides the claim; NULL where it is not known.
 * The nearest come first. */
void causes_find(const Store *was, const Store *is, const Claim *claim, const Value *atom, uint32_t part,
                 Causes *causes);

#endif
