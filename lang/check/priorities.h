/* Exceptions and priorities: that what they name is there, and can yield. */
#ifndef HENCE_PRIORITIES_H
#define HENCE_PRIORITIES_H

#include "lang/check/check_internal.h"

void priorities_check(Checker *c); /* notes the rule that an exception or a priority is about */
/* `prefer WINNER over LOSER`, also as an item of a scenario.  Gives the rule that wins; NULL: it is none. */
const Statement *priority_check(Checker *c, Str winner, Span winner_span, Str loser, Span loser_span, Span all);

#endif
