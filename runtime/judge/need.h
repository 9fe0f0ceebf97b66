/* What would have to be found out: the smallest sets of open facts that would settle a claim. */
#ifndef HENCE_NEED_H
#define HENCE_NEED_H

#include "runtime/judge/settling.h"

typedef struct {
    const uint8_t *settled; /* by open fact of the settling: a Settled; in arena */
    uint32_t size;          /* how many are not FACT_UNKNOWN */
} Need;
typedef Vec(Need) Needs;

/* One side: what would establish the claim, or refute it. */
typedef struct {
    Needs needs;        /* smallest first; each tried in a world of its own; none contains another */
    bool is_impossible; /* nothing that is open could bring it about */
    bool is_so;         /* nothing needs to be looked for: it comes out so as it is */
    bool is_stopped;    /* of a search by worlds: it was not gone through to its end */
    uint32_t worlds;    /* that were run for it; 0: the residue tells */
    bool is_capped;     /* as many as were asked for; there may be more */
} NeedSide;

typedef struct {
    NeedSide establish, refute;
    uint32_t size;       /* all sets up to this size have been tried */
    bool is_stopped;     /* a larger one, up to the size asked for, was not gone through to its end */
    uint32_t unverified; /* sets that failed in their world, which is a bug: they are not told */
} NeedSets;

enum { NEED_MOST = 10, NEED_SIZE = 3 };

/* At most `most` sets a side, of at most `size` open facts. */
void need_find(Settling *settling, uint32_t most, uint32_t size, Arena *arena, NeedSets *sets);
void need_clear(NeedSets *sets);

#endif
