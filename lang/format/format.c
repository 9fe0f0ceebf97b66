/* From a source to the same in one style.
 *
 * The parser says whether the text is right, and hands out its tokens; all else looks at these alone.  The result is
 * parsed too and compared, token by token, before anybody may put it in the place of a file: that costs as much again,
 * and whatever is wrong with the passes between cannot lose what somebody wrote. */
#include "lang/format/format.h"

#include "lang/base/arena.h"
#include "lang/format/format_internal.h"
#include "lang/syntax/parse.h"

static bool read_tokens(const Sources *sources, SourceId source, Diags *diags, TokenList *tokens) {
    Arena arena;
    arena_init(&arena);
    uint32_t before = diags_error_count(diags);
    parse_tokens(sources, source, &arena, diags, tokens);
    arena_clear(&arena);
    return diags_error_count(diags) == before;
}

static Str without_blanks_behind(Str text) {
    while (text.length && strchr(" \t\r", text.text[text.length - 1])) text.length--;
    return text;
}

/* But for carriage returns before line ends. */
static bool is_same_block(Str a, Str b) {
    size_t at = 0;
    for (size_t i = 0; i < a.length; i++) {
        if (a.text[i] == '\r' && i + 1 < a.length && a.text[i + 1] == '\n') continue;
        if (at == b.length || a.text[i] != b.text[at++]) return false;
    }
    return at == b.length;
}

static bool is_same(int kind, Str a, Str b) {
    if (kind == TOKEN_BLOCK) return is_same_block(a, b);
    return kind == TOKEN_LINE ? str_equal(without_blanks_behind(a), b) : str_equal(a, b);
}

/* Whether `text` reads as the tokens do. */
static bool reads_the_same(const Sources *sources, const TokenList *tokens, Str text) {
    Sources *again = sources_new();
    Diags *diags = diags_new(again);
    TokenList got = {0};
    SourceId source = source_add(again, STR("formatted"), text);
    bool is_fine = source != NO_SOURCE && read_tokens(again, source, diags, &got) && got.count == tokens->count;
    for (size_t i = 0; i < got.count && is_fine; i++) {
        const Token *a = &tokens->items[i], *b = &got.items[i];
        is_fine = a->kind == b->kind && is_same(a->kind, span_text(sources, a->span), span_text(again, b->span));
    }
    vec_free(&got);
    diags_free(diags);
    sources_free(again);
    return is_fine;
}

static void format_tokens(Str source, const TokenList *tokens, Text *text) {
    Pieces pieces = {0};
    pieces_take(&pieces, source, tokens);
    pieces_space(&pieces, source);
    pieces_lay(&pieces);
    pieces_align(&pieces);
    pieces_write(&pieces, source, text);
    vec_free(&pieces);
}

FormatState format_source(const Sources *sources, SourceId source, Diags *diags, Text *text) {
    TokenList tokens = {0};
    FormatState state = FORMAT_ERRORS;
    size_t begin = text->length;
    if (read_tokens(sources, source, diags, &tokens)) {
        format_tokens(source_text(sources, source), &tokens, text);
        Str made = {text->bytes + begin, text->length - begin};
        state = reads_the_same(sources, &tokens, made) ? FORMAT_FINE : FORMAT_LOST;
        if (state == FORMAT_LOST) text_cut(text, begin);
    }
    vec_free(&tokens);
    return state;
}
