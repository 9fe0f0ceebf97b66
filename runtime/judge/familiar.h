/* Names that belong to what is asked: those in its own row, in the facts by which its nearest instances hold, and in
 * the facts of what is accepted against it.  A change that speaks of other names is further away. */
#ifndef HENCE_FAMILIAR_H
#define HENCE_FAMILIAR_H

#include "runtime/judge/repair.h"

typedef struct Familiar Familiar;

Familiar *familiar_new(const Shortfall *shortfall); /* borrows its store */
void familiar_free(Familiar *familiar);

/* Names of the row that are not familiar, UNBOUND ones left out; words of a list of words, as the ways in which
 * something can be done, are nobody's name. */
uint32_t familiar_strangers(const Familiar *familiar, RelId relation, const Value *row);
/* Names of a row that is to be stated that stand in no column of that kind, where others do: they belong elsewhere. */
uint32_t familiar_misplaced(const Familiar *familiar, RelId relation, const Value *row);
/* Whether one of them is neither familiar nor at its place. */
bool familiar_has_remote(const Familiar *familiar, RelId relation, const Value *row);

#endif
