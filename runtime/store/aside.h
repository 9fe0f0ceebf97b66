/* What would follow if rows that contradict something were used: a run kept for the proofs of the contradiction.
 *
 * Where a row leads to its own contrary, the contrary does not follow once the row is used no more.  It has a row in
 * the store all the same, hidden, and its proof stands in an aside: a store of which some tables are its own, and all
 * others those of the store it belongs to.  What is hidden in it was hidden in that run. */
#ifndef HENCE_ASIDE_H
#define HENCE_ASIDE_H

#include "runtime/store/store.h"

/* A new one, which the store owns.  Nothing that it is asked about may be streamed or absent. */
Store *store_add_aside(Store *store);
/* The tables of a relation: taken over, as long as the store has others.  possible may be NULL. */
void aside_take(Store *aside, RelId relation, Table *table, Table *possible);
/* The row has its proof in the aside, under another number; its rule and round are told where it is. */
void store_note_aside(Store *store, RowRef ref, Store *aside, RowId there);
bool store_is_aside(const Store *store, RelId relation, RowId row); /* it is such a row */
/* Where the proof of a row is: in *where, under the number given. */
RowId store_find_aside(const Store *store, RowRef ref, const Store **where);

/* For store.c. */
void asides_free(Store *store);
void asides_grow(Store *store);

#endif
