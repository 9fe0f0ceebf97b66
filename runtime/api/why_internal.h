/* What the files that answer why share. */
#ifndef HENCE_WHY_INTERNAL_H
#define HENCE_WHY_INTERNAL_H

#include "runtime/api/why.h"
#include "runtime/show/tree.h"

typedef struct {
    Session *session;
    const RunOptions *run;
    const WhyAsk *ask;
    TreeStyle style;
    Text *out;
    Symbol first_new;     /* symbols from here on are the question's */
    const Claim *claim;   /* that is asked about; NULL: a body, */
    RelId asked_relation; /* whose answer this is */
} Why;

static inline const Store *why_store(const Why *w) { return w->session->world->store; }
static inline bool why_is_partial(const Why *w) { return w->session->world->outcome.stop != STOP_NONE; }

/* The object that all of `why` prints as JSON: a proof, or none; more members may follow. */
void why_begin_json(Why *w, const Proof *proof);
void why_end_json(Why *w);
void why_say(Why *w, const char *format, size_t count);

/* ---- why_unshown.c: a body that has no answer ---- */

/* An undecided answer. */
void why_undecided(Why *w, const Question *question, RowId row);
/* An answer that hangs on a contested row: the quarrel about the first one; false if none does. */
bool why_contested(Why *w, const Question *question);
/* All else. */
void why_not_accepted(Why *w, const Question *question);
/* One row that a contrary which is accepted settles, though it is undecided by itself. */
bool why_is_settled(const Store *store, const Question *question);

#endif
