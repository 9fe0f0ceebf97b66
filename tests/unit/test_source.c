/* Sources: names, lines, columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "lang/base/mem.h"
#include "lang/base/source.h"

static int setup(void **state) { return (*state = sources_new()) ? 0 : 1; }
static int teardown(void **state) {
    sources_free(*state);
    return 0;
}

static void stands_at(Sources *sources, SourceId id, uint32_t offset, uint32_t line, uint32_t column) {
    Place place = source_place(sources, id, offset);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
}

static void places_count_lines_and_characters_from_1(void **state) {
    SourceId id = source_add(*state, STR("a.hence"), STR("ab\nҚа.\n\nx"));
    stands_at(*state, id, 0, 1, 1);
    stands_at(*state, id, 2, 1, 3); /* the end of the line belongs to it */
    stands_at(*state, id, 3, 2, 1);
    stands_at(*state, id, 5, 2, 2); /* behind a letter of two bytes */
    stands_at(*state, id, 7, 2, 3);
    stands_at(*state, id, 9, 3, 1);
    stands_at(*state, id, 10, 4, 1);
    stands_at(*state, id, 11, 4, 2); /* the end of the text */
    stands_at(*state, id, 99, 4, 2);
}

static void lines_come_without_their_end(void **state) {
    SourceId id = source_add(*state, STR("a"), STR("one\r\ntwo\n\nlast"));
    assert_true(str_equal(source_line(*state, id, 1), STR("one")));
    assert_true(str_equal(source_line(*state, id, 2), STR("two")));
    assert_true(str_equal(source_line(*state, id, 3), STR("")));
    assert_true(str_equal(source_line(*state, id, 4), STR("last")));
    assert_int_equal(source_line(*state, id, 5).length, 0);
    assert_int_equal(source_line(*state, id, 0).length, 0);
}

static void an_empty_text_has_one_line(void **state) {
    SourceId id = source_add(*state, STR("empty"), STR(""));
    stands_at(*state, id, 0, 1, 1);
    assert_int_equal(source_line(*state, id, 1).length, 0);
}

static void a_byte_order_mark_is_skipped(void **state) {
    SourceId id = source_add(*state, STR("bom"),
                             STR("\xEF\xBB\xBF"
                                 "p(a)."));
    assert_true(str_equal(source_text(*state, id), STR("p(a).")));
    stands_at(*state, id, 0, 1, 1);
}

static void a_place_in_a_long_line_is_found_from_near_by(void **state) {
    enum { COUNT = 1000000 };
    char *line = mem_alloc(2 * COUNT);
    for (size_t i = 0; i < COUNT; i++) memcpy(line + 2 * i, "\xD2\x9A", 2);
    SourceId id = source_add(*state, STR("long"), (Str){line, 2 * COUNT});
    mem_free(line);
    for (uint32_t i = 0; i < COUNT; i += 37) stands_at(*state, id, 2 * i, 1, i + 1); /* quadratic would take minutes */
    stands_at(*state, id, 2 * COUNT, 1, COUNT + 1);
}

static void a_name_alone_takes_line_numbers_for_offsets(void **state) {
    SourceId id = source_name_only(*state, STR("data.csv"));
    assert_false(source_has_text(*state, id));
    stands_at(*state, id, 17, 17, 0);
    assert_int_equal(span_text(*state, (Span){id, 17, 17}).length, 0);
}

static void spans_give_their_text(void **state) {
    SourceId id = source_add(*state, STR("a"), STR("hello"));
    assert_true(str_equal(span_text(*state, (Span){id, 1, 3}), STR("el")));
    assert_true(str_equal(span_text(*state, (Span){id, 3, 99}), STR("lo")));
    assert_int_equal(span_text(*state, NO_SPAN).length, 0);
    assert_int_equal(span_join((Span){id, 1, 2}, (Span){id, 4, 5}).end, 5);
}

static void files_are_read_whole(void **state) {
    char path[] = "/tmp/hence_source_XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "a\0b\n", 4), 4);
    close(file);
    SourceId id = source_read(*state, STR("shown"), path);
    unlink(path);
    assert_int_not_equal(id, NO_SOURCE);
    assert_true(str_equal(source_text(*state, id), (Str){"a\0b\n", 4}));
    assert_true(str_equal(source_name(*state, id), STR("shown")));
    assert_int_equal(source_count(*state), 1);
}

static void what_cannot_be_read_says_why(void **state) {
    assert_int_equal(source_read(*state, STR("x"), "/nowhere/at/all"), NO_SOURCE);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(source_read(*state, STR("x"), "/"), NO_SOURCE);
    assert_int_equal(errno, EISDIR);
    assert_int_equal(source_read(*state, STR("x"), "/dev/zero"), NO_SOURCE); /* has no end */
    assert_int_equal(errno, EFBIG);
    assert_int_equal(source_count(*state), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(places_count_lines_and_characters_from_1),
        TEST(lines_come_without_their_end),
        TEST(an_empty_text_has_one_line),
        TEST(a_byte_order_mark_is_skipped),
        TEST(a_place_in_a_long_line_is_found_from_near_by),
        TEST(a_name_alone_takes_line_numbers_for_offsets),
        TEST(spans_give_their_text),
        TEST(files_are_read_whole),
        TEST(what_cannot_be_read_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
