/* The text of an answer as it can be read: with the full stops that the parser misses, and with a letter in place of
 * each byte that is no UTF-8.  Lines stay what they are. */
#ifndef HENCE_READING_H
#define HENCE_READING_H

#include "lang/base/diag.h"
#include "lang/base/vec.h"
#include "lang/syntax/ast.h"

typedef struct {
    Sources *sources;    /* borrowed */
    SourceId source;     /* the text that is read */
    SourceId handed_in;  /* the text as it came */
    Vec(uint32_t) stops; /* put into the text that is read, where, in order */
    char *is_odd;        /* of each of its bytes: it was no UTF-8, and stands in no comment */
    uint32_t odd_line;   /* the first line that is no UTF-8; 0: none */
    uint32_t odd_lines;  /* how many are not */
    Diags *diags;        /* of the parser */
    Ast *ast;
    Arena arena;
} TextRead;

/* Why bytes are no text at all, as a message and what to do; false: they are text, may be with a few odd bytes. */
bool bytes_are_no_text(Str bytes, Str *message, Str *remedy);

void reading_open(TextRead *reading, Sources *sources, Str name, Str bytes);
void reading_close(TextRead *reading);

/* Where an offset of the text that is read is in the one that was handed in. */
uint32_t reading_offset(const TextRead *reading, uint32_t offset);
/* Whether a byte that is no UTF-8 stands there, but for those in comments. */
bool reading_is_odd(const TextRead *reading, uint32_t begin, uint32_t end);

#endif
