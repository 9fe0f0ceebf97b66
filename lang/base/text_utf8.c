/* Pieces of text as characters: how many, how wide, how alike. */
#include "lang/base/text.h"

#include "lang/base/mem.h"
#include "lang/base/utf8.h"

size_t str_char_size(Str rest) {
    size_t size;
    utf8_decode(rest, &size);
    return size;
}

size_t str_char_count(Str piece) {
    size_t count = 0;
    for (size_t size; piece.length; piece.text += size, piece.length -= size, count++) size = str_char_size(piece);
    return count;
}

size_t str_width(Str piece) {
    size_t width = 0;
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        size = 1;
        if (piece.text[0] >= 0x20 && piece.text[0] < 0x7F) {
            width++;
            continue;
        }
        uint32_t c = utf8_decode(piece, &size);
        width += c == UTF8_BROKEN ? 1 : char_width(c);
    }
    return width;
}

/* From an offset on, eight at a time. */
static size_t ascii_from(Str piece, size_t at) {
    for (uint64_t word; at + sizeof word <= piece.length; at += sizeof word) {
        memcpy(&word, piece.text + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080)) break;
    }
    return at;
}

bool str_is_utf8(Str piece, size_t *bad) {
    for (size_t at = ascii_from(piece, 0), size; at < piece.length; at = ascii_from(piece, at + size)) {
        if ((unsigned char)piece.text[at] < 0x80) {
            size = 1;
        } else if (utf8_decode((Str){piece.text + at, piece.length - at}, &size) == UTF8_BROKEN) {
            if (bad) *bad = at;
            return false;
        }
    }
    return true;
}

void text_add_harmless(Text *text, Str piece) {
    for (size_t size; piece.length; piece.text += size, piece.length -= size) {
        uint32_t c = utf8_decode(piece, &size);
        bool is_control = (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0);
        text_add(text, is_control || c == UTF8_BROKEN ? STR("\xEF\xBF\xBD") : (Str){piece.text, size});
    }
}

static size_t decode_all(Str piece, uint32_t *chars) {
    size_t count = 0;
    for (size_t size; piece.length; piece.text += size, piece.length -= size)
        chars[count++] = utf8_decode(piece, &size);
    return count;
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

/* Row i holds the distances of the first i characters of a from each beginning of b; only cells at most `limit` off the
 * diagonal can stay within the limit, so only these are computed. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, size_t limit,
                       size_t *rows) {
    size_t *before = rows, *last = before + b_count + 1, *row = last + b_count + 1;
    for (size_t j = 0; j <= b_count; j++) before[j] = row[j] = limit + 1, last[j] = least(j, limit + 1);
    for (size_t i = 1; i <= a_count; i++) {
        size_t from = i > limit ? i - limit : 1, to = least(i + limit, b_count);
        row[from - 1] = from == 1 ? least(i, limit + 1) : limit + 1;
        if (to < b_count) row[to + 1] = limit + 1;
        for (size_t j = from; j <= to; j++) {
            size_t cell = last[j - 1] + (a[i - 1] != b[j - 1]);
            cell = least(cell, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cell = least(cell, before[j - 2] + 1);
            row[j] = least(cell, limit + 1);
        }
        size_t *oldest = before;
        before = last, last = row, row = oldest;
    }
    return last[b_count];
}

size_t str_distance(Str a, Str b, size_t limit) {
    enum { SHORT = 64 };
    uint32_t short_chars[2 * SHORT];
    size_t short_rows[3 * (SHORT + 1)];
    bool is_short = a.length <= SHORT && b.length <= SHORT;
    uint32_t *chars = is_short ? short_chars : mem_alloc((a.length + b.length) * sizeof *chars);
    size_t *rows = is_short ? short_rows : mem_alloc(3 * (b.length + 1) * sizeof *rows);
    size_t a_count = decode_all(a, chars), b_count = decode_all(b, chars + a_count);
    size_t most = a_count > b_count ? a_count : b_count;
    size_t difference = most - least(a_count, b_count);
    if (limit > most) limit = most; /* no distance is larger */
    size_t result = difference > limit ? limit + 1 : distance(chars, a_count, chars + a_count, b_count, limit, rows);
    if (!is_short) mem_free(chars), mem_free(rows);
    return result;
}

void text_add_uncapital(Text *text, Str word) {
    size_t size;
    char bytes[4];
    uint32_t first = utf8_decode(word, &size);
    text_add(text, (Str){bytes, utf8_encode(char_lower(first), bytes)});
    text_add(text, (Str){word.text + size, word.length - size});
}
