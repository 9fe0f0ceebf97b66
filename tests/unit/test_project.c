/* What an editor asks about a project (lang/editor). */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/editor/complete.h"
#include "lang/editor/describe.h"
#include "lang/editor/rename.h"
#include "lang/editor/words.h"
#include "lang/syntax/lexer.h"
#include "lang/syntax/parse.h"

#define TEXT                                                                                                           \
    "type role = guest | host.\n"                                                                                      \
    "relation p(who: symbol, as: role?) \"{who} plays {as}\" key(who).\n"                                              \
    "r1: presumably p(X, host) :- p(who: X, as: Y), not (p(Z, _), p(X, Z)), N = count(Z : p(Z)), N > 1.\n"             \
    "undercut r1 :- p(X, guest).\n"                                                                                    \
    "prefer r1 over s1.\n"                                                                                             \
    "source s1 \"A source\".\n"

static SourceId read_text(void *context, Sources *sources, Str shown, const char *path) {
    errno = ENOENT;
    return strcmp(path, "a.hence") == 0 ? source_add(sources, shown, str_of(context)) : NO_SOURCE;
}

static Project *opened(const char *text) { return project_open("a.hence", read_text, (void *)text); }

static const Mark *mark_of(const Project *project, const char *text, const char *place, size_t within) {
    return project_mark(project, STR("a.hence"), (uint32_t)(strstr(text, place) - text + (ptrdiff_t)within));
}

static size_t count_of(const Project *project, const Mark *mark) {
    MarkList places = {0};
    project_places(project, mark, false, &places);
    size_t count = places.count;
    vec_free(&places);
    return count;
}

static void marks_are_in_order_and_apart(void **state) {
    (void)state;
    Project *project = opened(TEXT);
    uint32_t end = 0;
    for (size_t i = 0; i < project->marks.items.count; i++) {
        const Mark *mark = &project->marks.items.items[i];
        assert_true(mark->span.begin >= end);
        end = mark->span.end;
    }
    project_free(project);
}

static void names_are_counted_by_what_they_name(void **state) {
    (void)state;
    Project *project = opened(TEXT);
    const struct {
        const char *place;
        size_t within;
        MarkKind kind;
        size_t count;
    } WANTED[] = {{"p(who", 0, MARK_RELATION, 7}, {"who: symbol", 0, MARK_COLUMN, 4}, {"as}", 0, MARK_COLUMN, 3},
                  {"role?", 0, MARK_TYPE, 2},     {"host)", 0, MARK_CONSTANT, 2},     {"X, host", 0, MARK_VARIABLE, 4},
                  {"Z, _", 0, MARK_VARIABLE, 2},  {"Z : p", 0, MARK_VARIABLE, 2},     {"r1 over", 0, MARK_LABEL, 3},
                  {"s1 \"A", 1, MARK_SOURCE, 2},  {"count(", 2, MARK_CALL, 1}};
    for (size_t i = 0; i < sizeof WANTED / sizeof *WANTED; i++) {
        const Mark *mark = mark_of(project, TEXT, WANTED[i].place, WANTED[i].within);
        assert_non_null(mark);
        assert_int_equal(mark->kind, WANTED[i].kind);
        if (count_of(project, mark) != WANTED[i].count) fail_msg("%s: %zu", WANTED[i].place, count_of(project, mark));
    }
    project_free(project);
}

static void mistakes_are_no_obstacle(void **state) {
    (void)state;
    const char *text = "relation p(x: symbol).\np(a\nq(X) :- p(X), unknown(X).\np(b).\n";
    Project *project = opened(text);
    assert_false(project_finish(project));
    assert_int_equal(mark_of(project, text, "p(b)", 0)->kind, MARK_RELATION);
    assert_non_null(project_declaration(project, mark_of(project, text, "p(b)", 0)));
    project_free(project);
    project = opened("");
    assert_true(project_finish(project));
    assert_null(project_mark(project, STR("a.hence"), 0));
    assert_null(project_mark(project, STR("b.hence"), 0));
    project_free(project);
}

static bool renames(const char *place, const char *name, const char *why) {
    Project *project = opened(TEXT);
    MarkList places = {0};
    Text text;
    text_init(&text);
    bool is_fine = rename_places(project, mark_of(project, TEXT, place, 0), str_of(name), &places, &text);
    text_add_char(&text, '\0');
    if (why && !strstr(text.bytes, why)) fail_msg("%s: %s", place, text.bytes);
    assert_true(is_fine == (places.count > 0));
    vec_free(&places);
    text_clear(&text);
    project_free(project);
    return is_fine;
}

static void a_new_name_must_be_one_and_free(void **state) {
    (void)state;
    assert_true(renames("p(who", "q", NULL));
    assert_true(renames("p(who", "'two words'", NULL));
    assert_true(renames("X, host", "Who", NULL));
    assert_true(renames("r1 over", "R2", NULL));
    assert_false(renames("r1 over", "s1", "already"));
    assert_false(renames("X, host", "Y", "already"));
    assert_false(renames("X, host", "Z", "already"));
    assert_false(renames("who: symbol", "as", "already"));
    assert_false(renames("p(who", "not", "no name"));
    assert_false(renames("p(who", "q.", "no name"));
    assert_false(renames("symbol", "q", "language"));
    assert_false(renames("count(", "q", "language"));
}

static void names_are_plain_or_need_quotes(void **state) {
    (void)state;
    assert_true(name_is_plain(STR("two_words2")));
    assert_true(name_is_plain(STR("\xD0\xBA\xD0\xB0\xD0\xB7")));
    assert_true(name_is_plain(STR("rule")));
    assert_false(name_is_plain(STR("not")));
    assert_false(name_is_plain(STR("Two")));
    assert_false(name_is_plain(STR("two words")));
    assert_false(name_is_plain(STR("")));
    assert_false(name_is_plain(STR("\xD0\x9A\xD0\xB0\xD0\xB7")));
    assert_false(name_is_plain(STR("\xFF")));
}

static void words_are_those_of_the_lexer(void **state) {
    (void)state;
    for (size_t i = 0; i < KNOWN_WORD_COUNT; i++) {
        Str word = str_of(KNOWN_WORDS[i].word);
        bool is_reserved = !name_is_plain(word);
        if (!is_reserved && !lexer_is_soft(word)) fail_msg("%s", KNOWN_WORDS[i].word);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_are_in_order_and_apart),   cmocka_unit_test(names_are_counted_by_what_they_name),
        cmocka_unit_test(mistakes_are_no_obstacle),       cmocka_unit_test(a_new_name_must_be_one_and_free),
        cmocka_unit_test(names_are_plain_or_need_quotes), cmocka_unit_test(words_are_those_of_the_lexer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
