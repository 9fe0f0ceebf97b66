/* Text to core rules: what each construct of the language becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "lang/compile/compile.h"

static SourceId read_nothing(void *context, Sources *sources, Str shown, const char *path) {
    (void)context, (void)sources, (void)shown, (void)path;
    return NO_SOURCE;
}

/* The rules of the core listing. */
static void becomes(const char *text, const char *expected) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Program *program =
        compile_source(source_add(sources, STR("test.hence"), str_of(text)), NULL, read_nothing, NULL, sources, diags);
    Text got;
    text_init(&got);
    if (!program) {
        diags_print(diags, &got, false);
        fail_msg("%s", got.bytes);
    }
    for (RuleId i = 0; i < program->rules.count; i++) {
        rule_print(program, &program->rules.items[i], &got);
        text_add_char(&got, '\n');
    }
    assert_string_equal(got.bytes, expected);
    text_clear(&got);
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

static bool is_refused(const char *text, Code code) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Program *program =
        compile_source(source_add(sources, STR("test.hence"), str_of(text)), NULL, read_nothing, NULL, sources, diags);
    bool refused = !program && diags_has(diags, code);
    program_free(program);
    diags_free(diags);
    sources_free(sources);
    return refused;
}

static void alternatives_become_rules(void **state) {
    (void)state;
    becomes("p(a). q(b).\nx(X) :- p(X) ; q(X).\n", "x(X) :- p(X).\nx(X) :- q(X).\n");
    becomes("p(a). q(b). r(c).\nx(X) :- (p(X) ; q(X)), (r(X) ; X = a).\n",
            "x(X) :- p(X), r(X).\nx(X) :- q(X), r(X).\nx(X) :- p(X), X = a.\nx(X) :- q(X), X = a.\n");
}

static void computed_arguments_get_a_variable_of_their_own(void **state) {
    (void)state;
    becomes("p(1).\nx(N + 1) :- p(N).\n", "x(:1) :- p(N), :1 = N + 1.\n");
}

static void negated_comparisons_turn_round(void **state) {
    (void)state;
    becomes("p(1).\nx(N) :- p(N), not N < 3.\n", "x(N) :- p(N), N >= 3.\n");
    becomes("p(1).\nx(N) :- p(N), not not p(N).\n", "x(N) :- p(N), p(N).\n");
}

static void what_stands_under_not_becomes_a_relation(void **state) {
    (void)state;
    becomes("p(a). q(b).\nx(X) :- p(X), not (q(Y), Y = X).\n",
            ":body3(X) :- q(Y), Y = X.\nx(X) :- p(X), not :body3(X).\n");
}

static void what_it_needs_from_outside_comes_along(void **state) {
    (void)state;
    becomes("p(1). q(2).\nx(X) :- p(X), not (q(Y), Y > X).\n",
            ":body3(X) :- p(X), q(Y), Y > X.\nx(X) :- p(X), not :body3(X).\n");
}

static void forall_denies_a_counterexample(void **state) {
    (void)state;
    becomes("s(a). c(b). p(a, b).\nx(S) :- s(S), forall(c(C), p(S, C)).\n",
            ":body4(S) :- s(S), c(C), not p(S, C).\nx(S) :- s(S), not :body4(S).\n");
}

static void aggregates_fold_the_rows_of_their_group(void **state) {
    (void)state;
    becomes("s(a). g(a, 1).\nx(S, N) :- s(S), N = count(V : g(S, V)).\n",
            ":rows3(S, V) :- g(S, V).\n:aggregate4(S, V) :- count of :rows3(S, V).\n"
            "x(S, N) :- s(S), :aggregate4(S, N) else 0.\n");
    becomes("g(a, 1).\nx(S, N) :- N = max(V : g(S, V)).\n",
            ":rows2(S, V) :- g(S, V).\n:aggregate3(S, V) :- max of :rows2(S, V).\nx(S, N) :- :aggregate3(S, N).\n");
}

static void circles_through_an_aggregate_are_refused(void **state) {
    (void)state;
    assert_false(is_refused("m(a, b).\nw(X) :- m(X, Y), not w(Y).\n", E0501));
    assert_true(is_refused("p(a, 1).\np(b, N) :- N = count(X : p(X, _)).\n", E0501));
    assert_false(is_refused("p(a).\n-p(X) :- p(X), not q(X).\nq(b).\n", E0501));
}

static void one_atom_can_be_asked_of_a_program(void **state) {
    (void)state;
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    SourceId text = source_add(sources, STR("test.hence"), STR("p(a, b).\nq(X) :- p(X, _).\n"));
    Program *program = compile_source(text, NULL, read_nothing, NULL, sources, diags);
    assert_non_null(program);
    RelId relation;
    const Term *terms;
    assert_true(
        compile_atom(source_add(sources, STR("one"), STR("p(X, b)")), program, sources, diags, &relation, &terms));
    assert_int_equal(program->relations.items[relation].arity, 2);
    assert_int_equal(terms[0].kind, TERM_VAR);
    assert_int_equal(terms[1].kind, TERM_CONST);
    assert_false(compile_atom(source_add(sources, STR("two"), STR("p(X, b), q(X)")), program, sources, diags, &relation,
                              &terms));
    assert_true(diags_has(diags, E0505));
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alternatives_become_rules),
        cmocka_unit_test(computed_arguments_get_a_variable_of_their_own),
        cmocka_unit_test(negated_comparisons_turn_round),
        cmocka_unit_test(what_stands_under_not_becomes_a_relation),
        cmocka_unit_test(what_it_needs_from_outside_comes_along),
        cmocka_unit_test(forall_denies_a_counterexample),
        cmocka_unit_test(aggregates_fold_the_rows_of_their_group),
        cmocka_unit_test(circles_through_an_aggregate_are_refused),
        cmocka_unit_test(one_atom_can_be_asked_of_a_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
