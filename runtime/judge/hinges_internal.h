/* What the search for hinges and the one for ways of them share. */
#ifndef HENCE_HINGES_INTERNAL_H
#define HENCE_HINGES_INTERNAL_H

#include "runtime/judge/hinges.h"
#include "runtime/why/residual.h"

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
} HingeNode;
typedef Vec(HingeNode) HingeNodes;

/* Of several searches together. */
typedef struct {
    uint64_t steps;
    bool is_stopped; /* the time is over: what was found is a part */
} HingeEffort;
bool hinges_may_go_on(const Store *store, HingeEffort *effort);

/* Of NO_ROW if the row is not possible. */
HingeNode hinge_node(const Store *store, RelId relation, const Value *row);
const Value *hinge_row(const Store *store, HingeNode node);
/* Of an undecided row about which nothing is said.  Told with the sign of p, whichever was met. */
Hinge hinge_at(const Store *store, HingeNode at);
/* The literal says that nothing is said about a row. */
bool hinge_is_proposition(const Store *store, const Literal *literal);
/* From all of these rows. */
Hinges hinges_below(const Store *store, const HingeNode *rows, size_t count, HingeEffort *effort);

/* Pairs of a relation and a row, numbered as they come. */
Table *pairs_new(void);
/* True if it is new; *number is its place either way; NULL: not wanted. */
bool pairs_number(Table *pairs, RelId relation, RowId row, RowId *number);

#endif
