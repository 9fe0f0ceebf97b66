/* Ways are told apart from the row downwards, as long as an instance has one premise alone that is undecided; below one
 * that has several, or that denies something, all that it comes down to is one way. */
#include "runtime/judge/hinges_internal.h"

#include <assert.h>

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

/* What comes down to the same rows again and again is not parted to the end: hinges put together, and rows gone
 * through, each as much as so many of them. */
#define PARTING_MOST (UINT64_C(1) << 24)
enum { ROW_SPENT = 16 };

typedef struct {
    const Store *store;
    HingeNodes rows; /* worked off in order, each once */
    Table *seen;
    Table *numbers; /* (relation, row) of the hinges */
    Vec(Known) known;
    Table *looked_below;     /* (relation, row), */
    Vec(Below) below;        /* and what is below each */
    Numbers ways[WAY_SLOTS]; /* empty: none */
    uint32_t way_count;
    Numbers way; /* being made */
    HingeEffort effort;
    uint64_t spent;
} Parting;

static bool may_part(const Parting *p) { return p->way_count <= HINGE_WAYS_MOST && p->spent < PARTING_MOST; }

static void queue_row(void *context, RelId relation, RowId row) {
    Parting *p = context;
    if (pairs_number(p->seen, relation, row, NULL)) vec_push(&p->rows, ((HingeNode){relation, row}));
}

static uint32_t number_of(Parting *p, Hinge hinge) {
    RowId number;
    if (pairs_number(p->numbers, hinge.relation, hinge.at, &number)) vec_push(&p->known, ((Known){.hinge = hinge}));
    assert(number < p->known.count);
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
    assert(at < WAY_SLOTS); /* who makes a way has asked may_part since the last */
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
            o->is_open || (residual->truth[i] == LITERAL_UNDECIDED && hinge_is_proposition(o->store, &rule->body[i]));
    return !o->is_open;
}

static bool is_open_row(const Store *store, HingeNode at) {
    Opening opening = {.store = store};
    residual_of_row(store, at.relation, hinge_row(store, at), false, note_open, &opening);
    return opening.is_open;
}

static Below look_below(Parting *p, HingeNode node) {
    uint64_t before = p->effort.steps;
    Hinges hinges = hinges_below(p->store, &node, 1, &p->effort);
    Below below = {.own = NO_ID};
    for (size_t i = 0; i < hinges.count; i++) vec_push(&below.hinges, number_of(p, hinges.items[i]));
    if (is_open_row(p->store, node)) below.own = number_of(p, hinge_at(p->store, node));
    vec_free(&hinges);
    p->spent += (p->effort.steps - before) * ROW_SPENT;
    return below;
}

/* What is open can be settled by itself, so that way does not lead back to a row that is gone through, as by a strict
 * rule read backwards: with that row's own hinge in it the way would be no way, since that hinge alone is one. */
static void take_row(void *context, RelId relation, RowId row) {
    Parting *p = context;
    RowId number;
    if (!may_part(p)) return;
    if (pairs_number(p->looked_below, relation, row, &number)) {
        Below below = look_below(p, (HingeNode){relation, row});
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

/* The premise that an instance hangs on alone; NULL. */
static const Literal *only_premise(const Store *store, const Residual *residual) {
    const Rule *rule = &store->program->rules.items[residual->rule];
    const Literal *only = NULL;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED) only = &rule->body[i];
    bool is_only = residual->undecided_count == 1 && only && only->kind == LIT_ATOM;
    return is_only && !hinge_is_proposition(store, only) ? only : NULL;
}

/* An instance that hangs on one premise goes on with it; */
static bool go_on(void *context, const Residual *residual) {
    Parting *p = context;
    const Literal *only = only_premise(p->store, residual);
    if (only) residual_rows(p->store, only, residual->bindings, queue_row, p);
    return may_part(p);
}

/* any other is a way. */
static bool part(void *context, const Residual *residual) {
    Parting *p = context;
    const Rule *rule = &p->store->program->rules.items[residual->rule];
    if (only_premise(p->store, residual)) return true;
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (residual->truth[i] == LITERAL_UNDECIDED && !hinge_is_proposition(p->store, &rule->body[i]))
            residual_rows(p->store, &rule->body[i], residual->bindings, take_row, p);
    end_way(p);
    return may_part(p);
}

/* All rows to go through are found before the first way is made: it depends on them. */
static void list_row(Parting *p, HingeNode at) {
    if (is_open_row(p->store, at)) {
        uint32_t own = number_of(p, hinge_at(p->store, at)); /* which may move the list */
        p->known.items[own].is_own = true;
    }
    residual_of_row(p->store, at.relation, hinge_row(p->store, at), false, go_on, p);
    p->spent += ROW_SPENT;
}

static void part_row(Parting *p, HingeNode at) {
    if (is_open_row(p->store, at)) take_hinge(p, number_of(p, hinge_at(p->store, at)));
    end_way(p);
    if (may_part(p)) residual_of_row(p->store, at.relation, hinge_row(p->store, at), false, part, p);
    p->spent += ROW_SPENT;
}

static int hinge_order(const Store *store, const Hinge *a, const Hinge *b) {
    return atoms_compare(store->program, a->relation, a->row, b->relation, b->row);
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
static HingeWays find_ways(const Store *store, const HingeNode *rows, size_t count) {
    HingeWays found = {0};
    Parting p = {.store = store, .seen = pairs_new(), .numbers = pairs_new(), .looked_below = pairs_new()};
    for (size_t i = 0; i < count; i++) queue_row(&p, rows[i].relation, rows[i].row);
    bool is_parted = true;
    for (size_t i = 0; i < p.rows.count && is_parted; i++) { /* they grow */
        list_row(&p, p.rows.items[i]);
        is_parted = may_part(&p) && hinges_may_go_on(store, &p.effort);
    }
    for (size_t i = 0; i < p.rows.count && is_parted; i++) {
        part_row(&p, p.rows.items[i]);
        is_parted = may_part(&p) && hinges_may_go_on(store, &p.effort);
    }
    if (is_parted) {
        list_ways(&p, &found);
    } else {
        Hinges all = hinges_below(store, rows, count, &(HingeEffort){0});
        if (all.count) vec_push(&found.ways, all);
    }
    end_parting(&p);
    sort_ways(store, &found);
    return found;
}

HingeWays hinge_ways_of(const Store *store, RelId relation, const Value *row) {
    HingeNode start = hinge_node(store, relation, row);
    return find_ways(store, &start, start.row != NO_ROW);
}

HingeWays hinge_ways_of_answer(const Store *store, RelId answer, RowRef row) {
    const Table *possible = answer == NO_ID ? NULL : store_possible(store, answer);
    Vec(RowId) rows = {0};
    Vec(HingeNode) nodes = {0};
    for (RowId r = 0; possible && r < table_count(possible); r++)
        if (store_is_undecided(store, answer, table_row(possible, r))) vec_push(&rows, r);
    if (rows.count) rows_sort(store, possible, rows.items, rows.count);
    for (size_t i = 0; i < rows.count; i++) vec_push(&nodes, ((HingeNode){answer, rows.items[i]}));
    if (nodes.count == 0 && row.row != NO_ROW) vec_push(&nodes, ((HingeNode){row.relation, row.row}));
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
            if (pairs_number(told, hinge->relation, hinge->at, NULL)) vec_push(&all, *hinge);
        }
    table_free(told);
    return all;
}

void hinge_ways_clear(HingeWays *found) {
    for (size_t i = 0; i < found->ways.count; i++) vec_free(&found->ways.items[i]);
    vec_free(&found->ways);
}
