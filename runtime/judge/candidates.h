/* Bindings of a claim's variables under which its literals may say something. */
#ifndef HENCE_CANDIDATES_H
#define HENCE_CANDIDATES_H

#include "runtime/judge/parts.h"

enum { BINDING_LIMIT = 100000 };

/* Rows of values by column of the answer, UNBOUND where nothing gives one.  All conditions hold in them, as far as
 * their values are known; so there may be none.  Owned by the caller.  is_cut: there are more than BINDING_LIMIT. */
Table *candidates_of(const Store *store, const Claim *claim, bool *is_cut);

#endif
