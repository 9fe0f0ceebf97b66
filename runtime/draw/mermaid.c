/* A graph as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html).
 *
 * Words stand in double quotes.  There a quote, marks that Mermaid would read as Markdown or HTML, and the number sign,
 * which begins an escape, are written as `#` with their number and `;`. */
#include "runtime/draw/formats.h"
#include "runtime/draw/writing.h"

static bool is_plain(uint32_t letter) {
    bool is_word =
        (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    return is_word || letter >= 0xA0 || (letter && letter < 0x80 && strchr(" ,:()[]=/?!'", (int)letter));
}

static void add_escaped(Text *text, Str words) {
    for (size_t at = 0, size; at < words.length; at += size) {
        uint32_t letter = letter_at(words, at, &size);
        if (letter < 0x20 || letter == 0x7F) letter = ' ';
        bool is_inner = at > 0 && (letter == '.' || letter == '-') && words.text[at - 1] >= 'A';
        if (is_plain(letter) || is_inner)
            letter_add(text, letter);
        else
            text_printf(text, "#%u;", (unsigned)letter);
    }
}

static const char *const CLASSES[] = {
    [STANDING_ESTABLISHED] = "est", [STANDING_REFUTED] = "ref",      [STANDING_UNDECIDED] = "und",
    [STANDING_UNSUPPORTED] = "uns", [STANDING_INCONSISTENT] = "inc", [STANDING_APPLIES] = "rule",
    [STANDING_BEATEN] = "lost",     [STANDING_PERHAPS] = "may",      [STANDING_STOPPED] = "off",
    [STANDING_LACKING] = "off"};

static const char *const ARROWS[] = {[EDGE_SUPPORTS] = "-->",
                                     [EDGE_REBUTS] = "--x",
                                     [EDGE_UNDERCUTS] = "-.-o",
                                     [EDGE_BLOCKS] = "-.-x",
                                     [EDGE_BEATS] = "==>"};
static const char *const LINKS[] = {[EDGE_SUPPORTS] = "#4a505a",
                                    [EDGE_REBUTS] = "#b3261e",
                                    [EDGE_UNDERCUTS] = "#9a3c00",
                                    [EDGE_BLOCKS] = "#7a1fa2",
                                    [EDGE_BEATS] = "#1453a8"};

static void node_mermaid(const Node *node, size_t id, Arena *arena, Text *text) {
    NodeText words = node_told(node, arena);
    bool is_rule = node_kind_is_rule(node->kind), is_derived = node->kind == NODE_DERIVED;
    text_printf(text, "  n%zu%s\"", id, is_rule ? "([" : is_derived ? "(" : node->kind == NODE_CLAIM ? "[[" : "[");
    if (words.heading.length) add_escaped(text, words.heading), text_lit(text, "<br/>");
    add_escaped(text, words.words);
    for (uint32_t i = 0; i < node->check_count; i++) text_lit(text, "<br/>"), add_escaped(text, node->checks[i]);
    text_lit(text, "<br/><small>");
    add_escaped(text, words.small);
    text_printf(text, "</small>\"%s:::%s\n",
                is_rule                    ? "])"
                : is_derived               ? ")"
                : node->kind == NODE_CLAIM ? "]]"
                                           : "]",
                CLASSES[node->standing]);
}

static void add_sources(const Graph *graph, Text *text) {
    if (graph->sources.count == 0 && graph->notes.count == 0) return;
    text_lit(text, "  sources[\"");
    for (size_t i = 0; i < graph->notes.count; i++) add_escaped(text, graph->notes.items[i]), text_lit(text, "<br/>");
    for (size_t i = 0; i < graph->sources.count; i++) {
        text_printf(text, "[%zu] ", i + 1);
        add_escaped(text, graph->sources.items[i].text);
        text_lit(text, "<br/>");
    }
    text_lit(text, "\"]\n");
}

void graph_mermaid(const Graph *graph, Text *text) {
    Arena arena;
    arena_init(&arena);
    text_lit(text, "flowchart BT\n  accTitle: ");
    add_escaped(text, graph->title);
    text_lit(text, "\n  accDescr: ");
    add_escaped(text, graph->summary);
    text_add_char(text, '\n');
    for (size_t i = 0; i < graph->nodes.count; i++) node_mermaid(&graph->nodes.items[i], i, &arena, text);
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        text_printf(text, "  n%u %s n%u\n", (unsigned)edge->from, ARROWS[edge->kind], (unsigned)edge->to);
    }
    for (size_t i = 0; i < graph->edges.count; i++)
        if (graph->edges.items[i].kind != EDGE_SUPPORTS)
            text_printf(text, "  linkStyle %zu stroke:%s\n", i, LINKS[graph->edges.items[i].kind]);
    add_sources(graph, text);
    text_lit(text, "  classDef est fill:#e7f4ea,stroke:#1b6e33,color:#1b1d21\n"
                   "  classDef ref fill:#fdeaea,stroke:#b3261e,color:#1b1d21\n"
                   "  classDef und fill:#fff4d6,stroke:#8a5a00,color:#1b1d21,stroke-dasharray:6 3\n"
                   "  classDef uns fill:#f1f1f3,stroke:#5c6068,color:#1b1d21,stroke-dasharray:2 3\n"
                   "  classDef inc fill:#f5e8fb,stroke:#7a1fa2,color:#1b1d21,stroke-dasharray:10 3 2 3\n"
                   "  classDef rule fill:#ffffff,stroke:#4a505a,color:#1b1d21\n"
                   "  classDef lost fill:#ffffff,stroke:#b3261e,color:#1b1d21,stroke-dasharray:3 2\n"
                   "  classDef may fill:#ffffff,stroke:#8a5a00,color:#1b1d21,stroke-dasharray:6 3\n"
                   "  classDef off fill:#ffffff,stroke:#5c6068,color:#1b1d21,stroke-dasharray:2 3\n");
    arena_clear(&arena);
}
