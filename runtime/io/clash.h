/* Given rows that a new row contradicts. */
#ifndef HENCE_IO_CLASH_H
#define HENCE_IO_CLASH_H

#include "runtime/store/store.h"

typedef enum {
    CLASH_NONE,
    CLASH_ID,       /* its id names another fact: it is not given */
    CLASH_CONTRARY, /* p and -p, or what a `contrary` names: both are given, and neither is used further */
    CLASH_KEY       /* the two agree on a key: likewise */
} Clash;

/* The first given row that cannot hold beside this one; ids are not looked at.  other->row is NO_ROW where none is. */
Clash clash_find(const Program *program, const Store *store, RelId relation, const Value *row, RowRef *other);

#endif
