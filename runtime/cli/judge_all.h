/* The verdicts on all claims of a session. */
#ifndef HENCE_JUDGE_ALL_H
#define HENCE_JUDGE_ALL_H

#include "runtime/api/session.h"
#include "runtime/judge/claims.h"

typedef struct {
    Verdict *verdicts; /* as many as the agenda has claims; explained */
    uint32_t count;
    Arena arena;
} Judged;

void judge_all(Judged *judged, const Session *session);
void judged_clear(Judged *judged);

#endif
