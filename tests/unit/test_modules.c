/* Guards lang/check/modules.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/fixture.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void used_files_come_before_their_users(void **state) {
    (void)state;
    FixtureFile files[] = {{"dir/main.hence", "use \"sub/a.hence\". p(X) :- q(X)."},
                           {"dir/sub/a.hence", "use \"../b.hence\". q(X) :- r(X)."},
                           {"dir/b.hence", "r(1)."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_true(fixture_is_clean(&f));
    assert_int_equal(f.modules->items.count, 3);
    assert_true(str_equal(source_name(f.sources, f.modules->items.items[0].ast->source), STR("dir/b.hence")));
    assert_true(str_equal(source_name(f.sources, f.modules->items.items[2].ast->source), STR("dir/main.hence")));
    assert_true(str_equal(f.modules->items.items[1].folder, STR("dir/sub/")));
    fixture_free(&f);
}

static void a_file_is_read_once_however_it_is_named(void **state) {
    (void)state;
    FixtureFile files[] = {
        {"main.hence", "use \"a/x.hence\". use \"./a/../a/x.hence\". use \"a//x.hence\". p(X) :- q(X)."},
        {"a/x.hence", "q(1)."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_true(fixture_is_clean(&f));
    assert_int_equal(f.modules->items.count, 2);
    fixture_free(&f);
}

static void a_missing_file_is_an_error_where_it_is_used(void **state) {
    (void)state;
    FixtureFile files[] = {{"main.hence", "p(1).\nuse \"a.hence\"."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_true(fixture_says(&f, "main.hence:2:5: error[E0221]: cannot read 'a.hence': No such file or directory"));
    fixture_free(&f);
}

static void what_a_missing_file_may_hold_is_not_reported_as_unknown(void **state) {
    (void)state;
    FixtureFile files[] = {{"main.hence", "use \"a.hence\". relation p(x). p(X) :- from_there(X)."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_int_equal(fixture_errors(&f), 1);
    fixture_free(&f);
}

static void a_circle_of_files_is_named(void **state) {
    (void)state;
    FixtureFile files[] = {
        {"a.hence", "use \"b.hence\"."}, {"b.hence", "use \"c.hence\"."}, {"c.hence", "use \"b.hence\"."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_true(
        fixture_says(&f, "error[E0222]: files use each other in a circle: 'b.hence' uses 'c.hence' uses 'b.hence'"));
    fixture_free(&f);
}

static void a_diamond_of_files_is_no_circle(void **state) {
    (void)state;
    FixtureFile files[] = {{"a.hence", "use \"b.hence\". use \"c.hence\"."},
                           {"b.hence", "use \"d.hence\"."},
                           {"c.hence", "use \"d.hence\"."},
                           {"d.hence", "p(1)."}};
    Fixture f = fixture_files(files, COUNT(files));
    assert_true(fixture_is_clean(&f));
    assert_int_equal(f.modules->items.count, 4);
    fixture_free(&f);
}

static void paths_are_worked_out_in_the_text(void **state) {
    (void)state;
    static const char *const CASES[][3] = {
        {"", "a.hence", "a.hence"},       {"dir/", "a.hence", "dir/a.hence"}, {"dir/", "../a.hence", "a.hence"},
        {"", "../a.hence", "../a.hence"}, {"../x/", "../../a", "../../a"},    {"/r/s/", "../../../a", "/a"},
        {"dir/", "/abs/./a", "/abs/a"},   {"a/b/", "./../c//d", "a/c/d"},     {"a/", "..", "."}};
    Arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < COUNT(CASES); i++) {
        Module module = {NULL, str_of(CASES[i][0])};
        Str path = module_resolve(&module, str_of(CASES[i][1]), &arena);
        assert_string_equal(path.text, CASES[i][2]);
    }
    arena_clear(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(used_files_come_before_their_users),
        cmocka_unit_test(a_file_is_read_once_however_it_is_named),
        cmocka_unit_test(a_missing_file_is_an_error_where_it_is_used),
        cmocka_unit_test(what_a_missing_file_may_hold_is_not_reported_as_unknown),
        cmocka_unit_test(a_circle_of_files_is_named),
        cmocka_unit_test(a_diamond_of_files_is_no_circle),
        cmocka_unit_test(paths_are_worked_out_in_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
