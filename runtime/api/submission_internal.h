/* What the files that read an answer share: its statements and what becomes of each. */
#ifndef HENCE_SUBMISSION_INTERNAL_H
#define HENCE_SUBMISSION_INTERNAL_H

#include "runtime/api/reading.h"
#include "runtime/api/submission.h"

typedef enum { FATE_COUNTS, FATE_LEFT_OUT, FATE_REFUSED } Fate;

typedef struct {
    const Statement *statement;
    Fate fate;
} Entry;

typedef struct {
    Submission *out;
    const Bench *bench;
    Beside given; /* the exercise alone: what it speaks of */
    Sources *sources;
    TextRead reading;
    SourceId source; /* the text that is read */
    Ast *ast;
    Entry *entries;
    uint64_t *used;    /* by define: statements */
    uint32_t clashing; /* facts of its own that contradict each other */
    uint32_t endless;  /* statements that were refused since a run came to a limit at them */
    Arena arena;
} Reader;

void reader_remark(Reader *reader, Span span, Str message, Str remedy);
void reader_remark_errors(Reader *reader, const Diags *diags, SourceId source); /* those that stand in it */
void reader_remark_warnings(Reader *reader, const Beside *beside);
/* `what` has `%.*s` for the name. */
void entry_refuse(Reader *reader, Entry *entry, const char *what, Str name, const char *remedy);
void reader_keep_counting(Reader *reader); /* what counts, as text */

void submission_permit(Reader *reader);  /* refuses what an answer may not state, and leaves out what changes nothing */
void submission_compile(Reader *reader); /* refuses what the compiler or a run complains of, until neither does */

#endif
