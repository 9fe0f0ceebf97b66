/* Heights.
 *
 * What lies below a row is a graph of alternatives: a row needs one of its instances, an instance all of its premises.
 * It is gone through once from above, breadth first, to list the alternatives, and once from below, height after
 * height.  An instance is done when the last of its premises is settled; of those that are done at the same height the
 * first in the order of rules and values gives the proof.
 * Both are kept: of what lies below the next row only what is new is listed and settled; where it has become much, it
 * is begun anew.  What a row costs is told by what lies below it, as if nothing had been known. */
#include "runtime/why/lowest.h"

#include <assert.h>
#include <stdlib.h>

#include "lang/program/heads.h"
#include "runtime/why/group.h"
#include "runtime/why/levels.h"

#define NONE UINT32_MAX
enum { WORDS_KEPT = 1 << 22 }; /* of all rows that were reached: some ten megabytes with what stands beside them */

typedef struct {
    RowRef ref;
    uint32_t reached;    /* the last row that was reached, by number, below which it lies */
    uint32_t height;     /* NONE: not settled */
    uint32_t first_use;  /* instances that need it, among those that are being settled; NONE */
    uint32_t best;       /* the instance that gives it; NONE: none, or found by rounds */
    uint32_t first, end; /* its alternatives, once they are listed */
    uint32_t cost;       /* rows that were tried for them */
    bool is_listed;
    bool is_settled; /* it has its height, or there is none; by rounds without alternatives */
    bool is_ready;   /* to be settled at the next height */
} Node;

typedef struct {
    uint32_t node;
    RuleId rule;
    uint32_t data; /* in `words`: bindings, then rows, then nodes that it needs */
    uint32_t row_count, need_count;
    uint32_t pending; /* premises that are not settled */
} Alternative;

typedef struct {
    uint32_t alternative, next;
} Use;

/* By relation, whether what gives its rows was listed before, in the other store. */
typedef enum { LISTED_UNKNOWN, LISTED_ANEW, LISTED_BEFORE } Listed;

struct Lowest {
    const Store *store;
    const Program *program;
    const Lowest *before;  /* NULL: none */
    const bool *is_same;   /* by relation: has the same rows there */
    unsigned char *listed; /* Listed, by relation; NULL: nothing was */
    PremiseSearch *search; /* of the row that is being reached */
    Levels *levels;
    Heads heads;
    Table *met; /* (relation, row): its number is the node */
    Vec(Node) nodes;
    Vec(Alternative) alternatives;
    Vec(Use) uses;
    Vec(uint32_t) words;
    Vec(uint32_t) below; /* nodes of the row that is being reached, as they were met */
    Vec(uint32_t) ready; /* nodes of the next height */
    uint32_t reached;    /* rows that were */
    uint32_t at;         /* the node whose instances are being listed */
    uint32_t tries;      /* left */
};

/* ---- the alternatives, from above ---- */

static uint32_t node_for(Lowest *l, RowRef ref) {
    uint32_t id;
    if (!table_insert(l->met, (const Value[]){ref.relation, ref.row}, &id)) return id;
    Node node = {.ref = ref, .height = NONE, .first_use = NONE, .best = NONE};
    node.is_listed = node.is_settled = levels_tell(l->levels, ref);
    if (node.is_settled) node.height = levels_height(l->levels, ref);
    vec_push(&l->nodes, node);
    return id;
}

/* Below the row that is being reached. */
static void meet(Lowest *l, uint32_t id) {
    Node *node = &l->nodes.items[id];
    if (node->reached == l->reached) return;
    node->reached = l->reached;
    vec_push(&l->below, id);
}

static uint32_t binding_count(const Rule *rule) { return rule->is_fold ? 0 : rule->variable_count; }

static const uint32_t *needs_of(const Lowest *l, const Alternative *a) {
    return l->words.items + a->data + binding_count(&l->program->rules.items[a->rule]) + a->row_count;
}

static void add_alternative(Lowest *l, RuleId rule, const Value *bindings, const RowId *rows, uint32_t row_count) {
    uint32_t count = binding_count(&l->program->rules.items[rule]);
    assert(bindings || count == 0);
    vec_push(&l->alternatives, ((Alternative){l->at, rule, (uint32_t)l->words.count, row_count, 0, 0}));
    for (uint32_t i = 0; i < count; i++) vec_push(&l->words, bindings[i]);
    for (uint32_t i = 0; i < row_count; i++) vec_push(&l->words, rows[i]);
}

/* Of the alternative that was added last. */
static void add_need(Lowest *l, RowRef ref) {
    vec_push(&l->words, node_for(l, ref));
    vec_last(&l->alternatives).need_count++;
}

static bool note_instance(void *context, RuleId id, const Value *bindings, const RowId *rows) {
    Lowest *l = context;
    const Rule *rule = &l->program->rules.items[id];
    add_alternative(l, id, bindings, rows, rule->literal_count);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rows[i] != NO_ROW) add_need(l, (RowRef){rule->body[i].relation, rows[i]});
    return true;
}

static void note_rows(Lowest *l, RuleId id, const RowId *rows, uint32_t count) {
    add_alternative(l, id, NULL, rows, count);
    for (uint32_t i = 0; i < count; i++) add_need(l, (RowRef){l->program->rules.items[id].body[0].relation, rows[i]});
}

static void note_group(Lowest *l, RuleId id, RowRef ref) {
    RowId rows[GROUP_ROWS_LISTED];
    uint32_t total, count = group_list(l->store, &l->program->rules.items[id],
                                       table_row(store_table(l->store, ref.relation), ref.row), rows, &total);
    note_rows(l, id, rows, count);
    l->tries = l->tries > total ? l->tries - total : 0;
}

static void find_alternatives(Lowest *l, RowRef ref) {
    assert(l->heads.first);
    for (uint32_t i = l->heads.first[ref.relation]; i < l->heads.first[ref.relation + 1] && l->tries; i++) {
        RuleId id = l->heads.rules[i];
        if (l->program->rules.items[id].is_fold)
            note_group(l, id, ref);
        else
            (void)premises_each(l->search, id, table_row(store_table(l->store, ref.relation), ref.row), &l->tries,
                                note_instance, l);
    }
}

/* ---- what was listed in another store ---- */

static bool reads_the_same(const Lowest *l, RelId relation) {
    for (uint32_t i = l->heads.first[relation]; i < l->heads.first[relation + 1]; i++) {
        const Rule *rule = &l->program->rules.items[l->heads.rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (literal_reads(&rule->body[k]) && !l->is_same[rule->body[k].relation]) return false;
    }
    return true;
}

/* The node there; NULL: the row has to be looked at. */
static const Node *listed_before(const Lowest *l, RowRef ref) {
    if (!l->before) return NULL;
    if (l->listed[ref.relation] == LISTED_UNKNOWN)
        l->listed[ref.relation] =
            l->is_same[ref.relation] && reads_the_same(l, ref.relation) ? LISTED_BEFORE : LISTED_ANEW;
    if (l->listed[ref.relation] == LISTED_ANEW) return NULL;
    uint32_t id = table_find(l->before->met, (const Value[]){ref.relation, ref.row});
    const Node *node = id == NO_ROW ? NULL : &l->before->nodes.items[id];
    return node && node->first < node->end ? node : NULL; /* by rounds it has none there, and may have some here */
}

static void copy_alternatives(Lowest *l, const Node *from) {
    for (uint32_t i = from->first; i < from->end; i++) {
        const Alternative *a = &l->before->alternatives.items[i];
        const uint32_t *words = l->before->words.items + a->data;
        if (l->program->rules.items[a->rule].is_fold)
            note_rows(l, a->rule, words, a->row_count);
        else
            (void)note_instance(l, a->rule, words, words + binding_count(&l->program->rules.items[a->rule]));
    }
    l->tries = l->tries > from->cost ? l->tries - from->cost : 0;
}

/* ---- all that lies below ---- */

/* False, and nothing is noted, if too many rows would be tried. */
static bool list_alternatives(Lowest *l) {
    Node node = l->nodes.items[l->at];
    uint32_t words = (uint32_t)l->words.count, tries = l->tries;
    node.first = (uint32_t)l->alternatives.count;
    const Node *from = listed_before(l, node.ref);
    if (from)
        copy_alternatives(l, from);
    else
        find_alternatives(l, node.ref);
    node.end = (uint32_t)l->alternatives.count;
    node.cost = tries - l->tries;
    node.is_listed = l->tries > 0;
    if (node.is_listed) {
        l->nodes.items[l->at] = node;
    } else {
        l->alternatives.count = node.first;
        l->words.count = words;
    }
    return node.is_listed;
}

static void meet_premises(Lowest *l, const Node *node) {
    for (uint32_t i = node->first; i < node->end; i++) {
        const Alternative *a = &l->alternatives.items[i];
        const uint32_t *needs = needs_of(l, a);
        for (uint32_t k = 0; k < a->need_count; k++) meet(l, needs[k]);
    }
}

/* False if it gave up. */
static bool list_below(Lowest *l, uint32_t root) {
    vec_empty(&l->below);
    meet(l, root);
    for (size_t i = 0; i < l->below.count; i++) {
        l->at = l->below.items[i];
        const Node *node = &l->nodes.items[l->at];
        if (!node->is_listed) {
            if (!list_alternatives(l)) return false;
        } else if (node->cost) {
            l->tries = l->tries > node->cost ? l->tries - node->cost : 0;
            if (!l->tries) return false;
        }
        meet_premises(l, &l->nodes.items[l->at]);
    }
    return true;
}

/* ---- heights, from below ---- */

typedef struct {
    uint32_t height, node;
} Known;
typedef Vec(Known) Knowns;
typedef Vec(uint32_t) Nodes;

static int height_order(const void *a, const void *b) {
    const Known *x = a, *y = b;
    if (x->height != y->height) return x->height < y->height ? -1 : 1;
    return x->node < y->node ? -1 : x->node > y->node;
}

/* All premises are there: the row can be settled at the next height. */
static void note_done(Lowest *l, uint32_t alternative) {
    Node *node = &l->nodes.items[l->alternatives.items[alternative].node];
    if (node->height != NONE) return;
    if (!node->is_ready) vec_push(&l->ready, l->alternatives.items[alternative].node);
    if (!node->is_ready || alternative < node->best) node->best = alternative;
    node->is_ready = true;
}

static void tell_users(Lowest *l, uint32_t id) {
    for (uint32_t use = l->nodes.items[id].first_use; use != NONE; use = l->uses.items[use].next) {
        assert(use < l->uses.count);
        if (--l->alternatives.items[l->uses.items[use].alternative].pending == 0)
            note_done(l, l->uses.items[use].alternative);
    }
}

/* All nodes of one height, before anybody is told: what is done by them comes at the next. */
static void settle(Lowest *l, const Knowns *known, size_t *at, uint32_t height, Nodes *now) {
    vec_empty(now);
    for (size_t i = 0; i < l->ready.count && height > 0; i++) vec_push(now, l->ready.items[i]);
    for (; *at < known->count && known->items[*at].height <= height; ++*at) vec_push(now, known->items[*at].node);
    if (height > 0) vec_empty(&l->ready);
    for (size_t i = 0; i < now->count; i++) l->nodes.items[now->items[i]].height = height;
    for (size_t i = 0; i < now->count; i++) tell_users(l, now->items[i]);
}

static void await(Lowest *l, uint32_t alternative) {
    Alternative *a = &l->alternatives.items[alternative];
    const uint32_t *needs = needs_of(l, a);
    a->pending = a->need_count;
    for (uint32_t i = 0; i < a->need_count; i++) {
        Node *node = &l->nodes.items[needs[i]];
        vec_push(&l->uses, ((Use){alternative, node->first_use}));
        node->first_use = (uint32_t)l->uses.count - 1;
    }
    if (a->pending == 0) note_done(l, alternative);
}

/* What is settled tells only those of below that are not. */
static void settle_below(Lowest *l) {
    Knowns known = {0};
    Nodes now = {0};
    vec_empty(&l->uses);
    for (size_t i = 0; i < l->below.count; i++) l->nodes.items[l->below.items[i]].first_use = NONE;
    for (size_t i = 0; i < l->below.count; i++) {
        Node *node = &l->nodes.items[l->below.items[i]];
        for (uint32_t k = node->first; !node->is_settled && k < node->end; k++) await(l, k);
    }
    for (size_t i = 0; i < l->below.count; i++) {
        const Node *node = &l->nodes.items[l->below.items[i]];
        if (node->is_settled && node->height != NONE && node->first_use != NONE)
            vec_push(&known, ((Known){node->height, l->below.items[i]}));
    }
    if (known.count) qsort(known.items, known.count, sizeof *known.items, height_order);
    size_t at = 0;
    for (uint32_t height = 0; at < known.count || l->ready.count; height++) {
        if (l->ready.count == 0 && known.items[at].height > height) height = known.items[at].height;
        settle(l, &known, &at, height, &now);
    }
    for (size_t i = 0; i < l->below.count; i++) l->nodes.items[l->below.items[i]].is_settled = true;
    vec_free(&known);
    vec_free(&now);
}

/* ---- all of it ---- */

Lowest *lowest_new(const Store *store, const Lowest *before, const bool *is_same) {
    Lowest *l = mem_alloc_zero(sizeof *l);
    *l = (Lowest){.store = store, .program = store->program, .before = before, .is_same = is_same};
    if (before && !before->met) l->before = NULL; /* nothing was listed there */
    return l;
}

static void forget(Lowest *l) {
    table_free(l->met);
    l->met = table_new(2);
    vec_empty(&l->nodes);
    vec_empty(&l->alternatives);
    vec_empty(&l->uses);
    vec_empty(&l->words);
}

static void begin(Lowest *l) {
    if (l->met && l->words.count > WORDS_KEPT) forget(l);
    if (l->met) return;
    l->heads = heads_of(l->program);
    l->met = table_new(2);
    if (l->before) l->listed = mem_alloc_zero(l->program->relations.count + 1);
}

void lowest_free(Lowest *l) {
    if (!l) return;
    mem_free(l->listed);
    levels_free(l->levels);
    heads_clear(&l->heads);
    table_free(l->met);
    vec_free(&l->nodes);
    vec_free(&l->alternatives);
    vec_free(&l->uses);
    vec_free(&l->words);
    vec_free(&l->below);
    vec_free(&l->ready);
    mem_free(l);
}

const Store *lowest_store(const Lowest *l) { return l->store; }

bool lowest_reach(Lowest *l, PremiseSearch *search, RowRef row) {
    l->reached++;
    if (!l->levels) l->levels = levels_new(l->store);
    levels_look_below(l->levels, row.relation);
    if (levels_tell(l->levels, row)) return true;
    begin(l);
    l->search = search;
    l->tries = LOWEST_TRIES;
    bool is_listed = list_below(l, node_for(l, row));
    if (is_listed)
        settle_below(l);
    else
        l->reached++; /* nothing lies below it */
    return is_listed;
}

bool lowest_find(const Lowest *l, RowRef row, RuleInstance *instance) {
    if (!l->met) return false;
    uint32_t id = table_find(l->met, (const Value[]){row.relation, row.row});
    const Node *node = id == NO_ROW ? NULL : &l->nodes.items[id];
    if (!node || node->reached != l->reached || node->best == NONE || node->height == NONE) return false;
    const Alternative *a = &l->alternatives.items[node->best];
    const uint32_t *words = l->words.items + a->data;
    uint32_t bindings = binding_count(&l->program->rules.items[a->rule]);
    bool is_fold = l->program->rules.items[a->rule].is_fold;
    *instance = (RuleInstance){a->rule, is_fold ? NULL : words, words + bindings, a->row_count};
    return true;
}
