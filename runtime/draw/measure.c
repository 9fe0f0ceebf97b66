/* Widths of letters, and lines of words.
 *
 * Letters beyond ASCII take the width of a letter like them: Latin and Greek ones by case, Cyrillic ones a little more,
 * what terminals show two columns wide the whole size, combining marks nothing. */
#include "runtime/draw/measure.h"

#include "lang/base/utf8.h"
#include "lang/base/vec.h"

/* Adobe's metrics of Helvetica, from the blank to the tilde. */
static const uint16_t ASCII_WIDTHS[] = {278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
                                        556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
                                        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
                                        667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
                                        333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
                                        556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

static unsigned letter_width(uint32_t letter) {
    if (letter >= 0x20 && letter < 0x7F) return ASCII_WIDTHS[letter - 0x20];
    if (letter == UTF8_BROKEN) return 1000; /* shown as a replacement character */
    unsigned columns = char_width(letter);
    if (columns != 1) return columns * 500;
    bool is_upper = char_lower(letter) != letter;
    if (letter < 0x250 || (letter >= 0x1E00 && letter < 0x2000)) return is_upper ? 722 : 580;
    if (letter < 0x400) return is_upper ? 740 : 600;
    if (letter < 0x530) return is_upper ? 800 : 640;
    if (letter == 0x2026 || letter == 0x2014) return 1000;
    return letter < 0x2100 ? 556 : 850;
}

double text_width(Str words, double size, bool is_bold) {
    unsigned long long sum = 0;
    for (size_t at = 0, step; at < words.length; at += step)
        sum += letter_width(utf8_decode((Str){words.text + at, words.length - at}, &step));
    return (double)sum / 1000 * size * (is_bold ? 1.07 : 1);
}

bool text_is_measured(Str words) {
    for (size_t i = 0; i < words.length; i++)
        if ((unsigned char)words.text[i] < 0x20 || (unsigned char)words.text[i] >= 0x7F) return false;
    return true;
}

/* Where a long word may be cut: behind these rather than between letters. */
static bool is_joint(char c) { return c == '_' || c == '-' || c == '/' || c == ',' || c == '('; }

/* How many bytes of a word fit: at least one letter with what combines with it. */
static size_t fitting(Str word, double size, bool is_bold, double limit) {
    double width = 0;
    for (size_t at = 0, step; at < word.length; at += step) {
        double more = letter_width(utf8_decode((Str){word.text + at, word.length - at}, &step)) / 1000.0 * size;
        width += more * (is_bold ? 1.07 : 1);
        if (width > limit && at > 0 && more > 0) return at;
    }
    return word.length;
}

typedef Vec(Str) Pieces;

/* Lines that are pieces of the words; the blanks within a line are those of the text. */
static void break_lines(Str words, double size, bool is_bold, double limit, Pieces *lines) {
    size_t begin = 0, at = 0, end = 0; /* of the line so far: begin to end */
    while (at < words.length) {
        size_t from = at;
        while (from < words.length && char_is_blank(words.text[from])) from++;
        size_t to = from;
        while (to < words.length && !char_is_blank(words.text[to])) to++;
        if (from == to) break;
        if (end == begin) begin = from;
        if (text_width((Str){words.text + begin, to - begin}, size, is_bold) <= limit) {
            end = at = to;
            continue;
        }
        if (begin < from) { /* the word goes to a line of its own */
            vec_push(lines, ((Str){words.text + begin, end - begin}));
            begin = end = at = from;
            continue;
        }
        size_t cut = fitting((Str){words.text + from, to - from}, size, is_bold, limit), joint = cut;
        while (joint > cut / 2 && joint < to - from && !is_joint(words.text[from + joint - 1])) joint--;
        if (joint > cut / 2) cut = joint;
        vec_push(lines, ((Str){words.text + from, cut}));
        begin = end = at = from + cut;
    }
    if (end > begin) vec_push(lines, ((Str){words.text + begin, end - begin}));
}

/* The last line that is kept, with a mark that more would follow. */
static Str shortened(Str line, double size, bool is_bold, double limit, Arena *arena) {
    double room = limit - text_width(STR("..."), size, is_bold);
    size_t keep = fitting(line, size, is_bold, room > 0 ? room : 0);
    return arena_printf(arena, "%.*s...", (int)keep, line.text);
}

Lines text_wrap(Str words, double size, bool is_bold, double limit, uint32_t most, Arena *arena) {
    Pieces lines = {0};
    break_lines(words, size, is_bold, limit, &lines);
    if (most && lines.count > most) {
        lines.count = most;
        vec_last(&lines) = shortened(vec_last(&lines), size, is_bold, limit, arena);
    }
    Lines result = {lines.count ? arena_copy(arena, lines.items, lines.count * sizeof(Str)) : NULL,
                    (uint32_t)lines.count, 0};
    for (size_t i = 0; i < lines.count; i++) {
        double width = text_width(lines.items[i], size, is_bold);
        if (width > result.width) result.width = width;
    }
    vec_free(&lines);
    return result;
}

double text_width_of_longest_word(Str words, double size, bool is_bold) {
    double longest = 0;
    for (size_t at = 0, end; at < words.length; at = end + 1) {
        for (end = at; end < words.length && !char_is_blank(words.text[end]);) end++;
        double width = text_width((Str){words.text + at, end - at}, size, is_bold);
        if (width > longest) longest = width;
    }
    return longest;
}
