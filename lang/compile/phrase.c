/* Copies of what was written into the program's arena, so that the syntax tree can go. */
#include "lang/compile/phrase.h"

Symbol phrase_symbol(Program *program, Str text) {
    return text.length ? intern(values_symbols(program->values), text) : NO_SYMBOL;
}

Str phrase_text(Program *program, Str text) { return text.length ? arena_str(&program->arena, text) : (Str){NULL, 0}; }

Cites phrase_cites(Program *program, const CiteNode *cites, uint32_t count) {
    if (count == 0) return (Cites){NULL, 0};
    Cite *items = arena_array(&program->arena, Cite, count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = (Cite){phrase_symbol(program, cites[i].key), phrase_text(program, cites[i].locator), cites[i].span};
    return (Cites){items, count};
}

/* Behind the quoted text that begins at `at`. */
static size_t quoted_end(Str text, size_t at) {
    char quote = text.text[at++];
    while (at < text.length && text.text[at] != quote) at += text.text[at] == '\\' ? 2 : 1;
    return at < text.length ? at + 1 : text.length;
}

static size_t comment_end(Str text, size_t at) {
    bool is_block = text.text[at] == '/';
    for (at += 1 + is_block; at < text.length; at++) {
        if (!is_block && text.text[at] == '\n') return at;
        if (is_block && text.text[at] == '/' && text.text[at - 1] == '*') return at + 1;
    }
    return text.length;
}

Str phrase_written(Program *program, const Sources *sources, Span span) {
    Str text = span_text(sources, span);
    char *out = arena_bytes(&program->arena, text.length + 1);
    size_t length = 0;
    bool has_gap = false;
    for (size_t at = 0; at < text.length;) {
        char c = text.text[at];
        bool is_comment = c == '%' || (c == '/' && at + 1 < text.length && text.text[at + 1] == '*');
        if (is_comment || char_is_blank(c)) {
            at = is_comment ? comment_end(text, at) : at + 1;
            has_gap = length > 0;
            continue;
        }
        if (has_gap) out[length++] = ' ';
        has_gap = false;
        size_t end = c == '"' || c == '\'' ? quoted_end(text, at) : at + 1;
        memcpy(out + length, text.text + at, end - at);
        length += end - at;
        at = end;
    }
    out[length] = 0;
    return (Str){out, length};
}
