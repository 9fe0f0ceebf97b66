/* What the passes of check share. */
#ifndef HENCE_CHECK_INTERNAL_H
#define HENCE_CHECK_INTERNAL_H

#include "lang/check/check.h"
#include "lang/check/names.h"

enum { COLUMN_LIMIT = 64 }; /* what a row may hold */

typedef struct {
    Str name;
    Span first;       /* where it is first written */
    uint32_t count;   /* how often */
    uint32_t depth;   /* of its scope; 0 for those of the unit itself */
    bool is_reported; /* as having no value */
} Variable;

typedef struct {
    const Modules *modules;
    Program *program;
    Arena *arena;
    Diags *diags;
    NodeTable *tables;      /* by module */
    StatementPlaces places; /* of all but plain facts */
    Names names;
    Vec(Variable) variables;      /* of all units, one after the other */
    Vec(uint32_t) first_variable; /* by unit number; one more at the end */
} Checker;

static inline uint32_t unit_first_variable(const Checker *c, const Unit *unit) {
    return c->first_variable.items[unit->number];
}
/* Of a rule with more variables none is compared with all others for a near spelling: nobody typed it. */
#define VARIABLES_COMPARED 1000

static inline uint32_t unit_variable_count(const Checker *c, const Unit *unit) {
    return c->first_variable.items[unit->number + 1] - c->first_variable.items[unit->number];
}
static inline const Statement *statement_of(const Checker *c, StatementPlace at) {
    return c->modules->items.items[at.module].ast->statements[at.index];
}
static inline bool variable_is_marked(Str name) { return name.length > 0 && name.text[0] == '_'; }

#endif
