/* Rows that are not kept, and are there when somebody looks. */
#include "runtime/eval/recall.h"

#include "runtime/why/verify.h"
#include "tests/support/build.h"

/* wide(A, B, C) by some rules; total(A, N) counts the rows of wide with each A. */
typedef struct {
    World world;
    RelId value, wide, rows, total;
} Scene;

static RelId helper(Program *program, Helper kind, uint32_t arity) {
    RelId id = relation(program, "helper", arity);
    program->relations.items[id].helper = kind;
    program->relations.items[id].name = NO_SYMBOL;
    return id;
}

static void wide_rule(Program *program, RelId head, Term a, Term b, Term c, const Literal *body, uint32_t count) {
    program_add_rule(program, (Rule){.head = head,
                                     .terms = terms(program, 3, (Term[]){a, b, c}),
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN,
                                     .body = arena_copy(&program->arena, body, count * sizeof *body),
                                     .literal_count = count,
                                     .variable_count = 3});
}

/* total(A, N) of wide(A, B, C): rows(A, B, C) of all of it. */
static RelId add_count(Program *program, RelId wide, RelId *rows) {
    Literal all = {.kind = LIT_ATOM,
                   .relation = wide,
                   .terms = terms(program, 3, (Term[]){var(X), var(Y), var(Z)}),
                   .span = NO_SPAN};
    *rows = helper(program, HELPER_GROUPED, 3);
    RelId total = helper(program, HELPER_AGGREGATE, 2);
    wide_rule(program, *rows, var(X), var(Y), var(Z), &all, 1);
    all.relation = *rows;
    rule(program, total, var(X), var(Y), &all, 1, 3);
    Rule *fold = &vec_last(&program->rules);
    fold->is_fold = true;
    fold->aggregate = AGG_COUNT;
    fold->group_count = 1;
    return total;
}

static Literal unequal(Program *program, VarId a, VarId b) {
    return (Literal){.kind = LIT_COMPARE,
                     .op = OP_NE,
                     .left = expr_var(&program->arena, a, NO_SPAN),
                     .right = expr_var(&program->arena, b, NO_SPAN),
                     .span = NO_SPAN};
}

/* wide(X, Y, X) of value(X, Y), and wide(X, Y, Z) of value(X, Y), value(Y, Z) where X and Z are unequal. */
static void open_scene(Scene *s, bool keeps_apart) {
    *s = (Scene){.world.program = program_new()};
    Program *program = s->world.program;
    s->value = relation(program, "value", 2);
    s->wide = relation(program, "wide", 3);
    Literal body[] = {atom(program, LIT_ATOM, s->value, var(X), var(Y)),
                      atom(program, LIT_ATOM, s->value, var(Y), var(Z)), unequal(program, X, Z)};
    wide_rule(program, s->wide, var(X), var(Y), var(X), body, 1);
    wide_rule(program, s->wide, var(X), var(Y), var(Z), body, keeps_apart ? 3 : 2);
    s->total = add_count(program, s->wide, &s->rows);
    for (int64_t i = 0; i < 10; i++) fact(program, s->value, i, (i + 1) % 10);
    fact(program, s->value, 3, 3);
}

static bool has(const Scene *s, int64_t group, int64_t n) {
    Values *all = s->world.program->values;
    Value row[] = {value_int(all, group), value_int(all, n)};
    return table_find(store_table(s->world.store, s->total), row) != NO_ROW;
}

static void rows_that_only_an_aggregate_reads_are_made_for_those_who_look(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, true);
    run(&s.world, (Budget){0});
    assert_true(store_is_absent(s.world.store, s.wide));
    assert_true(has(&s, 3, 4) && has(&s, 2, 3));
    assert_int_equal(table_count(store_table(s.world.store, s.wide)), 11 + 12);
    assert_false(store_is_absent(s.world.store, s.wide));
    assert_true(table_round_of(store_table(s.world.store, s.wide), 0) <
                table_round_of(store_table(s.world.store, s.total), 0) - 1);
    finish(&s.world);
}

static void rules_that_may_give_the_same_row_have_it_stored(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, false);
    run(&s.world, (Budget){0});
    assert_false(store_is_absent(s.world.store, s.wide));
    assert_true(has(&s, 3, 4)); /* wide(3, 3, 3) came twice */
    finish(&s.world);
}

static void a_limit_of_rows_has_them_stored(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, true);
    run(&s.world, (Budget){.max_rows = 1000});
    assert_false(store_is_absent(s.world.store, s.wide));
    finish(&s.world);
}

static void a_proof_goes_through_rows_that_were_not_kept(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, true);
    run(&s.world, (Budget){0});
    for (RowId row = 0; row < 10; row++) {
        Proof *proof = prove(s.world.store, s.total, row);
        assert_true(proof_verify(proof, NULL));
        assert_true(proof->steps.count > 4);
        proof_free(proof);
    }
    finish(&s.world);
}

/* -value follows from a total, so that both are hidden in the end; the total has seen all of it. */
static void they_are_made_of_what_is_not_hidden(void **state) {
    (void)state;
    Scene s;
    open_scene(&s, true);
    Program *program = s.world.program;
    RelId denied = program_contrary(program, s.value);
    Literal from[] = {atom(program, LIT_ATOM, s.total, var(X), term_const(value_int(program->values, 4))),
                      atom(program, LIT_ATOM, s.value, var(X), var(Y))};
    rule(program, denied, var(X), var(Y), from, 2, 2);
    run(&s.world, (Budget){0});
    assert_int_equal(table_hidden_count(store_table(s.world.store, s.value)), 2);
    assert_int_equal(table_count(store_table(s.world.store, s.wide)), 11 + 6);
    finish(&s.world);
}

/* The same, where there are very many of them. */
static void to_make_them_keeps_to_the_limit_of_memory(void **state) {
    (void)state;
    MemAccount *account = mem_account_new();
    mem_enter(account);
    Scene s;
    open_scene(&s, true);
    Program *program = s.world.program;
    for (int64_t i = 0; i < 12000; i++) fact(program, s.value, i / 110, i % 110);
    RelId denied = program_contrary(program, s.value);
    Literal from[] = {atom(program, LIT_ATOM, s.total, var(X), var(Z)),
                      atom(program, LIT_ATOM, s.value, var(X), var(Y))};
    rule(program, denied, var(X), var(Y), from, 2, 3);
    uint64_t most = mem_used(account) + (5 << 20);
    run(&s.world, (Budget){.max_bytes = most});
    assert_int_equal(s.world.outcome.stop, STOP_MEMORY);
    assert_true(s.world.outcome.rows_derived > 24000); /* it had come to -value */
    assert_true(mem_peak(account) <= most);
    assert_null(s.world.store->watch);
    finish(&s.world);
    mem_enter(NULL);
    mem_account_free(account);
}

/* Each stratum reads the results of the one before.  All are forgotten, and made again from the first to the last. */
static void a_long_chain_of_strata_is_made_again(void **state) {
    (void)state;
    enum { STRATA = 3000 };
    World world = {.program = program_new()};
    Program *program = world.program;
    RelId value = relation(program, "value", 2), below = value, rows;
    for (int64_t i = 0; i < 3; i++) fact(program, value, i, 1);
    for (int i = 0; i < STRATA; i++) {
        RelId wide = relation(program, "wide", 3);
        Literal body = atom(program, LIT_ATOM, below, var(X), var(Y));
        wide_rule(program, wide, var(X), var(Y), var(X), &body, 1);
        below = add_count(program, wide, &rows);
    }
    assert_true(program_order(program, NULL, NULL));
    world.store = store_new(program);
    store_give_program(world.store);
    run_program(world.store, &(RunOptions){.settle_from = 1}, &world.conflicts, &world.outcome);
    assert_true(store_is_absent(world.store, below));
    assert_int_equal(table_count(store_table(world.store, below)), 3);
    assert_int_equal(table_round_of(store_table(world.store, below), 0), 3 * STRATA);
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_that_only_an_aggregate_reads_are_made_for_those_who_look),
        cmocka_unit_test(rules_that_may_give_the_same_row_have_it_stored),
        cmocka_unit_test(a_limit_of_rows_has_them_stored),
        cmocka_unit_test(a_proof_goes_through_rows_that_were_not_kept),
        cmocka_unit_test(they_are_made_of_what_is_not_hidden),
        cmocka_unit_test(to_make_them_keeps_to_the_limit_of_memory),
        cmocka_unit_test(a_long_chain_of_strata_is_made_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
