/* A file as a list of what it says: for outlines, and for folding. */
#ifndef HENCE_OUTLINE_H
#define HENCE_OUTLINE_H

#include "lang/editor/project.h"
#include "lang/syntax/token.h"

typedef enum {
    OUTLINE_RELATION,
    OUTLINE_COLUMN,
    OUTLINE_TYPE,
    OUTLINE_PARAMETER,
    OUTLINE_RULE,
    OUTLINE_FACT,
    OUTLINE_CLAIM,
    OUTLINE_SOURCE,
    OUTLINE_SCENARIO,
    OUTLINE_TEST,
    OUTLINE_FILE
} OutlineKind;

typedef struct {
    OutlineKind kind;
    Str name, detail; /* detail: its sentence or gloss */
    Span span, name_span;
    uint32_t child_count; /* that follow it in the list */
} OutlineItem;
typedef Vec(OutlineItem) Outline;

/* Of a module: declarations, claims, tests and the like; rules; facts that have an id. */
void outline_make(const Project *project, uint32_t module, Outline *outline);

typedef struct {
    uint32_t begin, end; /* bytes: of what is folded */
    bool is_comment;
} Fold;
typedef Vec(Fold) Folds;
/* Statements, block comments and runs of comment lines, as far as they have several lines. */
void folds_make(Str text, const Ast *ast, const TokenList *tokens, Folds *folds);

#endif
