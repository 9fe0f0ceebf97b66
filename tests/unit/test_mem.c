/* The gate for memory: accounts, peaks, failure on purpose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <string.h>

#include "lang/base/mem.h"

static int setup(void **state) {
    *state = mem_account_new();
    mem_enter(*state);
    return 0;
}

static int teardown(void **state) {
    mem_enter(NULL);
    mem_account_free(*state);
    return 0;
}

static void an_account_counts_what_is_in_it(void **state) {
    char *a = mem_alloc(100), *b = mem_alloc_zero(50);
    assert_int_equal(mem_used(*state), mem_cost(100) + mem_cost(50));
    a = mem_resize(a, 1000);
    assert_int_equal(mem_used(*state), mem_cost(1000) + mem_cost(50));
    mem_free(a);
    mem_free(b);
    assert_int_equal(mem_used(*state), 0);
    assert_int_equal(mem_peak(*state), mem_cost(1000) + mem_cost(50));
}

static void zeroed_memory_is_zero_and_resizing_keeps_the_bytes(void **state) {
    (void)state;
    char *block = mem_alloc_zero(64);
    for (int i = 0; i < 64; i++) assert_int_equal(block[i], 0);
    memset(block, 'x', 64);
    block = mem_resize(block, 10000000);
    for (int i = 0; i < 64; i++) assert_int_equal(block[i], 'x');
    mem_free(block);
}

static void an_account_takes_its_blocks_along(void **state) {
    MemAccount *other = mem_account_new();
    MemAccount *before = mem_enter(other);
    for (int i = 0; i < 100; i++) mem_alloc(10); /* freed with the account, or the sanitizer complains */
    mem_enter(before);
    assert_ptr_equal(before, *state);
    mem_account_free(other);
}

static void a_block_belongs_to_the_account_it_was_made_in(void **state) {
    MemAccount *other = mem_account_new();
    char *block = mem_alloc(10);
    mem_enter(other);
    block = mem_resize(block, 20);
    assert_int_equal(mem_used(*state), mem_cost(20));
    assert_int_equal(mem_used(other), 0);
    mem_free(block);
    mem_enter(*state);
    mem_account_free(other);
}

static void the_allocation_asked_for_fails_and_jumps_to_the_guard(void **state) {
    volatile int done = 0;
    mem_fail_at(*state, 3);
    if (mem_try(*state)) {
        for (;; done++) mem_alloc(8);
        fail();
    }
    assert_int_equal(done, 2);
    assert_int_equal(mem_used(*state), 2 * mem_cost(8));
}

static void a_failed_resize_leaves_the_block_in_the_account(void **state) {
    char *volatile block = mem_alloc(8);
    mem_fail_at(*state, 1);
    if (mem_try(*state)) {
        block = mem_resize(block, 16);
        fail();
    }
    assert_int_equal(mem_used(*state), mem_cost(8));
}

static void an_account_fails_beyond_its_limit(void **state) {
    char *volatile block = mem_alloc(100);
    mem_limit(*state, 1000, true);
    assert_false(mem_lacks(1000 - mem_cost(100)));
    assert_true(mem_lacks(1001 - mem_cost(100)));
    if (mem_try(*state)) {
        block = mem_resize(block, 1001);
        fail();
    }
    assert_true(mem_was_refused(*state));
    assert_int_equal(mem_used(*state), mem_cost(100));
    if (mem_try(*state)) {
        (void)mem_alloc(SIZE_MAX - 100);
        fail();
    }
    mem_limit(*state, 2000, false); /* from now on it is asked only */
    assert_true(mem_lacks(2000));
    assert_false(mem_was_refused(*state));
    block = mem_resize(block, 2000);
}

static void note_end(void *context) { ++*(int *)context; }

static void work_is_given_up_as_a_whole(void **state) {
    int ended = 0;
    char *older = mem_alloc(10), *resized = mem_alloc(10);
    MemEnding before, *since;
    mem_at_end(&before, note_end, &ended);
    uint64_t used = mem_used(*state);
    MemMark *mark = mem_mark();
    for (int i = 0; i < 10; i++) (void)mem_alloc(10);
    resized = mem_resize(resized, 1000);
    since = mem_alloc(sizeof *since);
    mem_at_end(since, note_end, &ended);
    mem_free_since(mark);
    assert_int_equal(ended, 1);
    assert_int_equal(mem_used(*state), used - mem_cost(10)); /* the resized one is gone too */
    assert_non_null(older);
    mem_forget_ending(&before);
    mem_free_since(mem_mark());
    assert_int_equal(ended, 1);
}

static void guards_of_a_thread_nest(void **state) {
    (void)state;
    MemGuard outer, inner;
    volatile int failed = 0;
    if (mem_try_alone(&outer)) {
        if (mem_try_alone(&inner)) mem_fail();
        failed = 1;
        mem_fail();
    }
    assert_int_equal(failed, 1);
}

static void an_absurd_size_fails_like_any_other(void **state) {
    if (mem_try(*state)) {
        mem_alloc(SIZE_MAX);
        fail();
    }
    assert_int_equal(mem_used(*state), 0);
}

static void a_guard_that_was_not_needed_ends(void **state) {
    if (mem_try(*state)) {
        mem_free(mem_alloc(1));
        mem_end_try(*state);
    } else {
        fail();
    }
    if (mem_try(*state)) mem_end_try(*state);
}

static void *fail_alone(void *account) {
    MemGuard guard;
    void *volatile failed = NULL;
    mem_enter(account);
    if (mem_try_alone(&guard)) {
        (void)mem_alloc(SIZE_MAX);
    } else {
        failed = account;
    }
    if (mem_try_alone(&guard)) mem_end_try_alone(); /* can be set again */
    mem_enter(NULL);
    return failed;
}

/* What another thread lacks is noted there; then the account's own guard, on the first one, is told. */
static void a_thread_fails_alone(void **state) {
    if (mem_try(*state)) {
        pthread_t thread;
        void *failed;
        assert_int_equal(pthread_create(&thread, NULL, fail_alone, *state), 0);
        assert_int_equal(pthread_join(thread, &failed), 0);
        assert_ptr_equal(failed, *state);
        mem_fail();
    }
    assert_ptr_equal(mem_current(), *state);
}

static void *allocate_in_turns(void *account) {
    mem_enter(account);
    void *blocks[16] = {0};
    for (unsigned i = 0; i < 20000; i++) {
        mem_free(blocks[i % 16]);
        blocks[i % 16] = mem_alloc(i % 100);
    }
    for (unsigned i = 0; i < 16; i++) mem_free(blocks[i]);
    mem_enter(NULL);
    return NULL;
}

static void several_threads_share_an_account(void **state) {
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, allocate_in_turns, *state), 0);
    for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
    assert_int_equal(mem_used(*state), 0);
}

static void blocks_are_plain_without_an_account(void **state) {
    mem_enter(NULL);
    mem_free(mem_resize(mem_alloc(0), 100));
    mem_free(NULL);
    mem_enter(*state);
    assert_int_equal(mem_used(*state), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
static void count_end(void *context) { ++*(int *)context; }

static void what_an_account_holds_is_ended_with_it_unless_forgotten(void **state) {
    (void)state;
    int first = 0, second = 0;
    MemAccount *other = mem_account_new(), *before = mem_enter(other);
    MemEnding *one = mem_alloc(sizeof *one), *two = mem_alloc(sizeof *two);
    mem_at_end(one, count_end, &first);
    mem_at_end(two, count_end, &second);
    mem_enter(before);
    mem_forget_ending(one);
    mem_account_free(other);
    assert_int_equal(first, 0);
    assert_int_equal(second, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_account_counts_what_is_in_it),
        TEST(zeroed_memory_is_zero_and_resizing_keeps_the_bytes),
        TEST(an_account_takes_its_blocks_along),
        TEST(a_block_belongs_to_the_account_it_was_made_in),
        TEST(the_allocation_asked_for_fails_and_jumps_to_the_guard),
        TEST(a_failed_resize_leaves_the_block_in_the_account),
        TEST(an_account_fails_beyond_its_limit),
        TEST(work_is_given_up_as_a_whole),
        TEST(guards_of_a_thread_nest),
        TEST(an_absurd_size_fails_like_any_other),
        TEST(a_guard_that_was_not_needed_ends),
        TEST(a_thread_fails_alone),
        TEST(several_threads_share_an_account),
        TEST(blocks_are_plain_without_an_account),
        cmocka_unit_test(what_an_account_holds_is_ended_with_it_unless_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
