/* What would make a row follow that nobody could state:
 * the facts that its rules lack, where an instance lacks but one premise.
 * An exception that only rules conclude is moved by that. */
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/nearby.h"

typedef RemedyList List;

enum { NEAR_SHARE = 8 };

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

void remedies_bring_about(Thinker *t, List *list, RelId id, const Value *row, uint32_t depth) {
    const Relation *relation = relation_of(t, id);
    if (relation_is_given(t->store, id)) remedies_add_fact(t, list, id, row, false);
    for (uint32_t i = 0; depth && i <= relation->class_count; i++) {
        RelId head = i < relation->class_count ? relation->classes[i] : id;
        if (relation_of(t, head)->helper == HELPER_OBJECTION) continue;
        for (uint32_t k = t->heads.first[head]; k < t->heads.first[head + 1]; k++)
            if (t->store->program->rules.items[t->heads.rules[k]].kind != RULE_MADE)
                remedies_complete_rule(t, list, t->heads.rules[k], row, depth - 1);
    }
}

void remedies_complete_rule(Thinker *t, List *list, RuleId id, const Value *head, uint32_t depth) {
    const Rule *rule = &t->store->program->rules.items[id];
    NearbyList near = nearby_find(t->store, id, head, 1, NEAR_SHARE, t->arena);
    for (uint32_t i = 0; i < near.count && near.items[i].lacking == 1; i++) {
        const Nearby *item = &near.items[i];
        Value row[ATOM_COLUMNS];
        uint32_t k = 0;
        while (item->marks[k] != MARK_FAILS && k + 1 < rule->literal_count) k++;
        const Literal *literal = &rule->body[k];
        bool is_row = literal->kind == LIT_ATOM || literal->kind == LIT_NOT;
        bool is_written = is_row && relation_of(t, literal->relation)->helper == HELPER_NONE;
        if (item->marks[k] != MARK_FAILS || !is_written) continue;
        (void)literal_row(t->store->program, literal, item->bindings, row);
        RowRef fact = literal->kind == LIT_NOT ? literal_least(t->store, literal, item->bindings) : (RowRef){0, NO_ROW};
        if (literal->kind == LIT_ATOM) remedies_bring_about(t, list, literal->relation, row, depth);
        if (fact.row != NO_ROW) remedies_undo(t, list, fact);
    }
}

void remedies_add_atoms(Thinker *t, List *list, const WrittenAtoms *atoms) {
    for (size_t i = 0; i < atoms->count; i++)
        remedies_add_fact(t, list, atoms->items[i].relation, atoms->items[i].row, false);
    if (t->undoings == UNDOINGS_MOST) { /* what is brought about by undoing something may lead back here for ever */
        t->is_cut = t->is_cut || atoms->count > 0;
        return;
    }
    t->undoings++;
    for (size_t i = 0; i < atoms->count; i++)
        if (!relation_is_given(t->store, atoms->items[i].relation))
            remedies_bring_about(t, list, atoms->items[i].relation, atoms->items[i].row, BEHIND_DEPTH);
    t->undoings--;
}
