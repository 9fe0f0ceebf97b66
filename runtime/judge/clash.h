/* What a fact that is stated contradicts, itself or by what follows from it. */
#ifndef HENCE_CLASH_H
#define HENCE_CLASH_H

#include "runtime/judge/matching.h"

/* A row that somebody wrote of, which is accepted in the one world and contradicted in the other: the least by the name
 * of its relation and its values; {NO_ID, NO_ROW}: none.  By relation of `before` which to look at; NULL: all. */
RowRef world_clash(const Store *before, const Store *after, const bool *is_reached);

#endif
