/* Letters, and the words of a node. */
#include "runtime/draw/writing.h"

#include "lang/base/utf8.h"
#include "runtime/draw/formats.h"

uint32_t letter_at(Str words, size_t at, size_t *size) {
    uint32_t letter = utf8_decode((Str){words.text + at, words.length - at}, size);
    return letter == UTF8_BROKEN ? 0xFFFD : letter;
}

void letter_add(Text *text, uint32_t letter) {
    char bytes[4];
    text_add(text, (Str){bytes, utf8_encode(letter, bytes)});
}

static bool is_of_xml(uint32_t letter) {
    return letter >= 0x20 && letter != 0xFFFE && letter != 0xFFFF && !(letter >= 0xD800 && letter < 0xE000);
}

void text_add_xml(Text *text, Str words) {
    for (size_t at = 0, size; at < words.length; at += size) {
        uint32_t letter = letter_at(words, at, &size);
        switch (letter) {
        case '&': text_lit(text, "&amp;"); break;
        case '<': text_lit(text, "&lt;"); break;
        case '>': text_lit(text, "&gt;"); break;
        case '"': text_lit(text, "&quot;"); break;
        case '\'': text_lit(text, "&#39;"); break;
        default: letter_add(text, is_of_xml(letter) ? letter : ' ');
        }
    }
}

NodeText node_told(const Node *node, Arena *arena) {
    NodeText result = {.words = node_words(node)};
    Text small;
    text_init(&small);
    node_standing_print(node, &small);
    if (node->cite_count) text_add_char(&small, ' ');
    node_cites_print(node, false, &small);
    result.small = arena_str(arena, text_str(&small));
    text_clear(&small);
    bool has_heading = node->name.length && node->words.length;
    if (has_heading && (node->kind == NODE_CLAIM || node_kind_is_rule(node->kind))) result.heading = node->name;
    return result;
}

void graph_write(const Graph *graph, GraphFormat format, const SvgStyle *style, Text *text) {
    switch (format) {
    case GRAPH_SVG: graph_svg(graph, style, text); break;
    case GRAPH_JSON: graph_json(graph, text); break;
    case GRAPH_OUTLINE: graph_outline(graph, text); break;
    case GRAPH_DOT: graph_dot(graph, text); break;
    case GRAPH_MERMAID: graph_mermaid(graph, text); break;
    case GRAPH_GRAPHML: graph_graphml(graph, text); break;
    case GRAPH_ARGDOWN: graph_argdown(graph, text); break;
    case GRAPH_AIF: graph_aif(graph, text); break;
    }
}
