/* The engine and the naive evaluator agree on random programs, and the engine with itself: same rows, same order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "runtime/eval/rounds.h"
#include "runtime/eval/stream.h"
#include "tests/support/naive.h"
#include "tests/support/random_program.h"

typedef struct {
    Store *store;
    Conflicts conflicts;
    Outcome outcome;
} Ran;

static uint64_t undecided_count, aside_count, contradiction_count;

static uint64_t streamed_count, passed_count;

static Ran run(const Program *program, const RunOptions *options) {
    Ran ran = {.store = store_new(program)};
    store_give_program(ran.store);
    run_program(ran.store, options, &ran.conflicts, &ran.outcome);
    aside_count += ran.store->asides != NULL;
    contradiction_count += ran.conflicts.count > 0;
    for (RelId r = 0; r < program->relations.count; r++)
        passed_count += store_is_absent(ran.store, r) && program->relations.items[r].helper == HELPER_NONE;
    for (RelId r = 0; r < program->relations.count; r++) {
        if (!ran.store->streamed.items[r] || ran.store->streamed.items[r]->is_filled) continue;
        assert_int_equal(table_count(store_table(ran.store, r)), 0);
        streamed_fill(ran.store, r);
        streamed_count++;
    }
    return ran;
}

static void finish(Ran *ran) {
    vec_free(&ran->conflicts);
    outcome_clear(&ran->outcome);
    store_free(ran->store);
}

static void explain(const Program *program, RelId r, uint64_t seed, const char *what) {
    Text text;
    text_init(&text);
    program_print(program, &text);
    fprintf(stderr, "seed %llu, relation %u: %s\n%.*s\n", (unsigned long long)seed, r, what, (int)text.length,
            text.bytes);
    text_clear(&text);
}

static bool same_undecided(const Program *program, const Ran *ran, const Naive *naive, RelId r, uint64_t seed) {
    const Table *possible = store_possible(ran->store, r);
    uint32_t count = 0;
    for (RowId row = 0; possible && row < table_count(possible); row++) {
        if (!store_is_undecided(ran->store, r, table_row(possible, row))) continue;
        count++;
        if (naive_is_undecided(naive, r, table_row(possible, row))) continue;
        explain(program, r, seed, "a row that is decided");
        return false;
    }
    undecided_count += count;
    if (count == naive_undecided_count(naive, r)) return true;
    explain(program, r, seed, "another number of undecided rows");
    fprintf(stderr, "engine %u, naive %u\n", count, naive_undecided_count(naive, r));
    return false;
}

static bool same_rows(const Program *program, const Ran *ran, const Naive *naive, uint64_t seed) {
    for (RelId r = 0; r < program->relations.count; r++) {
        const Table *table = store_table(ran->store, r);
        uint32_t visible = table_count(table) - table_hidden_count(table);
        if (visible != naive_count(naive, r) || table_hidden_count(table) != naive_hidden_count(naive, r)) {
            explain(program, r, seed, "another number of rows");
            fprintf(stderr, "engine %u and %u hidden, naive %u and %u\n", visible, table_hidden_count(table),
                    naive_count(naive, r), naive_hidden_count(naive, r));
            return false;
        }
        for (RowId row = 0; row < table_count(table); row++)
            if (!table_is_hidden(table, row) && !naive_holds(naive, r, table_row(table, row))) {
                explain(program, r, seed, "a row that does not follow");
                return false;
            }
        if (!same_undecided(program, ran, naive, r, seed)) return false;
    }
    return true;
}

static bool same_faults(const Outcome *a, const Outcome *b) {
    bool same = a->fault_count == b->fault_count && a->faults.count == b->faults.count;
    for (size_t i = 0; same && i < a->faults.count; i++) {
        const FaultRecord *one = &a->faults.items[i], *two = &b->faults.items[i];
        same = one->rule == two->rule && one->literal == two->literal && one->fault == two->fault &&
               one->expr == two->expr && memcmp(one->arguments, two->arguments, sizeof one->arguments) == 0;
    }
    return same;
}

static bool same_order(const Program *program, const Ran *a, const Ran *b, uint64_t seed) {
    bool same = same_faults(&a->outcome, &b->outcome);
    same = same && a->outcome.rounds == b->outcome.rounds;
    if (!same) explain(program, 0, seed, "other faults the second time");
    for (RelId r = 0; r < program->relations.count && same; r++) {
        const Table *one = store_table(a->store, r), *two = store_table(b->store, r);
        same = table_count(one) == table_count(two);
        for (RowId row = 0; row < table_count(one) && same; row++)
            same = memcmp(table_row(one, row), table_row(two, row), table_arity(one) * sizeof(Value)) == 0 &&
                   table_rule_of(one, row) == table_rule_of(two, row) &&
                   table_round_of(one, row) == table_round_of(two, row);
        if (!same) explain(program, r, seed, "another order the second time, or without a way");
    }
    return same;
}

static bool check_run(const Program *program, const Naive *naive, const RunOptions *options, uint64_t seed) {
    Ran first = run(program, options), second = run(program, options);
    bool fine = same_rows(program, &first, naive, seed) && same_order(program, &first, &second, seed);
    if (!fine) fprintf(stderr, "sets from %u, without %u\n", options->sets_from, options->without);
    finish(&first);
    finish(&second);
    return fine;
}

/* As it is run by default; with sets from the first row on; and with those, without one of the ways. */
static bool check(uint64_t seed, RandomSize size) {
    Program *program = random_program(seed, size);
    if (!program_order(program, NULL, NULL)) {
        explain(program, 0, seed, "no order");
        return false;
    }
    Naive *naive = naive_run(program);
    bool fine = check_run(program, naive, &(RunOptions){.budget = {0}}, seed) &&
                check_run(program, naive, &(RunOptions){.sets_from = 1}, seed);
    Without without = 1u << seed % WAY_COUNT;
    fine = fine && check_run(program, naive, &(RunOptions){.sets_from = 1, .without = without}, seed);
    fine = fine && check_run(program, naive, &(RunOptions){.without = UINT32_MAX}, seed);
    fine = fine && check_run(program, naive, &(RunOptions){.settle_from = 1}, seed);
    Ran streamed = run(program, &(RunOptions){.settle_from = 1}),
        stored = run(program, &(RunOptions){.without = 1u << WAY_STREAMS});
    fine = fine && same_order(program, &streamed, &stored, seed);
    finish(&streamed);
    finish(&stored);
    naive_free(naive);
    program_free(program);
    return fine;
}

/* Other seeds by hand:  agree_naive FIRST COUNT */
static uint64_t first_seed = 1, seed_count = 450;

static void small_programs_agree(void **state) {
    (void)state;
    streamed_count = passed_count = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) assert_true(check(seed, RANDOM_SMALL));
    assert_true(streamed_count > seed_count);
}

static void programs_with_rows_that_only_aggregates_read_agree(void **state) {
    (void)state;
    passed_count = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count * 2; seed++)
        assert_true(check(seed, RANDOM_STRATA));
    assert_true(passed_count > seed_count);
}

static void programs_with_circles_through_not_agree(void **state) {
    (void)state;
    undecided_count = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count * 5; seed++)
        assert_true(check(seed, RANDOM_CIRCULAR));
    assert_true(undecided_count > seed_count);
}

static void programs_with_thousands_of_rows_agree(void **state) {
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count / 60; seed++)
        assert_true(check(seed, RANDOM_LARGE));
}

static void programs_of_pairs_and_single_values_agree(void **state) {
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count / 2; seed++) assert_true(check(seed, RANDOM_PAIRS));
}

static void programs_that_contradict_themselves_agree(void **state) {
    (void)state;
    contradiction_count = aside_count = 0;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count * 8; seed++)
        assert_true(check(seed, RANDOM_CONTRARY));
    print_message("%llu runs with contradictions, %llu with rows that lead to their own contrary\n",
                  (unsigned long long)contradiction_count, (unsigned long long)aside_count);
    assert_true(contradiction_count > seed_count * 10 && aside_count > seed_count);
}

int main(int argc, char **argv) {
    if (argc > 2) first_seed = strtoull(argv[1], NULL, 10), seed_count = strtoull(argv[2], NULL, 10);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_programs_agree),
        cmocka_unit_test(programs_with_rows_that_only_aggregates_read_agree),
        cmocka_unit_test(programs_with_circles_through_not_agree),
        cmocka_unit_test(programs_that_contradict_themselves_agree),
        cmocka_unit_test(programs_with_thousands_of_rows_agree),
        cmocka_unit_test(programs_of_pairs_and_single_values_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
