/* What the files of the page's engine share: lists that hence.h does not have, as calls of an engine. */
#ifndef HENCE_PLAYGROUND_H
#define HENCE_PLAYGROUND_H

#include <stdlib.h>
#include <string.h>

#include "runtime/api/hence_internal.h"

/* Nobody in C calls these. */
#pragma clang diagnostic ignored "-Wmissing-prototypes"
#define EXPORT(name) __attribute__((export_name(#name)))

/* Both leave their list in the engine's answer. */
typedef struct {
    unsigned most; /* of a relation */
    hence_text *answer;
} GivenAsked;
Call list_given;

#ifndef HENCE_PAGE
typedef struct {
    const char *name; /* of a file that was put */
    unsigned offset;  /* bytes */
    hence_text *answer;
} OffersAsked;
Call list_offers;

/* Of an exercise as text: its sheet as Markdown; {"points","of","feedback"}, which is Markdown, of what was handed in.
 * False, with what is wrong in place of them, if the exercise is wrong itself. */
bool sheet_write(const char *name, Str exercise, hence_text *answer);
bool grade_write(const char *name, Str exercise, Str handed_in, hence_text *answer);
#endif

#endif
