/* Says of each node what it is: an atom of which relation, a condition, or a term. */
#ifndef HENCE_RESOLVE_H
#define HENCE_RESOLVE_H

#include "lang/check/check_internal.h"

void resolve_heads(Checker *c);  /* what facts and rules define, with the terms of facts */
void resolve_bodies(Checker *c); /* everything else */

/* The atom of a literal: the node itself, or what stands under its minus; NULL if it is none. */
const Node *literal_atom(const Node *literal);

#endif
