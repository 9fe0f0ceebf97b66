/* What somebody wrote, quoted on one line.  Rows of helper relations are told so: by the piece of the source that they
 * stand for, with their values in place of its variables. */
#ifndef HENCE_SHOW_WRITTEN_H
#define HENCE_SHOW_WRITTEN_H

#include "lang/base/source.h"
#include "lang/program/program.h"

/* Whether there is a text to quote. */
bool span_is_written(const Sources *sources, Span span);
bool span_is_forall(const Sources *sources, Span span);
/* The piece without its comments and its full stop. */
void written_print(const Sources *sources, Span span, Text *text);

/* Where the character first stands within one pair of parentheses, outside of quotes and comments; else the length. */
size_t piece_find(Str from, char wanted);
/* The offset of the comma behind the condition of a `forall`; the end of the span where it has none. */
uint32_t forall_comma(const Sources *sources, Span span);

/* `ann, 3`: those that are not UNBOUND. */
void values_print(const Program *program, const Value *row, uint32_t count, Text *text);
/* A row of a helper that stands for a body or an aggregate:
 *     seen(ann, P), shut(P)     not forall(course(C), passed(ann, C))     count(C : grade(ann, C, _)) = 3
 * and of the rows that an aggregate runs over  grade(ann, logic, 5).  A value that is UNBOUND leaves its variable.
 * Where nothing was written it is told by its values. */
void helper_row_print(const Program *program, RelId relation, const Value *row, const Sources *sources, Text *text);
/* That there is none: `not (seen(ann, P), shut(P))`, `forall(course(C), passed(ann, C))`. */
void helper_denied_print(const Program *program, RelId relation, const Value *row, const Sources *sources, Text *text);

#endif
