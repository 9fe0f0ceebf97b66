/* A proof as an indented tree of lines, for prose.c. */
#ifndef HENCE_TREE_H
#define HENCE_TREE_H

#include "runtime/why/proof.h"

typedef enum {
    TREE_WHOLE,    /* the root as a line of its own at the left margin */
    TREE_PREMISES, /* what the root needs, without the root: for an answer, whose words stand above already */
    TREE_INNER     /* the root as the first item below a line that stands above */
} TreeKind;

/* Numbers of steps begin behind *last, which is moved on. */
void tree_print(const Proof *proof, TreeKind kind, const Sources *sources, uint32_t *last, Text *text);

/* ` f12, f30 [Young 1989, p. 4]`: the statements of a given row. */
void statements_print(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text);

#endif
