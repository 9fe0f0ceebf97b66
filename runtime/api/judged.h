/* The verdicts on all claims of a world. */
#ifndef HENCE_JUDGED_H
#define HENCE_JUDGED_H

#include "runtime/api/suppose.h"
#include "runtime/judge/claims.h"

typedef struct {
    Verdict *verdicts; /* as many as the agenda has claims; explained */
    uint32_t count;
    Arena arena;
} Judged;

/* The world that is asked about, and the plain one if it is compared with (else NULL),
 * with the claims marked that depend on the policy. */
void judge_session(const Session *session, const Supposed *supposed, const RunOptions *run, Judged *judged,
                   Judged *before);
/* The verdict on one claim on the world of the session, explained, and marked if it is established; in the arena, to be
 * cleared. */
Verdict *judge_only(const Session *session, const Claim *claim, const Supposed *supposed, const RunOptions *run,
                    Arena *arena);
void judged_clear(Judged *judged);

#endif
