/* Lines: where they end beside the ends of the author, and where they begin.
 *
 * Breaks are chosen from left to right.  A gap gets one if what stands between it and the next gap of its rank, or the
 * next break, is too wide for the rest of the line: so a rule is first broken behind its colon, then behind :-, then
 * its body is filled, and the arguments of a literal stay together unless it is too wide for a line of its own.  Every
 * gap that can get a break here keeps one that the author wrote, so the result is laid out as it stands when it is read
 * again.  How far each gap must look is found from the end to the beginning
 * with a stack of ranks; all of it is linear. */
#include "lang/format/format_internal.h"

#include <assert.h>

#include "parser.h"

enum { INSIDE_MOST = 72 /* columns that a parenthesis may push its arguments to the right */ };

typedef struct {
    Piece *pieces;
    uint32_t column; /* behind the piece before */
    uint32_t base, head;
    bool is_on_later_line; /* of the statement */
    bool is_block_broken;  /* by us */
    uint32_t block_base;   /* indentation of the statement that has it */
    uint32_t broken; /* rank of the last gap of the statement, sentence or body, that has a break; RANK_NEVER: none */
    uint32_t equals, exception;
    Vec(uint32_t) open;
} Layout;

/* ---- how far gaps look ---- */

static uint64_t width_with_gap(const Piece *piece) {
    return piece->kind == TOKEN_LINE ? 0 : (uint64_t)piece->space + piece->width;
}

static uint32_t rank_of(const Piece *piece) { return piece->breaks ? 0 : piece->rank; }

static void measure(Pieces *pieces) {
    Vec(uint32_t) ahead = {0}; /* gaps, the nearest last; ranks fall */
    uint64_t *ends = mem_alloc((pieces->count + 1) * sizeof *ends);
    uint64_t end = 0;
    for (size_t i = 0; i < pieces->count; i++) ends[i] = end += width_with_gap(&pieces->items[i]);
    for (size_t i = pieces->count; i-- > 0;) {
        Piece *piece = &pieces->items[i];
        uint32_t rank = rank_of(piece);
        while (ahead.count && rank_of(&pieces->items[vec_last(&ahead)]) > rank) ahead.count--;
        size_t last = (ahead.count ? vec_last(&ahead) : pieces->count) - 1;
        piece->reach = ends[last] - (i ? ends[i - 1] : 0);
        vec_push(&ahead, (uint32_t)i);
    }
    mem_free(ends);
    vec_free(&ahead);
}

static bool ends_statement(int kind) {
    return kind == HENCE_END || kind == HENCE_LEFT_BRACE || kind == HENCE_RIGHT_BRACE;
}

/* What the author wrote on several lines shares none with others. */
static void part_long_statements(Pieces *pieces) {
    bool has_break = false; /* from here to the end of the statement */
    for (size_t i = pieces->count; i-- > 0;) {
        Piece *piece = &pieces->items[i];
        bool may_break = piece->rank == RANK_STATEMENT || piece->rank == RANK_ITEM;
        if (ends_statement(piece->kind)) has_break = false;
        if (may_break && has_break && !piece->breaks) piece->breaks = 1;
        has_break = !may_break && (has_break || piece->breaks);
    }
}

/* ---- where lines begin ---- */

static void begin_at(Piece *piece, uint32_t anchor, uint32_t inset) {
    piece->anchor = anchor;
    piece->inset = inset;
}

/* Behind or below a piece of a line before, unless little would be left of the line. */
static void begin_below(const Layout *l, Piece *piece, uint32_t anchor, uint32_t inset) {
    if (l->pieces[anchor].at <= INSIDE_MOST)
        begin_at(piece, anchor, inset);
    else
        begin_at(piece, NO_PIECE, l->head + 2 * INDENT_STEP);
}

static void begin_inside(const Layout *l, Piece *piece) {
    assert(l->open.count > 0);
    uint32_t left = vec_last(&l->open);
    begin_below(l, piece, left, l->pieces[left].is_spaced ? 2 : 1);
}

static void begin_exception(const Layout *l, Piece *piece) {
    if (l->pieces[l->exception].breaks)
        begin_at(piece, l->exception, sizeof "unless");
    else
        begin_at(piece, NO_PIECE, l->head + INDENT_STEP);
}

static void find_beginning(const Layout *l, Piece *piece) {
    switch ((Indent)piece->indent) {
    case INDENT_START: begin_at(piece, NO_PIECE, piece->base); break;
    case INDENT_MORE: begin_at(piece, NO_PIECE, l->base + INDENT_STEP); break;
    case INDENT_BODY: begin_at(piece, NO_PIECE, l->head + INDENT_STEP); break;
    case INDENT_QUERY: begin_at(piece, NO_PIECE, l->base + sizeof "?-"); break;
    case INDENT_MEMBERS: begin_below(l, piece, l->equals, 0); break;
    case INDENT_EXCEPTION: begin_exception(l, piece); break;
    case INDENT_INSIDE: begin_inside(l, piece); break;
    case INDENT_MAP: begin_at(piece, NO_PIECE, l->base + 2 * INDENT_STEP); break;
    }
}

static uint32_t beginning(const Layout *l, const Piece *piece) {
    return piece->inset + (piece->anchor == NO_PIECE ? 0 : l->pieces[piece->anchor].at);
}

/* ---- one piece after the other ---- */

/* Citations do not share the line of a sentence below its rule, nor exceptions that of a body below its head. */
static bool follows_suit(const Layout *l, const Piece *piece) {
    if (piece->kind == HENCE_CITE) return l->broken == RANK_SENTENCE;
    return piece->kind == HENCE_UNLESS && l->broken == RANK_BODY;
}

static bool needs_break(const Layout *l, const Piece *piece, bool is_behind_long) {
    uint32_t within = piece->kind == HENCE_RIGHT_BRACE ? 0 : INDENT_STEP;
    if (piece->starts && l->is_block_broken && piece->base == l->block_base + within) return true;
    if (piece->rank >= RANK_NEVER) return false;
    if (is_behind_long && (piece->rank == RANK_STATEMENT || piece->rank == RANK_ITEM)) return true;
    if (piece->rank == RANK_HEADER && l->is_on_later_line) return true;
    bool is_too_wide = l->column + piece->reach > FORMAT_WIDTH;
    return follows_suit(l, piece) || (is_too_wide && beginning(l, piece) < l->column + piece->space);
}

static void begin_statement(Layout *l, const Piece *piece) {
    l->base = l->head = piece->base;
    l->is_on_later_line = false;
    l->broken = RANK_NEVER;
    l->equals = l->exception = NO_PIECE;
    if (piece->base <= l->block_base && piece->kind != HENCE_RIGHT_BRACE) l->is_block_broken = false;
}

static void note(Layout *l, uint32_t at) {
    const Piece *piece = &l->pieces[at];
    if (piece->breaks && (piece->rank == RANK_SENTENCE || piece->rank == RANK_BODY)) l->broken = piece->rank;
    if (piece->kind == HENCE_CITE) l->broken = RANK_NEVER;
    if (piece->rank == RANK_HEADER) l->head = l->base + (piece->breaks ? INDENT_STEP : 0);
    if (piece->kind == HENCE_LEFT) vec_push(&l->open, at);
    if (piece->kind == HENCE_CLOSE) l->open.count--;
    if (piece->kind == HENCE_EQ && l->equals == NO_PIECE) l->equals = at;
    if (piece->kind == HENCE_UNLESS) l->exception = at;
}

static void place(Layout *l, uint32_t at) {
    Piece *piece = &l->pieces[at];
    bool is_behind_long = l->is_on_later_line;
    if (piece->starts) begin_statement(l, piece);
    find_beginning(l, piece);
    if (!piece->breaks && needs_break(l, piece, is_behind_long)) piece->breaks = 1;
    piece->at = piece->breaks ? beginning(l, piece) : at ? l->column + piece->space : 0;
    l->column = piece->has_lines ? piece->last_width : piece->at + piece->width;
    if (piece->breaks && !piece->starts && !piece_is_comment(piece)) l->is_on_later_line = true;
    if (piece->breaks && piece->rank == RANK_BLOCK) {
        l->is_block_broken = true;
        l->block_base = piece->base - INDENT_STEP;
    }
    note(l, at);
}

void pieces_lay(Pieces *pieces) {
    Layout l = {.pieces = pieces->items};
    part_long_statements(pieces);
    measure(pieces);
    for (size_t i = 0; i < pieces->count; i++) place(&l, (uint32_t)i);
    vec_free(&l.open);
}
