/* A search through undecided atoms, from each to the undecided literals of its rules' instances.
 *
 * Ways are told apart from the row downwards, as long as an instance has one premise alone that is undecided; below one that has
 * several, or that denies something, all that it comes down to is one way. */
#include "runtime/judge/hinges.h"

#include "runtime/eval/budget.h"
#include "runtime/why/residual.h"

typedef struct {
    RelId relation;
    RowId row; /* of the possible table */
} Node;
typedef Vec(Node) Nodes;

/* Of several searches together. */
typedef struct {
    uint64_t steps;
    bool is_stopped; /* the time is over: what was found is a part */
} Effort;

static bool may_finish(const Store *store, Effort *effort) {
    effort->is_stopped = effort->is_stopped || !store_may_finish(store, &effort->steps, 1);
    return !effort->is_stopped;
}

typedef struct {
    const Store *store;
    Nodes open;
    Table *seen, *told; /* (relation, row) */
    Hinges hinges;
    bool only_any;
    Node at;
} Search;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static const Value *row_of(const Store *store, Node node) {
    return table_row(store_possible(store, node.relation), node.row);
}

static Table *pairs_new(void) {
    Table *pairs = table_new(2);
    table_begin_run(pairs, NO_ID, 0);
    return pairs;
}

/* True if it is new; *number is its place either way. */
static bool number_pair(Table *pairs, RelId relation, RowId row, RowId *number) {
    Value pair[] = {relation, row};
    return table_insert(pairs, pair, number);
}

static void visit(void *context, RelId relation, RowId row) {
    Search *s = context;
    if (number_pair(s->seen, relation, row, NULL)) vec_push(&s->open, ((Node){relation, row}));
}

/* Of an undecided row about which nothing is said.  Told with the sign of p, whichever was met. */
static Hinge hinge_at(const Store *store, Node at) {
    const Relation *relation = relation_of(store, at.relation);
    const Value *row = row_of(store, at);
    const Table *possible =
        relation->is_negative && relation->contrary != NO_ID ? store_possible(store, relation->contrary) : NULL;
    RowId other = possible ? table_find(possible, row) : NO_ROW;
    if (other == NO_ROW) return (Hinge){at.relation, at.row, row};
    return (Hinge){relation->contrary, other, table_row(possible, other)};
}

static void add_hinge(Search *s) {
    Hinge hinge = hinge_at(s->store, s->at);
    if (number_pair(s->told, hinge.relation, hinge.at, NULL)) vec_push(&s->hinges, hinge);
}

static bool is_proposition(const Store *store, const Literal *literal) {
    return relation_of(store, literal->relation)->helper == HELPER_UNDECIDED;
}

static bool follow(void *context, const Residual *residual) {
    Search *s = context;
    const Rule *rule = &s->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (residual->truth[i] != LITERAL_UNDECIDED) continue;
        if (is_proposition(s->store, &rule->body[i]))
            add_hinge(s);
        else
            residual_rows(s->store, &rule->body[i], residual->bindings, visit, s);
    }
    return !(s->only_any && s->hinges.count);
}

/* From all of these rows. */
static Hinges find(const Store *store, const Node *rows, size_t count, bool only_any, Effort *effort) {
    Search s = {.store = store, .seen = pairs_new(), .told = pairs_new(), .only_any = only_any};
    for (size_t i = 0; i < count; i++) visit(&s, rows[i].relation, rows[i].row);
    while (s.open.count && !(only_any && s.hinges.count)) {
        s.at = vec_pop(&s.open);
        if (!only_any && !may_finish(store, effort)) break; /* any one tells the reason, which is not to change */
        residual_of_row(store, s.at.relation, row_of(store, s.at), false, follow, &s);
    }
    vec_free(&s.open);
    table_free(s.seen);
    table_free(s.told);
    return s.hinges;
}

static Node node_of(const Store *store, RelId relation, const Value *row) {
    const Table *possible = store_possible(store, relation);
    return (Node){relation, possible ? table_find(possible, row) : NO_ROW};
}

Hinges hinges_of(const Store *store, RelId relation, const Value *row) {
    Node start = node_of(store, relation, row);
    return find(store, &start, start.row != NO_ROW, false, &(Effort){0});
}

bool hinges_any(const Store *store, RelId relation, const Value *row) {
    Node start = node_of(store, relation, row);
    Hinges hinges = find(store, &start, start.row != NO_ROW, true, &(Effort){0});
    bool any = hinges.count > 0;
    vec_free(&hinges);
    return any;
}

/* ---- ways ---- */

typedef Vec(uint32_t) Numbers; /* of hinges, each once */

/* A hinge, and which ways have it: a bit each, the last for the one that is being made. */
typedef struct {
    Hinge hinge;
    uint32_t ways;
    bool is_own; /* of a row that is gone through from what is asked */
} Known;
enum { WAY_SLOTS = HINGE_WAYS_MOST + 1 };
#define BEING_MADE (UINT32_C(1) << 31)
_Static_assert(WAY_SLOTS < 31, "a bit for each way");

/* The hinges below a row; `own`: where nothing is said about it, its own among them, else NO_ID. */
typedef struct {
    Numbers hinges;
    uint32_t own;
} Below;

/* What comes down to the same rows again and again is not parted to the end: hinges put together, and rows gone through, each
 * as much as so many of them. */
#define PARTING_MOST (UINT64_C(1) << 24)
enum { ROW_SPENT = 16 };

typedef struct {
    const Store *store;
    Nodes rows; /* worked off in order, each once */
    Table *seen;
    Table *numbers; /* (relation, row) of the hinges */
    Vec(Known) known;
    Table *looked_below;     /* (relation, row), */
    Vec(Below) below;        /* and what is below each */
    Numbers ways[WAY_SLOTS]; /* empty: none */
    uint32_t way_count;
    Numbers way; /* being made */
    Effort effort;
    uint64_t spent;
} Parting;

static bool may_part(const Parting *p) { return p->way_count <= HINGE_WAYS_MOST && p->spent < PARTING_MOST; }

static void queue_row(void *context, RelId relation, RowId row) {
    Parting *p = context;
    if (number_pair(p->seen, relation, row, NULL)) vec_push(&p->rows, ((Node){relation, row}));
}

static uint32_t number_of(Parting *p, Hinge hinge) {
    RowId number;
    if (number_pair(p->numbers, hinge.relation, hinge.at, &number)) vec_push(&p->known, ((Known){.hinge = hinge}));
    return number;
}

static void take_hinge(Parting *p, uint32_t number) {
    if (p->known.items[number].ways & BEING_MADE) return;
    p->known.items[number].ways |= BEING_MADE;
    vec_push(&p->way, number);
}

static void mark(Parting *p, const Numbers *way, uint32_t bit, bool has) {
    for (size_t i = 0; i < way->count; i++) {
        uint32_t *ways = &p->known.items[way->items[i]].ways;
        *ways = has ? *ways | bit : *ways & ~bit;
    }
}

/* How many hinges each way shares with the one that is being made. */
static void count_shared(const Parting *p, size_t shared[WAY_SLOTS]) {
    memset(shared, 0, WAY_SLOTS * sizeof *shared);
    for (size_t i = 0; i < p->way.count; i++) {
        uint32_t ways = p->known.items[p->way.items[i]].ways & ~BEING_MADE;
        for (uint32_t k = 0; ways; k++, ways >>= 1) shared[k] += ways & 1;
    }
}

/* Of two ways that lie within each other the smaller is one. */
static void keep_way(Parting *p) {
    size_t shared[WAY_SLOTS];
    uint32_t at = WAY_SLOTS;
    count_shared(p, shared);
    for (uint32_t k = 0; k < WAY_SLOTS; k++)
        if (p->ways[k].count && shared[k] == p->ways[k].count) return;
    for (uint32_t k = 0; k < WAY_SLOTS; k++) {
        if (p->ways[k].count && shared[k] == p->way.count) {
            mark(p, &p->ways[k], UINT32_C(1) << k, false);
            vec_free(&p->ways[k]);
            p->way_count--;
        }
        if (p->ways[k].count == 0 && at == WAY_SLOTS) at = k;
    }
    mark(p, &p->way, UINT32_C(1) << at, true);
    vec_copy(&p->ways[at], &p->way);
    p->way_count++;
}

/* The way that was being made is done, and the next is empty. */
static void end_way(Parting *p) {
    if (p->way.count) keep_way(p);
    mark(p, &p->way, BEING_MADE, false);
    p->spent += p->way.count;
    vec_empty(&p->way);
}

typedef struct {
    const Store *store;
    bool is_open;
} Opening;

/* Whether nothing is said about the row, which one instance tells. */
static bool note_open(void *context, const Residual *residual) {
    Opening *o = context;
    const Rule *rule = &o->store->program->rules.items[residual->rule];
    for (uint32_t i = 0; i < rule->literal_count; i++)
        o->is_open =
            o->is_open || (residual->truth[i] == LITERAL_UNDECIDED && is_proposition(o->store, &rule->body[i]));
    return !o->is_open;
}

static bool is_open_row(const Store *store, Node at) {
    Opening opening = {.store = store};
    residual_of_row(store, at.relation, row_of(store, at), false, note_open, &opening);
    return opening.is_open;
}

static Below look_below(Parting *p, Node node) {
    uint64_t before = p->effort.steps;
    Hinges hinges = find(p->store, &node, 1, false, &p->effort);
    Below below = {.own = NO_ID};
    for (size_t i = 0; i < hinges.count; i++) vec_push(&below.hinges, number_of(p, hinges.items[i]));
    if (is_open_row(p->store, node)) below.own = number_of(p, hinge_at(p->store, node));
    vec_free(&hinges);
    p->spent += (p->effort.steps - before) * ROW_SPENT;
    return below;
}

/* What is open can be settled by itself, so that way does not lead back to a row that is gone through already, as by a strict rule
 * read backwards. */
static void take_row(void *context, RelId relation, RowId row) {
    Parting *p = context;
    RowId number;
    if (!may_part(p)) return;
    if (number_pair(p->looked_below, relation, row, &number)) {
        Below below = look_below(p, (Node){relation, row});
        vec_push(&p->below, below);
    }
    const Below *below = &p->below.items[number];
    for (size_t i = 0; i < below->hinges.count; i++) {
        uint32_t hinge = below->hinges.items[i];
        bool leads_back = below->own != NO_ID && hinge != below->own && p->known.items[hinge].is_own;
        if (!leads_back) take_hinge(p, hinge);
    }
    p->spent += below->hinges.count + 1;
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
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED && !is_proposition(p->store, &rule->body[i]))
            residual_rows(p->store, &rule->body[i], residual->bindings, take_row, p);
    end_way(p);
    return may_part(p);
}

static void part_row(Parting *p, Node at) {
    const Value *row = row_of(p->store, at);
    if (is_open_row(p->store, at)) {
        uint32_t own = number_of(p, hinge_at(p->store, at));
        p->known.items[own].is_own = true;
        take_hinge(p, own);
    }
    end_way(p);
    if (may_part(p)) residual_of_row(p->store, at.relation, row, false, part, p);
    p->spent += ROW_SPENT;
}

/* By name and values, as the order of rules and files may change. */
static int hinge_order(const Store *store, const Hinge *a, const Hinge *b) {
    const Program *program = store->program;
    const Interner *symbols = values_symbols(program->values);
    const Relation *p = relation_of(store, a->relation), *q = relation_of(store, b->relation);
    if (a->relation != b->relation) {
        int order = str_compare(intern_text(symbols, p->name), intern_text(symbols, q->name));
        if (order) return order;
        if (p->arity != q->arity) return p->arity < q->arity ? -1 : 1;
        if (p->is_negative != q->is_negative) return p->is_negative ? 1 : -1;
    }
    for (uint32_t c = 0; c < p->arity; c++) {
        int order = a->row[c] == b->row[c] ? 0 : value_compare(program->values, a->row[c], b->row[c]);
        if (order) return order;
    }
    return 0;
}

/* Shell's sort, as rows_sort: qsort knows no context. */
static void sort_hinges(const Store *store, Hinges *hinges) {
    size_t gap = 1;
    while (gap < hinges->count / 3) gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3)
        for (size_t i = gap; i < hinges->count; i++) {
            Hinge own = hinges->items[i];
            size_t at = i;
            for (; at >= gap && hinge_order(store, &own, &hinges->items[at - gap]) < 0; at -= gap)
                hinges->items[at] = hinges->items[at - gap];
            hinges->items[at] = own;
        }
}

/* None is empty, and none begins another: that would lie within it. */
static bool is_before(const Store *store, const Hinges *a, const Hinges *b) {
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        int order = hinge_order(store, &a->items[i], &b->items[i]);
        if (order) return order < 0;
    }
    return false;
}

/* Insertion, since they are HINGE_WAYS_MOST at most. */
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

static void list_ways(const Parting *p, HingeWays *found) {
    for (uint32_t k = 0; k < WAY_SLOTS; k++) {
        Hinges way = {0};
        for (size_t i = 0; i < p->ways[k].count; i++) vec_push(&way, p->known.items[p->ways[k].items[i]].hinge);
        if (way.count) vec_push(&found->ways, way);
    }
}

static void end_parting(Parting *p) {
    for (uint32_t k = 0; k < WAY_SLOTS; k++) vec_free(&p->ways[k]);
    for (size_t i = 0; i < p->below.count; i++) vec_free(&p->below.items[i].hinges);
    vec_free(&p->below);
    vec_free(&p->known);
    vec_free(&p->way);
    vec_free(&p->rows);
    table_free(p->seen);
    table_free(p->numbers);
    table_free(p->looked_below);
}

/* What was not parted to the end is one way, of all there are. */
static HingeWays find_ways(const Store *store, const Node *rows, size_t count) {
    HingeWays found = {0};
    Parting p = {.store = store, .seen = pairs_new(), .numbers = pairs_new(), .looked_below = pairs_new()};
    for (size_t i = 0; i < count; i++) queue_row(&p, rows[i].relation, rows[i].row);
    bool is_parted = true;
    for (size_t i = 0; i < p.rows.count && is_parted; i++) {
        part_row(&p, p.rows.items[i]);
        is_parted = may_part(&p) && may_finish(store, &p.effort);
    }
    if (is_parted) {
        list_ways(&p, &found);
    } else {
        Hinges all = find(store, rows, count, false, &(Effort){0});
        if (all.count) vec_push(&found.ways, all);
    }
    end_parting(&p);
    sort_ways(store, &found);
    return found;
}

HingeWays hinge_ways_of(const Store *store, RelId relation, const Value *row) {
    Node start = node_of(store, relation, row);
    return find_ways(store, &start, start.row != NO_ROW);
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
    Table *told = pairs_new();
    for (size_t i = 0; i < found->ways.count; i++)
        for (size_t k = 0; k < found->ways.items[i].count; k++) {
            const Hinge *hinge = &found->ways.items[i].items[k];
            if (number_pair(told, hinge->relation, hinge->at, NULL)) vec_push(&all, *hinge);
        }
    table_free(told);
    return all;
}

void hinge_ways_clear(HingeWays *found) {
    for (size_t i = 0; i < found->ways.count; i++) vec_free(&found->ways.items[i]);
    vec_free(&found->ways);
}
