/* A world: the facts of a scenario, and what follows from them. */
#ifndef HENCE_SCENARIO_H
#define HENCE_SCENARIO_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"
#include "runtime/eval/rounds.h"

typedef struct {
    const Scenario *scenario; /* NULL: the program as it is */
    Store *store;
    Conflicts conflicts;
    Outcome outcome;
} World;

/* Changes the given facts of base, and runs.  What is retracted are facts of base, so the order of the changes does
 * not matter and what a scenario asserts stays.  A row stated several times stays until each statement is retracted;
 * a pattern retracts all of them.  A pattern that matches nothing, or an id that no fact has, is reported.
 * base may have run or not; only its given rows are used. */
World *world_new(const Store *base, const Scenario *scenario, const RunOptions *options, Diags *diags);
void world_free(World *world); /* NULL is fine */

#endif
