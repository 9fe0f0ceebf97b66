/* The nearest spelling among candidates: what a third of the letters, at least one and at most three, may separate. */
#ifndef HENCE_NEAR_H
#define HENCE_NEAR_H

#include "lang/base/text.h"

typedef struct {
    Str word;
    Str best;        /* empty: nothing near enough */
    size_t distance; /* of best; before that, one more than what counts as near */
} Near;

static inline Near near_of(Str word) {
    size_t limit = word.length / 3 < 3 ? word.length / 3 : 3;
    return (Near){word, {NULL, 0}, limit + 1};
}

/* Borrows.  Of equals the first by text stays, so the order of offers makes no difference. */
static inline void near_offer(Near *near, Str candidate) {
    if (candidate.length == 0 || near->distance == 0 || str_equal(candidate, near->word)) return;
    size_t distance = str_distance(near->word, candidate, near->distance);
    bool is_first = distance == near->distance && near->best.length > 0 && str_compare(candidate, near->best) < 0;
    if (distance >= near->distance && !is_first) return;
    near->best = candidate;
    near->distance = distance;
}

#endif
