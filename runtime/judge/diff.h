/* Two worlds of one program, side by side: which claims came out otherwise, and what that is due to. */
#ifndef HENCE_DIFF_H
#define HENCE_DIFF_H

#include "runtime/judge/claim_stand.h"

/* One claim with another status, reason, strength or sensitivity to the policy.  Facts are named by their ids, or by
 * their atoms (in words by the sentence of their relation); the reasons are the proofs of the two verdicts, for a
 * refuted claim of what stands against it, and where these name no fact, what follows differently below the claim. */
typedef struct {
    uint32_t claim;
    Strs without;      /* facts that the reasons rested on, or kept off, and that are gone */
    Strs with;         /* facts that the reasons rest on now, or that now stand in the way, and were not there */
    Strs now;          /* atoms that the reasons before denied and that follow now; what applies against it: `rule r` */
    Strs no_longer;    /* the same, the other way about */
    Strs contradicted; /* atoms that the reasons before used and that are contradicted now */
    bool has_other_value; /* an aggregate that the reasons used has another value */
} Difference;
typedef Vec(Difference) Differences;

/* Two lists of verdicts, explained, as many as the agenda has claims.  Names live in arena; sources may be NULL. */
void diff_verdicts(const Store *was, const Verdict *before, const Store *is, const Verdict *after,
                   const Sources *sources, Arena *arena, Differences *differences);

/* The given rows because of which the claim comes out otherwise, named likewise. */
void diff_causes(const Store *was, const Store *is, const Claim *claim, Arena *arena, Strs *without, Strs *with);

/* The conflicts of one world that the other does not have. */
void diff_conflicts(const Store *store, const Conflicts *conflicts, const Store *other, const Conflicts *others,
                    Conflicts *own);

/* `f12`, or `member(kazakhstan, csto)` for a given row without an id. */
void fact_name_print(const Program *program, RelId relation, const Value *values, Symbol label, Text *text);

#endif
