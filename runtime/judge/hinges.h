/* What an undecided atom hinges on: rows of open relations about which nothing is said. */
#ifndef HENCE_HINGES_H
#define HENCE_HINGES_H

#include "runtime/judge/matching.h"
#include "runtime/judge/rivals.h"

typedef struct {
    RelId relation;   /* the open relation, by the sign it is asked with */
    RowId at;         /* of its possible table: */
    const Value *row; /* in the store */
} Hinge;
typedef Vec(Hinge) Hinges;

/* Follows what is not decided from an undecided row, each atom once.  p and -p count as one, told as p. */
Hinges hinges_of(const Store *store, RelId relation, const Value *row);
bool hinges_any(const Store *store, RelId relation, const Value *row);

/* Open facts that may settle an undecided row by themselves, together: one way of several. */
typedef struct {
    Vec(Hinges) ways; /* none within another; by names and values, as each of them is */
} HingeWays;
/* Where there are more, or parting them takes too long, it is one way, of all there are. */
enum { HINGE_WAYS_MOST = 16 };
/* Of a row, a way for each instance of its rules, as far down as one premise alone is undecided. */
HingeWays hinge_ways_of(const Store *store, RelId relation, const Value *row);
/* Of an answer: the ways of each of its rows that is undecided;
 * where none is, those of `row` (of the possible table; NO_ROW: none). */
HingeWays hinge_ways_of_answer(const Store *store, RelId answer, RowRef row);
void hinge_ways_clear(HingeWays *ways);
/* Each of them once, in order. */
Hinges hinge_ways_all(const HingeWays *ways);

#endif
