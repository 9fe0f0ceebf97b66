/* Steps that read, test, meet and pass on sets: the same rows as without, whatever stands beside them. */
#include "tests/support/build.h"

/* Runs the program of `make` with sets from the first row on, and without them, and compares all relations. */
typedef void Make(Program *program);

static void run_so(World *world, Make *make, const RunOptions *options) {
    world->program = program_new();
    make(world->program);
    assert_true(program_order(world->program, NULL, NULL));
    world->store = store_new(world->program);
    store_give_program(world->store);
    run_program(world->store, options, &world->conflicts, &world->outcome);
}

static void is_the_same_without(Make *make) {
    World with = {0}, without = {0};
    run_so(&with, make, &(RunOptions){.sets_from = 1});
    run_so(&without, make,
           &(RunOptions){.without = 1u << WAY_SETS | 1u << WAY_UNIONS | 1u << WAY_MEETS, .sets_from = 1});
    for (RelId r = 0; r < with.program->relations.count; r++) {
        const Table *one = store_table(with.store, r), *two = store_table(without.store, r);
        assert_true(table_count(one) > 0);
        assert_int_equal(table_count(one), table_count(two));
        for (RowId row = 0; row < table_count(one); row++)
            assert_int_not_equal(table_find(two, table_row(one, row)), NO_ROW);
    }
    assert_int_equal(with.outcome.rows_derived, without.outcome.rows_derived);
    finish(&with);
    finish(&without);
}

static inline Literal single(Program *program, LiteralKind kind, RelId id, Term a) {
    return (Literal){.kind = kind, .relation = id, .terms = terms(program, 1, &a), .span = NO_SPAN};
}

/* path over a circle of so many edges, -5 and what follows. */
static RelId closed(Program *program, int64_t length, RelId *edge) {
    *edge = relation(program, "edge", 2);
    RelId path = relation(program, "path", 2);
    for (int64_t i = 0; i < length; i++) fact(program, *edge, i - 5, (i + 1) % length - 5);
    Literal body[] = {atom(program, LIT_ATOM, *edge, var(X), var(Y)), atom(program, LIT_ATOM, path, var(Y), var(Z))};
    rule(program, path, var(X), var(Y), body, 1, 2);
    rule(program, path, var(X), var(Z), body, 2, 3);
    return path;
}

static void make_open_columns(Program *program) {
    RelId edge, path = closed(program, 20, &edge), some = relation(program, "some", 2),
                ends = relation(program, "ends", 2);
    for (int64_t i = -8; i < 20; i++) fact(program, some, i, i * i);
    Literal body[] = {atom(program, LIT_ATOM, some, var(X), var(Y)), atom(program, LIT_ATOM, path, var(X), term_any())};
    rule(program, ends, var(X), var(Y), body, 2, 2);
    RelId none = relation(program, "none", 2);
    Literal denied[] = {body[0], atom(program, LIT_NOT, path, var(X), term_any())};
    rule(program, none, var(X), var(Y), denied, 2, 2);
}

static void the_first_of_all_keys_is_found_where_a_column_is_open(void **state) {
    (void)state;
    is_the_same_without(make_open_columns);
}

/* path is complete and known as sets; one literal reads these, another looks for rows. */
static void make_triangles(Program *program) {
    RelId edge, path = closed(program, 90, &edge), triangle = relation(program, "triangle", 2),
                chord = relation(program, "chord", 2);
    for (int64_t i = 0; i < 90; i++) fact(program, chord, i - 5, i % 7), fact(program, chord, i % 3, i * 4);
    Literal body[] = {atom(program, LIT_ATOM, chord, var(X), var(Y)), atom(program, LIT_ATOM, path, var(Y), var(Z)),
                      atom(program, LIT_ATOM, path, var(Z), var(X))};
    rule(program, triangle, var(X), var(Z), body, 3, 3);
    RelId open = relation(program, "open", 2);
    body[2].kind = LIT_NOT;
    body[2].relation = chord;
    rule(program, open, var(Y), var(Z), body, 3, 3);
    RelId few = relation(program, "few", 2), back = relation(program, "back", 2);
    fact(program, few, 1, -5), fact(program, few, 2, 7);
    Literal one[] = {atom(program, LIT_ATOM, few, var(X), var(Y)), atom(program, LIT_ATOM, path, var(Y), var(Z)),
                     atom(program, LIT_ATOM, path, var(Z), term_const(value_int(program->values, 1)))};
    rule(program, back, var(X), var(Z), one, 3, 3);
}

/* Few values to test in large groups of path, which a later step reads as sets. */
static void make_few_in_large_groups(Program *program) {
    RelId edge, path = closed(program, 30, &edge), few = relation(program, "few", 2),
                next = relation(program, "next", 2), ends = relation(program, "ends", 2);
    for (int64_t i = 0; i < 3000; i++) fact(program, few, i % 40 - 8, i), fact(program, next, i, i % 37 - 6);
    Literal body[] = {atom(program, LIT_ATOM, few, var(X), var(Y)), atom(program, LIT_ATOM, next, var(Y), var(Z)),
                      atom(program, LIT_ATOM, path, var(Z), var(X)), atom(program, LIT_ATOM, path, var(X), var(3))};
    rule(program, ends, var(Y), var(3), body, 4, 4);
}

static void one_literal_reads_sets_while_another_looks_for_rows(void **state) {
    (void)state;
    is_the_same_without(make_triangles);
    is_the_same_without(make_few_in_large_groups);
}

static void make_seen_hidden(Program *program) {
    RelId edge, path = closed(program, 60, &edge), both = relation(program, "both", 2);
    fact(program, path, 100, 100);
    Literal body[] = {atom(program, LIT_ATOM, edge, var(X), var(Y)), atom(program, LIT_ATOM, path, var(Y), var(Z)),
                      atom(program, LIT_NOT, path, var(Z), term_const(value_int(program->values, 100)))};
    body[2].sees_hidden = true;
    rule(program, both, var(X), var(Z), body, 3, 3);
}

static void one_literal_reads_sets_while_another_would_see_hidden_rows(void **state) {
    (void)state;
    is_the_same_without(make_seen_hidden);
}

/* ---- limits ---- */

static void make_circle(Program *program) {
    RelId edge;
    closed(program, 60, &edge);
}

static void a_limit_of_rows_is_exact_in_the_middle_of_a_union(void **state) {
    (void)state;
    World whole = {0};
    run_so(&whole, make_circle, &(RunOptions){.sets_from = 1});
    const Table *all = store_table(whole.store, 1);
    assert_int_equal(table_count(all), 3600);
    const uint64_t limits[] = {1, 59, 60, 61, 700, 3599, 3600};
    for (uint32_t i = 0; i < 7; i++) {
        World world = {0};
        run_so(&world, make_circle, &(RunOptions){.sets_from = 1, .budget = {.max_rows = limits[i]}});
        assert_int_equal(world.outcome.rows_derived, limits[i]);
        assert_int_equal(world.outcome.stop, limits[i] < 3600 ? STOP_ROWS : STOP_NONE);
        const Table *some = store_table(world.store, 1);
        assert_int_equal(table_count(some), limits[i]);
        for (RowId row = 0; row < table_count(some); row++)
            assert_int_not_equal(table_find(all, table_row(some, row)), NO_ROW);
        finish(&world);
    }
    finish(&whole);
}

static void make_wide_circle(Program *program) {
    RelId edge = relation(program, "edge", 2), path = relation(program, "path", 2);
    for (int64_t i = 0; i < 700; i++) fact(program, edge, i * 90 - 9000, (i + 1) % 700 * 90 - 9000);
    Literal body[] = {atom(program, LIT_ATOM, path, var(X), var(Y)), atom(program, LIT_ATOM, path, var(Y), var(Z))};
    Literal first = atom(program, LIT_ATOM, edge, var(X), var(Y));
    rule(program, path, var(X), var(Y), &first, 1, 2);
    rule(program, path, var(X), var(Z), body, 2, 3);
}

static void a_limit_of_memory_ends_a_union(void **state) {
    (void)state;
    for (uint32_t half = 2; half <= 12; half++) {
        MemAccount *account = mem_account_new();
        mem_enter(account);
        World world = {0};
        uint64_t most = (uint64_t)half << 19;
        run_so(&world, make_wide_circle, &(RunOptions){.sets_from = 1000, .budget = {.max_bytes = most}});
        assert_true(world.outcome.stop == STOP_MEMORY || world.outcome.stop == STOP_NONE);
        assert_true(mem_peak(account) <= most + (1 << 20)); /* sets are made before it is known how large they are */
        finish(&world);
        mem_enter(NULL);
        mem_account_free(account);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_of_all_keys_is_found_where_a_column_is_open),
        cmocka_unit_test(one_literal_reads_sets_while_another_looks_for_rows),
        cmocka_unit_test(one_literal_reads_sets_while_another_would_see_hidden_rows),
        cmocka_unit_test(a_limit_of_rows_is_exact_in_the_middle_of_a_union),
        cmocka_unit_test(a_limit_of_memory_ends_a_union),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
