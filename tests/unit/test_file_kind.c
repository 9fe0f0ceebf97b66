#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "lang/base/file_kind.h"

/* What is told of a file of this name among those of rules. */
static void assert_told(const char *path, const char *piece) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Text text;
    text_init(&text);
    assert_non_null(diag_no_rules(diags, NO_SPAN, str_of(path)));
    diags_print(diags, &text, false);
    text_add_char(&text, '\0');
    if (!strstr(text.bytes, piece)) fail_msg("'%s' is not in: %s", piece, text.bytes);
    text_clear(&text);
    diags_free(diags);
    sources_free(sources);
}

static void a_kind_goes_by_the_ending_in_small_letters_or_capitals(void **state) {
    (void)state;
    assert_int_equal(file_kind(STR("data/member.csv")), KIND_TABLE);
    assert_int_equal(file_kind(STR("MEMBER.Tsv")), KIND_TABLE);
    assert_int_equal(file_kind(STR("sources.bib")), KIND_BIBLIOGRAPHY);
    assert_int_equal(file_kind(STR("member.xlsx")), KIND_SHEET);
    assert_int_equal(file_kind(STR("essay.odt")), KIND_DOCUMENT);
    assert_int_equal(file_kind(STR("theory.hence")), KIND_OPEN);
    assert_int_equal(file_kind(STR("member.facts")), KIND_OPEN);
    assert_int_equal(file_kind(STR("csv")), KIND_OPEN);
    assert_int_equal(file_kind(STR("data.csv/member")), KIND_OPEN);
    assert_int_equal(file_kind(STR("")), KIND_OPEN);
}

static void a_name_that_is_but_an_ending_is_a_table_or_nothing_known(void **state) {
    (void)state;
    assert_int_equal(file_kind(STR(".csv")), KIND_TABLE);
    assert_int_equal(file_kind(STR("data/.bib")), KIND_BIBLIOGRAPHY);
    assert_int_equal(file_kind(STR(".xlsx")), KIND_OPEN);
    assert_int_equal(file_kind(STR("data/.ODS")), KIND_OPEN);
    assert_int_equal(file_kind(STR("data.d/.pdf")), KIND_OPEN);
}

static void a_stem_keeps_its_folder_and_other_dots(void **state) {
    (void)state;
    assert_true(str_equal(file_stem(STR("data/member.not.csv")), STR("data/member.not")));
    assert_true(str_equal(file_stem(STR("data.d/member")), STR("data.d/member")));
    assert_true(str_equal(file_stem(STR("member")), STR("member")));
    assert_true(str_equal(file_stem(STR("")), STR("")));
}

static void a_table_is_called_as_its_file_where_that_is_a_name(void **state) {
    (void)state;
    assert_told("data/member.csv", "load member from \"data/member.csv\".");
    assert_told("memberOf.tsv", "load memberOf from");
    assert_told("Members of 2002.csv", "load relation_name from");
    assert_told("member.not.csv", "load relation_name from");
    assert_told(".csv", "load relation_name from");
    assert_told("data/members.xlsx", "load members from \"data/members.csv\".");
}

static void words_of_the_language_name_no_table(void **state) {
    static const char *const WORDS[] = {"not",  "forall", "is",   "mod",   "unless",
                                        "cite", "claim",  "from", "table", "bibliography"};
    (void)state;
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        char path[32] = "";
        strcat(strcat(path, WORDS[i]), ".csv");
        assert_told(path, "load relation_name from");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kind_goes_by_the_ending_in_small_letters_or_capitals),
        cmocka_unit_test(a_name_that_is_but_an_ending_is_a_table_or_nothing_known),
        cmocka_unit_test(a_stem_keeps_its_folder_and_other_dots),
        cmocka_unit_test(a_table_is_called_as_its_file_where_that_is_a_name),
        cmocka_unit_test(words_of_the_language_name_no_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
