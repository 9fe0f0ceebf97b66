/* What a statement lacks between two of its parts: a colon, a comma, quotes, a word. */
#ifndef HENCE_LACKING_H
#define HENCE_LACKING_H

#include "lang/syntax/advice.h"

/* Tells what is lacking, with a repair where one is sure; false if it is nothing of that. */
bool lacking(Parser *p, const SyntaxError *error);
/* Likewise for two atoms side by side, `p(a) q(b).`, and a line in a body that goes on without a comma. */
bool lacking_between(Parser *p, const SyntaxError *error);

#endif
