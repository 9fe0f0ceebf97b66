/* Undecided rows are worked off a list, from each to the undecided literals of its rules' instances, as those who look
 * for open facts do (hinges.c); a row that is denied on the way is against what is wanted, and one denied by that for
 * it again.  Rows that are reached both ways are gone through twice. */
#include "runtime/judge/around.h"

#include "runtime/judge/parts.h"
#include "runtime/why/residual.h"

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
    bool is_for;
} Node;

typedef struct {
    const Store *store;
    Vec(Node) open;
    Table *seen; /* (relation, row, side) */
    bool is_for; /* the literal that is followed: its row is for what is wanted */
    Node at;
    Around found;
} Search;

static void visit(void *context, RelId relation, RowId row) {
    Search *s = context;
    Value key[] = {relation, row, s->is_for};
    if (s->open.count >= AROUND_MOST)
        s->found.is_cut = true;
    else if (table_insert(s->seen, key, NULL))
        vec_push(&s->open, ((Node){relation, row, s->is_for}));
}

static bool follow(void *context, const Residual *residual) {
    Search *s = context;
    const Rule *rule = &s->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        s->is_for = s->at.is_for == (literal->kind != LIT_NOT);
        if (residual->truth[i] == LITERAL_UNDECIDED) {
            residual_rows(s->store, literal, residual->bindings, visit, s);
        } else if (residual->truth[i] == LITERAL_TRUE && literal->kind == LIT_ATOM && !s->at.is_for) {
            RowRef row = literal_least(s->store, literal, residual->bindings);
            if (row.row != NO_ROW) vec_push(&s->found.against, row);
        }
    }
    return true;
}

static bool is_there(const Arguments *side, const Argument *argument) {
    for (size_t i = 0; i < side->count; i++)
        if (side->items[i].rule == argument->rule && side->items[i].applies.relation == argument->applies.relation &&
            side->items[i].applies.row == argument->applies.row)
            return true;
    return false;
}

static void add_side(const Search *s, const Arguments *arguments, Arguments *side) {
    const Rule *rules = s->store->program->rules.items;
    for (size_t i = 0; i < arguments->count; i++) {
        const Argument *argument = &arguments->items[i];
        if (argument->is_given || argument->state == APPLIES_NOT || side->count == AROUND_SIDE) continue;
        if (argument->rule != NO_ID && rules[argument->rule].kind == RULE_STRICT) continue;
        if (!is_there(side, argument)) vec_push(side, *argument);
    }
}

static void note_arguments(Search *s) {
    const Relation *relation = &s->store->program->relations.items[s->at.relation];
    if (relation->helper != HELPER_NONE || relation->class_count == 0) return;
    Dispute dispute =
        dispute_of(s->store, s->at.relation, table_row(store_possible(s->store, s->at.relation), s->at.row));
    Around *found = &s->found;
    add_side(s, &dispute.pro, s->at.is_for ? &found->pro : &found->contra);
    add_side(s, &dispute.contra, s->at.is_for ? &found->contra : &found->pro);
    dispute_clear(&dispute);
}

Around around_of(const Store *store, RelId relation, const Value *row, bool is_wanted) {
    Search s = {.store = store, .is_for = is_wanted};
    const Table *possible = store_possible(store, relation);
    RowId start = possible ? table_find(possible, row) : NO_ROW;
    if (start == NO_ROW || !store_is_undecided(store, relation, row)) return s.found;
    s.seen = table_new(3);
    table_begin_run(s.seen, NO_ID, 0);
    visit(&s, relation, start);
    for (size_t i = 0; i < s.open.count; i++) {
        s.at = s.open.items[i];
        residual_of_row(store, s.at.relation, table_row(store_possible(store, s.at.relation), s.at.row), false, follow,
                        &s);
        note_arguments(&s);
    }
    vec_free(&s.open);
    table_free(s.seen);
    return s.found;
}

void around_clear(Around *around) {
    vec_free(&around->pro);
    vec_free(&around->contra);
    vec_free(&around->against);
}
