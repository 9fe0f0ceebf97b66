/* BibTeX: what is read, and what is said of what cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/io/bib.h"

typedef struct {
    Program *program;
    Sources *sources;
    Diags *diags;
    bool is_sound;
} Read;

static Read read_text(const char *text) {
    Read read = {program_new(), sources_new(), NULL, false};
    read.diags = diags_new(read.sources);
    SourceId source = source_add(read.sources, STR("test.bib"), str_of(text));
    read.is_sound = bib_read(read.program, read.sources, source, read.diags);
    bib_resolve_crossrefs(read.program, read.diags);
    return read;
}

static void end(Read *read) {
    diags_free(read->diags);
    sources_free(read->sources);
    program_free(read->program);
}

static const Bibitem *item(const Read *read, const char *key) {
    return program_find_source(read->program, intern(values_symbols(read->program->values), str_of(key)));
}

static void field_is(const Read *read, const char *key, const char *name, const char *expected) {
    const Bibitem *found = item(read, key);
    assert_non_null(found);
    for (uint32_t i = 0; i < found->field_count; i++)
        if (str_equal(found->fields[i].name, str_of(name))) {
            assert_string_equal(found->fields[i].text.text, expected);
            return;
        }
    fail_msg("%s has no field %s", key, name);
}

static void entries_have_fields_in_lower_case(void **state) {
    (void)state;
    Read read = read_text("Words outside are comments.\n@Book{young, Title = {On {R}egimes}, YEAR = 1989}\n"
                          "@article(other, title=\"A \"\"B\", journal = \"Int\" # \"ernational\",)\n");
    assert_int_equal(read.program->bibliography.count, 1); /* a quote inside quotes needs braces */
    field_is(&read, "young", "title", "On Regimes");
    field_is(&read, "young", "year", "1989");
    end(&read);
}

static void parts_are_joined_and_macros_filled_in(void **state) {
    (void)state;
    Read read = read_text("@string{up = \"University Press\"}\n@preamble{\"x\"}\n@comment{@book{none, title = {x}}}\n"
                          "@book(a, publisher = \"Oxford \" # up, month = jan # {~5}, number = 3,)\n");
    assert_true(read.is_sound);
    field_is(&read, "a", "publisher", "Oxford University Press");
    field_is(&read, "a", "month", "January 5");
    field_is(&read, "a", "number", "3");
    end(&read);
}

static void latex_becomes_plain_text(void **state) {
    (void)state;
    static const char *const CASES[][2] = {{"Jos{\\'e} M{\\\"u}ller", "José Müller"},
                                           {"\\'{e}t\\'e", "été"},
                                           {"Stra{\\ss}e", "Straße"},
                                           {"pp. 3--7", "pp. 3–7"},
                                           {"a---b", "a—b"},
                                           {"Tom~\\& Co", "Tom & Co"},
                                           {"two\n   lines", "two lines"},
                                           {"\\v{C}apek", "Čapek"},
                                           {"{\\o}re", "øre"},
                                           {"na{\\\"\\i}ve", "naïve"},
                                           {"\\emph{Mind}", "Mind"},
                                           {"100\\%", "100%"},
                                           {"\\=a \\k{e} \\H o", "ā ę ő"},
                                           {"\\.q", "q\xCC\x87"},
                                           {"\\'{\\i} \\v\\j \\'\\ae", "í j\xCC\x8C æ\xCC\x81"},
                                           {"2\\^{}3 \\~{} \\c{}", "2^3 ~"},
                                           {"G.\\,W.\\ F.~ H. a\\-b x\\\\y", "G. W. F. H. ab x y"},
                                           {"``Peace'' of 1648", "“Peace” of 1648"},
                                           {"\\LaTeX\\ and {\\TeX}nique", "LaTeX and TeXnique"},
                                           {"{{{deep}} nested}", "deep nested"},
                                           {"end\\", "end"},
                                           {"\\'", "'"},
                                           {"\\c{c}a", "ça"},
                                           {"\xD0\x9A", "\xD0\x9A"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Text text;
        text_init(&text);
        bib_plain_text(str_of(CASES[i][0]), &text);
        text_add_char(&text, '\0');
        assert_string_equal(text.bytes, CASES[i][1]);
        text_clear(&text);
    }
}

static void addresses_are_not_typeset(void **state) {
    (void)state;
    Read read = read_text("@string{base = \"http://a.org/~b\"}\n"
                          "@misc{a, url = base # {/c--d\\_e\\%20f}, doi = {\\url{10.1/x_y}}, crossref = {b--c}}\n"
                          "@book{b--c, title = {Whole}}\n");
    assert_true(read.is_sound);
    assert_int_equal(diags_warning_count(read.diags), 0);
    field_is(&read, "a", "url", "http://a.org/~b/c--d_e%20f");
    field_is(&read, "a", "doi", "10.1/x_y");
    field_is(&read, "a", "booktitle", "Whole");
    end(&read);
}

static void what_is_in_a_comment_is_no_entry(void **state) {
    (void)state;
    Read read = read_text("@Comment{@book{old, title = {x}}}\n@comment no braces\n% @book{older, title = {y}}\n"
                          "@book{new, title = {z}}\n");
    assert_true(read.is_sound);
    assert_int_equal(read.program->bibliography.count, 1);
    assert_non_null(item(&read, "new"));
    end(&read);
}

static void a_macro_that_is_not_defined_is_told_where_it_stands(void **state) {
    (void)state;
    Read read = read_text("@book{a,\n  title = {T},\n  publisher = oup # { Press}}\n");
    Text text;
    text_init(&text);
    diags_print(read.diags, &text, false);
    assert_true(read.is_sound);
    assert_non_null(strstr(text.bytes, "test.bib:3:15: warning[W0702]"));
    field_is(&read, "a", "publisher", "Press");
    text_clear(&text);
    end(&read);
}

static void a_crossref_fills_in_what_is_missing(void **state) {
    (void)state;
    Read read =
        read_text("@inbook{part, title = {Part}, crossref = {whole}}\n@book{whole, title = {Whole}, year = 2004}\n");
    field_is(&read, "part", "title", "Part");
    field_is(&read, "part", "booktitle", "Whole");
    field_is(&read, "part", "year", "2004");
    end(&read);
}

static void reading_goes_on_behind_a_mistake(void **state) {
    (void)state;
    Read read =
        read_text("@book{one, title = {Open}\n@book{two, title = {Fine}}\n@book{, title = {x}}\n@book{three title}\n"
                  "@book{four, title = {y}}\n@book{four, title = {z}}\n@book{five, title = {never closed\n");
    assert_false(read.is_sound);
    assert_int_equal(diags_error_count(read.diags), 5);
    assert_true(diags_has(read.diags, E0715));
    assert_true(diags_has(read.diags, E0716));
    assert_non_null(item(&read, "two"));
    assert_non_null(item(&read, "four"));
    end(&read);
}

static void a_mistake_is_told_where_it_is(void **state) {
    (void)state;
    static const struct {
        const char *text, *place;
    } CASES[] = {{"@book{a, title = {x}", "test.bib:1:1: error[E0715]"},
                 {"\n@book{a title = {x}}", "test.bib:2:9: error[E0715]"},
                 {"@book{a, title {x}}", "test.bib:1:16: error[E0715]"},
                 {"@book{a,\n title = {x}, year = }", "test.bib:2:22: error[E0715]"},
                 {"@book{a, title = \"x}", "test.bib:1:18: error[E0715]"},
                 {"@book a", "test.bib:1:2: error[E0715]"},
                 {"@string{x}", "error[E0715]"},
                 {"@preamble{{x} y}", "error[E0715]"},
                 {"@comment{never closed", "test.bib:1:9: error[E0715]"},
                 {"@book{a, title = {x}}\n@book{a, title = {y}}", "test.bib:2:7: error[E0716]"},
                 {"@book{a, title = {\xFF}}", "test.bib:1:19: error[E0708]"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Read read = read_text(CASES[i].text);
        Text text;
        text_init(&text);
        diags_print(read.diags, &text, false);
        assert_false(read.is_sound);
        assert_int_equal(diags_error_count(read.diags), 1);
        if (!strstr(text.bytes, CASES[i].place)) fail_msg("expected %s in\n%s", CASES[i].place, text.bytes);
        text_clear(&text);
        end(&read);
    }
}

static void a_source_that_was_stated_keeps_its_first_entry(void **state) {
    (void)state;
    Read read = read_text("@book{a, title = {First}}\n@book{a, title = {Second}}\n@book{A, title = {Other}}\n");
    field_is(&read, "a", "title", "First");
    field_is(&read, "A", "title", "Other");
    assert_int_equal(read.program->bibliography.count, 2);
    end(&read);
}

static void a_crossref_to_nothing_or_itself_is_a_warning(void **state) {
    (void)state;
    Read read = read_text("@book{a, title = {x}, crossref = {gone}}\n@book{b, title = {y}, crossref = {b}}\n");
    assert_true(read.is_sound);
    assert_int_equal(diags_warning_count(read.diags), 2);
    assert_true(diags_has(read.diags, W0704));
    end(&read);
}

static void the_sources_of_the_thesis_are_read(void **state) {
    (void)state;
    Program *program = program_new();
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    SourceId source = source_read(sources, STR("sources.bib"), "rules/regime/sources.bib");
    assert_true(source != NO_SOURCE);
    assert_true(bib_read(program, sources, source, diags));
    bib_resolve_crossrefs(program, diags);
    assert_true(program->bibliography.count >= 120);
    assert_int_equal(diags_error_count(diags) + diags_warning_count(diags), 0);
    for (size_t i = 0; i < program->bibliography.count; i++)
        for (uint32_t f = 0; f < program->bibliography.items[i].field_count; f++)
            assert_true(program->bibliography.items[i].fields[f].text.length > 0);
    diags_free(diags);
    sources_free(sources);
    program_free(program);
}

static void nothing_is_a_bibliography_too(void **state) {
    (void)state;
    Read read = read_text("");
    assert_true(read.is_sound);
    assert_int_equal(read.program->bibliography.count, 0);
    end(&read);
    read = read_text("@");
    assert_false(read.is_sound);
    end(&read);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_have_fields_in_lower_case),
        cmocka_unit_test(parts_are_joined_and_macros_filled_in),
        cmocka_unit_test(latex_becomes_plain_text),
        cmocka_unit_test(addresses_are_not_typeset),
        cmocka_unit_test(what_is_in_a_comment_is_no_entry),
        cmocka_unit_test(a_macro_that_is_not_defined_is_told_where_it_stands),
        cmocka_unit_test(a_crossref_fills_in_what_is_missing),
        cmocka_unit_test(a_crossref_to_nothing_or_itself_is_a_warning),
        cmocka_unit_test(reading_goes_on_behind_a_mistake),
        cmocka_unit_test(a_mistake_is_told_where_it_is),
        cmocka_unit_test(a_source_that_was_stated_keeps_its_first_entry),
        cmocka_unit_test(the_sources_of_the_thesis_are_read),
        cmocka_unit_test(nothing_is_a_bibliography_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
