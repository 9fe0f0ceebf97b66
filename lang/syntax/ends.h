/* What a statement or a block ends with is missing, or something else stands in its place. */
#ifndef HENCE_ENDS_H
#define HENCE_ENDS_H

#include "lang/syntax/advice.h"

/* Tells it, with a repair, and has reading go on with what follows; false if it is nothing of that. */
bool wrong_end(Parser *p, const SyntaxError *error);   /* another sign in place of the full stop */
bool missing_end(Parser *p, const SyntaxError *error); /* no sign at all */
/* `source s "..."` and `use "..."` on a line of its own, which would be its only field; told where it is read. */
void tell_use_behind_source(Parser *p, Span gloss, const FieldNode *only);
/* `p(X) :- q(X),` and an atom at the margin: a statement may have been meant, which would be a fact. */
void warn_of_margin(Parser *p, const Node *body);
/* The brace is missing that would close the block, which ends there. */
void tell_open_block(Parser *p, uint32_t end);

#endif
