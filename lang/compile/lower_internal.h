/* What lower.c, lower_body.c and lower_rules.c share. */
#ifndef HENCE_LOWER_INTERNAL_H
#define HENCE_LOWER_INTERNAL_H

#include "lang/compile/lower.h"

const Node *atom_argument(const Node *child); /* without its name */
uint32_t atom_column(const Lower *lower, const Node *atom, uint32_t child);
bool lower_first_seen(Lower *lower, Variable variable); /* since lower->stamp was raised */
/* Makes the relations of what is inside, and inside that.  False, with a message, if one would be too wide. */
bool lower_insides(Lower *lower, const LoweredBody *body);

#endif
