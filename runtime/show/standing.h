/* How a subject that was asked about stands: the first line of an answer. */
#ifndef HENCE_SHOW_STANDING_H
#define HENCE_SHOW_STANDING_H

#include "runtime/judge/claim_stand.h"

/* `undecided: contested`: the words of a status wherever one is told. */
void stands_print(Status status, Reason reason, Text *text);
/* The same of a claim beside another world: where that differs in how strong it is alone, `established as likely`. */
void claim_stand_print(ClaimStand stand, ClaimStand beside, Text *text);
/* "status","reason","strength", without braces; the last null of what is neither established nor refuted. */
void claim_stand_members(ClaimStand stand, Text *text);
/* `e4_imposed is established: The regime is imposed [Aitiev 2015]`, with a line end.  Of a run that was stopped what is
 * not settled is told as such. */
void standing_print(const Store *store, const Claim *claim, const Verdict *verdict, bool is_stopped, Text *text);
/* `: The regime is imposed [Aitiev 2015]`; of what is not established
 * `: "The regime collapses", discussed in [Aitiev 2015]`,
 * as whoever is cited there is no backing of it, and may deny it. */
void claim_words_print(const Program *program, const Claim *claim, Status status, Text *text);
/* `e4_imposed was not established before the run was stopped`: of such a run nobody can say that it is unsupported. */
void unsettled_print(Str subject, Text *text);
bool status_is_settled(Status status);
/* Where the run was stopped: nothing else is known then. */
void standing_stopped_print(Text *text);
/* "subject","status","reason", without braces. */
void standing_members(const Program *program, const Claim *claim, Status status, Reason reason, Text *text);

#endif
