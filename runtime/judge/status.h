/* The status of one atom, decided in the order of the language page:
 * established, refuted, inconsistent, undecided, unsupported. */
#ifndef HENCE_STATUS_H
#define HENCE_STATUS_H

#include "lang/program/agenda.h"
#include "runtime/judge/rivals.h"

typedef struct {
    Status status;
    Reason reason; /* of undecided */
    RowRef row;    /* established: the row; refuted: the accepted row that stands against it; inconsistent: the hidden
                    * row; undecided: the row, where it is one of the possible table of row.relation; else NO_ROW */
} Judgement;

/* `row` need not be in any table. */
Judgement status_of_row(const Store *store, RelId relation, const Value *row);
/* The same without the reason of a row that is undecided: finding that goes through all that the row hinges on. */
Judgement status_at_sight(const Store *store, RelId relation, const Value *row);
/* Adds it. */
void status_find_reason(const Store *store, Judgement *judgement);

/* Rows that somebody argues for and that are undecided all the same, though rules take them as not accepted.  Tells
 * those that agree with the terms (NULL: all), some perhaps more than once; `row` is good until it returns. */
typedef void OnContested(void *context, const Value *row);
void each_contested(const Store *store, RelId relation, const Term *terms, OnContested *tell, void *context);
/* Whether there is one that agrees with the literal. */
bool literal_is_contested(const Store *store, const Literal *literal, const Value *bindings);
/* Rows for which a rule has all its premises but an exception fires, whatever their status.  They stand in no table. */
void each_excepted(const Store *store, RelId relation, const Term *terms, OnContested *tell, void *context);

#endif
