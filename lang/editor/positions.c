/* One table of line beginnings, and a walk within the line. */
#include "lang/editor/positions.h"

#include "lang/base/utf8.h"

void lines_init(Lines *lines, Str text, Units units) {
    *lines = (Lines){.text = text, .units = units};
    vec_push(&lines->begins, 0);
    for (size_t i = 0; i < text.length; i++) {
        bool ends =
            text.text[i] == '\n' || (text.text[i] == '\r' && !(i + 1 < text.length && text.text[i + 1] == '\n'));
        if (ends) vec_push(&lines->begins, (uint32_t)i + 1);
    }
}

void lines_clear(Lines *lines) { vec_free(&lines->begins); }

/* Units of one character of so many bytes. */
static uint32_t units_in(uint32_t code_point, size_t size, Units units) {
    if (units == UNITS_UTF8) return (uint32_t)size;
    return units == UNITS_UTF16 && code_point != UTF8_BROKEN && code_point > 0xFFFF ? 2 : 1;
}

uint32_t units_of(Str piece, Units units) {
    uint32_t count = 0;
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        count += units_in(c, size, units);
    }
    return count;
}

static uint32_t line_end(const Lines *lines, uint32_t line) {
    uint32_t begin = lines->begins.items[line];
    uint32_t end = line + 1 < lines->begins.count ? lines->begins.items[line + 1] : (uint32_t)lines->text.length;
    while (end > begin && (lines->text.text[end - 1] == '\n' || lines->text.text[end - 1] == '\r')) end--;
    return end;
}

/* The last line that begins at or before offset. */
static uint32_t line_at(const Lines *lines, uint32_t offset) {
    size_t low = 0, high = lines->begins.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->begins.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* Goes on from where the last look ended, if that is before both. */
static void begin_at(Lines *lines, uint32_t line, uint32_t offset, uint32_t unit) {
    if (lines->last_line == line && lines->last_offset >= lines->begins.items[line] && lines->last_offset <= offset &&
        lines->last_unit <= unit)
        return;
    lines->last_line = line;
    lines->last_offset = lines->begins.items[line];
    lines->last_unit = 0;
}

/* Character by character, up to a place or a number of units, whichever comes first. */
static void walk(Lines *lines, uint32_t offset, uint32_t unit) {
    uint32_t end = line_end(lines, lines->last_line);
    if (offset > end) offset = end;
    while (lines->last_offset < offset && lines->last_unit < unit) {
        size_t size;
        Str rest = {lines->text.text + lines->last_offset, end - lines->last_offset};
        uint32_t c = utf8_decode(rest, &size), units = units_in(c, size, lines->units);
        if (lines->last_offset + size > offset || lines->last_unit + units > unit) return;
        lines->last_offset += (uint32_t)size;
        lines->last_unit += units;
    }
}

Position lines_position(Lines *lines, uint32_t offset) {
    if (offset > lines->text.length) offset = (uint32_t)lines->text.length;
    uint32_t line = line_at(lines, offset);
    begin_at(lines, line, offset, UINT32_MAX);
    walk(lines, offset, UINT32_MAX);
    return (Position){line, lines->last_unit};
}

uint32_t lines_offset(Lines *lines, Position position) {
    if (position.line >= lines->begins.count) return (uint32_t)lines->text.length;
    begin_at(lines, position.line, UINT32_MAX, position.unit);
    walk(lines, UINT32_MAX, position.unit);
    return lines->last_offset;
}
