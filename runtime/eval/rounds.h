/* Runs a program: component after component, round after round, until nothing is new. */
#ifndef HENCE_ROUNDS_H
#define HENCE_ROUNDS_H

#include "runtime/eval/budget.h"

/* A pair of rows that cannot both hold: p and -p, or two rows that agree on a key.  Both are hidden. */
typedef struct {
    RelId first, second;
    RowId first_row, second_row;
    uint32_t key; /* which key of the relation; NO_ID: p and -p, or declared contraries; CLASH_BY_AUDIT */
} Conflict;
/* Both are accepted or follow strictly from what is, and neither is hidden. */
#define CLASH_BY_AUDIT (NO_ID - 1)
typedef Vec(Conflict) Conflicts;

enum { DEFAULT_SETS_FROM = 4096, DEFAULT_THREADS_FROM = 2048, DEFAULT_SETTLE_FROM = 1024 };
typedef struct {
    Budget budget;
    OnProgress *progress;
    void *context;
    Without without;       /* ways that are not to be used */
    uint32_t threads;      /* at most; 0: one */
    uint32_t threads_from; /* rows to go through before several take part; 0: DEFAULT_THREADS_FROM */
    uint32_t sets_from;    /* rows a table has before it may become sets; 0: DEFAULT_SETS_FROM */
    uint32_t settle_from;  /* rows a table has before something of it is given back; 0: DEFAULT_SETTLE_FROM */
    const bool *wanted;    /* by component: whether run_program computes it; NULL: all of them */
    uint32_t wanted_from, wanted_end; /* whole groups, outside of which none is wanted; 0 and 0: that is not known */
} RunOptions;

/* Derives all that follows from what store holds.  The program must be ordered (program_order).  Conflicts are added
 * as soon as the relations concerned are complete, before anybody uses them (ORDER: Contrary). */
void run_program(Store *store, const RunOptions *options, Conflicts *conflicts, Outcome *outcome);

/* One question more, on a store that has run: derives the rules of `question`'s answer relation (and helpers made with
 * it) only.  For questions compiled after the run. */
void run_component(Store *store, const Component *component, const RunOptions *options, Outcome *outcome);

#endif
