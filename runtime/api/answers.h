/* `run`: the answers to the queries, and the claims. */
#ifndef HENCE_API_ANSWERS_H
#define HENCE_API_ANSWERS_H

#include "runtime/api/answered.h"
#include "runtime/api/suppose.h"

typedef struct {
    const Supposed *supposed; /* what the session's world supposes */
    bool as_json;
} AnswersAsk;

/* Of a session that has run.  ANSWER_NEGATIVE where facts contradict each other. */
Answered answers(Session *session, const RunOptions *run, const AnswersAsk *ask, Text *out);

#endif
