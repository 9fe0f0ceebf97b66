/* A table that moves past in a window says the same as one that is all in memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/io/csv.h"
#include "runtime/io/disk.h"

enum { WIDTH = 4 };

/* Cells of all kinds; the longest is longer than any window. */
static void fill(Text *text, uint32_t seed, size_t longest) {
    static const char *const CELLS[] = {"a",
                                        "",
                                        "12345",
                                        "\"quoted\"",
                                        "\"do\"\"ub\"\"led\"",
                                        "\xC3\xBC",
                                        "\"\"",
                                        "\"two\r\nlines\"",
                                        "\"stray\"x",
                                        "\"tab\tin\""};
    static const char *const ENDS[] = {"\n", "\r\n", "\r", "\n", "\n\n"};
    size_t size = longest ? longest * 2 : 700000;
    while (text->length < size) {
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525 + 1013904223;
            if (longest && seed >> 16 == 9) {
                text_add_char(text, '"');
                for (size_t k = 0; k < longest; k += 4) text_lit(text, "x\"\"\n");
                text_add_char(text, '"');
            }
            text_add(text, str_of(CELLS[(seed >> 16) % 10]));
            if (i < 2) text_add_char(text, '\t');
        }
        text_add(text, str_of(ENDS[seed >> 20 & 3]));
    }
}

static void add_record(Text *out, const CsvReader *csv, CsvState state, const Str *cells, size_t count) {
    text_printf(out, "%u %d %zu", (unsigned)csv->line, (int)state, count);
    for (size_t i = 0; i < count && i < WIDTH; i++) {
        text_printf(out, "|%d", csv_is_quoted(cells[i]));
        text_add(out, cells[i]);
    }
    text_add_char(out, '\n');
}

static void read_all(Window *window, CsvForm form, Text *out) {
    CsvReader csv;
    Str cells[WIDTH];
    size_t count;
    CsvState state;
    csv_open(&csv, window, form);
    while ((state = csv_next(&csv, cells, WIDTH, 1, &count)) != CSV_END)
        if (state == CSV_MORE)
            csv_refill(&csv);
        else
            add_record(out, &csv, state, cells, count);
}

static void is_read_alike(Text *text, CsvForm form) {
    char path[] = "/tmp/hence_window_XXXXXX";
    Text whole, moved;
    Window window;
    text_init(&whole);
    text_init(&moved);
    int file = mkstemp(path);
    assert_true(file >= 0 && write(file, text->bytes, text->length) == (ssize_t)text->length);
    close(file);
    assert_true(window_open(&window, path));
    read_all(&window, form, &moved);
    assert_int_equal(window.cause, 0);
    window_close(&window);
    window_over(&window, text);
    read_all(&window, form, &whole);
    assert_int_equal(whole.length, moved.length);
    assert_memory_equal(whole.bytes, moved.bytes, whole.length);
    unlink(path);
    text_clear(&whole);
    text_clear(&moved);
}

static void a_window_says_what_the_whole_says(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 6; seed++) {
        Text text;
        text_init(&text);
        fill(&text, seed, 0);
        if (seed % 2) text.length--; /* no last line end */
        is_read_alike(&text, seed < 4 ? CSV_TABS : CSV_FACTS);
        text_clear(&text);
    }
}

static void a_record_may_be_longer_than_the_window(void **state) {
    (void)state;
    for (uint32_t seed = 1; seed <= 3; seed++) {
        Text text;
        text_init(&text);
        fill(&text, seed, 300000 * seed);
        if (seed == 3) text_lit(&text, "a\t\"never closed\n");
        is_read_alike(&text, CSV_TABS);
        text_clear(&text);
    }
}

static void what_is_no_file_is_told(void **state) {
    (void)state;
    Window window;
    assert_false(window_open(&window, "/no/such/file"));
    window_close(&window);
    assert_false(window_open(&window, "/tmp"));
    window_close(&window);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_says_what_the_whole_says),
        cmocka_unit_test(a_record_may_be_longer_than_the_window),
        cmocka_unit_test(what_is_no_file_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
