/* A graph in Argdown (https://argdown.org/syntax/): statements in square brackets and arguments in angular ones, each
 * defined once with what supports (+), attacks (-) and undercuts (_) it indented below.
 *
 * A title ends at its bracket, whatever stands before it, so brackets in it become round ones; it begins with a number,
 * since titles name things there.  In text a backslash stands before each letter that Argdown would read as its own. */
#include "runtime/draw/formats.h"
#include "runtime/draw/writing.h"

static void add_text(Text *text, Str words) {
    for (size_t at = 0, size; at < words.length; at += size) {
        uint32_t letter = letter_at(words, at, &size);
        char next = at + size < words.length ? words.text[at + size] : ' ';
        bool is_control = letter < 0x20 || letter == 0x7F;
        bool is_own = letter < 0x80 && letter && strchr("\\@#*_[]<>{}/", (int)letter);
        bool is_paired = (letter == '.' || letter == ':') && next != ' ' && next != '\n';
        if (is_own || is_paired || (letter == '-' && next == '-')) text_add_char(text, '\\');
        letter_add(text, is_control ? ' ' : letter);
    }
}

static void add_title(const Node *node, size_t id, Text *text) {
    bool is_rule = node_kind_is_rule(node->kind);
    Str name = node->name.length ? node->name : node->words;
    text_printf(text, "%c%zu", is_rule ? '<' : '[', id + 1);
    if (name.length) text_lit(text, ". ");
    for (size_t at = 0, size; at < name.length; at += size) {
        uint32_t letter = letter_at(name, at, &size);
        letter = letter == '[' || letter == '<' ? '(' : letter == ']' || letter == '>' ? ')' : letter;
        letter_add(text, letter < 0x20 || letter == 0x7F ? ' ' : letter);
    }
    text_add_char(text, is_rule ? '>' : ']');
}

static const char *const SIGNS[] = {
    [EDGE_SUPPORTS] = "+", [EDGE_REBUTS] = "-", [EDGE_UNDERCUTS] = "_", [EDGE_BLOCKS] = "-", [EDGE_BEATS] = "-"};

static void node_argdown(const Graph *graph, const Incidence *entering, NodeId n, Arena *arena, Text *text) {
    const Node *node = &graph->nodes.items[n];
    NodeText words = node_told(node, arena);
    text_add_char(text, '\n');
    add_title(node, n, text);
    text_lit(text, ": ");
    add_text(text, words.words.length ? words.words : STR("a rule"));
    for (uint32_t i = 0; i < node->check_count; i++) text_lit(text, "; "), add_text(text, node->checks[i]);
    text_lit(text, " (");
    add_text(text, words.small);
    text_lit(text, ")\n");
    for (uint32_t i = entering->begin[n]; i < entering->begin[n + 1]; i++) {
        const Edge *edge = &graph->edges.items[entering->items[i]];
        if (edge->from == n) continue; /* nothing supports or attacks itself there */
        /* only arguments can be undercut there */
        bool is_undercut = edge->kind == EDGE_UNDERCUTS && node_kind_is_rule(node->kind);
        text_printf(text, "  %s ", edge->kind == EDGE_UNDERCUTS && !is_undercut ? "-" : SIGNS[edge->kind]);
        add_title(&graph->nodes.items[edge->from], edge->from, text);
        text_add_char(text, '\n');
    }
}

void graph_argdown(const Graph *graph, Text *text) {
    Incidence entering = graph_entering(graph);
    Arena arena;
    arena_init(&arena);
    text_lit(text, "# ");
    add_text(text, graph->title.length ? graph->title : STR("Argument map"));
    text_add_char(text, '\n');
    for (size_t i = 0; i < graph->notes.count; i++) {
        text_add_char(text, '\n');
        add_text(text, graph->notes.items[i]);
        text_add_char(text, '\n');
    }
    for (NodeId n = 0; n < graph->nodes.count; n++) node_argdown(graph, &entering, n, &arena, text);
    if (graph->sources.count) text_lit(text, "\n## Sources\n\n");
    for (size_t i = 0; i < graph->sources.count; i++) {
        text_printf(text, "* \\[%zu\\] ", i + 1);
        add_text(text, graph->sources.items[i].text);
        text_add_char(text, '\n');
    }
    incidence_free(&entering);
    arena_clear(&arena);
}
