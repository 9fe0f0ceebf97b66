/* Where rounds are heights: where all that a component reads from others lies equally high, the round in which it found
 * a row tells how high the row is (lowest.h). */
#ifndef HENCE_LEVELS_H
#define HENCE_LEVELS_H

#include "runtime/store/store.h"

typedef struct Levels Levels;

/* Borrows the store, which has run. */
Levels *levels_new(const Store *store);
void levels_free(Levels *levels); /* NULL is fine */
/* To be called before rows of the relation, or of those below it, are asked about. */
void levels_look_below(Levels *levels, RelId relation);

/* Whether the rounds tell how high a row is, */
bool levels_tell(const Levels *levels, RowRef row);
/* and how high then. */
uint32_t levels_height(const Levels *levels, RowRef row);

#endif
