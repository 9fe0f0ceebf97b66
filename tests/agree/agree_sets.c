/* Tens of thousands of rows, known as sets or not: the same rows, and in the same order each time.  Values lie near
 * each other, far apart, or begin near each other and end far apart, so that sets are given up on the way. */
#include "tests/support/build.h"

static uint64_t seed;
static uint32_t draw(uint32_t below) { /* xorshift64*, S. Vigna, 2016 */
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (uint32_t)((seed * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

typedef enum { NEAR, STEPS, FAR_AT_LAST, MIXED, SPREADS } Spread;

/* The value of node i of n. */
static int64_t value_of(Spread spread, int64_t i, int64_t n) {
    switch (spread) {
    case NEAR: return i - n / 2;
    case STEPS: return (n / 2 - i) * 97;
    case FAR_AT_LAST: return i < n - 12 ? n - i : (i % 2 ? -1 : 1) * i * 900000;
    default: return i % 5 ? SMALL_INT_MAX - n / 2 + i : i - n; /* wide ones too */
    }
}

static void link(Program *program, RelId edge, Spread spread, int64_t a, int64_t b, int64_t n) {
    fact(program, edge, value_of(spread, a, n), value_of(spread, b, n));
}

/* Mostly forwards, with a few ways back, and a long path to the last nodes, which are found late. */
static void make_edges(Program *program, RelId edge, Spread spread, int64_t n) {
    for (int64_t i = 0; i < n * 2; i++) {
        int64_t a = draw((uint32_t)n - 12), b = a + 1 + draw(20);
        if (b < n - 12) link(program, edge, spread, draw(12) ? a : b, draw(12) ? b : a, n);
    }
    for (int64_t i = n / 2; i < n - 1; i++) link(program, edge, spread, i, i + 1, n);
}

static void single(Program *program, RelId head, Term a, Literal *body, uint32_t count, uint32_t variables) {
    program_add_rule(program, (Rule){.head = head,
                                     .terms = terms(program, 1, &a),
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN,
                                     .body = arena_copy(&program->arena, body, count * sizeof *body),
                                     .literal_count = count,
                                     .variable_count = variables});
}

static Program *make(Spread spread, int64_t n) {
    Program *p = program_new();
    RelId edge = relation(p, "edge", 2), path = relation(p, "path", 2), reached = relation(p, "reached", 1),
          other = relation(p, "other", 2), apart = relation(p, "apart", 2), around = relation(p, "around", 2);
    make_edges(p, edge, spread, n);
    Literal xy = atom(p, LIT_ATOM, edge, var(X), var(Y));
    rule(p, path, var(X), var(Y), &xy, 1, 2);
    RelId first = draw(2) ? path : edge, second = first == edge || draw(2) ? path : edge;
    Literal step[] = {atom(p, LIT_ATOM, first, var(X), var(Y)), atom(p, LIT_ATOM, second, var(Y), var(Z))};
    rule(p, path, var(X), var(Z), step, 2, 3);
    /* turned round, beside each other */
    Literal yx = atom(p, LIT_ATOM, edge, var(Y), var(X));
    rule(p, other, var(X), var(Y), &yx, 1, 2);
    Literal beside[] = {atom(p, LIT_ATOM, other, var(X), var(Y)), atom(p, LIT_ATOM, edge, var(Y), var(Z)),
                        atom(p, LIT_ATOM, path, var(X), var(Z))};
    rule(p, other, var(X), var(Z), beside, 2 + draw(2), 3);
    /* one column */
    Term start = term_const(value_int(p->values, value_of(spread, n / 2, n)));
    Literal from = atom(p, LIT_ATOM, path, start, var(X));
    single(p, reached, var(X), &from, 1, 1);
    Literal on[] = {{.kind = LIT_ATOM, .relation = reached, .terms = terms(p, 1, (Term[]){var(X)}), .span = NO_SPAN},
                    atom(p, LIT_ATOM, other, var(X), var(Y))};
    single(p, reached, var(Y), on, 2, 2);
    /* tests and denials of what another literal gives */
    Literal denied[] = {on[0], atom(p, LIT_ATOM, path, var(X), var(Y)), atom(p, LIT_NOT, other, var(X), var(Y))};
    rule(p, apart, var(X), var(Y), denied, 3, 2);
    Literal triangle[] = {xy, atom(p, LIT_ATOM, path, var(Y), var(Z)), atom(p, LIT_ATOM, path, var(Z), var(X)),
                          atom(p, LIT_NOT, edge, var(Z), term_any())};
    rule(p, around, var(X), var(Z), triangle, 3 + draw(2), 3);
    assert_true(program_order(p, NULL, NULL));
    return p;
}

static World run_so(Program *program, const RunOptions *options) {
    World world = {.program = program, .store = store_new(program)};
    store_give_program(world.store);
    run_program(world.store, options, &world.conflicts, &world.outcome);
    return world;
}

static void end(World *world) {
    vec_free(&world->conflicts);
    outcome_clear(&world->outcome);
    store_free(world->store);
}

static uint32_t has_the_same_rows(const World *a, const World *b) {
    uint32_t all = 0;
    for (RelId r = 0; r < a->program->relations.count; r++) {
        const Table *one = store_table(a->store, r), *two = store_table(b->store, r);
        assert_int_equal(table_count(one), table_count(two));
        all += table_count(one);
        for (RowId row = 0; row < table_count(one); row++)
            if (table_find(two, table_row(one, row)) == NO_ROW) fail_msg("relation %u, row %u", r, row);
    }
    return all;
}

static void has_the_same_order(const World *a, const World *b) {
    for (RelId r = 0; r < a->program->relations.count; r++) {
        const Table *one = store_table(a->store, r), *two = store_table(b->store, r);
        assert_int_equal(table_count(one), table_count(two));
        for (RowId row = 0; row < table_count(one); row++)
            if (memcmp(table_row(one, row), table_row(two, row), table_arity(one) * sizeof(Value)) ||
                table_rule_of(one, row) != table_rule_of(two, row) ||
                table_round_of(one, row) != table_round_of(two, row))
                fail_msg("relation %u, row %u", r, row);
    }
}

static void many_rows_are_the_same_with_sets_and_without(void **state) {
    (void)state;
    uint32_t all = 0, as_sets = 0;
    for (uint64_t s = 1; s <= 2; s++)
        for (Spread spread = NEAR; spread < SPREADS; spread++) {
            seed = s * UINT64_C(0x9E3779B97F4A7C15) + spread;
            Program *program = make(spread, 120 + draw(60));
            World with = run_so(program, &(RunOptions){.sets_from = s == 1 ? 0 : 1000});
            for (RelId r = 0; r < program->relations.count; r++) as_sets += table_sets(store_table(with.store, r)) != 0;
            World again = run_so(program, &(RunOptions){.sets_from = s == 1 ? 0 : 1000});
            has_the_same_order(&with, &again);
            Without none = 1u << WAY_SETS | 1u << WAY_UNIONS | 1u << WAY_MEETS;
            World without = run_so(program, &(RunOptions){.without = none});
            all += has_the_same_rows(&with, &without);
            end(&with);
            end(&again);
            end(&without);
            program_free(program);
        }
    print_message("%u rows, %u relations as sets\n", all, as_sets);
    assert_true(all > 50000 && as_sets > 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(many_rows_are_the_same_with_sets_and_without)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
