/* Guards lang/check/types.c, kinds.c, fit.c and slots.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/says.h"

#define WORLD                                                                                                          \
    "type state = kazakhstan | russia. type body = csto | sco. type year = int 1991..2100. "                           \
    "relation member(who: state, in: body, since: year?). member(russia, csto, 2002). "                                \
    "relation age(who: symbol, years: int). age(ann, 71). relation name(id: symbol, text: symbol). name(a, b). "       \
    "relation weight(kg: float). weight(2). relation signed(what: symbol, at: date). signed(t, 2014-05-29). "          \
    "relation r(any). r(1). "

static void says_only(const char *rule, const char *message) { assert_says_only(WORLD, rule, message); }
static void is_clean(const char *rule) { assert_is_clean(WORLD, rule); }

static void constants_fit_their_columns(void **state) {
    (void)state;
    says_only("age(ann, old).", "column 'years' of 'age' is an integer, found a symbol");
    says_only("age(ann, 2.5).", "E0402");
    says_only("age(ann, \"71\").", "numbers are written without quotes");
    says_only("signed(t, 2014).", "a whole year is quoted: \"2014\"");
    says_only("name(a, 12).", "quote it if it is a name");
    is_clean("weight(-3). weight(2.5). signed(u, \"2014-05\"). signed(v, \"2014\"). name(c, \"two words\").");
}

static void constants_lie_in_their_types(void **state) {
    (void)state;
    says_only("member(kasakhstan, csto, 2002).", "did you mean 'kazakhstan'?");
    says_only("member(russia, csto, 202).", "202 is outside the type 'year'");
    says_only("r(X) :- member(X, B, _), B = cstto.", "E0403");
    says_only("r(X) :- member(X, _, Y), Y = 1200.", "E0403");
    is_clean("member(russia, \"sco\", none). r(X) :- member(X, _, Y), Y = none.");
}

static void a_constant_takes_the_kind_of_its_column(void **state) {
    (void)state;
    Fixture f = fixture("relation w(kg: float, at: date, until: int?). w(3, \"2014-05\", none).");
    assert_true(fixture_is_clean(&f));
    const Node *head = f.modules->items.items[0].ast->statements[1]->head;
    const TypeKind *type = f.checked->tables[0].type;
    assert_int_equal(type[head->children[0]->id], TYPE_FLOAT);
    assert_int_equal(type[head->children[1]->id], TYPE_DATE);
    assert_int_equal(type[head->children[2]->id], TYPE_ANY);
    fixture_free(&f);
}

static void a_variable_is_of_one_kind(void **state) {
    (void)state;
    says_only("r(X) :- age(_, X), name(_, X).", "E0401");
    says_only("weight(X) :- age(_, X).", "float(N) makes a float of an integer");
    says_only("r(X) :- member(X, X, _).", "E0407");
    is_clean("weight(float(X)) :- age(_, X).");
    is_clean("r(X) :- member(X, _, _) ; member(_, X, _).");
    is_clean("r(X) :- name(X, _) ; age(_, X).");
}

static void variables_of_different_scopes_differ(void **state) {
    (void)state;
    is_clean("r(N) :- N = count(X : age(_, X)) + count(X : name(X, _)).");
}

static void unlike_kinds_are_not_compared(void **state) {
    (void)state;
    says_only("r(D) :- signed(_, D), D > 2014.", "E0404");
    says_only("r(N) :- age(_, N), N = old.", "E0404");
    is_clean("r(D) :- signed(_, D), D > \"2014-05-01\".");
    is_clean("r(N) :- age(_, N), N > 2.5.");
}

static void arithmetic_is_for_numbers_and_dates(void **state) {
    (void)state;
    says_only("r(Y) :- name(_, X), Y = X + 1.", "E0405");
    says_only("r(Y) :- signed(_, D), Y = D + D.", "E0405");
    says_only("r(Y) :- signed(_, D), Y = D * 2.", "E0405");
    says_only("r(Y) :- weight(W), Y = W mod 2.", "E0405");
    says_only("r(N) :- N = sum(X : name(X, _)).", "E0405");
    is_clean("r(Y) :- signed(_, D), Y = D + 30. r(Y) :- signed(_, D), Y = D - \"2014-01-01\", Y > 3.");
}

static void functions_take_their_kinds(void **state) {
    (void)state;
    says_only("r(Y) :- age(_, N), Y = length(N).", "E0406");
    says_only("r(N) :- name(_, N), contains(N, 3).", "E0406");
    says_only("weight(X + 1) :- age(_, X).", "E0402");
    is_clean("r(Y) :- signed(_, D), Y = year(D) * 2. r(T) :- name(A, B), T = concat(A, upper(B)).");
}

static void kinds_of_undeclared_columns_are_inferred(void **state) {
    (void)state;
    Fixture f =
        fixture("p(1, a, 2.5). p(2, b, 1.5). q(Y, D) :- p(X, D, _), Y = Z + 1, Z = X * 2. m(1). m(a). w(1). w(2.5).");
    assert_true(fixture_is_clean(&f));
    assert_int_equal(fixture_column(&f, "p", 3, 0), TYPE_INT);
    assert_int_equal(fixture_column(&f, "p", 3, 1), TYPE_SYMBOL);
    assert_int_equal(fixture_column(&f, "p", 3, 2), TYPE_FLOAT);
    assert_int_equal(fixture_column(&f, "q", 2, 0), TYPE_INT);
    assert_int_equal(fixture_column(&f, "q", 2, 1), TYPE_SYMBOL);
    assert_int_equal(fixture_column(&f, "m", 1, 0), TYPE_ANY);
    assert_int_equal(fixture_column(&f, "w", 1, 0), TYPE_ANY);
    fixture_free(&f);
}

static void textbook_programs_may_mix_kinds(void **state) {
    (void)state;
    Fixture f = fixture("p(1). p(a). q(X) :- p(X), X > 0, Y = X + 1, Y < 3. s(1). t(X) :- s(X), X = a.");
    assert_int_equal(fixture_errors(&f), 0);
    assert_int_equal(fixture_warnings(&f), 1);
    assert_true(fixture_says(&f, "W0401"));
    fixture_free(&f);
}

static void expected_answers_are_typed(void **state) {
    (void)state;
    says_only("test \"t\" { expect answers age(X, N): (ann, old). }", "'N' is an integer, found a symbol");
    says_only("test \"t\" { expect answers member(W, _, _): (rusia). }", "did you mean 'russia'?");
    is_clean("test \"t\" { expect answers signed(W, D): (t, \"2014-05-29\"). }");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_fit_their_columns),
        cmocka_unit_test(constants_lie_in_their_types),
        cmocka_unit_test(a_constant_takes_the_kind_of_its_column),
        cmocka_unit_test(a_variable_is_of_one_kind),
        cmocka_unit_test(variables_of_different_scopes_differ),
        cmocka_unit_test(unlike_kinds_are_not_compared),
        cmocka_unit_test(arithmetic_is_for_numbers_and_dates),
        cmocka_unit_test(functions_take_their_kinds),
        cmocka_unit_test(kinds_of_undeclared_columns_are_inferred),
        cmocka_unit_test(textbook_programs_may_mix_kinds),
        cmocka_unit_test(expected_answers_are_typed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
