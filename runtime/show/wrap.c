/* Wraps lines.  What goes on below hangs four columns deeper than the line begins, or stands under the last cell of a
 * row: what follows two blanks, where that leaves half the width. */
#include "runtime/show/wrap.h"

#include <string.h>

#include "lang/base/utf8.h"

enum { NARROW = 40, HANG = 4 }; /* a terminal below NARROW breaks lines better itself */

static unsigned width_at(Str rest, size_t *size) {
    uint32_t c = utf8_decode(rest, size);
    return c == UTF8_BROKEN ? 1 : char_width(c);
}

/* Blanks that a line begins with. */
static size_t indent_of(Str line) {
    size_t indent = 0;
    while (indent < line.length && line.text[indent] == ' ') indent++;
    return indent;
}

/* The column where what follows a line's first one stands. */
static size_t hang_of(Str line, size_t width) {
    size_t indent = indent_of(line), hang = indent + HANG, column = indent, blanks = 0;
    for (size_t at = indent, size; at < line.length && column <= width / 2; at += size) {
        if (line.text[at] != ' ' && blanks >= 2) hang = column;
        blanks = line.text[at] == ' ' ? blanks + 1 : 0;
        column += width_at(str_range(line.text + at, line.text + line.length), &size);
    }
    return hang <= width / 2 ? hang : 0;
}

/* Bytes of `rest` that go on a line of `room` columns:
 * up to the last blank there, or to the first one if a word is longer. */
static size_t fitting(Str rest, size_t room) {
    size_t last = 0, column = indent_of(rest);
    for (size_t at = column, size; at < rest.length; at += size) {
        if (rest.text[at] == ' ' && rest.text[at - 1] != ' ') last = at;
        column += width_at(str_range(rest.text + at, rest.text + rest.length), &size);
        if (column > room && last) return last;
    }
    return rest.length;
}

static void add_line(const Wrap *wrap, Str line, Text *out) {
    size_t hang = hang_of(line, wrap->width), room = wrap->width;
    for (;;) {
        size_t taken = fitting(line, room);
        text_add(out, (Str){line.text, taken});
        line = (Str){line.text + taken, line.length - taken};
        size_t blanks = indent_of(line);
        line = (Str){line.text + blanks, line.length - blanks};
        if (line.length == 0) return;
        text_add_char(out, '\n');
        text_add_many(out, ' ', hang);
        room = wrap->width - hang;
    }
}

void wrap_add(Wrap *wrap, Str piece, Text *out) {
    if (wrap->width < NARROW) {
        text_add(out, piece);
        return;
    }
    for (const char *end; (end = memchr(piece.text, '\n', piece.length)) != NULL;) {
        text_add(&wrap->line, str_range(piece.text, end));
        add_line(wrap, text_str(&wrap->line), out);
        text_add_char(out, '\n');
        text_empty(&wrap->line);
        piece = str_range(end + 1, piece.text + piece.length);
    }
    text_add(&wrap->line, piece);
}

void wrap_end(Wrap *wrap, Text *out) {
    if (wrap->line.length) add_line(wrap, text_str(&wrap->line), out);
    text_clear(&wrap->line);
}
