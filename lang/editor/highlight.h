/* The meaning of each token, for who colours a text. */
#ifndef HENCE_HIGHLIGHT_H
#define HENCE_HIGHLIGHT_H

#include "lang/editor/marks.h"
#include "lang/syntax/token.h"

/* Names as the protocol of language servers has them. */
#define HIGHLIGHTS(X)                                                                                                  \
    X(LIGHT_COMMENT, "comment")                                                                                        \
    X(LIGHT_KEYWORD, "keyword")                                                                                        \
    X(LIGHT_STRING, "string")                                                                                          \
    X(LIGHT_NUMBER, "number")                                                                                          \
    X(LIGHT_OPERATOR, "operator")                                                                                      \
    X(LIGHT_RELATION, "class")                                                                                         \
    X(LIGHT_COLUMN, "property")                                                                                        \
    X(LIGHT_TYPE, "type")                                                                                              \
    X(LIGHT_CONSTANT, "enumMember")                                                                                    \
    X(LIGHT_VARIABLE, "variable")                                                                                      \
    X(LIGHT_LABEL, "decorator")                                                                                        \
    X(LIGHT_SCENARIO, "namespace")                                                                                     \
    X(LIGHT_SOURCE, "macro")                                                                                           \
    X(LIGHT_CALL, "function")
typedef enum {
#define X(id, name) id,
    HIGHLIGHTS(X)
#undef X
        LIGHT_COUNT
} LightKind;
const char *light_name(LightKind kind);

enum { LIGHT_DEFINES = 1, LIGHT_DOCUMENTS = 2 }; /* modifiers, as bits: "declaration", "documentation" */

typedef struct {
    LightKind kind;
    unsigned modifiers;
    uint32_t begin, end; /* bytes; never over the end of a line */
} Light;
typedef Vec(Light) Lights;

/* marks: those of the text, in order; count of them. */
void lights_make(Str text, const TokenList *tokens, const Mark *marks, size_t count, Lights *lights);

#endif
