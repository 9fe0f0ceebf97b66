/* An exercise on paper, as Markdown: what a student gets, and what the teacher keeps. */
#ifndef HENCE_SHOW_SHEET_H
#define HENCE_SHOW_SHEET_H

#include "runtime/judge/exercise.h"

typedef struct {
    bool is_key;
    bool has_seed; /* the names of the exercise were varied by it */
    uint64_t seed;
} SheetSettings;

/* Which exercise it is, and which of its sheets; task, what is given, what may be defined, what earns points.  The key
 * has the solution, what is hidden, hints and wrong answers too. */
void sheet_print(const Exercise *exercise, const Sources *sources, SheetSettings settings, Text *text);

#endif
