/* Tokens and comments as they stand in a text, for who writes it anew. */
#ifndef HENCE_TOKEN_H
#define HENCE_TOKEN_H

#include "lang/base/source.h"
#include "lang/base/vec.h"

/* Comments, beside the kinds of parser.h, which are positive. */
enum {
    TOKEN_LINE = -1, /* % and %%, up to the end of its line */
    TOKEN_BLOCK = -2
};

typedef struct {
    int kind;
    Span span;
} Token;
typedef Vec(Token) TokenList;

#endif
