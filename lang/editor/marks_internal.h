/* The walk that collects marks: what is at hand, and the nodes of a statement. */
#ifndef HENCE_MARKS_INTERNAL_H
#define HENCE_MARKS_INTERNAL_H

#include "lang/check/names.h"
#include "lang/editor/marks.h"

#define WHOLE (NO_ID - 2) /* number of a variable that is not local to a scope */
#define RANKED 0          /* of a label: it may be a source as well */

typedef struct {
    Marks *marks;
    const Checked *checked;
    const Program *program;
    const Sources *sources;
    const NodeTable *table;
    const Statement *statement;
    uint32_t module, index;
    uint32_t owner;        /* of variables */
    uint32_t depth;        /* of scopes */
    uint32_t *first;       /* by module: the number of its first statement */
    uint32_t next_owner;   /* of items */
    Vec(uint8_t) is_whole; /* by number of variable: written outside of all scopes */
    Vec(RelId) relations;  /* by symbol: the first of that name */
} Walk;

/* Adds a mark to be filled in; NULL, and none, where there is no name or place.  Good until the next one. */
Mark *mark_add(Walk *w, MarkKind kind, MarkRole role, Span span, Str name);
void mark_relation(Walk *w, MarkRole role, Span span, Str name, RelId id);
void mark_column(Walk *w, MarkRole role, Span span, Str name, RelId id);
void walk_relations(Walk *w);                  /* once, before all else: relations by their names */
RelId relation_named(const Walk *w, Str name); /* without arguments; NO_ID */

void walk_expr(Walk *w, const Node *node);
void walk_body(Walk *w, const Node *node);
void walk_head(Walk *w, const Node *head);

#endif
