/* Where statements end in a text that is still typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lang/base/text.h"
#include "lang/syntax/statements.h"

/* The pieces with a bar between them, questions by their body; `...` behind them if more is awaited. */
static Text split(const char *words) {
    Pieces pieces = {0};
    Text text;
    text_init(&text);
    bool in_braces, is_whole = statements_split(str_of(words), &pieces, &in_braces);
    for (size_t i = 0; i < pieces.count; i++) {
        const Piece *piece = &pieces.items[i];
        uint32_t begin = piece->is_question ? piece->body_begin : piece->begin;
        uint32_t end = piece->is_question ? piece->body_end : piece->end;
        text_printf(&text, "%s%s%.*s", i ? "|" : "", piece->is_question ? "?" : "", (int)(end - begin), words + begin);
    }
    if (!is_whole) text_add(&text, in_braces ? STR("{...") : STR("..."));
    text_add_char(&text, '\0');
    vec_free(&pieces);
    return text;
}

#define SPLITS(words, expected)                                                                                        \
    do {                                                                                                               \
        Text got = split(words);                                                                                       \
        assert_string_equal(got.bytes, expected);                                                                      \
        text_clear(&got);                                                                                              \
    } while (0)

static void a_full_stop_ends_a_statement(void **state) {
    (void)state;
    SPLITS("p(a).", "p(a).");
    SPLITS("p(a). q(b).", "p(a).| q(b).");
    SPLITS("p(1.5). q(2014-03-18).", "p(1.5).| q(2014-03-18).");
    SPLITS("p(\"a. b\").", "p(\"a. b\").");
    SPLITS("p('a.').  % q(c).", "p('a.').");
}

static void what_is_unfinished_awaits_more(void **state) {
    (void)state;
    SPLITS("p(a)", "p(a)...");
    SPLITS("p(a). q(", "p(a).| q(...");
    SPLITS("p(X) :-\n  q(X),\n", "p(X) :-\n  q(X),\n...");
    SPLITS("/* p(a).", "/* p(a)....");
    SPLITS("p(a). /* q", "p(a).| /* q...");
    SPLITS("p(\"a", "p(\"a...");
}

static void nothing_but_blanks_and_comments_is_whole(void **state) {
    (void)state;
    SPLITS("", "");
    SPLITS(" \n% p(a).\n/* q. */", "");
}

static void a_brace_ends_with_its_own(void **state) {
    (void)state;
    SPLITS("scenario s { retract f. assert p(a). }", "scenario s { retract f. assert p(a). }");
    SPLITS("scenario s { retract f.", "scenario s { retract f.{...");
    SPLITS("scenario s {\n", "scenario s {\n{...");
    SPLITS("scenario s { retract \"f }\n", "scenario s { retract \"f }");
    SPLITS("scenario s { /* f }", "scenario s { /* f }...");
    SPLITS("?- p(X), {", "? p(X), {");
    SPLITS("?- p(X), { (", "? p(X), { (...");
    SPLITS("test \"t\" { expect p(a). } q(b).", "test \"t\" { expect p(a). }| q(b).");
}

static void a_question_alone_may_lack_its_full_stop(void **state) {
    (void)state;
    SPLITS("?- p(X)", "? p(X)");
    SPLITS("?- p(X).", "? p(X)");
    SPLITS("?- p(X),", "? p(X),...");
    SPLITS("?- p(X", "? p(X...");
    SPLITS("?-", "?...");
    SPLITS("?- not", "? not...");
    SPLITS("?- X =", "? X =...");
    SPLITS("q(a). ?- p(X). r(b).", "q(a).|? p(X)| r(b).");
    SPLITS("q(a). ?- p(X)", "q(a).|? p(X)...");
}

static void mistakes_do_not_hide_the_end(void **state) {
    (void)state;
    SPLITS("p(a)) ) (.", "p(a)) ) (.");
    SPLITS("p(a b c. q(d).", "p(a b c.| q(d).");
    SPLITS("p(\"a). q(b).", "p(\"a).| q(b).");
    SPLITS("} p(a).", "}| p(a).");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_stop_ends_a_statement),
        cmocka_unit_test(what_is_unfinished_awaits_more),
        cmocka_unit_test(nothing_but_blanks_and_comments_is_whole),
        cmocka_unit_test(a_brace_ends_with_its_own),
        cmocka_unit_test(a_question_alone_may_lack_its_full_stop),
        cmocka_unit_test(mistakes_do_not_hide_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
