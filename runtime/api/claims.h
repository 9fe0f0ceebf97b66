/* `check`: the status of every claim, and what it rests on. */
#ifndef HENCE_API_CLAIMS_H
#define HENCE_API_CLAIMS_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"

typedef struct {
    const Supposed *supposed; /* what the session's world supposes */
    bool as_json;
    bool is_part; /* of an answer that tells of settings by itself, and of what else follows otherwise behind it */
} ClaimsAsk;

/* Of a session that has run.  Where something is supposed, what became of new facts and what changes against the plain
 * program is told too; the session keeps what is given, and the plain world is run unless it was.  ANSWER_NEGATIVE
 * where facts contradict each other. */
Answered claims(Session *session, const RunOptions *run, const ClaimsAsk *ask, Text *out);

#endif
