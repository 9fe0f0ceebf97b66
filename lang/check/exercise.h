/* Exercises: what they let an answer define, and what they compare and vary. */
#ifndef HENCE_CHECK_EXERCISE_H
#define HENCE_CHECK_EXERCISE_H

#include "lang/check/check_internal.h"

/* What a `define` is about, by its word. */
typedef enum {
    DEFINE_STATEMENTS, /* without a word: whatever has such a relation as its head */
    DEFINE_RULES,
    DEFINE_FACTS,
    DEFINE_EXCEPTIONS, /* to rules, by their labels */
    DEFINE_PRIORITIES,
    DEFINE_KINDS
} DefineKind;
const char *define_name(DefineKind kind, bool is_one); /* "rules", "rule" */
bool define_find(Str word, DefineKind *kind);          /* singular or plural; the empty word too */

void exercises_check(Checker *c);

#endif
