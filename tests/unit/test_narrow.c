/* Delta debugging: what is left brings it about, and no part of it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/judge/narrow.h"

typedef struct {
    uint32_t needed; /* a bit for each change that must be there */
    uint32_t other;  /* or all of these; 0: none */
    uint32_t most, tries;
} Need;

static bool brings_about(void *context, const uint32_t *changes, uint32_t count, bool *is_enough) {
    Need *need = context;
    uint32_t set = 0;
    for (uint32_t i = 0; i < count; i++) set |= UINT32_C(1) << changes[i];
    *is_enough = need->most && need->tries == need->most;
    if (*is_enough) return false;
    need->tries++;
    return (set & need->needed) == need->needed || (need->other && (set & need->other) == need->other);
}

static uint32_t narrowed(Need *need, uint32_t count, Narrowness *narrowness) {
    Numbers changes = {0};
    uint32_t set = 0;
    for (uint32_t i = 0; i < count; i++) vec_push(&changes, i);
    *narrowness = narrow(&changes, brings_about, need);
    for (size_t i = 0; i < changes.count; i++) set |= UINT32_C(1) << changes.items[i];
    vec_free(&changes);
    return set;
}

static void exactly_what_is_needed_is_left(void **state) {
    (void)state;
    Narrowness narrowness;
    for (uint32_t needed = 1; needed < 1024; needed++) {
        Need need = {.needed = needed};
        assert_int_equal(narrowed(&need, 10, &narrowness), needed);
        assert_int_not_equal(narrowness, NARROW_STOPPED);
    }
}

static void a_smaller_set_is_found_where_it_is_no_part(void **state) {
    (void)state;
    Narrowness narrowness;
    for (uint32_t a = 0; a < 8; a++) {
        Need need = {.needed = 0x700, .other = UINT32_C(1) << a};
        assert_int_equal(narrowed(&need, 12, &narrowness), UINT32_C(1) << a);
        assert_int_equal(narrowness, NARROW_SMALLEST);
    }
}

static void one_of_many_takes_few_tries(void **state) {
    (void)state;
    Narrowness narrowness;
    Need need = {.needed = UINT32_C(1) << 21};
    assert_int_equal(narrowed(&need, 32, &narrowness), need.needed);
    assert_true(need.tries <= 12);
}

static void what_is_stopped_still_brings_it_about(void **state) {
    (void)state;
    Narrowness narrowness;
    for (uint32_t most = 1; most < 20; most++) {
        Need need = {.needed = 0x10101, .most = most};
        uint32_t set = narrowed(&need, 24, &narrowness);
        assert_int_equal(set & need.needed, need.needed);
        assert_int_equal(narrowness == NARROW_STOPPED, need.tries == most);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exactly_what_is_needed_is_left),
        cmocka_unit_test(a_smaller_set_is_found_where_it_is_no_part),
        cmocka_unit_test(one_of_many_takes_few_tries),
        cmocka_unit_test(what_is_stopped_still_brings_it_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
