/* `:what-if`: which claims and what else comes out otherwise, were a fact stated or taken back. */
#ifndef HENCE_API_WHAT_IF_H
#define HENCE_API_WHAT_IF_H

#include "runtime/api/answered.h"
#include "runtime/api/session.h"

/* The words are a fact as it would be entered, `member(x, csto) cite s1`; or `without` and a fact, a pattern, or the id
 * of one; or `-` and a fact: taken back if it is given, else it is the contrary that is stated.  The files of the
 * session are read once more, with a scenario of one change, and what it changes is told as `hence check --scenario`
 * does, then what follows otherwise.  ANSWER_REFUSED with *other's diags, which are to be shown; `other` is made here
 * and is to be cleared. */
Answered what_if(const Session *session, const RunOptions *run, Str words, Session *other, Text *out);

#endif
