/* One literal of a claim, by itself.
 *
 * Bindings are values of the claim's variables, by column of its answer; UNBOUND, the last of all values, where there
 * is none.  A literal some of whose columns are open takes the status of that row of its which is furthest. */
#ifndef HENCE_JUDGE_PARTS_H
#define HENCE_JUDGE_PARTS_H

#include "runtime/judge/status.h"
#include "runtime/why/instance.h"

enum { ATOM_COLUMNS = 64, ANSWER_COLUMNS = 64 };

/* The row that a status is about, where there is one. */
typedef struct {
    RelId relation; /* NO_ID: none */
    Value row[ATOM_COLUMNS];
} Atom;

/* How soon a status decides among several rows or bindings: what is established, then refuted, undecided, ... */
int status_rank_among(Status status);

/* Without the reason of what is undecided (status_find_reason).  `atom` may be NULL. */
Judgement part_judge(const Store *store, const Part *part, const Value *bindings, Atom *atom);

/* The terms with the values in place, and the row where none is open: then true. */
bool part_terms(const Store *store, const Part *part, const Value *bindings, Term *terms, Value *row);

/* The tables in which rows are accepted, undecided, in conflict or argued for, of the relation or its contrary;
 * those that have its columns. */
typedef void OnTable(void *context, Table *table);
void each_status_table(const Store *store, RelId relation, OnTable *visit, void *context);

/* The least row, in value order, that a literal over a relation matches; of NO_ROW if there is none. */
RowRef literal_least(const Store *store, const Literal *literal, const Value *bindings);

#endif
