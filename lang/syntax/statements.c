/* Statements by their tokens alone, as the parser was handed them.
 *
 * A text in quotes that is never closed is told by the parser once a full stop comes:
 * waiting for its end would swallow all that is typed afterwards. */
#include "lang/syntax/statements.h"

#include "lang/syntax/parse.h"
#include "lang/syntax/resume.h"
#include "parser.h"

static void read_tokens(Str text, TokenList *tokens) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    Arena arena;
    arena_init(&arena);
    SourceId source = source_add(sources, STR("input"), text);
    if (source != NO_SOURCE) (void)parse_tokens(sources, source, &arena, diags, tokens);
    arena_clear(&arena);
    diags_free(diags);
    sources_free(sources);
}

typedef struct {
    Piece piece; /* at hand */
    int first, last;
    int depth; /* of parentheses */
    Braces braces;
} Reader;

static Reader reader_at(uint32_t begin) { return (Reader){.piece = {.begin = begin, .end = begin}}; }

/* True behind the token that ends a statement. */
static bool take(Reader *reader, const Token *token) {
    Piece *piece = &reader->piece;
    if (token->kind < 0) return false; /* a comment */
    if (!reader->first) {
        reader->first = token->kind;
        piece->is_question = token->kind == HENCE_ASK;
        piece->body_begin = token->span.end;
    }
    reader->last = token->kind;
    reader->depth += (token->kind == HENCE_LEFT) - (token->kind == HENCE_CLOSE);
    braces_pass(&reader->braces, token->kind);
    bool is_last = token->kind == HENCE_END || token->kind == HENCE_RIGHT_BRACE,
         is_end = is_last && reader->braces.depth == 0;
    piece->end = token->span.end;
    piece->body_end = is_end ? token->span.begin : token->span.end;
    return is_end;
}

/* Where the parser gave up early, what is left belongs to the last statement: nothing is lost. */
static void keep_rest(Str text, const TokenList *tokens, Pieces *pieces) {
    size_t end = text.length, read = tokens->count ? vec_last(tokens).span.end : 0;
    while (end > read && strchr(" \t\r\n", text.text[end - 1])) end--;
    if (end > read && pieces->count) vec_last(pieces).end = (uint32_t)end;
}

bool statements_split(Str text, Pieces *pieces, bool *in_braces) {
    TokenList tokens = {0};
    Reader reader = reader_at(0);
    if (!str_is_utf8(text, NULL)) { /* the parser reads nothing of it, and says so: no more will mend it */
        *in_braces = false;
        vec_push(pieces, ((Piece){.end = (uint32_t)text.length}));
        return true;
    }
    read_tokens(text, &tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        if (!take(&reader, &tokens.items[i])) continue;
        vec_push(pieces, reader.piece);
        reader = reader_at(reader.piece.end);
    }
    bool is_whole = reader.first == 0;
    *in_braces = reader.braces.depth > 0 && !reader.piece.is_question && reader.last != HENCE_INVALID;
    if (reader.first) {
        is_whole = pieces->count == 0 && reader.piece.is_question && reader.depth <= 0 && !asks_for_more(reader.last) &&
                   reader.last != HENCE_INVALID;
        reader.piece.end = (uint32_t)text.length;
        vec_push(pieces, reader.piece);
    }
    keep_rest(text, &tokens, pieces);
    vec_free(&tokens);
    return is_whole;
}
