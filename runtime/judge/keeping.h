/* Facts that a proof needs though it does not build on them: they keep what it denies from following, since they make an
 * exception to that fire.  a => c unless e; b => e unless d; a, b, d: c builds on a, and needs d too. */
#ifndef HENCE_KEEPING_H
#define HENCE_KEEPING_H

#include "runtime/judge/grounds.h"

typedef struct {
    Attested facts; /* none of them among the grounds of the proof */
    bool is_cut;    /* KEEPING_MOST denials were looked at, or a search came to its bounds: there may be more */
} Keeping;
enum { KEEPING_MOST = 200 };

/* Of what the steps deny, exceptions, `not`, and rules for the contrary that are not beaten otherwise, and of what those
 * firings deny in turn.  Where one of several would do, the first is taken; no world is run.  Lists are in the arena. */
Keeping keeping_of(const Proof *proof, Arena *arena);

#endif
