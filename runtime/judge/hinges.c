/* A search through undecided atoms, from each to the undecided literals of its rules' instances.
 *
 * Ways are told apart from the row downwards, as long as an instance has one premise alone that is undecided; below one that has
 * several, or that denies something, all that it comes down to is one way. */
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

static bool has_hinge(const Hinges *hinges, Hinge hinge) {
    for (size_t i = 0; i < hinges->count; i++)
        if (hinges->items[i].relation == hinge.relation && hinges->items[i].row == hinge.row) return true;
    return false;
}

static void add_once(Hinges *hinges, Hinge hinge) {
    if (!has_hinge(hinges, hinge)) vec_push(hinges, hinge);
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
    add_once(&s->hinges, (Hinge){id, row});
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

/* ---- ways ---- */

typedef struct {
    const Store *store;
    Vec(Node) rows; /* worked off in order, each once */
    Table *seen;
    HingeWays *found;
} Parting;

static void queue_row(void *context, RelId relation, RowId row) {
    Parting *p = context;
    Value pair[] = {relation, row};
    if (table_insert(p->seen, pair, NULL)) vec_push(&p->rows, ((Node){relation, row}));
}

static bool is_within(const Hinges *part, const Hinges *whole) {
    for (size_t i = 0; i < part->count; i++)
        if (!has_hinge(whole, part->items[i])) return false;
    return true;
}

/* Takes it.  Of two ways that lie within each other the smaller is one. */
static void add_way(HingeWays *found, Hinges way) {
    bool is_known = way.count == 0;
    size_t kept = 0;
    for (size_t i = 0; i < found->ways.count && !is_known; i++) is_known = is_within(&found->ways.items[i], &way);
    if (is_known) {
        vec_free(&way);
        return;
    }
    for (size_t i = 0; i < found->ways.count; i++)
        if (is_within(&way, &found->ways.items[i]))
            vec_free(&found->ways.items[i]);
        else
            found->ways.items[kept++] = found->ways.items[i];
    found->ways.count = kept;
    vec_push(&found->ways, way);
}

typedef struct {
    const Store *store;
    Hinges way;
} Uniting;

static void unite_row(void *context, RelId relation, RowId row) {
    Uniting *u = context;
    Hinges below = hinges_of(u->store, relation, table_row(store_possible(u->store, relation), row));
    for (size_t i = 0; i < below.count; i++) add_once(&u->way, below.items[i]);
    vec_free(&below);
}

static bool is_proposition(const Store *store, const Literal *literal) {
    return store->program->relations.items[literal->relation].helper == HELPER_UNDECIDED;
}

/* An instance that hangs on one premise goes on with it; any other is a way. */
static bool part(void *context, const Residual *residual) {
    Parting *p = context;
    const Rule *rule = &p->store->program->rules.items[residual->rule];
    const Literal *only = NULL;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED) only = &rule->body[i];
    if (residual->undecided_count == 1 && only && only->kind == LIT_ATOM && !is_proposition(p->store, only)) {
        residual_rows(p->store, only, residual->bindings, queue_row, p);
        return true;
    }
    Uniting u = {.store = p->store};
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED && !is_proposition(p->store, &rule->body[i]))
            residual_rows(p->store, &rule->body[i], residual->bindings, unite_row, &u);
    add_way(p->found, u.way);
    return p->found->ways.count <= HINGE_WAYS_MOST;
}

/* Of an open row about which nothing is said. */
static bool note_open(void *context, const Residual *residual) {
    Search *s = context;
    const Rule *rule = &s->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED && is_proposition(s->store, &rule->body[i])) add_hinge(s);
    return true;
}

static void part_row(Parting *p, Node at) {
    const Value *row = table_row(store_possible(p->store, at.relation), at.row);
    Search open = {.store = p->store, .at = at};
    residual_of_row(p->store, at.relation, row, false, note_open, &open);
    add_way(p->found, open.hinges);
    residual_of_row(p->store, at.relation, row, false, part, p);
}

/* One way of all there are. */
static void unite_ways(HingeWays *found) {
    Hinges all = hinge_ways_all(found);
    hinge_ways_clear(found);
    found->is_cut = true;
    vec_push(&found->ways, all);
}

/* By name and values, as the order of rules and files may change. */
static int hinge_order(const Store *store, Hinge a, Hinge b) {
    const Program *program = store->program;
    const Interner *symbols = values_symbols(program->values);
    const Relation *p = &program->relations.items[a.relation], *q = &program->relations.items[b.relation];
    int order = str_compare(intern_text(symbols, p->name), intern_text(symbols, q->name));
    if (order || a.relation != b.relation) return order ? order : p->arity < q->arity ? -1 : 1;
    if (row_is_before(program->values, a.row, b.row, p->arity)) return -1;
    return row_is_before(program->values, b.row, a.row, p->arity);
}

/* Insertion, since they are few. */
static void sort_hinges(const Store *store, Hinges *hinges) {
    for (size_t i = 1; i < hinges->count; i++) {
        Hinge own = hinges->items[i];
        size_t at = i;
        for (; at > 0 && hinge_order(store, own, hinges->items[at - 1]) < 0; at--)
            hinges->items[at] = hinges->items[at - 1];
        hinges->items[at] = own;
    }
}

/* None is empty, and none begins another: that would lie within it. */
static bool is_before(const Store *store, const Hinges *a, const Hinges *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = hinge_order(store, a->items[i], b->items[i]);
        if (order) return order < 0;
    }
    return false;
}

static void sort_ways(const Store *store, HingeWays *found) {
    for (size_t i = 0; i < found->ways.count; i++) {
        sort_hinges(store, &found->ways.items[i]);
        Hinges own = found->ways.items[i];
        size_t at = i;
        for (; at > 0 && is_before(store, &own, &found->ways.items[at - 1]); at--)
            found->ways.items[at] = found->ways.items[at - 1];
        found->ways.items[at] = own;
    }
}

static HingeWays find_ways(const Store *store, const Node *rows, size_t count) {
    HingeWays found = {.is_cut = false};
    Parting p = {.store = store, .seen = table_new(2), .found = &found};
    table_begin_run(p.seen, NO_ID, 0);
    for (size_t i = 0; i < count; i++) queue_row(&p, rows[i].relation, rows[i].row);
    for (size_t i = 0; i < p.rows.count && found.ways.count <= HINGE_WAYS_MOST; i++) part_row(&p, p.rows.items[i]);
    if (found.ways.count > HINGE_WAYS_MOST) {
        unite_ways(&found);
        for (size_t i = 0; i < count; i++) {
            Hinges more =
                hinges_of(store, rows[i].relation, table_row(store_possible(store, rows[i].relation), rows[i].row));
            for (size_t k = 0; k < more.count; k++) add_once(&found.ways.items[0], more.items[k]);
            vec_free(&more);
        }
    }
    vec_free(&p.rows);
    table_free(p.seen);
    sort_ways(store, &found);
    return found;
}

HingeWays hinge_ways_of(const Store *store, RelId relation, const Value *row) {
    RowId start = store_possible(store, relation) ? table_find(store_possible(store, relation), row) : NO_ROW;
    return find_ways(store, &(Node){relation, start}, start != NO_ROW);
}

HingeWays hinge_ways_of_answer(const Store *store, RelId answer, RowRef row) {
    const Table *possible = answer == NO_ID ? NULL : store_possible(store, answer);
    Vec(RowId) rows = {0};
    Vec(Node) nodes = {0};
    for (RowId r = 0; possible && r < table_count(possible); r++)
        if (store_is_undecided(store, answer, table_row(possible, r))) vec_push(&rows, r);
    if (rows.count) rows_sort(store, possible, rows.items, rows.count);
    for (size_t i = 0; i < rows.count; i++) vec_push(&nodes, ((Node){answer, rows.items[i]}));
    if (nodes.count == 0 && row.row != NO_ROW) vec_push(&nodes, ((Node){row.relation, row.row}));
    HingeWays found = find_ways(store, nodes.items, nodes.count);
    vec_free(&rows);
    vec_free(&nodes);
    return found;
}

Hinges hinge_ways_all(const HingeWays *found) {
    Hinges all = {0};
    for (size_t i = 0; i < found->ways.count; i++)
        for (size_t k = 0; k < found->ways.items[i].count; k++) add_once(&all, found->ways.items[i].items[k]);
    return all;
}

void hinge_ways_clear(HingeWays *found) {
    for (size_t i = 0; i < found->ways.count; i++) vec_free(&found->ways.items[i]);
    vec_free(&found->ways);
    *found = (HingeWays){.is_cut = false};
}
