/* Joins: rules on relations large enough to fill many blocks, and the corners of matching. */
#include "tests/support/build.h"

static void joins_that_fill_many_blocks_lose_nothing(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2), b = relation(world.program, "b", 2), c = relation(world.program, "c", 2);
    for (int64_t i = 0; i < 100; i++) fact(world.program, a, i, 0), fact(world.program, b, 0, i);
    Literal body[] = {atom(world.program, LIT_ATOM, a, var(X), var(Y)),
                      atom(world.program, LIT_ATOM, b, var(Y), var(Z))};
    rule(world.program, c, var(X), var(Z), body, 2, 3);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, c)), 10000);
    finish(&world);
}

static void rows_come_out_as_nested_loops_would_give_them(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2), b = relation(world.program, "b", 2), c = relation(world.program, "c", 2);
    for (int64_t i = 0; i < 60; i++) fact(world.program, a, i, i % 3);
    for (int64_t i = 0; i < 300; i++) fact(world.program, b, i % 3, i);
    Literal body[] = {atom(world.program, LIT_ATOM, a, var(X), var(Y)),
                      atom(world.program, LIT_ATOM, b, var(Y), var(Z))};
    rule(world.program, c, var(X), var(Z), body, 2, 3);
    run(&world, (Budget){0});
    const Table *table = store_table(world.store, c);
    assert_int_equal(table_count(table), 6000);
    for (RowId row = 0; row < 6000; row++) {
        const Value *values = table_row(table, row);
        assert_int_equal(value_small_int(values[0]), row / 100);
        assert_int_equal(value_small_int(values[1]), row / 100 % 3 + row % 100 * 3);
    }
    finish(&world);
}

static void a_variable_written_twice_in_one_atom_is_one_value(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2), loop = relation(world.program, "loop", 2),
          any = relation(world.program, "any", 2);
    for (int64_t i = 0; i < 2000; i++) fact(world.program, a, i, i % 1000);
    Literal body = atom(world.program, LIT_ATOM, a, var(X), var(X));
    rule(world.program, loop, var(X), var(X), &body, 1, 1);
    Term one = term_const(value_int(world.program->values, 1));
    rule(world.program, any, one, one, &body, 1, 1);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, loop)), 1000);
    assert_int_equal(table_count(store_table(world.store, any)), 1);
    finish(&world);
}

static void a_constant_selects_in_the_delta_too(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 40, &edge), from_three = relation(world.program, "from_three", 2);
    Term three = term_const(value_int(world.program->values, 3));
    Literal body[] = {atom(world.program, LIT_ATOM, path, three, var(X))};
    rule(world.program, from_three, var(X), var(X), body, 1, 1);
    Literal back[] = {atom(world.program, LIT_ATOM, from_three, var(X), var(Y))};
    rule(world.program, path, var(X), var(Y), back, 1, 2); /* now all of it is one component */
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, from_three)), 40);
    finish(&world);
}

static void what_follows_from_nothing_follows_once(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2);
    Term one = term_const(value_int(world.program->values, 1));
    rule(world.program, a, one, one, NULL, 0, 0);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, a)), 1);
    finish(&world);
}

static void a_rule_of_two_hundred_literals_runs(void **state) {
    (void)state;
    enum { LENGTH = 200 };
    World world = {.program = program_new()};
    RelId edge = relation(world.program, "edge", 2), far = relation(world.program, "far", 2);
    for (int64_t i = 0; i < 1000; i++) fact(world.program, edge, i, i + 1);
    Literal body[LENGTH];
    for (uint32_t i = 0; i < LENGTH; i++) body[i] = atom(world.program, LIT_ATOM, edge, var(i), var(i + 1));
    rule(world.program, far, var(0), var(LENGTH), body, LENGTH, LENGTH + 1);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, far)), 801);
    finish(&world);
}

static void functions_bind_and_compare_bindings_of_all_blocks(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2), sums = relation(world.program, "sums", 2);
    Arena *arena = &world.program->arena;
    for (int64_t i = 0; i < 5000; i++) fact(world.program, a, i, 5000 - i);
    const Expr *xy[] = {expr_var(arena, X, NO_SPAN), expr_var(arena, Y, NO_SPAN)};
    Literal body[] = {
        atom(world.program, LIT_ATOM, a, var(X), var(Y)),
        {.kind = LIT_COMPARE, .op = OP_LT, .left = xy[0], .right = xy[1], .span = NO_SPAN},
        {.kind = LIT_BIND, .variable = Z, .left = expr_call(arena, FN_ADD, xy, NO_SPAN), .span = NO_SPAN}};
    rule(world.program, sums, var(X), var(Z), body, 3, 3);
    run(&world, (Budget){0});
    const Table *table = store_table(world.store, sums);
    assert_int_equal(table_count(table), 2500);
    for (RowId row = 0; row < 2500; row++) assert_int_equal(value_small_int(table_row(table, row)[1]), 5000);
    finish(&world);
}

static void a_stopped_clock_stops_a_join_that_finds_nothing(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId a = relation(world.program, "a", 2), b = relation(world.program, "b", 2),
          none = relation(world.program, "none", 2);
    Arena *arena = &world.program->arena;
    for (int64_t i = 0; i < 30000; i++) fact(world.program, a, i, i), fact(world.program, b, i, i);
    const Expr *xy[] = {expr_var(arena, X, NO_SPAN), expr_var(arena, Y, NO_SPAN)};
    Literal body[] = {atom(world.program, LIT_ATOM, a, var(X), term_any()),
                      atom(world.program, LIT_ATOM, b, var(Y), term_any()),
                      {.kind = LIT_COMPARE,
                       .op = OP_LT,
                       .left = expr_call(arena, FN_ADD, xy, NO_SPAN),
                       .right = expr_const(arena, value_int(world.program->values, 0), NO_SPAN),
                       .span = NO_SPAN}};
    rule(world.program, none, var(X), var(Y), body, 3, 2);
    run(&world, (Budget){.max_seconds = 0.05});
    assert_int_equal(world.outcome.stop, STOP_TIME);
    assert_int_equal(world.outcome.growing, 0);
    assert_true(world.outcome.seconds < 0.5); /* of some ten seconds */
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_that_fill_many_blocks_lose_nothing),
        cmocka_unit_test(rows_come_out_as_nested_loops_would_give_them),
        cmocka_unit_test(a_variable_written_twice_in_one_atom_is_one_value),
        cmocka_unit_test(a_constant_selects_in_the_delta_too),
        cmocka_unit_test(what_follows_from_nothing_follows_once),
        cmocka_unit_test(a_rule_of_two_hundred_literals_runs),
        cmocka_unit_test(functions_bind_and_compare_bindings_of_all_blocks),
        cmocka_unit_test(a_stopped_clock_stops_a_join_that_finds_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
