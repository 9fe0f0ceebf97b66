/* A search through undecided atoms, from each to the undecided literals of its cases. */
#include "runtime/judge/hinges.h"

#include "runtime/why/cases.h"
#include "runtime/why/instance.h"

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

static void visit(Search *s, RelId relation, RowId row) {
    Value pair[] = {relation, row};
    if (table_insert(s->seen, pair, NULL)) vec_push(&s->open, ((Node){relation, row}));
}

/* The undecided rows that a negated literal denies. */
static void visit_denied(Search *s, const Literal *literal, const Value *bindings) {
    Table *possible = store_possible(s->store, literal->relation);
    uint32_t arity = table_arity(possible), n = 0;
    Term terms[64];
    Value key[64];
    for (uint32_t i = 0; i < arity; i++) {
        Value v = term_value(literal->terms[i], bindings);
        terms[i] = v == UNBOUND ? term_any() : term_const(v);
        if (v != UNBOUND) key[n++] = v;
    }
    RowId whole = n == arity ? table_find(possible, key) : NO_ROW;
    RowId row = n == arity ? whole : 0, end = n < arity ? table_count(possible) : whole == NO_ROW ? 0 : whole + 1;
    for (; row < end; row++)
        if (row_matches(terms, arity, table_row(possible, row)) &&
            store_is_undecided(s->store, literal->relation, table_row(possible, row)))
            visit(s, literal->relation, row);
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

static bool follow(void *context, const Case *found) {
    Search *s = context;
    for (uint32_t i = 0; i < found->rule->literal_count; i++) {
        const Literal *literal = &found->rule->body[i];
        if (found->truths[i] != TRUTH_UNDECIDED) continue;
        if (relation_of(s, literal->relation)->helper == HELPER_UNDECIDED)
            add_hinge(s);
        else if (literal->kind == LIT_ATOM)
            visit(s, literal->relation, found->rows[i]);
        else
            visit_denied(s, literal, found->bindings);
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
        cases_of_row(store, s.at.relation, table_row(store_possible(store, s.at.relation), s.at.row), CASES_OPEN, follow, &s);
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
