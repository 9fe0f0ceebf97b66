/* The tables of what applies say which rows are argued for; the instances of their rules say by which. */
#include "runtime/judge/dispute.h"

#include "runtime/why/premises.h"
#include "runtime/why/residual.h"
#include "runtime/why/through.h"
#include "runtime/why/winner.h"

typedef struct {
    const Store *store;
    Arguments *list;
    Argument pattern;
} Collector;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static void add(Collector *c, RuleId rule, Applies state) {
    Argument argument = c->pattern;
    argument.rule = rule;
    argument.state = state;
    if (c->list->count && rule != NO_ID && vec_last(c->list).rule == rule &&
        vec_last(c->list).applies.row == argument.applies.row) {
        if (state == APPLIES) vec_last(c->list).state = APPLIES;
        return;
    }
    vec_push(c->list, argument);
}

static bool note_instance(void *context, const Residual *residual) {
    Collector *c = context;
    const Store *store = c->store;
    const Rule *rule = &store->program->rules.items[residual->rule];
    Applies state = residual->undecided_count == 0 ? APPLIES : APPLIES_PERHAPS;
    if (state == APPLIES_PERHAPS && !c->pattern.is_possible)
        return true;                            /* another rule of the class applies for sure */
    if (rule_passes_on(store->program, rule)) { /* a reported fact */
        const Argument own = c->pattern;
        const Value *row = argument_row(store, &c->pattern);
        c->pattern.applies =
            (RowRef){rule->body[0].relation, table_find(store_table(store, rule->body[0].relation), row)};
        c->pattern.is_possible = false;
        add(c, NO_ID, APPLIES);
        c->pattern = own;
    } else {
        add(c, residual->rule, state);
    }
    return true;
}

static void collect_row(Collector *c, RelId relation, RowId row, const Table *table, OnResidual *note) {
    c->pattern.applies = (RowRef){relation, row};
    c->pattern.is_possible = table != store_table(c->store, relation);
    residual_of_row(c->store, relation, table_row(table, row), false, note, c);
    c->pattern.is_possible = false;
}

/* Whether a rule of the program argues for the row already. */
static bool is_listed(const Collector *c, RuleId rule) {
    const Rule *rules = c->store->program->rules.items, *own = &rules[rule];
    size_t bytes = relation_of(c->store, c->pattern.about)->arity * sizeof(Value);
    const Value *row = argument_row(c->store, &c->pattern);
    for (size_t i = 0; i < c->list->count; i++) {
        const Argument *known = &c->list->items[i];
        if (known->rule == NO_ID || known->about != c->pattern.about) continue;
        const Rule *other = &rules[known->rule];
        bool is_same = other->written == own->written && other->is_transposed == own->is_transposed;
        if (is_same && (bytes == 0 || memcmp(argument_row(c->store, known), row, bytes) == 0)) return true;
    }
    return false;
}

/* Where ambiguity propagates: a rule that may apply and so attacks, beside those that apply. */
static bool note_contested(void *context, const Residual *residual) {
    Collector *c = context;
    if (rule_passes_on(c->store->program, &c->store->program->rules.items[residual->rule])) return true;
    if (!is_listed(c, residual->rule)) add(c, residual->rule, APPLIES_PERHAPS);
    return true;
}

/* Rows of a class that agree with the terms: those that are true, then those that are undecided. */
static void collect_class(Collector *c, RelId relation, const Term *terms, const Value *except, OnResidual *note) {
    Table *tables[] = {store_table(c->store, relation), store_possible(c->store, relation)};
    for (int k = 0; k < 2 && tables[k]; k++) {
        RowIds rows = rows_accepted(c->store, tables[k], terms, except);
        for (size_t i = 0; i < rows.count; i++) {
            bool is_known = k == 1 && table_find(tables[0], table_row(tables[k], rows.items[i])) != NO_ROW;
            if (!is_known) collect_row(c, relation, rows.items[i], tables[k], note);
        }
        vec_free(&rows);
    }
}

/* Given, or shown by strict rules alone; in conflict or not. */
static void collect_given(Collector *c, RelId about, const Term *terms, const Value *except) {
    RelId given = program_given(c->store->program, about);
    if (given == about && relation_of(c->store, about)->class_count) return;
    c->pattern.is_given = true;
    RowIds rows = rows_agreeing(c->store, store_table(c->store, given), terms, except);
    for (size_t i = 0; i < rows.count; i++) {
        c->pattern.applies = (RowRef){given, rows.items[i]};
        add(c, rule_behind(c->store, c->pattern.applies), APPLIES);
    }
    vec_free(&rows);
    c->pattern.is_given = false;
}

static bool is_kind(const Store *store, RelId class, bool objections) {
    return (relation_of(store, class)->helper == HELPER_OBJECTION) == objections;
}

/* What attacks because it may apply. */
static void collect_contested(Collector *c, const Term *terms, const Value *except) {
    const Relation *relation = relation_of(c->store, c->pattern.about);
    c->pattern.is_contested = true;
    for (uint32_t i = 0; i < relation->class_count; i++) {
        RelId perhaps = relation_of(c->store, relation->classes[i])->perhaps;
        if (perhaps != NO_ID && is_kind(c->store, relation->classes[i], c->pattern.is_objection))
            collect_class(c, perhaps, terms, except, note_contested);
    }
    c->pattern.is_contested = false;
}

static void collect(const Store *store, Arguments *list, RelId about, const Term *terms, const Value *except,
                    bool objections, bool attacks) {
    Collector c = {.store = store, .list = list, .pattern = {.about = about, .is_objection = objections}};
    const Relation *relation = relation_of(store, about);
    if (!objections) collect_given(&c, about, terms, except);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (is_kind(store, relation->classes[i], objections))
            collect_class(&c, relation->classes[i], terms, except, note_instance);
    if (attacks) collect_contested(&c, terms, except);
}

/* ---- why it lost ---- */

static bool cites_source(Cites cites, Symbol key) {
    for (uint32_t i = 0; i < cites.count; i++)
        if (cites.items[i].key == key) return true;
    return false;
}

uint32_t argument_origin_count(const Store *store, const Argument *argument) {
    const Rule *rule = argument->rule == NO_ID ? NULL : &store->program->rules.items[argument->rule];
    if (rule) return rule->kind != RULE_STRICT;
    return store_origin_count(store, argument->applies.relation, argument->applies.row);
}

Origin argument_origin(const Store *store, const Argument *argument, uint32_t n) {
    if (argument->rule == NO_ID) return store_origin(store, argument->applies.relation, argument->applies.row, n);
    const Rule *rule = &store->program->rules.items[argument->rule];
    return (Origin){.label = rule->label, .cites = rule->cites};
}

static bool is_called(const Store *store, const Argument *argument, Symbol name) {
    for (uint32_t i = 0; i < argument_origin_count(store, argument); i++) {
        Origin origin = argument_origin(store, argument, i);
        if (origin.label == name || cites_source(origin.cites, name)) return true;
    }
    return false;
}

/* The columns of the condition are variables of the winner's head. */
RowRef preference_condition(const Store *store, const Preference *preference, const Argument *winner) {
    if (preference->condition == NO_ID) return (RowRef){NO_ID, NO_ROW};
    const Relation *condition = relation_of(store, preference->condition);
    const Rule *rule = winner->rule == NO_ID ? NULL : &store->program->rules.items[winner->rule];
    const Value *row = argument_row(store, winner);
    Term terms[64];
    for (uint32_t i = 0; i < condition->arity; i++) {
        terms[i] = term_any();
        for (uint32_t k = 0; rule && k < relation_of(store, rule->head)->arity; k++)
            if (rule->terms[k].kind == TERM_VAR && rule->variables[rule->terms[k].id] == condition->columns[i].name)
                terms[i] = term_const(row[k]);
    }
    RowId row_met = row_least(store, store_table(store, preference->condition), terms, NULL, false);
    return (RowRef){preference->condition, row_met};
}

static bool is_in_force(const Store *store, const Preference *preference, const Argument *winner) {
    return preference->condition == NO_ID || preference_condition(store, preference, winner).row != NO_ROW;
}

/* The preference of this winner, by any of its names, over the name; NULL. */
static const Preference *preference_over(const Store *store, const Argument *winner, Symbol loser) {
    const Program *program = store->program;
    for (size_t p = 0; p < program->preferences.count; p++) {
        const Preference *preference = &program->preferences.items[p];
        if (preference->loser == loser && is_called(store, winner, preference->winner) &&
            is_in_force(store, preference, winner))
            return preference;
    }
    return NULL;
}

/* Its label loses, or all of its sources do. */
static const Preference *preference_of(const Store *store, const Argument *winner, const Argument *loser) {
    const Preference *first = NULL;
    bool is_beaten = true;
    for (uint32_t i = 0; i < argument_origin_count(store, loser); i++) {
        Origin origin = argument_origin(store, loser, i);
        const Preference *own = origin.label == NO_SYMBOL ? NULL : preference_over(store, winner, origin.label);
        if (own) return own;
        for (uint32_t k = 0; k < origin.cites.count && is_beaten; k++) {
            const Preference *one = preference_over(store, winner, origin.cites.items[k].key);
            if (!first) first = one;
            is_beaten = one != NULL;
        }
    }
    return is_beaten ? first : NULL;
}

static const Preference *preference_between(const Store *store, const Arguments *winners, const Argument *loser) {
    if (store->program->preferences.count == 0) return NULL;
    for (size_t i = 0; i < winners->count; i++) {
        const Argument *winner = &winners->items[i];
        const Preference *found = winner->state == APPLIES ? preference_of(store, winner, loser) : NULL;
        if (found) return found;
    }
    return NULL;
}

bool dispute_prefers(const Store *store, const Arguments *winners, RuleId loser) {
    for (size_t i = 0; i < winners->count; i++)
        if (winners->items[i].is_given) return true;
    return preference_between(store, winners, &(Argument){.rule = loser}) != NULL;
}

bool dispute_beats(const Store *store, const Dispute *dispute, const Argument *rival) {
    return preference_between(store, &dispute->pro, rival) != NULL;
}

/* What makes winners win where no preference does: the strongest that one of them has. */
static Lost strength_of(const Store *store, const Arguments *winners) {
    Lost lost = LOST_FOR_WEAKNESS;
    for (size_t i = 0; i < winners->count; i++) {
        const Argument *winner = &winners->items[i];
        if (winner->is_given) return LOST_TO_GIVEN;
        const Rule *rule = winner->rule == NO_ID ? NULL : &store->program->rules.items[winner->rule];
        if (!rule || rule->kind != RULE_STRICT) continue;
        if (!rule_denies_rival(store->program, rule))
            lost = LOST_TO_STRICT;
        else if (lost != LOST_TO_STRICT)
            lost = LOST_TO_RIVAL;
    }
    return lost;
}

/* The preference of one winner, where it has one, before that of any. */
static const Preference *preference_told(const Store *store, const Arguments *winners, RuleId first,
                                         const Argument *loser) {
    for (size_t i = 0; i < winners->count && first != NO_ID; i++) {
        const Argument *winner = &winners->items[i];
        const Preference *own =
            winner->rule == first && winner->state == APPLIES ? preference_of(store, winner, loser) : NULL;
        if (own) return own;
    }
    return preference_between(store, winners, loser);
}

static void tell_losers(const Store *store, const Arguments *winners, RuleId first, Arguments *losers) {
    Lost lost = strength_of(store, winners);
    for (size_t i = 0; i < losers->count; i++) {
        Argument *loser = &losers->items[i];
        if (loser->state != APPLIES && !loser->is_contested) continue;
        loser->preference = preference_told(store, winners, first, loser);
        loser->lost = loser->preference && lost != LOST_TO_GIVEN ? LOST_TO_PREFERENCE : lost;
    }
}

static Dispute dispute_between(const Store *store, RelId id, const Value *row, RuleId first) {
    Dispute dispute = {0};
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(store->program, id, row, &arena);
    uint32_t arity = relation_of(store, id)->arity;
    Term *terms = arena_array(&arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_const(row[i]);
    collect(store, &dispute.pro, id, terms, NULL, false, false);
    for (size_t i = 0; i < rivals.count; i++)
        collect(store, &dispute.contra, rivals.items[i].relation, rivals.items[i].terms, rivals.items[i].except, false,
                true);
    collect(store, &dispute.contra, id, terms, NULL, true, true);
    RowId own = table_find(store_table(store, id), row);
    if (own != NO_ROW && !table_is_hidden(store_table(store, id), own))
        tell_losers(store, &dispute.pro, first == NO_ID ? rule_behind(store, (RowRef){id, own}) : first,
                    &dispute.contra);
    vec_free(&rivals);
    arena_clear(&arena);
    return dispute;
}

Dispute dispute_of(const Store *store, RelId id, const Value *row) { return dispute_between(store, id, row, NO_ID); }

Dispute dispute_of_step(const Proof *proof, const Step *step) {
    RelId about = relation_disputed(proof->store->program, step->relation);
    return about == NO_ID ? (Dispute){0} : dispute_between(proof->store, about, step_values(proof, step), step->rule);
}

const Argument *dispute_defender(const Store *store, const Dispute *dispute, const Argument *loser) {
    for (size_t i = 0; i < dispute->pro.count && loser->preference; i++) {
        const Argument *winner = &dispute->pro.items[i];
        if (winner->state == APPLIES && is_called(store, winner, loser->preference->winner) &&
            is_in_force(store, loser->preference, winner))
            return winner;
    }
    return NULL;
}

bool argument_wins_alone(const Store *store, const Argument *argument) {
    RelId id = argument->about;
    RowId row = table_find(store_table(store, id), argument_row(store, argument));
    const Relation *relation = relation_of(store, id);
    if (row == NO_ROW || relation->component == NO_ID || argument->is_given) return row != NO_ROW;
    const Component *component = &store->program->components.items[relation->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        bool is_own = rule->head == id && rule_passes_on(store->program, rule) &&
                      rule->body[0].relation == argument->applies.relation;
        if (is_own) return row_winner(store, (RowRef){id, row}, component->rules[i]) == component->rules[i];
    }
    return true;
}

const Value *argument_row(const Store *store, const Argument *argument) {
    RowRef applies = argument->applies;
    return table_row(argument->is_possible ? store_possible(store, applies.relation)
                                           : store_table(store, applies.relation),
                     applies.row);
}

void dispute_clear(Dispute *dispute) {
    vec_free(&dispute->pro);
    vec_free(&dispute->contra);
}

RelId relation_disputed(const Program *program, RelId id) {
    const Relation *relation = &program->relations.items[id];
    bool is_level = relation->helper == HELPER_STRICT || relation->helper == HELPER_APPLIES;
    return is_level && relation->of != NO_ID && program->relations.items[relation->of].class_count ? relation->of
                                                                                                   : NO_ID;
}

/* ---- on what it applies ---- */

enum { PROOF_TRIES = 100000 /* rows */ };

typedef struct {
    const Store *store;
    const Argument *argument;
    Proof *proof;
} Proving;

static bool try_instance(void *context, RuleId id, const Value *bindings, const RowId *rows) {
    Proving *p = context;
    uint32_t count = p->store->program->rules.items[id].literal_count;
    p->proof = prove_by(p->store, p->argument->applies, &(RuleInstance){id, bindings, rows, count});
    return p->proof == NULL;
}

Proof *argument_prove(const Store *store, const Argument *argument) {
    RowRef row = argument->applies;
    Proof *proof = prove(store, row.relation, row.row);
    const Rule *rule = argument->rule == NO_ID ? NULL : &store->program->rules.items[argument->rule];
    if (!rule || proof->steps.items[0].rule == argument->rule || rule->head != row.relation || rule->is_fold)
        return proof;
    Proving proving = {store, argument, NULL};
    PremiseSearch *search = premise_search_new(store);
    uint32_t tries = PROOF_TRIES;
    (void)premises_each(search, argument->rule, argument_row(store, argument), &tries, try_instance, &proving);
    premise_search_free(search);
    if (!proving.proof) return proof;
    proof_free(proof);
    return proving.proof;
}
