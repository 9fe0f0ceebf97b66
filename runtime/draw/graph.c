/* The graph itself. */
#include "runtime/draw/graph.h"

const char *node_kind_name(NodeKind kind) {
#define NAME(constant, word, is_rule) word,
    static const char *const NAMES[] = {NODE_KINDS(NAME)};
#undef NAME
    return NAMES[kind];
}

bool node_kind_is_rule(NodeKind kind) {
#define IS_RULE(constant, word, is_rule) is_rule,
    static const bool RULES[] = {NODE_KINDS(IS_RULE)};
#undef IS_RULE
    return RULES[kind];
}

const char *standing_name(Standing standing) {
#define NAME(constant, word) word,
    static const char *const NAMES[] = {STANDINGS(NAME)};
#undef NAME
    return NAMES[standing];
}

const char *edge_kind_name(EdgeKind kind) {
#define NAME(constant, word, meaning) word,
    static const char *const NAMES[] = {EDGE_KINDS(NAME)};
#undef NAME
    return NAMES[kind];
}

const char *edge_kind_meaning(EdgeKind kind) {
#define MEANING(constant, word, meaning) meaning,
    static const char *const MEANINGS[] = {EDGE_KINDS(MEANING)};
#undef MEANING
    return MEANINGS[kind];
}

void graph_init(Graph *graph) {
    *graph = (Graph){0};
    arena_init(&graph->arena);
}

void graph_clear(Graph *graph) {
    vec_free(&graph->nodes);
    vec_free(&graph->edges);
    vec_free(&graph->newest);
    vec_free(&graph->sources);
    vec_free(&graph->notes);
    arena_clear(&graph->arena);
    *graph = (Graph){0};
}

NodeId graph_add(Graph *graph, Node node) {
    vec_push(&graph->nodes, node);
    return (NodeId)(graph->nodes.count - 1);
}

void graph_connect(Graph *graph, NodeId from, NodeId to, EdgeKind kind) {
    while (graph->newest.count <= from) vec_push(&graph->newest, NO_EDGE);
    for (uint32_t i = graph->newest.items[from]; i != NO_EDGE; i = graph->edges.items[i].older)
        if (graph->edges.items[i].to == to && graph->edges.items[i].kind == kind) return;
    vec_push(&graph->edges, ((Edge){from, to, kind, 0, graph->newest.items[from]}));
    graph->newest.items[from] = (uint32_t)graph->edges.count - 1;
}

static Incidence incidence(const Graph *graph, bool leaving) {
    size_t nodes = graph->nodes.count, edges = graph->edges.count;
    Incidence list = {mem_alloc_zero((nodes + 2) * sizeof(uint32_t)), mem_alloc((edges + 1) * sizeof(uint32_t))};
    uint32_t *next = list.begin + 1; /* next[n] moves from where n begins to where it ends */
    for (size_t i = 0; i < edges; i++) next[(leaving ? graph->edges.items[i].from : graph->edges.items[i].to) + 1]++;
    for (size_t n = 0; n < nodes; n++) next[n + 1] += next[n];
    for (size_t i = 0; i < edges; i++)
        list.items[next[leaving ? graph->edges.items[i].from : graph->edges.items[i].to]++] = (uint32_t)i;
    return list;
}

Incidence graph_leaving(const Graph *graph) { return incidence(graph, true); }
Incidence graph_entering(const Graph *graph) { return incidence(graph, false); }

void incidence_free(Incidence *list) {
    mem_free(list->begin);
    mem_free(list->items);
    *list = (Incidence){0};
}

/* Places without their folders. */
static void add_ids(Str ids, Text *text) {
    size_t begin = 0;
    for (size_t i = 0; i <= ids.length; i++) {
        if (i < ids.length && ids.text[i] == '/') begin = i + 1;
        if (i < ids.length && ids.text[i] != ' ') continue;
        text_add(text, (Str){ids.text + begin, i - begin + (i < ids.length)});
        begin = i + 1;
    }
}

void node_standing_print(const Node *node, Text *text) {
    bool is_rule = node_kind_is_rule(node->kind);
    bool is_plain = node->kind == NODE_GIVEN && node->standing == STANDING_ESTABLISHED; /* as most facts */
    if (!is_rule && !is_plain) text_printf(text, "%s", standing_name(node->standing));
    if (!is_rule && node->remark.length) text_printf(text, ": %.*s", STR_FMT(node->remark));
    if (!is_rule && !is_plain) text_lit(text, ", ");
    text_add(text, str_of(node_kind_name(node->kind)));
    if (is_rule && node->standing != STANDING_APPLIES) text_printf(text, ", %s", standing_name(node->standing));
    if (is_rule && node->remark.length) text_printf(text, ": %.*s", STR_FMT(node->remark));
    if (node->ids.length == 0 || is_rule) return;
    text_lit(text, ", ");
    add_ids(node->ids, text);
}

void node_cites_print(const Node *node, bool with_locators, Text *text) {
    uint32_t last = UINT32_MAX;
    for (uint32_t i = 0; i < node->cite_count; i++) {
        const Cited *cite = &node->cites[i];
        if (!with_locators && cite->source == last) continue;
        text_add(text, i ? STR(" [") : STR("["));
        if (cite->label.length)
            text_add(text, cite->label);
        else
            text_printf(text, "%u", (unsigned)cite->source + 1);
        if (with_locators && cite->locator.length) text_printf(text, ", %.*s", STR_FMT(cite->locator));
        text_add_char(text, ']');
        last = cite->source;
    }
}

Str node_words(const Node *node) { return node->words.length ? node->words : node->name; }
