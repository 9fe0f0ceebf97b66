/* What may be written at a place. */
#ifndef HENCE_COMPLETE_H
#define HENCE_COMPLETE_H

#include "lang/editor/project.h"
#include "lang/syntax/token.h"

typedef enum {
    COMPLETION_RELATION,
    COMPLETION_COLUMN, /* `since: ` */
    COMPLETION_TYPE,
    COMPLETION_CONSTANT,
    COMPLETION_VARIABLE,
    COMPLETION_LABEL,
    COMPLETION_SCENARIO,
    COMPLETION_SOURCE,
    COMPLETION_CALL,
    COMPLETION_WORD
} CompletionKind;

typedef struct {
    CompletionKind kind;
    Str name;
    Str insert;        /* what is written: the name, in quotes where it needs them, and what goes with it */
    Str snippet;       /* the same with places to fill in, as $1; empty: none */
    Str detail, about; /* may be empty */
    unsigned rank;     /* the lower, the likelier */
} Completion;

typedef struct {
    Arena arena;
    Vec(Completion) items;
    uint32_t begin, end; /* bytes: what is replaced, the word at the place */
} Completions;

/* In a text that need not read, by its tokens; project knows what there is. */
void complete(const Project *project, Str text, const TokenList *tokens, uint32_t offset, Completions *completions);
void completions_clear(Completions *completions);

#endif
