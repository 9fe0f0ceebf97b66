/* What an undecided row could be moved by.
 *
 * Where arguments speak about each other's premises, or a strict rule is read backwards, what decides a row stands some steps
 * away.  So undecided rows are worked off a list, from each to the undecided literals of its rules' instances, as those who look
 * for open facts do (hinges.c); a row that is denied on the way is against what is wanted, and one denied by that for it again.
 * Rows that are reached both ways are gone through twice. */
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/residual.h"

typedef RemedyList List;

enum { AROUND_MOST = 60 /* rows of the list */, SIDE_MOST = 6 /* arguments of a side */ };

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

/* ---- what it hangs on ---- */

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
    bool is_for;
} Node;

typedef struct {
    Thinker *t;
    Vec(Node) open;
    Table *seen; /* (relation, row, side) */
    bool is_for; /* the literal that is followed: its row is for what is wanted */
    Node at;
    List *list;
    Arguments pro, contra;
} Around;

static void visit(void *context, RelId relation, RowId row) {
    Around *a = context;
    Value key[] = {relation, row, a->is_for};
    if (a->open.count >= AROUND_MOST) {
        a->t->is_cut = true;
        return;
    }
    if (table_insert(a->seen, key, NULL)) vec_push(&a->open, ((Node){relation, row, a->is_for}));
}

static bool follow(void *context, const Residual *residual) {
    Around *a = context;
    const Rule *rule = &a->t->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        a->is_for = a->at.is_for == (literal->kind != LIT_NOT);
        if (residual->truth[i] == LITERAL_UNDECIDED)
            residual_rows(a->t->store, literal, residual->bindings, visit, a);
        else if (residual->truth[i] == LITERAL_TRUE && literal->kind == LIT_ATOM && !a->at.is_for)
            undo_literal(a->t, literal, residual->bindings, a->list);
    }
    return true;
}

/* What a priority may move: neither given nor concluded by a strict rule. */
static void add_side(const Around *a, const Arguments *arguments, Arguments *side) {
    const Rule *rules = a->t->store->program->rules.items;
    for (size_t i = 0; i < arguments->count; i++) {
        const Argument *argument = &arguments->items[i];
        if (argument->is_given || argument->state == APPLIES_NOT || side->count == SIDE_MOST) continue;
        if (argument->rule != NO_ID && rules[argument->rule].kind == RULE_STRICT) continue;
        vec_push(side, *argument);
    }
}

static void note_arguments(Around *a) {
    const Relation *relation = relation_of(a->t, a->at.relation);
    if (relation->helper != HELPER_NONE || relation->class_count == 0) return;
    Dispute dispute =
        dispute_of(a->t->store, a->at.relation, table_row(store_possible(a->t->store, a->at.relation), a->at.row));
    add_side(a, &dispute.pro, a->at.is_for ? &a->pro : &a->contra);
    add_side(a, &dispute.contra, a->at.is_for ? &a->contra : &a->pro);
    dispute_clear(&dispute);
}

static void rank_sides(Around *a) {
    for (size_t i = 0; i < a->contra.count; i++) {
        Priorities priorities = priorities_over(a->t->store, &a->pro, &a->contra.items[i]);
        remedies_add_priorities(a->t, a->list, &priorities);
        vec_free(&priorities);
    }
}

void remedies_around(Thinker *t, List *list, RelId relation, const Value *row, bool is_wanted) {
    const Table *possible = store_possible(t->store, relation);
    RowId start = possible ? table_find(possible, row) : NO_ROW;
    if (start == NO_ROW || !store_is_undecided(t->store, relation, row)) return;
    Around a = {.t = t, .list = list, .seen = table_new(3), .is_for = is_wanted};
    table_begin_run(a.seen, NO_ID, 0);
    visit(&a, relation, start);
    for (size_t i = 0; i < a.open.count; i++) {
        a.at = a.open.items[i];
        residual_of_row(t->store, a.at.relation, table_row(store_possible(t->store, a.at.relation), a.at.row), false,
                        follow, &a);
        note_arguments(&a);
    }
    rank_sides(&a);
    vec_free(&a.pro);
    vec_free(&a.contra);
    vec_free(&a.open);
    table_free(a.seen);
}
