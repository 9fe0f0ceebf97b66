/* How a subject that was asked about stands: the first line of an answer. */
#ifndef HENCE_SHOW_STANDING_H
#define HENCE_SHOW_STANDING_H

#include "runtime/judge/claims.h"

/* `e4_imposed is established: The regime is imposed [Aitiev 2015]`, with a line end. */
void standing_print(const Store *store, const Claim *claim, const Verdict *verdict, Text *text);
/* Where the run was stopped: nothing else is known then. */
void standing_stopped_print(Text *text);
/* "subject","status","reason", without braces. */
void standing_members(const Program *program, const Claim *claim, Status status, Reason reason, Text *text);

#endif
