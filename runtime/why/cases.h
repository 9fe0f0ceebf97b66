/* The cases of a rule: its instances for one row of its head, as they stand under three values.
 *
 * A case tells of each literal whether it is true or undecided; a case with a literal that is false is none, unless that
 * literal is an exception and exceptions are asked about.  From cases one learns why a row is undecided, which exception
 * stopped a rule, and who argued for what was not accepted. */
#ifndef HENCE_CASES_H
#define HENCE_CASES_H

#include "runtime/store/store.h"

typedef enum { TRUTH_FALSE, TRUTH_UNDECIDED, TRUTH_TRUE } Truth;

typedef struct {
    RuleId id;
    const Rule *rule;
    const Value *bindings; /* by variable */
    const Truth *truths;   /* by literal; false only for exceptions */
    const RowId *rows;     /* by literal: of a LIT_ATOM, the row: of the table if it is true, else of the possible table */
} Case;

typedef enum { CASES_OPEN, CASES_EXCEPTED } CaseKind; /* CASES_EXCEPTED: exceptions may fire */
typedef bool OnCase(void *context, const Case *found); /* false: enough */

/* Calls found for each case, rows in the order of arrival.  Folds have no cases.  The store's tables may get further
 * indexes. */
void cases_each(const Store *store, RuleId rule, const Value *head, CaseKind kind, OnCase *found, void *context);
/* The same for every rule with this head. */
void cases_of_row(const Store *store, RelId relation, const Value *row, CaseKind kind, OnCase *found, void *context);

#endif
