/* Two worlds side by side: which claims came out otherwise, and why. */
#include "tests/support/ran.h"

#include "runtime/judge/diff.h"

typedef struct {
    Ran ran;
    World *other;
    Verdict *before, *after;
    size_t claim_count;
    Arena arena;
    Differences differences;
} Pair;

static Verdict *judged(const Ran *r, const World *world, Arena *arena) {
    const Agenda *agenda = r->program->agenda;
    Verdict *verdicts = arena_array(arena, Verdict, agenda->claims.count);
    for (size_t i = 0; i < agenda->claims.count; i++) {
        verdicts[i] = judge_claim(world->store, &agenda->claims.items[i]);
        verdict_explain(&verdicts[i], world->store, &agenda->claims.items[i], r->sources, arena);
    }
    return verdicts;
}

/* The program, and the world of its one scenario. */
static Pair pair(const char *text) {
    Pair p = {.ran = ran(text)};
    arena_init(&p.arena);
    Changes changes = {.scenario = &p.ran.program->agenda->scenarios.items[0]};
    p.other = world_new(p.ran.given, &changes, &(RunOptions){.budget = {0}}, p.ran.diags);
    p.claim_count = p.ran.program->agenda->claims.count;
    p.before = judged(&p.ran, p.ran.world, &p.arena);
    p.after = judged(&p.ran, p.other, &p.arena);
    diff_verdicts(p.ran.world->store, p.before, p.other->store, p.after, p.ran.sources, &p.arena, &p.differences);
    return p;
}

static void pair_free(Pair *p) {
    for (size_t i = 0; i < p->claim_count; i++) {
        verdict_clear(&p->before[i]);
        verdict_clear(&p->after[i]);
    }
    vec_free(&p->differences);
    world_free(p->other);
    arena_clear(&p->arena);
    ran_free(&p->ran);
}

static void are(Strs strs, const char *expected) {
    Text text;
    text_init(&text);
    for (uint32_t i = 0; i < strs.count; i++) {
        if (i) text_add_char(&text, ' ');
        text_add(&text, strs.items[i]);
    }
    text_is(&text, expected);
}

static void a_claim_that_stays_is_not_listed(void **state) {
    (void)state;
    Pair p = pair("f1: p(a). f2: p(b). claim c: p(a). claim d: p(b). scenario s { retract f2. }");
    assert_int_equal(p.differences.count, 1);
    assert_int_equal(p.differences.items[0].claim, 1);
    pair_free(&p);
}

static void what_it_rested_on_and_is_gone_is_named(void **state) {
    (void)state;
    Pair p = pair("f1: p(a). p(b). q :- p(a), p(b), p(c). f3: p(c). claim c: q. scenario s { retract p(_). }");
    are(p.differences.items[0].without, "f1 f3 p(b)");
    are(p.differences.items[0].with, "");
    pair_free(&p);
}

static void a_fact_with_another_statement_is_not_gone(void **state) {
    (void)state;
    Pair p = pair("f1: p(a). f2: p(a). q :- p(a). claim c: q. scenario s { retract f1. }");
    assert_int_equal(p.differences.count, 0);
    assert_int_equal(p.other->edits.count, 0);
    pair_free(&p);
}

static void what_it_rests_on_and_is_new_is_named(void **state) {
    (void)state;
    Pair p = pair("r(z). q :- p(a), r(a). f1: p(a). claim c: q. scenario s { assert f9: r(a). }");
    are(p.differences.items[0].with, "f9");
    are(p.differences.items[0].without, "");
    pair_free(&p);
}

static void what_stands_in_the_way_now_is_named_with_its_fact(void **state) {
    (void)state;
    Pair p = pair("ill(z). f1: bird(a). odd(X) :- ill(X). flies(X) :- bird(X), not odd(X).\n"
                  "claim c: flies(a). scenario s { assert f9: ill(a). }");
    are(p.differences.items[0].now, "odd(a)");
    are(p.differences.items[0].with, "f9");
    are(p.differences.items[0].without, "");
    pair_free(&p);
}

static void what_no_longer_stands_in_the_way_too(void **state) {
    (void)state;
    Pair p = pair("f1: bird(a). f2: ill(a). odd(X) :- ill(X). flies(X) :- bird(X), not odd(X).\n"
                  "claim c: flies(a). scenario s { retract f2. }");
    are(p.differences.items[0].no_longer, "odd(a)");
    are(p.differences.items[0].without, "f2");
    pair_free(&p);
}

static void a_new_contradiction_is_named(void **state) {
    (void)state;
    Pair p = pair("f1: p(a). q(X) :- p(X). claim c: q(a). scenario s { assert -p(a). }");
    are(p.differences.items[0].contradicted, "p(a)");
    Conflicts come = {0}, gone = {0};
    diff_conflicts(p.other->store, &p.other->conflicts, p.ran.world->store, &p.ran.world->conflicts, &come);
    diff_conflicts(p.ran.world->store, &p.ran.world->conflicts, p.other->store, &p.other->conflicts, &gone);
    assert_int_equal(come.count, 1);
    assert_int_equal(gone.count, 0);
    vec_free(&come);
    vec_free(&gone);
    pair_free(&p);
}

static void an_aggregate_with_another_value_is_told(void **state) {
    (void)state;
    Pair p = pair("p(a). one :- 1 = count(X : p(X)). claim c: one. scenario s { assert f9: p(b). }");
    assert_true(p.differences.items[0].has_other_value);
    pair_free(&p);
}

static void another_strength_is_a_difference(void **state) {
    (void)state;
    Pair p = pair("f1: p(a). b(z). rule r1: q :- p(a). rule r2 \"\" possible: q :- b(a).\n"
                  "claim c: q. scenario s { retract f1. assert f9: b(a). }");
    assert_int_equal(p.differences.count, 1);
    assert_int_equal(p.after[0].strength, STRENGTH_POSSIBLE);
    pair_free(&p);
}

static void a_priority_is_named_where_no_fact_changed(void **state) {
    (void)state;
    Pair p = pair("q(a). r1: presumably p(X) :- q(X). r2: presumably -p(X) :- q(X). claim c: p(a).\n"
                  "scenario s { prefer r1 over r2. }");
    are(p.differences.items[0].with, "prefer r1 over r2");
    pair_free(&p);
}

static void what_is_undecided_is_followed_to_the_facts(void **state) {
    (void)state;
    Pair p =
        pair("relation b(x: symbol). relation f(x: symbol). open relation o(x: symbol from b). relation s(x: symbol).\n"
             "b(a). f1: f(a). f2: f(b). s(X) :- o(X), f(X). claim c: s(a). scenario s { retract f(_). }");
    assert_int_equal(p.before[0].status, STATUS_UNDECIDED);
    are(p.differences.items[0].without, "f1");
    are(p.differences.items[0].with, "");
    pair_free(&p);
}

static void a_new_argument_against_it_is_named_by_its_place(void **state) {
    (void)state;
    Pair p = pair("relation q(x: symbol). relation p(x: symbol). r1: presumably p(X) :- q(X). against p(X) :- q(X).\n"
                  "claim c: p(a). scenario s { assert f9: q(a). }");
    assert_int_equal(p.after[0].reason, REASON_CONTESTED);
    are(p.differences.items[0].with, "f9");
    assert_int_equal(p.differences.items[0].now.count, 1);
    assert_memory_equal(p.differences.items[0].now.items[0].text, "the objection at ", 17);
    pair_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_that_stays_is_not_listed),
        cmocka_unit_test(what_it_rested_on_and_is_gone_is_named),
        cmocka_unit_test(a_fact_with_another_statement_is_not_gone),
        cmocka_unit_test(what_it_rests_on_and_is_new_is_named),
        cmocka_unit_test(what_stands_in_the_way_now_is_named_with_its_fact),
        cmocka_unit_test(what_no_longer_stands_in_the_way_too),
        cmocka_unit_test(a_new_contradiction_is_named),
        cmocka_unit_test(an_aggregate_with_another_value_is_told),
        cmocka_unit_test(another_strength_is_a_difference),
        cmocka_unit_test(a_priority_is_named_where_no_fact_changed),
        cmocka_unit_test(what_is_undecided_is_followed_to_the_facts),
        cmocka_unit_test(a_new_argument_against_it_is_named_by_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
