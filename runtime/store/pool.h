/* Blocks of 64-bit words in one growing array, for windows that move to a larger block when they must reach further.
 *
 * Blocks have one of a few sizes; one that is left goes to a list of its size and is taken again from there.  A block
 * is named by the number of its first word, as words move when the pool grows. */
#ifndef HENCE_POOL_H
#define HENCE_POOL_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { POOL_SIZES = 96 };

typedef struct Pool {
    uint64_t *words;
    uint64_t capacity; /* words */
    char apart[64];    /* what follows changes all the time: no cache line of it is read by who only reads words */
    uint64_t used;     /* words; of a branch: up to where its stretch is */
    uint64_t lent;     /* words of the blocks that are in use, whatever lies between them */
    /* The first block of each size that is free, and one more; the next stands in its first word. */
    uint32_t left[POOL_SIZES];
    bool is_shared;                         /* by branches: then the words stay where they are, */
    _Atomic uint32_t wanted;                /* the size of a block for which there was no room, */
    _Atomic uint64_t used_by_all, lent_all; /* and what is used and lent by all of them */
    struct Pool *trunk;                     /* of a branch */
    uint64_t stretch_end, lent_before;      /* of its stretch; of what the trunk was told */
} Pool;                                     /* all zero: empty */

void pool_clear(Pool *pool);
uint64_t pool_bytes(const Pool *pool);
uint64_t pool_growth(const Pool *pool); /* bytes it may take more at the next step */

/* The size of the smallest block that has so many words, 1 to 2^31. */
static inline uint32_t pool_size(uint32_t words) {
    uint32_t top = 31 - (uint32_t)__builtin_clz((words - 1) | 1), low = UINT32_C(3) << top >> 1;
    return words <= low ? low : UINT32_C(2) << top;
}

/* Of an empty pool: so many words, all zero, which the caller divides into blocks of these sizes. */
void pool_lay(Pool *pool, uint64_t words);

/* A block of one of the sizes, with whatever stood there before, in exchange for an old one (0 words: for none), which
 * is left by pool_leave once its words are copied.  `most`: words that may be lent in all. */
typedef enum { POOL_FINE, POOL_NEEDS_ROOM /* while it is shared */, POOL_TOO_MUCH } PoolState;
PoolState pool_take(Pool *pool, uint32_t size, uint32_t old, uint64_t most, uint32_t *at);
void pool_leave(Pool *pool, uint32_t at, uint32_t size);

/* Several threads may take and leave blocks at a time, each in a branch, which has lists of its own, keeps them when
 * the share ends, and takes stretches of words from the trunk.  A branch is all zero at first, and joins while nobody
 * is at work: when it is to begin, and when the trunk was given room. */
void pool_share(Pool *trunk, uint64_t room); /* words that are to be had meanwhile */
void pool_join(Pool *branch, Pool *trunk);
void pool_tell(Pool *branch);    /* the trunk, what is lent; and learn what others have told */
void pool_give_room(Pool *pool); /* for what was wanted; while nobody is at work */
void pool_end_share(Pool *pool);

#endif
