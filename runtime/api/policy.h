/* Claims whose status depends on how ambiguity is weighed. */
#ifndef HENCE_POLICY_H
#define HENCE_POLICY_H

#include "runtime/api/suppose.h"
#include "runtime/judge/claims.h"

/* Marks the verdicts on the plain world and on the supposed one (either may be NULL; as many as there are claims) that
 * are established in this session, which blocks ambiguity, and would not be if it propagated.  Where nothing argues,
 * nothing can differ and nothing is run; else the facts are run once more, of a plain world those that matter.  Where
 * the two differ in that, the supposed one is told what it is due to, in the arena.  False if that was not looked for
 * to its end: then what is not marked may hang on it too. */
bool policy_mark(const Session *session, const Supposed *supposed, const RunOptions *options, Verdict *plain,
                 Verdict *changed, Arena *arena);
/* The same for those on the world of the session, be it plain or supposed. */
void policy_mark_world(const Session *session, const Supposed *supposed, const RunOptions *options, Verdict *verdicts,
                       Arena *arena);

#endif
