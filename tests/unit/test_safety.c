/* Guards lang/check/safety.c, scope.c and growth.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/support/says.h"

#define FACTS "q(a). e(a, b). n(a, 1). "

static void says_only(const char *rule, const char *message) { assert_says_only(FACTS, rule, message); }
static void is_clean(const char *rule) { assert_is_clean(FACTS, rule); }

static void variables_of_a_head_get_a_value(void **state) {
    (void)state;
    says_only("p(X, Y) :- q(X).", "E0301");
    says_only("p(Teem) :- e(X, Team), e(Team, X).", "did you mean 'Team'?");
    is_clean("p(X, Y) :- q(X), Y = 1.");
    is_clean("p(X, Y) :- q(X), 1 = Y.");
    is_clean("p(Y) :- n(_, X), Y is X + 1.");
}

static void variables_under_not_get_a_value(void **state) {
    (void)state;
    says_only("p(X) :- q(X), not e(X, Y).",
              "write '_' if anything will do; else let it stand in a condition without 'not' as well");
    is_clean("p(X) :- q(X), not e(X, _).");
    is_clean("p(X) :- q(X), not (e(X, Y), q(Y)).");
    is_clean("p(X) :- q(X), not X = b.");
    says_only("p(X) :- not (e(X, Y), q(Y)).", "E0301");
    says_only("p(1) :- q(X), not (e(X, Y), Y \\= Z, Z \\= Y).", "E0303");
}

static void variables_of_comparisons_get_a_value(void **state) {
    (void)state;
    says_only("p(X) :- q(X), Age > 18.", "E0303");
    says_only("p(X) :- q(X), n(X, N), N = Z * 2.", "E0304");
    says_only("p(X) :- q(X), contains(X, Y).", "E0303");
}

static void what_follows_from_a_lack_is_not_reported(void **state) {
    (void)state;
    says_only("p(Y) :- q(X), n(X, _), Y = Z * 2.", "E0304");
    says_only("p(V) :- q(_), V = W + 1, W = Z + 1.", "variable 'Z'");
}

static void the_order_of_literals_does_not_matter(void **state) {
    (void)state;
    is_clean("p(Z) :- Z = Y + 1, Y = X + 1, n(_, X).");
    is_clean("p(Z) :- n(_, X), Y = X + 1, Z = Y + 1.");
    is_clean("p(X) :- X \\= b, not e(X, X), q(X).");
    says_only("p(X, Y) :- q(X), Z = X, Z \\= Y.", "E0301");
    says_only("p(X, Y) :- Z \\= Y, Z = X, q(X).", "E0301");
}

static void aggregates_give_their_result_and_group(void **state) {
    (void)state;
    is_clean("p(X, N) :- q(X), N = count(Y : e(X, Y)).");
    is_clean("p(X, N) :- N = count(Y : e(X, Y)).");
    is_clean("p(N) :- N = count(X : q(X)) + count(X : e(X, _)).");
    is_clean("p(X, N) :- q(X), n(X, M), N = count(Y : e(X, Y), n(Y, K), K > M).");
    says_only("p(N) :- q(X), N = sum(V : e(X, _)).", "E0305");
}

static void forall_may_use_variables_of_its_own(void **state) {
    (void)state;
    is_clean("p(X) :- q(X), forall(e(X, Y), q(Y)).");
    is_clean("p(X) :- q(X), forall(e(X, Y), (e(Y, Z), q(Z))).");
    says_only("p(X) :- forall(e(X, Y), q(Y)).", "E0301");
}

static void every_alternative_gives_what_is_needed(void **state) {
    (void)state;
    is_clean("p(X) :- q(X) ; e(X, _).");
    is_clean("p(X, Y) :- e(X, Y) ; q(X), Y = 0.");
    is_clean("p(X) :- q(X), (e(X, Y), q(Y) ; e(Y, X), q(Y)).");
    says_only("p(X, Y) :- e(X, Y) ; q(X).", "E0306");
    says_only("p(X) :- q(X) ; q(X), e(_, Y), q(Y) ; e(Y, _), q(Y).", "not in this one");
}

static void questions_answer_with_all_their_variables(void **state) {
    (void)state;
    is_clean("?- e(X, Y).");
    Fixture f = fixture(FACTS "?- q(X) ; e(_, Y).");
    assert_int_equal(fixture_errors(&f), 2);
    fixture_free(&f);
    says_only("?- not q(X).", "E0302");
}

static void facts_have_no_variables(void **state) {
    (void)state;
    says_only("p(X).", "E0307");
    says_only("p(_).", "E0307");
    says_only("p(_) :- q(_).", "E0309");
}

static void a_variable_used_once_is_noticed(void **state) {
    (void)state;
    says_only("p(X) :- e(X, Y).", "W0301");
    is_clean("p(X) :- e(X, _Y).");
    is_clean("p(_X) :- e(_X, _X).");
    says_only("p(X) :- e(X, Body), e(Boddy, X), q(Body).", "did you mean 'Body'?");
}

static void rules_that_may_grow_forever_are_noticed(void **state) {
    (void)state;
    says_only("c(0). c(N) :- c(M), N = M + 1.", "W0302");
    says_only("c(a). c(concat(X, \"a\")) :- c(X).", "W0302");
    says_only("d(a, 0). d(Y, D + 1) :- d(X, D), e(X, Y).", "W0302");
    is_clean("c(0). c(N) :- c(M), M < 10, N = M + 1.");
    is_clean("c(0). c(M + 1) :- c(M), n(_, M).");
    is_clean("c(N + 1) :- n(_, N).");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variables_of_a_head_get_a_value),
        cmocka_unit_test(variables_under_not_get_a_value),
        cmocka_unit_test(variables_of_comparisons_get_a_value),
        cmocka_unit_test(what_follows_from_a_lack_is_not_reported),
        cmocka_unit_test(the_order_of_literals_does_not_matter),
        cmocka_unit_test(aggregates_give_their_result_and_group),
        cmocka_unit_test(forall_may_use_variables_of_its_own),
        cmocka_unit_test(every_alternative_gives_what_is_needed),
        cmocka_unit_test(questions_answer_with_all_their_variables),
        cmocka_unit_test(facts_have_no_variables),
        cmocka_unit_test(a_variable_used_once_is_noticed),
        cmocka_unit_test(rules_that_may_grow_forever_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
