/* Blocks of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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
    Pool pool = {0};
    uint32_t at;
    pool_share(&pool, 16);
    const uint64_t *words = pool.words;
    while (pool_take(&pool, 4, 0, UINT64_MAX, &at) == POOL_FINE) continue;
    assert_ptr_equal(pool.words, words);
    assert_int_equal(pool.wanted, 4);
    assert_int_equal(pool_take(&pool, 4096, 0, UINT64_MAX, &at), POOL_NEEDS_ROOM);
    pool_give_room(&pool);
    assert_int_equal(pool_take(&pool, 4096, 0, UINT64_MAX, &at), POOL_FINE);
    pool_end_share(&pool);
    pool_clear(&pool);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_size_has_room_and_leaves_a_third_at_most),
        cmocka_unit_test(blocks_that_are_left_are_taken_again),
        cmocka_unit_test(blocks_that_are_left_do_not_count),
        cmocka_unit_test(a_shared_pool_stays_where_it_is_and_says_what_it_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
