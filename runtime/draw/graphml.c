/* A graph as GraphML (http://graphml.graphdrawing.org/): what nodes and edges have, as data under keys. */
#include "runtime/draw/formats.h"
#include "runtime/draw/writing.h"

static const struct {
    const char *id, *of, *type;
} KEYS[] = {{"title", "graph", "string"},   {"summary", "graph", "string"}, {"notes", "graph", "string"},
            {"sources", "graph", "string"}, {"kind", "node", "string"},     {"standing", "node", "string"},
            {"remark", "node", "string"},   {"name", "node", "string"},     {"words", "node", "string"},
            {"ids", "node", "string"},      {"checks", "node", "string"},   {"cites", "node", "string"},
            {"relation", "edge", "string"}, {"steps", "edge", "int"}};

static void data(Text *text, const char *key, Str value) {
    if (value.length == 0) return;
    text_printf(text, "      <data key=\"%s\">", key);
    text_add_xml(text, value);
    text_lit(text, "</data>\n");
}

static void node_graphml(const Node *node, size_t id, Text *scratch, Text *text) {
    text_printf(text, "    <node id=\"n%zu\">\n", id);
    data(text, "kind", str_of(node_kind_name(node->kind)));
    data(text, "standing", str_of(standing_name(node->standing)));
    data(text, "remark", node->remark);
    data(text, "name", node->name);
    data(text, "words", node->words);
    data(text, "ids", node->ids);
    text_empty(scratch);
    for (uint32_t i = 0; i < node->check_count; i++)
        text_printf(scratch, "%s%.*s", i ? "; " : "", STR_FMT(node->checks[i]));
    data(text, "checks", text_str(scratch));
    text_empty(scratch);
    node_cites_print(node, true, scratch);
    data(text, "cites", text_str(scratch));
    text_lit(text, "    </node>\n");
}

void graph_graphml(const Graph *graph, Text *text) {
    Text scratch;
    text_init(&scratch);
    text_lit(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
                   "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
                   "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
                   "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        text_printf(text, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", KEYS[i].id, KEYS[i].of,
                    KEYS[i].id, KEYS[i].type);
    text_lit(text, "  <graph id=\"map\" edgedefault=\"directed\">\n");
    data(text, "title", graph->title);
    data(text, "summary", graph->summary);
    for (size_t i = 0; i < graph->notes.count; i++)
        text_printf(&scratch, "%s%.*s", i ? "; " : "", STR_FMT(graph->notes.items[i]));
    data(text, "notes", text_str(&scratch));
    text_empty(&scratch);
    for (size_t i = 0; i < graph->sources.count; i++)
        text_printf(&scratch, "%s[%zu] %.*s", i ? "; " : "", i + 1, STR_FMT(graph->sources.items[i].text));
    data(text, "sources", text_str(&scratch));
    for (size_t i = 0; i < graph->nodes.count; i++) node_graphml(&graph->nodes.items[i], i, &scratch, text);
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        text_printf(text, "    <edge id=\"e%zu\" source=\"n%u\" target=\"n%u\">\n", i, (unsigned)edge->from,
                    (unsigned)edge->to);
        data(text, "relation", str_of(edge_kind_name(edge->kind)));
        if (edge->steps) text_printf(text, "      <data key=\"steps\">%u</data>\n", (unsigned)edge->steps);
        text_lit(text, "    </edge>\n");
    }
    text_lit(text, "  </graph>\n</graphml>\n");
    text_clear(&scratch);
}
