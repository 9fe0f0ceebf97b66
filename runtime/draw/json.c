/* A graph as flat lists.  The shape is in runtime/README.md and tests/schemas/map.json. */
#include "runtime/draw/formats.h"

static void member(Text *text, const char *name, Str value) {
    text_printf(text, ",\"%s\":", name);
    if (value.length)
        text_add_json(text, value);
    else
        text_lit(text, "null");
}

static void node_json(const Node *node, size_t id, Text *text) {
    text_printf(text, "{\"id\":%zu,\"kind\":\"%s\",\"standing\":\"%s\"", id, node_kind_name(node->kind),
                standing_name(node->standing));
    member(text, "remark", node->remark);
    member(text, "name", node->name);
    member(text, "words", node->words);
    member(text, "ids", node->ids);
    text_lit(text, ",\"checks\":[");
    for (uint32_t i = 0; i < node->check_count; i++) {
        if (i) text_add_char(text, ',');
        text_add_json(text, node->checks[i]);
    }
    text_lit(text, "],\"cites\":[");
    for (uint32_t i = 0; i < node->cite_count; i++) {
        text_printf(text, "%s{\"source\":%u", i ? "," : "", (unsigned)node->cites[i].source + 1);
        member(text, "locator", node->cites[i].locator);
        text_add_char(text, '}');
    }
    text_lit(text, "]}");
}

void graph_json(const Graph *graph, Text *text) {
    text_lit(text, "{\"title\":");
    text_add_json(text, graph->title);
    text_lit(text, ",\"summary\":");
    text_add_json(text, graph->summary);
    text_lit(text, ",\n\"nodes\":[");
    for (size_t i = 0; i < graph->nodes.count; i++) {
        if (i) text_lit(text, ",\n");
        node_json(&graph->nodes.items[i], i, text);
    }
    text_lit(text, "],\n\"edges\":[");
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        text_printf(text, "%s{\"from\":%u,\"to\":%u,\"kind\":\"%s\",\"steps\":%u}", i ? ",\n" : "",
                    (unsigned)edge->from, (unsigned)edge->to, edge_kind_name(edge->kind), (unsigned)edge->steps);
    }
    text_lit(text, "],\n\"sources\":[");
    for (size_t i = 0; i < graph->sources.count; i++) {
        text_printf(text, "%s{\"number\":%zu,\"key\":", i ? ",\n" : "", i + 1);
        text_add_json(text, graph->sources.items[i].key);
        text_lit(text, ",\"text\":");
        text_add_json(text, graph->sources.items[i].text);
        text_add_char(text, '}');
    }
    text_lit(text, "],\n\"notes\":[");
    for (size_t i = 0; i < graph->notes.count; i++) {
        if (i) text_add_char(text, ',');
        text_add_json(text, graph->notes.items[i]);
    }
    text_lit(text, "]}\n");
}
