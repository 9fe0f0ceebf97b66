/* The lexer, without its generator's names. */
#ifndef HENCE_LEXER_H
#define HENCE_LEXER_H

#include "lang/base/spelling.h"
#include "lang/syntax/ast_build.h"

void *lexer_open(Parser *p); /* reads p->text */
void lexer_close(void *lexer);

/* Offers the words that may stand behind the token `before`: for a word that is nearly one. */
void lexer_offer_words(const Parser *p, int before, Spelling *near);
/* Whether it is a word of the language at some places only:
 * what follows it, and how closely, then tells which it is. */
bool lexer_is_soft(Str word);

#endif
