/* Arenas: zeroed, aligned pieces that vanish together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>

#include "lang/base/arena.h"
#include "lang/base/mem.h"

static void pieces_are_zeroed_and_aligned(void **state) {
    (void)state;
    Arena arena = {0};
    for (size_t i = 0; i < 5000; i++) {
        char *piece = arena_alloc(&arena, i % 37);
        assert_int_equal((uintptr_t)piece % alignof(max_align_t), 0);
        for (size_t j = 0; j < i % 37; j++) {
            assert_int_equal(piece[j], 0);
            piece[j] = 'x'; /* must not show up in a later piece */
        }
        arena_bytes(&arena, i % 5);
    }
    arena_clear(&arena);
}

static void a_large_piece_leaves_the_room_of_the_block(void **state) {
    (void)state;
    Arena arena = {0};
    char *small = arena_bytes(&arena, 1);
    char *large = arena_alloc(&arena, 10000000);
    large[9999999] = 'x';
    assert_ptr_equal(arena_bytes(&arena, 1), small + 1);
    arena_clear(&arena);
}

static void a_first_piece_may_be_larger_than_a_block(void **state) {
    (void)state;
    Arena arena = {0};
    char *large = arena_alloc(&arena, 100000);
    large[99999] = 'x';
    arena_alloc(&arena, 100000);
    arena_clear(&arena);
}

static void texts_get_a_nul_and_may_hold_one(void **state) {
    (void)state;
    Arena arena = {0};
    Str copy = arena_str(&arena, (Str){"a\0b", 3});
    assert_memory_equal(copy.text, "a\0b", 4);
    assert_int_equal(copy.length, 3);
    assert_int_equal(arena_str(&arena, (Str){NULL, 0}).length, 0);
    assert_string_equal(arena_printf(&arena, "%d-%s", 7, "x").text, "7-x");
    arena_clear(&arena);
}

static void a_reset_arena_gives_zeroed_pieces_of_the_block_it_keeps(void **state) {
    MemAccount *account = mem_account_new(), *before = mem_enter(account);
    (void)state;
    Arena arena = {0};
    for (size_t i = 0; i < 100; i++) memset(arena_room(&arena, 100), 'x', 100);
    memset(arena_alloc(&arena, 200000), 'x', 200000);
    arena_reset(&arena);
    uint64_t kept = mem_used(account);
    assert_in_range(kept, 1, 20000);
    char *piece = arena_alloc(&arena, 1000);
    for (size_t i = 0; i < 1000; i++) assert_int_equal(piece[i], 0);
    assert_true(mem_used(account) == kept);
    arena_clear(&arena);
    arena_reset(&arena); /* an empty one stays empty */
    assert_true(mem_used(account) == 0);
    mem_enter(before);
    mem_account_free(account);
}

static void a_cleared_arena_is_empty_and_usable(void **state) {
    (void)state;
    MemAccount *account = mem_account_new();
    mem_enter(account);
    Arena arena = {0};
    for (int i = 0; i < 1000; i++) arena_alloc(&arena, 100);
    arena_clear(&arena);
    assert_int_equal(mem_used(account), 0);
    assert_memory_equal(arena_copy(&arena, "abc", 3), "abc", 3);
    arena_clear(&arena);
    mem_enter(NULL);
    mem_account_free(account);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_and_aligned),
        cmocka_unit_test(a_large_piece_leaves_the_room_of_the_block),
        cmocka_unit_test(a_first_piece_may_be_larger_than_a_block),
        cmocka_unit_test(texts_get_a_nul_and_may_hold_one),
        cmocka_unit_test(a_reset_arena_gives_zeroed_pieces_of_the_block_it_keeps),
        cmocka_unit_test(a_cleared_arena_is_empty_and_usable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
