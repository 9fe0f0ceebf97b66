#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/format/format_internal.h"
#include "lang/syntax/parse.h"

static FormatState format(const char *source, Text *text) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    FormatState state = format_source(sources, source_add(sources, STR("t"), str_of(source)), diags, text);
    diags_free(diags);
    sources_free(sources);
    return state;
}

static void assert_becomes(const char *source, const char *wanted) {
    Text text;
    text_init(&text);
    assert_int_equal(format(source, &text), FORMAT_FINE);
    text_add_char(&text, '\0');
    assert_string_equal(text.bytes, wanted);
    text_clear(&text);
}

static void what_has_errors_gives_nothing(void **state) {
    (void)state;
    Text text;
    text_init(&text);
    text_lit(&text, "before");
    assert_int_equal(format("p( a.", &text), FORMAT_ERRORS);
    assert_int_equal(text.length, 6);
    assert_int_equal(format("p( a).", &text), FORMAT_FINE);
    assert_true(str_equal(text_str(&text), STR("beforep(a).\n")));
    text_clear(&text);
}

static void nothing_gives_nothing(void **state) {
    (void)state;
    Text text;
    text_init(&text);
    assert_int_equal(format("", &text), FORMAT_FINE);
    assert_int_equal(format(" \n \n", &text), FORMAT_FINE);
    assert_int_equal(text.length, 0);
    text_clear(&text);
}

static void a_minus_stands_apart_only_between_two_values(void **state) {
    (void)state;
    assert_becomes("-p(- 1,2).\nq(X):-r(X,Y),X=Y-1- -Y.", "-p(-1, 2).\nq(X) :- r(X, Y), X = Y - 1 - -Y.\n");
}

static void words_of_the_language_keep_their_distance(void **state) {
    (void)state;
    assert_becomes("q(X):-count (who: X),over(X).", "q(X) :- count (who: X), over(X).\n");
    assert_becomes("p :- X=presumably-5.", "p :- X = presumably- 5.\n");
}

static void a_line_end_before_a_comma_moves_behind_it(void **state) {
    (void)state;
    assert_becomes("q\n  :- a\n   , b.", "q :-\n  a,\n  b.\n");
}

static void columns_that_nobody_padded_are_not_lined_up(void **state) {
    (void)state;
    assert_becomes("a(b,c) :- d.\na(b, c):- d.", "a(b, c) :- d.\na(b, c) :- d.\n");
    assert_becomes("p(aa,b).  q.\np(a,  b).  q.", "p(aa, b).  q.\np(a, b).  q.\n");
}

static void columns_are_those_of_a_terminal(void **state) {
    (void)state;
    assert_becomes("p(\"\xE6\xBC\xA2\xE5\xAD\x97\").  q.\np(\"abc\").   q.",
                   "p(\"\xE6\xBC\xA2\xE5\xAD\x97\").  q.\np(\"abc\").   q.\n");
    assert_becomes("type \xD0\xB6\xD0\xB6\t= int.\ntype x\t= int.", "type \xD0\xB6\xD0\xB6 = int.\ntype x  = int.\n");
}

static void a_column_that_would_make_a_line_too_long_is_given_up(void **state) {
    (void)state;
    Text source;
    text_init(&source);
    text_lit(&source, "relation p(a)");
    text_add_many(&source, ' ', 40);
    text_add_char(&source, '"');
    text_add_many(&source, 'x', 90);
    text_lit(&source, "\".\nrelation p_with_a_long_name(and_many: symbol, columns) \"y\".\n");
    Text text;
    text_init(&text);
    assert_int_equal(format(source.bytes, &text), FORMAT_FINE);
    assert_true(memcmp(text.bytes, "relation p(a) \"xxx", 18) == 0);
    text_clear(&text);
    text_clear(&source);
}

static void pieces_know_where_they_stand(void **state) {
    (void)state;
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Arena arena;
    arena_init(&arena);
    TokenList tokens = {0};
    SourceId source = source_add(sources, STR("t"), STR("p(\"a\nbc\",\tx).  % end \t\n\n\nq."));
    parse_tokens(sources, source, &arena, diags, &tokens);
    Pieces pieces = {0};
    pieces_take(&pieces, source_text(sources, source), &tokens);
    assert_int_equal(pieces.count, 10);
    const Piece *text = &pieces.items[2], *x = &pieces.items[4], *comment = &pieces.items[7], *q = &pieces.items[8];
    assert_true(text->has_lines && text->width == 2 && text->last_width == 3);
    assert_true(x->line == 1 && x->column == 8 && x->is_apart && x->newlines == 0);
    assert_true(piece_is_comment(comment) && comment->width == 5);
    assert_true(q->line == 4 && q->column == 0 && q->newlines == 3);
    vec_free(&pieces);
    vec_free(&tokens);
    arena_clear(&arena);
    diags_free(diags);
    sources_free(sources);
}

/* Which allocation fails makes no difference: the account has all there is to give back. */
static void running_out_of_memory_ends_it(void **state) {
    (void)state;
    volatile bool is_done = false;
    for (volatile uint64_t n = 1; !is_done; n++) {
        MemAccount *account = mem_account_new();
        MemAccount *before = mem_enter(account);
        if (mem_try(account)) {
            mem_fail_at(account, n);
            Text text;
            text_init(&text);
            assert_int_equal(format("p(a,b). /* c */ q(X):-(p(X,_);q(X)),N=count(Y:p(Y,_)). % end", &text),
                             FORMAT_FINE);
            is_done = true;
            mem_end_try(account);
        }
        mem_enter(before);
        mem_account_free(account);
        assert_true(n < 10000);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_errors_gives_nothing),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(a_minus_stands_apart_only_between_two_values),
        cmocka_unit_test(words_of_the_language_keep_their_distance),
        cmocka_unit_test(a_line_end_before_a_comma_moves_behind_it),
        cmocka_unit_test(columns_that_nobody_padded_are_not_lined_up),
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(a_column_that_would_make_a_line_too_long_is_given_up),
        cmocka_unit_test(pieces_know_where_they_stand),
        cmocka_unit_test(running_out_of_memory_ends_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
