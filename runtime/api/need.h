/* The open facts that would settle a claim or an atom. */
#ifndef HENCE_API_NEED_H
#define HENCE_API_NEED_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef struct {
    Str subject;         /* the name of a claim, or a body */
    uint32_t most, size; /* sets, and open facts in each; 0: NEED_MOST, NEED_SIZE */
    bool as_json;
    bool is_dialogue; /* what to ask next is told as it is typed there */
} NeedAsk;

/* The session must have run.  ANSWER_FINE where the subject is established, or would be by some set that was found. */
Answered need(Session *session, const RunOptions *run, const NeedAsk *ask, Text *out);

#endif
