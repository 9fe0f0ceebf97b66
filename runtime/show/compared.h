/* Comparisons in words: `1992 is at most 2015`, of dates `2014-03-10 is after 2001-01-01`. */
#ifndef HENCE_SHOW_COMPARED_H
#define HENCE_SHOW_COMPARED_H

#include "runtime/why/instance.h"

/* ` is at most `; of dates it is which comes first: ` is not after `. */
const char *comparison_word(CompareOp op, bool is_date);

/* What gives a variable a value or tests it, as the comparison that it is; others as they are. */
Literal literal_as_comparison(const Literal *literal, Expr *bound);

/* A comparison of two values.  False, and nothing, of what is computed first. */
bool compared_print(const Program *program, const Literal *literal, const Value *bindings, Text *text);

#endif
