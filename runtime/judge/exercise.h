/* An exercise as it stands in a rule file: what is to be done, what an answer may define, what earns points.
 *
 * What stands around the exercise in its file is given.
 * Who grades reads the file with parts of it blanked, so that places stay what they are. */
#ifndef HENCE_EXERCISE_H
#define HENCE_EXERCISE_H

#include "lang/base/diag.h"
#include "lang/check/exercise.h"
#include "lang/syntax/ast.h"

typedef struct {
    DefineKind kind;
    uint64_t most; /* statements; 0: any number */
    const Str *names;
    uint32_t name_count;
} Define;

/* What earns points. */
typedef struct {
    bool is_compare; /* with the solution, on many sets of facts; else an expectation */
    bool is_hidden;
    uint32_t points;
    const Item *item;
    Str text; /* `grandparent(ann, cleo)`, `compare grandparent`: not for who answers, if it is hidden */
} Demand;

typedef struct {
    Str why; /* of a wrong one */
    Span span;
    Str shown; /* for people: without the indentation that all its lines share */
} Answer;

/* Names that others take the place of, each of its own. */
typedef struct {
    const Str *names, *pool;
    uint32_t name_count, pool_count;
    Span span;
} Variation;

typedef struct {
    SourceId source;
    Str text;  /* of the file */
    Span span; /* of the exercise */
    Str name, title;
    Str task; /* Markdown, without the indentation that all its lines share */
    Vec(Str) hints;
    Vec(Define) defines;
    Vec(Demand) demands;
    Vec(Variation) variations;
    Answer solution;
    Vec(Answer) wrong;
    uint32_t points; /* of all demands */
    Ast *ast;        /* of the file */
    Arena arena;
} Exercise;

/* The exercise of a text; what cannot be parsed is in diags.  NULL if there is none. */
Exercise *exercise_read(const Sources *sources, SourceId source, Diags *diags);
void exercise_free(Exercise *exercise); /* NULL is fine */

/* The text of the file, as long and with the same lines, without... */
typedef enum {
    VIEW_GIVEN, /* the exercise: what is given, and nothing of what is expected */
    VIEW_WHOLE, /* nothing: with its solution, a program by itself */
    VIEW_ASKED  /* the solution and wrong answers: to be graded with an answer beside it */
} ExerciseView;
void exercise_view(const Exercise *exercise, ExerciseView view, Text *text);

/* The answer between its braces. */
Str answer_text(const Exercise *exercise, const Answer *answer);
/* `rules about grandparent, parent`; `1 fact about parent`; `1 priority`: what an answer may state. */
void define_print(const Define *define, Text *text);
/* What has the demand's place where nothing of it is to be told: `hidden 2`; else its text. */
void demand_print(const Exercise *exercise, uint32_t number, Text *text);

/* A statement with its keys and its full stop, which are no part of the span of some declarations. */
Span statement_whole(Str text, const Statement *statement);

/* The offset of the next character that is neither blank nor in a comment. */
uint32_t text_skip_blanks(Str text, uint32_t at);
/* Puts blanks in place of all but line ends. */
void blank_out(char *text, size_t begin, size_t end);

#endif
