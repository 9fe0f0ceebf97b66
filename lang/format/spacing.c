/* The gaps between pieces: which breaks of the author stay, where others may be, how far apart the rest stands.
 *
 * The gap before a token is decided from the token before it and the statement they are in; comments stand in that gap.
 * A line end that the author wrote stays if the style has a break there: behind a comma, not before it.  If it only
 * stands on the wrong side of such a sign, it moves behind it. */
#include "lang/format/format_internal.h"
#include "lang/program/builtin.h"
#include "lang/syntax/lexer.h"
#include "parser.h"

enum { RANKS_DEEP = 1 << 20 }; /* parentheses that are told apart */

typedef struct {
    Piece *pieces;
    size_t count;
    Str text;
    const Piece *before; /* the token before; NULL: none */
    bool at_start, in_exercise;
    uint32_t depth;  /* of braces */
    uint32_t broken; /* by depth, as bits: the block stands on several lines */
    bool is_moved;   /* a line end that stood before a comma */
    /* of the statement */
    int starter; /* its first token */
    uint32_t token_count;
    bool has_header, has_sentence, has_field, has_body, has_exception;
    Vec(uint8_t) open; /* parentheses: 1 for those of an aggregate */
} Spacer;

typedef struct {
    uint8_t space, indent, lines_up;
    uint32_t rank;
} Gap;

static bool is_broken(const Spacer *s) { return s->depth && s->broken >> ((s->depth - 1) % 32) & 1; }
/* Of an exercise; of a scenario or test. */
static bool is_among_parts(const Spacer *s) { return s->in_exercise && s->depth == 1; }
static bool is_among_items(const Spacer *s) { return s->depth > (s->in_exercise ? 2u : 0u); }

static int before(const Spacer *s) { return s->before ? s->before->kind : 0; }

static bool is_word(int kind) { return kind == HENCE_NAME || kind == HENCE_QUOTED || kind == HENCE_CAPITAL; }

static bool ends_operand(int kind) {
    return is_word(kind) || kind == HENCE_TEXT || kind == HENCE_INT || kind == HENCE_FLOAT || kind == HENCE_DATE ||
           kind == HENCE_ANY || kind == HENCE_CLOSE;
}

static bool is_comparison(int kind) {
    return kind == HENCE_EQ || kind == HENCE_NE || kind == HENCE_LT || kind == HENCE_LE || kind == HENCE_GT ||
           kind == HENCE_GE || kind == HENCE_IS;
}

static bool is_operator(int kind) {
    return kind == HENCE_PLUS || kind == HENCE_MINUS || kind == HENCE_TIMES || kind == HENCE_SLASH || kind == HENCE_MOD;
}

/* Whether it begins a line whatever the author wrote: all but facts, rules and questions. */
static bool stands_alone(int starter) {
    return starter == HENCE_RULE || starter == HENCE_RELATION || starter == HENCE_TYPE || starter == HENCE_USE ||
           starter == HENCE_LOAD || starter == HENCE_CLAIM || starter == HENCE_SCENARIO || starter == HENCE_TEST ||
           starter == HENCE_SOURCE || starter == HENCE_OPEN || starter == HENCE_PARAMETER ||
           starter == HENCE_CONTRARY || starter == HENCE_PREFER || starter == HENCE_UNDERCUT || starter == HENCE_MAP ||
           starter == HENCE_PREDICTION || starter == HENCE_EXERCISE || starter == HENCE_IF;
}

static bool has_header_colon(int starter) {
    return starter == HENCE_RULE || starter == HENCE_CLAIM || starter == HENCE_PREDICTION;
}

/* ---- how far apart ---- */

static bool begins_word(char c) {
    return c == '"' || c == '\'' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

/* The lexer tells some words by whether blanks follow: behind those they stay as they are. */
static bool keeps_distance(const Spacer *s, const Piece *piece) {
    if (before(s) != HENCE_NAME) return false;
    char next = s->text.text[piece->begin];
    bool matters = begins_word(next) || next == '-' || next == '(' || s->starter == HENCE_MAP;
    Str word = piece_text(s->text, s->before);
    Aggregate aggregate;
    return matters && (lexer_is_soft(word) || (next == '(' && aggregate_find(word, &aggregate)));
}

static bool is_tight_behind(const Spacer *s) {
    if (before(s) == HENCE_LEFT) return !s->before->is_spaced;
    bool is_directive = s->starter == HENCE_IF && before(s) == HENCE_SLASH;
    return s->before->is_unary || before(s) == HENCE_RANGE || is_directive;
}

static bool is_tight_before(const Spacer *s, const Piece *piece) {
    switch (piece->kind) {
    case HENCE_COMMA:
    case HENCE_END:
    case HENCE_QUESTION:
    case HENCE_RANGE: return true;
    case HENCE_COLON: return !s->open.count || !vec_last(&s->open);
    case HENCE_CLOSE: return !piece->is_spaced;
    case HENCE_SLASH: return s->starter == HENCE_IF;
    case HENCE_RIGHT_BRACE: return before(s) == HENCE_LEFT_BRACE;
    case HENCE_LEFT:
        return is_word(before(s)) || before(s) == HENCE_AGGREGATE || before(s) == HENCE_FORALL ||
               before(s) == HENCE_KEY;
    default: return false;
    }
}

static uint8_t space_before(const Spacer *s, const Piece *piece) {
    if (keeps_distance(s, piece)) return piece->is_apart;
    return !(s->before && is_tight_behind(s)) && !is_tight_before(s, piece);
}

/* ---- where a line may be broken ---- */

static bool is_sentence(const Spacer *s, const Piece *piece) {
    bool has_one = has_header_colon(s->starter) || s->starter == HENCE_RELATION || s->starter == HENCE_OPEN ||
                   s->starter == HENCE_SCENARIO || s->starter == HENCE_SOURCE || s->starter == HENCE_EXERCISE;
    return has_one && piece->kind == HENCE_TEXT && !s->has_sentence && !s->has_header && !s->has_field &&
           before(s) != HENCE_CITE && s->token_count > 1;
}

static bool is_first_field(const Spacer *s, const Piece *piece) {
    return s->starter == HENCE_SOURCE && s->token_count > 1 && !s->has_field && is_word(piece->kind);
}

static uint32_t rank_behind_colon(const Spacer *s) {
    if (s->open.count) return vec_last(&s->open) ? RANK_COLON : RANK_NEVER;
    if (has_header_colon(s->starter)) return RANK_HEADER;
    if (s->starter == HENCE_EXPECT || s->starter == HENCE_HIDDEN) return RANK_AND;
    bool is_label = s->token_count == 2 && !is_among_items(s);
    return is_label ? RANK_LAST : RANK_NEVER;
}

static uint32_t rank_behind(const Spacer *s) {
    int kind = before(s);
    if (kind == HENCE_COMMA) return RANK_AND;
    if (kind == HENCE_SEMICOLON) return RANK_OR;
    if (kind == HENCE_COLON) return rank_behind_colon(s);
    if (kind == HENCE_IF) return s->starter == HENCE_IF ? RANK_NEVER : RANK_BODY;
    if (s->starter == HENCE_TYPE || s->starter == HENCE_PARAMETER || s->starter == HENCE_IF) return RANK_NEVER;
    if (is_comparison(kind)) return RANK_LAST;
    return is_operator(kind) && !s->before->is_unary ? RANK_OPERATOR : RANK_NEVER;
}

static uint32_t rank_before(const Spacer *s, const Piece *piece) {
    switch (piece->kind) {
    case HENCE_BAR: return RANK_OR;
    case HENCE_UNLESS: return RANK_UNLESS;
    case HENCE_CITE:
    case HENCE_KEY: return RANK_PART;
    default: break;
    }
    if (s->open.count == 0 && is_sentence(s, piece)) return RANK_SENTENCE;
    return is_first_field(s, piece) ? RANK_PART : rank_behind(s);
}

static uint32_t rank_of(const Spacer *s, const Piece *piece, uint8_t space) {
    uint32_t rank = rank_before(s, piece);
    uint32_t depth = s->open.count < RANKS_DEEP ? (uint32_t)s->open.count : RANKS_DEEP;
    bool is_empty = piece->kind == HENCE_COMMA || piece->kind == HENCE_CLOSE || space == 0;
    if (rank >= RANK_LAST || is_empty) return is_empty ? RANK_NEVER : rank;
    return rank + depth * RANK_DEEPER;
}

static Indent indent_of(const Spacer *s, const Piece *piece, uint32_t rank) {
    if (s->open.count) return s->starter == HENCE_MAP ? INDENT_MAP : INDENT_INSIDE;
    if (piece->kind == HENCE_BAR) return INDENT_MEMBERS;
    if (piece->kind == HENCE_CITE) return INDENT_MORE;
    if (piece->kind == HENCE_UNLESS || rank == RANK_BODY) return INDENT_BODY;
    if (s->has_exception) return INDENT_EXCEPTION;
    if (s->has_body) return INDENT_BODY;
    return s->starter == HENCE_ASK ? INDENT_QUERY : INDENT_MORE;
}

/* ---- what may be lined up ---- */

static ColumnKind column_kind(const Spacer *s, const Piece *piece, uint32_t rank) {
    if (s->open.count || s->starter == HENCE_ASK) return COLUMN_NONE;
    if (rank == RANK_SENTENCE) return COLUMN_SENTENCE;
    if (rank == RANK_HEADER || (rank == RANK_LAST && before(s) == HENCE_COLON)) return COLUMN_COLON;
    switch (piece->kind) {
    case HENCE_CITE:
    case HENCE_KEY: return COLUMN_PART;
    case HENCE_IF: return COLUMN_IF;
    case HENCE_EQ: return s->starter == HENCE_TYPE || s->starter == HENCE_PARAMETER ? COLUMN_EQUALS : COLUMN_NONE;
    case HENCE_FROM:
    case HENCE_TO: return COLUMN_WORD;
    default: return COLUMN_NONE;
    }
}

static Gap gap_before(const Spacer *s, const Piece *piece) {
    const uint8_t first = s->depth ? RANK_ITEM : RANK_STATEMENT;
    if (s->at_start) return (Gap){2, INDENT_START, COLUMN_STATEMENT, first};
    Gap gap = {.space = space_before(s, piece)};
    gap.rank = rank_of(s, piece, gap.space);
    gap.indent = indent_of(s, piece, gap.rank);
    gap.lines_up = (uint8_t)(gap.space ? column_kind(s, piece, gap.rank) : COLUMN_NONE);
    return gap;
}

/* ---- comments, and line ends of the author ---- */

static uint8_t line_ends(const Piece *piece) { return piece->newlines > 1 ? 2 : piece->newlines ? 1 : 0; }

/* One on a line of its own stays there; at the end of a line two blanks stand before it. */
static void settle_comment(const Spacer *s, Piece *comment, bool is_first, const Gap *gap) {
    bool is_behind_brace = is_first && before(s) == HENCE_LEFT_BRACE;
    comment->breaks = is_first && !s->before ? 0 : line_ends(comment);
    if (is_behind_brace && is_broken(s)) comment->breaks = comment->breaks ? 1 : 0;
    comment->indent = gap->indent;
    comment->base = (uint8_t)(s->depth * INDENT_STEP);
    comment->rank = RANK_NEVER;
    comment->lines_up = comment->kind == TOKEN_LINE ? COLUMN_COMMENT : COLUMN_NONE;
    comment->space = comment->kind == TOKEN_LINE ? 2 : 1;
    if (!is_first || !s->before) return;
    bool is_tight = comment->kind == TOKEN_BLOCK && is_tight_behind(s);
    if (is_tight || (keeps_distance(s, comment) && !comment->is_apart)) comment->space = 0;
}

/* Behind the brace that begins a block, or before the one that ends it. */
static void settle_brace(const Spacer *s, Piece *piece, bool is_first) {
    bool is_end = piece->kind == HENCE_RIGHT_BRACE, is_empty = is_first && is_end;
    piece->breaks = is_broken(s) && !is_empty;
    piece->space = !is_empty;
    piece->rank = is_end ? RANK_NEVER : RANK_BLOCK;
    piece->lines_up = COLUMN_NONE;
    if (is_end && s->depth) piece->base = (uint8_t)((s->depth - 1) * INDENT_STEP);
}

static bool shares_no_line(const Spacer *s, const Piece *piece) {
    if (is_among_parts(s)) return true;
    if (is_among_items(s) || (s->depth && !is_broken(s))) return false;
    return (stands_alone(s->starter) || stands_alone(piece->kind) || before(s) == HENCE_RIGHT_BRACE);
}

/* The gap before a statement or item, or before the end of a block.
 * `comment` stands last in it, if any; `leads`: it begins a line. */
static void settle_start(const Spacer *s, Piece *piece, const Piece *comment, bool leads) {
    bool is_first = before(s) == HENCE_LEFT_BRACE && !comment;
    piece->starts = true;
    if (is_first || piece->kind == HENCE_RIGHT_BRACE) {
        settle_brace(s, piece, is_first);
        return;
    }
    if (s->before || comment) piece->breaks = line_ends(piece);
    if (piece->breaks) return;
    if (leads || !s->before)
        piece->rank = RANK_NEVER; /* it goes on with the line of the comment, or begins the text */
    else
        piece->breaks = shares_no_line(s, piece);
    if (!comment) return;
    piece->space = 1;
    piece->lines_up = COLUMN_NONE;
}

static bool takes_break_along(int kind) {
    return kind == HENCE_COMMA || kind == HENCE_SEMICOLON || kind == HENCE_IF || kind == HENCE_COLON;
}

/* The gap before a token within a statement. */
static void settle_inside(Spacer *s, Piece *piece, const Piece *comment, bool leads) {
    bool has_break = piece->newlines > 0 || s->is_moved;
    if (has_break && (piece->rank < RANK_NEVER || (leads && piece->newlines)))
        piece->breaks = piece->newlines > 1 ? 2 : 1;
    if (comment && comment->kind == TOKEN_LINE) piece->breaks = line_ends(piece);
    s->is_moved = has_break && !piece->breaks && takes_break_along(piece->kind);
}

/* Comments from `first` on, and the token behind them. */
static void settle(Spacer *s, size_t first, size_t at) {
    Piece end = {.kind = 0}, *piece = at < s->count ? &s->pieces[at] : &end;
    Gap gap = gap_before(s, piece);
    bool leads = false;
    for (size_t i = first; i < at; i++) {
        settle_comment(s, &s->pieces[i], i == first, &gap);
        leads = leads || s->pieces[i].breaks || i == 0;
    }
    const Piece *comment = at > first ? &s->pieces[at - 1] : NULL;
    piece->space = gap.space;
    piece->indent = gap.indent;
    piece->lines_up = gap.lines_up;
    piece->rank = gap.rank;
    piece->base = (uint8_t)(s->depth * INDENT_STEP);
    if (s->at_start)
        settle_start(s, piece, comment, leads);
    else
        settle_inside(s, piece, comment, leads);
}

/* ---- the statement so far ---- */

static void begin_statement(Spacer *s, int starter) {
    s->at_start = s->is_moved = false;
    s->starter = starter;
    s->token_count = 0;
    s->has_header = s->has_sentence = s->has_field = s->has_body = s->has_exception = false;
}

static void note_outside(Spacer *s, const Piece *piece) {
    if (piece->rank == RANK_SENTENCE) s->has_sentence = true;
    if (is_first_field(s, piece)) s->has_field = true;
    if (piece->kind == HENCE_COLON && has_header_colon(s->starter)) s->has_header = true;
    if (piece->kind == HENCE_IF) s->has_body = s->token_count > 0;
    if (piece->kind == HENCE_UNLESS) s->has_exception = true;
}

static void enter_braces(Spacer *s, const Piece *piece) {
    uint32_t bit = 1u << (s->depth++ % 32);
    s->broken = piece->is_broken ? s->broken | bit : s->broken & ~bit;
}

static void enter(Spacer *s, Piece *piece) {
    if (s->at_start) begin_statement(s, piece->kind);
    piece->is_unary = piece->kind == HENCE_MINUS && (!ends_operand(before(s)) || s->starter == HENCE_TYPE);
    if (s->open.count == 0) note_outside(s, piece);
    if (piece->kind == HENCE_LEFT) vec_push(&s->open, before(s) == HENCE_AGGREGATE);
    if (piece->kind == HENCE_CLOSE) s->open.count--;
    s->token_count++;
    s->at_start = piece->kind == HENCE_END || piece->kind == HENCE_LEFT_BRACE || piece->kind == HENCE_RIGHT_BRACE;
    if (piece->kind == HENCE_EXERCISE) s->in_exercise = true;
    if (piece->kind == HENCE_LEFT_BRACE) enter_braces(s, piece);
    if (piece->kind == HENCE_RIGHT_BRACE && s->depth) s->depth--;
    if (s->depth == 0 && s->at_start) s->in_exercise = false;
    s->before = piece;
}

void pieces_space(Pieces *pieces, Str text) {
    Spacer s = {.pieces = pieces->items, .count = pieces->count, .text = text, .at_start = true};
    size_t first = 0;
    for (size_t i = 0; i < s.count; i++) {
        if (piece_is_comment(&s.pieces[i])) continue;
        settle(&s, first, i);
        enter(&s, &s.pieces[i]);
        first = i + 1;
    }
    settle(&s, first, s.count);
    vec_free(&s.open);
}
