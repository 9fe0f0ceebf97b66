/* `lint`: sentences that leave out what tells two facts apart, so that a reader takes them for one. */
#ifndef HENCE_API_LINT_SENTENCES_H
#define HENCE_API_LINT_SENTENCES_H

#include "runtime/api/session.h"

/* Of the rows of the session's world, given or derived. */
void warn_sentences(Session *session);

#endif
