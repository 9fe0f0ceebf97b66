#include "lang/syntax/lookalike.h"

#include "lang/base/utf8.h"

/* A Latin letter, the Cyrillic one that looks like it, the Greek one; 0: none.
 * Small Greek letters are meant as such. */
static const uint32_t ALIKE[][3] = {
    {'a', 0x430, 0},     {'c', 0x441, 0},     {'e', 0x435, 0},     {'i', 0x456, 0},     {'j', 0x458, 0},
    {'o', 0x43E, 0x3BF}, {'p', 0x440, 0},     {'s', 0x455, 0},     {'x', 0x445, 0},     {'y', 0x443, 0},
    {'k', 0x43A, 0},     {'A', 0x410, 0x391}, {'B', 0x412, 0x392}, {'C', 0x421, 0},     {'E', 0x415, 0x395},
    {'H', 0x41D, 0x397}, {'I', 0x406, 0x399}, {'J', 0x408, 0},     {'K', 0x41A, 0x39A}, {'M', 0x41C, 0x39C},
    {'N', 0, 0x39D},     {'O', 0x41E, 0x39F}, {'P', 0x420, 0x3A1}, {'S', 0x405, 0},     {'T', 0x422, 0x3A4},
    {'X', 0x425, 0x3A7}, {'Y', 0x423, 0x3A5}, {'Z', 0, 0x396},
};
enum { COUNT = sizeof ALIKE / sizeof *ALIKE, LATIN = 0, CYRILLIC = 1, GREEK = 2 };

static bool is_latin(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x250);
}
static bool is_cyrillic(uint32_t c) { return c >= 0x400 && c < 0x530; }
static bool is_greek(uint32_t c) { return c >= 0x370 && c < 0x400; }

bool is_mixed(Str word) {
    bool has_latin = false, has_other = false;
    for (size_t at = 0, size; at < word.length; at += size) {
        uint32_t c = utf8_decode((Str){word.text + at, word.length - at}, &size);
        has_latin |= is_latin(c);
        has_other |= is_cyrillic(c) || is_greek(c);
    }
    return has_latin && has_other;
}

/* The letter in that alphabet; 0 if it has none that looks so. */
static uint32_t letter_in(uint32_t c, int alphabet) {
    bool is_there = alphabet == LATIN ? is_latin(c) : is_cyrillic(c);
    if (is_there || !(is_latin(c) || is_cyrillic(c) || is_greek(c))) return c;
    for (int i = 0; i < COUNT; i++)
        if (ALIKE[i][LATIN] == c || ALIKE[i][CYRILLIC] == c || ALIKE[i][GREEK] == c) return ALIKE[i][alphabet];
    return 0;
}

static bool written_in(Str word, int alphabet, Text *meant) {
    text_empty(meant);
    for (size_t at = 0, size; at < word.length; at += size) {
        uint32_t c = letter_in(utf8_decode((Str){word.text + at, word.length - at}, &size), alphabet);
        char bytes[4];
        if (c == 0) return false;
        text_add(meant, (Str){bytes, utf8_encode(c, bytes)});
    }
    return true;
}

bool unmixed(Str word, Text *meant) { return written_in(word, LATIN, meant) || written_in(word, CYRILLIC, meant); }
