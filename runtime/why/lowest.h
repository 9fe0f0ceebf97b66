/* The lowest proofs of rows and of what lies below them.
 *
 * The height of a given row is 0, that of another is one more than that of the highest premise, in the proof where this
 * is least.  Where all that a component reads from others lies equally high, rounds are heights (levels.h), and nothing
 * is to be done; elsewhere a row may come late and yet have a low proof.  There every instance that gives a row is
 * looked at, and those of its premises, and heights are settled from below, the least first: D. Knuth, A generalization
 * of Dijkstra's algorithm, Information Processing Letters 6(1), 1977.
 *
 * What is found for one row serves the next; but each row comes out as it would by itself.
 *
 *     Lowest *lowest = lowest_new(store, NULL, NULL);
 *     ...lowest_reach, then lowest_find, of one row after the other...
 *     lowest_free(lowest); */
#ifndef HENCE_LOWEST_H
#define HENCE_LOWEST_H

#include "runtime/why/premises.h"

typedef struct Lowest Lowest;

/* Rows that are tried before it gives up: then proofs go by rounds. */
#define LOWEST_TRIES 20000

/* Borrows the store, in which no row comes or goes any more.  `before` (NULL: none) is of another store of the program,
 * and is borrowed too, like `is_same`: by relation, whether both stores have the same rows of it in the same order,
 * true, hidden and possible ones.  What gives a row is taken from there where it rests on those alone. */
Lowest *lowest_new(const Store *store, const Lowest *before, const bool *is_same);
void lowest_free(Lowest *lowest); /* NULL is fine */
const Store *lowest_store(const Lowest *lowest);

/* Looks at what lies below the row: false if it gave up. */
bool lowest_reach(Lowest *lowest, PremiseSearch *search, RowRef row);

/* An instance of a rule: of a fold the rows of its group that a proof lists, without bindings. */
typedef struct {
    RuleId rule;
    const Value *bindings;
    const RowId *rows;
    uint32_t row_count;
} RuleInstance;

/* The instance of a lowest proof of the row that was reached, or of one below it; false where that is found by rounds.
 * Good until another one is reached. */
bool lowest_find(const Lowest *lowest, RowRef row, RuleInstance *instance);

#endif
