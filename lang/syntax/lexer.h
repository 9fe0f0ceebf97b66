/* The lexer, without its generator's names. */
#ifndef HENCE_LEXER_H
#define HENCE_LEXER_H

#include "lang/syntax/ast_build.h"

void *lexer_open(Parser *p); /* reads p->text */
void lexer_close(void *lexer);

#endif
