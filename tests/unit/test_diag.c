/* Diagnostics: what is printed, to the byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/base/diag.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    SourceId source;
    Text text;
} Desk;

static int setup(void **state) {
    static Desk desk;
    desk.sources = sources_new();
    desk.diags = diags_new(desk.sources);
    desk.source = NO_SOURCE;
    text_init(&desk.text);
    *state = &desk;
    return 0;
}

static int teardown(void **state) {
    Desk *desk = *state;
    diags_free(desk->diags);
    sources_free(desk->sources);
    text_clear(&desk->text);
    return 0;
}

static void has_source(Desk *desk, const char *text) {
    desk->source = source_add(desk->sources, STR("a.hence"), str_of(text));
}
static Span span(const Desk *desk, uint32_t begin, uint32_t end) { return (Span){desk->source, begin, end}; }

static void prints(Desk *desk, const char *expected) {
    text_empty(&desk->text);
    diags_print(desk->diags, &desk->text, false);
    assert_string_equal(desk->text.bytes, expected);
}

static void a_message_has_place_excerpt_caret_and_remedy(void **state) {
    Desk *desk = *state;
    has_source(desk, "p(X) :-\n  leads(H, R), membr(A, R),\n  q.\n");
    Diag *diag = diag_add(desk->diags, E0203, span(desk, 23, 28), "unknown relation '%s'", "membr");
    diag_remedy(desk->diags, diag, "did you mean '%s'?", "member");
    diag_note(desk->diags, diag, span(desk, 0, 1), "declared %s", "here");
    diag_note(desk->diags, diag, NO_SPAN, "nowhere in particular");
    prints(desk, "a.hence:2:16: error[E0203]: unknown relation 'membr'\n"
                 "    2 |   leads(H, R), membr(A, R),\n"
                 "      |                ^^^^^ did you mean 'member'?\n"
                 "      = note: a.hence:1:1: declared here\n"
                 "      = note: nowhere in particular\n");
}

static void carets_stand_under_wide_letters_and_behind_tabs(void **state) {
    Desk *desk = *state;
    has_source(desk, "\tp(日本, e\xCC\x81), Қазақ.");
    diag_add(desk->diags, E0203, span(desk, 3, 9), "wide");
    diag_add(desk->diags, E0203, span(desk, 17, 27), "behind");
    prints(desk, "a.hence:1:4: error[E0203]: wide\n"
                 "    1 | \tp(日本, e\xCC\x81), Қазақ.\n"
                 "      | \t  ^^^^ hence explain E0203 tells more\n"
                 "a.hence:1:13: error[E0203]: behind\n"
                 "    1 | \tp(日本, e\xCC\x81), Қазақ.\n"
                 "      | \t            ^^^^^ hence explain E0203 tells more\n");
}

static void a_span_over_lines_underlines_the_first(void **state) {
    Desk *desk = *state;
    has_source(desk, "one two\r\nthree\n");
    diag_add(desk->diags, E0203, span(desk, 4, 12), "long");
    prints(desk, "a.hence:1:5: error[E0203]: long\n    1 | one two\n      |     ^^^ hence explain E0203 tells more\n");
}

static void the_end_of_the_text_gets_a_caret(void **state) {
    Desk *desk = *state;
    has_source(desk, "p(a)\n");
    diag_add(desk->diags, E0203, span(desk, 5, 5), "ends here");
    diag_add(desk->diags, E0203, span(desk, 4, 5), "end of line");
    prints(desk, "a.hence:1:5: error[E0203]: end of line\n    1 | p(a)\n      |     ^ hence explain E0203 tells more\n"
                 "a.hence:2:1: error[E0203]: ends here\n    2 |\n      | ^ hence explain E0203 tells more\n");
}

static void a_long_line_is_shown_around_the_caret(void **state) {
    Desk *desk = *state;
    Text line = {0};
    for (int i = 0; i < 1000000; i++) text_lit(&line, "abcdefghij");
    memcpy(line.bytes + 5000000, "XYZ", 3);
    has_source(desk, line.bytes);
    text_clear(&line);
    diag_add(desk->diags, E0203, span(desk, 5000000, 5000003), "in the middle");
    diag_add(desk->diags, E0203, span(desk, 2, 9999999), "at the start");
    diags_print(desk->diags, &desk->text, false);
    const char *start = strstr(desk->text.bytes, "    1 | ab"), *middle = strstr(desk->text.bytes, "    1 | …");
    assert_non_null(start);
    assert_non_null(middle);
    assert_true(desk->text.length < 2000);
    const char *xyz = strstr(middle, "XYZ"), *line_end = strchr(middle, '\n'), *caret = strchr(line_end, '^');
    assert_int_equal(caret - line_end - 1, xyz - middle - 2); /* the ellipsis has three bytes and one column */
    assert_memory_equal(line_end - 3, "…", 3);
}

static void long_lines_cut_between_characters(void **state) {
    Desk *desk = *state;
    Text line = {0};
    for (int i = 0; i < 5000; i++) text_lit(&line, "日");
    has_source(desk, line.bytes);
    text_clear(&line);
    for (uint32_t i = 0; i < 5000; i += 7) diag_add(desk->diags, E0203, span(desk, 3 * i, 3 * i + 3), "cut");
    diags_print(desk->diags, &desk->text, false);
    assert_true(str_is_utf8(text_str(&desk->text), NULL));
    assert_null(strstr(desk->text.bytes, "\xEF\xBF\xBD"));
}

static void what_a_terminal_would_obey_is_not_sent(void **state) {
    Desk *desk = *state;
    has_source(desk, "p(\x1B[31m\xFF).");
    diag_add(desk->diags, E0203, span(desk, 7, 8), "odd");
    prints(desk, "a.hence:1:8: error[E0203]: odd\n"
                 "    1 | p(\xEF\xBF\xBD[31m\xEF\xBF\xBD).\n"
                 "      |        ^ hence explain E0203 tells more\n");
}

static void large_line_numbers_widen_the_gutter(void **state) {
    Desk *desk = *state;
    Text text = {0};
    text_add_many(&text, '\n', 123456);
    text_lit(&text, "x");
    has_source(desk, text.bytes);
    text_clear(&text);
    Diag *diag = diag_add(desk->diags, E0203, span(desk, 123456, 123457), "far down");
    diag_note(desk->diags, diag, span(desk, 0, 0), "up");
    prints(desk, "a.hence:123457:1: error[E0203]: far down\n123457 | x\n       | ^ hence explain E0203 tells more\n    "
                 "   = note: a.hence:1:1: up\n");
}

static void data_without_its_text_is_named_by_line(void **state) {
    Desk *desk = *state;
    desk->source = source_name_only(desk->sources, STR("facts.csv"));
    Diag *diag = diag_add(desk->diags, E0203, span(desk, 17, 17), "3 cells");
    diag_remedy(desk->diags, diag, "give 4");
    diag_add(desk->diags, E0203, span(desk, 0, 0), "no header");
    diag_add(desk->diags, E0203, NO_SPAN, "no file");
    prints(desk, "error[E0203]: no file\n      = hence explain E0203 tells more\n"
                 "facts.csv: error[E0203]: no header\n      = hence explain E0203 tells more\n"
                 "facts.csv:17: error[E0203]: 3 cells\n      = give 4\n");
}

static void messages_are_sorted_by_name_place_and_code(void **state) {
    Desk *desk = *state;
    SourceId b = source_add(desk->sources, STR("b"), STR("x\ny"));
    SourceId a = source_add(desk->sources, STR("a"), STR("x"));
    diag_add(desk->diags, E0203, (Span){b, 2, 3}, "4");
    diag_add(desk->diags, W0201, (Span){b, 0, 1}, "3");
    diag_add(desk->diags, E0201, (Span){b, 0, 1}, "2");
    diag_add(desk->diags, E0203, (Span){a, 0, 1}, "1");
    prints(desk, "a:1:1: error[E0203]: 1\n    1 | x\n      | ^ hence explain E0203 tells more\n"
                 "b:1:1: error[E0201]: 2\n    1 | x\n      | ^ hence explain E0201 tells more\n"
                 "b:1:1: warning[W0201]: 3\n    1 | x\n      | ^\n"
                 "b:2:1: error[E0203]: 4\n    2 | y\n      | ^ hence explain E0203 tells more\n");
}

static void the_same_is_not_said_twice(void **state) {
    Desk *desk = *state;
    has_source(desk, "x y");
    for (int i = 0; i < 1000; i++) {
        Diag *diag = diag_add(desk->diags, E0203, span(desk, 0, 1), "again %d", i % 100);
        diag_remedy(desk->diags, diag, "try %d", i);
        diag_note(desk->diags, diag, NO_SPAN, "note %d", i);
    }
    diag_add(desk->diags, W0201, span(desk, 0, 1), "again 1");
    assert_int_equal(diags_error_count(desk->diags), 100);
    assert_int_equal(diags_warning_count(desk->diags), 1);
    diags_print(desk->diags, &desk->text, false);
    assert_null(strstr(desk->text.bytes, "try 100\n"));
    assert_null(strstr(desk->text.bytes, "note 100\n"));
}

static void counts_tell_what_was_found(void **state) {
    Desk *desk = *state;
    assert_false(diags_only_data(desk->diags));
    diag_add(desk->diags, W0201, NO_SPAN, "warned");
    assert_false(diags_only_data(desk->diags));
    diag_add(desk->diags, E0203, NO_SPAN, "wrong");
    assert_false(diags_only_data(desk->diags));
    assert_true(diags_has(desk->diags, E0203));
    assert_false(diags_has(desk->diags, E0201));
}

static void json_has_every_part(void **state) {
    Desk *desk = *state;
    diags_print_json(desk->diags, &desk->text);
    assert_string_equal(desk->text.bytes, "[]\n");
    text_empty(&desk->text);
    has_source(desk, "Қ membr\n");
    Diag *diag = diag_add(desk->diags, E0203, span(desk, 3, 8), "unknown \"%s\"", "membr");
    diag_remedy(desk->diags, diag, "did you mean 'member'?");
    diag_repair(desk->diags, diag, span(desk, 3, 8), STR("member"));
    diag_note(desk->diags, diag, span(desk, 0, 2), "here");
    diag_add(desk->diags, W0201, NO_SPAN, "plain");
    diags_print_json(desk->diags, &desk->text);
    assert_string_equal(desk->text.bytes,
                        "[{\"code\":\"W0201\",\"severity\":\"warning\",\"message\":\"plain\",\"file\":null,\"line\":"
                        "null,\"column\":null,"
                        "\"end_line\":null,\"end_column\":null,\"remedy\":null,\"repair\":null,\"notes\":[]},\n"
                        " {\"code\":\"E0203\",\"severity\":\"error\",\"message\":\"unknown "
                        "\\\"membr\\\"\",\"file\":\"a.hence\",\"line\":1,\"column\":3,"
                        "\"end_line\":1,\"end_column\":8,\"remedy\":\"did you mean "
                        "'member'?\",\"repair\":{\"text\":\"member\",\"file\":\"a.hence\","
                        "\"line\":1,\"column\":3,\"end_line\":1,\"end_column\":8},\"notes\":[{\"message\":\"here\","
                        "\"file\":\"a.hence\",\"line\":1,"
                        "\"column\":1,\"end_line\":1,\"end_column\":2}]}]\n");
}

static void colour_is_there_only_when_asked(void **state) {
    Desk *desk = *state;
    has_source(desk, "x");
    diag_add(desk->diags, E0203, span(desk, 0, 1), "red");
    diags_print(desk->diags, &desk->text, false);
    assert_null(strchr(desk->text.bytes, '\033'));
    text_empty(&desk->text);
    diags_print(desk->diags, &desk->text, true);
    assert_non_null(strstr(desk->text.bytes, "\033[1;31merror[E0203]\033[0m: red"));
}

static void codes_are_sorted_and_each_has_a_page(void **state) {
    Desk *desk = *state;
    for (int i = 0; i < CODE_COUNT; i++) {
        Str name = code_name((Code)i);
        Code found;
        assert_true(code_find(name, &found));
        assert_int_equal(found, i);
        assert_int_equal(name.length, 5);
        assert_int_equal(code_severity((Code)i), name.text[0] == 'W' ? SEVERITY_WARNING : SEVERITY_ERROR);
        if (i) assert_true(str_compare(code_name((Code)(i - 1)), name) < 0);
        text_empty(&desk->text);
        code_print_page((Code)i, &desk->text);
        assert_true(desk->text.length > 100);
        assert_int_equal(desk->text.bytes[desk->text.length - 1], '\n');
    }
    Code code;
    assert_true(code_find(STR("e0203"), &code));
    assert_int_equal(code, E0203);
    assert_false(code_find(STR("E9999"), &code));
    assert_false(code_find(STR(""), &code));
}

static void an_earlier_version_is_compared_by_lines(void **state) {
    Desk *desk = *state;
    Sources *sources = sources_new();
    Diags *known = diags_new(sources);
    SourceId source = source_add(sources, STR("a.hence"), STR("p(X).\nq(Y).\n"));
    has_source(desk, "% moved\np(X).\nq(Z).\n");
    diag_add(known, E0301, (Span){source, 2, 3}, "here");
    diag_add(known, E0301, (Span){source, 8, 9}, "here");
    diag_add(desk->diags, E0301, span(desk, 10, 11), "here");
    diag_add(desk->diags, E0301, span(desk, 16, 17), "here");
    assert_int_equal(diags_print_new(desk->diags, known, &desk->text, false), 1);
    text_add_char(&desk->text, '\0');
    assert_non_null(strstr(desk->text.bytes, "a.hence:3:3"));
    text_empty(&desk->text);
    assert_int_equal(diags_print_new(known, desk->diags, &desk->text, false), 1);
    assert_int_equal(diags_print_new(known, NULL, &desk->text, false), 2);
    diags_free(known);
    sources_free(sources);
}

static void warnings_about_one_text_may_be_taken_back(void **state) {
    Desk *desk = *state;
    SourceId other = source_add(desk->sources, STR("b.hence"), STR("r.\n"));
    has_source(desk, "p.\nq.\n");
    diag_add(desk->diags, W0201, span(desk, 0, 1), "one");
    diag_add(desk->diags, W0201, (Span){other, 0, 1}, "two");
    diag_add(desk->diags, W0301, span(desk, 3, 4), "three");
    diags_drop(desk->diags, W0201, desk->source);
    assert_int_equal(diags_warning_count(desk->diags), 2);
    diags_print(desk->diags, &desk->text, false);
    text_add_char(&desk->text, '\0');
    assert_null(strstr(desk->text.bytes, "one"));
    assert_non_null(strstr(desk->text.bytes, "two"));
    assert_non_null(strstr(desk->text.bytes, "three"));
}

static void warnings_about_a_declaration_may_be_taken_back(void **state) {
    Desk *desk = *state;
    has_source(desk, "p.\nq.\n");
    diag_add(desk->diags, W0201, span(desk, 0, 1), "at it");
    Diag *elsewhere = diag_add(desk->diags, W0201, span(desk, 3, 4), "elsewhere");
    diag_note(desk->diags, elsewhere, span(desk, 0, 1), "declared here");
    diag_add(desk->diags, W0201, span(desk, 3, 4), "another");
    diag_add(desk->diags, W0301, span(desk, 0, 1), "otherwise");
    diags_drop_about(desk->diags, W0201, span(desk, 0, 1));
    assert_int_equal(diags_warning_count(desk->diags), 2);
    diags_print(desk->diags, &desk->text, false);
    text_add_char(&desk->text, '\0');
    assert_null(strstr(desk->text.bytes, "at it"));
    assert_null(strstr(desk->text.bytes, "elsewhere"));
    assert_non_null(strstr(desk->text.bytes, "another"));
    assert_non_null(strstr(desk->text.bytes, "otherwise"));
}

static void add_many(Desk *desk, Code code, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) diag_add(desk->diags, code, span(desk, i, i + 1), "%u of many", (unsigned)i);
}

static bool is_told(const Desk *desk, const char *piece) { return strstr(desk->text.bytes, piece) != NULL; }

static void of_very_many_messages_errors_are_told_first_and_the_rest_is_counted(void **state) {
    static const char WHERE[] = "\n      = mend these, and the others are told; of files, "
                                "'hence lint FILE... --format json' tells all at once\n";
    Desk *desk = *state;
    desk->source = source_name_only(desk->sources, STR("a.csv"));
    add_many(desk, W0201, 1000);
    diags_print(desk->diags, &desk->text, false);
    assert_false(is_told(desk, "told here"));
    add_many(desk, E0203, 999);
    assert_int_equal(diags_print_new(desk->diags, NULL, (text_empty(&desk->text), &desk->text), false), 1999);
    assert_true(is_told(desk, "all 999 errors and the first 1 of 1000 warnings are told here"));
    assert_true(str_ends(text_str(&desk->text), str_of(WHERE)));
    assert_true(is_told(desk, "error[E0203]: 998 of many"));
    assert_true(is_told(desk, "warning[W0201]: 0 of many"));
    assert_false(is_told(desk, "warning[W0201]: 1 of many"));
    add_many(desk, E0204, 200);
    text_empty(&desk->text);
    diags_print(desk->diags, &desk->text, false);
    assert_true(is_told(desk, "the first 1000 of 1199 errors and 0 of 1000 warnings are told here"));
    text_empty(&desk->text);
    diags_print_json(desk->diags, &desk->text);
    assert_true(is_told(desk, "\"998 of many\"")); /* whoever reads that reads all */
    assert_false(is_told(desk, "told here"));
}

static void why_reading_ended_is_told_among_however_many_errors(void **state) {
    Desk *desk = *state;
    desk->source = source_name_only(desk->sources, STR("a.csv"));
    add_many(desk, E0203, 1000);
    diag_add(desk->diags, E0802, span(desk, 2000, 2001), "stopped here");
    diags_print(desk->diags, &desk->text, false);
    assert_true(is_told(desk, "error[E0802]: stopped here"));
    assert_true(is_told(desk, "999 of many"));
    assert_false(is_told(desk, "told here"));
    add_many(desk, E0204, 1);
    add_many(desk, W0201, 1);
    text_empty(&desk->text);
    diags_print(desk->diags, &desk->text, false);
    assert_true(is_told(desk, "error[E0802]: stopped here"));
    assert_true(is_told(desk, "the first 1000 of 1001 other errors and 0 of 1 warning are told here"));
}

static void of_one_message_among_very_many_the_singular_is_used(void **state) {
    Desk *desk = *state;
    desk->source = source_name_only(desk->sources, STR("a.csv"));
    add_many(desk, E0203, 1);
    add_many(desk, W0201, 1000);
    diags_print(desk->diags, &desk->text, false);
    assert_true(is_told(desk, "the one error and the first 999 of 1000 warnings are told here"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_message_has_place_excerpt_caret_and_remedy),
        TEST(carets_stand_under_wide_letters_and_behind_tabs),
        TEST(a_span_over_lines_underlines_the_first),
        TEST(the_end_of_the_text_gets_a_caret),
        TEST(a_long_line_is_shown_around_the_caret),
        TEST(long_lines_cut_between_characters),
        TEST(what_a_terminal_would_obey_is_not_sent),
        TEST(large_line_numbers_widen_the_gutter),
        TEST(data_without_its_text_is_named_by_line),
        TEST(messages_are_sorted_by_name_place_and_code),
        TEST(the_same_is_not_said_twice),
        TEST(counts_tell_what_was_found),
        TEST(json_has_every_part),
        TEST(colour_is_there_only_when_asked),
        TEST(an_earlier_version_is_compared_by_lines),
        TEST(warnings_about_one_text_may_be_taken_back),
        TEST(warnings_about_a_declaration_may_be_taken_back),
        TEST(of_very_many_messages_errors_are_told_first_and_the_rest_is_counted),
        TEST(why_reading_ended_is_told_among_however_many_errors),
        TEST(of_one_message_among_very_many_the_singular_is_used),
        TEST(codes_are_sorted_and_each_has_a_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
