/* Policy-sensitive claims.
 *
 * The policy is part of the translation into rules, so the other one is another program: a session of its own, whose
 * claims stand in the same order.  A run that was stopped tells nothing, and marks nothing; then what is told
 * of the one at hand is partial as well. */
#include "runtime/api/policy.h"

#include "runtime/judge/diff.h"
#include "runtime/judge/extract.h"

static void mark(Verdict *verdicts, const World *other, World *own) {
    const Agenda *agenda = other->store->program->agenda;
    for (size_t i = 0; i < agenda->claims.count && other->outcome.stop == STOP_NONE; i++) {
        if (verdicts[i].status != STATUS_ESTABLISHED) continue;
        Verdict verdict = judge_claim(other->store, &agenda->claims.items[i]);
        bool is_found = other->outcome.stop == STOP_NONE; /* judging may be stopped too */
        verdicts[i].policy_sensitive = is_found && verdict.status != STATUS_ESTABLISHED;
        verdict_clear(&verdict);
    }
    if (own->outcome.stop == STOP_NONE) own->outcome.stop = other->outcome.stop;
}

/* Both are established here; so what differs is found where ambiguity propagates. */
static void tell_causes(const Session *other, const Verdict *plain, Verdict *changed, Arena *arena) {
    const Agenda *agenda = other->program->agenda;
    if (!other->plain || other->plain->outcome.stop != STOP_NONE || other->world->outcome.stop != STOP_NONE) return;
    for (size_t i = 0; i < agenda->claims.count; i++) {
        bool is_same = plain[i].policy_sensitive == changed[i].policy_sensitive;
        if (is_same || plain[i].status != STATUS_ESTABLISHED || changed[i].status != STATUS_ESTABLISHED) continue;
        diff_causes(other->plain->store, other->world->store, &agenda->claims.items[i], arena,
                    &changed[i].policy_without, &changed[i].policy_with);
    }
}

/* What established claims can depend on. */
static void run_extract(Session *other, const RunOptions *options, const Verdict *verdicts) {
    const Agenda *agenda = other->program->agenda;
    Vec(const Claim *) claims = {0};
    for (size_t i = 0; i < agenda->claims.count; i++)
        if (verdicts[i].status == STATUS_ESTABLISHED) vec_push(&claims, &agenda->claims.items[i]);
    Extract extract;
    extract_init(&extract, other->given, claims.items, claims.count);
    RunOptions own = *options;
    own.wanted = extract.components;
    session_change(other, &(Changes){.fate = extract_fate, .fate_context = &extract}, &own);
    extract_clear(&extract);
    vec_free(&claims);
}

static void run_and_mark(Session *other, const Session *session, const Supposed *supposed, const RunOptions *options,
                         Verdict *plain, Verdict *changed, Arena *arena) {
    Changes changes;
    Text complaint;
    text_init(&complaint);
    other->keeps_given = changed != NULL;
    if (plain) {
        if (changed) /* whoever looks for causes goes through all rows */
            session_run(other, options);
        else
            run_extract(other, options, plain);
        mark(plain, other->world, changed ? session->plain : session->world);
    }
    if (changed && supposed->facts.count) session_receive(other, supposed->facts.items, supposed->facts.count, session);
    if (changed && suppose(other, supposed, &changes, &complaint)) {
        session_change(other, &changes, options);
        mark(changed, other->world, session->world);
        if (plain) tell_causes(other, plain, changed, arena);
    }
    text_clear(&complaint);
}

bool policy_mark(const Session *session, const Supposed *supposed, const RunOptions *options, Verdict *plain,
                 Verdict *changed, Arena *arena) {
    if (session->world->outcome.stop != STOP_NONE) return false;
    if (!session->program->written || !program_argues(session->program)) return true;
    Session other;
    Policy policy = session->policy;
    policy.ambiguity = AMBIGUITY_PROPAGATE;
    bool is_open = session_open_again(&other, session, &policy, NULL);
    if (is_open)
        run_and_mark(&other, session, supposed, options, plain, changed, arena);
    else
        session->world->outcome.stop = other.read_stop;
    session_clear(&other);
    return is_open && session->world->outcome.stop == STOP_NONE;
}

void policy_mark_world(const Session *session, const Supposed *supposed, const RunOptions *options, Verdict *verdicts,
                       Arena *arena) {
    bool is_plain = supposes_nothing(supposed);
    (void)policy_mark(session, supposed, options, is_plain ? verdicts : NULL, is_plain ? NULL : verdicts, arena);
}
