/* The units of a program: each fact, rule, question and item that has variables of its own, in order. */
#ifndef HENCE_UNIT_H
#define HENCE_UNIT_H

#include "lang/check/modules.h"
#include "lang/program/program.h"

typedef enum {
    UNIT_FACT,      /* head; the same for an asserted one, which has an item */
    UNIT_RETRACT,   /* head: the pattern; NULL for an id alone */
    UNIT_PARAMETER, /* head: its value, a term */
    UNIT_RULE,      /* head, body */
    UNIT_QUESTION,  /* body: of a query, claim or expectation */
    UNIT_ANSWERS    /* body: the atom; item->rows */
} UnitKind;

typedef struct {
    UnitKind kind;
    uint32_t module, index; /* index of the statement in its module */
    uint32_t number;        /* among rules, questions and answers; NO_ID for the others */
    const Statement *statement;
    const Item *item;       /* NULL outside of scenarios and tests */
    const Node *head, *body;
} Unit;

typedef struct {
    const Modules *modules;
    uint32_t module, index, item; /* what comes next */
    uint32_t number;
} UnitWalk;

static inline UnitWalk unit_walk(const Modules *modules) { return (UnitWalk){.modules = modules}; }
bool unit_next(UnitWalk *walk, Unit *unit); /* false at the end */

static inline bool unit_has_variables(const Unit *unit) { return unit->number != NO_ID; }

#endif
