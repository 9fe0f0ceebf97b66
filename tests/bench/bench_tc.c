/* Transitive closure of a random graph of 3,000 nodes and 9,000 edges: seconds, rows and bytes a row. */
#include <stdio.h>
#include <stdlib.h>

#include "runtime/eval/rounds.h"

enum { NODES = 3000, EDGES = 9000 };

static uint32_t next_random(uint64_t *state) {
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

static RelId add_relation(Program *program, const char *name) {
    static const Column COLUMNS[] = {{NO_SYMBOL, TYPE_ID_INT, false}, {NO_SYMBOL, TYPE_ID_INT, false}};
    return program_add_relation(program, (Relation){.name = intern(values_symbols(program->values), str_of(name)),
                                                    .arity = 2,
                                                    .columns = COLUMNS,
                                                    .contrary = NO_ID,
                                                    .span = NO_SPAN});
}

int main(void) {
    MemAccount *account = mem_account_new();
    if (!account) return 1;
    mem_enter(account);
    Program *program = program_new();
    RelId edge = add_relation(program, "edge"), tc = add_relation(program, "tc");
    const Term xy[] = {term_var(0), term_var(1)}, yz[] = {term_var(1), term_var(2)}, xz[] = {term_var(0), term_var(2)};
    const Literal first = {.kind = LIT_ATOM, .relation = edge, .terms = xy, .span = NO_SPAN};
    const Literal step[] = {{.kind = LIT_ATOM, .relation = tc, .terms = xy, .span = NO_SPAN},
                            {.kind = LIT_ATOM, .relation = edge, .terms = yz, .span = NO_SPAN}};
    program_add_rule(program, (Rule){.head = tc,
                                     .terms = xy,
                                     .body = &first,
                                     .literal_count = 1,
                                     .variable_count = 2,
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN});
    program_add_rule(program, (Rule){.head = tc,
                                     .terms = xz,
                                     .body = step,
                                     .literal_count = 2,
                                     .variable_count = 3,
                                     .label = NO_SYMBOL,
                                     .span = NO_SPAN});
    program_order(program, NULL, NULL);
    Store *store = store_new(program);
    uint64_t seed = 1;
    while (table_count(store_table(store, edge)) < EDGES) {
        Value row[] = {value_int(program->values, next_random(&seed) % NODES),
                       value_int(program->values, next_random(&seed) % NODES)};
        store_give(store, edge, row, (Origin){NO_SYMBOL, {NULL, 0}, NO_SPAN}, NULL);
    }
    Outcome outcome = {0};
    Conflicts conflicts = {0};
    run_program(store, &(RunOptions){.budget = {0}}, &conflicts, &outcome);
    uint32_t rows = table_count(store_table(store, tc));
    printf("tc_rand: %u rows, %.2f s, %.1f M rows/s, %.1f bytes a row, peak %.0f MB\n", rows, outcome.seconds,
           rows / outcome.seconds / 1e6, (double)table_bytes(store_table(store, tc)) / rows,
           (double)mem_peak(account) / 1e6);
    outcome_clear(&outcome);
    store_free(store);
    program_free(program);
    mem_enter(NULL);
    mem_account_free(account);
    return 0;
}
