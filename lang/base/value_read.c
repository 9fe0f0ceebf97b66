/* Text as values: which words need no quotes, and numbers.  (Dates are read in date.c.) */
#include "lang/base/value.h"

#include <math.h>
#include <stdlib.h>

#include "lang/base/mem.h"
#include "lang/base/utf8.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_word_char(char c) { return (unsigned char)c < 0x80 && char_is_in_word(c); }

static bool is_reserved(Str text) {
    static const char *const RESERVED[] = {"not", "forall", "is", "mod", "cite", "unless"};
    for (size_t i = 0; i < sizeof RESERVED / sizeof *RESERVED; i++)
        if (str_equal(text, str_of(RESERVED[i]))) return true;
    return false;
}

bool str_is_plain_symbol(Str text) {
    if (text.length == 0 || text.text[0] < 'a' || text.text[0] > 'z') return false;
    for (size_t i = 1; i < text.length; i++)
        if (!is_word_char(text.text[i])) return false;
    return !is_reserved(text);
}

/* Of the scripts that have small letters; others are as good in quotes. */
static bool is_letter_beyond_ascii(uint32_t c) {
    return (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7) || (c >= 0x388 && c <= 0x3CE) ||
           (c >= 0x400 && c <= 0x481) || (c >= 0x48A && c <= 0x52F);
}

static bool str_is_plain_name(Str text) {
    for (size_t at = 0, size; at < text.length; at += size) {
        uint32_t c = utf8_decode((Str){text.text + at, text.length - at}, &size);
        bool is_word = c < 0x80 ? is_word_char((char)c) : is_letter_beyond_ascii(c);
        bool is_small = c < 0x80 ? c >= 'a' && c <= 'z' : char_lower(c) == c;
        if (!is_word || (at == 0 && !is_small)) return false;
    }
    return text.length && !is_reserved(text);
}

void name_print_readable(Str name, Text *text) {
    if (str_is_plain_name(name))
        text_add(text, name);
    else
        text_add_name_quoted(text, name);
}

bool str_to_int(Str text, int64_t *number) {
    size_t at = 0;
    bool is_negative = text.length && text.text[0] == '-';
    if (text.length && (text.text[0] == '-' || text.text[0] == '+')) at++;
    if (at == text.length) return false;
    int64_t result = 0; /* counted downwards: the least integer has no positive counterpart */
    for (; at < text.length; at++) {
        if (!is_digit(text.text[at])) return false;
        if (__builtin_mul_overflow(result, 10, &result)) return false;
        if (__builtin_sub_overflow(result, text.text[at] - '0', &result)) return false;
    }
    if (!is_negative && __builtin_sub_overflow((int64_t)0, result, &result)) return false;
    *number = result;
    return true;
}

static size_t skip_digits(Str text, size_t at) {
    while (at < text.length && is_digit(text.text[at])) at++;
    return at;
}

/* sign? digits ("." digits)? ([eE] sign? digits)?  with one of the last two. */
static bool looks_like_float(Str text) {
    size_t at = text.length && (text.text[0] == '-' || text.text[0] == '+');
    size_t digits = skip_digits(text, at);
    bool is_float = false;
    if (digits == at) return false;
    at = digits;
    if (at < text.length && text.text[at] == '.') {
        digits = skip_digits(text, at + 1);
        if (digits == at + 1) return false;
        at = digits;
        is_float = true;
    }
    if (at < text.length && (text.text[at] == 'e' || text.text[at] == 'E')) {
        at++;
        if (at < text.length && (text.text[at] == '-' || text.text[at] == '+')) at++;
        digits = skip_digits(text, at);
        if (digits == at) return false;
        at = digits;
        is_float = true;
    }
    return is_float && at == text.length;
}

bool str_to_float(Str text, double *number) {
    if (!looks_like_float(text)) return false;
    char small[64];
    char *copy = text.length < sizeof small ? small : mem_alloc(text.length + 1);
    memcpy(copy, text.text, text.length);
    copy[text.length] = '\0';
    double result = strtod(copy, NULL);
    if (copy != small) mem_free(copy);
    if (!isfinite(result)) return false;
    *number = result;
    return true;
}
