/* Components in three values: rows, rounds, limits, and what undecided rows hinge on. */
#include "runtime/why/residual.h"
#include "runtime/why/verify.h"
#include "tests/support/build.h"

typedef struct {
    World world;
    RelId move, win;
} Game;

/* win(X, X) :- move(X, Y), not win(Y, Y). */
static void open_game(Game *g) {
    g->world = (World){.program = program_new()};
    g->move = relation(g->world.program, "move", 2);
    g->win = relation(g->world.program, "win", 2);
    Literal body[] = {atom(g->world.program, LIT_ATOM, g->move, var(X), var(Y)),
                      atom(g->world.program, LIT_NOT, g->win, var(Y), var(Y))};
    rule(g->world.program, g->win, var(X), var(X), body, 2, 2);
}

static RowId row_of(const World *world, const Table *table, int64_t a, int64_t b) {
    Value row[] = {value_int(world->program->values, a), value_int(world->program->values, b)};
    return table_find(table, row);
}

static char truth(const World *world, RelId id, int64_t a, int64_t b) {
    Value row[] = {value_int(world->program->values, a), value_int(world->program->values, b)};
    if (table_find(store_table(world->store, id), row) != NO_ROW) return 't';
    return store_is_undecided(world->store, id, row) ? 'u' : 'f';
}

static void check_proofs(const World *world, RelId id) {
    for (RowId row = 0; row < table_count(store_table(world->store, id)); row++) {
        Proof *proof = prove(world->store, id, row);
        Flaw flaw;
        if (!proof_verify(proof, &flaw)) fail_msg("%s", flaw.reason);
        proof_free(proof);
    }
}

static void a_game_is_won_lost_or_undecided(void **state) {
    (void)state;
    Game g;
    open_game(&g);
    static const int64_t MOVES[][2] = {{1, 2}, {2, 1}, {2, 3}, {3, 4}};
    for (int i = 0; i < 4; i++) fact(g.world.program, g.move, MOVES[i][0], MOVES[i][1]);
    run(&g.world, (Budget){0});
    assert_int_equal(truth(&g.world, g.win, 1, 1), 'u');
    assert_int_equal(truth(&g.world, g.win, 2, 2), 'u');
    assert_int_equal(truth(&g.world, g.win, 3, 3), 't');
    assert_int_equal(truth(&g.world, g.win, 4, 4), 'f');
    assert_null(store_possible(g.world.store, g.move));
    check_proofs(&g.world, g.win);
    finish(&g.world);
}

static void a_game_without_ties_has_no_possible_table(void **state) {
    (void)state;
    Game g;
    open_game(&g);
    for (int64_t i = 0; i < 1000; i++) fact(g.world.program, g.move, i, i + 1);
    run(&g.world, (Budget){0});
    assert_int_equal(table_count(store_table(g.world.store, g.win)), 500);
    assert_null(store_possible(g.world.store, g.win));
    assert_int_equal(g.world.outcome.rows_derived, 500); /* instances are not rows */
    assert_int_equal(g.world.outcome.rounds, 1);
    finish(&g.world);
}

static void premises_are_of_earlier_rounds(void **state) {
    (void)state;
    World world = {.program = program_new()};
    RelId edge = relation(world.program, "edge", 2), bad = relation(world.program, "bad", 2),
          reach = relation(world.program, "reach", 2);
    for (int64_t i = 0; i < 40; i++) fact(world.program, edge, i, i + 1);
    fact(world.program, reach, 0, 0);
    /* reach(Y, Y) :- reach(X, X), edge(X, Y), not bad(Y, Y).   bad(X, X) :- edge(X, Y), not reach(X, X).
     * And a row is given. */
    Literal step[] = {atom(world.program, LIT_ATOM, reach, var(X), var(X)),
                      atom(world.program, LIT_ATOM, edge, var(X), var(Y)),
                      atom(world.program, LIT_NOT, bad, var(Y), var(Y))};
    rule(world.program, reach, var(Y), var(Y), step, 3, 2);
    Literal other[] = {atom(world.program, LIT_ATOM, edge, var(X), var(Y)),
                       atom(world.program, LIT_ATOM, bad, var(Y), var(Y)),
                       atom(world.program, LIT_NOT, reach, var(X), var(X))};
    rule(world.program, bad, var(X), var(X), other, 3, 2);
    fact(world.program, bad, 30, 30);
    run(&world, (Budget){0});
    const Table *table = store_table(world.store, reach);
    assert_int_equal(truth(&world, reach, 29, 29),
                     'u'); /* bad(29) :- bad(30), not reach(29), and the other way round */
    assert_int_equal(truth(&world, reach, 30, 30), 'f');
    for (RowId row = 1; row < table_count(table); row++)
        assert_int_equal(table_round_of(table, row), table_round_of(table, row - 1) + 1);
    check_proofs(&world, reach);
    check_proofs(&world, bad);
    finish(&world);
}

static void what_reads_undecided_rows_has_three_values_too(void **state) {
    (void)state;
    Game g;
    open_game(&g);
    RelId lost = relation(g.world.program, "lost", 2), any = relation(g.world.program, "any", 2);
    for (int64_t i = 1; i < 3; i++) fact(g.world.program, g.move, i, 3 - i); /* 1 and 2 are undecided */
    fact(g.world.program, g.move, 5, 6);
    Literal denied[] = {atom(g.world.program, LIT_ATOM, g.move, var(X), var(Y)),
                        atom(g.world.program, LIT_NOT, g.win, var(X), var(X))};
    rule(g.world.program, lost, var(X), var(X), denied, 2, 2);
    Literal used[] = {atom(g.world.program, LIT_ATOM, g.win, var(X), term_any())};
    Term one = term_const(value_int(g.world.program->values, 1));
    rule(g.world.program, any, one, one, used, 1, 1);
    run(&g.world, (Budget){0});
    assert_int_equal(truth(&g.world, lost, 1, 1), 'u');
    assert_int_equal(truth(&g.world, lost, 5, 5), 'f');
    assert_int_equal(truth(&g.world, any, 1, 1), 't'); /* win(5, 5) is enough */
    check_proofs(&g.world, any);
    finish(&g.world);
}

/* ---- limits ---- */

static void long_game(Game *g) {
    open_game(g);
    for (int64_t i = 0; i < 20000; i++) fact(g->world.program, g->move, i, (i + 1) % 19999);
}

static void limits_stop_it_without_wrong_rows(void **state) {
    (void)state;
    atomic_bool cancel = true;
    const Budget budgets[] = {{.max_rows = 5000}, {.max_rounds = 1}, {.cancel = &cancel}, {.max_seconds = 1e-9}};
    const Stop stops[] = {STOP_ROWS, STOP_ROUNDS, STOP_CANCELLED, STOP_TIME};
    for (int i = 0; i < 4; i++) {
        Game g;
        long_game(&g);
        run(&g.world, budgets[i]);
        assert_int_equal(g.world.outcome.stop, stops[i]);
        assert_true(g.world.outcome.growing < g.world.program->rules.count);
        assert_int_equal(table_count(store_table(g.world.store, g.win)), 0);
        finish(&g.world);
    }
}

static void memory_is_bounded_too(void **state) {
    (void)state;
    MemAccount *account = mem_account_new();
    mem_enter(account);
    Game g;
    long_game(&g);
    uint64_t most = mem_used(account) + (2 << 20);
    run(&g.world, (Budget){.max_bytes = most});
    assert_int_equal(g.world.outcome.stop, STOP_MEMORY);
    assert_true(mem_peak(account) <= most + (1 << 20));
    finish(&g.world);
    mem_enter(NULL);
    mem_account_free(account);
}

/* ---- residuals ---- */

typedef struct {
    uint32_t count, undecided;
} Counted;

static bool count_residual(void *context, const Residual *residual) {
    Counted *counted = context;
    counted->count++;
    counted->undecided += residual->undecided_count;
    return true;
}

static void an_undecided_row_hinges_on_instances_that_are_neither(void **state) {
    (void)state;
    Game g;
    open_game(&g);
    static const int64_t MOVES[][2] = {{1, 2}, {2, 1}, {2, 3}, {3, 4}};
    for (int i = 0; i < 4; i++) fact(g.world.program, g.move, MOVES[i][0], MOVES[i][1]);
    run(&g.world, (Budget){0});
    Counted counted = {0};
    const Table *possible = store_possible(g.world.store, g.win);
    residual_find(g.world.store, 0, table_row(possible, row_of(&g.world, possible, 2, 2)), count_residual, &counted);
    assert_int_equal(counted.count, 1); /* the move to 3 loses for certain */
    assert_int_equal(counted.undecided, 1);
    counted = (Counted){0};
    residual_find(g.world.store, 0, NULL, count_residual, &counted);
    assert_int_equal(counted.count, 3); /* 1 to 2, 2 to 1, and 3 to 4, which is true */
    assert_int_equal(counted.undecided, 2);
    finish(&g.world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_game_is_won_lost_or_undecided),
        cmocka_unit_test(a_game_without_ties_has_no_possible_table),
        cmocka_unit_test(premises_are_of_earlier_rounds),
        cmocka_unit_test(what_reads_undecided_rows_has_three_values_too),
        cmocka_unit_test(limits_stop_it_without_wrong_rows),
        cmocka_unit_test(memory_is_bounded_too),
        cmocka_unit_test(an_undecided_row_hinges_on_instances_that_are_neither),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
