/* A graph as text, for a terminal and for those who have a page read to them: what a picture shows, in the order of its
 * nodes.  Statements are numbered; a rule stands with the statement it speaks about, by what it needs.  Nothing is
 * indented deeper than that, whatever the graph. */
#include "runtime/draw/formats.h"

typedef struct {
    const Graph *graph;
    Incidence entering, leaving;
    uint32_t *numbers; /* by node; 0: it stands with another */
    Text *text;
} Outline;

static const Node *node_at(const Outline *o, NodeId n) { return &o->graph->nodes.items[n]; }

/* A rule that speaks about just one statement stands with it. */
static bool stands_alone(const Outline *o, NodeId n) {
    const Node *node = node_at(o, n);
    if (!node_kind_is_rule(node->kind) || node->kind == NODE_TOTAL || node->kind == NODE_EXCEPTION) return true;
    for (uint32_t i = o->leaving.begin[n]; i < o->leaving.begin[n + 1]; i++) {
        const Edge *edge = &o->graph->edges.items[o->leaving.items[i]];
        bool is_conclusion = edge->kind == EDGE_SUPPORTS || edge->kind == EDGE_REBUTS;
        if (is_conclusion && !node_kind_is_rule(node_at(o, edge->to)->kind)) return false;
    }
    return true;
}

/* The numbers of nodes with an edge of this kind to n; nothing if there are none. */
static bool add_numbers(Outline *o, NodeId n, EdgeKind kind, const char *lead) {
    bool is_first = true;
    for (uint32_t i = o->entering.begin[n]; i < o->entering.begin[n + 1]; i++) {
        const Edge *edge = &o->graph->edges.items[o->entering.items[i]];
        if (edge->kind != kind || o->numbers[edge->from] == 0) continue;
        text_add(o->text, is_first ? str_of(lead) : STR(", "));
        text_printf(o->text, "%u", (unsigned)o->numbers[edge->from]);
        if (edge->steps) text_printf(o->text, " (through %u more)", (unsigned)edge->steps);
        is_first = false;
    }
    return !is_first;
}

static void add_checks(Outline *o, const Node *node, const char *lead) {
    for (uint32_t i = 0; i < node->check_count; i++) text_printf(o->text, "%s%.*s\n", lead, STR_FMT(node->checks[i]));
}

static void add_line(Outline *o, NodeId n, EdgeKind kind, const char *lead) {
    if (add_numbers(o, n, kind, lead)) text_add_char(o->text, '\n');
}

static void add_name(Outline *o, const Node *node) {
    text_add(o->text, node->name);
    if (node->name.length && node->words.length) text_lit(o->text, ": ");
    text_add(o->text, node->words);
    text_lit(o->text, " (");
    node_standing_print(node, o->text);
    text_add_char(o->text, ')');
    if (node->cite_count) text_add_char(o->text, ' ');
    node_cites_print(node, true, o->text);
}

static void add_rule(Outline *o, NodeId rule, EdgeKind kind) {
    const Node *node = node_at(o, rule);
    text_add(o->text, kind == EDGE_SUPPORTS ? STR("   for it, by ") : STR("   against it, "));
    add_name(o, node);
    add_numbers(o, rule, EDGE_SUPPORTS, ", from ");
    text_add_char(o->text, '\n');
    add_checks(o, node, "     checked: ");
    add_line(o, rule, EDGE_BLOCKS, "     it needs that this is not so: ");
    add_line(o, rule, EDGE_UNDERCUTS, "     exception: ");
}

static void add_rules(Outline *o, NodeId n) {
    for (uint32_t i = o->entering.begin[n]; i < o->entering.begin[n + 1]; i++) {
        const Edge *edge = &o->graph->edges.items[o->entering.items[i]];
        if (o->numbers[edge->from] == 0 && (edge->kind == EDGE_SUPPORTS || edge->kind == EDGE_REBUTS))
            add_rule(o, edge->from, edge->kind);
    }
}

static void add_node(Outline *o, NodeId n) {
    const Node *node = node_at(o, n);
    text_printf(o->text, "%u. ", (unsigned)o->numbers[n]);
    bool is_named = node->kind == NODE_CLAIM || node_kind_is_rule(node->kind);
    if (is_named && node->name.length && node->words.length) text_printf(o->text, "%.*s: ", STR_FMT(node->name));
    text_add(o->text, node_words(node));
    text_lit(o->text, "\n   ");
    node_standing_print(node, o->text);
    if (node->cite_count) text_add_char(o->text, ' ');
    node_cites_print(node, true, o->text);
    text_add_char(o->text, '\n');
    add_checks(o, node, "   checked: ");
    add_line(o, n, EDGE_SUPPORTS, "   rests on ");
    add_line(o, n, EDGE_BLOCKS, "   it needs that this is not so: ");
    add_rules(o, n);
    add_line(o, n, EDGE_REBUTS, "   against it: ");
    add_line(o, n, EDGE_UNDERCUTS, "   exception: ");
    add_line(o, n, EDGE_BEATS, "   beaten by ");
}

void graph_outline(const Graph *graph, Text *text) {
    Outline o = {graph, graph_entering(graph), graph_leaving(graph),
                 mem_alloc_zero((graph->nodes.count + 1) * sizeof(uint32_t)), text};
    uint32_t count = 0;
    text_printf(text, "%.*s\n", STR_FMT(graph->title));
    if (graph->summary.length) text_printf(text, "%.*s\n", STR_FMT(graph->summary));
    for (size_t i = 0; i < graph->notes.count; i++) text_printf(text, "%.*s\n", STR_FMT(graph->notes.items[i]));
    for (NodeId n = 0; n < graph->nodes.count; n++)
        if (stands_alone(&o, n)) o.numbers[n] = ++count;
    if (count) text_add_char(text, '\n');
    for (NodeId n = 0; n < graph->nodes.count; n++)
        if (o.numbers[n]) add_node(&o, n);
    if (graph->sources.count) text_lit(text, "\nsources\n");
    for (size_t i = 0; i < graph->sources.count; i++)
        text_printf(text, "[%zu] %.*s\n", i + 1, STR_FMT(graph->sources.items[i].text));
    incidence_free(&o.entering);
    incidence_free(&o.leaving);
    mem_free(o.numbers);
}
