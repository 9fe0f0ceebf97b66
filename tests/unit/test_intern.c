/* The interner: one number for one text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "lang/base/intern.h"

static int setup(void **state) { return (*state = interner_new()) ? 0 : 1; }
static int teardown(void **state) {
    interner_free(*state);
    return 0;
}

static void numbers_are_given_from_0_and_stay(void **state) {
    assert_int_equal(intern(*state, STR("a")), 0);
    assert_int_equal(intern(*state, STR("b")), 1);
    assert_int_equal(intern(*state, STR("a")), 0);
    assert_int_equal(intern_count(*state), 2);
}

static void texts_that_differ_in_one_byte_differ(void **state) {
    char bytes[40] = {0};
    for (size_t length = 0; length <= sizeof bytes; length++)
        intern(*state, (Str){bytes, length}); /* NULs of any length */
    assert_int_equal(intern_count(*state), sizeof bytes + 1);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = 1;
        assert_int_equal(intern(*state, (Str){bytes, sizeof bytes}), sizeof bytes + 1 + i);
        bytes[i] = 0;
    }
}

static void finding_does_not_add(void **state) {
    intern(*state, STR("known"));
    assert_int_equal(intern_find(*state, STR("unknown")), NO_SYMBOL);
    assert_int_equal(intern_find(*state, STR("known")), 0);
    assert_int_equal(intern_count(*state), 1);
    assert_int_equal(intern(*state, (Str){NULL, 0}), 1); /* the empty text is a text */
    assert_int_equal(intern_text(*state, 1).length, 0);
}

static void many_texts_come_back_and_never_move(void **state) {
    enum { COUNT = 200000 };
    char name[20];
    const char *first = NULL;
    for (uint32_t i = 0; i < COUNT; i++) {
        int length = snprintf(name, sizeof name, "name%u", (unsigned)i);
        assert_int_equal(intern(*state, (Str){name, (size_t)length}), i);
        if (i == 0) first = intern_text(*state, 0).text;
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        snprintf(name, sizeof name, "name%u", (unsigned)i);
        assert_string_equal(intern_text(*state, i).text, name);
        assert_int_equal(intern_find(*state, str_of(name)), i);
    }
    assert_ptr_equal(intern_text(*state, 0).text, first);
}

static void a_batch_gives_the_same_numbers_as_one_by_one(void **state) {
    enum { COUNT = 1000 };
    static char names[COUNT][8];
    static Str texts[COUNT];
    static Symbol symbols[COUNT];
    for (unsigned i = 0; i < COUNT; i++) texts[i] = (Str){names[i], (size_t)snprintf(names[i], 8, "%u", i * i % 331)};
    intern_many(*state, texts, COUNT, symbols);
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(intern(*state, texts[i]), symbols[i]);
        assert_true(str_equal(intern_text(*state, symbols[i]), texts[i]));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_given_from_0_and_stay),
        TEST(texts_that_differ_in_one_byte_differ),
        TEST(finding_does_not_add),
        TEST(many_texts_come_back_and_never_move),
        TEST(a_batch_gives_the_same_numbers_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
