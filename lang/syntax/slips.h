/* What people write in their first weeks: a habit of another language or of speech, and what it is in Hence. */
#ifndef HENCE_SYNTAX_SLIPS_H
#define HENCE_SYNTAX_SLIPS_H

#include "lang/syntax/advice.h"

/* Tells the slip, with a repair where one is sure; false if it is none of these. */
bool slip(Parser *p, const SyntaxError *error);
/* Tells of a label that begins a statement of its own, and so was not meant as a label. */
void slip_of_label(Parser *p, Str label, Span span);

#endif
