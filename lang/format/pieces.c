/* The pieces of a text: its tokens and comments, and how they stand in it. */
#include "lang/format/format_internal.h"

#include <assert.h>

#include "parser.h"

enum { TAB = 8 };

bool piece_is_comment(const Piece *piece) { return piece->kind == TOKEN_LINE || piece->kind == TOKEN_BLOCK; }

/* Where the reader of the source is. */
typedef struct {
    uint32_t line, column;
} Reader;

static void pass_blank(Reader *reader, char c) {
    if (c == '\n')
        *reader = (Reader){reader->line + 1, 0};
    else if (c == '\t')
        reader->column += TAB - reader->column % TAB;
    else if (c == ' ')
        reader->column++;
}

/* Text in quotes and comments may have several lines. */
static void pass_piece(Reader *reader, Str text, Piece *piece) {
    Str rest = piece_text(text, piece);
    const char *end = memchr(rest.text, '\n', rest.length);
    piece->width = (uint32_t)str_width(end ? str_range(rest.text, end) : rest);
    piece->last_width = piece->width;
    reader->column += piece->width;
    for (; end; end = memchr(rest.text, '\n', rest.length)) {
        rest = str_range(end + 1, rest.text + rest.length);
        reader->line++;
    }
    piece->has_lines = rest.text != text.text + piece->begin;
    if (piece->has_lines) piece->last_width = reader->column = (uint32_t)str_width(rest);
}

/* Blanks at the end of a comment are none of it. */
static void trim(Str text, Piece *piece) {
    while (piece->kind == TOKEN_LINE && strchr(" \t\r", text.text[piece->end - 1])) piece->end--;
}

static bool is_call(int before) {
    return before == HENCE_NAME || before == HENCE_QUOTED || before == HENCE_CAPITAL || before == HENCE_AGGREGATE ||
           before == HENCE_FORALL || before == HENCE_KEY;
}

/* Alternatives in parentheses are written ( a ; b ); in braces one line end or comment is enough for all. */
static void mark_brackets(Pieces *pieces) {
    Vec(uint32_t) open = {0};   /* NO_PIECE: arguments of something */
    Vec(uint32_t) braces = {0}; /* a block with another in it stands on several lines */
    int before = 0;
    for (uint32_t i = 0; i < pieces->count; i++) {
        Piece *piece = &pieces->items[i];
        bool breaks = piece->newlines || piece_is_comment(piece) || piece->kind == HENCE_LEFT_BRACE;
        if (braces.count && breaks) pieces->items[vec_last(&braces)].is_broken = true;
        if (piece->kind == HENCE_LEFT_BRACE) vec_push(&braces, i);
        if (piece->kind == HENCE_RIGHT_BRACE && braces.count) braces.count--;
        if (piece->kind == HENCE_LEFT) vec_push(&open, is_call(before) ? NO_PIECE : i);
        if (piece->kind == HENCE_SEMICOLON && open.count && vec_last(&open) != NO_PIECE)
            pieces->items[vec_last(&open)].is_spaced = true;
        if (!piece_is_comment(piece)) before = piece->kind;
        if (piece->kind != HENCE_CLOSE) continue;
        assert(open.count > 0); /* the text has been parsed */
        uint32_t left = vec_pop(&open);
        piece->is_spaced = left != NO_PIECE && pieces->items[left].is_spaced;
    }
    vec_free(&open);
    vec_free(&braces);
}

void pieces_take(Pieces *pieces, Str text, const TokenList *tokens) {
    Reader reader = {0};
    uint32_t at = 0;
    vec_reserve(pieces, tokens->count);
    for (size_t i = 0; i < tokens->count; i++) {
        const Token *token = &tokens->items[i];
        Piece *piece = vec_add(pieces);
        *piece = (Piece){.kind = token->kind, .begin = token->span.begin, .end = token->span.end};
        piece->is_apart = at < piece->begin;
        uint32_t line = reader.line;
        for (; at < piece->begin; at++) pass_blank(&reader, text.text[at]);
        piece->newlines = reader.line - line;
        piece->line = reader.line;
        piece->column = reader.column;
        trim(text, piece);
        pass_piece(&reader, text, piece);
        at = token->span.end;
    }
    mark_brackets(pieces);
}
