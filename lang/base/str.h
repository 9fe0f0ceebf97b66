/* A piece of text that somebody else owns: bytes and a length, UTF-8, NUL bytes allowed. */
#ifndef HENCE_STR_H
#define HENCE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct {
    const char *text;
    size_t length;
} Str;

#define STR(literal) ((Str){(literal), sizeof(literal) - 1})
#define STR_FMT(str) (int)(str).length, (str).text /* for "%.*s" */

static inline Str str_of(const char *text) { return (Str){text, text ? strlen(text) : 0}; }
static inline Str str_range(const char *begin, const char *end) { return (Str){begin, (size_t)(end - begin)}; }
static inline bool str_equal(Str a, Str b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

static inline bool str_begins(Str text, Str begin) {
    return text.length >= begin.length && (begin.length == 0 || memcmp(text.text, begin.text, begin.length) == 0);
}
static inline bool str_ends(Str text, Str end) {
    return text.length >= end.length &&
           (end.length == 0 || memcmp(text.text + text.length - end.length, end.text, end.length) == 0);
}

static inline bool char_is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
/* Of a name: letters of any script, digits, `_`. */
static inline bool char_is_in_word(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}
/* With this word, not one that goes on. */
static inline bool str_begins_word(Str text, Str word) {
    return str_begins(text, word) && (text.length == word.length || !char_is_in_word(text.text[word.length]));
}
/* Without blanks at both ends. */
static inline Str str_trim(Str words) {
    while (words.length && char_is_blank(words.text[0])) words.text++, words.length--;
    while (words.length && char_is_blank(words.text[words.length - 1])) words.length--;
    return words;
}

static inline bool str_is_blank(Str words) { return str_trim(words).length == 0; }

/* A path up to its last slash and with it, empty where it has none; and what stands behind. */
static inline Str path_folder(Str path) {
    while (path.length > 0 && path.text[path.length - 1] != '/') path.length--;
    return path;
}

static inline Str path_file(Str path) {
    size_t begin = path_folder(path).length;
    return (Str){path.text + begin, path.length - begin};
}

/* A word of the command line that is hardly meant as a file: `p(a)`, but not `thesis (1)`. */
static inline bool str_is_atom(Str word) {
    const char *open = word.length && word.text[word.length - 1] == ')' ? memchr(word.text, '(', word.length) : NULL;
    return open && open > word.text && !char_is_blank(open[-1]);
}

/* By bytes, which for UTF-8 is by code point; a prefix comes first. */
static inline int str_compare(Str a, Str b) {
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.text, b.text, shorter) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

#endif
