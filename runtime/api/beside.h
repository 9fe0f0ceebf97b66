/* An exercise with an answer beside it, read as one program. */
#ifndef HENCE_BESIDE_H
#define HENCE_BESIDE_H

#include "runtime/api/session.h"
#include "runtime/judge/exercise.h"

/* An exercise to be read with an answer beside it.  All is borrowed. */
typedef struct {
    const Exercise *exercise;
    const char *path; /* of its file, which `use` and `load` start from */
    Str given, asked; /* its views */
    const struct Sandbox *sandbox;
    const RunOptions *run; /* the limits of a run */
} Bench;

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
