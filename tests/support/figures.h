/* Random small programs with numbers: columns of integers that are compared with bounds, of a short range, and one that
 * may be empty; names that stand in comparisons alone.  Strict rules and `not`; claims about what rules conclude.
 *
 *     amount(x: symbol, n: int)    mark(x: symbol, n: 1..3)    friend(x: symbol, y: symbol?)
 *
 * Beside the text, with what values facts could be stated: those that the text names, and what parts a bound from the
 * other side of it; all marks; an empty cell for y. */
#ifndef HENCE_TEST_FIGURES_H
#define HENCE_TEST_FIGURES_H

#include "lang/base/text.h"
#include "lang/base/vec.h"

typedef struct {
    Text text;
    bool has_name[3];    /* of a, b, c */
    bool has_amount[12]; /* 0 .. 11 */
} Figures;

Figures figures_random(uint64_t seed);
void figures_clear(Figures *figures);

#endif
