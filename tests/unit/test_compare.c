/* Two theories on the same facts. */
#include "runtime/judge/compare.h"

#include "tests/support/ran.h"

static Comparison compared(const Ran *a, const Ran *b, Arena *arena) {
    const Store *stores[SIDES] = {a->world->store, b->world->store};
    arena_init(arena);
    return compare_theories(stores, arena);
}

/* What is found for the first matter; the facts stand before both theories. */
static void found(const char *facts, const char *first, const char *second, Finding of_a, Finding of_b) {
    Text texts[SIDES];
    Ran r[SIDES];
    for (uint32_t side = 0; side < SIDES; side++) {
        text_init(&texts[side]);
        text_printf(&texts[side], "%s\n%s\n", facts, side == SIDE_A ? first : second);
        r[side] = ran(texts[side].bytes);
    }
    Arena arena;
    Comparison comparison = compared(&r[SIDE_A], &r[SIDE_B], &arena);
    assert_int_equal(comparison.count, 1);
    assert_int_equal(comparison.matters[0].findings[SIDE_A], of_a);
    assert_int_equal(comparison.matters[0].findings[SIDE_B], of_b);
    arena_clear(&arena);
    for (uint32_t side = 0; side < SIDES; side++) {
        ran_free(&r[side]);
        text_clear(&texts[side]);
    }
}

static void what_comes_confirms_one_and_disconfirms_the_other(void **state) {
    (void)state;
    found("p(a).", "prediction m: p(a).", "prediction m: -p(a).", FINDING_CONFIRMED, FINDING_DISCONFIRMED);
    found("-p(a).", "prediction m: p(a).", "prediction m: -p(a).", FINDING_DISCONFIRMED, FINDING_CONFIRMED);
    found("p(a).", "prediction m: p(a).", "prediction m: not p(a).", FINDING_CONFIRMED, FINDING_DISCONFIRMED);
}

static void what_both_expected_is_neutral(void **state) {
    (void)state;
    found("p(a). q(a).", "prediction m: p(a).", "prediction m: q(a).", FINDING_NEUTRAL, FINDING_NEUTRAL);
}

static void a_missing_fact_speaks_for_nobody(void **state) {
    (void)state;
    found("p(b).", "prediction m: p(a).", "prediction m: -p(a).", FINDING_UNDETERMINED, FINDING_UNDETERMINED);
    found("p(a). -p(a).", "prediction m: p(a).", "prediction m: -p(a).", FINDING_UNDETERMINED, FINDING_UNDETERMINED);
}

static void without_its_premise_nothing_is_expected(void **state) {
    (void)state;
    found("p(a). -q(a).", "prediction m: p(a).", "prediction m: p(a) :- q(a).", FINDING_CONFIRMED, FINDING_UNMET);
    found("p(a). q(a).", "prediction m: p(a) :- q(a).", "prediction m: undetermined :- q(b).", FINDING_CONFIRMED,
          FINDING_UNMET);
}

static void what_is_not_definite_is_undetermined(void **state) {
    (void)state;
    found("p(a).", "prediction m: p(a).", "prediction m: undetermined.", FINDING_CONFIRMED, FINDING_UNDETERMINED);
}

static void one_alternative_is_enough_and_all_must_fail(void **state) {
    (void)state;
    found("p(a). -q(a).", "prediction m: p(a) ; q(a).", "prediction m: q(a) ; -p(a).", FINDING_CONFIRMED,
          FINDING_DISCONFIRMED);
    found("p(b). -q(a).", "prediction m: p(a) ; q(a).", "prediction m: q(a).", FINDING_UNDETERMINED,
          FINDING_DISCONFIRMED);
}

static void an_expectation_holds_for_each_binding_of_its_premise(void **state) {
    (void)state;
    const char *facts = "q(a). q(b). p(a). p(b). r(a). -r(b). s(c).";
    found(facts, "prediction m: p(X) :- q(X).", "prediction m: r(X) :- q(X).", FINDING_CONFIRMED, FINDING_MIXED);
    found(facts, "prediction m: s(X) :- q(X).", "prediction m: -r(X) :- q(X), X = b.", FINDING_UNDETERMINED,
          FINDING_CONFIRMED);
}

static void aspects_are_judged_one_by_one(void **state) {
    (void)state;
    found("p(a). q(a).", "prediction m: p(a).", "prediction m(x): p(a). prediction m(y): -q(a).", FINDING_CONFIRMED,
          FINDING_MIXED);
    found("p(a). q(a).", "prediction m: p(a).", "prediction m(x): -p(a). prediction m(y): undetermined.",
          FINDING_CONFIRMED, FINDING_DISCONFIRMED);
    found("p(a). q(a).", "prediction m(x): -p(a).", "prediction m(x): p(a). prediction m(y): q(a).",
          FINDING_DISCONFIRMED, FINDING_CONFIRMED);
}

static void what_one_theory_leaves_out_is_its_own_silence(void **state) {
    (void)state;
    found("p(a).", "prediction m: p(a).", "q(a).", FINDING_CONFIRMED, FINDING_NONE);
}

static void facts_that_separate_are_the_leaves_of_what_differs(void **state) {
    (void)state;
    Ran a = ran("f2: q(a). f1: r(a). f3: s(a). p(X) :- q(X), r(X).\nprediction m(x): p(a). prediction m(y): s(a).\n");
    Ran b = ran("f2: q(a). f1: r(a). f3: s(a). p(X) :- q(X), r(X).\nprediction m(x): -p(a). prediction m(y): s(a).\n");
    Arena arena;
    Comparison comparison = compared(&a, &b, &arena);
    const Matter *matter = &comparison.matters[0];
    assert_int_equal(matter->aspect_count, 2);
    assert_int_equal(matter->aspects[1].facts.count, 1);
    assert_int_equal(matter->separating.count, 2);
    Origin first =
        store_origin(a.world->store, matter->separating.items[0].relation, matter->separating.items[0].row, 0);
    assert_true(str_equal(intern_text(values_symbols(a.program->values), first.label), STR("f1")));
    assert_int_equal(comparison.tally[SIDE_A][FINDING_CONFIRMED], 1);
    assert_int_equal(comparison.tally[SIDE_B][FINDING_MIXED], 1);
    arena_clear(&arena);
    ran_free(&a);
    ran_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_confirms_one_and_disconfirms_the_other),
        cmocka_unit_test(what_both_expected_is_neutral),
        cmocka_unit_test(a_missing_fact_speaks_for_nobody),
        cmocka_unit_test(without_its_premise_nothing_is_expected),
        cmocka_unit_test(what_is_not_definite_is_undetermined),
        cmocka_unit_test(one_alternative_is_enough_and_all_must_fail),
        cmocka_unit_test(an_expectation_holds_for_each_binding_of_its_premise),
        cmocka_unit_test(aspects_are_judged_one_by_one),
        cmocka_unit_test(what_one_theory_leaves_out_is_its_own_silence),
        cmocka_unit_test(facts_that_separate_are_the_leaves_of_what_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
