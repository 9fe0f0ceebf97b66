/* What a claim or an atom rests on. */
#ifndef HENCE_API_RESTS_H
#define HENCE_API_RESTS_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"
#include "runtime/api/suppose.h"

typedef struct {
    Str subject;   /* the name of a claim, or a body */
    uint32_t most; /* sets; 0: SUPPORTS_MOST */
    bool is_full;  /* long lists of facts are not folded */
    bool as_json;
    bool is_dialogue;         /* commands are named as they are typed there */
    const Supposed *supposed; /* that the world of the session is of */
} RestsAsk;

/* The session must have run.  ANSWER_NEGATIVE where the subject is not established; of one that is refuted, what the
 * refutation rests on is told. */
Answered rests(Session *session, const RunOptions *run, const RestsAsk *ask, Text *out);

#endif
