/* Columns that the author lined up.
 *
 * Gaps of one kind, between two empty lines, belong together if what follows them begins in the same column of the
 * source and somebody padded one of them.  They are lined up again in the first column that has room for all, or not at
 * all where a line would grow too long by it.  What is lined up begins in one column, so it belongs together when it is
 * read again; what meets in a column by chance has nothing to pad.  Gaps are taken column by column, since those on the
 * left shift those on the right. */
#include "lang/format/format_internal.h"

enum { COLUMNS_MOST = 256, BUCKETS = COLUMNS_MOST * COLUMN_KINDS };

/* A line of the result. */
typedef struct {
    uint32_t first;       /* piece */
    uint32_t source_line; /* where that stands */
    uint32_t stretch;     /* number of empty lines before it */
    uint32_t width, padding;
} Line;
typedef Vec(Line) Lines;

typedef struct {
    Piece *pieces;
    size_t count;
    Lines lines;
    uint32_t *line_of; /* of each piece */
    uint32_t *next;    /* piece in the same bucket; NO_PIECE: none */
    uint32_t first[BUCKETS], last[BUCKETS];
} Aligner;

static Line *line_of(Aligner *a, uint32_t at) { return &a->lines.items[a->line_of[at]]; }

static void divide(Aligner *a) {
    uint32_t stretch = 0;
    for (size_t i = 0; i < a->count; i++) {
        const Piece *piece = &a->pieces[i];
        stretch += piece->breaks > 1;
        if (i == 0 || piece->breaks)
            vec_push(&a->lines, ((Line){.first = (uint32_t)i, .source_line = piece->line, .stretch = stretch}));
        a->line_of[i] = (uint32_t)(a->lines.count - 1);
        vec_last(&a->lines).width = piece->at + piece->width;
    }
}

/* All before it on the line must stand before it on its line of the source, or the columns there say nothing; and the
 * line must not begin below a piece that may itself be shifted. */
static bool may_line_up(Aligner *a, uint32_t at) {
    const Piece *piece = &a->pieces[at];
    const Line *line = line_of(a, at);
    return piece->lines_up && !piece->breaks && at && piece->column < COLUMNS_MOST &&
           piece->line == line->source_line && a->pieces[line->first].anchor == NO_PIECE;
}

static void collect(Aligner *a) {
    for (size_t i = 0; i < BUCKETS; i++) a->first[i] = NO_PIECE;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!may_line_up(a, i)) continue;
        uint32_t bucket = a->pieces[i].column * COLUMN_KINDS + a->pieces[i].lines_up;
        a->next[i] = NO_PIECE;
        if (a->first[bucket] == NO_PIECE)
            a->first[bucket] = i;
        else
            a->next[a->last[bucket]] = i;
        a->last[bucket] = i;
    }
}

static uint32_t column_of(Aligner *a, uint32_t at) { return a->pieces[at].at + line_of(a, at)->padding; }

/* Blanks in the source. */
static bool is_padded(const Aligner *a, uint32_t at) {
    const Piece *before = &a->pieces[at - 1];
    uint32_t end = before->has_lines ? before->last_width : before->column + before->width;
    return a->pieces[at].column > end + a->pieces[at].space;
}

/* Those from `at` up to `end`. */
static void line_up(Aligner *a, uint32_t at, uint32_t end) {
    uint32_t column = 0;
    bool is_wanted = false, has_room = true;
    for (uint32_t i = at; i != end; i = a->next[i]) {
        if (column_of(a, i) > column) column = column_of(a, i);
        is_wanted = is_wanted || is_padded(a, i);
    }
    for (uint32_t i = at; is_wanted && i != end; i = a->next[i]) {
        uint32_t padding = column - column_of(a, i);
        has_room =
            has_room && (padding == 0 || line_of(a, i)->width + line_of(a, i)->padding + padding <= FORMAT_WIDTH);
    }
    for (uint32_t i = at; is_wanted && has_room && i != end; i = a->next[i]) {
        a->pieces[i].padding = column - column_of(a, i);
        line_of(a, i)->padding += a->pieces[i].padding;
    }
}

static void line_up_bucket(Aligner *a, uint32_t first) {
    while (first != NO_PIECE) {
        uint32_t end = a->next[first], stretch = line_of(a, first)->stretch;
        while (end != NO_PIECE && line_of(a, end)->stretch == stretch) end = a->next[end];
        if (end != a->next[first]) line_up(a, first, end);
        first = end;
    }
}

void pieces_align(Pieces *pieces) {
    Aligner *a = mem_alloc_zero(sizeof *a);
    a->pieces = pieces->items;
    a->count = pieces->count;
    a->line_of = mem_alloc((a->count + 1) * sizeof *a->line_of);
    a->next = mem_alloc((a->count + 1) * sizeof *a->next);
    divide(a);
    collect(a);
    for (size_t i = 0; i < BUCKETS; i++) line_up_bucket(a, a->first[i]);
    vec_free(&a->lines);
    mem_free(a->line_of);
    mem_free(a->next);
    mem_free(a);
}
