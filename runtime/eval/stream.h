/* Rows behind an aggregate that were folded as they came: their table stays empty until somebody asks for them. */
#ifndef HENCE_STREAM_H
#define HENCE_STREAM_H

#include "runtime/store/store.h"

/* Makes the rows of a HELPER_GROUPED relation, as its rules would have in the round they had, if they were streamed;
 * does nothing else.  To be called before its table is read.  Keeps to the limits of the store's watch. */
void streamed_fill(const Store *store, RelId grouped);
/* The same for all that were made of relations in a set, by RelId: their visible rows are about to be others. */
void streamed_fill_readers(const Store *store, const bool *is_read);

#endif
