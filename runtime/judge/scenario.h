/* A world: the given facts with some changes, and what follows from them. */
#ifndef HENCE_SCENARIO_H
#define HENCE_SCENARIO_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"
#include "runtime/eval/rounds.h"

/* A row given beside the program: from a table read later, or from the command line. */
typedef struct {
    RelId relation; /* as it is written; program_given knows where its facts are kept */
    const Value *values;
    Origin origin;
} GivenRow;

/* What becomes of a given row of base. */
typedef enum {
    GIVEN_KEPT,
    GIVEN_TAKEN,    /* as if it were not given: false, unless it follows */
    GIVEN_SUSPENDED /* as if nothing were known about it: undecided, unless it follows */
} GivenFate;
typedef GivenFate OnGiven(void *context, RelId relation, RowId row);
/* By component what is to be computed of a world whose given facts are these; good while it runs.  sharing: what was
 * found out about that already; NULL: nothing. */
struct Sharing;
typedef const bool *ChooseWanted(void *context, const Store *given, const struct Sharing *sharing);

/* What is different in a world.  All parts may be empty; what they point to is borrowed. */
typedef struct {
    const Scenario *scenario; /* NULL: none */
    const Symbol *distrusted; /* keys of sources: a statement that cites these and no other is dropped */
    uint32_t distrusted_count;
    const GivenRow *parameters; /* each is the one value of its parameter, whatever else is given */
    uint32_t parameter_count;
    const GivenRow *more; /* further given rows */
    uint32_t more_count;
    OnGiven
        *fate; /* of each given row that nothing else takes back, in the relations of the translation too; NULL: kept */
    void *fate_context;
    bool tells_fated; /* the fate takes and suspends rows of these relations; others that it takes matter to nobody */
    const RelId *fated;
    uint32_t fated_count;
    const GivenRow
        *suspended; /* further rows that are suspended, unless they are given; the relation is where they stand */
    uint32_t suspended_count;
    struct Reach
        *reach; /* of the base, which has run: what the changes do not reach is shared with it; NULL: nothing is */
    ChooseWanted *choose; /* NULL: what the options say */
    void *choose_context;
} Changes;

/* A given row that is there only in one of two worlds. */
typedef enum {
    EDIT_RETRACTED, /* by the scenario */
    EDIT_DROPPED,   /* nothing but distrusted sources states it */
    EDIT_REPLACED,  /* the value of a parameter that has another now */
    EDIT_SET,       /* and that other */
    EDIT_ASSERTED,  /* by the scenario */
    EDIT_ADDED      /* one of `more` */
} EditKind;
typedef struct {
    EditKind kind;
    RelId relation;
    const Value *values; /* borrowed from the world's store or the changes */
    Symbol label;        /* of its first statement; NO_SYMBOL */
    uint32_t times;      /* of what went: how often it was stated */
} Edit;
typedef Vec(Edit) Edits;
const char *edit_name(EditKind kind); /* "retracted", ... */
/* A given row as somebody would say it: the atom that was written, `prefer a over b` for a scenario's preference. */
void given_print(const Program *program, RelId relation, const Value *values, Text *text);
/* The same, as a sentence where its relation has one. */
void given_print_saying(const Program *program, RelId relation, const Value *values, Text *text);

typedef struct {
    const Scenario *scenario; /* NULL: the program as it is, or without one */
    Store *store;
    Edits edits;         /* what is given otherwise than in base, but for fates; those that went come first */
    Conflicts conflicts; /* not those among relations that are shared: the base has them */
    Outcome outcome;
    Watch watch; /* of what is looked up in it afterwards */
} World;

/* Changes the given facts of base (NULL: none), and runs.  What is retracted are facts of base, so the order of the
 * changes does not matter and what a scenario asserts stays.  A row stated several times stays until each statement is
 * retracted or distrusted; a pattern retracts all of them.  A pattern that matches nothing, or an id that no fact has,
 * is reported.  base may have run or not; only its given rows are used. */
World *world_new(const Store *base, const Changes *changes, const RunOptions *options, Diags *diags);
/* The given facts of such a world, which has not run.  The caller frees it.  At a limit of the budget, which has begun,
 * they are not whole, and *stop tells the limit. */
Store *changed_given(const Store *base, const Changes *changes, const Budget *budget, Diags *diags, Stop *stop);
void world_run(World *world, const RunOptions *options); /* on the store it has */
/* Likewise where a limit cut the facts short: rules that deny or count something must not see a part of them,
 * so it ends before its first round. */
void world_run_cut(World *world, const RunOptions *options, Stop stop);
void world_free(World *world); /* NULL is fine */

#endif
