/* Facts that a proof needs though it does not build on them: they keep what it denies from following, since they make an
 * exception to that fire.  a => c unless e; b => e unless d; a, b, d: c builds on a, and needs d too. */
#ifndef HENCE_KEEPING_H
#define HENCE_KEEPING_H

#include "runtime/judge/grounds.h"

typedef struct {
    Attested facts;    /* none of them among the grounds of the proof */
    Attested possible; /* nor are these: a rule read backwards, or a key, denies only what could be so */
    RowRef *rows;      /* that do so: the facts below them */
    uint32_t row_count;
    bool
        is_doubtful; /* something is kept from following by two facts at once, or by one twice: which, nobody looked for */
    bool is_cut;     /* KEEPING_MOST denials were looked at, or a search came to its bounds: there may be more */
} Keeping;
enum { KEEPING_MOST = 200 };

/* Where ambiguity propagates, rules run in a circle, or two premises of an attacker fail at once, it is only said that there may be
 * more (agree_keeping holds it to that).
 * Of what the steps deny, exceptions, `not`, and rules for the contrary that are not beaten otherwise, and of what those
 * firings deny in turn.  Where one of several would do, the first is taken; no world is run.  Lists are in the arena. */
Keeping keeping_of(const Proof *proof, Arena *arena);

#endif
