/* Every row of random programs has a proof that the verifier accepts, that ends in given facts,
 * and that can be told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/eval/rounds.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/why/verify.h"
#include "tests/support/random_program.h"

static void check_row(const Store *store, uint64_t seed, RelId relation, RowId row, Text *text) {
    Proof *proof = prove(store, relation, row);
    Flaw flaw;
    if (!proof_verify(proof, &flaw)) {
        const Step *step = &proof->steps.items[flaw.step];
        text_empty(text);
        atom_print(store->program, step->relation, step_values(proof, step), text);
        text_lit(text, " by ");
        if (step_rule(proof, step)) rule_print(store->program, step_rule(proof, step), text);
        fail_msg("seed %llu: %s: %s", (unsigned long long)seed, flaw.reason, text->bytes);
    }
    text_empty(text);
    proof_print(proof, NULL, text);
    proof_json(proof, NULL, text);
    assert_true(text->length > 0);
    proof_free(proof);
}

/* Of a long table, some rows from everywhere. */
static void check_rows(const Store *store, uint64_t seed, uint32_t most) {
    Text text;
    text_init(&text);
    for (RelId relation = 0; relation < store->tables.count; relation++) {
        uint32_t count = table_count(store_table(store, relation));
        uint32_t stride = count > most ? count / most : 1;
        for (RowId row = 0; row < count; row += stride) check_row(store, seed, relation, row, &text);
    }
    text_clear(&text);
}

static void check_program(uint64_t seed, RandomSize size, uint32_t most, uint32_t sets_from) {
    Program *program = random_program(seed, size);
    assert_true(program_order(program, NULL, NULL));
    Store *store = store_new(program);
    store_give_program(store);
    Conflicts conflicts = {0};
    Outcome outcome = {0};
    uint64_t most_rows = size == RANDOM_PAIRS || size == RANDOM_STRATA ? 0 : 200000;
    run_program(store,
                &(RunOptions){.budget = {.max_rows = most_rows}, .sets_from = sets_from, .settle_from = sets_from},
                &conflicts, &outcome);
    check_rows(store, seed, most);
    vec_free(&conflicts);
    outcome_clear(&outcome);
    store_free(store);
    program_free(program);
}

static void every_row_of_small_programs_has_a_proof_that_verifies(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 1000; seed++) check_program(seed, RANDOM_SMALL, UINT32_MAX, seed % 2);
}

static void every_true_row_of_programs_with_circles_has_a_proof_that_verifies(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) check_program(seed, RANDOM_CIRCULAR, UINT32_MAX, seed % 2);
}

/* Rows that contradict something too, and those that only follow if what contradicts them is used. */
static void every_row_of_programs_that_contradict_themselves_has_a_proof_that_verifies(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3000; seed++) check_program(seed, RANDOM_CONTRARY, UINT32_MAX, seed % 2);
}

static void rows_of_larger_programs_have_proofs_that_verify(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 5; seed++) check_program(seed, RANDOM_LARGE, 40, seed % 2);
}

static void rows_that_were_not_kept_have_proofs_that_verify(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) check_program(seed, RANDOM_STRATA, 200, 1);
}

static void rows_that_came_as_sets_have_proofs_that_verify(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) check_program(seed, RANDOM_PAIRS, 100, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_small_programs_has_a_proof_that_verifies),
        cmocka_unit_test(every_true_row_of_programs_with_circles_has_a_proof_that_verifies),
        cmocka_unit_test(every_row_of_programs_that_contradict_themselves_has_a_proof_that_verifies),
        cmocka_unit_test(rows_of_larger_programs_have_proofs_that_verify),
        cmocka_unit_test(rows_that_were_not_kept_have_proofs_that_verify),
        cmocka_unit_test(rows_that_came_as_sets_have_proofs_that_verify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
