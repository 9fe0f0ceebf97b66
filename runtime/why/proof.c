/* Proofs.
 *
 * Steps are worked off a list; a table of the rows that have one keeps shared rows once. */
#include "runtime/why/proof.h"

#include "runtime/eval/stream.h"
#include "runtime/why/premises.h"

typedef struct {
    Proof *proof;
    PremiseSearch *search;
    const Store *store;
    Table *met; /* (relation, row): the number of a row here is its step */
} Prover;

static StepId step_for(Prover *p, RelId relation, RowId row) {
    StepId id;
    if (table_insert(p->met, (const Value[]){relation, row}, &id))
        vec_push(&p->proof->steps, ((Step){.relation = relation, .row = row, .rule = NO_ID}));
    return id;
}

static void find_premises(Prover *p, StepId id) {
    Step step = p->proof->steps.items[id];
    const Rule *rule = &p->store->program->rules.items[step.rule];
    Value *bindings = arena_array(&p->proof->arena, Value, rule->variable_count + 1);
    StepId *premises = arena_array(&p->proof->arena, StepId, rule->literal_count + 1);
    bool found = premises_find(p->search, (RowRef){step.relation, step.row}, bindings, premises);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        premises[i] = found && premises[i] != NO_ROW ? step_for(p, rule->body[i].relation, premises[i]) : NO_STEP;
    Step *made = &p->proof->steps.items[id];
    made->premises = premises;
    made->premise_count = rule->literal_count;
    made->bindings = bindings;
    made->is_lost = !found;
}

/* The rows of a group; for min and max those that have the result first. */
static void list_group(Prover *p, StepId id) {
    Step step = p->proof->steps.items[id];
    const Rule *rule = &p->store->program->rules.items[step.rule];
    streamed_fill(p->store, rule->body[0].relation);
    Table *table = store_table(p->store, rule->body[0].relation);
    const Value *head = table_row(store_table(p->store, step.relation), step.row);
    const Index *index = table_index(table, rule->group_count ? UINT64_MAX >> (64 - rule->group_count) : 0);
    bool extreme = rule->aggregate == AGG_MIN || rule->aggregate == AGG_MAX;
    StepId *premises = arena_array(&p->proof->arena, StepId, FOLD_ROWS_LISTED);
    uint32_t listed = 0, rows = 0;
    for (int pass = extreme ? 0 : 1; pass < 2; pass++)
        for (RowId row = index_first(index, head, 0); row < table_count(table); row = index_next(index, row)) {
            bool is_result = extreme && table_row(table, row)[rule->group_count] == head[rule->group_count];
            rows += pass;
            if (is_result != (pass == 0) || listed == FOLD_ROWS_LISTED) continue;
            premises[listed++] = step_for(p, rule->body[0].relation, row);
        }
    Step *made = &p->proof->steps.items[id];
    made->premises = premises;
    made->premise_count = listed;
    made->row_count = rows;
}

Proof *prove(const Store *store, RelId relation, RowId row) {
    Proof *proof = mem_alloc_zero(sizeof *proof);
    proof->store = store;
    arena_init(&proof->arena);
    Prover p = {.proof = proof, .search = premise_search_new(store), .store = store, .met = table_new(2)};
    step_for(&p, relation, row);
    for (StepId id = 0; id < proof->steps.count; id++) {
        Step *step = &proof->steps.items[id];
        step->rule = table_rule_of(store_table(store, step->relation), step->row);
        if (step->rule == NO_ID) continue;
        if (store->program->rules.items[step->rule].is_fold)
            list_group(&p, id);
        else
            find_premises(&p, id);
    }
    premise_search_free(p.search);
    table_free(p.met);
    return proof;
}

void proof_free(Proof *proof) {
    if (!proof) return;
    vec_free(&proof->steps);
    arena_clear(&proof->arena);
    mem_free(proof);
}
