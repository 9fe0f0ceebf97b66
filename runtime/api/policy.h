/* Claims whose status depends on how ambiguity is weighed. */
#ifndef HENCE_POLICY_H
#define HENCE_POLICY_H

#include "runtime/api/suppose.h"
#include "runtime/judge/claims.h"

/* Marks the verdicts on the plain world and on the supposed one (either may be NULL; as many as there are claims) that
 * are established in this session, which blocks ambiguity, and would not be if it propagated.  Where nothing argues,
 * nothing can differ and nothing is run; else the same facts are run once more, those that matter.  Where the two differ in that, the
 * supposed one is told what it is due to, in the arena. */
void policy_mark(const Session *session, const Supposed *supposed, const RunOptions *options, Verdict *plain,
                 Verdict *changed, Arena *arena);

#endif
