/* Whether open facts could still change a claim or an atom. */
#ifndef HENCE_API_STABLE_H
#define HENCE_API_STABLE_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef struct {
    Str subject;   /* the name of a claim, or a body */
    uint32_t size; /* open facts that are settled at once; 0: STABLE_SIZE */
    bool as_json;
    bool is_dialogue; /* what to ask next is told as it is typed there */
} StableAsk;

/* The session must have run.  ANSWER_FINE where it is known that none can, ANSWER_NEGATIVE where one can or may. */
Answered stable(Session *session, const RunOptions *run, const StableAsk *ask, Text *out);

#endif
