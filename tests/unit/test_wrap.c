/* Lines broken at blanks to the width of a terminal. */
#include "runtime/show/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* All of `text`, in pieces of `size` bytes, at a width. */
static void expect(size_t width, const char *text, const char *wrapped) {
    for (size_t size = 1; size <= strlen(text); size += 6) {
        Wrap wrap = {.width = width};
        Text out;
        text_init(&out);
        for (size_t at = 0; at < strlen(text); at += size)
            wrap_add(&wrap, (Str){text + at, strlen(text) - at < size ? strlen(text) - at : size}, &out);
        wrap_end(&wrap, &out);
        assert_string_equal(out.bytes, wrapped);
        text_clear(&out);
    }
}

static const char TEN[] = "one two three four five six seven eight nine ten";

static void lines_that_fit_stay(void **state) {
    (void)state;
    expect(48, TEN, TEN);
    expect(48, "a\n\n  b\n", "a\n\n  b\n");
    expect(0, "a very long line of which nobody knows how wide it may be\n",
           "a very long line of which nobody knows how wide it may be\n");
}

static void long_lines_hang(void **state) {
    (void)state;
    expect(47, TEN, "one two three four five six seven eight nine\n    ten");
    expect(40, "  - one two three four five six seven eight nine ten\n- a\n",
           "  - one two three four five six seven\n      eight nine ten\n- a\n");
}

static void last_cells_stand_below_each_other(void **state) {
    (void)state;
    expect(40, "name    what it is, in more words than go on a line\n",
           "name    what it is, in more words than\n        go on a line\n");
    expect(40, "a premise that takes up most of the line  F074 [Source 2015]\n",
           "a premise that takes up most of the line\n    F074 [Source 2015]\n");
}

static void words_stay_whole(void **state) {
    (void)state;
    expect(40, "  /a/path/that/is/longer/than/any/line/of/the/terminal.hence and more\n",
           "  /a/path/that/is/longer/than/any/line/of/the/terminal.hence\n      and more\n");
}

static void wide_characters_count_twice(void **state) {
    (void)state;
    expect(40, "漢字漢字漢字漢字漢字 漢字漢字漢字漢字漢字\n", "漢字漢字漢字漢字漢字\n    漢字漢字漢字漢字漢字\n");
    expect(40, "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 30 columns of characters\n",
           "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 30 columns of characters\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_fit_stay),
        cmocka_unit_test(long_lines_hang),
        cmocka_unit_test(last_cells_stand_below_each_other),
        cmocka_unit_test(words_stay_whole),
        cmocka_unit_test(wide_characters_count_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
