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
/* The first cause of an undecided atom: whether what is not decided in it goes back to open relations (unknown), a rival
 * (contested), or only to itself (cyclic). */
Reason status_reason(const Store *store, RelId relation, const Value *row);

#endif
