/* What the files about slips share. */
#ifndef HENCE_SLIPS_INTERNAL_H
#define HENCE_SLIPS_INTERNAL_H

#include "lang/syntax/slips.h"
#include "parser.h"

Span before_of(const Parser *p, const SyntaxError *error);   /* of the token before the one in hand */
char byte_behind(const Parser *p, const SyntaxError *error); /* the first behind the token in hand that is not blank */

/* An error with its remedy; true.  replaced: `written` in place of the span, which may be empty. */
bool replaced(Parser *p, Code code, Span span, const char *message, const char *written);
bool told(Parser *p, Span span, const char *message, const char *remedy);

#endif
