/* What the files of the sets share: windows, and what they may take. */
#ifndef HENCE_SETS_INTERNAL_H
#define HENCE_SETS_INTERNAL_H

#include <stdatomic.h>

#include "lang/base/mem.h"
#include "runtime/store/pool.h"
#include "runtime/store/sets.h"

static const uint32_t WINDOW_MOST = UINT32_C(1) << 22; /* words */

typedef struct {
    uint32_t first, words; /* it has the ranks from first * 64 on, words * 64 of them */
    uint32_t at;           /* in the pool */
} Window;

struct Sets {
    uint32_t arity, key, value; /* columns */
    uint32_t base, range;       /* keys of the ranks from base on have windows[rank - base] */
    uint32_t window_capacity;
    Window *windows;
    Pool pool;
    uint64_t count, expected;
    uint64_t measured;             /* values when they were last looked through */
    _Atomic uint64_t shared_count; /* among threads: so many values are there that nobody has counted yet */
    Sets *branches;                /* one for each of them: windows of other keys, blocks of its own */
    uint32_t branch_count;
    Sets *trunk; /* of a branch */
};

/* Which window is that of a key: at least `range` where there is none. */
static inline uint32_t sets_number_of(const Sets *sets, Value key) {
    return sets->arity == 2 ? value_rank(key) - sets->base : 0 - sets->base; /* wraps to something large below it */
}

uint64_t sets_words_at_most(const Sets *sets);                /* of the blocks that are lent */
bool sets_may_have_windows(const Sets *sets, uint64_t range); /* so many, beside those blocks */

#endif
