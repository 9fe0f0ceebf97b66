/* What somebody hands in for an exercise: the statements of it that count, and what is said about the others.
 *
 * A mistake costs the statement it stands in, not the answer.  What may be defined is up to the exercise; files are
 * neither used nor loaded, and what is given stays as it is. */
#ifndef HENCE_SUBMISSION_H
#define HENCE_SUBMISSION_H

#include "runtime/api/beside.h"
#include "runtime/judge/marks.h"

enum { ANSWER_BYTES = 64 << 10 }; /* more are not read: what is written by hand is shorter */

typedef struct {
    Str name;            /* as it is shown */
    Text kept;           /* the same lines, with blanks in place of what does not count */
    Vec(Remark) remarks; /* in the order of their places */
    uint32_t statements; /* that were read or tried to be */
    uint32_t counting;   /* of them */
    bool is_unreadable;
    Stop stop; /* a statement was left out that went on to a limit */
    Arena arena;
} Submission;

void submission_read(Submission *submission, const Bench *bench, Str name, Str bytes);
void submission_clear(Submission *submission);

/* `was stopped after 10000 rounds: it may have no end`: that it has none is not known. */
void stop_tell(Stop stop, const RunOptions *run, Text *text);

#endif
