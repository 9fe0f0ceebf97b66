/* Blocks of words.
 *
 * Sizes are 1, 2, 3, 4, 6, 8, 12, ...: two for each doubling, so that little is left over.  What is asked of the pool
 * is answered by the blocks that are lent; those that were left and the room they take depend on who moved when.
 * Threads would wait for each other at one list, so each has a branch.  What is left in a branch stays there until it
 * is at work again: keys go to whichever is free, so it soon finds a use. */
#include "runtime/store/pool.h"

#include "lang/base/mem.h"

enum { STRETCH = 1 << 12 }; /* words: so many that the trunk is seldom asked, so few that little is left of the last */

void pool_clear(Pool *pool) {
    mem_free(pool->words);
    *pool = (Pool){0};
}

uint64_t pool_bytes(const Pool *pool) { return pool->capacity * sizeof *pool->words; }

uint64_t pool_growth(const Pool *pool) {
    bool is_near = pool->used + pool->used / 8 > pool->capacity;
    return is_near ? (pool->capacity / 2 + 64) * sizeof *pool->words : 0;
}

static uint64_t capacity_for(const Pool *pool, uint64_t words) {
    uint64_t larger = pool->capacity + pool->capacity / 2 + 64;
    return larger > pool->used + words ? larger : pool->used + words;
}

static void pool_make_room(Pool *pool, uint64_t words) {
    if (pool->used + words <= pool->capacity) return;
    pool->capacity = capacity_for(pool, words);
    pool->words = mem_resize(pool->words, pool->capacity * sizeof *pool->words);
}

void pool_lay(Pool *pool, uint64_t words) {
    pool->words = mem_alloc_zero(words * sizeof *pool->words);
    pool->capacity = pool->used = pool->lent = words;
}

/* ---- sizes ---- */

static uint32_t number_of_size(uint32_t words, uint32_t *size) {
    if (words <= 2) return *size = words;
    uint32_t top = 31 - (uint32_t)__builtin_clz(words - 1); /* 2^top < words <= 2^(top+1) */
    *size = pool_size(words);
    return top * 2 + (*size == UINT32_C(2) << top) + 1;
}

/* ---- blocks ---- */

/* Sets are a choice: without them there is a hash, which others have asked for. */
static bool lacks_room(const Pool *pool, uint64_t words) {
    if (pool->used + words <= pool->capacity) return false;
    return mem_lacks((capacity_for(pool, words) - pool->capacity) * sizeof *pool->words);
}

/* ---- stretches of a branch ---- */

static PoolState claim(Pool *trunk, uint32_t words, uint64_t *at) {
    uint64_t used = atomic_load_explicit(&trunk->used_by_all, memory_order_relaxed);
    do {
        if (used + words > UINT32_MAX) return POOL_TOO_MUCH;
        if (used + words > trunk->capacity) return POOL_NEEDS_ROOM;
    } while (!atomic_compare_exchange_weak(&trunk->used_by_all, &used, used + words));
    *at = used;
    return POOL_FINE;
}

static void leave(Pool *pool, uint64_t at, uint32_t number) {
    pool->words[at] = pool->left[number];
    pool->left[number] = (uint32_t)at + 1;
}

/* What is left of its stretch, by blocks of powers of two. */
static void leave_rest(Pool *branch) {
    while (branch->used < branch->stretch_end) {
        uint32_t rest = (uint32_t)(branch->stretch_end - branch->used);
        uint32_t size = UINT32_C(1) << (31 - __builtin_clz(rest));
        leave(branch, branch->used, number_of_size(size, &size));
        branch->used += size;
    }
}

static void next_stretch(Pool *branch) {
    uint64_t from;
    if (claim(branch->trunk, STRETCH, &from) != POOL_FINE) return;
    leave_rest(branch);
    branch->used = from;
    branch->stretch_end = from + STRETCH;
}

/* From its stretch, but what is large from the trunk. */
static PoolState take_in_branch(Pool *branch, uint32_t size, uint32_t *at) {
    uint64_t from = branch->used;
    if (from + size > branch->stretch_end && size <= STRETCH / 4) next_stretch(branch);
    if (branch->used + size <= branch->stretch_end) {
        *at = (uint32_t)branch->used;
        branch->used += size;
        return POOL_FINE;
    }
    PoolState state = claim(branch->trunk, size, &from);
    if (state == POOL_NEEDS_ROOM && size > branch->trunk->wanted) branch->trunk->wanted = size;
    *at = (uint32_t)from;
    return state;
}

static PoolState take(Pool *pool, uint32_t size, uint32_t *at) {
    uint32_t number = number_of_size(size, &size);
    if (pool->left[number]) {
        *at = pool->left[number] - 1;
        pool->left[number] = (uint32_t)pool->words[*at];
        return POOL_FINE;
    }
    if (pool->trunk) return take_in_branch(pool, size, at);
    if (pool->used + size > UINT32_MAX) return POOL_TOO_MUCH;
    if (lacks_room(pool, size)) return POOL_TOO_MUCH;
    pool_make_room(pool, size);
    *at = (uint32_t)pool->used;
    pool->used += size;
    return POOL_FINE;
}

PoolState pool_take(Pool *pool, uint32_t size, uint32_t old, uint64_t most, uint32_t *at) {
    uint64_t lent = pool->lent - old + size;
    PoolState state = lent > most ? POOL_TOO_MUCH : take(pool, size, at);
    if (state == POOL_FINE) pool->lent = lent;
    return state;
}

void pool_leave(Pool *pool, uint32_t at, uint32_t size) { leave(pool, at, number_of_size(size, &size)); }

/* ---- for several threads ---- */

void pool_share(Pool *trunk, uint64_t room) {
    pool_make_room(trunk, room);
    trunk->is_shared = true;
    trunk->used_by_all = trunk->used;
    trunk->lent_all = trunk->lent;
}

void pool_join(Pool *branch, Pool *trunk) {
    branch->trunk = trunk;
    branch->words = trunk->words;
    branch->lent = branch->lent_before = trunk->lent_all;
}

void pool_tell(Pool *branch) {
    uint64_t more = branch->lent - branch->lent_before; /* wraps where it is less */
    branch->lent = branch->lent_before = atomic_fetch_add(&branch->trunk->lent_all, more) + more;
}

static void learn_from_all(Pool *trunk) {
    if (!trunk->is_shared) return;
    trunk->used = trunk->used_by_all;
    trunk->lent = trunk->lent_all;
}

void pool_give_room(Pool *pool) {
    learn_from_all(pool);
    if (pool->wanted) pool_make_room(pool, pool->wanted);
    pool->wanted = 0;
}

void pool_end_share(Pool *pool) {
    learn_from_all(pool);
    pool->is_shared = false;
    pool->wanted = 0;
}
