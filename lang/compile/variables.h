/* The variables of one statement or item, told apart by scope.
 *
 * The same name in two scopes may be two variables (check.h says when).  Here each gets a number of its own, so that
 * what comes after need not think of scopes: a variable is local to a scope exactly if its depth is the scope's or
 * more. */
#ifndef HENCE_VARIABLES_H
#define HENCE_VARIABLES_H

#include "lang/check/check.h"

typedef uint32_t Variable; /* from 0 in the statement or item */

typedef struct {
    Symbol name;      /* NO_SYMBOL: made by the translation */
    uint32_t depth;   /* of the scope that owns it; 0 outside of all scopes */
    bool may_be_none; /* comes, or may come, from an optional column */
    Span span;
} VariableInfo;

typedef struct {
    const Program *program;
    const NodeTable *table;
    Vec(VariableInfo) items; /* those of depth 0 first, in the order written */
    Variable *of_node;       /* by id of a NODE_VARIABLE; as long as the module has nodes; borrowed */
    Vec(Variable) owners;    /* by number of the name: who has it at the place looked at; NO_ID: nobody */
    Vec(uint32_t) trail;     /* numbers with an owner, so that a scope can be left */
} Variables;

/* Tells apart those of a head and a body (either may be NULL); forgets those it held before. */
void variables_find(Variables *variables, const Node *head, const Node *body);
Variable variables_make(Variables *variables, uint32_t depth);
void variables_clear(Variables *variables);

bool node_is_atom(const NodeTable *table, const Node *node); /* p(X), -p(X), p */
bool not_has_scope(const Node *not_node);                    /* around anything but one atom or condition */

#endif
