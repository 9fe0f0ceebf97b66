/* Words for what the grammar does not allow: what was found, what was expected, and the slip it most likely is. */
#ifndef HENCE_ADVICE_H
#define HENCE_ADVICE_H

#include "lang/syntax/ast_build.h"

typedef struct {
    int found, before, earlier;        /* tokens: the one in hand and the two before it */
    Span span;                         /* of the one in hand */
    uint32_t before_begin, before_end; /* offsets of the one before */
    bool wants_end, wants_close;       /* '.' or ')' would do */
    const char *const *expected;       /* reader-facing names of what would do */
    uint32_t expected_count;
} SyntaxError;

void advise(Parser *p, const SyntaxError *error);

#endif
