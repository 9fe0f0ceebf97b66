/* Long lines, broken at blanks to the width of a terminal. */
#ifndef HENCE_WRAP_H
#define HENCE_WRAP_H

#include "lang/base/text.h"

/* Zero is a wrap that changes nothing: for files, pipes, and what programs read. */
typedef struct {
    size_t width; /* columns of the terminal; 0: lines stay as they are */
    Text line;    /* the beginning of one that has not ended yet */
} Wrap;

/* Adds a piece to `out`, whole lines only; what is behind the last line end waits for the next piece. */
void wrap_add(Wrap *wrap, Str piece, Text *out);
void wrap_end(Wrap *wrap, Text *out); /* the last line, which may lack its end; frees */

#endif
