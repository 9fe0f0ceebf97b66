/* Claim after claim; then all of them once more the other way, for those that depend on the policy. */
#include "runtime/api/judged.h"

#include "runtime/api/policy.h"

static void judge_world(Judged *judged, const Session *session, const World *world) {
    const Agenda *agenda = session->program->agenda;
    *judged = (Judged){.count = (uint32_t)agenda->claims.count};
    arena_init(&judged->arena);
    judged->verdicts = arena_array(&judged->arena, Verdict, judged->count);
    for (uint32_t i = 0; i < judged->count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        judged->verdicts[i] = judge_claim(world->store, claim);
        verdict_explain(&judged->verdicts[i], world->store, claim, session->sources, &judged->arena);
    }
}

void judge_session(const Session *session, const Supposed *supposed, const RunOptions *run, Judged *judged,
                   Judged *before) {
    judge_world(judged, session, session->world);
    if (before) judge_world(before, session, session->plain);
    bool is_plain = supposes_nothing(supposed);
    Verdict *plain = is_plain ? judged->verdicts : before ? before->verdicts : NULL;
    policy_mark(session, supposed, run, plain, is_plain ? NULL : judged->verdicts, &judged->arena);
}

void judged_clear(Judged *judged) {
    for (uint32_t i = 0; i < judged->count; i++) verdict_clear(&judged->verdicts[i]);
    arena_clear(&judged->arena);
    *judged = (Judged){0};
}
