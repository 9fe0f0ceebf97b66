/* What tables need no more, given back while the run goes on.
 *
 * A complete relation keeps its rows; what they are found by is worth its memory only while rules still look them up.
 * Slots go as soon as no rule to come can look for a whole row, indexes and groups after the last component that reads
 * the relation; the results of a streamed aggregate go with them, since they can be had again (recall.c).  Who looks
 * something up after the run has it made again, and then it stays. */
#include "runtime/eval/run_internal.h"

/* Whether a term has its value before the literal is looked at, in some order of the body. */
static bool may_be_known(Term term, const uint32_t *occurrences, uint32_t here) {
    return term.kind == TERM_CONST || (term.kind == TERM_VAR && occurrences[term.id] > here);
}

static void count_occurrence(void *context, VarId variable) { ((uint32_t *)context)[variable]++; }

static void count_in_terms(const Literal *literal, uint32_t arity, uint32_t *occurrences) {
    for (uint32_t i = 0; i < arity; i++)
        if (literal->terms[i].kind == TERM_VAR) occurrences[literal->terms[i].id]++;
}

static uint32_t times_in(const Literal *literal, uint32_t arity, VarId variable) {
    uint32_t times = 0;
    for (uint32_t i = 0; i < arity; i++)
        times += literal->terms[i].kind == TERM_VAR && literal->terms[i].id == variable;
    return times;
}

static uint32_t arity_of(const Program *program, const Literal *literal) {
    return literal->terms ? program->relations.items[literal->relation].arity : 0;
}

static bool may_find_whole(const Literal *literal, uint32_t arity, const uint32_t *occurrences) {
    for (uint32_t i = 0; i < arity; i++) {
        Term term = literal->terms[i];
        if (!may_be_known(term, occurrences, term.kind == TERM_VAR ? times_in(literal, arity, term.id) : 0))
            return false;
    }
    return true;
}

/* occurrences: room for one number a variable. */
static void note_rule(Readers *readers, const Program *program, const Rule *rule, uint32_t component,
                      uint32_t *occurrences) {
    memset(occurrences, 0, rule->variable_count * sizeof *occurrences);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        count_in_terms(literal, arity_of(program, literal), occurrences);
        if (literal->kind != LIT_COMPARE) /* which gives no variable a value */
            literal_each_variable(literal, count_occurrence, occurrences);
    }
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal->terms) continue;
        uint32_t *last = &readers->last[literal->relation], *last_whole = &readers->last_whole[literal->relation];
        if (*last == NO_ID || *last < component) *last = component;
        if (may_find_whole(literal, arity_of(program, literal), occurrences) &&
            (*last_whole == NO_ID || *last_whole < component))
            *last_whole = component;
    }
}

static uint32_t most_variables(const Program *program) {
    uint32_t most = 0;
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].variable_count > most) most = program->rules.items[i].variable_count;
    return most;
}

Readers readers_of(const Program *program, const RunOptions *options) {
    return (Readers){.program = program,
                     .wanted = options->wanted,
                     .settle_from = options->settle_from ? options->settle_from : DEFAULT_SETTLE_FROM};
}

static void find_readers(Readers *readers) {
    if (readers->last) return;
    const Program *program = readers->program;
    size_t bytes = (program->relations.count + 1) * sizeof(uint32_t);
    readers->last = memset(mem_alloc(bytes), 0xFF, bytes);
    readers->last_whole = memset(mem_alloc(bytes), 0xFF, bytes);
    uint32_t *occurrences = mem_alloc((most_variables(program) + 1) * sizeof *occurrences);
    for (uint32_t c = 0; c < program->components.count; c++)
        for (uint32_t i = 0; (!readers->wanted || readers->wanted[c]) && i < program->components.items[c].rule_count;
             i++)
            note_rule(readers, program, &program->rules.items[program->components.items[c].rules[i]], c, occurrences);
    mem_free(occurrences);
}

uint32_t readers_last_whole(Readers *readers, RelId relation) {
    find_readers(readers);
    return readers->last_whole[relation];
}

void readers_clear(Readers *readers) {
    mem_free(readers->last);
    mem_free(readers->last_whole);
}

/* Whether they are the results of an aggregate that was streamed. */
static bool can_be_made_again(const Store *store, RelId r) {
    const Program *program = store->program;
    const Relation *relation = &program->relations.items[r];
    if (relation->helper != HELPER_AGGREGATE || !uses(store->without, WAY_STREAMS) || store->asides) return false;
    const Component *component = &program->components.items[relation->component];
    if (component->rule_count != 1 || component->relation_count != 1) return false;
    const Rule *fold = &program->rules.items[component->rules[0]];
    return fold->is_fold && store->streamed.items[fold->body[0].relation] && !store_possible(store, r) &&
           table_hidden_count(store_table(store, r)) == 0;
}

static void forget_rows(const Store *store, RelId r) {
    Table *table = store_table(store, r);
    store->absences.items[r] = (Absence){true, table_round_of(table, 0)};
    table_clear(table);
}

static void settle(const Store *store, Readers *readers, RelId r, uint32_t component) {
    Table *table = store_table_as_is(store, r);
    if (store_is_shared(store, r)) return;
    if (table_count(table) < readers->settle_from || store->program->relations.items[r].contrary != NO_ID) return;
    find_readers(readers);
    if (readers->last_whole[r] == NO_ID || readers->last_whole[r] <= component) table_drop_slots(table);
    if (readers->last[r] != NO_ID && readers->last[r] > component) return;
    table_drop_indexes(table);
    if (can_be_made_again(store, r)) forget_rows(store, r);
}

static void settle_all_of(const Store *store, Readers *readers, const Component *component, uint32_t which) {
    for (uint32_t i = 0; i < component->relation_count; i++) settle(store, readers, component->relations[i], which);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (rule->body[k].terms) settle(store, readers, rule->body[k].relation, which);
    }
}

/* A component that was passed on is settled with the next one, which reads in its place. */
void settle_component(const Store *store, Readers *readers, uint32_t which) {
    const Component *components = store->program->components.items;
    if (store_is_absent(store, components[which].relations[0])) return;
    if (which > 0 && store_is_absent(store, components[which - 1].relations[0]))
        settle_all_of(store, readers, &components[which - 1], which);
    settle_all_of(store, readers, &components[which], which);
}
