/* Aggregates that have no value: over rows that are undecided, or the least, greatest or average of none. */
#ifndef HENCE_SHOW_VALUELESS_H
#define HENCE_SHOW_VALUELESS_H

#include "lang/base/source.h"
#include "runtime/why/instance.h"

bool aggregate_is_valueless(const Store *store, const Literal *literal, const Value *bindings);
/* `it has no value: win(a) is undecided`, `there is none`.  False, and nothing, of what has one or is no aggregate. */
bool valueless_print(const Store *store, const Literal *literal, const Value *bindings, const Sources *sources,
                     Text *text);

#endif
