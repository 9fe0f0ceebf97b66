/* One pass over the steps.  Sources are few, so that lists of them are searched from their beginning. */
#include "runtime/judge/grounds.h"

#include "runtime/judge/parts.h"
#include "runtime/judge/status.h"
#include "runtime/why/through.h"

typedef Vec(Symbol) Keys;

bool relation_is_counted(const Program *program, RelId relation) {
    return relation_has_facts(program, relation) && !program->relations.items[relation].is_parameter;
}

bool relation_has_facts(const Program *program, RelId relation) {
    Helper helper = program->relations.items[relation].helper;
    return helper == HELPER_NONE || helper == HELPER_STRICT || helper == HELPER_APPLIES;
}

/* ---- facts, rules and sources ---- */

static void note_keys(Keys *keys, Cites cites) {
    for (uint32_t i = 0; i < cites.count; i++) {
        size_t k = 0;
        while (k < keys->count && keys->items[k] != cites.items[i].key) k++;
        if (k == keys->count) vec_push(keys, cites.items[i].key);
    }
}

/* By text: insertion, since they are few. */
static const Symbol *sorted_keys(const Program *program, const Keys *keys, Arena *arena) {
    const Interner *symbols = values_symbols(program->values);
    Symbol *sorted = arena_array(arena, Symbol, keys->count + 1);
    for (size_t i = 0; i < keys->count; i++) {
        size_t at = i;
        for (; at > 0 && str_compare(intern_text(symbols, keys->items[i]), intern_text(symbols, sorted[at - 1])) < 0;
             at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = keys->items[i];
    }
    return sorted;
}

static void settle(const Program *program, const Keys *keys, Attested *attested, Arena *arena) {
    attested->sources = sorted_keys(program, keys, arena);
    attested->source_count = (uint32_t)keys->count;
}

bool fact_is_attested(const Store *store, RelId relation, RowId row) {
    for (uint32_t i = 0; i < store_origin_count(store, relation, row); i++)
        if (store_origin(store, relation, row, i).cites.count) return true;
    return false;
}

bool fact_is_reported(const Store *store, RelId relation, RowId row) {
    const Program *program = store->program;
    RelId given = program_given(program, program_said(program, relation));
    if (program->relations.items[relation].helper != HELPER_APPLIES) return false;
    RowId certain = table_find(store_table(store, given), table_row(store_table(store, relation), row));
    return certain == NO_ROW || store_origin_count(store, given, certain) == 0;
}

/* By somebody, and not to read an aggregate or to pass rows on. */
static bool is_written(const Program *program, const Rule *rule) {
    return rule->kind != RULE_MADE && !rule->is_fold && rule->written < program->rules.count &&
           relation_has_facts(program, rule->head) && !rule_passes_on(program, rule) &&
           !rule_denies_rival(program, rule);
}

typedef struct {
    const Store *store;
    Grounds grounds;
    Keys facts, rules; /* that are cited */
    bool *is_counted;  /* by the number of the written rule */
    Table *met;        /* (relation, row) of the facts; NULL while they come from one proof, which has each once */
} Collector;

static void count_rule(Collector *c, const Rule *rule) {
    if (rule->strength > c->grounds.strength) c->grounds.strength = rule->strength;
    if (!is_written(c->store->program, rule) || c->is_counted[rule->written]) return;
    c->is_counted[rule->written] = true;
    c->grounds.rules.count++;
    c->grounds.rules.attested += rule->cites.count > 0;
    note_keys(&c->rules, rule->cites);
}

static void count_fact(Collector *c, RowRef fact) {
    if (c->met && !table_insert(c->met, (const Value[]){fact.relation, fact.row}, NULL)) return;
    if (c->grounds.facts.count < GROUNDS_NAMED) c->grounds.some[c->grounds.facts.count] = fact;
    c->grounds.facts.count++;
    c->grounds.facts.attested += fact_is_attested(c->store, fact.relation, fact.row);
    c->grounds.facts.reported += fact_is_reported(c->store, fact.relation, fact.row);
    for (uint32_t i = 0; i < store_origin_count(c->store, fact.relation, fact.row); i++)
        note_keys(&c->facts, store_origin(c->store, fact.relation, fact.row, i).cites);
}

/* The fact, whichever of its rows it is named by. */
static void count_stated(Collector *c, RowRef fact) {
    const Value *row = table_row(store_table(c->store, fact.relation), fact.row);
    RowRefs rows = rows_stating(c->store, program_said(c->store->program, fact.relation), row);
    bool is_attested = false;
    for (size_t i = 0; i < rows.count; i++) {
        is_attested = is_attested || fact_is_attested(c->store, rows.items[i].relation, rows.items[i].row);
        for (uint32_t k = 0; k < store_origin_count(c->store, rows.items[i].relation, rows.items[i].row); k++)
            note_keys(&c->facts, store_origin(c->store, rows.items[i].relation, rows.items[i].row, k).cites);
    }
    c->grounds.facts.count++;
    c->grounds.facts.attested += is_attested;
    c->grounds.facts.reported += fact_is_reported(c->store, fact.relation, fact.row);
    vec_free(&rows);
}

static void collect(Collector *c, const Proof *proof) {
    bool *is_ground = proof_grounds(proof);
    c->grounds.left_out += proof->left_out;
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        const Rule *rule = step_rule(proof, step);
        if (!is_ground[i]) continue;
        if (rule)
            count_rule(c, rule);
        else if (relation_is_counted(c->store->program, step->relation))
            count_fact(c, (RowRef){step->relation, step->row});
    }
    mem_free(is_ground);
}

static Collector collector(const Store *store) {
    return (Collector){.store = store,
                       .grounds = {.strength = STRENGTH_CERTAIN},
                       .is_counted = mem_alloc_zero(store->program->rules.count + 1)};
}

static Grounds collected(Collector *c, Arena *arena) {
    settle(c->store->program, &c->facts, &c->grounds.facts, arena);
    settle(c->store->program, &c->rules, &c->grounds.rules, arena);
    vec_free(&c->facts);
    vec_free(&c->rules);
    mem_free(c->is_counted);
    table_free(c->met);
    return c->grounds;
}

Grounds grounds_of(const Proof *proof, Arena *arena) {
    Collector c = collector(proof->store);
    collect(&c, proof);
    return collected(&c, arena);
}

static void collect_rows(Collector *c, const RowRef *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Proof *proof = prove(c->store, rows[i].relation, rows[i].row);
        collect(c, proof);
        proof_free(proof);
    }
}

Grounds grounds_of_rows(const Store *store, const RowRef *rows, size_t count, Arena *arena) {
    Collector c = collector(store);
    c.met = table_new(2);
    collect_rows(&c, rows, count);
    return collected(&c, arena);
}

Attested facts_attested(const Store *store, const RowRef *facts, size_t count, Arena *arena) {
    Collector c = collector(store);
    for (size_t i = 0; i < count; i++) count_fact(&c, facts[i]);
    return collected(&c, arena).facts;
}

Attested facts_stated(const Store *store, const RowRef *facts, size_t count, Arena *arena) {
    Collector c = collector(store);
    for (size_t i = 0; i < count; i++) count_stated(&c, facts[i]);
    return collected(&c, arena).facts;
}

Attested facts_beside(const Proof *proof, const RowRef *rows, size_t count, Arena *arena) {
    if (count == 0) return (Attested){0};
    Collector c = collector(proof->store);
    c.met = table_new(2);
    collect(&c, proof);
    c.grounds.facts = (Attested){0};
    vec_empty(&c.facts);
    collect_rows(&c, rows, count);
    return collected(&c, arena).facts;
}

Grounds grounds_of_premises(const Store *store, const Residual *residual, Arena *arena) {
    const Rule *rule = &store->program->rules.items[residual->rule];
    RowRef *rows = arena_array(arena, RowRef, rule->literal_count + 1);
    size_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM || residual->truth[i] != LITERAL_TRUE) continue;
        RowRef row = literal_least(store, literal, residual->bindings);
        if (row.row != NO_ROW) rows[count++] = row;
    }
    return grounds_of_rows(store, rows, count, arena);
}

/* ---- what speaks against it ---- */

/* The same written rule, or facts that say the same. */
static bool is_same(const Store *store, const Argument *a, const Argument *b) {
    const Rule *rules = store->program->rules.items;
    if ((a->rule == NO_ID) != (b->rule == NO_ID)) return false;
    if (a->rule != NO_ID)
        return a->rule == b->rule ||
               (rules[a->rule].written != NO_ID && rules[a->rule].written == rules[b->rule].written);
    uint32_t arity = store->program->relations.items[a->about].arity;
    return a->about == b->about && row_is_same(argument_row(store, a), argument_row(store, b), arity);
}

/* A priority says more than that a rival is accepted. */
static void note_attack(const Store *store, const Step *step, const Argument *argument, Attacks *attacks) {
    for (size_t i = 0; i < attacks->items.count; i++) {
        Attack *noted = &attacks->items.items[i];
        if (!is_same(store, &noted->argument, argument)) continue;
        if (noted->argument.lost == LOST_TO_RIVAL) *noted = (Attack){step, *argument};
        return;
    }
    vec_push(&attacks->items, ((Attack){step, *argument}));
}

static void note_rivals(const Proof *proof, const Step *step, Attacks *attacks) {
    RelId about = relation_disputed(proof->store->program, step->relation);
    if (about == NO_ID) return;
    Dispute dispute = dispute_of_step(proof, step);
    for (size_t i = 0; i < dispute.contra.count; i++)
        if (dispute.contra.items[i].lost != LOST_NOT)
            note_attack(proof->store, step, &dispute.contra.items[i], attacks);
    dispute_clear(&dispute);
}

/* Whether somebody argues for what the step denies, and is not beaten. */
static void note_denials(const Proof *proof, const Step *step, Attacks *attacks) {
    const Program *program = proof->store->program;
    const Rule *rule = step_rule(proof, step);
    for (uint32_t i = 0; rule && step->bindings && i < rule->literal_count && !attacks->is_doubtful; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_NOT || program->relations.items[literal->relation].helper != HELPER_NONE) continue;
        attacks->is_doubtful = literal_is_contested(proof->store, literal, step->bindings);
    }
}

/* The first step below that is given and contradicted; NULL. */
static const Step *contradicted_below(const Proof *proof, StepId root, bool *is_seen) {
    Vec(StepId) list = {0};
    const Step *found = NULL;
    vec_push(&list, root);
    while (list.count && !found) {
        StepId id = vec_pop(&list);
        const Step *step = &proof->steps.items[id];
        if (is_seen[id]) continue;
        is_seen[id] = true;
        if (step->rule == NO_ID && table_is_hidden(store_table(proof->store, step->relation), step->row)) found = step;
        for (uint32_t i = step->premise_count; i-- > 0;)
            if (step->premises[i] != NO_STEP) vec_push(&list, step->premises[i]);
    }
    vec_free(&list);
    return found;
}

/* What a key or a declared contrary denies could follow, though not from what is accepted. */
static void note_contradicted(const Proof *proof, const Step *step, bool *is_seen, Attacks *attacks) {
    for (uint32_t i = 0; i < step->premise_count && !attacks->contradicted; i++) {
        if (!step_is_possible(proof, step->premises[i])) continue;
        attacks->contradicted = contradicted_below(proof, step->premises[i], is_seen);
        attacks->other = attacks->contradicted ? &proof->steps.items[step->premises[i]] : NULL;
    }
}

void attacks_find(const Proof *proof, Attacks *attacks) {
    bool *is_seen = mem_alloc_zero(proof->steps.count + 1); /* by step */
    *attacks = (Attacks){0};
    for (size_t i = 0; i < proof->steps.count && i < ATTACK_STEPS; i++) {
        note_rivals(proof, &proof->steps.items[i], attacks);
        note_denials(proof, &proof->steps.items[i], attacks);
        note_contradicted(proof, &proof->steps.items[i], is_seen, attacks);
    }
    mem_free(is_seen);
    attacks->is_cut = proof->steps.count > ATTACK_STEPS;
}

void attacks_clear(Attacks *attacks) { vec_free(&attacks->items); }
