/* Proofs.
 *
 * Steps are worked off a list; a table of the rows that have one keeps shared rows once. */
#include "runtime/why/proof.h"

#include "runtime/store/aside.h"
#include "runtime/why/bindings.h"
#include "runtime/why/premises.h"
#include "runtime/why/through.h"
#include "runtime/why/winner.h"

typedef struct {
    Proof *proof;
    PremiseSearch *search;
    Lowest *lowest;
    const Store *store;
    Table *met;          /* (relation, row): the number of a row here is its step */
    uint32_t most_steps; /* as long as there are no more, groups are listed whole; 0: never */
    bool names_winners;  /* of a team the rule that wins by itself (winner.h) */
    bool has_chosen;     /* another rule than the lowest proof has */
} Prover;

typedef Vec(RowId) RowList;

static StepId step_for(Prover *p, RelId relation, RowId row) {
    StepId id;
    if (table_insert(p->met, (const Value[]){relation, row}, &id))
        vec_push(&p->proof->steps, ((Step){.relation = relation, .row = row, .rule = NO_ID}));
    return id;
}

static const Rule *rule_at(const Prover *p, RuleId id) { return &p->store->program->rules.items[id]; }

/* A step by an instance: rows by literal become steps. */
static void take_instance(Prover *p, StepId id, RuleId rule_id, Value *bindings, StepId *rows, bool is_found) {
    const Rule *rule = rule_at(p, rule_id);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        rows[i] = is_found && rows[i] != NO_ROW ? step_for(p, rule->body[i].relation, rows[i]) : NO_STEP;
    Step *made = &p->proof->steps.items[id];
    made->rule = rule_id;
    made->premises = rows;
    made->premise_count = rule->literal_count;
    made->bindings = bindings;
    made->is_lost = !is_found;
}

static void copy_instance(Prover *p, StepId id, const RuleInstance *instance) {
    const Rule *rule = rule_at(p, instance->rule);
    Value *bindings = arena_array(&p->proof->arena, Value, rule->variable_count + 1);
    StepId *rows = arena_array(&p->proof->arena, StepId, rule->literal_count + 1);
    if (rule->variable_count) memcpy(bindings, instance->bindings, rule->variable_count * sizeof *bindings);
    if (rule->literal_count) memcpy(rows, instance->rows, rule->literal_count * sizeof *rows);
    take_instance(p, id, instance->rule, bindings, rows, true);
}

static void find_instance(Prover *p, StepId id, RuleId rule_id) {
    const Rule *rule = rule_at(p, rule_id);
    Step step = p->proof->steps.items[id];
    Value *bindings = arena_array(&p->proof->arena, Value, rule->variable_count + 1);
    StepId *rows = arena_array(&p->proof->arena, StepId, rule->literal_count + 1);
    bool is_found = premises_find(p->search, (RowRef){step.relation, step.row}, bindings, rows);
    take_instance(p, id, rule_id, bindings, rows, is_found);
}

static void note_row(void *context, RowId row) { vec_push((RowList *)context, row); }

static void list_group(Prover *p, StepId id, RuleId rule_id) {
    const Rule *rule = rule_at(p, rule_id);
    Step step = p->proof->steps.items[id];
    RowId least[FOLD_ROWS_LISTED];
    RowList all = {0};
    uint32_t total, count = group_list(p->store, rule, step_values(p->proof, &step), least, &total);
    bool is_whole = total > count && p->proof->steps.count + (uint64_t)total <= p->most_steps;
    if (is_whole) group_each(p->store, rule, step_values(p->proof, &step), note_row, &all);
    if (is_whole) count = total;
    StepId *rows = arena_array(&p->proof->arena, StepId, count + 1);
    for (uint32_t i = 0; i < count; i++)
        rows[i] = step_for(p, rule->body[0].relation, is_whole ? all.items[i] : least[i]);
    vec_free(&all);
    p->proof->left_out += total - count;
    Step *made = &p->proof->steps.items[id];
    made->rule = rule_id;
    made->premises = rows;
    made->premise_count = count;
    made->row_count = total;
}

/* Passed on from the row of a class; all else that the rule asks is denied. */
static void pass_on(Prover *p, StepId id, RuleId rule_id) {
    const Rule *rule = rule_at(p, rule_id);
    const Value *values = step_values(p->proof, &p->proof->steps.items[id]);
    Bindings b = bindings_new(&p->proof->arena, rule);
    StepId *rows = arena_array(&p->proof->arena, StepId, rule->literal_count + 1);
    (void)bindings_fit_head(&b, rule, values, p->store->program->relations.items[rule->head].arity);
    rows[0] = table_find(store_table(p->store, rule->body[0].relation), values);
    for (uint32_t i = 1; i < rule->literal_count; i++) rows[i] = NO_ROW;
    take_instance(p, id, rule_id, b.values, rows, true);
    p->has_chosen = true;
}

static void find_step(Prover *p, StepId id) {
    RowRef ref = {p->proof->steps.items[id].relation, p->proof->steps.items[id].row};
    RuleInstance instance;
    RuleId rule = table_rule_of(store_table(p->store, ref.relation), ref.row);
    bool is_lower = rule != NO_ID && lowest_find(p->lowest, ref, &instance);
    if (is_lower) rule = instance.rule;
    if (rule == NO_ID) return;
    RuleId winner = p->names_winners ? row_winner(p->store, ref, rule) : rule;
    if (winner != rule)
        pass_on(p, id, winner);
    else if (rule_at(p, rule)->is_fold)
        list_group(p, id, rule);
    else if (is_lower)
        copy_instance(p, id, &instance);
    else
        find_instance(p, id, rule);
}

static Proof *prove_once(Lowest *lowest, RowRef row, const RuleInstance *instance, uint32_t most_steps,
                         bool names_winners, bool *has_chosen) {
    const Store *store = lowest_store(lowest);
    Proof *proof = mem_alloc_zero(sizeof *proof);
    proof->store = store;
    arena_init(&proof->arena);
    Prover p = {.proof = proof,
                .search = premise_search_new(store),
                .lowest = lowest,
                .store = store,
                .met = table_new(2),
                .most_steps = most_steps,
                .names_winners = names_winners};
    proof->may_be_lower = !lowest_reach(lowest, p.search, row);
    step_for(&p, row.relation, row.row);
    if (instance && rule_at(&p, instance->rule)->is_fold)
        list_group(&p, 0, instance->rule);
    else if (instance)
        copy_instance(&p, 0, instance);
    for (StepId id = instance ? 1 : 0; id < proof->steps.count; id++) find_step(&p, id);
    premise_search_free(p.search);
    table_free(p.met);
    *has_chosen = p.has_chosen;
    return proof;
}

static bool is_sound(const Proof *proof) {
    uint32_t *heights = mem_alloc((proof->steps.count + 1) * sizeof *heights);
    bool is_sound_proof = proof_heights(proof, heights);
    mem_free(heights);
    return is_sound_proof;
}

/* Lowest proofs of what lies below a winner may go by the row itself: then the lowest proof is taken as it is. */
static Proof *prove_in(Lowest *lowest, RowRef row, const RuleInstance *instance, uint32_t most_steps) {
    bool has_chosen;
    Proof *proof = prove_once(lowest, row, instance, most_steps, true, &has_chosen);
    if (!has_chosen || is_sound(proof)) return proof;
    proof_free(proof);
    return prove_once(lowest, row, instance, most_steps, false, &has_chosen);
}

static Proof *prove_from(const Store *store, RowRef row, const RuleInstance *instance, uint32_t most_steps) {
    row.row = store_find_aside(store, row, &store);
    Lowest *lowest = lowest_new(store, NULL, NULL);
    Proof *proof = prove_in(lowest, row, instance, most_steps);
    lowest_free(lowest);
    return proof;
}

Proof *prove(const Store *store, RelId relation, RowId row) {
    return prove_from(store, (RowRef){relation, row}, NULL, 0);
}

Proof *prove_whole(const Store *store, RelId relation, RowId row, uint32_t most_steps) {
    return prove_from(store, (RowRef){relation, row}, NULL, most_steps);
}

Proof *prove_among(Lowest *lowest, RelId relation, RowId row, uint32_t most_steps) {
    const Store *store;
    (void)store_find_aside(lowest_store(lowest), (RowRef){relation, row}, &store);
    if (store != lowest_store(lowest)) return prove_whole(lowest_store(lowest), relation, row, most_steps);
    return prove_in(lowest, (RowRef){relation, row}, NULL, most_steps);
}

static bool is_circular(const Proof *proof) {
    for (size_t i = 0; i < proof->steps.count; i++)
        for (uint32_t k = 0; k < proof->steps.items[i].premise_count; k++)
            if (proof->steps.items[i].premises[k] == 0) return true;
    return false;
}

Proof *prove_by(const Store *store, RowRef row, const RuleInstance *instance) {
    Proof *proof = prove_from(store, row, instance, 0);
    if (!is_circular(proof)) return proof;
    proof_free(proof);
    return NULL;
}

/* ---- heights ---- */

typedef struct {
    StepId step;
    uint32_t next; /* premise to go to */
} Visit;

/* Depth first, with a stack of its own: a step is open while what it needs is gone through. */
bool proof_heights(const Proof *proof, uint32_t *heights) {
    const uint32_t is_new = UINT32_MAX, is_open = UINT32_MAX - 1;
    Vec(Visit) stack = {0};
    bool is_sound = true;
    for (size_t i = 0; i < proof->steps.count; i++) heights[i] = is_new;
    for (StepId root = 0; root < proof->steps.count && is_sound; root++) {
        if (heights[root] == is_new) vec_push(&stack, ((Visit){root, 0}));
        while (stack.count && is_sound) {
            Visit *visit = &vec_last(&stack);
            const Step *step = &proof->steps.items[visit->step];
            heights[visit->step] = is_open;
            if (visit->next < step->premise_count) {
                StepId below = step->premises[visit->next++];
                is_sound = below == NO_STEP || heights[below] != is_open;
                if (below != NO_STEP && heights[below] == is_new) vec_push(&stack, ((Visit){below, 0}));
                continue;
            }
            uint32_t height = step->rule != NO_ID;
            for (uint32_t k = 0; k < step->premise_count; k++)
                if (step->premises[k] != NO_STEP && heights[step->premises[k]] >= height)
                    height = heights[step->premises[k]] + 1;
            heights[visit->step] = height;
            (void)vec_pop(&stack);
        }
    }
    vec_free(&stack);
    return is_sound;
}

uint32_t proof_height(const Proof *proof) {
    uint32_t *heights = mem_alloc(proof->steps.count * sizeof *heights);
    (void)proof_heights(proof, heights);
    uint32_t height = heights[0];
    mem_free(heights);
    return height;
}

void proof_free(Proof *proof) {
    if (!proof) return;
    vec_free(&proof->steps);
    arena_clear(&proof->arena);
    mem_free(proof);
}

/* ---- what steps go back to ---- */

StepId step_behind(const Proof *proof, StepId id) {
    for (;;) {
        const Step *step = &proof->steps.items[id];
        const Rule *rule = step_rule(proof, step);
        if (!rule || step->is_lost || !rule_passes_on(proof->store->program, rule)) return id;
        if (step->premise_count == 0 || step->premises[0] == NO_STEP) return id;
        id = step->premises[0];
    }
}

bool step_is_possible(const Proof *proof, StepId id) {
    return id != NO_STEP &&
           proof->store->program->relations.items[proof->steps.items[id].relation].helper == HELPER_POSSIBLE;
}

bool *proof_grounds(const Proof *proof) {
    bool *is_ground = mem_alloc_zero(proof->steps.count + 1);
    Vec(StepId) list = {0};
    vec_push(&list, 0);
    while (list.count) {
        StepId id = vec_pop(&list);
        const Step *step = &proof->steps.items[id];
        if (is_ground[id]) continue;
        is_ground[id] = true;
        for (uint32_t i = 0; i < step->premise_count; i++)
            if (step->premises[i] != NO_STEP && !step_is_possible(proof, step->premises[i]))
                vec_push(&list, step->premises[i]);
    }
    vec_free(&list);
    return is_ground;
}
