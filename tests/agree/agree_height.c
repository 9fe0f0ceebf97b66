/* Of random programs without contradictions, which rules see or not by when they ran, every proof is of the least
 * height there is; heights are computed here by trying all instances.
 * What was looked at for other rows changes no proof. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "runtime/eval/rounds.h"
#include "runtime/eval/stream.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"
#include "runtime/why/verify.h"
#include "tests/support/random_program.h"

#define UNKNOWN UINT32_MAX

typedef struct {
    const Store *store;
    uint32_t **heights; /* by relation and row */
    RelId relation;
    RowId row;
    bool has_changed, is_listed_whole;
} Brute;

static void lower(Brute *b, uint32_t height) {
    if (height == UNKNOWN || height + 1 >= b->heights[b->relation][b->row]) return;
    b->heights[b->relation][b->row] = height + 1;
    b->has_changed = true;
}

/* The least height of a row that a literal matches. */
static uint32_t least_match(const Brute *b, const Literal *literal, const Value *bindings) {
    const Table *table = store_table(b->store, literal->relation);
    uint32_t least = UNKNOWN;
    for (RowId row = 0; row < table_count(table); row++) {
        bool fits = literal->sees_hidden || literal->sees_hidden || !table_is_hidden(table, row);
        for (uint32_t c = 0; c < table_arity(table) && fits; c++) {
            Value v = term_value(literal->terms[c], bindings);
            fits = v == UNBOUND || v == table_row(table, row)[c];
        }
        if (fits && b->heights[literal->relation][row] < least) least = b->heights[literal->relation][row];
    }
    return least;
}

static bool has_match(const Brute *b, const Literal *literal, const Value *bindings) {
    Literal open = *literal;
    Term terms[64];
    uint32_t arity = b->store->program->relations.items[literal->relation].arity;
    memcpy(terms, literal->terms, arity * sizeof *terms);
    terms[arity - 1] = term_any();
    open.terms = terms;
    Value key[64];
    uint64_t columns = literal_key(&open, arity, bindings, key);
    return table_match(store_table(b->store, literal->relation), columns, key, literal->sees_hidden) != NO_ROW;
}

static bool try_instance(void *context, const Residual *residual) {
    Brute *b = context;
    const Rule *rule = &b->store->program->rules.items[residual->rule];
    uint32_t height = 0;
    if (residual->undecided_count) return true;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        Value value;
        if (literal->kind == LIT_BIND &&
            (!instance_compute(b->store->program, literal->left, residual->bindings, &value) ||
             value != residual->bindings[literal->variable]))
            return true; /* 0 and 0.0 are other values */
        if (literal->kind != LIT_ATOM && literal->kind != LIT_LOOKUP) continue;
        if (literal->kind == LIT_LOOKUP && !has_match(b, literal, residual->bindings)) continue;
        uint32_t own = least_match(b, literal, residual->bindings);
        if (own == UNKNOWN) return true;
        if (own > height) height = own;
    }
    lower(b, height);
    return true;
}

static void note_height(void *context, RowId row) {
    uint32_t **pair = context;
    uint32_t height = pair[0][row];
    if (height > *pair[1]) *pair[1] = height;
}

static void try_rules(Brute *b) {
    const Program *program = b->store->program;
    const Value *row = table_row(store_table(b->store, b->relation), b->row);
    const Component *component = &program->components.items[program->relations.items[b->relation].component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != b->relation || !rule->is_fold) continue;
        uint32_t height = 0, *pair[] = {b->heights[rule->body[0].relation], &height};
        RowId rows[GROUP_ROWS_LISTED];
        uint32_t total, count = group_list(b->store, rule, row, rows, &total);
        for (uint32_t k = 0; k < count; k++) note_height(pair, rows[k]);
        lower(b, height);
    }
    residual_of_row(b->store, b->relation, row, false, try_instance, b);
}

static void find_heights(Brute *b) {
    size_t count = b->store->tables.count;
    b->heights = mem_alloc_zero((count + 1) * sizeof *b->heights);
    for (RelId id = 0; id < count; id++) streamed_fill(b->store, id);
    for (RelId id = 0; id < count; id++) {
        const Table *table = store_table(b->store, id);
        b->heights[id] = mem_alloc((table_count(table) + 1) * sizeof **b->heights);
        for (RowId row = 0; row < table_count(table); row++)
            b->heights[id][row] = table_round_of(table, row) == 0 ? 0 : UNKNOWN;
    }
    do {
        b->has_changed = false;
        for (b->relation = 0; b->relation < count; b->relation++)
            for (b->row = 0; b->row < table_count(store_table(b->store, b->relation)); b->row++)
                if (b->store->program->relations.items[b->relation].component != NO_ID) try_rules(b);
    } while (b->has_changed);
}

static bool is_same_step(const Step *a, const Step *b) {
    if (a->relation != b->relation || a->row != b->row || a->rule != b->rule) return false;
    if (a->premise_count != b->premise_count || a->row_count != b->row_count) return false;
    for (uint32_t i = 0; i < a->premise_count; i++)
        if (a->premises[i] != b->premises[i]) return false;
    return true;
}

static void compare_proofs(const Proof *alone, const Proof *among, uint64_t seed) {
    bool is_same = alone->steps.count == among->steps.count && alone->may_be_lower == among->may_be_lower;
    for (size_t i = 0; i < alone->steps.count && is_same; i++)
        is_same = is_same_step(&alone->steps.items[i], &among->steps.items[i]);
    if (!is_same) fail_msg("seed %llu: another proof among others", (unsigned long long)seed);
}

static void compare_heights(const Brute *b, uint64_t seed, uint32_t *given_up, uint32_t *proved) {
    bool *is_same = mem_alloc(b->store->tables.count + 1);
    memset(is_same, true, b->store->tables.count);
    Lowest *lowest = lowest_new(b->store, NULL, NULL);
    for (RelId id = 0; id < b->store->tables.count; id++)
        for (RowId row = 0; row < table_count(store_table(b->store, id)); row++) {
            Proof *proof = prove(b->store, id, row);
            Flaw flaw;
            if (!proof_verify(proof, &flaw)) fail_msg("seed %llu: %s", (unsigned long long)seed, flaw.reason);
            ++*proved;
            Proof *among = prove_among(lowest, id, row, 0);
            compare_proofs(proof, among, seed);
            proof_free(among);
            Lowest *after = lowest_new(b->store, lowest, is_same);
            among = prove_among(after, id, row, 0);
            compare_proofs(proof, among, seed);
            proof_free(among);
            lowest_free(after);
            if (proof->may_be_lower)
                ++*given_up;
            else if (proof_height(proof) != b->heights[id][row])
                fail_msg("seed %llu: relation %u row %u: height %u, not %u", (unsigned long long)seed, (unsigned)id,
                         (unsigned)row, (unsigned)proof_height(proof), (unsigned)b->heights[id][row]);
            proof_free(proof);
        }
    lowest_free(lowest);
    mem_free(is_same);
}

static void check_program(uint64_t seed, RandomSize size, uint32_t most_rows, uint32_t *given_up, uint32_t *proved) {
    Program *program = random_program(seed, size);
    assert_true(program_order(program, NULL, NULL));
    Store *store = store_new(program);
    store_give_program(store);
    Conflicts conflicts = {0};
    Outcome outcome = {0};
    run_program(store, &(RunOptions){.sets_from = seed % 2, .budget = {.max_rows = 100000}}, &conflicts, &outcome);
    Brute brute = {.store = store};
    if (outcome.stop == STOP_NONE && conflicts.count == 0 && store_row_count(store) <= most_rows) {
        find_heights(&brute);
        compare_heights(&brute, seed, given_up, proved);
        for (RelId id = 0; id < store->tables.count; id++) mem_free(brute.heights[id]);
        mem_free(brute.heights);
    }
    vec_free(&conflicts);
    outcome_clear(&outcome);
    store_free(store);
    program_free(program);
}

static void check_programs(RandomSize size, uint64_t count, uint32_t most_rows) {
    uint32_t given_up = 0, proved = 0;
    for (uint64_t seed = 1; seed <= count; seed++) check_program(seed, size, most_rows, &given_up, &proved);
    assert_true(proved > 1000);
    assert_true(given_up * 10 < proved);
}

static void proofs_of_small_programs_are_of_the_least_height(void **state) {
    (void)state;
    check_programs(RANDOM_SMALL, 600, 200);
}

static void proofs_of_programs_with_circles_are_of_the_least_height(void **state) {
    (void)state;
    check_programs(RANDOM_CIRCULAR, 600, 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proofs_of_small_programs_are_of_the_least_height),
        cmocka_unit_test(proofs_of_programs_with_circles_are_of_the_least_height),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
