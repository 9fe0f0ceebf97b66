/* Marks: one exercise, and answers to it, each by itself.
 *
 *     Grader grader;
 *     if (grader_open(&grader, path, &settings, &complaint))
 *         for each answer { Marks *marks = grader_mark(&grader, name, bytes); ... marks_free(marks); }
 *     grader_close(&grader);
 *
 * Each answer is read and run in a memory account of its own, under limits that count rows, rounds and steps: never the
 * clock, so that marks are the same everywhere.  Whatever becomes of it, there are marks. */
#ifndef HENCE_GRADE_H
#define HENCE_GRADE_H

#include "runtime/api/submission.h"
#include "runtime/judge/counterexample.h"
#include "runtime/judge/marks.h"

struct Sandbox;

typedef struct {
    Exercise *exercise;
    Bench bench;
    Text given, asked; /* views */
    struct Sandbox *sandbox;
    Sources *sources; /* of the exercise */
    Diags *diags;
    RunOptions run;    /* the limits of an answer */
    uint64_t seed;     /* of random sets of facts */
    bool *met_unasked; /* by demand: an empty answer meets it */
    bool is_opening;   /* nothing needs to be told */
    const atomic_bool *cancel;
} Grader;

typedef struct {
    uint64_t seed;
    bool has_seed;             /* the exercise is varied by it */
    Str text;                  /* of the exercise, in place of the file's; empty: the file is read */
    const atomic_bool *cancel; /* may be NULL */
} GraderSettings;

/* False, with messages in grader->diags or a complaint, if the exercise cannot be read, or is wrong itself. */
bool grader_open(Grader *grader, const char *path, const GraderSettings *settings, Text *complaint);
void grader_close(Grader *grader);

Marks *grader_mark(const Grader *grader, Str name, Str bytes);
/* For a file that could not be read at all: nothing was earned, for this reason. */
Marks *grader_mark_unread(const Grader *grader, Str name, Str why);

#endif
