/* Rows that agree with a pattern: constants, TERM_ANY, and variables, which are the same value wherever they stand. */
#ifndef HENCE_MATCHING_H
#define HENCE_MATCHING_H

#include "runtime/store/seek.h"
#include "runtime/store/store.h"

static inline bool row_is_same(const Value *a, const Value *b, uint32_t arity) {
    return arity == 0 || memcmp(a, b, arity * sizeof *a) == 0;
}
/* Of two rows of so many columns, the first in value order. */
bool row_is_before(const Values *values, const Value *a, const Value *b, uint32_t arity);
bool row_agrees(const Value *row, const Term *terms, uint32_t arity);
/* Into value order, which does not depend on the order of facts. */
void rows_sort(const Store *store, const Table *table, RowId *rows, size_t count);

/* Where a row of a relation was stated, if it was, not as a reported fact: in the table of the relation, or in one of
 * its own for the facts that are not to be attacked. */
bool row_is_stated(const Store *store, RelId relation, const Value *row, RowRef *at);

/* Where it was stated as a reported fact. */
bool row_is_reported(const Store *store, RelId relation, const Value *row, RowRef *at);

/* All rows that state a fact: for certain first, then as it is reported.  To be freed. */
RowRefs rows_stating(const Store *store, RelId relation, const Value *row);

/* Below 0, 0 or above 0: by name, arity and sign of their relations, then by values,
 * as the order of rules and files may change. */
int atoms_compare(const Program *program, RelId a, const Value *a_row, RelId b, const Value *b_row);

/* The rows that agree with the terms, but for `except`, one after the other (seek.h). */
typedef struct {
    const Term *terms;   /* borrowed; NULL: any row */
    const Value *except; /* borrowed; NULL: none */
    Seek seek;           /* its key is set when it goes on: a walk may be moved */
    Value key[64];
} RowWalk;

RowWalk row_walk(Table *table, const Term *terms, const Value *except);
RowId row_walk_on(RowWalk *walk); /* hidden ones too, in the order of arrival; NO_ROW at the end */

/* The rows that agree with the terms, in value order: those that are accepted, or hidden ones too.  To be freed. */
RowIds rows_accepted(const Store *store, Table *table, const Term *terms, const Value *except);
RowIds rows_agreeing(const Store *store, Table *table, const Term *terms, const Value *except);

/* The least row, in value order, that agrees with the terms; hidden ones or the others.  NO_ROW. */
RowId row_least(const Store *store, Table *table, const Term *terms, const Value *except, bool is_hidden);
/* Likewise of rows that are undecided: a row of the possible table.  NO_ROW. */
RowId row_least_undecided(const Store *store, RelId relation, const Term *terms, const Value *except);

#endif
