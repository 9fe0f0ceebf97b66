/* Ways of computing the same rows.  Each can be switched off, to learn what it gains or whether it is to blame. */
#ifndef HENCE_WAYS_H
#define HENCE_WAYS_H

#include <stdbool.h>
#include <stdint.h>

#include "lang/base/str.h"

#define WAYS(X)                                                                                                        \
    X(SETS, "sets")         /* rows of dense relations are known by bitmaps, not by a hash */                          \
    X(UNIONS, "unions")     /* head rows that differ in one column are added as a set */                               \
    X(MEETS, "meets")       /* a variable that several literals give is found by intersection */                       \
    X(STREAMS, "streams")   /* aggregates fold bindings as they come, without a table of them */                       \
    X(VECTORS, "vectors")   /* expressions are computed for a block of bindings at a time */                           \
    X(BOUNDS, "bounds")     /* what denies nothing undecided is computed from below and above, not by instances */     \
    X(GUARDS, "guards")     /* instances that are rows of another relation are read there, not copied */               \
    X(DISTINCT, "distinct") /* rows that cannot come twice are added without being looked for */                       \
    X(PORTIONS, "portions") /* several threads: many groups are divided among them by hash */                          \
    X(CLAIMS, "claims")     /* several threads: rows are added by ranges of slots, not by one of them */               \
    X(READY, "ready")       /* several threads: what a round looks up is brought up to date ahead, side by side */

typedef enum {
#define WAY(name, word) WAY_##name,
    WAYS(WAY)
#undef WAY
        WAY_COUNT
} Way;

typedef uint32_t Without; /* a bit for each way that is switched off */

static inline bool uses(Without without, Way way) { return !(without >> way & 1); }

/* The way of this name; WAY_COUNT if there is none. */
static inline Way way_named(Str word) {
    static const char *const NAMES[] = {
#define WAY(name, word) word,
        WAYS(WAY)
#undef WAY
    };
    Way way = (Way)0;
    while (way < WAY_COUNT && !str_equal(word, str_of(NAMES[way]))) way++;
    return way;
}

#endif
