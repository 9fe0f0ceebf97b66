/* What somebody asks about: the name of a claim, or a body such as `member(X, csto)`. */
#ifndef HENCE_ASKED_H
#define HENCE_ASKED_H

#include "runtime/api/session.h"

/* The claim of that name, or a claim without one that is made of the body, in the program's arena.  It is answered in the
 * world of the session, which must have run.  NULL with diags. */
const Claim *asked_claim(Session *session, Str subject, const RunOptions *options);

/* What was asked of other worlds was stopped: so is the answer. */
void asked_stopped(Session *session, Stop stop);

#endif
