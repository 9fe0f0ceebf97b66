/* The engine on programs made with the builder. */
#include "tests/support/build.h"

static void a_circle_reaches_everything_from_everywhere(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 50, &edge);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, path)), 2500);
    finish(&world);
}

static void the_rule_of_each_row_and_an_earlier_round_are_known(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 10, &edge);
    run(&world, (Budget){0});
    const Table *table = store_table(world.store, path);
    for (RowId row = 0; row < table_count(table); row++) {
        assert_int_equal(table_rule_of(table, row), row < 10 ? 0 : 1);
        assert_true(row == 0 || table_round_of(table, row) >= table_round_of(table, row - 1));
        assert_true(table_count_before(table, table_round_of(table, row)) <= row);
    }
    finish(&world);
}

static void negation_looks_at_what_is_complete(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 3, &edge);
    fact(world.program, edge, 7, 0);
    RelId one_way = relation(world.program, "one_way", 2);
    Literal body[] = {atom(world.program, LIT_NOT, path, var(Y), var(X)),
                      atom(world.program, LIT_ATOM, path, var(X), var(Y))};
    rule(world.program, one_way, var(X), var(Y), body, 2, 2);
    run(&world, (Budget){0});
    assert_int_equal(table_count(store_table(world.store, one_way)), 3);
    finish(&world);
}

static void negation_through_itself_leaves_rows_undecided(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId move = relation(world.program, "move", 2), win = relation(world.program, "win", 2);
    Literal body[] = {atom(world.program, LIT_ATOM, move, var(X), var(Y)),
                      atom(world.program, LIT_NOT, win, var(Y), var(X))};
    rule(world.program, win, var(X), var(Y), body, 2, 2);
    for (int64_t i = 0; i < 3; i++) fact(world.program, move, i, (i + 1) % 2);
    run(&world, (Budget){0});
    Value one[] = {value_int(world.program->values, 0), value_int(world.program->values, 1)};
    assert_int_equal(table_count(store_table(world.store, win)), 1); /* 2, 1: nobody moves back */
    assert_true(store_is_undecided(world.store, win, one));
    finish(&world);
}

static void a_row_and_its_contrary_are_both_hidden(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId p = relation(world.program, "p", 2), q = relation(world.program, "q", 2),
          not_p = program_contrary(world.program, p);
    fact(world.program, p, 1, 1);
    fact(world.program, p, 2, 2);
    fact(world.program, not_p, 1, 1);
    Literal body = atom(world.program, LIT_ATOM, p, var(X), var(Y));
    rule(world.program, q, var(X), var(Y), &body, 1, 2);
    run(&world, (Budget){0});
    assert_int_equal(world.conflicts.count, 1);
    assert_int_equal(table_count(store_table(world.store, q)), 1);
    finish(&world);
}

static void an_overflow_is_noted_and_the_rest_goes_on(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId p = relation(world.program, "p", 2), q = relation(world.program, "q", 2);
    fact(world.program, p, 1, INT64_MAX);
    fact(world.program, p, 2, 2);
    Arena *arena = &world.program->arena;
    const Expr *parts[] = {expr_var(arena, Y, NO_SPAN),
                           expr_const(arena, value_int(world.program->values, 1), NO_SPAN)};
    Literal body[] = {
        atom(world.program, LIT_ATOM, p, var(X), var(Y)),
        {.kind = LIT_BIND, .variable = Z, .left = expr_call(arena, FN_ADD, parts, NO_SPAN), .span = NO_SPAN}};
    rule(world.program, q, var(X), var(Z), body, 2, 3);
    run(&world, (Budget){0});
    assert_int_equal(world.outcome.fault_count, 1);
    assert_int_equal(world.outcome.faults.items[0].fault, FAULT_OVERFLOW);
    assert_int_equal(table_count(store_table(world.store, q)), 1);
    finish(&world);
}

static void a_limit_of_rows_stops_the_run_and_names_the_rule(void **state) {
    (void)state;
    World world = {0};
    RelId edge;
    circle(&world, 200, &edge);
    run(&world, (Budget){.max_rows = 5000});
    assert_int_equal(world.outcome.stop, STOP_ROWS);
    assert_int_equal(world.outcome.growing, 1);
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_circle_reaches_everything_from_everywhere),
        cmocka_unit_test(the_rule_of_each_row_and_an_earlier_round_are_known),
        cmocka_unit_test(negation_looks_at_what_is_complete),
        cmocka_unit_test(negation_through_itself_leaves_rows_undecided),
        cmocka_unit_test(a_row_and_its_contrary_are_both_hidden),
        cmocka_unit_test(an_overflow_is_noted_and_the_rest_goes_on),
        cmocka_unit_test(a_limit_of_rows_stops_the_run_and_names_the_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
