/* What somebody hands in for an exercise: the statements of it that count, and what is said about the others.
 *
 * A mistake costs the statement it stands in, not the answer.  What may be defined is up to the exercise; files are neither used
 * nor loaded, and what is given stays as it is. */
#ifndef HENCE_SUBMISSION_H
#define HENCE_SUBMISSION_H

#include "runtime/api/session.h"
#include "runtime/judge/marks.h"
#include "runtime/judge/universe.h"

enum { ANSWER_BYTES = 64 << 10 }; /* more are not read: what is written by hand is shorter */

/* An exercise to be read with an answer beside it.  All is borrowed. */
typedef struct {
    const Exercise *exercise;
    const char *path; /* of its file, which `use` and `load` start from */
    Str given, asked; /* its views */
    const struct Sandbox *sandbox;
    const RunOptions *run; /* the limits of a run */
} Bench;

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

/* A session on the exercise, seen so, and an answer beside it; to be cleared.  False with its diags. */
typedef struct {
    Session session;
    const Bench *bench;
    Str view, name, text;
    SourceId answer; /* its source, once it was read */
    bool is_quoted;  /* what is given is told by its text, not by a line that a sheet has not */
} Beside;
bool beside_open(Beside *beside, const Bench *bench, ExerciseView view, Str name, Str answer);
/* What is given, for what is told to who answered. */
bool beside_open_quoted(Beside *beside, const Bench *bench, Str name, Str answer);
void beside_close(Beside *beside);

#endif
