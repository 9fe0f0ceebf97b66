/* An extract: what some claims can depend on, of a program and of its given facts.
 *
 * A world of the extract costs what the claims rest on, not what the program says: they come out in it as in the whole
 * world, by status and reason.  Other rows, other claims and what is contradicted elsewhere are not in it. */
#ifndef HENCE_EXTRACT_H
#define HENCE_EXTRACT_H

#include "runtime/judge/scenario.h"
#include "runtime/judge/slice.h"

typedef struct {
    Slice slice;
    bool *components; /* of the claims' cones: for RunOptions.wanted */
} Extract;

/* Of `count` claims, in a store with the given facts, whether it has run or not. */
void extract_init(Extract *extract, const Store *given, const Claim *const *claims, size_t count);
void extract_clear(Extract *extract);
GivenFate extract_fate(void *extract, RelId relation, RowId row); /* an OnGiven: what lies outside is taken away */

/* The extract of the world with these changes (NULL: none), which suspend nothing.  Its edits are not told. */
World *extract_world(const Store *base, const Changes *changes, const Claim *const *claims, size_t count,
                     const RunOptions *options, Diags *diags);

#endif
