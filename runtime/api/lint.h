/* `lint`: what is probably not meant, and what a program has a use for. */
#ifndef HENCE_API_LINT_H
#define HENCE_API_LINT_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

typedef struct {
    const Changes *changes; /* what the session's world supposes, and all worlds of scenarios with it */
    bool as_json;
    Stop *stop; /* receives why a world was stopped, if one was; may be NULL */
} LintAsk;

/* Of a session that has run.  What is found goes to its diags beside the warnings of the compiler; printed are the
 * tables.  ANSWER_NEGATIVE where there is a warning. */
Answered lint(Session *session, const RunOptions *run, const LintAsk *ask, Text *out);

#endif
