/* The parser knows where a full stop belongs; so the text is read again with it, until it misses none. */
#include "runtime/api/reading.h"

#include "lang/syntax/parse.h"

/* ---- bytes ---- */

/* Old encodings of text have no control characters but these; files of other programs do. */
static bool is_of_text(unsigned char c) { return c >= 0x20 || (c >= '\t' && c <= '\r') || c == 0x1A; }

bool bytes_are_no_text(Str bytes, Str *message, Str *remedy) {
    if (str_is_utf8(bytes, NULL)) return false;
    if (bytes.length >= 2 && (memcmp(bytes.text, "\xFF\xFE", 2) == 0 || memcmp(bytes.text, "\xFE\xFF", 2) == 0)) {
        *message = STR("the file is UTF-16");
        *remedy = STR("save it as UTF-8");
        return true;
    }
    for (size_t i = 0; i < bytes.length; i++) {
        if (is_of_text((unsigned char)bytes.text[i])) continue;
        *message = STR("the file is no text");
        *remedy = STR("hand in plain text, saved as UTF-8");
        return true;
    }
    return false;
}

/* A letter is part of a name or of a text, whatever was meant. */
static void replace_odd(TextRead *r, Text *text) {
    size_t bad, at = 0;
    uint32_t last = 0;
    for (; !str_is_utf8((Str){text->bytes + at, text->length - at}, &bad); at++) {
        at += bad;
        uint32_t line = source_place(r->sources, r->handed_in, (uint32_t)at).line;
        text->bytes[at] = 'x';
        r->is_odd[at] = 1;
        if (!r->odd_line) r->odd_line = line;
        r->odd_lines += line != last;
        last = line;
    }
}

/* ---- the parser ---- */

static void parse_it(TextRead *r, Str name, Str text, TokenList *tokens) {
    diags_free(r->diags);
    r->diags = diags_new(r->sources);
    r->source = source_add(r->sources, name, text);
    vec_empty(tokens);
    r->ast = parse_tokens(r->sources, r->source, &r->arena, r->diags, tokens);
}

/* The first full stop that the parser misses, as an offset in what it read; false: it misses none. */
static bool find_stop(const TextRead *r, uint32_t *offset) {
    char room[48];
    for (size_t i = 0; i < diags_count(r->diags); i++) {
        DiagRecord record = diags_record(r->diags, i, room);
        Span at = record.repair_span;
        bool is_stop = record.code == E0101 && record.has_repair && str_equal(str_trim(record.repair_text), STR("."));
        if (!is_stop || at.source != r->source || !str_is_blank(span_text(r->sources, at))) continue;
        *offset = at.begin;
        return true;
    }
    return false;
}

static void note_stop(TextRead *r, uint32_t at) {
    size_t i = r->stops.count;
    vec_push(&r->stops, at);
    for (; i && r->stops.items[i - 1] >= at; i--) {
        r->stops.items[i] = r->stops.items[i - 1] + 1;
        r->stops.items[i - 1] = at;
    }
}

static void parse_with_stops(TextRead *r, Str name, Text *text, TokenList *tokens) {
    enum { STOPS_MOST = 100 };
    uint32_t at;
    parse_it(r, name, text_str(text), tokens);
    while (r->stops.count < STOPS_MOST && find_stop(r, &at)) {
        size_t behind = text->length - at;
        text_add_char(text, '.');
        memmove(text->bytes + at + 1, text->bytes + at, behind);
        text->bytes[at] = '.';
        memmove(r->is_odd + at + 1, r->is_odd + at, behind);
        r->is_odd[at] = 0;
        note_stop(r, at);
        parse_it(r, name, text_str(text), tokens);
    }
}

void reading_open(TextRead *r, Sources *sources, Str name, Str bytes) {
    *r = (TextRead){.sources = sources};
    Text text;
    TokenList tokens = {0};
    text_init(&text);
    arena_init(&r->arena);
    r->handed_in = source_add(sources, name, bytes);
    text_add(&text, source_text(sources, r->handed_in));
    r->is_odd = mem_alloc_zero(text.length + 128); /* and the stops */
    replace_odd(r, &text);
    parse_with_stops(r, name, &text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        Token token = tokens.items[i];
        if (token.kind < 0) memset(r->is_odd + token.span.begin, 0, token.span.end - token.span.begin);
    }
    vec_free(&tokens);
    text_clear(&text);
}

void reading_close(TextRead *r) {
    vec_free(&r->stops);
    mem_free(r->is_odd);
    diags_free(r->diags);
    arena_clear(&r->arena);
}

uint32_t reading_offset(const TextRead *r, uint32_t offset) {
    uint32_t before = 0;
    while (before < r->stops.count && r->stops.items[before] < offset) before++;
    return offset - before;
}

bool reading_is_odd(const TextRead *r, uint32_t begin, uint32_t end) {
    return end > begin && memchr(r->is_odd + begin, 1, end - begin) != NULL;
}
