/* The pieces with what was decided about their gaps, as text. */
#include "lang/format/format_internal.h"

/* Comments of several lines come from files with other line ends too. */
static void add_comment(Text *text, Str comment) {
    for (const char *at = comment.text, *end = at + comment.length; at < end;) {
        const char *ends = memchr(at, '\r', (size_t)(end - at));
        if (!ends) ends = end;
        text_add(text, str_range(at, ends));
        if (ends < end && (ends + 1 == end || ends[1] != '\n')) text_add_char(text, '\r');
        at = ends + 1;
    }
}

/* Padding shifts what is measured from a piece behind it: `at` becomes the column in the text. */
static void write_gap(Pieces *pieces, size_t at, uint32_t column, Text *text) {
    Piece *piece = &pieces->items[at];
    uint32_t blanks = at ? piece->space + piece->padding : 0;
    if (piece->breaks) {
        column = 0;
        blanks = piece->inset + (piece->anchor == NO_PIECE ? 0 : pieces->items[piece->anchor].at);
    }
    text_add_many(text, '\n', piece->breaks);
    text_add_many(text, ' ', blanks);
    piece->at = column + blanks;
}

void pieces_write(Pieces *pieces, Str source, Text *text) {
    uint32_t column = 0;
    for (size_t i = 0; i < pieces->count; i++) {
        Piece *piece = &pieces->items[i];
        write_gap(pieces, i, column, text);
        if (piece_is_comment(piece))
            add_comment(text, piece_text(source, piece));
        else
            text_add(text, piece_text(source, piece));
        column = piece->has_lines ? piece->last_width : piece->at + piece->width;
    }
    if (pieces->count) text_add_char(text, '\n');
}
