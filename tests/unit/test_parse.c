/* The grammar: what is read, and what is said of what cannot be read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/syntax/parse.h"

typedef struct {
    Sources *sources;
    Diags *diags;
    Arena arena;
    Ast *ast;
} Read;

static Read read_text(const char *text) {
    Read read = {.sources = sources_new()};
    read.diags = diags_new(read.sources);
    arena_init(&read.arena);
    read.ast = parse(read.sources, source_add(read.sources, STR("test.hence"), str_of(text)), &read.arena, read.diags);
    return read;
}

static void end(Read *read) {
    arena_clear(&read->arena);
    diags_free(read->diags);
    sources_free(read->sources);
}

static void reads_as(const char *text, uint32_t statements, StatementKind first) {
    Read read = read_text(text);
    Text complaints;
    text_init(&complaints);
    diags_print(read.diags, &complaints, false);
    if (complaints.length) print_message("%s\n", complaints.bytes);
    text_clear(&complaints);
    assert_int_equal(diags_error_count(read.diags), 0);
    assert_int_equal(read.ast->statement_count, statements);
    assert_int_equal(read.ast->statements[0]->kind, first);
    end(&read);
}

static void every_kind_of_statement_is_read(void **state) {
    (void)state;
    reads_as("parent(ann, bob).  parent(bob, cleo).", 2, STMT_CLAUSE);
    reads_as("ancestor(X, Z) :- parent(X, Y), ancestor(Y, Z) ; \\+ q, X =< 3, Y is X mod 2.", 1, STMT_CLAUSE);
    reads_as("F050: member(kazakhstan, csto, 2002) cite csto_charter \"art. 1\" cite b.", 1, STMT_CLAUSE);
    reads_as("rule r1 \"why\" cite k \"ch. 5\" likely: presumably h(X) :- b(X), not c(X, _) unless e(X).", 1,
             STMT_CLAUSE);
    reads_as("open relation able(a: actor, y: year?) \"{a}\" key(a) key(a, y).", 1, STMT_RELATION);
    reads_as("type actor = kazakhstan | russia.", 1, STMT_TYPE);
    reads_as("type year = int -5..2100.", 1, STMT_TYPE);
    reads_as("parameter year: year = 2015.", 1, STMT_PARAMETER);
    reads_as("?- linked(Who, russia, What).", 1, STMT_QUERY);
    reads_as("claim c1 \"it holds\" cite k \"ch. 5\": p(a), -q(b).", 1, STMT_CLAIM);
    reads_as("use \"a.hence\". load member from \"facts/m.csv\". load bibliography \"s.bib\".", 3, STMT_USE);
    reads_as("source k author \"Ann\", title \"On\", year 1989.", 1, STMT_SOURCE);
    reads_as("scenario s \"what if\" { assert f9: p(a) cite k. retract p(who: a). retract f1. }", 1, STMT_SCENARIO);
    reads_as("test \"t\" in s { expect p(a). expect not q. expect refuted r(a). expect claim c established.\n"
             "  expect answers p(X, Y): (a, b), (c, d). }",
             1, STMT_TEST);
    reads_as("t(N) :- N = count(X, Y : tc(X, Y)), forall(p(Z), q(Z)), M = sum(V : s(V)) + 2, M > 1.", 1, STMT_CLAUSE);
    reads_as("contrary collapses(R), transforms(R). prefer a over b. against p(A) :- q(A). undercut r :- e.", 4,
             STMT_CONTRARY);
    reads_as("against -p(a). o1: against p(A) :- q(A) unless r cite k. rule o2 \"no\" cite k: against p(a).", 3,
             STMT_AGAINST);
    reads_as("prefer a over B :- q(X), not r. undercut r :- e, not f cite k \"p. 3\".", 2, STMT_PREFER);
    reads_as("scenario s { assert presumably p(a). assert f1: presumably -p(a) cite k. prefer a over b. distrust k. }",
             1, STMT_SCENARIO);
    reads_as("test \"t\" { expect undecided -p(a). expect claim c undecided: contested. expect claim c cyclic. }", 1,
             STMT_TEST);
    reads_as("open relation able(a: actor from state, b from state, y: year).", 1, STMT_RELATION);
}

static void an_exception_is_one_premise_more(void **state) {
    (void)state;
    Read read = read_text("presumably p(X) :- q(X), r(X) unless s(X), t.\npresumably p(a) unless s(a) ; t.\n"
                          "presumably p(X) :- q(X) ; r(X) unless s(X).");
    assert_int_equal(diags_error_count(read.diags), 0);
    for (uint32_t i = 0; i < 3; i++) {
        const Statement *s = read.ast->statements[i];
        const Node *last = s->body->kind == NODE_AND ? s->body->children[s->body->child_count - 1] : s->body;
        assert_true(s->is_presumptive && last->kind == NODE_NOT && last->is_exception);
        assert_ptr_equal(last->children[0], s->exception);
    }
    assert_int_equal(read.ast->statements[0]->body->child_count, 3);
    assert_int_equal(read.ast->statements[1]->body->kind, NODE_NOT);
    assert_int_equal(read.ast->statements[2]->body->children[0]->kind, NODE_OR);
    end(&read);
}

static void keywords_are_soft(void **state) {
    (void)state;
    reads_as("test(rule, open). rule(a, b). type(x). source(x). open(door). claim(X) :- rule(X, _). cite(a).", 7,
             STMT_CLAUSE);
    reads_as("test :- open. count(a, b). key(a). relation. likely(x) :- in(x, y).", 5, STMT_CLAUSE);
}

static void two_mistakes_are_both_reported_and_the_rest_is_read(void **state) {
    (void)state;
    Read read = read_text("p(a.\nq(b).\nr(c)) .\ns(d).\n");
    assert_int_equal(diags_error_count(read.diags), 2);
    assert_int_equal(read.ast->statement_count, 2);
    end(&read);
}

static void deep_nesting_is_refused_politely(void **state) {
    (void)state;
    Text text;
    text_init(&text);
    text_lit(&text, "q :- ");
    text_add_many(&text, '(', 100000);
    text_lit(&text, "p");
    text_add_many(&text, ')', 100000);
    text_lit(&text, ".\nr.\n");
    Read read = read_text(text.bytes);
    assert_true(diags_has(read.diags, E0104));
    end(&read);
    text_clear(&text);
}

static void a_long_conjunction_is_flat(void **state) {
    (void)state;
    Text text;
    text_init(&text);
    text_lit(&text, "q :- p");
    for (int i = 0; i < 100000; i++) text_lit(&text, ", p");
    text_lit(&text, ".\n");
    Read read = read_text(text.bytes);
    assert_int_equal(diags_error_count(read.diags), 0);
    assert_int_equal(read.ast->statements[0]->body->child_count, 100001);
    end(&read);
    text_clear(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_statement_is_read),
        cmocka_unit_test(an_exception_is_one_premise_more),
        cmocka_unit_test(keywords_are_soft),
        cmocka_unit_test(two_mistakes_are_both_reported_and_the_rest_is_read),
        cmocka_unit_test(deep_nesting_is_refused_politely),
        cmocka_unit_test(a_long_conjunction_is_flat),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
