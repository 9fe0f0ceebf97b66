/* Records of a table, one after the other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/io/csv.h"

enum { WIDTH = 4 };

typedef struct {
    Text bytes;
    Window window;
    CsvReader csv;
    Str cells[WIDTH];
    size_t count;
} Reading;

static void open_text(Reading *r, const char *text, char separator) {
    text_init(&r->bytes);
    text_add(&r->bytes, str_of(text));
    window_over(&r->window, &r->bytes);
    csv_open(&r->csv, &r->window, separator == ',' ? CSV_COMMAS : CSV_TABS);
}

static CsvState next(Reading *r) { return csv_next(&r->csv, r->cells, WIDTH, 1, &r->count); }

static void record_is(Reading *r, uint32_t line, size_t count, const char *first, const char *last) {
    assert_int_equal(next(r), CSV_RECORD);
    assert_int_equal(r->csv.line, line);
    assert_int_equal(r->count, count);
    assert_true(str_equal(r->cells[0], str_of(first)));
    assert_true(str_equal(r->cells[count - 1], str_of(last)));
}

static void line_ends_of_all_kinds_are_read(void **state) {
    (void)state;
    Reading r;
    open_text(&r, "a,b\nc,d\r\ne,f\rg,h", ',');
    record_is(&r, 1, 2, "a", "b");
    record_is(&r, 2, 2, "c", "d");
    record_is(&r, 3, 2, "e", "f");
    record_is(&r, 4, 2, "g", "h");
    assert_int_equal(next(&r), CSV_END);
    text_clear(&r.bytes);
}

static void quotes_hold_separators_lines_and_quotes(void **state) {
    (void)state;
    Reading r;
    open_text(&r, "\xEF\xBB\xBF\"a,\"\"b\"\"\",\"two\nlines\"\n,\"\"\nlast,x\n", ',');
    record_is(&r, 1, 2, "a,\"b\"", "two\nlines");
    record_is(&r, 3, 2, "", "");
    assert_false(csv_is_quoted(r.cells[0]));
    assert_true(csv_is_quoted(r.cells[1]));
    record_is(&r, 4, 2, "last", "x");
    text_clear(&r.bytes);
}

static void tabs_separate_where_asked(void **state) {
    (void)state;
    Reading r;
    open_text(&r, "a,b\tc\n", '\t');
    record_is(&r, 1, 2, "a,b", "c");
    text_clear(&r.bytes);
}

static void mistakes_have_states_of_their_own(void **state) {
    (void)state;
    Reading r;
    open_text(&r, "\"a\"b,c\nd,e\n\"never closed\n", ',');
    assert_int_equal(next(&r), CSV_STRAY);
    record_is(&r, 2, 2, "d", "e");
    assert_int_equal(next(&r), CSV_UNCLOSED);
    assert_int_equal(next(&r), CSV_END);
    text_clear(&r.bytes);
}

static void wide_records_are_counted(void **state) {
    (void)state;
    Reading r;
    open_text(&r, "1,2,3,4,5,6\n", ',');
    assert_int_equal(next(&r), CSV_RECORD);
    assert_int_equal(r.count, 6);
    text_clear(&r.bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends_of_all_kinds_are_read), cmocka_unit_test(quotes_hold_separators_lines_and_quotes),
        cmocka_unit_test(tabs_separate_where_asked),       cmocka_unit_test(mistakes_have_states_of_their_own),
        cmocka_unit_test(wide_records_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
