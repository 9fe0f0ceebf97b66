/* What an undecided row could be moved by: exceptions that fire, and what it hangs on. */
#include "runtime/judge/around.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/residual.h"

typedef RemedyList List;

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

void remedies_add_priorities(Thinker *t, List *list, const Priorities *priorities) {
    const Program *program = t->store->program;
    for (size_t i = 0; i < priorities->count; i++) {
        Symbol winner = priorities->items[i].winner, loser = priorities->items[i].loser;
        remedies_add_step(t, list,
                          (RepairStep){.kind = STEP_PREFER,
                                       .relation = NO_ID,
                                       .winner = winner,
                                       .loser = loser,
                                       .is_replacing = preference_reversed(program, winner, loser) != NULL});
    }
}

/* ---- exceptions that fire ---- */

/* The least row that the literal matches. */
static void undo_literal(Thinker *t, const Literal *literal, const Value *bindings, List *list) {
    RowRef row = literal_least(t->store, literal, bindings);
    if (row.row != NO_ROW) remedies_undo(t, list, row);
}

typedef struct {
    Thinker *t;
    List *list;
} Collector;

static bool think_excepted(void *context, const Residual *residual) {
    Collector *c = context;
    const Rule *rule = &c->t->store->program->rules.items[residual->rule];
    List sofar = {0};
    vec_push(&sofar, ((Remedy){.count = 0}));
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (residual->truth[i] != LITERAL_FALSE) continue;
        List more = {0};
        undo_literal(c->t, literal, residual->bindings, &more);
        remedies_multiply_into(c->t, &sofar, &more);
        vec_free(&more);
    }
    remedies_append(c->t, c->list, &sofar);
    vec_free(&sofar);
    return true;
}

void remedies_past_exceptions(Thinker *t, List *list, RelId id, const Value *row) {
    const Relation *relation = relation_of(t, id);
    Collector c = {t, list};
    residual_of_row(t->store, id, row, true, think_excepted, &c);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (relation_of(t, relation->classes[i])->helper != HELPER_OBJECTION)
            residual_of_row(t->store, relation->classes[i], row, true, think_excepted, &c);
}

/* ---- circles ---- */

static void state_row(void *context, RelId relation, RowId row) {
    Collector *c = context;
    remedies_add_fact(c->t, c->list, relation, table_row(store_possible(c->t->store, relation), row), false);
}

static bool state_denied(void *context, const Residual *residual) {
    Collector *c = context;
    const Rule *rule = &c->t->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && residual->truth[i] == LITERAL_UNDECIDED)
            residual_rows(c->t->store, &rule->body[i], residual->bindings, state_row, c);
    return true;
}

void remedies_break_circle(Thinker *t, List *list, RelId id, const Value *row) {
    const Relation *relation = relation_of(t, id);
    Collector c = {t, list};
    if (!t->unusual || relation->helper != HELPER_NONE || !store_is_undecided(t->store, id, row)) return;
    if (status_of_row(t->store, id, row).reason != REASON_CYCLIC) return;
    residual_of_row(t->store, id, row, false, state_denied, &c);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (relation_of(t, relation->classes[i])->helper == HELPER_APPLIES)
            residual_of_row(t->store, relation->classes[i], row, false, state_denied, &c);
}

/* ---- what it hangs on ---- */

static void rank_sides(Thinker *t, const Around *around, List *list) {
    for (size_t i = 0; i < around->contra.count; i++) {
        Priorities priorities = priorities_over(t->store, &around->pro, &around->contra.items[i]);
        remedies_add_priorities(t, list, &priorities);
        vec_free(&priorities);
    }
}

void remedies_around(Thinker *t, List *list, RelId relation, const Value *row, bool is_wanted) {
    Around around = around_of(t->store, relation, row, is_wanted);
    for (size_t i = 0; i < around.against.count; i++) remedies_undo(t, list, around.against.items[i]);
    rank_sides(t, &around, list);
    t->is_cut = t->is_cut || around.is_cut;
    around_clear(&around);
}

void remedies_rank_around(Thinker *t, List *list, RelId relation, const Value *row) {
    Around around = around_of(t->store, relation, row, true);
    rank_sides(t, &around, list);
    t->is_cut = t->is_cut || around.is_cut;
    around_clear(&around);
}
