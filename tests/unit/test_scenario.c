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
        World *world = world_new(r->given, &(Changes){.scenario = found}, &(RunOptions){.budget = {0}}, r->diags);
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

static const char CITED[] = "source a \"A\". source b \"B\". type year = int 1990..2100. parameter year: year = 2015.\n"
                            "f1: p(x) cite a. f2: p(y) cite a cite b. f3: p(z) cite a. f4: p(z) cite b. p(w).\n"
                            "scenario s { assert f9: p(v) cite a. }\n";

static Symbol symbol(const Ran *r, const char *word) {
    return intern(values_symbols(r->program->values), str_of(word));
}

static bool holds(const Ran *r, const World *world, const char *relation, Value value) {
    RelId id = program_find_relation(r->program, symbol(r, relation), 1, false);
    return table_find(store_table(world->store, id), &value) != NO_ROW;
}

static void what_only_distrusted_sources_state_is_dropped(void **state) {
    (void)state;
    Ran r = ran(CITED);
    Symbol key = symbol(&r, "a");
    Changes changes = {.scenario = &r.program->agenda->scenarios.items[0], .distrusted = &key, .distrusted_count = 1};
    World *world = world_new(r.given, &changes, &(RunOptions){.budget = {0}}, r.diags);
    assert_false(holds(&r, world, "p", symbol(&r, "x")));
    assert_true(holds(&r, world, "p", symbol(&r, "y")));
    assert_true(holds(&r, world, "p", symbol(&r, "z")));
    assert_true(holds(&r, world, "p", symbol(&r, "w")));
    assert_false(holds(&r, world, "p", symbol(&r, "v")));
    assert_int_equal(world->edits.count, 1);
    assert_int_equal(world->edits.items[0].kind, EDIT_DROPPED);
    world_free(world);
    ran_free(&r);
}

static void a_parameter_has_the_value_it_is_set_to_and_no_other(void **state) {
    (void)state;
    Ran r = ran(CITED);
    Value old = value_int(r.program->values, 2015), new = value_int(r.program->values, 2009);
    RelId year = program_find_relation(r.program, symbol(&r, "year"), 1, false);
    GivenRow rows[] = {{year, &new, {NO_SYMBOL, {NULL, 0}, NO_SPAN}}};
    Changes changes = {.parameters = rows, .parameter_count = 1};
    World *world = world_new(r.given, &changes, &(RunOptions){.budget = {0}}, r.diags);
    assert_true(holds(&r, world, "year", new));
    assert_false(holds(&r, world, "year", old));
    world_free(world);
    ran_free(&r);
}

static void further_rows_are_given(void **state) {
    (void)state;
    Ran r = ran(CITED);
    RelId p = program_find_relation(r.program, symbol(&r, "p"), 1, false);
    Value old = symbol(&r, "x"), new = symbol(&r, "new");
    GivenRow rows[] = {{p, &old, {NO_SYMBOL, {NULL, 0}, NO_SPAN}}, {p, &new, {NO_SYMBOL, {NULL, 0}, NO_SPAN}}};
    Changes changes = {.more = rows, .more_count = 2};
    World *world = world_new(r.given, &changes, &(RunOptions){.budget = {0}}, r.diags);
    assert_true(holds(&r, world, "p", new));
    assert_int_equal(world->edits.count, 1);
    assert_int_equal(world->edits.items[0].kind, EDIT_ADDED);
    world_free(world);
    ran_free(&r);
}

/* A relation that is argued about: its facts stand in two others. */
static void a_pattern_reaches_given_and_reported_facts(void **state) {
    (void)state;
    Ran r = ran("relation p(x: symbol). relation strict(x: symbol). relation applies(x: symbol).\n"
                "strict(a). strict(b). applies(a). scenario s { retract p(a). assert p(c). }\n");
    RelId p = program_find_relation(r.program, symbol(&r, "p"), 1, false);
    RelId strict = program_find_relation(r.program, symbol(&r, "strict"), 1, false);
    RelId applies = program_find_relation(r.program, symbol(&r, "applies"), 1, false);
    r.program->relations.items[p].strict = strict;
    r.program->relations.items[strict].of = r.program->relations.items[applies].of = p;
    r.program->relations.items[strict].helper = HELPER_STRICT;
    r.program->relations.items[applies].helper = HELPER_APPLIES;
    Changes changes = {.scenario = &r.program->agenda->scenarios.items[0]};
    World *world = world_new(r.given, &changes, &(RunOptions){.budget = {0}}, r.diags);
    assert_int_equal(diags_warning_count(r.diags), 0);
    assert_false(holds(&r, world, "strict", symbol(&r, "a")));
    assert_true(holds(&r, world, "strict", symbol(&r, "b")));
    assert_true(holds(&r, world, "strict", symbol(&r, "c")));
    assert_false(holds(&r, world, "applies", symbol(&r, "a")));
    assert_int_equal(world->edits.count, 3);
    world_free(world);
    ran_free(&r);
}

static void tests_look_into_their_world(void **state) {
    (void)state;
    Ran r = ran(PROGRAM);
    Arena arena;
    arena_init(&arena);
    TestResults results = judge_tests(r.world, NULL, NULL, &(RunOptions){.budget = {0}}, r.diags, &arena);
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
    World *world = world_new(r.given, &(Changes){.scenario = scenario}, &(RunOptions){.budget = {0}}, r.diags);
    assert_int_equal(table_count(store_table(world->store, change->world)), 1);
    world_free(world);
    ran_free(&r);
}

/* ---- suspended facts ---- */

static GivenFate all_suspended(void *context, RelId relation, RowId row) {
    (void)row;
    return relation == *(const RelId *)context ? GIVEN_SUSPENDED : GIVEN_KEPT;
}

static bool is_undecided(const Ran *r, const World *world, const char *relation, Value value) {
    RelId id = program_find_relation(r->program, symbol(r, relation), 1, false);
    return store_is_undecided(world->store, id, &value);
}

static void what_is_suspended_is_undecided_and_so_is_what_hangs_on_it(void **state) {
    (void)state;
    Ran r = ran("p(a). p(b). s(c). p(X) :- s(X). q(X) :- p(X). n(X) :- s(X), not p(b). m(X) :- p(X), not p(b). s(a).");
    RelId p = program_find_relation(r.program, symbol(&r, "p"), 1, false);
    World *world = world_new(r.given, &(Changes){.fate = all_suspended, .fate_context = &p},
                             &(RunOptions){.budget = {0}}, r.diags);
    Value a = symbol(&r, "a"), b = symbol(&r, "b"), c = symbol(&r, "c");
    assert_true(holds(&r, world, "q", a)); /* it follows all the same */
    assert_true(holds(&r, world, "q", c));
    assert_false(holds(&r, world, "q", b));
    assert_true(is_undecided(&r, world, "p", b));
    assert_true(is_undecided(&r, world, "q", b));
    assert_true(is_undecided(&r, world, "n", c));
    assert_true(is_undecided(&r, world, "m", a));
    assert_int_equal(world->edits.count, 0);
    world_free(world);
    ran_free(&r);
}

static void further_rows_can_be_suspended(void **state) {
    (void)state;
    Ran r = ran("p(a). q(X) :- p(X).");
    RelId p = program_find_relation(r.program, symbol(&r, "p"), 1, false);
    Value values[] = {symbol(&r, "a"), symbol(&r, "z")};
    GivenRow rows[] = {{p, &values[0], {NO_SYMBOL, {NULL, 0}, NO_SPAN}},
                       {p, &values[1], {NO_SYMBOL, {NULL, 0}, NO_SPAN}}};
    World *world =
        world_new(r.given, &(Changes){.suspended = rows, .suspended_count = 2}, &(RunOptions){.budget = {0}}, r.diags);
    assert_true(holds(&r, world, "q", values[0])); /* it is given */
    assert_true(is_undecided(&r, world, "q", values[1]));
    world_free(world);
    ran_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fact_goes_by_its_id),
        cmocka_unit_test(a_fact_stated_twice_stays_until_both_statements_go),
        cmocka_unit_test(a_pattern_takes_all_and_what_is_asserted_stays),
        cmocka_unit_test(what_follows_cannot_be_taken_back),
        cmocka_unit_test(what_only_distrusted_sources_state_is_dropped),
        cmocka_unit_test(a_parameter_has_the_value_it_is_set_to_and_no_other),
        cmocka_unit_test(further_rows_are_given),
        cmocka_unit_test(a_pattern_reaches_given_and_reported_facts),
        cmocka_unit_test(distrust_drops_what_rests_on_the_source_alone),
        cmocka_unit_test(a_preference_of_a_scenario_has_a_condition_that_holds_there_alone),
        cmocka_unit_test(what_is_suspended_is_undecided_and_so_is_what_hangs_on_it),
        cmocka_unit_test(further_rows_can_be_suspended),
        cmocka_unit_test(tests_look_into_their_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
