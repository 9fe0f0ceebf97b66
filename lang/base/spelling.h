/* The nearest spelling among candidates, for "did you mean ..?". */
#ifndef HENCE_SPELLING_H
#define HENCE_SPELLING_H

#include "lang/base/str.h"

typedef struct {
    Str word;
    Str best;        /* empty: nothing near enough */
    size_t distance; /* of best; before that, one more than what counts as near */
} Spelling;

Spelling spelling_of(Str word);
void spelling_offer(Spelling *spelling, Str candidate); /* borrows; the nearest stays, of equals the first by text */

#endif
