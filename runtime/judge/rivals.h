/* What speaks against a row: its contraries, and who argues for them. */
#ifndef HENCE_RIVALS_H
#define HENCE_RIVALS_H

#include "runtime/judge/matching.h"

/* Rows of `relation` that agree with the terms, except the row itself, contradict it. */
typedef struct {
    RelId relation;
    const Term *terms;   /* in the arena of rivals_of */
    const Value *except; /* the row itself, where it is of the same relation; NULL */
} Rival;
typedef Vec(Rival) Rivals;

/* -p of p and p of -p, what is declared contrary, rows that agree on a key.  Borrows row; the terms are in arena. */
Rivals rivals_of(const Program *program, RelId relation, const Value *row, Arena *arena);

/* The first accepted row of a rival; {NO_ID, NO_ROW} if there is none. */
RowRef rival_accepted(const Store *store, const Rivals *rivals);

typedef enum { APPLIES_NOT, APPLIES_PERHAPS, APPLIES } Applies;
/* Whether some rule or reported fact for rows like these applies, perhaps if that is undecided; for a relation whose
 * arguments are not told apart, whether one holds. */
Applies argued_for(const Store *store, RelId relation, const Term *terms, const Value *except);
/* The same for the contraries of a row, and for objections to it. */
Applies argued_against(const Store *store, RelId relation, const Value *row, const Rivals *rivals);

#endif
