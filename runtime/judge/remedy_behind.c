/* What would make a row follow that nobody could state:
 * the facts that its rules lack, where an instance lacks but one premise.
 * An exception that only rules conclude is moved by that. */
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/nearby.h"

typedef RemedyList List;

enum { NEAR_SHARE = 8, OPEN_MOST = 2 /* ways to give open columns of what a rule lacks a value */ };

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

/* The one premise that an instance lacks, where nothing tells yet what stands in some of its columns: an event of which
 * the rule asks no more than who and where. */
static void complete_open(Thinker *t, List *list, const Nearby *near, uint32_t lacking, const Value *row) {
    const Rule *rule = &t->store->program->rules.items[near->rule];
    RelId relation = rule->body[lacking].relation;
    Premise *premises = arena_array(t->arena, Premise, rule->literal_count + 1);
    Value *own = arena_array(t->arena, Value, relation_of(t, relation)->arity + 1);
    memcpy(own, row, relation_of(t, relation)->arity * sizeof *own);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        premises[i] = (Premise){.relation = NO_ID,
                                .fact = {NO_ID, NO_ROW},
                                .near = {NO_ID, NO_ROW},
                                .below = NO_ID,
                                .stand = near->marks[i] == MARK_PENDING ? STAND_PENDING : STAND_HOLDS};
    premises[lacking].stand = STAND_MISSING;
    premises[lacking].relation = relation;
    premises[lacking].row = own;
    premises[lacking].near = row_nearest(t->store, relation, row);
    remedies_complete(t, list, &(const Attempt){near, premises});
    remedies_complete_compared(t, list, &(const Attempt){near, premises});
}

void remedies_complete_rule(Thinker *t, List *list, RuleId id, const Value *head, uint32_t depth) {
    const Rule *rule = &t->store->program->rules.items[id];
    NearbyList near = nearby_find(t->store, id, head, 1, NEAR_SHARE, t->arena);
    List open = {0};
    bool is_known = !t->is_nested && row_is_ground(head, relation_of(t, rule->head)->arity);
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
        bool is_given = literal->kind == LIT_ATOM && relation_is_given(t->store, literal->relation);
        if (is_known && is_given && !row_is_ground(row, relation_of(t, literal->relation)->arity))
            complete_open(t, &open, item, k, row);
        if (literal->kind == LIT_ATOM) remedies_bring_about(t, list, literal->relation, row, depth);
        if (fact.row != NO_ROW) remedies_undo(t, list, fact);
    }
    remedies_append_nearest(t, list, &open, OPEN_MOST);
    vec_free(&open);
}

static void add_atoms(Thinker *t, List *list, const WrittenAtoms *atoms) {
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

void remedies_add_atoms(Thinker *t, List *list, const WrittenAtoms *atoms) {
    List own = {0};
    add_atoms(t, &own, atoms);
    for (size_t i = 0; i < own.count; i++)
        for (uint32_t k = 0; k < own.items[i].count; k++)
            own.items[i].steps[k].is_lever = own.items[i].steps[k].kind == STEP_ADD && !t->is_nested;
    remedies_append(t, list, &own);
    vec_free(&own);
}
