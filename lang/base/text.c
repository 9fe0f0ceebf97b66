/* A growing buffer of text, and the ways to quote for the places it goes to.
 *
 * There is always room for a NUL behind the last byte, so that a Text can also be handed to C functions.
 * Adding costs a copy; the buffer doubles. */
#include "lang/base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/base/mem.h"
#include "lang/base/utf8.h"
#include "lang/base/vec.h"

void text_init(Text *text) { *text = (Text){0}; }

void text_clear(Text *text) {
    mem_free(text->bytes);
    *text = (Text){0};
}

enum { MUCH = 1 << 16 };

bool text_flow(Text *text) {
    if (!text->sink || text->length < MUCH) return !text->is_closed;
    if (!text->is_closed) text->is_closed = !text->sink(text->context, text_str(text));
    text_empty(text);
    return !text->is_closed;
}

/* Room for `more` bytes and the NUL. */
static char *make_room(Text *text, size_t more) {
    size_t need = text->length + more + 1;
    if (need > text->capacity) {
        size_t larger = text->capacity ? text->capacity + vec_growth(text->capacity, 1) : 64;
        if (larger < need) larger = need;
        text->bytes = mem_resize(text->bytes, larger);
        text->capacity = larger;
    }
    return text->bytes + text->length;
}

void text_add(Text *text, Str piece) {
    char *end = make_room(text, piece.length);
    if (piece.length) memcpy(end, piece.text, piece.length);
    end[piece.length] = '\0';
    text->length += piece.length;
}

void text_add_char(Text *text, char c) { text_add(text, (Str){&c, 1}); }

void text_add_many(Text *text, char c, size_t count) {
    char *end = make_room(text, count);
    memset(end, c, count);
    end[count] = '\0';
    text->length += count;
}

void text_printf(Text *text, const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (length > 0) {
        char *end = make_room(text, (size_t)length);
        vsnprintf(end, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
}

/* ---- numbers ---- */

void text_add_int(Text *text, int64_t number) {
    char digits[20];
    size_t begin = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do digits[--begin] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0) digits[--begin] = '-';
    text_add(text, (Str){digits + begin, sizeof digits - begin});
}

/* "1e+07" is written 1e7. */
static void add_exponent(Text *text, const char *exponent) {
    text_add_char(text, 'e');
    if (*exponent == '-') text_add_char(text, '-');
    exponent += *exponent == '-' || *exponent == '+';
    while (*exponent == '0' && exponent[1]) exponent++;
    text_add(text, str_of(exponent));
}

void text_add_float(Text *text, double number) {
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number) break;
    }
    if (!isfinite(number)) {
        text_add(text, str_of(digits));
        return;
    }
    char *exponent = strchr(digits, 'e');
    if (exponent) *exponent = '\0';
    char *point = strpbrk(digits, ".,"); /* a host program may have set a locale */
    if (point) *point = '.';
    text_add(text, str_of(digits));
    if (exponent)
        add_exponent(text, exponent + 1);
    else if (!point)
        text_lit(text, ".0");
}

/* ---- quoting ---- */

void text_add_json(Text *text, Str piece) {
    text_add_char(text, '"');
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        if (c == UTF8_BROKEN)
            text_lit(text, "\xEF\xBF\xBD");
        else if (c == '"')
            text_lit(text, "\\\"");
        else if (c == '\\')
            text_lit(text, "\\\\");
        else if (c == '\n')
            text_lit(text, "\\n");
        else if (c == '\t')
            text_lit(text, "\\t");
        else if (c == '\r')
            text_lit(text, "\\r");
        else if (c < 0x20 || c == 0x7F)
            text_printf(text, "\\u%04x", (unsigned)c);
        else
            text_add(text, (Str){piece.text, size});
    }
    text_add_char(text, '"');
}

void text_add_json_member(Text *text, const char *before, Str piece) {
    text_add(text, str_of(before));
    text_add_json(text, piece);
}

/* Blanks at an end are quoted too: some readers trim them. */
static bool needs_csv_quotes(Str cell) {
    if (cell.length == 0) return false;
    if (cell.text[0] == ' ' || cell.text[cell.length - 1] == ' ') return true;
    for (size_t i = 0; i < cell.length; i++)
        if (strchr("\",\r\n", cell.text[i]) && cell.text[i]) return true;
    return false;
}

void text_add_csv(Text *text, Str cell) {
    if (!needs_csv_quotes(cell)) {
        text_add(text, cell);
        return;
    }
    text_add_char(text, '"');
    for (size_t i = 0; i < cell.length; i++) {
        if (cell.text[i] == '"') text_add_char(text, '"');
        text_add_char(text, cell.text[i]);
    }
    text_add_char(text, '"');
}

void text_add_html(Text *text, Str piece) {
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        bool is_control = char_is_control(c) && c != '\n' && c != '\t';
        switch (c) {
        case '&': text_lit(text, "&amp;"); break;
        case '<': text_lit(text, "&lt;"); break;
        case '>': text_lit(text, "&gt;"); break;
        case '"': text_lit(text, "&quot;"); break;
        case '\'': text_lit(text, "&#39;"); break;
        default: text_add(text, is_control || c == UTF8_BROKEN ? STR("\xEF\xBF\xBD") : (Str){piece.text, size});
        }
    }
}

void text_add_md(Text *text, Str piece) {
    for (size_t i = 0; i < piece.length; i++) {
        if (piece.text[i] && strchr("\\`*_[]<>#|&", piece.text[i])) text_add_char(text, '\\');
        text_add_char(text, piece.text[i] == '\n' ? ' ' : piece.text[i]);
    }
}

void text_add_name_quoted(Text *text, Str name) {
    text_add_char(text, '\'');
    for (size_t i = 0; i < name.length; i++) {
        if (name.text[i] == '\'' || name.text[i] == '\\') text_add_char(text, name.text[i]);
        text_add_char(text, name.text[i]);
    }
    text_add_char(text, '\'');
}

void text_add_quoted(Text *text, Str piece) {
    text_add_char(text, '"');
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        bool is_control = char_is_control(c) || c == 0x2028 || c == 0x2029;
        if (c == '"')
            text_lit(text, "\\\"");
        else if (c == '\\')
            text_lit(text, "\\\\");
        else if (c == '\n')
            text_lit(text, "\\n");
        else if (c == '\t')
            text_lit(text, "\\t");
        else if (c == '\r')
            text_lit(text, "\\r");
        else if (is_control)
            text_printf(text, "\\u{%x}", (unsigned)c);
        else
            text_add(text, (Str){piece.text, size});
    }
    text_add_char(text, '"');
}
