/* A graph for Graphviz (https://graphviz.org/doc/info/lang.html): strings in double quotes, in which a quote and a
 * backslash are escaped; a line end there is `\n`. */
#include "runtime/draw/formats.h"
#include "runtime/draw/writing.h"

static void add_quoted(Text *text, Str words) {
    for (size_t at = 0, size; at < words.length; at += size) {
        uint32_t letter = letter_at(words, at, &size);
        if (letter == '"' || letter == '\\') text_add_char(text, '\\');
        letter_add(text, letter < 0x20 ? ' ' : letter);
    }
}

static const char *const FILLS[] = {
    [STANDING_ESTABLISHED] = "fillcolor=\"#e7f4ea\", color=\"#1b6e33\"",
    [STANDING_REFUTED] = "fillcolor=\"#fdeaea\", color=\"#b3261e\"",
    [STANDING_UNDECIDED] = "fillcolor=\"#fff4d6\", color=\"#8a5a00\"",
    [STANDING_UNSUPPORTED] = "fillcolor=\"#f1f1f3\", color=\"#5c6068\"",
    [STANDING_INCONSISTENT] = "fillcolor=\"#f5e8fb\", color=\"#7a1fa2\"",
    [STANDING_APPLIES] = "fillcolor=\"#ffffff\", color=\"#4a505a\"",
    [STANDING_BEATEN] = "fillcolor=\"#ffffff\", color=\"#b3261e\"",
    [STANDING_PERHAPS] = "fillcolor=\"#ffffff\", color=\"#8a5a00\"",
    [STANDING_STOPPED] = "fillcolor=\"#ffffff\", color=\"#5c6068\"",
    [STANDING_LACKING] = "fillcolor=\"#ffffff\", color=\"#5c6068\"",
};

static const char *style_of(const Node *node) {
    bool is_rounded = node_kind_is_rule(node->kind) || node->kind == NODE_DERIVED;
    switch (node->standing) {
    case STANDING_UNDECIDED:
    case STANDING_PERHAPS: return is_rounded ? "filled,rounded,dashed" : "filled,dashed";
    case STANDING_UNSUPPORTED:
    case STANDING_STOPPED:
    case STANDING_LACKING: return is_rounded ? "filled,rounded,dotted" : "filled,dotted";
    default: return is_rounded ? "filled,rounded" : "filled";
    }
}

static const char *const EDGES[] = {
    [EDGE_SUPPORTS] = "color=\"#4a505a\"",
    [EDGE_REBUTS] = "color=\"#b3261e\", style=dashed, arrowhead=teenormal",
    [EDGE_UNDERCUTS] = "color=\"#9a3c00\", style=dotted, arrowhead=odot",
    [EDGE_BLOCKS] = "color=\"#7a1fa2\", style=dashed, arrowhead=tee",
    [EDGE_BEATS] = "color=\"#1453a8\", penwidth=2, arrowhead=normalnormal",
};

static void node_dot(const Node *node, size_t id, Arena *arena, Text *text) {
    NodeText words = node_told(node, arena);
    text_printf(text, "  n%zu [label=\"", id);
    if (words.heading.length) add_quoted(text, words.heading), text_lit(text, "\\n");
    add_quoted(text, words.words);
    for (uint32_t i = 0; i < node->check_count; i++) text_lit(text, "\\n"), add_quoted(text, node->checks[i]);
    text_lit(text, "\\n");
    add_quoted(text, words.small);
    text_printf(text, "\", style=\"%s\", %s", style_of(node), FILLS[node->standing]);
    if (node->kind == NODE_CLAIM) text_lit(text, ", penwidth=3");
    text_lit(text, "];\n");
}

void graph_dot(const Graph *graph, Text *text) {
    Arena arena;
    arena_init(&arena);
    text_lit(text,
             "digraph map {\n  rankdir=BT;\n  node [shape=box, fontname=\"Helvetica\", fontsize=11];\n  label=\"");
    add_quoted(text, graph->title);
    for (size_t i = 0; i < graph->notes.count; i++) text_lit(text, "\\n"), add_quoted(text, graph->notes.items[i]);
    for (size_t i = 0; i < graph->sources.count; i++) {
        text_printf(text, "\\l[%zu] ", i + 1);
        add_quoted(text, graph->sources.items[i].text);
    }
    text_add(text, graph->sources.count ? STR("\\l\";\n") : STR("\";\n"));
    for (size_t i = 0; i < graph->nodes.count; i++) node_dot(&graph->nodes.items[i], i, &arena, text);
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        text_printf(text, "  n%u -> n%u [%s, tooltip=\"%s\"];\n", (unsigned)edge->from, (unsigned)edge->to,
                    EDGES[edge->kind], edge_kind_name(edge->kind));
    }
    text_lit(text, "}\n");
    arena_clear(&arena);
}
