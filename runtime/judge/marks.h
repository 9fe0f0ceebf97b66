/* Marks: what an answer to an exercise earned, and what is to be said about it. */
#ifndef HENCE_JUDGE_MARKS_H
#define HENCE_JUDGE_MARKS_H

#include "runtime/eval/budget.h"
#include "runtime/judge/exercise.h"

typedef enum {
    MARKS_WHOLE,     /* all that was handed in counted */
    MARKS_PARTLY,    /* some of it did not, for mistakes or since the task does not ask for it */
    MARKS_EMPTY,     /* there was no statement in it */
    MARKS_STOPPED,   /* a limit was reached: nothing is known of what had not come by then */
    MARKS_UNREADABLE /* no text, too long, or there was no memory for it */
} MarksState;
const char *marks_state_name(MarksState state); /* "whole", ... */

/* About a statement that does not count, a warning about one that does, or about all of an answer. */
typedef struct {
    bool is_warning;
    bool is_first;         /* about all of it, and why much else may be missing: told in front of everything */
    uint32_t line, column; /* 0: it is about all of it */
    Str message, remedy;   /* remedy: empty if there is none */
    Str text;              /* the line */
} Remark;

typedef struct {
    bool is_met;
    uint32_t points; /* that it earned */
    bool is_unasked; /* met, but an empty answer meets it too, and nothing else was met */
    Str got;         /* what came in place of what was expected; empty if it is hidden */
    Str because;     /* lines: why, or why not, in the answer; with a counterexample; empty if it is hidden or met */
    Str tried;       /* of a comparison: on what; for who set the exercise */
} MarkedDemand;

typedef struct {
    Str name; /* of the answer, as it is shown: no two of a batch have the same */
    Str file; /* where it was read */
    Str same; /* the name of an earlier answer with the same text; empty: none */
    MarksState state;
    Stop stop;
    uint32_t points;
    MarkedDemand *demands; /* as many as the exercise has */
    Vec(Remark) remarks;
    uint32_t statements, counting; /* that could be read; of these, that count */
    Arena arena;
    MemAccount *account; /* that all of it belongs to; NULL: the caller's */
} Marks;

Marks *marks_new(const Exercise *exercise, Str name);
void marks_free(Marks *marks); /* NULL is fine */
/* Of its remarks, those that are warnings, or the others. */
size_t marks_remark_count(const Marks *marks, bool is_warning);
bool marks_are_full(const Exercise *exercise, const Marks *marks);

/* All of a batch, in order. */
typedef struct {
    const Exercise *exercise;
    Str file;           /* of the exercise */
    Vec(Marks *) items; /* owned */
} Batch;
void batch_clear(Batch *batch);

#endif
