/* Minimal sets that suffice, against trying all sets of random monotone properties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "runtime/judge/hitting.h"

enum { MEMBERS = 9, CLAUSES_MOST = 6 };

/* Has what suffices: one of these sets, as bits. */
typedef struct {
    uint32_t clauses[CLAUSES_MOST], count, trials, trials_most;
} Clauses;

static uint32_t bits_of(const bool *has) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < MEMBERS; i++) bits |= (uint32_t)has[i] << i;
    return bits;
}

static bool is_enough(const Clauses *c, uint32_t set) {
    for (uint32_t i = 0; i < c->count; i++)
        if ((c->clauses[i] & set) == c->clauses[i]) return true;
    return false;
}

static bool suffices(void *context, const bool *has) {
    Clauses *c = context;
    c->trials++;
    return is_enough(c, bits_of(has));
}

static bool may_go_on(void *context) {
    const Clauses *c = context;
    return c->trials < c->trials_most;
}

static Clauses random_clauses(uint64_t seed) {
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    Clauses c = {.trials_most = UINT32_MAX};
    for (int i = 0; i < 4; i++) state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    c.count = 1 + (uint32_t)(state >> 33) % CLAUSES_MOST;
    for (uint32_t i = 0; i < c.count; i++) {
        c.clauses[i] = 0;
        for (uint32_t k = 0; k < MEMBERS; k++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            if ((state >> 33) % 3 == 0) c.clauses[i] |= UINT32_C(1) << k;
        }
    }
    return c;
}

static bool is_minimal(const Clauses *c, uint32_t set) {
    if (!is_enough(c, set)) return false;
    for (uint32_t i = 0; i < MEMBERS; i++)
        if ((set >> i & 1) && is_enough(c, set ^ UINT32_C(1) << i)) return false;
    return true;
}

static uint32_t set_bits(const Members *members) {
    uint32_t bits = 0;
    for (uint32_t i = 0; i < members->count; i++) bits |= UINT32_C(1) << members->items[i];
    return bits;
}

static Property property_of(Clauses *c) { return (Property){MEMBERS, suffices, may_go_on, c}; }

static void what_is_shrunk_is_minimal(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 200; seed++) {
        Clauses c = random_clauses(seed);
        Property property = property_of(&c);
        bool has[MEMBERS];
        memset(has, true, sizeof has);
        assert_true(property_shrink(&property, has));
        assert_true(is_minimal(&c, bits_of(has)));
    }
}

static void all_minimal_sets_are_found_smallest_first(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 200; seed++) {
        Clauses c = random_clauses(seed);
        Property property = property_of(&c);
        Families sets = {0};
        Members needed;
        assert_int_equal(property_sets(&property, NULL, 100, &sets, &needed), SETS_ALL);
        uint32_t count = 0, in_all = (1u << MEMBERS) - 1;
        for (uint32_t set = 0; set < 1u << MEMBERS; set++)
            if (is_minimal(&c, set)) count++, in_all &= set;
        assert_int_equal(sets.count, count);
        for (size_t i = 0; i < sets.count; i++) {
            assert_true(is_minimal(&c, set_bits(&sets.items[i])));
            if (i) assert_true(sets.items[i].count >= sets.items[i - 1].count);
        }
        assert_int_equal(set_bits(&needed), in_all);
        families_clear(&sets);
        mem_free(needed.items);
    }
}

static void a_cap_is_told_and_leaves_the_smallest(void **state) {
    (void)state;
    Clauses c = {.clauses = {0x7, 0x18, 0x60}, .count = 3, .trials_most = UINT32_MAX};
    Property property = property_of(&c);
    Families sets = {0};
    Members needed;
    assert_int_equal(property_sets(&property, NULL, 2, &sets, &needed), SETS_CAPPED);
    assert_int_equal(sets.count, 2);
    assert_int_equal(set_bits(&sets.items[0]), 0x18);
    assert_int_equal(set_bits(&sets.items[1]), 0x60);
    families_clear(&sets);
    mem_free(needed.items);
}

static void a_search_that_is_stopped_says_so(void **state) {
    (void)state;
    Clauses c = {.clauses = {0x7, 0x18, 0x60}, .count = 3, .trials_most = 5};
    Property property = property_of(&c);
    Families sets = {0};
    Members needed;
    assert_int_equal(property_sets(&property, NULL, 10, &sets, &needed), SETS_STOPPED);
    families_clear(&sets);
    mem_free(needed.items);
}

static void few_of_many_are_found_in_few_trials(void **state) {
    (void)state;
    enum { MANY = 4096 };
    bool *has = mem_alloc(MANY);
    memset(has, true, MANY);
    Clauses c = {.clauses = {0x15}, .count = 1, .trials_most = UINT32_MAX};
    Property property = {MANY, suffices, may_go_on, &c};
    assert_true(property_shrink(&property, has));
    assert_int_equal(bits_of(has), 0x15);
    assert_true(c.trials < 200);
    mem_free(has);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shrunk_is_minimal),
        cmocka_unit_test(all_minimal_sets_are_found_smallest_first),
        cmocka_unit_test(a_cap_is_told_and_leaves_the_smallest),
        cmocka_unit_test(a_search_that_is_stopped_says_so),
        cmocka_unit_test(few_of_many_are_found_in_few_trials),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
