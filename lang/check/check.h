/* Checks what the syntax trees mean, and declares it in the program.
 *
 * Relations, types, sources and labels are declared in the program; what an atom or expression means is kept in tables
 * beside the trees.  The trees stay as written. */
#ifndef HENCE_CHECK_H
#define HENCE_CHECK_H

#include "lang/check/modules.h"
#include "lang/program/agenda.h"

/* What is known of the nodes of one module, by node id. */
typedef struct {
    RelId *relation;    /* of a node that stands as an atom (also of the NODE_MINUS of a strong negation): NO_ID else */
    TypeKind *type;     /* of a node that stands as a term */
    uint32_t **columns; /* of an atom with named arguments: the column of each child; NULL else */
} NodeTable;

typedef struct {
    const Modules *modules;
    NodeTable *tables; /* by module */
} Checked;

/* NULL when diags has errors.  Everything is reported, not only the first. */
Checked *check(const Modules *modules, Program *program, Arena *arena, Diags *diags);

#endif
