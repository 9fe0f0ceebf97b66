/* What was new in a round: rows with the rule that made them, read off the store afterwards. */
#ifndef HENCE_FIRING_H
#define HENCE_FIRING_H

#include "runtime/store/store.h"

/* Which relations are looked at: by RelId. */
typedef struct {
    const Store *store;
    bool *shows;
    bool with_helpers;
    uint32_t *rank; /* of a relation among all, by name: the order in which rows of a round are told */
    Arena arena;
} Firings;

/* All that somebody wrote, and what applies or is strictly shown of it, each row once; `with_helpers`: all.  name: only
 * relations of this name; NO_SYMBOL: any. */
void firings_init(Firings *firings, const Store *store, Symbol name, bool with_helpers);
void firings_clear(Firings *firings);

/* Whether the row is told elsewhere: it was only passed on, as what is accepted because it is given or strictly shown.
 * What is accepted because it applies is a row of its own. */
bool firing_is_repeated(const Firings *firings, RowRef row);

/* The new rows of a round, at most so many, the first by the names of their relations and their values;
 * gives how many there were. */
uint64_t firings_of_round(const Firings *firings, Round round, uint32_t most, RowRefs *rows);

#endif
