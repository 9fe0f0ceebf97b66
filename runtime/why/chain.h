/* The rows of an atom that agree with what is bound, in the order of their values. */
#ifndef HENCE_CHAIN_H
#define HENCE_CHAIN_H

#include "runtime/store/store.h"

/* Puts them behind those of the list, each that differs from the others where it matters: columns of `_` do not.  At
 * most *rows_left are gone through, and it is that many less afterwards; of a chain that is too long for it none is
 * listed, and of a long one the least.  False if some are left out. */
bool chain_list(const Store *store, const Literal *literal, const Value *bindings, uint32_t *rows_left, RowIds *list);

#endif
