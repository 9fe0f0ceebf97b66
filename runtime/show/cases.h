/* What a `forall` is checked for. */
#ifndef HENCE_SHOW_CASES_H
#define HENCE_SHOW_CASES_H

#include "lang/base/source.h"
#include "runtime/why/instance.h"

/* The n-th rule of a body that is denied, of an exception that is stated elsewhere, or of a body that an aggregate runs
 * over: one for each of its alternatives; NULL. */
const Rule *body_rule_at(const Program *program, RelId body, uint32_t n);

/* The one rule of a body that is denied, of an exception that is stated elsewhere, or of a body that an aggregate runs
 * over; NULL where it has alternatives. */
const Rule *body_rule(const Program *program, RelId body);

enum { CASES_NAMED = 5 }; /* the others are counted */

/* The rows of the one atom of the denied body that has variables of its own, whose other columns agree with the
 * bindings: how many there are, and the first few as `algebra, logic and 3 more` (NULL: not wanted).  False where the
 * body has several such atoms or none, or its condition is more than that one, so that it is not known. */
bool checked_cases(const Store *store, const Literal *denied, const Value *bindings, const Sources *sources,
                   size_t *count, Text *names);

#endif
