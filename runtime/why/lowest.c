/* Heights.
 *
 * What lies below a row is a graph of alternatives: a row needs one of its instances, an instance all of its premises.
 * It is gone through once from above, breadth first, to list the alternatives, and once from below, height after height.
 * An instance is done when the last of its premises is settled; of those that are done at the same height the first in the
 * order of rules and values gives the proof. */
#include "runtime/why/lowest.h"

#include <stdlib.h>

#include "lang/program/heads.h"
#include "runtime/why/group.h"

#define NONE UINT32_MAX

/* By relation, of its rows that some rule made. */
typedef struct {
    bool is_level;   /* their heights are `base` and the rounds of the component that went before */
    bool is_uniform; /* all rows, given or not, are of height `base` */
    uint32_t base;
} Level;

typedef struct {
    RowRef ref;
    uint32_t height;    /* NONE: not settled */
    uint32_t first_use; /* instances that need it; NONE */
    uint32_t best;      /* the instance that gives it; NONE: none, or found by rounds */
    bool is_ready;      /* to be settled at the next height */
} Node;

typedef struct {
    uint32_t node;
    RuleId rule;
    uint32_t data; /* in `words`: bindings, then rows */
    uint32_t row_count;
    uint32_t pending; /* premises that are not settled */
} Alternative;

typedef struct {
    uint32_t alternative, next;
} Use;

struct Lowest {
    const Store *store;
    const Program *program;
    PremiseSearch *search;
    Level *levels;
    Heads heads;
    Table *met; /* (relation, row): its number is the node */
    Vec(Node) nodes;
    Vec(Alternative) alternatives;
    Vec(Use) uses;
    Vec(uint32_t) words;
    Vec(uint32_t) ready; /* nodes of the next height */
    uint32_t at;         /* the node whose instances are being listed */
    uint32_t tries;
    bool has_given_up;
};

/* ---- where rounds are heights ---- */

static const Component *component_of(const Program *program, RelId relation) {
    uint32_t id = program->relations.items[relation].component;
    return id == NO_ID || program->components.items[id].rule_count == 0 ? NULL : &program->components.items[id];
}

static bool has_given(const Lowest *l, RelId relation) {
    return table_count_before(store_table_as_is(l->store, relation), 1) > 0;
}

/* How high the premises of a rule are that come from other components; false where that may differ. */
static bool outer_height(const Lowest *l, const Rule *rule, uint32_t component, uint32_t *height, bool *is_recursive) {
    *height = 0;
    *is_recursive = false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_LOOKUP) return false;
        if (literal->kind != LIT_ATOM) continue;
        if (l->program->relations.items[literal->relation].component == component) {
            *is_recursive = true;
            continue;
        }
        const Level *level = &l->levels[literal->relation];
        if (!level->is_uniform) return false;
        if (level->base > *height) *height = level->base;
    }
    return true;
}

static void find_level(Lowest *l, uint32_t id) {
    const Component *component = &l->program->components.items[id];
    uint32_t base = NONE, highest = 0, height;
    bool is_level = !component->is_alternating, given = false, is_recursive;
    for (uint32_t i = 0; i < component->rule_count && is_level; i++) {
        is_level = outer_height(l, &l->program->rules.items[component->rules[i]], id, &height, &is_recursive);
        if (height > highest) highest = height;
        if (is_recursive) continue;
        is_level = is_level && (base == NONE || base == height);
        base = height;
    }
    for (uint32_t i = 0; i < component->relation_count; i++) given = given || has_given(l, component->relations[i]);
    if (base == NONE) base = 0;
    is_level = is_level && highest <= base && (!given || base == 0);
    for (uint32_t i = 0; i < component->relation_count; i++) {
        bool has_rules = component->rule_count > 0;
        bool is_uniform = !has_rules || (is_level && !component->is_recursive && !given);
        l->levels[component->relations[i]] = (Level){is_level, is_uniform, has_rules ? base + 1 : 0};
    }
}

typedef Vec(uint32_t) Numbers;

/* The components of a relation and of all that its rules read, each behind those it reads. */
static void list_below(const Program *program, RelId relation, Numbers *below) {
    bool *is_listed = mem_alloc_zero(program->components.count + 1);
    uint32_t first = program->relations.items[relation].component;
    if (first != NO_ID) vec_push(below, first), is_listed[first] = true;
    for (size_t at = 0; at < below->count; at++) {
        const Component *component = &program->components.items[below->items[at]];
        for (uint32_t r = 0; r < component->rule_count; r++) {
            const Rule *rule = &program->rules.items[component->rules[r]];
            for (uint32_t i = 0; i < rule->literal_count; i++) {
                if (rule->body[i].kind == LIT_COMPARE) continue;
                uint32_t next = program->relations.items[rule->body[i].relation].component;
                if (next != NO_ID && !is_listed[next]) vec_push(below, next), is_listed[next] = true;
            }
        }
    }
    sort_numbers(below->items, below->count);
    mem_free(is_listed);
}

/* A program may have thousands of claims: only what lies below the row is looked at. */
static void find_levels(Lowest *l, RelId relation) {
    Numbers below = {0};
    l->levels = mem_alloc_zero((l->program->relations.count + 1) * sizeof *l->levels);
    for (size_t i = 0; i < l->program->relations.count; i++) l->levels[i] = (Level){true, true, 0};
    list_below(l->program, relation, &below);
    for (size_t i = 0; i < below.count; i++) find_level(l, below.items[i]);
    vec_free(&below);
}

/* The round in which a component began to find rows. */
static Round first_round(const Lowest *l, const Component *component) {
    Round first = UINT32_MAX;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        const Table *table = store_table(l->store, component->relations[i]);
        uint32_t given = table_count_before(table, 1);
        if (given < table_count(table) && table_round_of(table, given) < first) first = table_round_of(table, given);
    }
    return first;
}

/* Whether the rounds tell how high a row is. */
static bool is_known(const Lowest *l, RowRef ref) {
    return table_round_of(store_table(l->store, ref.relation), ref.row) == 0 || l->levels[ref.relation].is_level;
}

static uint32_t known_height(const Lowest *l, RowRef ref) {
    Round round = table_round_of(store_table(l->store, ref.relation), ref.row);
    if (round == 0) return 0;
    return l->levels[ref.relation].base + (round - first_round(l, component_of(l->program, ref.relation)));
}

/* ---- the alternatives, from above ---- */

static uint32_t node_for(Lowest *l, RowRef ref) {
    uint32_t id;
    if (table_insert(l->met, (const Value[]){ref.relation, ref.row}, &id))
        vec_push(&l->nodes, ((Node){ref, NONE, NONE, NONE, false}));
    return id;
}

static void add_need(Lowest *l, uint32_t alternative, RowRef ref) {
    uint32_t node = node_for(l, ref);
    vec_push(&l->uses, ((Use){alternative, l->nodes.items[node].first_use}));
    l->nodes.items[node].first_use = (uint32_t)l->uses.count - 1;
    l->alternatives.items[alternative].pending++;
}

static uint32_t add_alternative(Lowest *l, RuleId rule, const Value *bindings, uint32_t binding_count,
                                const RowId *rows, uint32_t row_count) {
    vec_push(&l->alternatives, ((Alternative){l->at, rule, (uint32_t)l->words.count, row_count, 0}));
    for (uint32_t i = 0; i < binding_count; i++) vec_push(&l->words, bindings[i]);
    for (uint32_t i = 0; i < row_count; i++) vec_push(&l->words, rows[i]);
    return (uint32_t)l->alternatives.count - 1;
}

static bool note_instance(void *context, RuleId id, const Value *bindings, const RowId *rows) {
    Lowest *l = context;
    const Rule *rule = &l->program->rules.items[id];
    uint32_t alternative = add_alternative(l, id, bindings, rule->variable_count, rows, rule->literal_count);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rows[i] != NO_ROW) add_need(l, alternative, (RowRef){rule->body[i].relation, rows[i]});
    return true;
}

static void note_group(Lowest *l, RuleId id, RowRef ref) {
    const Rule *rule = &l->program->rules.items[id];
    RowId rows[GROUP_ROWS_LISTED];
    uint32_t total,
        count = group_list(l->store, rule, table_row(store_table(l->store, ref.relation), ref.row), rows, &total);
    uint32_t alternative = add_alternative(l, id, NULL, 0, rows, count);
    for (uint32_t i = 0; i < count; i++) add_need(l, alternative, (RowRef){rule->body[0].relation, rows[i]});
    l->tries = l->tries > total ? l->tries - total : 0;
}

static void list_alternatives(Lowest *l, RowRef ref) {
    for (uint32_t i = l->heads.first[ref.relation]; i < l->heads.first[ref.relation + 1] && l->tries; i++) {
        RuleId id = l->heads.rules[i];
        if (l->program->rules.items[id].is_fold)
            note_group(l, id, ref);
        else
            (void)premises_each(l->search, id, table_row(store_table(l->store, ref.relation), ref.row), &l->tries,
                                note_instance, l);
    }
}

static void list_all(Lowest *l, RowRef root) {
    node_for(l, root);
    for (l->at = 0; l->at < l->nodes.count && l->tries; l->at++)
        if (!is_known(l, l->nodes.items[l->at].ref)) list_alternatives(l, l->nodes.items[l->at].ref);
    l->has_given_up = l->at < l->nodes.count || !l->tries;
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
    for (uint32_t use = l->nodes.items[id].first_use; use != NONE; use = l->uses.items[use].next)
        if (--l->alternatives.items[l->uses.items[use].alternative].pending == 0)
            note_done(l, l->uses.items[use].alternative);
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

static void settle_all(Lowest *l) {
    Knowns known = {0};
    Nodes now = {0};
    for (uint32_t i = 0; i < l->nodes.count; i++)
        if (is_known(l, l->nodes.items[i].ref)) vec_push(&known, ((Known){known_height(l, l->nodes.items[i].ref), i}));
    if (known.count) qsort(known.items, known.count, sizeof *known.items, height_order);
    for (uint32_t i = 0; i < l->alternatives.count; i++)
        if (l->alternatives.items[i].pending == 0) note_done(l, i);
    size_t at = 0;
    for (uint32_t height = 0; at < known.count || l->ready.count; height++) {
        if (l->ready.count == 0 && known.items[at].height > height) height = known.items[at].height;
        settle(l, &known, &at, height, &now);
    }
    vec_free(&known);
    vec_free(&now);
}

/* ---- all of it ---- */

Lowest *lowest_new(const Store *store, PremiseSearch *search, RowRef row) {
    Lowest *l = mem_alloc_zero(sizeof *l);
    *l = (Lowest){.store = store, .program = store->program, .search = search, .tries = LOWEST_TRIES};
    find_levels(l, row.relation);
    if (is_known(l, row)) return l;
    l->heads = heads_of(l->program);
    l->met = table_new(2);
    list_all(l, row);
    if (!l->has_given_up) settle_all(l);
    return l;
}

void lowest_free(Lowest *l) {
    if (!l) return;
    mem_free(l->levels);
    heads_clear(&l->heads);
    table_free(l->met);
    vec_free(&l->nodes);
    vec_free(&l->alternatives);
    vec_free(&l->uses);
    vec_free(&l->words);
    vec_free(&l->ready);
    mem_free(l);
}

bool lowest_gave_up(const Lowest *l) { return l->has_given_up; }

bool lowest_find(const Lowest *l, RowRef row, RuleInstance *instance) {
    if (!l->met || l->has_given_up) return false;
    uint32_t id = table_find(l->met, (const Value[]){row.relation, row.row});
    if (id == NO_ROW || l->nodes.items[id].best == NONE || l->nodes.items[id].height == NONE) return false;
    const Alternative *a = &l->alternatives.items[l->nodes.items[id].best];
    const Rule *rule = &l->program->rules.items[a->rule];
    const uint32_t *words = l->words.items + a->data;
    uint32_t bindings = rule->is_fold ? 0 : rule->variable_count;
    *instance = (RuleInstance){a->rule, rule->is_fold ? NULL : words, words + bindings, a->row_count};
    return true;
}
