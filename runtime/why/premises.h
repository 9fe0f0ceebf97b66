/* The premises of a row: the instance of its rule that made it, found again. */
#ifndef HENCE_PREMISES_H
#define HENCE_PREMISES_H

#include "runtime/store/store.h"

/* Memory for one search after the other.  Borrows store, whose tables may get further indexes. */
typedef struct PremiseSearch PremiseSearch;
PremiseSearch *premise_search_new(const Store *store);
void premise_search_free(PremiseSearch *search); /* NULL is fine */

/* For a row that a rule other than a fold made: the values of the rule's variables, and by literal the row it matched,
 * NO_ROW where it needs none (a comparison, `not`, a LIT_LOOKUP that took its `otherwise`).  Both have room for one
 * more than there are.  Of several instances that whose latest premise is earliest, and among those the least by the
 * values of its rows.  False if there is none: the store is not what a run leaves. */
bool premises_find(PremiseSearch *search, RowRef row, Value *bindings, RowId *rows);

/* Tells every instance of a rule, which is no fold, that gives the row, whatever the rounds of its premises, in the
 * order of their values; bindings and rows as above, good until it returns.
 * False from the one who is told: that is enough.
 * Each row that is tried takes one from *tries (NULL: no limit); false if they did not suffice. */
typedef bool OnInstance(void *context, RuleId rule, const Value *bindings, const RowId *rows);
bool premises_each(PremiseSearch *search, RuleId rule, const Value *row, uint32_t *tries, OnInstance *tell,
                   void *context);

#endif
