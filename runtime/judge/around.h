/* What an undecided row hangs on, however far: what there is for it and against it.
 *
 * Where arguments speak about each other's premises, or a strict rule is read backwards,
 * what decides a row stands some steps away from it. */
#ifndef HENCE_AROUND_H
#define HENCE_AROUND_H

#include "runtime/judge/dispute.h"

typedef struct {
    Arguments pro,
        contra;          /* rules and reported facts that a priority may move, AROUND_SIDE at most each, in the order in
                             * which they are met: neither given nor concluded by a strict rule */
    Vec(RowRef) against; /* accepted rows that what is against it holds by */
    bool is_cut;         /* AROUND_MOST rows were gone through */
} Around;
enum { AROUND_MOST = 60, AROUND_SIDE = 6 };

/* is_wanted: what is for the row is pro; else what is against it is.  Nothing of a row that is decided. */
Around around_of(const Store *store, RelId relation, const Value *row, bool is_wanted);
void around_clear(Around *around);

#endif
