/* What somebody may have meant by a bare name. */
#ifndef HENCE_MISNAMED_H
#define HENCE_MISNAMED_H

#include "runtime/api/session.h"

/* True, with diags, if the text is one word and nothing that can be asked for: neither a relation nor a claim.  A rule,
 * a fact or a prediction of that name is told what to ask for instead; else the nearest name is offered. */
bool misnamed_explain(Session *session, Str text);

#endif
