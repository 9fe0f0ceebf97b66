/* Text: numbers, quoting, characters, near spellings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "lang/base/text.h"
#include "lang/base/utf8.h"

static int setup(void **state) {
    static Text text;
    text_init(&text);
    *state = &text;
    return 0;
}

static int teardown(void **state) {
    text_clear(*state);
    return 0;
}

static void pieces_follow_each_other(void **state) {
    Text *text = *state;
    text_lit(text, "ab");
    text_add_char(text, 'c');
    text_add_many(text, '-', 3);
    text_printf(text, "%d%s", 7, "x");
    assert_string_equal(text->bytes, "abc---7x");
    text_empty(text);
    text_add(text, (Str){NULL, 0});
    assert_string_equal(text->bytes, "");
}

static void a_long_text_grows(void **state) {
    Text *text = *state;
    for (int i = 0; i < 10000; i++) text_lit(text, "0123456789");
    assert_int_equal(text->length, 100000);
    assert_int_equal(text->bytes[99999], '9');
}

static void integers_print_to_the_last_digit(void **state) {
    Text *text = *state;
    text_add_int(text, 0);
    text_add_char(text, ' ');
    text_add_int(text, INT64_MAX);
    text_add_char(text, ' ');
    text_add_int(text, INT64_MIN);
    assert_string_equal(text->bytes, "0 9223372036854775807 -9223372036854775808");
}

static const char *float_text(Text *text, double number) {
    text_empty(text);
    text_add_float(text, number);
    return text->bytes;
}

static void floats_print_short_and_read_back(void **state) {
    Text *text = *state;
    assert_string_equal(float_text(text, 1), "1.0");
    assert_string_equal(float_text(text, -0.1), "-0.1");
    assert_string_equal(float_text(text, 100000), "100000.0");
    assert_string_equal(float_text(text, 1e300), "1e300");
    assert_string_equal(float_text(text, 2.5e-7), "2.5e-7");
    assert_string_equal(float_text(text, 1.0 / 3), "0.3333333333333333");
    const double hard[] = {DBL_MAX, DBL_MIN, 5e-324, 0.1 + 0.2, 9007199254740993.0, 1e22, 1e23};
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        assert_true(strtod(float_text(text, hard[i]), NULL) == hard[i]);
}

static const char *quoted(Text *text, void add(Text *, Str), Str piece) {
    text_empty(text);
    add(text, piece);
    return text->bytes;
}

static void json_escapes_controls_and_mends_broken_bytes(void **state) {
    assert_string_equal(quoted(*state, text_add_json, STR("a\"b\\c\n\t\r\x01")), "\"a\\\"b\\\\c\\n\\t\\r\\u0001\"");
    assert_string_equal(quoted(*state, text_add_json,
                               STR("\xD2\x9A\xFF"
                                   "x\xE2\x82")),
                        "\"\xD2\x9A\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD\"");
    assert_string_equal(quoted(*state, text_add_json, (Str){"\0", 1}), "\"\\u0000\"");
}

static void csv_is_quoted_only_where_needed(void **state) {
    assert_string_equal(quoted(*state, text_add_csv, STR("plain text")), "plain text");
    assert_string_equal(quoted(*state, text_add_csv, STR("a,b")), "\"a,b\"");
    assert_string_equal(quoted(*state, text_add_csv, STR("say \"x\"")), "\"say \"\"x\"\"\"");
    assert_string_equal(quoted(*state, text_add_csv, STR("two\nlines")), "\"two\nlines\"");
    assert_string_equal(quoted(*state, text_add_csv, STR(" edge")), "\" edge\"");
}

static void html_and_literals_are_escaped(void **state) {
    assert_string_equal(quoted(*state, text_add_html, STR("<a href='x'>&\"")), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;");
    assert_string_equal(quoted(*state, text_add_quoted, STR("a\"\\\n\x1B\xC2\x85Ә")),
                        "\"a\\\"\\\\\\n\\u{1b}\\u{85}Ә\"");
}

static void width_counts_columns_not_bytes(void **state) {
    (void)state;
    assert_int_equal(str_width(STR("Қазақстан")), 9);
    assert_int_equal(str_char_count(STR("Қазақстан")), 9);
    assert_int_equal(str_width(STR("日本")), 4);
    assert_int_equal(str_width(STR("e\xCC\x81")), 1);        /* with a combining accent */
    assert_int_equal(str_width(STR("\xF0\x9F\x98\x80")), 2); /* a face */
    assert_int_equal(str_width(STR("a\x1B"
                                   "b")),
                     2);
    assert_int_equal(str_width(STR("\xFF\xFE")), 2);
    assert_int_equal(str_width(STR("한")), 2);
}

static void wrong_utf8_is_found_at_its_byte(void **state) {
    (void)state;
    const Str wrong[] = {STR("ab\x80"),     STR("ab\xC0\xAF"),    STR("ab\xED\xA0\x80"), STR("ab\xF4\x90\x80\x80"),
                         STR("ab\xE2\x82"), STR("ab\xE0\x80\x80")};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t bad = 99;
        assert_false(str_is_utf8(wrong[i], &bad));
        assert_int_equal(bad, 2);
        assert_int_equal(str_char_size((Str){wrong[i].text + 2, wrong[i].length - 2}), 1);
    }
    assert_true(str_is_utf8(STR("aқ日\xF4\x8F\xBF\xBF"), NULL));
}

static void every_character_survives_encoding(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char bytes[4];
        size_t size, written = utf8_encode(c, bytes);
        assert_int_equal(utf8_decode((Str){bytes, written}, &size), c);
        assert_int_equal(size, written);
    }
}

static void case_goes_there_and_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c < 0x600; c++) {
        uint32_t lower = char_lower(c), upper = char_upper(c);
        assert_int_equal(char_upper(upper), upper);
        assert_int_equal(char_lower(lower), lower);
        if (lower != c && c != 0x130) assert_int_equal(char_upper(lower), c);
    }
    assert_int_equal(char_upper(0x4D9), 0x4D8); /* Kazakh schwa */
    assert_int_equal(char_upper(0x3C2), 0x3A3); /* final sigma */
    assert_int_equal(char_upper(0xDF), 0xDF);   /* sharp s has no single capital */
    assert_int_equal(char_lower(0xD7), 0xD7);   /* the multiplication sign is no letter */
}

static void near_spellings_are_near(void **state) {
    (void)state;
    assert_int_equal(str_distance(STR("member"), STR("member"), 3), 0);
    assert_int_equal(str_distance(STR("membr"), STR("member"), 3), 1);
    assert_int_equal(str_distance(STR("mebmer"), STR("member"), 3), 1); /* a swap */
    assert_int_equal(str_distance(STR("Қазақ"), STR("Казак"), 3), 2);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 5), 3);
    assert_int_equal(str_distance(STR("kitten"), STR("sitting"), 2), 3); /* more than the limit */
    assert_int_equal(str_distance(STR(""), STR("abc"), 9), 3);
    assert_int_equal(str_distance(STR("abc"), STR(""), 2), 3);
    assert_int_equal(str_distance(STR(""), STR(""), 0), 0);
    assert_int_equal(str_distance(STR("abcdef"), STR("azcdef"), 0), 1);
}

static size_t slow_distance(Str a, Str b) {
    size_t d[12][12];
    for (size_t i = 0; i <= a.length; i++)
        for (size_t j = 0; j <= b.length; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            size_t best = d[i - 1][j - 1] + (a.text[i - 1] != b.text[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            bool is_swap = i > 1 && j > 1 && a.text[i - 1] == b.text[j - 2] && a.text[i - 2] == b.text[j - 1];
            if (is_swap && d[i - 2][j - 2] + 1 < best) best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[a.length][b.length];
}

static void the_narrow_way_agrees_with_the_whole_table(void **state) {
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 20000; round++) {
        char a[10], b[10];
        size_t lengths[2];
        for (int side = 0; side < 2; side++) {
            random = random * 1664525 + 1013904223;
            lengths[side] = random >> 28 < 10 ? random >> 28 : 9;
            for (size_t i = 0; i < lengths[side]; i++)
                (side ? b : a)[i] = (char)('a' + ((random = random * 1664525 + 1013904223) >> 30));
        }
        size_t limit = (random >> 20) % 6, exact = slow_distance((Str){a, lengths[0]}, (Str){b, lengths[1]});
        assert_int_equal(str_distance((Str){a, lengths[0]}, (Str){b, lengths[1]}, limit),
                         exact > limit ? limit + 1 : exact);
    }
}

static void a_long_name_is_compared_too(void **state) {
    Text *text = *state;
    text_add_many(text, 'a', 100000);
    Str one = text_str(text);
    assert_int_equal(str_distance(one, (Str){one.text, one.length - 2}, 3), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pieces_follow_each_other),
        TEST(a_long_text_grows),
        TEST(integers_print_to_the_last_digit),
        TEST(floats_print_short_and_read_back),
        TEST(json_escapes_controls_and_mends_broken_bytes),
        TEST(csv_is_quoted_only_where_needed),
        TEST(html_and_literals_are_escaped),
        TEST(width_counts_columns_not_bytes),
        TEST(wrong_utf8_is_found_at_its_byte),
        TEST(every_character_survives_encoding),
        TEST(case_goes_there_and_back),
        TEST(near_spellings_are_near),
        TEST(the_narrow_way_agrees_with_the_whole_table),
        TEST(a_long_name_is_compared_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
