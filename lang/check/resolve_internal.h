/* The walk over a unit, place by place. */
#ifndef HENCE_RESOLVE_INTERNAL_H
#define HENCE_RESOLVE_INTERNAL_H

#include "lang/check/resolve.h"

typedef enum { IN_FACT, IN_PATTERN, IN_HEAD, IN_BODY, IN_OBJECTION, IN_CONTRARY } Where;

typedef struct {
    Checker *c;
    const Unit *unit;
    NodeTable *table;
} Resolver;

/* resolve_terms.c */
void break_node(Resolver *r, const Node *node); /* marks what was reported */
const char *node_noun(const Node *node);        /* what it is, in a message */
void resolve_expr(Resolver *r, const Node *node, bool may_aggregate);
void resolve_term(Resolver *r, const Node *node, Where where);

/* resolve.c */
void resolve_body(Resolver *r, const Node *node);

#endif
