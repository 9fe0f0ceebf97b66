/* What the passes over types share: types.c learns and walks, kinds.c knows expressions, fit.c constants. */
#ifndef HENCE_TYPES_INTERNAL_H
#define HENCE_TYPES_INTERNAL_H

#include "lang/check/check_internal.h"
#include "lang/check/slots.h"

typedef struct {
    Checker *c;
    Slots slots;           /* by variable, then the columns that are inferred */
    NodeTable *table;      /* of the module at hand */
    uint32_t first;        /* slot of the unit's first variable */
    uint32_t alternatives; /* how many `;` are around */
    bool is_final;         /* kinds are known: report, and fill the table */
} Typer;

static inline uint32_t typer_slot(const Typer *t, const Node *variable) {
    return t->first + t->table->variable[variable->id];
}
/* "a symbol", "an integer" */
const char *kind_phrase(TypeKind kind);

/* fit.c: constants in columns */
bool node_is_constant(const Node *node);
TypeKind constant_kind(const Node *node);
bool constant_is_none(const Node *node); /* an unquoted `none` */
bool constant_is_date(const Node *node); /* a text that reads as a date */
/* The kind a constant is to have in a column; TYPE_ANY for none. */
TypeKind fit_constant(Typer *t, const Node *node, RelId relation, uint32_t column);
void fit_domain(Typer *t, const Node *constant, TypeId domain); /* reports a value outside of it */
void fit_answer(Typer *t, const Node *constant, const Slot *slot, Str variable);
bool types_overlap(const Names *names, TypeId a, TypeId b);

/* kinds.c: the kind of an expression; with t->is_final it reports and fills the table */
TypeKind kind_of(Typer *t, const Node *node);
void kind_of_comparison(Typer *t, const Node *node);
void kind_of_condition(Typer *t, const Node *node);

/* types.c: the body of an aggregate */
void types_body(Typer *t, const Node *node);

#endif
