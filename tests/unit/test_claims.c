/* The status of claims, and what they rest on. */
#include "tests/support/ran.h"

static Verdict verdict_of(const Ran *r, uint32_t i) {
    return judge_claim(r->world->store, &r->program->agenda->claims.items[i]);
}

static void status_is(const char *text, Status expected) {
    Ran r = ran(text);
    Verdict verdict = verdict_of(&r, 0);
    assert_int_equal(verdict.status, expected);
    verdict_clear(&verdict);
    ran_free(&r);
}

static void what_follows_is_established(void **state) {
    (void)state;
    status_is("p(a). q(X) :- p(X).\nclaim c \"\": q(a), p(a).\n", STATUS_ESTABLISHED);
    status_is("p(a). p(b).\nclaim c \"\": p(X), X \\= a.\n", STATUS_ESTABLISHED);
    status_is("p(a).\nclaim c \"\": p(a), not p(b).\n", STATUS_ESTABLISHED);
}

static void a_contrary_refutes(void **state) {
    (void)state;
    status_is("p(b). -p(a).\nclaim c \"\": p(a).\n", STATUS_REFUTED);
    status_is("p(a). q(a). -q(b).\nclaim c \"\": p(a), q(b).\n", STATUS_REFUTED);
    status_is("p(a).\nclaim c \"\": not p(a).\n", STATUS_REFUTED);
}

static void a_contradiction_is_inconsistent_and_supports_nothing(void **state) {
    (void)state;
    status_is("p(a). -p(a).\nclaim c \"\": p(a).\n", STATUS_INCONSISTENT);
    status_is("p(a). -p(a). q(X) :- p(X).\nclaim c \"\": q(a).\n", STATUS_UNSUPPORTED);
}

static void without_premises_there_is_no_support(void **state) {
    (void)state;
    status_is("p(b).\nclaim c \"\": p(a).\n", STATUS_UNSUPPORTED);
}

static void a_verdict_names_its_leaves_and_sources_once(void **state) {
    (void)state;
    Ran r = ran("source s \"S\". source t \"T\".\nf2: p(b) cite t. f1: p(a) cite s. p(c) cite s.\n"
                "q :- p(a), p(b), p(c), p(a).\nclaim c \"\": q, p(a).\n");
    Verdict verdict = verdict_of(&r, 0);
    Arena arena;
    arena_init(&arena);
    verdict_explain(&verdict, r.world->store, &r.program->agenda->claims.items[0], r.sources, &arena);
    assert_int_equal(verdict.fact_count, 3);
    assert_int_equal(verdict.rests_on_count, 3);
    assert_true(str_equal(verdict.rests_on[0], STR("f1")));
    assert_true(str_equal(verdict.rests_on[1], STR("f2")));
    assert_true(str_equal(verdict.rests_on[2], STR("test.hence:2")));
    assert_int_equal(verdict.source_count, 2);
    verdict_clear(&verdict);
    arena_clear(&arena);
    ran_free(&r);
}

static void a_claim_is_as_strong_as_its_weakest_step(void **state) {
    (void)state;
    Ran r = ran("p(a).\nrule r1 \"\" likely: q(X) :- p(X).\nrule r2 \"\" possible: s(X) :- q(X).\n"
                "claim c \"\": q(a).\nclaim d \"\": s(a).\nclaim e \"\" likely: s(a).\n");
    static const Strength EXPECTED[] = {STRENGTH_LIKELY, STRENGTH_POSSIBLE, STRENGTH_LIKELY};
    for (uint32_t i = 0; i < 3; i++) {
        Arena arena;
        arena_init(&arena);
        Verdict verdict = verdict_of(&r, i);
        verdict_explain(&verdict, r.world->store, &r.program->agenda->claims.items[i], r.sources, &arena);
        assert_int_equal(verdict.strength, EXPECTED[i]);
        verdict_clear(&verdict);
        arena_clear(&arena);
    }
    ran_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_follows_is_established),
        cmocka_unit_test(a_contrary_refutes),
        cmocka_unit_test(a_contradiction_is_inconsistent_and_supports_nothing),
        cmocka_unit_test(without_premises_there_is_no_support),
        cmocka_unit_test(a_verdict_names_its_leaves_and_sources_once),
        cmocka_unit_test(a_claim_is_as_strong_as_its_weakest_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
