/* Rows that were not kept, made when somebody looks for them:
 * with the rule, the round and the order they would have had. */
#ifndef HENCE_RECALL_H
#define HENCE_RECALL_H

#include "runtime/store/store.h"

/* Makes the rows of a relation, if they are absent or were streamed (stream.h), and first those they come from.  Keeps
 * to the limits of the store's watch. */
void rows_recall(const Store *store, RelId relation);

#endif
