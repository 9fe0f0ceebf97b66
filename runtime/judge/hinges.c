/* A search through undecided atoms, from each to the undecided literals of its rules' instances. */
#include "runtime/judge/hinges_internal.h"

#include "runtime/eval/budget.h"

bool hinges_may_go_on(const Store *store, HingeEffort *effort) {
    effort->is_stopped = effort->is_stopped || !store_may_finish(store, &effort->steps, 1);
    return !effort->is_stopped;
}

typedef struct {
    const Store *store;
    HingeNodes open;
    Table *seen, *told; /* (relation, row) */
    Hinges hinges;
    bool only_any;
    HingeNode at;
} Search;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

const Value *hinge_row(const Store *store, HingeNode node) {
    return table_row(store_possible(store, node.relation), node.row);
}

Table *pairs_new(void) {
    Table *pairs = table_new(2);
    table_begin_run(pairs, NO_ID, 0);
    return pairs;
}

bool pairs_number(Table *pairs, RelId relation, RowId row, RowId *number) {
    Value pair[] = {relation, row};
    return table_insert(pairs, pair, number);
}

static void visit(void *context, RelId relation, RowId row) {
    Search *s = context;
    if (pairs_number(s->seen, relation, row, NULL)) vec_push(&s->open, ((HingeNode){relation, row}));
}

Hinge hinge_at(const Store *store, HingeNode at) {
    const Relation *relation = relation_of(store, at.relation);
    const Value *row = hinge_row(store, at);
    const Table *possible =
        relation->is_negative && relation->contrary != NO_ID ? store_possible(store, relation->contrary) : NULL;
    RowId other = possible ? table_find(possible, row) : NO_ROW;
    if (other == NO_ROW) return (Hinge){at.relation, at.row, row};
    return (Hinge){relation->contrary, other, table_row(possible, other)};
}

static void add_hinge(Search *s) {
    Hinge hinge = hinge_at(s->store, s->at);
    if (pairs_number(s->told, hinge.relation, hinge.at, NULL)) vec_push(&s->hinges, hinge);
}

bool hinge_is_proposition(const Store *store, const Literal *literal) {
    return relation_of(store, literal->relation)->helper == HELPER_UNDECIDED;
}

static bool follow(void *context, const Residual *residual) {
    Search *s = context;
    const Rule *rule = &s->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_UNDECIDED) continue;
        if (hinge_is_proposition(s->store, &rule->body[i]))
            add_hinge(s);
        else
            residual_rows(s->store, &rule->body[i], residual->bindings, visit, s);
    }
    return !(s->only_any && s->hinges.count);
}

static Hinges find(const Store *store, const HingeNode *rows, size_t count, bool only_any, HingeEffort *effort) {
    Search s = {.store = store, .seen = pairs_new(), .told = pairs_new(), .only_any = only_any};
    for (size_t i = 0; i < count; i++) visit(&s, rows[i].relation, rows[i].row);
    while (s.open.count && !(only_any && s.hinges.count)) {
        s.at = vec_pop(&s.open);
        if (!only_any && !hinges_may_go_on(store, effort)) break; /* any one tells the reason, which is not to change */
        residual_of_row(store, s.at.relation, hinge_row(store, s.at), false, follow, &s);
    }
    vec_free(&s.open);
    table_free(s.seen);
    table_free(s.told);
    return s.hinges;
}

Hinges hinges_below(const Store *store, const HingeNode *rows, size_t count, HingeEffort *effort) {
    return find(store, rows, count, false, effort);
}

HingeNode hinge_node(const Store *store, RelId relation, const Value *row) {
    const Table *possible = store_possible(store, relation);
    return (HingeNode){relation, possible ? table_find(possible, row) : NO_ROW};
}

Hinges hinges_of(const Store *store, RelId relation, const Value *row) {
    HingeNode start = hinge_node(store, relation, row);
    return find(store, &start, start.row != NO_ROW, false, &(HingeEffort){0});
}

bool hinges_any(const Store *store, RelId relation, const Value *row) {
    HingeNode start = hinge_node(store, relation, row);
    Hinges hinges = find(store, &start, start.row != NO_ROW, true, &(HingeEffort){0});
    bool any = hinges.count > 0;
    vec_free(&hinges);
    return any;
}
