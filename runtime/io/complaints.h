/* The errors of one file of data: the first hundred are told, the others counted; or all, where each row matters. */
#ifndef HENCE_COMPLAINTS_H
#define HENCE_COMPLAINTS_H

#include "lang/base/diag.h"

enum { COMPLAINT_LIMIT = 100 };

typedef struct {
    Diags *diags;
    SourceId source; /* of source_name_only: lines stand for offsets */
    uint32_t count;
    uint32_t last_line;
    bool tells_all;
    bool lacks_quotes; /* cells of the file cannot be quoted, so that is no remedy */
} Complaints;

static inline Span line_span(SourceId source, uint32_t line) { return (Span){source, line, line}; }

/* Counts an error; NULL if it is one too many to tell. */
#define complain(complaints, code, line, ...)                                                                          \
    (++(complaints)->count, (complaints)->last_line = (line),                                                          \
     (complaints)->count > COMPLAINT_LIMIT && !(complaints)->tells_all                                                 \
         ? NULL                                                                                                        \
         : diag_add((complaints)->diags, (code), line_span((complaints)->source, (line)), __VA_ARGS__))
#define complaint_remedy(complaints, diag, ...)                                                                        \
    ((diag) ? diag_remedy((complaints)->diags, (diag), __VA_ARGS__) : (void)0)

static inline void complaints_end(Complaints *complaints) {
    if (complaints->count <= COMPLAINT_LIMIT) return;
    uint32_t more = complaints->count - COMPLAINT_LIMIT;
    diag_add(complaints->diags, E0799, line_span(complaints->source, complaints->last_line),
             "and %u more error%s in this file, the last one here", (unsigned)more, more == 1 ? "" : "s");
}

#endif
