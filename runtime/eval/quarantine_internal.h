/* A group of components in which something contradicts itself, for quarantine.c and rerun.c. */
#ifndef HENCE_QUARANTINE_INTERNAL_H
#define HENCE_QUARANTINE_INTERNAL_H

#include "runtime/eval/barred.h"
#include "runtime/eval/run_internal.h"

/* A contradiction that only comes about in an aside, by the numbers of rows there. */
typedef struct {
    Conflict conflict;
    Store *aside;
} Told;

/* A group set aside, and what was barred in it. */
typedef struct {
    Store *aside;
    RowSet barred;
} Stage;

/* Rows that contradicted each other. */
typedef struct {
    RowSet rows;
    Table *pairs; /* which, where not by a key: (relation, number in rows) twice */
} Met;

typedef struct {
    Work *work;
    Store *store;
    const GroupBegin *begin;
    uint32_t first, end;
    bool has_run;        /* the tables are those of a run */
    RowSet barred;       /* in that */
    RowSet hidden;       /* those of other groups that were not before */
    Conflicts found;     /* in that */
    Overruled overruled; /* likewise */
    Met met;             /* in this or an earlier run since it was begun anew */
    RowSet contradicted; /* rows of `met` against which another one is there, whether they are there or not */
    RowSet for_good;     /* not to be seen in any run to come */
    Vec(Stage) stages;
    Vec(Told) told;
} Quarantine;

void met_init(Met *met, const Program *program);
void met_clear(Met *met);
Met met_copy(const Met *met);

void quarantine_find(Quarantine *q); /* what contradicts itself in the tables as they are */
/* F: what is contradicted when these rows are barred, unless that is the run in the tables.
 * False if the run must stop. */
bool quarantine_run(Quarantine *q, const RowSet *barred);
/* What is contradicted, from what was found: no more than that where the run has stopped, or must stop now.
 * Whether it goes on. */
bool quarantine_note(Quarantine *q, bool going_on);
void quarantine_bar(Quarantine *q, const RowSet *barred); /* in the tables as they are */
/* Takes the group as it is aside, with all contradictions in it that concern rows of `about`,
 * which are barred for good with their contraries. */
void quarantine_set_aside(Quarantine *q, const RowSet *about);
/* Contradictions that only come about aside, at the end: their rows are here too, hidden. */
void quarantine_tell(Quarantine *q, Conflicts *conflicts);

#endif
