/* A run that was stopped: what is answered all the same, and what is said about it. */
#ifndef HENCE_STOPPED_H
#define HENCE_STOPPED_H

#include "runtime/api/session.h"

/* Limits for what is asked of such a run. */
RunOptions stopped_options(const Session *session);
/* Answers the questions of the program that it has not come to, as far as they cannot be wrong. */
void stopped_answer(const Session *session, World *world);
/* Why it was stopped, and what was growing. */
void stopped_print(const Session *session, Text *text);

#endif
