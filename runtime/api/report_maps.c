/* Maps of a report.
 *
 * They are drawn like those of `hence map`, with two differences: sources have the labels of the bibliography of the
 * page, and a map of one claim is cut back, level after level, until it fits. */
#include "runtime/api/report_maps.h"

#include "runtime/draw/excerpt.h"
#include "runtime/show/map.h"

enum { MAP_DEPTH = 3, MAP_NODES = 40 }; /* of the map of a claim: it is cut further where it has more nodes */

static void label_sources(const Store *store, References *references, Graph *graph) {
    const Interner *symbols = values_symbols(store->program->values);
    for (size_t n = 0; n < graph->nodes.count; n++) {
        Node *node = &graph->nodes.items[n];
        Cited *cites = arena_array(&graph->arena, Cited, node->cite_count + 1);
        for (uint32_t i = 0; i < node->cite_count; i++) {
            Str key = graph->sources.items[node->cites[i].source].key;
            Symbol symbol = intern_find(symbols, key);
            uint32_t number = symbol == NO_SYMBOL ? NO_ID : references_use(references, symbol);
            cites[i] = node->cites[i];
            cites[i].label = number == NO_ID ? key : references->labels[number];
        }
        node->cites = cites;
    }
    vec_empty(&graph->sources); /* they stand in the bibliography */
}

static void summarize(Graph *graph, uint32_t left) {
    size_t rules = 0;
    for (size_t i = 0; i < graph->nodes.count; i++) rules += node_kind_is_rule(graph->nodes.items[i].kind);
    graph->summary = arena_printf(
        &graph->arena, "%zu statement%s and %zu rule%s%s", graph->nodes.count - rules,
        graph->nodes.count - rules == 1 ? "" : "s", rules, rules == 1 ? "" : "s",
        left ? arena_printf(&graph->arena, "; %u more lie further away and are not shown.", (unsigned)left).text : ".");
}

void report_map_claims(const Store *store, const Sources *sources, References *references, Graph *graph) {
    MapScope scope = {.store = store, .sources = sources, .relation = NO_ID, .answer = NO_ROW};
    map_make(graph, &scope, NULL);
    uint32_t left = graph_keep_claims(graph);
    graph->title = STR("The claims, and how they support and attack each other");
    label_sources(store, references, graph);
    graph->summary = arena_printf(&graph->arena,
                                  "%zu claims and statements; the %u statements and rules between and behind them are "
                                  "in the maps of the claims.",
                                  graph->nodes.count, (unsigned)left);
}

void report_map_claim(const Store *store, const Sources *sources, References *references, const Claim *claim,
                      Graph *graph) {
    MapScope scope = {
        .store = store, .sources = sources, .only = claim, .focus = claim, .relation = NO_ID, .answer = NO_ROW};
    NodeId focus = NO_NODE;
    uint32_t left = 0, depth = MAP_DEPTH;
    map_make(graph, &scope, &focus);
    while (focus != NO_NODE && depth > 1 && graph_count_around(graph, focus, depth) > MAP_NODES) depth--;
    if (focus != NO_NODE) left = graph_keep_around(graph, focus, depth);
    Str name = intern_text(values_symbols(store->program->values), claim->name);
    graph->title = arena_printf(&graph->arena, "Argument map of %.*s", STR_FMT(name));
    label_sources(store, references, graph);
    summarize(graph, left);
}
