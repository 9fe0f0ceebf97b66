/* Rivals are patterns, so that keys and declared contraries are looked up like any other row. */
#include "runtime/judge/rivals.h"

/* ---- rivals ---- */

/* Fits the row to the one side of a contrary, and gives the other side with the values in place. */
static bool other_side(const Term *own, uint32_t own_arity, const Value *row, const Term *other, uint32_t other_arity,
                       Term *terms) {
    Value bindings[CONTRARY_VARIABLES];
    bool is_bound[CONTRARY_VARIABLES] = {false};
    for (uint32_t i = 0; i < own_arity; i++) {
        if (own[i].kind == TERM_CONST && own[i].id != row[i]) return false;
        if (own[i].kind != TERM_VAR) continue;
        if (is_bound[own[i].id] && bindings[own[i].id] != row[i]) return false;
        bindings[own[i].id] = row[i];
        is_bound[own[i].id] = true;
    }
    for (uint32_t i = 0; i < other_arity; i++) {
        terms[i] = other[i];
        if (other[i].kind == TERM_VAR && is_bound[other[i].id]) terms[i] = term_const(bindings[other[i].id]);
    }
    return true;
}

static void add_declared(const Program *program, RelId relation, const Value *row, const Contrary *c, bool is_first,
                         Rivals *rivals, Arena *arena) {
    RelId other = is_first ? c->second : c->first;
    uint32_t own_arity = program->relations.items[relation].arity, other_arity = program->relations.items[other].arity;
    Term *terms = arena_array(arena, Term, other_arity + 1);
    const Term *own_terms = is_first ? c->first_terms : c->second_terms;
    const Term *other_terms = is_first ? c->second_terms : c->first_terms;
    if (other_side(own_terms, own_arity, row, other_terms, other_arity, terms))
        vec_push(rivals, ((Rival){other, terms, other == relation ? row : NULL}));
}

Rivals rivals_of(const Program *program, RelId id, const Value *row, Arena *arena) {
    const Relation *relation = &program->relations.items[id];
    Rivals rivals = {0};
    if (relation->contrary != NO_ID) {
        Term *terms = arena_array(arena, Term, relation->arity + 1);
        for (uint32_t i = 0; i < relation->arity; i++) terms[i] = term_const(row[i]);
        vec_push(&rivals, ((Rival){relation->contrary, terms, NULL}));
    }
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i];
        if (c->first == id) add_declared(program, id, row, c, true, &rivals, arena);
        if (c->second == id) add_declared(program, id, row, c, false, &rivals, arena);
    }
    for (uint32_t k = 0; k < relation->key_count; k++) {
        Term *terms = arena_array(arena, Term, relation->arity + 1);
        for (uint32_t i = 0; i < relation->arity; i++) terms[i] = term_any();
        for (uint32_t i = 0; i < relation->keys[k].count; i++)
            terms[relation->keys[k].columns[i]] = term_const(row[relation->keys[k].columns[i]]);
        vec_push(&rivals, ((Rival){id, terms, row}));
    }
    return rivals;
}

RowRef rival_accepted(const Store *store, const Rivals *rivals) {
    for (size_t i = 0; i < rivals->count; i++) {
        const Rival *rival = &rivals->items[i];
        RowId row = row_least(store, store_table(store, rival->relation), rival->terms, rival->except, false);
        if (row != NO_ROW) return (RowRef){rival->relation, row};
    }
    return (RowRef){NO_ID, NO_ROW};
}

/* ---- arguments ---- */

static void look(const Store *store, RelId relation, const Term *terms, const Value *except, Applies *found) {
    if (*found == APPLIES) return;
    if (row_least(store, store_table(store, relation), terms, except, false) != NO_ROW)
        *found = APPLIES;
    else if (row_least_undecided(store, relation, terms, except) != NO_ROW)
        *found = APPLIES_PERHAPS;
}

/* The classes of a relation, for it or objections; of rivals what attacks, be it only perhaps applicable. */
static void look_in_classes(const Store *store, RelId id, Helper kind, bool attack, const Term *terms,
                            const Value *except, Applies *found) {
    const Relation *relations = store->program->relations.items, *relation = &relations[id];
    for (uint32_t i = 0; i < relation->class_count; i++) {
        RelId class = relation->classes[i], perhaps = relations[class].perhaps;
        if (relations[class].helper == kind)
            look(store, attack && perhaps != NO_ID ? perhaps : class, terms, except, found);
    }
}

Applies argued_for(const Store *store, RelId id, const Term *terms, const Value *except) {
    Applies found = APPLIES_NOT;
    look_in_classes(store, id, HELPER_APPLIES, false, terms, except, &found);
    look(store, program_given(store->program, id), terms, except, &found);
    return found;
}

Applies argued_against(const Store *store, RelId id, const Value *row, const Rivals *rivals) {
    Applies found = APPLIES_NOT;
    Term terms[64];
    for (uint32_t i = 0; i < store->program->relations.items[id].arity; i++) terms[i] = term_const(row[i]);
    look_in_classes(store, id, HELPER_OBJECTION, true, terms, NULL, &found);
    for (size_t i = 0; i < rivals->count && found != APPLIES; i++) {
        const Rival *rival = &rivals->items[i];
        look_in_classes(store, rival->relation, HELPER_APPLIES, true, rival->terms, rival->except, &found);
        look(store, program_given(store->program, rival->relation), rival->terms, rival->except, &found);
    }
    return found;
}
