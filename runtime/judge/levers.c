/* Everything is looked up; whether it moves anything is for those who try. */
#include "runtime/judge/levers.h"

#include "runtime/why/instance.h"
#include "runtime/why/nearby.h"
#include "runtime/why/proof.h"
#include "runtime/why/residual.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* ---- facts ---- */

static bool is_named(const Store *store, RelId relation, RowId row) {
    for (uint32_t i = 0; i < store_origin_count(store, relation, row); i++) {
        Origin origin = store_origin(store, relation, row, i);
        if (origin.label != NO_SYMBOL || origin.cites.count) return true;
    }
    return false;
}

/* What is neither named nor cited is the frame in which facts are told. */
static void list_leaves(const Proof *proof, bool named, size_t most, WrittenAtoms *atoms) {
    const Store *store = proof->store;
    for (size_t i = 0; i < proof->steps.count && atoms->count < most; i++) {
        const Step *step = &proof->steps.items[i];
        RelId said = program_said(store->program, step->relation);
        if (step->rule != NO_ID || relation_of(store, said)->helper != HELPER_NONE) continue;
        if (relation_of(store, said)->is_parameter || store_origin_count(store, step->relation, step->row) == 0)
            continue;
        if (is_named(store, step->relation, step->row) == named)
            vec_push(atoms, ((WrittenAtom){said, step_values(proof, step)}));
    }
}

WrittenAtoms facts_below(const Proof *proof) {
    WrittenAtoms atoms = {0};
    list_leaves(proof, true, LEVERS_KEPT, &atoms);
    list_leaves(proof, false, LEVERS_KEPT, &atoms);
    return atoms;
}

WrittenAtoms facts_below_alone(const Proof *proof, bool is_named) {
    WrittenAtoms atoms = {0};
    list_leaves(proof, is_named, SIZE_MAX, &atoms);
    return atoms;
}

/* ---- exceptions ---- */

typedef struct {
    const Store *store;
    Arena *arena;
    WrittenAtoms atoms;
} Finder;

static void note(Finder *f, const Literal *literal, const Value *bindings) {
    uint32_t arity = relation_of(f->store, literal->relation)->arity;
    Value *row = arena_array(f->arena, Value, arity + 1);
    if (literal_row(f->store->program, literal, bindings, row) && f->atoms.count < LEVERS_KEPT)
        vec_push(&f->atoms, ((WrittenAtom){literal->relation, row}));
}

/* The one premise that a rule of an exception lacks, or a body of several literals that is one. */
static void note_undercut(Finder *f, RelId exception, const Value *row) {
    const Program *program = f->store->program;
    if (program->relations.items[exception].component == NO_ID) return;
    const Component *component = program_component(program, exception);
    for (uint32_t r = 0; r < component->rule_count; r++) {
        const Rule *rule = &program->rules.items[component->rules[r]];
        if (rule->head != exception) continue;
        NearbyList list = nearby_find(f->store, component->rules[r], row, 1, 8, f->arena);
        for (uint32_t i = 0; i < list.count && list.items[i].lacking == 1; i++)
            for (uint32_t k = 0; k < rule->literal_count; k++)
                if (list.items[i].marks[k] == MARK_FAILS && rule->body[k].kind == LIT_ATOM &&
                    relation_of(f->store, rule->body[k].relation)->helper == HELPER_NONE)
                    note(f, &rule->body[k], list.items[i].bindings);
    }
}

static void note_literal(Finder *f, const Literal *literal, const Value *bindings) {
    Helper helper = relation_of(f->store, literal->relation)->helper;
    Value row[64];
    literal_row(f->store->program, literal, bindings, row);
    if (helper == HELPER_NONE)
        note(f, literal, bindings);
    else if (helper == HELPER_EXCEPTION || (helper == HELPER_BODY && literal->is_exception))
        note_undercut(f, literal->relation, row);
}

static bool note_denied(void *context, const Residual *residual) {
    Finder *f = context;
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT) note_literal(f, &rule->body[i], residual->bindings);
    return true;
}

WrittenAtoms denials_below(const Proof *proof, Arena *arena) {
    Finder f = {.store = proof->store, .arena = arena};
    for (size_t i = 0; i < proof->steps.count && f.atoms.count < LEVERS_KEPT; i++) {
        const Step *step = &proof->steps.items[i];
        const Rule *rule = step_rule(proof, step);
        for (uint32_t k = 0; rule && step->bindings && k < rule->literal_count; k++)
            if (rule->body[k].kind == LIT_NOT) note_literal(&f, &rule->body[k], step->bindings);
    }
    return f.atoms;
}

WrittenAtoms exceptions_to(const Store *store, const Argument *argument, Arena *arena) {
    Finder f = {.store = store, .arena = arena};
    RelId applies = argument->applies.relation;
    if (argument->rule == NO_ID || store->program->rules.items[argument->rule].head != applies) return f.atoms;
    residual_find(store, argument->rule, argument_row(store, argument), note_denied, &f);
    return f.atoms;
}

/* ---- priorities ---- */

typedef Vec(Symbol) Symbols;

static void list_names(const Store *store, const Argument *argument, bool sources, Symbols *names) {
    for (uint32_t i = 0; i < argument_origin_count(store, argument); i++) {
        Origin origin = argument_origin(store, argument, i);
        if (!sources && origin.label != NO_SYMBOL) vec_push(names, origin.label);
        for (uint32_t k = 0; sources && k < origin.cites.count; k++) vec_push(names, origin.cites.items[k].key);
    }
}

static bool is_known(const Priorities *priorities, Symbol winner, Symbol loser) {
    for (size_t i = 0; i < priorities->count; i++)
        if (priorities->items[i].winner == winner && priorities->items[i].loser == loser) return true;
    return false;
}

static void pair(const Store *store, const Argument *pro, const Argument *against, bool sources,
                 Priorities *priorities) {
    Symbols winners = {0}, losers = {0};
    list_names(store, pro, sources, &winners);
    list_names(store, against, sources, &losers);
    for (size_t i = 0; i < winners.count; i++)
        for (size_t k = 0; k < losers.count; k++)
            if (winners.items[i] != losers.items[k] && !is_known(priorities, winners.items[i], losers.items[k]) &&
                priorities->count < LEVERS_KEPT)
                vec_push(priorities, ((Priority){winners.items[i], losers.items[k]}));
    vec_free(&winners);
    vec_free(&losers);
}

Priorities priorities_over(const Store *store, const Arguments *pro, const Argument *against) {
    Priorities priorities = {0};
    if (against->is_given) return priorities;
    for (size_t i = 0; i < pro->count; i++) {
        size_t before = priorities.count;
        if (pro->items[i].state == APPLIES_NOT || pro->items[i].is_given) continue;
        pair(store, &pro->items[i], against, false, &priorities);
        if (priorities.count == before) pair(store, &pro->items[i], against, true, &priorities);
    }
    return priorities;
}

static int compare_priorities(const Program *program, Priority a, Priority b) {
    const Interner *symbols = values_symbols(program->values);
    int order = str_compare(intern_text(symbols, a.winner), intern_text(symbols, b.winner));
    return order ? order : str_compare(intern_text(symbols, a.loser), intern_text(symbols, b.loser));
}

/* Those of one step by name, since arguments come in the order of the program. */
static void note_winning(const Program *program, const Dispute *dispute, Priorities *priorities, bool *is_cut) {
    Priorities own = {0};
    for (size_t i = 0; i < dispute->contra.count; i++) {
        const Argument *loser = &dispute->contra.items[i];
        const Preference *stated = loser->lost == LOST_TO_PREFERENCE ? loser->preference : NULL;
        if (!stated || stated->scenario != NO_ID || is_known(priorities, stated->winner, stated->loser)) continue;
        const Priority priority = {stated->winner, stated->loser};
        size_t at = 0;
        while (at < own.count && compare_priorities(program, own.items[at], priority) < 0) at++;
        if (at < own.count && compare_priorities(program, own.items[at], priority) == 0) continue;
        vec_push(&own, priority);
        memmove(own.items + at + 1, own.items + at, (own.count - 1 - at) * sizeof *own.items);
        own.items[at] = priority;
    }
    for (size_t i = 0; i < own.count; i++)
        if (priorities->count == LEVERS_KEPT)
            *is_cut = true;
        else
            vec_push(priorities, own.items[i]);
    vec_free(&own);
}

Priorities priorities_below(const Proof *proof, bool *is_cut) {
    const Program *program = proof->store->program;
    Priorities priorities = {0};
    *is_cut = false;
    if (program->preferences.count == 0) return priorities;
    for (size_t i = 0; i < proof->steps.count && !*is_cut; i++) {
        Dispute dispute = dispute_of_step(proof, &proof->steps.items[i]);
        note_winning(program, &dispute, &priorities, is_cut);
        dispute_clear(&dispute);
    }
    return priorities;
}
