/* Separators and line ends, found many at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/io/marks.h"

static void marks_are_those_a_plain_loop_finds(void **state) {
    (void)state;
    static const char SOME[] = "ab\t,\n\r\"x\x80\xFF\x09\x8A\x0B\x08\0z";
    uint32_t seed = 7;
    char *bytes = malloc(MARKS_STRETCH);
    uint16_t *marks = malloc(MARKS_ROOM * sizeof *marks);
    for (uint32_t round = 0; round < 400; round++) {
        size_t length = round < 200 ? round : (round * 977) % (MARKS_STRETCH + 1);
        uint32_t kinds = 1 + round % (sizeof SOME - 1), expected = 0;
        bool is_high = false, has_high = false;
        for (size_t i = 0; i < length; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = SOME[(seed >> 16) % kinds];
            is_high = is_high || (bytes[i] & 0x80);
        }
        uint32_t count = marks_find(bytes, length, round % 2 ? ',' : '\t', marks, &has_high);
        for (size_t i = 0; i < length; i++) {
            if (bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != (round % 2 ? ',' : '\t')) continue;
            assert_true(expected < count);
            assert_int_equal(marks[expected++], i);
        }
        assert_int_equal(count, expected);
        assert_int_equal(has_high, is_high);
    }
    free(bytes);
    free(marks);
}

static void a_full_stretch_of_marks_fits(void **state) {
    (void)state;
    bool has_high = false;
    char *bytes = malloc(MARKS_STRETCH);
    uint16_t *marks = malloc(MARKS_ROOM * sizeof *marks);
    memset(bytes, '\n', MARKS_STRETCH);
    assert_int_equal(marks_find(bytes, MARKS_STRETCH, ',', marks, &has_high), MARKS_STRETCH);
    assert_int_equal(marks[MARKS_STRETCH - 1], MARKS_STRETCH - 1);
    assert_false(has_high);
    free(bytes);
    free(marks);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_those_a_plain_loop_finds),
        cmocka_unit_test(a_full_stretch_of_marks_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
