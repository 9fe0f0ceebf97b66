/* An exercise on paper, as Markdown: what a student gets, and what the teacher keeps. */
#ifndef HENCE_SHOW_SHEET_H
#define HENCE_SHOW_SHEET_H

#include "runtime/judge/exercise.h"

/* Task, what is given, what may be defined, what earns points.  The key has the solution, what is hidden, hints and wrong answers
 * too. */
void sheet_print(const Exercise *exercise, const Sources *sources, bool is_key, Text *text);

#endif
