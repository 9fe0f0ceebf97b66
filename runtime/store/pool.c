/* Blocks of words.
 *
 * Sizes are 1, 2, 3, 4, 6, 8, 12, ...: two for each doubling, so that little is left over.  What is asked of the pool is
 * answered by the blocks that are lent; those that were left and the room they take depend on who moved when. */
#include "runtime/store/pool.h"

#include "lang/base/mem.h"

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
    bool is_low = words <= UINT32_C(3) << (top - 1);
    *size = is_low ? UINT32_C(3) << (top - 1) : UINT32_C(2) << top;
    return top * 2 + !is_low + 1;
}

uint32_t pool_size(uint32_t words) {
    uint32_t size;
    (void)number_of_size(words, &size);
    return size;
}

/* ---- blocks ---- */

/* Sets are a choice: without them there is a hash, which others have asked for. */
static bool lacks_room(const Pool *pool, uint64_t words) {
    if (pool->used + words <= pool->capacity) return false;
    return mem_lacks((capacity_for(pool, words) - pool->capacity) * sizeof *pool->words);
}

static void lock(Pool *pool) {
    while (pool->is_shared && atomic_flag_test_and_set_explicit(&pool->lock, memory_order_acquire)) continue;
}

static void unlock(Pool *pool) {
    if (pool->is_shared) atomic_flag_clear_explicit(&pool->lock, memory_order_release);
}

static PoolState take(Pool *pool, uint32_t size, uint32_t *at) {
    uint32_t number = number_of_size(size, &size);
    if (pool->left[number]) {
        *at = pool->left[number] - 1;
        pool->left[number] = (uint32_t)pool->words[*at];
        return POOL_FINE;
    }
    if (pool->used + size > UINT32_MAX) return POOL_TOO_MUCH;
    if (pool->is_shared && pool->used + size > pool->capacity) {
        if (size > pool->wanted) pool->wanted = size;
        return POOL_NEEDS_ROOM;
    }
    if (lacks_room(pool, size)) return POOL_TOO_MUCH;
    pool_make_room(pool, size);
    *at = (uint32_t)pool->used;
    pool->used += size;
    return POOL_FINE;
}

PoolState pool_take(Pool *pool, uint32_t size, uint32_t old, uint64_t most, uint32_t *at) {
    lock(pool);
    uint64_t lent = pool->lent - old + size;
    PoolState state = lent > most ? POOL_TOO_MUCH : take(pool, size, at);
    if (state == POOL_FINE) pool->lent = lent;
    unlock(pool);
    return state;
}

void pool_leave(Pool *pool, uint32_t at, uint32_t size) {
    uint32_t number = number_of_size(size, &size);
    lock(pool);
    pool->words[at] = pool->left[number];
    pool->left[number] = at + 1;
    unlock(pool);
}

/* ---- for several threads ---- */

void pool_share(Pool *pool, uint64_t room) {
    pool_make_room(pool, room);
    pool->is_shared = true;
    atomic_flag_clear(&pool->lock);
}

void pool_give_room(Pool *pool) {
    if (pool->wanted) pool_make_room(pool, pool->wanted);
    pool->wanted = 0;
}

void pool_end_share(Pool *pool) {
    pool->is_shared = false;
    pool->wanted = 0;
}
