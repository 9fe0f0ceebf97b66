/* The verdicts on all claims of a world. */
#ifndef HENCE_JUDGE_ALL_H
#define HENCE_JUDGE_ALL_H

#include "runtime/cli/commands.h"
#include "runtime/judge/claims.h"

typedef struct {
    Verdict *verdicts; /* as many as the agenda has claims; explained */
    uint32_t count;
    Arena arena;
} Judged;

void judge_all(Judged *judged, const Session *session);
void judge_world(Judged *judged, const Session *session, const World *world);
/* The world that is asked about, and the plain one if it is compared with (else NULL), with the claims marked that depend
 * on the policy. */
void judge_desk(const Desk *desk, const Options *options, Judged *judged, Judged *before);
void judged_clear(Judged *judged);

#endif
