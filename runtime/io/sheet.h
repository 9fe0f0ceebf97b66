/* One table of data, read into a relation. */
#ifndef HENCE_SHEET_H
#define HENCE_SHEET_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"
#include "runtime/eval/budget.h"
#include "runtime/io/window.h"
#include "runtime/store/store.h"

/* What all tables of a program share. */
typedef struct {
    Program *program;
    Store *store;
    Sources *sources;
    Diags *diags;
    bool checks_keys;              /* all bibliographies could be read, so an unknown citation key is an error */
    uint32_t threads;              /* that may read a table together */
    const struct Handed *handed;   /* tables that are no files (io/handed.h); NULL: none */
    const struct Sandbox *sandbox; /* where files are read from (io/sandbox.h); NULL: from everywhere */
    const Budget *budget;          /* that holds for the reading; NULL: none.  Then ... */
    Stop *stop;                    /* ... why it has ended early, STOP_NONE before */
} Intake;

/* Whether some hundred rows more may be read into a relation (NO_ID: it is not looked at); else the reason is noted. */
bool intake_goes_on(const Intake *intake, RelId relation);
Stop intake_stop(const Intake *intake, RelId relation); /* that reason; nothing is noted */

/* Reads the table into the relation of the load; what is wrong goes to diags.  Borrows the window, as csv_open does.
 *
 * The header names the columns of the relation, in any order; an optional one may be missing.  A column `id` gives each
 * fact its id and `source` its citations, unless the relation has a column of that name.  Columns without names (of a
 * relation that is not declared) are taken in the order of the table, whatever its header says; `id` and `source` are
 * then meant if what is left has as many columns as the relation.
 * A table without header has the columns of the relation, in the order of its declaration; `()` is a row of none. */
void sheet_load(const Intake *intake, const Load *load, Window *window);

#endif
