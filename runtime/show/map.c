/* The statements of a map, and what argues for and against each.
 *
 * Statements wait in a list; each is looked up once, so that a map grows with what it shows, whatever the rest of the
 * world holds.  Nodes are made in the order in which they are met, which goes by values:
 * the order of facts does not matter. */
#include "runtime/show/map.h"

#include <stdlib.h>

#include "runtime/eval/budget.h"
#include "runtime/show/cited.h"
#include "runtime/show/map_internal.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Map *map, RelId id) { return &map->program->relations.items[id]; }

Str map_keep_words(Map *map) {
    Str kept = arena_str(&map->graph->arena, text_str(&map->words));
    text_empty(&map->words);
    return kept;
}

/* ---- sources ---- */

static uint32_t source_number(Map *map, Symbol key) {
    while (map->cited.count <= key) vec_push(&map->cited, 0);
    if (map->cited.items[key] == 0) {
        source_print_full(map->program, key, &map->words);
        vec_push(&map->graph->sources, ((GraphSource){symbol_str(map->program, key), map_keep_words(map)}));
        map->cited.items[key] = (uint32_t)map->graph->sources.count;
    }
    return map->cited.items[key] - 1;
}

typedef struct {
    Str key, locator;
    Symbol symbol;
} Citing;
typedef Vec(Citing) Citings;

static int by_key(const void *a, const void *b) {
    const Citing *x = a, *y = b;
    int order = str_compare(x->key, y->key);
    return order ? order : str_compare(x->locator, y->locator);
}

/* Sorted by key, each once: the order of facts does not matter. */
const Cited *map_cites(Map *map, const Cites *lists, uint32_t count, uint32_t *result) {
    Citings all = {0};
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < lists[i].count; k++) {
            const Cite *cite = &lists[i].items[k];
            vec_push(&all, ((Citing){symbol_str(map->program, cite->key), cite->locator, cite->key}));
        }
    if (all.count) qsort(all.items, all.count, sizeof *all.items, by_key);
    Cited *cites = arena_array(&map->graph->arena, Cited, all.count + 1);
    *result = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (i && by_key(&all.items[i], &all.items[i - 1]) == 0) continue;
        cites[(*result)++] =
            (Cited){.source = source_number(map, all.items[i].symbol), .locator = all.items[i].locator};
    }
    vec_free(&all);
    return cites;
}

/* ---- statements ---- */

RelId map_said(const Map *map, RelId id) {
    const Relation *relation = relation_of(map, id);
    if (relation->helper == HELPER_NONE) return id;
    bool is_level = relation->helper == HELPER_STRICT || relation->helper == HELPER_APPLIES;
    bool is_perhaps = relation->helper == HELPER_MADE; /* what is possible, where ambiguity propagates */
    if (relation->of == NO_ID || (!is_level && !is_perhaps)) return NO_ID;
    const Relation *about = relation_of(map, relation->of);
    bool is_same = about->helper == HELPER_NONE && relation->arity == about->arity;
    return is_same ? relation->of : NO_ID;
}

Standing map_standing(Status status) {
    static const Standing STANDINGS[] = {[STATUS_ESTABLISHED] = STANDING_ESTABLISHED,
                                         [STATUS_REFUTED] = STANDING_REFUTED,
                                         [STATUS_INCONSISTENT] = STANDING_INCONSISTENT,
                                         [STATUS_UNDECIDED] = STANDING_UNDECIDED,
                                         [STATUS_UNSUPPORTED] = STANDING_UNSUPPORTED};
    return STANDINGS[status];
}

NodeId map_statement(Map *map, RelId id, const Value *row, bool is_asked) {
    while (map->statements.count <= id) vec_push(&map->statements, ((Statements){0}));
    Statements *known = &map->statements.items[id];
    uint32_t arity = relation_of(map, id)->arity;
    RowId at;
    if (!known->rows) known->rows = table_new(arity);
    if (!table_insert(known->rows, row, &at)) {
        NodeId node = known->nodes.items[at];
        for (size_t i = 0; is_asked && i < map->pending.count; i++)
            if (map->pending.items[i].node == node) map->pending.items[i].is_asked = true;
        return node;
    }
    Node node = {.kind = NODE_DERIVED, .standing = STANDING_UNSUPPORTED};
    atom_print(map->program, id, row, &map->words);
    node.name = map_keep_words(map);
    if (relation_of(map, id)->sentence.length) {
        sentence_print(map->program, id, row, &map->words);
        node.words = map_keep_words(map);
    }
    NodeId made = graph_add(map->graph, node);
    vec_push(&known->nodes, made);
    Value *kept = arena_array(&map->graph->arena, Value, arity + 1);
    if (arity) memcpy(kept, row, arity * sizeof *row);
    vec_push(&map->pending, ((Pending){made, id, kept, is_asked}));
    return made;
}

static int by_text(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

/* A fact: its ids and sources, each once and sorted. */
void map_fact(Map *map, NodeId node, RowRef ref, bool is_given) {
    uint32_t count = store_origin_count(map->store, ref.relation, ref.row), kept = 0;
    Str *ids = mem_alloc((count + 1) * sizeof *ids);
    Cites *lists = mem_alloc((count + 1) * sizeof *lists);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(map->store, ref.relation, ref.row, i);
        origin_print(map->store, map->sources, origin, &map->words);
        if (map->words.length) ids[kept++] = map_keep_words(map);
        lists[i] = origin.cites;
    }
    if (kept) qsort(ids, kept, sizeof *ids, by_text);
    for (uint32_t i = 0; i < kept; i++) {
        if (i && str_equal(ids[i], ids[i - 1])) continue;
        if (map->words.length) text_lit(&map->words, ", ");
        text_add(&map->words, ids[i]);
    }
    uint32_t cited;
    Str listed = map_keep_words(map);
    const Cited *cites = map_cites(map, lists, count, &cited);
    Node *n = &map->graph->nodes.items[node];
    n->ids = listed;
    n->kind = is_given ? NODE_GIVEN : NODE_REPORTED;
    n->cites = cites;
    n->cite_count = cited;
    mem_free(ids);
    mem_free(lists);
}

/* ---- all of it ---- */

static void map_open(Map *map, Graph *graph, const Store *store, const Sources *sources) {
    *map = (Map){.graph = graph, .store = store, .program = store->program, .sources = sources};
    map->search = premise_search_new(store);
    text_init(&map->words);
}

static void map_close(Map *map) {
    for (size_t i = 0; i < map->statements.count; i++) {
        table_free(map->statements.items[i].rows);
        vec_free(&map->statements.items[i].nodes);
    }
    vec_free(&map->statements);
    vec_free(&map->cited);
    vec_free(&map->pending);
    vec_free(&map->argued);
    vec_free(&map->beaten);
    premise_search_free(map->search);
    text_clear(&map->words);
}

static void look_up_all(Map *map) {
    size_t at = 0;
    for (; at < map->pending.count; at++) {
        map->is_stopped = !store_may_search(map->store);
        if (map->is_stopped || map->graph->nodes.count >= MAP_NODES_MOST) break;
        Pending pending = map->pending.items[at];
        map_look_up(map, &pending);
    }
    if (at == map->pending.count) return;
    text_printf(&map->words, "%s: what lies behind %zu statements is not shown",
                map->is_stopped ? "a limit was reached" : "the map has become too large", map->pending.count - at);
    vec_push(&map->graph->notes, map_keep_words(map));
    for (; at < map->pending.count; at++) { /* they have their status at least */
        Pending pending = map->pending.items[at];
        Node *node = &map->graph->nodes.items[pending.node];
        node->standing = map_standing(status_at_sight(map->store, pending.relation, pending.row).status);
    }
}

/* An answer of several literals: a statement in the words of the question. */
static NodeId add_answer(Map *map, const MapScope *scope) {
    NodeId node =
        graph_add(map->graph, (Node){.kind = NODE_DERIVED, .standing = STANDING_ESTABLISHED, .words = scope->asked});
    map_connect_made(map, node, (RowRef){scope->relation, scope->answer});
    return node;
}

void map_make(Graph *graph, const MapScope *scope, NodeId *focus) {
    Map map;
    map_open(&map, graph, scope->store, scope->sources);
    NodeId found = scope->without_claims ? NO_NODE : map_claims(&map, scope);
    if (scope->relation != NO_ID)
        found =
            scope->answer == NO_ROW ? map_statement(&map, scope->relation, scope->row, true) : add_answer(&map, scope);
    look_up_all(&map);
    map_priorities(&map);
    map_close(&map);
    if (focus) *focus = found;
}
