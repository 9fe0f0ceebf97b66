/* What is missing of a row that nothing speaks for: of each rule that concludes it, the premises that do not hold.
 *
 *     no rule has its premises: the regime ru is imposed
 *     - rule by_power: whoever is far stronger imposes the rules [Young 1989, p. 104]
 *       - missing: there is a gap of power between russia and ukraine (gap(russia, ukraine)) */
#ifndef HENCE_SHOW_MISSING_H
#define HENCE_SHOW_MISSING_H

#include "lang/base/source.h"
#include "runtime/store/store.h"

/* Values of the row may be UNBOUND; then `names` has what stands in their place, else it may be NULL. */
void missing_print(const Store *store, RelId relation, const Value *row, const Str *names, const Sources *sources,
                   Text *text);
/* [{"rule","place","premises":[{"standing","literal","atom"}]}] */
void missing_json(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);

#endif
