/* Limits: a run that is stopped says why, and what it has is right. */
#include "tests/support/build.h"

static void check_prefix(const World *world,
                         RelId path) { /* whatever stopped it, the rows are those of a full run, in order */
    World whole = {0};
    RelId edge, all = circle(&whole, 200, &edge);
    run(&whole, (Budget){0});
    const Table *part = store_table(world->store, path), *full = store_table(whole.store, all);
    assert_true(table_count(part) < table_count(full));
    for (RowId row = 0; row < table_count(part); row++)
        assert_memory_equal(table_row(part, row), table_row(full, row), 2 * sizeof(Value));
    finish(&whole);
}

static void the_limit_of_rows_is_exact(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 200, &edge);
    run(&world, (Budget){.max_rows = 5003});
    assert_int_equal(world.outcome.stop, STOP_ROWS);
    assert_int_equal(world.outcome.rows_derived, 5003);
    assert_int_equal(world.outcome.growing, 1);
    check_prefix(&world, path);
    finish(&world);
}

static void a_run_that_needs_just_its_limit_of_rows_is_complete(void **state) {
    (void)state;
    World world = {0};
    RelId edge;
    circle(&world, 50, &edge);
    run(&world, (Budget){.max_rows = 2500});
    assert_int_equal(world.outcome.stop, STOP_NONE);
    finish(&world);
}

static void rounds_are_counted(void **state) {
    (void)state;
    World world = {0};
    RelId edge, path = circle(&world, 200, &edge);
    run(&world, (Budget){.max_rounds = 10});
    assert_int_equal(world.outcome.stop, STOP_ROUNDS);
    assert_int_equal(world.outcome.rounds, 10);
    assert_int_equal(table_count(store_table(world.store, path)), 2000);
    check_prefix(&world, path);
    finish(&world);
}

/* They are counted, not timed: the same run takes as many each time. */
static void steps_are_counted_and_the_same_each_time(void **state) {
    (void)state;
    uint64_t steps[2];
    for (int i = 0; i < 2; i++) {
        World world = {0};
        RelId edge;
        circle(&world, 200, &edge);
        run(&world, (Budget){0});
        steps[i] = world.outcome.steps;
        finish(&world);
    }
    assert_int_equal(steps[0], steps[1]);
    assert_true(steps[0] >= 200 * 200);
    World world = {0};
    RelId edge, path = circle(&world, 200, &edge);
    run(&world, (Budget){.max_steps = steps[0] / 2});
    assert_int_equal(world.outcome.stop, STOP_STEPS);
    check_prefix(&world, path);
    finish(&world);
}

static void memory_is_bounded_before_it_is_taken(void **state) {
    (void)state;
    MemAccount *account = mem_account_new();
    mem_enter(account);
    World world = {0};
    RelId edge, path = circle(&world, 2000, &edge);
    uint64_t most = mem_used(account) + (8 << 20);
    run(&world, (Budget){.max_bytes = most});
    assert_int_equal(world.outcome.stop, STOP_MEMORY);
    assert_true(mem_peak(account) <= most);
    assert_true(table_count(store_table(world.store, path)) > 100000);
    finish(&world);
    mem_enter(NULL);
    mem_account_free(account);
}

static void a_cancelled_run_stops_at_once(void **state) {
    (void)state;
    World world = {0};
    RelId edge;
    circle(&world, 200, &edge);
    atomic_bool cancel = true;
    run(&world, (Budget){.cancel = &cancel});
    assert_int_equal(world.outcome.stop, STOP_CANCELLED);
    assert_true(world.outcome.rows_derived <= 1024);
    finish(&world);
}

static void contradictions_among_what_is_given_are_found_in_a_stopped_run_too(void **state) {
    (void)state;
    World world = {0};
    RelId edge;
    circle(&world, 200, &edge);
    RelId p = relation(world.program, "p", 2), not_p = program_contrary(world.program, p);
    fact(world.program, p, 1, 1);
    fact(world.program, not_p, 1, 1);
    run(&world, (Budget){.max_rows = 10});
    assert_int_equal(world.outcome.stop, STOP_ROWS);
    assert_int_equal(world.conflicts.count, 1);
    finish(&world);
}

static void count_calls(void *context, Round round, uint64_t rows, double seconds) {
    (void)round, (void)rows, (void)seconds;
    ++*(uint32_t *)context;
}

static void progress_is_told_now_and_then(void **state) {
    (void)state;
    World world = {0};
    RelId edge;
    uint32_t calls = 0;
    circle(&world, 2000, &edge);
    assert_true(program_order(world.program, NULL, NULL));
    world.store = store_new(world.program);
    store_give_program(world.store);
    run_program(world.store, &(RunOptions){.budget = {.max_seconds = 0.35}, .progress = count_calls, .context = &calls},
                &world.conflicts, &world.outcome);
    assert_true(calls <= world.outcome.seconds * 10 + 1);
    finish(&world);
}

/* Triangles of far values, whose groups are marked in a bitmap.  Gives the peak. */
static uint64_t peak_of_triangles(uint64_t most, Stop *stop) {
    MemAccount *account = mem_account_new();
    mem_enter(account);
    World world = {.program = program_new()};
    RelId edge = relation(world.program, "edge", 2), all = relation(world.program, "all", 2);
    for (int64_t i = 0; i < 60000; i++) {
        int64_t far = i * 997 % 39989 * 350;
        fact(world.program, edge, i % 400, i % 2 ? far : (i / 2 + i) % 400);
    }
    Literal body[] = {atom(world.program, LIT_ATOM, edge, var(X), var(Y)),
                      atom(world.program, LIT_ATOM, edge, var(Y), var(Z)),
                      atom(world.program, LIT_ATOM, edge, var(X), var(Z))};
    rule(world.program, all, var(X), var(Y), body, 3, 3);
    run(&world, (Budget){.max_bytes = most});
    *stop = world.outcome.stop;
    finish(&world);
    uint64_t peak = mem_peak(account);
    mem_enter(NULL);
    mem_account_free(account);
    return peak;
}

static void bitmaps_are_bounded_too(void **state) {
    (void)state;
    Stop stop;
    uint64_t most = peak_of_triangles(0, &stop) - (1 << 20);
    assert_int_equal(stop, STOP_NONE);
    assert_true(peak_of_triangles(most, &stop) <= most);
    assert_int_equal(stop, STOP_MEMORY);
}

typedef struct {
    atomic_bool cancel;
    uint32_t calls, most;
} Teller;

static void cancel_when_told(void *context, Round round, uint64_t rows, double seconds) {
    Teller *teller = context;
    (void)round, (void)rows, (void)seconds;
    atomic_store(&teller->cancel, ++teller->calls >= teller->most);
}

/* One rule, whose pieces are each too small to look at the clock. */
static void several_threads_tell_of_progress_and_can_be_cancelled(void **state) {
    (void)state;
    World world = {.program = program_new()};
    Teller teller = {.most = 1};
    RelId some = relation(world.program, "some", 2), none = relation(world.program, "none", 2);
    for (int64_t i = 0; i < 100000; i++) fact(world.program, some, i % 100, i);
    const Expr *y = expr_var(&world.program->arena, Y, NO_SPAN), *z = expr_var(&world.program->arena, Z, NO_SPAN);
    Literal body[] = {atom(world.program, LIT_ATOM, some, var(X), var(Y)),
                      atom(world.program, LIT_ATOM, some, var(X), var(Z)),
                      {.kind = LIT_COMPARE, .op = OP_LT, .left = y, .right = z, .span = NO_SPAN},
                      {.kind = LIT_COMPARE, .op = OP_LT, .left = z, .right = y, .span = NO_SPAN}};
    rule(world.program, none, var(Y), var(Z), body, 4, 3);
    assert_true(program_order(world.program, NULL, NULL));
    world.store = store_new(world.program);
    store_give_program(world.store);
    run_program(
        world.store,
        &(RunOptions){
            .budget = {.cancel = &teller.cancel}, .progress = cancel_when_told, .context = &teller, .threads = 2},
        &world.conflicts, &world.outcome);
    assert_true(teller.calls >= 1);
    assert_int_equal(world.outcome.stop, STOP_CANCELLED);
    finish(&world);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_limit_of_rows_is_exact),
        cmocka_unit_test(a_run_that_needs_just_its_limit_of_rows_is_complete),
        cmocka_unit_test(rounds_are_counted),
        cmocka_unit_test(steps_are_counted_and_the_same_each_time),
        cmocka_unit_test(memory_is_bounded_before_it_is_taken),
        cmocka_unit_test(a_cancelled_run_stops_at_once),
        cmocka_unit_test(contradictions_among_what_is_given_are_found_in_a_stopped_run_too),
        cmocka_unit_test(progress_is_told_now_and_then),
        cmocka_unit_test(bitmaps_are_bounded_too),
        cmocka_unit_test(several_threads_tell_of_progress_and_can_be_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
