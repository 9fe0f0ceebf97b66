/* `trace`: a run, round by round. */
#ifndef HENCE_API_TRACE_H
#define HENCE_API_TRACE_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"
#include "runtime/show/tree.h"

typedef struct {
    const char *relation; /* rows of this one only; NULL: of all */
    uint32_t rounds;      /* rounds with new rows that are told; 0: all */
    uint32_t most;        /* rows of a round that are told; 0: TRACE_MOST */
    bool is_full;         /* steps of the translation too */
    bool as_json;
    TreeForm form; /* else: TREE_TEXT or TREE_MD */
} TraceAsk;
enum { TRACE_MOST = 20 };

/* Of the session's world, which has run; made from its store.  Refused where there is no such relation. */
Answered trace(Session *session, const RunOptions *run, const TraceAsk *ask, Text *out);

#endif
