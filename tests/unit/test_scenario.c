/* Worlds: changed facts, and what follows from them; and the tests that look into them. */
#include "tests/support/ran.h"

#include "runtime/judge/tests.h"

static const char PROGRAM[] = "f1: p(a). f2: p(b). p(b). q(X) :- p(X).\n"
                              "scenario less { retract f1. }\n"
                              "scenario once { retract f2. }\n"
                              "scenario none { retract p(_). assert f9: p(z). }\n"
                              "scenario odd { retract q(a). }\n"
                              "test \"plain\" { expect q(a). expect answers p(X): (a), (b). }\n"
                              "test \"less\" in less { expect not q(a). expect q(b). }\n"
                              "test \"wrong\" in none { expect q(a). expect q(z). }\n";

static uint32_t rows_in(const Ran *r, const char *scenario) {
    const Agenda *agenda = r->program->agenda;
    for (size_t i = 0; i < agenda->scenarios.count; i++) {
        const Scenario *found = &agenda->scenarios.items[i];
        if (!str_equal(intern_text(values_symbols(r->program->values), found->name), str_of(scenario))) continue;
        World *world = world_new(r->given, found, &(RunOptions){.budget = {0}}, r->diags);
        RelId q = program_find_relation(r->program, intern(values_symbols(r->program->values), STR("q")), 1, false);
        uint32_t count = table_count(store_table(world->store, q));
        world_free(world);
        return count;
    }
    fail_msg("no scenario %s", scenario);
    return 0;
}

static void a_fact_goes_by_its_id(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    assert_int_equal(rows_in(&r, "less"), 1);
    ran_free(&r);
}

static void a_fact_stated_twice_stays_until_both_statements_go(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    assert_int_equal(rows_in(&r, "once"), 2);
    ran_free(&r);
}

static void a_pattern_takes_all_and_what_is_asserted_stays(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    assert_int_equal(rows_in(&r, "none"), 1);
    ran_free(&r);
}

static void what_follows_cannot_be_taken_back(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    assert_int_equal(rows_in(&r, "odd"), 2);
    assert_true(diags_has(r.diags, W0601));
    ran_free(&r);
}

static void tests_look_into_their_world(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    Arena arena;
    arena_init(&arena);
    TestResults results = judge_tests(r.world->store, &r.world->outcome, &(RunOptions){.budget = {0}}, r.diags, &arena);
    assert_int_equal(results.count, 3);
    assert_int_equal(results.passed, 2);
    assert_int_equal(results.items[2].failure_count, 1);
    assert_true(str_equal(results.items[2].failures[0].expected, STR("q(a)")));
    arena_clear(&arena);
    ran_free(&r);
}

/* Statements, not rows, are distrusted: one that cites another source too, or none, stays. */
static void distrust_drops_what_rests_on_the_source_alone(void **state) {
    (void)state;
    Ran r = ran("source a \"A\". source b \"B\". source c \"C\".\n"
                "p(x) cite a. p(y) cite a cite b. p(z). p(w) cite a. p(w) cite b. q(X) :- p(X).\n"
                "scenario one { distrust a. } scenario both { distrust a. distrust b. }\n"
                "scenario idle { distrust c. }");
    assert_int_equal(rows_in(&r, "one"), 3);
    assert_int_equal(rows_in(&r, "both"), 1);
    assert_false(diags_has(r.diags, W0601));
    assert_int_equal(rows_in(&r, "idle"), 4);
    assert_true(diags_has(r.diags, W0601));
    ran_free(&r);
}

static void a_preference_of_a_scenario_has_a_condition_that_holds_there_alone(void **state) {
    (void)state;
    Ran r = ran("q(a). r1: presumably p(X) :- q(X). r2: presumably -p(X) :- q(X).\n"
                "scenario s { prefer r1 over r2. assert presumably q(b). }");
    const Scenario *scenario = &r.program->agenda->scenarios.items[0];
    const Change *change = &scenario->changes[0];
    assert_int_equal(r.program->preferences.count, 1);
    assert_int_equal(change->kind, CHANGE_PREFER);
    assert_int_equal(r.program->preferences.items[0].condition, change->world);
    assert_true(scenario->changes[1].is_reported);
    assert_int_equal(table_count(store_table(r.world->store, change->world)), 0);
    World *world = world_new(r.given, scenario, &(RunOptions){.budget = {0}}, r.diags);
    assert_int_equal(table_count(store_table(world->store, change->world)), 1);
    world_free(world);
    ran_free(&r);
}

/* As the argument layer will have it: what is given of p lives beside p, and so does what is reported. */
static void what_is_kept_beside_a_relation_is_taken_back_with_it(void **state) {
    (void)state;
    Ran r = ran("f1: p(a). p(b). f2: s(a). s(c). t(d). q(X) :- s(X). q(X) :- t(X).\n"
                "scenario less { retract p(_). } scenario one { retract f2. } scenario more { assert p(e). }");
    RelId p = program_find_relation(r.program, intern(values_symbols(r.program->values), STR("p")), 1, false);
    RelId s = program_find_relation(r.program, intern(values_symbols(r.program->values), STR("s")), 1, false);
    RelId t = program_find_relation(r.program, intern(values_symbols(r.program->values), STR("t")), 1, false);
    r.program->relations.items[p].strict = s;
    r.program->relations.items[t].helper = HELPER_APPLIES;
    r.program->relations.items[t].of = p;
    assert_int_equal(rows_in(&r, "less"), 0);
    assert_int_equal(rows_in(&r, "one"), 2);
    assert_int_equal(rows_in(&r, "more"), 4);
    ran_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_goes_by_its_id),
        cmocka_unit_test(a_fact_stated_twice_stays_until_both_statements_go),
        cmocka_unit_test(a_pattern_takes_all_and_what_is_asserted_stays),
        cmocka_unit_test(what_follows_cannot_be_taken_back),
        cmocka_unit_test(distrust_drops_what_rests_on_the_source_alone),
        cmocka_unit_test(a_preference_of_a_scenario_has_a_condition_that_holds_there_alone),
        cmocka_unit_test(what_is_kept_beside_a_relation_is_taken_back_with_it),
        cmocka_unit_test(tests_look_into_their_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
