/* A graph in the Argument Interchange Format (C. Chesnevar et al., Towards an argument interchange format, The
 * Knowledge Engineering Review 21(4) 2006), as AIFdb reads and writes it in JSON: nodes with nodeID, text, type and
 * timestamp, edges with edgeID, fromID, toID and formEdgeID.
 *
 * Statements are I-nodes, rules RA-nodes, objections and exceptions with a body CA-nodes.  An edge between two I-nodes,
 * or from an I-node that attacks, goes through an S-node of its own: RA for support, CA for an attack, PA for a
 * priority.  An aggregate is an I-node with an RA-node behind it. */
#include "runtime/draw/formats.h"

typedef struct {
    const Graph *graph;
    uint32_t next_node, next_edge;
    uint32_t *inference; /* by node that is an aggregate: its RA-node */
    Text nodes, edges;
} Aif;

static bool is_information(const Node *node) { return !node_kind_is_rule(node->kind) || node->kind == NODE_TOTAL; }

static const char *type_of(const Node *node) {
    if (is_information(node)) return "I";
    return node->kind == NODE_OBJECTION || node->kind == NODE_EXCEPTION ? "CA" : "RA";
}

static uint32_t add_node(Aif *aif, const char *type, Str words, const char *otherwise) {
    text_printf(&aif->nodes, "%s{\"nodeID\":\"%u\",\"text\":", aif->nodes.length ? ",\n" : "",
                (unsigned)aif->next_node);
    text_add_json(&aif->nodes, words.length ? words : str_of(otherwise));
    text_printf(&aif->nodes, ",\"type\":\"%s\",\"timestamp\":\"\"}", type);
    return aif->next_node++;
}

static void add_edge(Aif *aif, uint32_t from, uint32_t to) {
    text_printf(&aif->edges, "%s{\"edgeID\":\"%u\",\"fromID\":\"%u\",\"toID\":\"%u\",\"formEdgeID\":null}",
                aif->edges.length ? ",\n" : "", (unsigned)aif->next_edge++, (unsigned)from, (unsigned)to);
}

static void add_through(Aif *aif, uint32_t from, uint32_t to, const char *type, const char *words) {
    uint32_t between = add_node(aif, type, STR(""), words);
    add_edge(aif, from, between);
    add_edge(aif, between, to);
}

static void convert_edge(Aif *aif, const Edge *edge) {
    const Node *from = &aif->graph->nodes.items[edge->from], *to = &aif->graph->nodes.items[edge->to];
    uint32_t a = edge->from + 1, b = edge->to + 1;
    if (edge->kind == EDGE_BEATS)
        add_through(aif, a, b, "PA", "Default Preference");
    else if (edge->kind != EDGE_SUPPORTS && is_information(from))
        add_through(aif, a, b, "CA", "Default Conflict");
    else if (edge->kind == EDGE_SUPPORTS && to->kind == NODE_TOTAL)
        add_edge(aif, a, aif->inference[edge->to]);
    else if (edge->kind == EDGE_SUPPORTS && is_information(from) && is_information(to))
        add_through(aif, a, b, "RA", "Default Inference");
    else
        add_edge(aif, a, b);
}

static void add_rule(Aif *aif, const Node *node) {
    Text words;
    text_init(&words);
    text_add(&words, node->name);
    if (node->name.length && node->words.length) text_lit(&words, ": ");
    text_add(&words, node->words);
    add_node(aif, type_of(node), text_str(&words), "Default Inference");
    text_clear(&words);
}

void graph_aif(const Graph *graph, Text *text) {
    Aif aif = {.graph = graph, .next_node = 1, .next_edge = 1};
    aif.inference = mem_alloc_zero((graph->nodes.count + 1) * sizeof *aif.inference);
    text_init(&aif.nodes);
    text_init(&aif.edges);
    for (size_t i = 0; i < graph->nodes.count; i++) {
        const Node *node = &graph->nodes.items[i];
        if (is_information(node))
            add_node(&aif, "I", node_words(node), "");
        else
            add_rule(&aif, node);
    }
    for (size_t i = 0; i < graph->nodes.count; i++) {
        if (graph->nodes.items[i].kind != NODE_TOTAL) continue;
        aif.inference[i] = add_node(&aif, "RA", STR(""), "Default Inference");
        add_edge(&aif, aif.inference[i], (uint32_t)i + 1);
    }
    for (size_t i = 0; i < graph->edges.count; i++) convert_edge(&aif, &graph->edges.items[i]);
    text_printf(text, "{\"nodes\":[%.*s],\n\"edges\":[%.*s],\n\"locutions\":[]}\n", (int)aif.nodes.length,
                aif.nodes.length ? aif.nodes.bytes : "", (int)aif.edges.length,
                aif.edges.length ? aif.edges.bytes : "");
    text_clear(&aif.nodes);
    text_clear(&aif.edges);
    mem_free(aif.inference);
}
