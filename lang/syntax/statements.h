/* The statements of a text that somebody is still typing. */
#ifndef HENCE_STATEMENTS_H
#define HENCE_STATEMENTS_H

#include "lang/base/source.h"
#include "lang/base/vec.h"

/* A statement with its full stop, and the comments before it; at the end of a text also what is unfinished.
 * Spans are offsets in the text. */
typedef struct {
    uint32_t begin, end;
    bool is_question;              /* `?- body.` */
    uint32_t body_begin, body_end; /* of a question: what stands between its signs */
} Piece;
typedef Vec(Piece) Pieces;

/* Splits the text behind each full stop and each closing brace; to be freed.  Whether it is right is not looked at: a
 * mistake within a statement is the parser's to tell.  False if its end is yet to come: a comment is open, a brace, or
 * what stands behind the last full stop.  A question on its own may lack the full stop, unless its last sign asks for
 * more.  in_braces: the text ends within the braces of a statement, outside of texts and comments, so that its end
 * comes in no line without `}`, a quote or the end of a comment. */
bool statements_split(Str text, Pieces *pieces, bool *in_braces);

#endif
