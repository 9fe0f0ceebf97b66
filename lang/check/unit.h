/* The units of a program: each fact, rule, question and item that has variables of its own, in order. */
#ifndef HENCE_UNIT_H
#define HENCE_UNIT_H

#include "lang/base/diag.h"
#include "lang/check/modules.h"
#include "lang/program/program.h"

typedef enum {
    UNIT_FACT,      /* head; the same for an asserted one, which has an item */
    UNIT_RETRACT,   /* head: the pattern; NULL for an id alone */
    UNIT_PARAMETER, /* head: its value, a term */
    UNIT_RULE,      /* head, body; also of an objection */
    UNIT_QUESTION,  /* body: of a query, claim or expectation */
    UNIT_ANSWERS,   /* body: the atom; item->rows */
    UNIT_CONDITION, /* body: of an undercut, or when a prefer holds */
    UNIT_CONTRARY   /* body: the atoms, as one NODE_AND */
} UnitKind;

typedef struct {
    UnitKind kind;
    uint32_t module, index; /* index of the statement in its module */
    uint32_t number;        /* among those that have variables; NO_ID for the others */
    const Statement *statement;
    const Item *item; /* NULL outside of scenarios and tests */
    const Node *head, *body;
} Unit;

/* Statements other than plain facts.  Most passes have nothing to do with facts, of which there may be millions. */
typedef struct {
    uint32_t module, index;
} StatementPlace;
typedef Vec(StatementPlace) StatementPlaces;
void statements_beside_facts(const Modules *modules, StatementPlaces *places);

typedef struct {
    const Modules *modules;
    const StatementPlaces *places; /* NULL: all statements */
    Diags *diags;                  /* whose budget ends the walk */
    size_t place;
    uint32_t module, index, item; /* what comes next */
    uint32_t number;
} UnitWalk;

static inline UnitWalk unit_walk(const Modules *modules, Diags *diags) {
    return (UnitWalk){.modules = modules, .diags = diags};
}
static inline UnitWalk unit_walk_places(const Modules *modules, const StatementPlaces *places, Diags *diags) {
    return (UnitWalk){.modules = modules, .places = places, .diags = diags};
}
bool unit_next(UnitWalk *walk, Unit *unit); /* false at the end, and where a limit is passed */

static inline bool unit_has_variables(const Unit *unit) { return unit->number != NO_ID; }

#endif
