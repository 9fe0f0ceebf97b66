/* Verdicts on one world, or on two beside each other. */
#include "runtime/api/claims.h"

#include "runtime/api/judged.h"
#include "runtime/show/changes.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/conflicts.h"
#include "runtime/show/claims_json.h"
#include "runtime/show/setting.h"

static bool is_partial(const World *world) { return world && world->outcome.stop != STOP_NONE; }

static void print_plain(const Session *session, const ClaimsAsk *ask, const Judged *judged, Text *out) {
    const World *world = session->world;
    if (IS_JSON(ask->as_json)) {
        claims_json(judged->verdicts, world->store, &world->conflicts, session->sources, is_partial(world), out);
        return;
    }
    if (judged->count == 0)
        text_lit(out, "no claims: write one as  claim name \"sentence\": body.\n");
    else
        claims_print(judged->verdicts, world->store, out);
    conflicts_print(&world->conflicts, world->store, session->sources, out);
}

/* Contradictions of the supposed world only, and those that it does not have. */
static void print_other_conflicts(const Session *session, Text *out) {
    const World *is = session->world, *was = session->plain;
    Conflicts come = {0}, gone = {0};
    diff_conflicts(is->store, &is->conflicts, was->store, &was->conflicts, &come);
    diff_conflicts(was->store, &was->conflicts, is->store, &is->conflicts, &gone);
    conflicts_print(&come, is->store, session->sources, out);
    if (gone.count) text_lit(out, "\nno longer there:\n");
    conflicts_print(&gone, was->store, session->sources, out);
    vec_free(&come);
    vec_free(&gone);
}

/* The object of a plain check, with new facts before the claims. */
static void print_json_changes(const Session *session, const Judged *judged, const Judged *before,
                               const Differences *differences, Text *out) {
    const World *is = session->world, *was = session->plain;
    Text object;
    text_init(&object);
    claims_json_beside(judged->verdicts, before->verdicts, differences, is, session->sources,
                       is_partial(is) || is_partial(was), &object);
    text_add_char(out, '{');
    if (session->received.count) received_tell_json(&session->received, session->sources, out);
    text_add(out, (Str){object.bytes + 1, object.length - 1});
    text_clear(&object);
}

static void print_changes(const Session *session, const ClaimsAsk *ask, const Judged *judged, const Judged *before,
                          Text *out) {
    const World *is = session->world, *was = session->plain;
    Differences differences = {0};
    Arena arena;
    arena_init(&arena);
    diff_verdicts(was->store, before->verdicts, is->store, judged->verdicts, session->sources, &arena, &differences);
    if (IS_JSON(ask->as_json)) {
        print_json_changes(session, judged, before, &differences, out);
    } else {
        received_tell(&session->received, session->sources, out);
        if (session->received.count) text_add_char(out, '\n');
        changes_print(is, before->verdicts, judged->verdicts, &differences, out);
        print_other_conflicts(session, out);
    }
    vec_free(&differences);
    arena_clear(&arena);
}

Answered claims(Session *session, const RunOptions *run, const ClaimsAsk *ask, Text *out) {
    Judged judged, before;
    const bool compares = !supposes_nothing(ask->supposed);
    if (compares && !session->plain) session_run_plain(session, run);
    judge_session(session, ask->supposed, run, &judged, compares ? &before : NULL);
    if (!ask->as_json && !ask->is_part) setting_all_print(session->world->store, "with ", "\n", out);
    if (compares)
        print_changes(session, ask, &judged, &before, out);
    else
        print_plain(session, ask, &judged, out);
    if (!IS_JSON(ask->as_json) && (is_partial(session->world) || (compares && is_partial(session->plain))))
        text_lit(out, "(partial: the run was stopped; what is missing here may still hold)\n");
    judged_clear(&judged);
    if (compares) judged_clear(&before);
    return session->world->conflicts.count ? ANSWER_NEGATIVE : ANSWER_FINE;
}
