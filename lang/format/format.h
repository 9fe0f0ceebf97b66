/* Rule files in one style.
 *
 * Only blanks and line ends change: the tokens and comments of the result are those of the source, in order.  Lines end
 * where the author ended them, as far as the style has a break there, and where they would grow too long; columns that
 * the author lined up stay lined up.  Formatting what is formatted changes nothing. */
#ifndef HENCE_FORMAT_H
#define HENCE_FORMAT_H

#include "lang/base/diag.h"

enum { FORMAT_WIDTH = 120 }; /* columns of a line, where it can be broken */

typedef enum {
    FORMAT_FINE,
    FORMAT_ERRORS, /* it does not parse: diags have why */
    FORMAT_LOST    /* a mistake of ours: the result would not read as the source does */
} FormatState;

/* The source anew, behind what stands in `text`; nothing is added unless it is fine. */
FormatState format_source(const Sources *sources, SourceId source, Diags *diags, Text *text);

#endif
