/* `test`: the tests written in the files. */
#ifndef HENCE_API_TESTS_H
#define HENCE_API_TESTS_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef enum { TESTS_TEXT, TESTS_JSON, TESTS_TAP } TestsForm;
typedef struct {
    const Changes *changes; /* what the session's world supposes, and all worlds of tests with it */
    TestsForm form;
    Stop *stop; /* receives why a world of a test was stopped, if one was; may be NULL */
} TestsAsk;

/* Of a session that has run.  ANSWER_NEGATIVE where one failed. */
Answered tests(Session *session, const RunOptions *run, const TestsAsk *ask, Text *out);

#endif
