/* Positions as editors count them (lang/editor/positions.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/editor/positions.h"

/* a, é (2 bytes), 語 (3), 😀 (4), a combining accent (2), z */
#define MIXED "a\xC3\xA9\xE8\xAA\x9E\xF0\x9F\x98\x80\xCC\x81z"

static void expect_place(Str text, Units units, uint32_t offset, uint32_t line, uint32_t unit) {
    Lines lines;
    lines_init(&lines, text, units);
    Position at = lines_position(&lines, offset);
    assert_int_equal(at.line, line);
    assert_int_equal(at.unit, unit);
    assert_int_equal(lines_offset(&lines, at), offset);
    lines_clear(&lines);
}

static void units_are_words_bytes_or_characters(void **state) {
    (void)state;
    expect_place(STR(MIXED), UNITS_UTF16, 12, 0, 6);
    expect_place(STR(MIXED), UNITS_UTF8, 12, 0, 12);
    expect_place(STR(MIXED), UNITS_UTF32, 12, 0, 5);
    expect_place(STR("x\n" MIXED), UNITS_UTF16, 2 + 10, 1, 5);
}

static void all_line_ends_end_lines(void **state) {
    (void)state;
    expect_place(STR("a\nb\r\nc\rd"), UNITS_UTF16, 2, 1, 0);
    expect_place(STR("a\nb\r\nc\rd"), UNITS_UTF16, 5, 2, 0);
    expect_place(STR("a\nb\r\nc\rd"), UNITS_UTF16, 7, 3, 0);
    expect_place(STR(""), UNITS_UTF16, 0, 0, 0);
}

static uint32_t offset_of(Str text, Units units, uint32_t line, uint32_t unit) {
    Lines lines;
    lines_init(&lines, text, units);
    uint32_t offset = lines_offset(&lines, (Position){line, unit});
    lines_clear(&lines);
    return offset;
}

static void beyond_the_end_is_the_end(void **state) {
    (void)state;
    assert_int_equal(offset_of(STR("ab\r\ncd\n"), UNITS_UTF16, 0, 99), 2);
    assert_int_equal(offset_of(STR("ab\r\ncd\n"), UNITS_UTF16, 1, UINT32_MAX), 6);
    assert_int_equal(offset_of(STR("ab\r\ncd\n"), UNITS_UTF16, 2, 5), 7);
    assert_int_equal(offset_of(STR("ab\r\ncd\n"), UNITS_UTF16, UINT32_MAX, 0), 7);
}

static void the_middle_of_a_character_is_before_it(void **state) {
    (void)state;
    assert_int_equal(offset_of(STR(MIXED), UNITS_UTF16, 0, 4), 6); /* between the halves of 😀 */
    assert_int_equal(offset_of(STR(MIXED), UNITS_UTF8, 0, 7), 6);
}

static void broken_bytes_count_as_one(void **state) {
    (void)state;
    expect_place(STR("\xFF\xFEx"), UNITS_UTF16, 2, 0, 2);
    expect_place(STR("\xFF\xFEx"), UNITS_UTF8, 2, 0, 2);
}

/* The walk goes on from the place before: whatever the order, it comes to the same. */
static void the_order_of_questions_does_not_matter(void **state) {
    (void)state;
    Str text = STR(MIXED MIXED "\n" MIXED "\r\n\n" MIXED);
    for (Units units = UNITS_UTF16; units <= UNITS_UTF32; units++) {
        Lines lines;
        uint32_t seed = 7;
        lines_init(&lines, text, units);
        for (int i = 0; i < 2000; i++) {
            seed = seed * 1103515245 + 12345;
            uint32_t offset = seed / 65536 % (uint32_t)(text.length + 2);
            Lines fresh;
            lines_init(&fresh, text, units);
            Position a = lines_position(&lines, offset), b = lines_position(&fresh, offset);
            assert_int_equal(a.line, b.line);
            assert_int_equal(a.unit, b.unit);
            Position at = {seed / 65536 % 5, seed / 1024 % 30};
            assert_int_equal(lines_offset(&lines, at), lines_offset(&fresh, at));
            lines_clear(&fresh);
        }
        lines_clear(&lines);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_are_words_bytes_or_characters), cmocka_unit_test(all_line_ends_end_lines),
        cmocka_unit_test(beyond_the_end_is_the_end),           cmocka_unit_test(the_middle_of_a_character_is_before_it),
        cmocka_unit_test(broken_bytes_count_as_one),           cmocka_unit_test(the_order_of_questions_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
