/* Aggregates without a table of what they run over. */
#include "runtime/eval/stream.h"

#include "runtime/why/verify.h"
#include "tests/support/build.h"

/* total(G, N) is an aggregate of value(G, K), or of what a body makes of it. */
typedef struct {
    World world;
    RelId value, rows, total;
    RuleId fold;
} Scene;

static RelId helper(Program *program, Helper kind) {
    RelId id = relation(program, "helper", 2);
    program->relations.items[id].helper = kind;
    program->relations.items[id].name = NO_SYMBOL;
    return id;
}

static void open_scene(Scene *s, Aggregate aggregate, const Literal *body, uint32_t count, uint32_t variables) {
    Program *program = s->world.program;
    s->rows = helper(program, HELPER_GROUPED);
    s->total = helper(program, HELPER_AGGREGATE);
    rule(program, s->rows, var(X), var(Y), body, count, variables);
    Literal rows = atom(program, LIT_ATOM, s->rows, var(X), var(Y));
    rule(program, s->total, var(X), var(Y), &rows, 1, 2);
    Rule *fold = &vec_last(&program->rules);
    fold->is_fold = true;
    fold->aggregate = aggregate;
    fold->group_count = 1;
}

static void begin(Scene *s) {
    *s = (Scene){.world.program = program_new()};
    s->value = relation(s->world.program, "value", 2);
}

static Literal values(const Scene *s, Term a, Term b) { return atom(s->world.program, LIT_ATOM, s->value, a, b); }

static uint32_t stored(const Scene *s) { return table_count(store_table(s->world.store, s->rows)); }
static bool is_streamed(const Scene *s) { return s->world.store->streamed.items[s->rows] != NULL; }

static bool has(const Scene *s, int64_t group, int64_t n) {
    Values *all = s->world.program->values;
    Value row[] = {value_int(all, group), value_int(all, n)};
    return table_find(store_table(s->world.store, s->total), row) != NO_ROW;
}

static void rows_that_are_only_counted_are_not_stored(void **state) {
    (void)state;
    Scene s;
    begin(&s);
    for (int64_t i = 0; i < 5000; i++) fact(s.world.program, s.value, i % 7, i);
    Literal body = values(&s, var(X), var(Y));
    open_scene(&s, AGG_COUNT, &body, 1, 2);
    run(&s.world, (Budget){0});
    assert_true(is_streamed(&s));
    assert_int_equal(stored(&s), 0);
    assert_true(has(&s, 0, 715));
    assert_true(has(&s, 6, 714));
    assert_int_equal(s.world.outcome.rows_derived, 5007); /* they count nevertheless */
    finish(&s.world);
}

static void a_proof_finds_the_rows_it_ran_over(void **state) {
    (void)state;
    Scene s;
    begin(&s);
    for (int64_t i = 0; i < 30; i++) fact(s.world.program, s.value, i % 3, i);
    Literal body = values(&s, var(X), var(Y));
    open_scene(&s, AGG_SUM, &body, 1, 2);
    run(&s.world, (Budget){0});
    assert_true(is_streamed(&s));
    Proof *proof = prove(s.world.store, s.total, 0);
    assert_int_equal(proof->steps.items[0].row_count, 10);
    assert_true(proof_verify(proof, NULL));
    assert_int_equal(stored(&s), 30);
    assert_true(table_round_of(store_table(s.world.store, s.rows), 0) <
                table_round_of(store_table(s.world.store, s.total), 0));
    proof_free(proof);
    finish(&s.world);
}

/* p(X, Z) of value(X, Y), value(Y, Z): several Y may give the same row. */
static void rows_that_come_twice_are_stored_where_that_matters(void **state) {
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        Scene s;
        begin(&s);
        fact(s.world.program, s.value, 1, 2);
        fact(s.world.program, s.value, 1, 3);
        fact(s.world.program, s.value, 2, 9);
        fact(s.world.program, s.value, 3, 9);
        Literal body[] = {values(&s, var(X), var(Z)), values(&s, var(Z), var(Y))};
        open_scene(&s, turn ? AGG_MAX : AGG_COUNT, body, 2, 3);
        run(&s.world, (Budget){0});
        assert_int_equal(is_streamed(&s), turn);
        assert_true(has(&s, 1, turn ? 9 : 1));
        finish(&s.world);
    }
}

/* value(X, Y), Z = X + Y, value(Z, _): Z is no column, but follows from those that are. */
static void what_is_computed_of_the_rows_does_not_make_them_come_twice(void **state) {
    (void)state;
    Scene s;
    begin(&s);
    Program *program = s.world.program;
    for (int64_t i = 0; i < 10; i++) fact(program, s.value, i, 1);
    const Expr *sides[] = {expr_var(&program->arena, X, NO_SPAN), expr_var(&program->arena, Y, NO_SPAN), NULL};
    Literal body[] = {values(&s, var(X), var(Y)),
                      {.kind = LIT_BIND, .variable = Z, .left = expr_call(&program->arena, FN_ADD, sides, NO_SPAN)},
                      values(&s, var(Z), term_any())};
    open_scene(&s, AGG_SUM, body, 3, 3);
    run(&s.world, (Budget){0});
    assert_true(is_streamed(&s));
    assert_int_equal(table_count(store_table(s.world.store, s.total)), 9);
    finish(&s.world);
}

static void what_cannot_be_added_in_words_is_left_to_the_rows(void **state) {
    (void)state;
    for (int turn = 0; turn < 4; turn++) {
        Scene s;
        begin(&s);
        Program *program = s.world.program;
        Value odd[] = {value_symbol(program->values, STR("a")), value_float(program->values, 0.5), VALUE_NONE,
                       value_int(program->values, INT64_MAX)};
        for (int64_t i = 0; i < 5; i++) fact(program, s.value, 1, i);
        Value row[] = {value_int(program->values, 1), odd[turn]};
        program_add_fact(program, (Fact){.relation = s.value, .values = row, .label = NO_SYMBOL, .span = NO_SPAN});
        Literal body = values(&s, var(X), var(Y));
        open_scene(&s, AGG_SUM, &body, 1, 2);
        run(&s.world, (Budget){0});
        assert_false(is_streamed(&s));
        assert_int_equal(stored(&s), 6);
        assert_int_equal(s.world.outcome.fault_count, turn != 1);
        assert_int_equal(s.world.outcome.rows_derived, turn == 1 ? 7 : 6);
        finish(&s.world);
    }
}

/* -value follows from the total, so both are hidden when it is known; the total has seen all of value. */
static void rows_that_their_own_number_contradicts_are_not_counted(void **state) {
    (void)state;
    Scene s;
    begin(&s);
    Program *program = s.world.program;
    RelId denied = program_contrary(program, s.value);
    for (int64_t i = 0; i < 4; i++) fact(program, s.value, 1, i);
    Literal body = values(&s, var(X), var(Y));
    open_scene(&s, AGG_COUNT, &body, 1, 2);
    Literal from[] = {atom(program, LIT_ATOM, s.total, var(X), term_const(value_int(program->values, 4))),
                      values(&s, var(X), var(Y))};
    rule(program, denied, var(X), var(Y), from, 2, 2);
    run(&s.world, (Budget){0});
    assert_true(table_hidden_count(store_table(s.world.store, s.value)) > 0);
    assert_false(has(&s, 1, 4));
    Proof *proof = prove(s.world.store, denied, 0); /* where they still are */
    assert_true(proof_verify(proof, NULL));
    assert_int_equal(proof->steps.items[0].rule, 2);
    proof_free(proof);
    finish(&s.world);
}

static void the_limit_of_rows_stops_it_as_if_they_were_stored(void **state) {
    (void)state;
    for (int turn = 0; turn < 2; turn++) {
        Scene s;
        begin(&s);
        for (int64_t i = 0; i < 5000; i++) fact(s.world.program, s.value, i, i);
        Literal body[] = {values(&s, var(X), var(Y)), values(&s, var(Y), var(X))};
        open_scene(&s, AGG_COUNT, body, turn ? 2 : 1, 2);
        run(&s.world, (Budget){.max_rows = 3000});
        assert_int_equal(s.world.outcome.stop, STOP_ROWS);
        assert_int_equal(s.world.outcome.rows_derived, 3000);
        assert_int_equal(table_count(store_table(s.world.store, s.total)), 0);
        finish(&s.world);
    }
}

static void groups_of_far_keys_are_told_apart(void **state) {
    (void)state;
    Scene s;
    begin(&s);
    for (int64_t i = 0; i < 20000; i++) fact(s.world.program, s.value, i % 5000 * 100003, i);
    Literal body = values(&s, var(X), var(Y));
    open_scene(&s, AGG_SUM, &body, 1, 2);
    run(&s.world, (Budget){0});
    assert_int_equal(table_count(store_table(s.world.store, s.total)), 5000);
    for (int64_t g = 0; g < 5000; g++) assert_true(has(&s, g * 100003, 4 * g + 30000));
    finish(&s.world);
}

static void a_run_that_fits_without_room_ahead_is_not_stopped(void **state) {
    (void)state;
    MemAccount *account = mem_account_new();
    mem_enter(account);
    Scene s;
    begin(&s);
    for (int64_t i = 0; i < 20000; i++) fact(s.world.program, s.value, i, i);
    Literal body[] = {values(&s, var(X), var(Y)), values(&s, var(Y), var(Z))};
    open_scene(&s, AGG_COUNT, body, 2, 3);
    run(&s.world, (Budget){.max_bytes = mem_used(account) + (13 << 18)});
    assert_int_equal(s.world.outcome.stop, STOP_NONE);
    assert_true(is_streamed(&s));
    assert_true(has(&s, 19999, 1));
    finish(&s.world);
    mem_enter(NULL);
    mem_account_free(account);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_that_are_only_counted_are_not_stored),
        cmocka_unit_test(a_proof_finds_the_rows_it_ran_over),
        cmocka_unit_test(rows_that_come_twice_are_stored_where_that_matters),
        cmocka_unit_test(what_is_computed_of_the_rows_does_not_make_them_come_twice),
        cmocka_unit_test(what_cannot_be_added_in_words_is_left_to_the_rows),
        cmocka_unit_test(rows_that_their_own_number_contradicts_are_not_counted),
        cmocka_unit_test(the_limit_of_rows_stops_it_as_if_they_were_stored),
        cmocka_unit_test(groups_of_far_keys_are_told_apart),
        cmocka_unit_test(a_run_that_fits_without_room_ahead_is_not_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
