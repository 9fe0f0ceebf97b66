/* What a claim or an atom rests on. */
#ifndef HENCE_API_RESTS_H
#define HENCE_API_RESTS_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef struct {
    Str subject;   /* the name of a claim, or a body */
    uint32_t most; /* sets; 0: SUPPORTS_MOST */
    bool is_full;  /* long lists of facts are not folded */
    bool as_json;
} RestsAsk;

/* The session must have run.  ANSWER_NEGATIVE where the subject is not established; of one that is refuted, what the
 * refutation rests on is told. */
Answered rests(Session *session, const RunOptions *run, const RestsAsk *ask, Text *out);

#endif
