/* The lowest proofs of a row and of what lies below it.
 *
 * The height of a given row is 0, that of another is one more than that of the highest premise, in the proof where this is
 * least.  Where all that a component reads from others lies equally high, rounds are heights, and nothing is to be done;
 * elsewhere a row may come late and yet have a low proof.  There every instance that gives a row is looked at, and those of
 * its premises, and heights are settled from below, the least first: D. Knuth, A generalization of Dijkstra's algorithm,
 * Information Processing Letters 6(1), 1977. */
#ifndef HENCE_LOWEST_H
#define HENCE_LOWEST_H

#include "runtime/why/premises.h"

typedef struct Lowest Lowest;

/* Rows that are tried before it gives up: then proofs go by rounds. */
#define LOWEST_TRIES 20000

/* Borrows the store and, until it returns, the search. */
Lowest *lowest_new(const Store *store, PremiseSearch *search, RowRef row);
void lowest_free(Lowest *lowest); /* NULL is fine */
bool lowest_gave_up(const Lowest *lowest);

/* An instance of a rule: of a fold the rows of its group that a proof lists, without bindings. */
typedef struct {
    RuleId rule;
    const Value *bindings;
    const RowId *rows;
    uint32_t row_count;
} RuleInstance;

/* The instance of a lowest proof of the row; false where that is found by rounds. */
bool lowest_find(const Lowest *lowest, RowRef row, RuleInstance *instance);

#endif
