/* Names that no fact has, and what may have been meant.
 *
 *       tweetty stands nowhere in the program; did you mean tweety?
 *       flies(tweety) is established */
#ifndef HENCE_SHOW_SLIPS_H
#define HENCE_SHOW_SLIPS_H

#include "runtime/judge/unheard.h"

/* Of an atom of the relation, a line each. */
void slips_print(const Store *store, RelId relation, const Unheard *unheard, Text *text);

#endif
