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
    (void)policy_mark(session, supposed, run, plain, is_plain ? NULL : judged->verdicts, &judged->arena);
}

/* Verdicts are kept for all claims, since the policy is compared for all; but only this one is found. */
Verdict *judge_only(const Session *session, const Claim *claim, const Supposed *supposed, const RunOptions *run,
                    Arena *arena) {
    const Agenda *agenda = session->program->agenda;
    const Store *store = session->world->store;
    Verdict *verdicts = arena_array(arena, Verdict, agenda->claims.count);
    for (size_t i = 0; i < agenda->claims.count; i++)
        verdicts[i] = (Verdict){.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}, .by = NO_ID};
    Verdict *verdict = &verdicts[claim - agenda->claims.items];
    *verdict = judge_claim(store, claim);
    verdict_explain(verdict, store, claim, session->sources, arena);
    if (verdict->status == STATUS_ESTABLISHED) policy_mark_world(session, supposed, run, verdicts, arena);
    return verdict;
}

void judged_clear(Judged *judged) {
    for (uint32_t i = 0; i < judged->count; i++) verdict_clear(&judged->verdicts[i]);
    arena_clear(&judged->arena);
    *judged = (Judged){0};
}
