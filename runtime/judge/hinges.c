/* A search through undecided atoms, from each to the undecided literals of its rules' instances. */
#include "runtime/judge/hinges.h"

#include "runtime/why/residual.h"

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
} Node;

typedef struct {
    const Store *store;
    Vec(Node) open;
    Table *seen; /* (relation, row) */
    Hinges hinges;
    bool only_any;
    Node at;
} Search;

static const Relation *relation_of(const Search *s, RelId id) { return &s->store->program->relations.items[id]; }

static void visit(void *context, RelId relation, RowId row) {
    Search *s = context;
    Value pair[] = {relation, row};
    if (table_insert(s->seen, pair, NULL)) vec_push(&s->open, ((Node){relation, row}));
}

/* Told with the sign of p, whichever was met. */
static void add_hinge(Search *s) {
    RelId id = s->at.relation;
    const Value *row = table_row(store_possible(s->store, id), s->at.row);
    if (relation_of(s, id)->is_negative) {
        RelId contrary = relation_of(s, id)->contrary;
        const Table *possible = contrary == NO_ID ? NULL : store_possible(s->store, contrary);
        RowId other = possible ? table_find(possible, row) : NO_ROW;
        if (other != NO_ROW) id = contrary, row = table_row(possible, other);
    }
    for (size_t i = 0; i < s->hinges.count; i++)
        if (s->hinges.items[i].relation == id && s->hinges.items[i].row == row) return;
    vec_push(&s->hinges, ((Hinge){id, row}));
}

static bool follow(void *context, const Residual *residual) {
    Search *s = context;
    const Rule *rule = &s->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_UNDECIDED) continue;
        if (relation_of(s, rule->body[i].relation)->helper == HELPER_UNDECIDED)
            add_hinge(s);
        else
            residual_rows(s->store, &rule->body[i], residual->bindings, visit, s);
    }
    return !(s->only_any && s->hinges.count);
}

static Hinges find(const Store *store, RelId relation, const Value *row, bool only_any) {
    Search s = {.store = store, .seen = table_new(2), .only_any = only_any};
    table_begin_run(s.seen, NO_ID, 0);
    RowId start = store_possible(store, relation) ? table_find(store_possible(store, relation), row) : NO_ROW;
    if (start != NO_ROW) visit(&s, relation, start);
    while (s.open.count && !(only_any && s.hinges.count)) {
        s.at = vec_pop(&s.open);
        residual_of_row(store, s.at.relation, table_row(store_possible(store, s.at.relation), s.at.row), false, follow,
                        &s);
    }
    vec_free(&s.open);
    table_free(s.seen);
    return s.hinges;
}

Hinges hinges_of(const Store *store, RelId relation, const Value *row) { return find(store, relation, row, false); }

bool hinges_any(const Store *store, RelId relation, const Value *row) {
    Hinges hinges = find(store, relation, row, true);
    bool any = hinges.count > 0;
    vec_free(&hinges);
    return any;
}
