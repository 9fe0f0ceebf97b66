/* Words for what the grammar does not allow: what was found, what was expected, and the slip it most likely is. */
#ifndef HENCE_ADVICE_H
#define HENCE_ADVICE_H

#include "lang/syntax/ast_build.h"

typedef struct {
    int found, before, earlier;        /* tokens: the one in hand and the two before it */
    int first;                         /* of the statement, or of the item within braces */
    Span span;                         /* of the one in hand */
    uint32_t before_begin, before_end; /* offsets of the one before */
    bool wants_end, wants_close;       /* '.' or ')' would do */
    const char *const *expected;       /* reader-facing names of what would do */
    uint32_t expected_count;
} SyntaxError;

/* Whether what has this reader-facing name would do. */
bool expects(const SyntaxError *error, const char *name);
bool is_word_of_others(Str word); /* "and", "wenn": what other languages have a word for */
bool is_on_later_line(const Parser *p, const SyntaxError *error); /* the token in hand, than the one before */

void advise(Parser *p, const SyntaxError *error);

#endif
