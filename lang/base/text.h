/* A growing buffer of text, and the ways to quote for the places it goes to. */
#ifndef HENCE_TEXT_H
#define HENCE_TEXT_H

#include <stdarg.h>
#include <stdint.h>

#include "lang/base/str.h"

/* Takes a piece of what was added; false: nobody reads any more. */
typedef bool TextSink(void *context, Str piece);

typedef struct {
    char *bytes; /* NUL behind the last one, once anything was added */
    size_t length, capacity;
    TextSink *sink; /* where it may go before it is whole; NULL: nowhere */
    void *context;
    bool is_closed; /* the sink takes no more: what is added from now on goes nowhere */
} Text;

void text_init(Text *text);
/* Where much was added and there is a sink, all of it goes there and the text is empty: only for places behind which
 * nobody takes back or measures what was added.  False: nobody reads any more, so whoever writes may stop. */
bool text_flow(Text *text);
void text_clear(Text *text);                             /* frees; empty and usable afterwards */
static inline void text_cut(Text *text, size_t length) { /* takes back what was added behind */
    text->length = length;
    if (text->bytes) text->bytes[length] = '\0';
}
static inline void text_empty(Text *text) { text_cut(text, 0); } /* keeps the room */
static inline Str text_str(const Text *text) {
    return (Str){text->bytes, text->length};
} /* borrows until the next change */

void text_add(Text *text, Str piece);
void text_add_char(Text *text, char c);
void text_add_many(Text *text, char c, size_t count);
void text_printf(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
#define text_lit(text, literal) text_add((text), STR(literal))

void text_add_int(Text *text, int64_t number);
void text_add_float(Text *text, double number); /* shortest form that reads back the same; always a point or exponent */
void text_add_json(Text *text, Str piece);      /* with its quotes; invalid UTF-8 becomes U+FFFD */
void text_add_csv(Text *text, Str cell);        /* quoted where RFC 4180 asks for it */
void text_add_html(Text *text, Str piece);      /* & < > " ' escaped; what HTML has no letter for becomes U+FFFD */
void text_add_md(Text *text, Str piece);        /* what Markdown would read as markup escaped, on one line */
void text_add_harmless(Text *text, Str piece);  /* for people: controls but line ends and tabs, broken bytes: U+FFFD */
void text_add_name_quoted(Text *text, Str name); /* '...' as a name of a relation or column */
void text_add_quoted(Text *text, Str piece);     /* "..." as a Hence literal: \" \\ \n \t \r and \u{..} for controls */

/* before, as `,"name":`, then the piece as text_add_json. */
void text_add_json_member(Text *text, const char *before, Str piece);

size_t str_width(Str piece);                   /* columns on a terminal: wide characters 2, combining 0 */
size_t str_char_count(Str piece);              /* code points; a broken byte counts as one */
size_t str_char_size(Str rest);                /* bytes of the first character, 1 for a broken byte; rest not empty */
void text_add_uncapital(Text *text, Str word); /* the first letter small */
bool str_is_utf8(Str piece, size_t *bad);      /* *bad: offset of the first wrong byte; may be NULL */

/* Edit distance (insert, delete, replace, swap), at most `limit` + 1.  For near spellings.
 * L. Boytsov, Indexing methods for approximate dictionary searching, JEA 2011 (optimal string alignment). */
size_t str_distance(Str a, Str b, size_t limit);

#endif
