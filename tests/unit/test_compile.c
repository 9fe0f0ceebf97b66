/* Text to core rules: what each construct of the language becomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

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

/* The listing from `begin` on, as it is before arguments are translated. */
static void lists(const char *text, const char *begin, const char *expected) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Program *program =
        compile_written(source_add(sources, STR("test.hence"), str_of(text)), read_nothing, NULL, sources, diags);
    Text got;
    text_init(&got);
    if (!program) {
        diags_print(diags, &got, false);
        fail_msg("%s", got.bytes);
    }
    program_print(program, &got);
    const char *found = strstr(got.bytes, begin);
    assert_string_equal(found ? found : got.bytes, expected);
    text_clear(&got);
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

static void kinds_of_rules_and_facts_are_kept(void **state) {
    (void)state;
    lists("q(a). f1: presumably q(b).\npresumably p(X) :- q(X).\no: against p(a).\ns(X) :- q(X).", "q(a)",
          "q(a).\nf1: presumably q(b).\npresumably p(X) :- q(X).\no: against p(a).\ns(X) :- q(X).\n");
}

static void each_alternative_of_unless_is_an_exception(void **state) {
    (void)state;
    lists("q(1). e(1). presumably p(X) :- q(X) unless e(X) ; -e(_).", "presumably",
          "presumably p(X) :- q(X), not e(X), not -e(_).  % exception: e(X), -e(_)\n");
    lists("q(1). e(1). presumably p(X) :- q(X) unless e(Y), Y > X.", ":body3(X) :-",
          ":body3(X) :- q(X), e(Y), Y > X.\npresumably p(X) :- q(X), not :body3(X).  % exception: :body3(X)\n");
    lists("q(1). presumably p(X) :- q(X) unless X > 3.", ":body2(X) :-",
          ":body2(X) :- q(X), X > 3.\npresumably p(X) :- q(X), not :body2(X).  % exception: :body2(X)\n");
    lists("q(1). e(1). presumably p(X) :- q(X) unless not e(X).", ":body3(X) :-",
          ":body3(X) :- q(X), not e(X).\npresumably p(X) :- q(X), not :body3(X).  % exception: :body3(X)\n");
    lists("e(1). presumably p(a) unless e(1).", "presumably", "presumably p(a) :- not e(1).  % exception: e(1)\n");
}

static void open_relations_know_their_domains(void **state) {
    (void)state;
    lists("type y = int 1..3. relation r(x: symbol). relation e(a: symbol, b: symbol). r(a). e(a, b).\n"
          "open relation p(v: symbol from e, w: symbol from e, at: y, u: symbol from r). -p(a, b, 1, a).",
          "open",
          "open relation p(v: symbol from e, w: symbol from e, at: y, u: symbol from r).\n"
          "open relation -p(v: symbol from e, w: symbol from e, at: y, u: symbol from r).\n"
          "r(a).\ne(a, b).\n-p(a, b, 1, a).\n");
}

static void contraries_become_pairs(void **state) {
    (void)state;
    lists("p(a, 1). q(a). r(a). contrary p(X, _), q(X), -r(X).", "contrary",
          "contrary p(:0, _), q(:0).\ncontrary p(:0, _), -r(:0).\ncontrary q(:0), -r(:0).\n");
    assert_true(is_refused("p(a, b). contrary p(X, _), -p(X, _), p(X, _).", E0228));
}

static void an_undercut_shares_variables_with_its_rule(void **state) {
    (void)state;
    lists("q(a, b). e(a, b). r: presumably p(X) :- q(X, Y), Y \\= c. undercut r :- e(X, Z), e(Y, Z).",
          ":exception3(X, Y) :-", ":exception3(X, Y) :- e(X, Z), e(Y, Z).\nundercut r :- :exception3(X, Y).\n");
    lists("q(a, b). e(a). r: presumably p(X) :- q(X, _), not (q(Y, X), Y \\= X). undercut r :- e(Y).", ":exception4 :-",
          ":exception4 :- e(Y).\nundercut r :- :exception4.\n");
}

static void a_condition_of_prefer_shares_variables_with_the_head(void **state) {
    (void)state;
    lists("q(a, b). r: presumably p(X) :- q(X, Y), Y \\= c. s: presumably -p(X) :- q(X, _). prefer r over s :- q(X, "
          "Y), q(Y, _).\n"
          "prefer s over r2. r2: presumably p(a).",
          ":preference3(X) ",
          ":preference3(X) :- q(X, Y), q(Y, _).\nprefer r over s :- :preference3(X).\nprefer s over r2.\n");
}

static void priorities_in_a_circle_are_refused(void **state) {
    (void)state;
    static const char RULES[] = "q(a). a: presumably p(X) :- q(X). b: presumably -p(X) :- q(X). c: presumably q(b). ";
    char text[400];
    snprintf(text, sizeof text, "%s prefer a over b. prefer b over c :- q(b). prefer a over c.", RULES);
    assert_false(is_refused(text, E0506));
    snprintf(text, sizeof text, "%s prefer a over b. scenario s { prefer b over a. }", RULES);
    assert_true(is_refused(text, E0506));
    snprintf(text, sizeof text, "%s prefer c over a :- q(b). prefer a over b. prefer b over c.", RULES);
    assert_true(is_refused(text, E0506));
}

/* What was wrong with one excuses nothing in the next. */
static void each_question_is_checked_for_itself(void **state) {
    (void)state;
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Program *program = compile_source(source_add(sources, STR("test.hence"), STR("p(a). q(X) :- p(X).\n")), NULL,
                                      read_nothing, NULL, sources, diags);
    assert_non_null(program);
    static const char *const BAD[] = {"p(a, b)", "unheard_of(a)", "unheard_of(a)", "p(X), not unheard_of(X)", "-q"};
    Question question;
    for (uint32_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        SourceId source = source_add(sources, STR("question"), str_of(BAD[i]));
        assert_false(compile_question(source, program, sources, diags, &question));
        assert_int_equal(diags_error_count(diags), i + 1);
    }
    SourceId asked = source_add(sources, STR("question"), STR("q(X)"));
    assert_true(compile_question(asked, program, sources, diags, &question));
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_of_rules_and_facts_are_kept),
        cmocka_unit_test(each_alternative_of_unless_is_an_exception),
        cmocka_unit_test(contraries_become_pairs),
        cmocka_unit_test(open_relations_know_their_domains),
        cmocka_unit_test(an_undercut_shares_variables_with_its_rule),
        cmocka_unit_test(a_condition_of_prefer_shares_variables_with_the_head),
        cmocka_unit_test(priorities_in_a_circle_are_refused),
        cmocka_unit_test(alternatives_become_rules),
        cmocka_unit_test(computed_arguments_get_a_variable_of_their_own),
        cmocka_unit_test(negated_comparisons_turn_round),
        cmocka_unit_test(what_stands_under_not_becomes_a_relation),
        cmocka_unit_test(what_it_needs_from_outside_comes_along),
        cmocka_unit_test(forall_denies_a_counterexample),
        cmocka_unit_test(aggregates_fold_the_rows_of_their_group),
        cmocka_unit_test(circles_through_an_aggregate_are_refused),
        cmocka_unit_test(one_atom_can_be_asked_of_a_program),
        cmocka_unit_test(each_question_is_checked_for_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
