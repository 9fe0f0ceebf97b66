/* Blocks of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "runtime/store/pool.h"

static void a_size_has_room_and_leaves_a_third_at_most(void **state) {
    (void)state;
    for (uint32_t words = 1; words < 100000; words++) {
        uint32_t size = pool_size(words);
        assert_true(size >= words && size * 2 <= words * 3);
        assert_int_equal(pool_size(size), size);
    }
    assert_int_equal(pool_size(UINT32_C(1) << 31), UINT32_C(1) << 31);
}

static uint32_t taken(Pool *pool, uint32_t size) {
    uint32_t at;
    assert_int_equal(pool_take(pool, size, 0, UINT64_MAX, &at), POOL_FINE);
    return at;
}

static void blocks_that_are_left_are_taken_again(void **state) {
    (void)state;
    Pool pool = {0};
    uint32_t first = taken(&pool, 6), second = taken(&pool, 6), other = taken(&pool, 8);
    assert_int_equal(pool.lent, 20);
    pool_leave(&pool, first, 6);
    pool_leave(&pool, second, 6);
    assert_int_equal(pool_size(5), 6);
    assert_int_equal(taken(&pool, 6), second);
    assert_int_equal(taken(&pool, 6), first);
    assert_true(taken(&pool, 6) >= other + 8);
    pool_clear(&pool);
    assert_int_equal(pool_bytes(&pool), 0);
}

static void blocks_that_are_left_do_not_count(void **state) {
    (void)state;
    Pool pool = {0};
    uint32_t at = taken(&pool, 8), larger;
    assert_int_equal(pool_take(&pool, 12, 8, 11, &larger), POOL_TOO_MUCH);
    assert_int_equal(pool_take(&pool, 12, 8, 12, &larger), POOL_FINE);
    pool_leave(&pool, at, 8);
    assert_int_equal(pool.lent, 12);
    assert_int_equal(pool_take(&pool, 1, 0, 12, &at), POOL_TOO_MUCH);
    pool_clear(&pool);
}

static void a_shared_pool_stays_where_it_is_and_says_what_it_lacks(void **state) {
    (void)state;
    Pool pool = {0}, branch = {0};
    uint32_t at;
    pool_share(&pool, 16);
    pool_join(&branch, &pool);
    const uint64_t *words = pool.words;
    while (pool_take(&branch, 4, 0, UINT64_MAX, &at) == POOL_FINE) continue;
    assert_ptr_equal(pool.words, words);
    assert_int_equal(pool.wanted, 4);
    assert_int_equal(pool_take(&branch, 4096, 0, UINT64_MAX, &at), POOL_NEEDS_ROOM);
    pool_give_room(&pool);
    pool_join(&branch, &pool);
    assert_int_equal(pool_take(&branch, 4096, 0, UINT64_MAX, &at), POOL_FINE);
    pool_end_share(&pool);
    pool_clear(&pool);
}

enum { BRANCHES = 3, BLOCKS = 4000 };

/* Blocks of several branches, taken and left in turn, never lie on each other, and all of them count. */
static void branches_take_apart_what_counts_together(void **state) {
    (void)state;
    static uint32_t blocks[BRANCHES * BLOCKS], sizes[BRANCHES * BLOCKS];
    Pool pool = {0}, branches[BRANCHES] = {0};
    uint64_t lent = 0;
    uint32_t count = 0;
    pool_share(&pool, 1 << 20);
    for (int i = 0; i < BRANCHES; i++) pool_join(&branches[i], &pool);
    for (uint32_t i = 0; i < BRANCHES * BLOCKS; i++) {
        Pool *branch = &branches[i % BRANCHES];
        uint32_t size = pool_size(i * 7 % 97 + 1 + (i % 1000 == 0) * 3000), number = count;
        if (i % 5 == 4) { /* exchanged for an older one */
            number = i * 31 % count;
            memset(pool.words + blocks[number], 0, sizes[number] * sizeof *pool.words);
        }
        assert_int_equal(pool_take(branch, size, number < count ? sizes[number] : 0, UINT64_MAX, &blocks[count]),
                         POOL_FINE);
        lent += size;
        if (number < count) {
            uint32_t new = blocks[count];
            pool_leave(branch, blocks[number], sizes[number]);
            lent -= sizes[number];
            blocks[number] = new;
        } else {
            count++;
        }
        sizes[number] = size;
        for (uint32_t w = 0; w < size; w++) pool.words[blocks[number] + w] = number;
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t w = 0; w < sizes[i]; w++) assert_int_equal(pool.words[blocks[i] + w], i);
    for (int i = 0; i < BRANCHES; i++) pool_tell(&branches[i]);
    assert_int_equal(branches[BRANCHES - 1].lent, lent);
    pool_end_share(&pool);
    assert_int_equal(pool.lent, lent);
    uint64_t used = pool.used;
    assert_true(taken(&pool, 1) >= used);
    pool_clear(&pool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_size_has_room_and_leaves_a_third_at_most),
        cmocka_unit_test(blocks_that_are_left_are_taken_again),
        cmocka_unit_test(blocks_that_are_left_do_not_count),
        cmocka_unit_test(a_shared_pool_stays_where_it_is_and_says_what_it_lacks),
        cmocka_unit_test(branches_take_apart_what_counts_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
