/* Aggregates over groups, and look-ups of groups that are empty. */
#include "tests/support/build.h"

typedef struct {
    World world;
    RelId pair, rows, result, asked;
} Scene;

static RelId helper(Program *program, uint32_t arity, Helper kind) {
    Column *columns = arena_array(&program->arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, false};
    return program_add_relation(
        program,
        (Relation){
            .name = NO_SYMBOL, .arity = arity, .columns = columns, .contrary = NO_ID, .helper = kind, .span = NO_SPAN});
}

/* result(G, R) over pair(G, V); asked(G, R) for each ask(G, _) looks it up, -1 where there is none. */
static void open_scene(Scene *s, Aggregate aggregate) {
    Program *program = s->world.program = program_new();
    s->world.store = NULL;
    s->world.conflicts = (Conflicts){0};
    s->world.outcome = (Outcome){0};
    s->pair = relation(program, "pair", 2);
    s->asked = relation(program, "asked", 2);
    s->rows = helper(program, 2, HELPER_GROUPED);
    s->result = helper(program, 2, HELPER_AGGREGATE);
    RelId ask = relation(program, "ask", 2);
    for (int64_t i = 0; i < 5; i++) fact(program, ask, i, i);
    Literal from_pair = atom(program, LIT_ATOM, s->pair, var(X), var(Y)),
            from_rows = atom(program, LIT_ATOM, s->rows, var(X), var(Y));
    rule(program, s->rows, var(X), var(Y), &from_pair, 1, 2);
    rule(program, s->result, var(X), var(Y), &from_rows, 1, 2);
    Rule *fold = &vec_last(&program->rules);
    fold->is_fold = true;
    fold->aggregate = aggregate;
    fold->group_count = 1;
    Literal body[] = {atom(program, LIT_LOOKUP, s->result, var(X), var(Y)),
                      atom(program, LIT_ATOM, ask, var(X), term_any())};
    body[0].otherwise = value_int(program->values, -1);
    rule(program, s->asked, var(X), var(Y), body, 2, 2);
}

static void pair(Scene *s, int64_t group, Value v) {
    Program *program = s->world.program;
    Value row[] = {value_int(program->values, group), v};
    program_add_fact(program, (Fact){.relation = s->pair,
                                     .values = arena_copy(&program->arena, row, sizeof row),
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN});
}
static void pair_int(Scene *s, int64_t group, int64_t n) { pair(s, group, value_int(s->world.program->values, n)); }
static void pair_float(Scene *s, int64_t group, double x) { pair(s, group, value_float(s->world.program->values, x)); }

static bool has(const Scene *s, RelId r, int64_t group, Value v) {
    Value row[] = {value_int(s->world.program->values, group), v};
    return table_find(store_table(s->world.store, r), row) != NO_ROW;
}
static bool has_int(const Scene *s, RelId r, int64_t group, int64_t n) {
    return has(s, r, group, value_int(s->world.program->values, n));
}
static bool has_float(const Scene *s, RelId r, int64_t group, double x) {
    return has(s, r, group, value_float(s->world.program->values, x));
}

static void numbers_are_added_by_group(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_SUM);
    for (int64_t i = 0; i < 3000; i++) pair_int(&s, i % 3, i);
    run(&s.world, (Budget){0});
    assert_int_equal(table_count(store_table(s.world.store, s.result)), 3);
    for (int64_t g = 0; g < 3; g++) assert_true(has_int(&s, s.result, g, 1000 * g + 3 * 999 * 500));
    finish(&s.world);
}

static void an_empty_group_has_no_row_and_the_look_up_its_otherwise(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_COUNT);
    pair_int(&s, 1, 5);
    pair_int(&s, 1, 6);
    run(&s.world, (Budget){0});
    assert_int_equal(table_count(store_table(s.world.store, s.result)), 1);
    assert_true(has_int(&s, s.asked, 1, 2));
    assert_true(has_int(&s, s.asked, 4, -1));
    assert_int_equal(table_count(store_table(s.world.store, s.asked)), 5);
    finish(&s.world);
}

static void an_overflow_leaves_its_group_without_a_result_even_for_a_look_up(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_SUM);
    pair_int(&s, 1, INT64_MAX);
    pair_int(&s, 1, 1);
    pair_int(&s, 2, INT64_MAX); /* overflows on the way only */
    pair_int(&s, 2, 1);
    pair_int(&s, 2, -2);
    run(&s.world, (Budget){0});
    assert_int_equal(s.world.outcome.fault_count, 1);
    assert_int_equal(s.world.outcome.faults.items[0].fault, FAULT_OVERFLOW);
    assert_true(has_int(&s, s.result, 2, INT64_MAX - 1));
    assert_int_equal(table_count(store_table(s.world.store, s.result)), 1);
    assert_int_equal(table_count(store_table(s.world.store, s.asked)), 4);
    assert_false(has_int(&s, s.asked, 1, -1));
    finish(&s.world);
}

static void a_sum_of_floats_does_not_depend_on_their_order(void **state) {
    (void)state;
    const double numbers[] = {1e16, 1.0, -1e16, 0.1, 3.5, 1e-3};
    for (int turn = 0; turn < 2; turn++) {
        Scene s;
        open_scene(&s, AGG_SUM);
        for (int i = 0; i < 6; i++) pair_float(&s, 1, numbers[turn ? 5 - i : i]);
        run(&s.world, (Budget){0});
        const Value *row = table_row(store_table(s.world.store, s.result), 0);
        assert_true(value_to_float(s.world.program->values, row[1]) == 4.601); /* plain adding loses the 0.1 */
        finish(&s.world);
    }
}

static void an_integer_among_floats_makes_a_float(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_SUM);
    pair_int(&s, 1, 2);
    pair_float(&s, 1, 0.5);
    run(&s.world, (Budget){0});
    assert_true(has_float(&s, s.result, 1, 2.5));
    finish(&s.world);
}

static void averages_are_floats(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_AVG);
    pair_int(&s, 1, 2);
    pair_int(&s, 1, 3);
    run(&s.world, (Budget){0});
    assert_true(has_float(&s, s.result, 1, 2.5));
    finish(&s.world);
}

static void the_least_and_the_largest_follow_the_order_of_values(void **state) {
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        Scene s;
        open_scene(&s, turn ? AGG_MAX : AGG_MIN);
        Value a = value_symbol(s.world.program->values, STR("zebra")),
              b = value_symbol(s.world.program->values, STR("ant"));
        pair(&s, 1, a);
        pair(&s, 1, b);
        pair_int(&s, 2, -7);
        pair_float(&s, 2, -6.5);
        run(&s.world, (Budget){0});
        assert_true(has(&s, s.result, 1, turn ? a : b));
        assert_true(turn ? has_float(&s, s.result, 2, -6.5) : has_int(&s, s.result, 2, -7));
        finish(&s.world);
    }
}

static void text_cannot_be_added(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, AGG_SUM);
    pair(&s, 1, value_symbol(s.world.program->values, STR("a")));
    pair(&s, 2, VALUE_NONE);
    run(&s.world, (Budget){0});
    assert_int_equal(s.world.outcome.fault_count, 2);
    assert_int_equal(s.world.outcome.faults.items[0].fault, FAULT_KIND);
    assert_int_equal(s.world.outcome.faults.items[1].fault, FAULT_NO_VALUE);
    finish(&s.world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_added_by_group),
        cmocka_unit_test(an_empty_group_has_no_row_and_the_look_up_its_otherwise),
        cmocka_unit_test(an_overflow_leaves_its_group_without_a_result_even_for_a_look_up),
        cmocka_unit_test(a_sum_of_floats_does_not_depend_on_their_order),
        cmocka_unit_test(an_integer_among_floats_makes_a_float),
        cmocka_unit_test(averages_are_floats),
        cmocka_unit_test(the_least_and_the_largest_follow_the_order_of_values),
        cmocka_unit_test(text_cannot_be_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
