/* `hence check` and `hence test`: verdicts on claims and on expectations.
 *
 * With something supposed, check runs the program as it is as well, and says what changes. */
#include "runtime/api/policy.h"
#include "runtime/cli/commands.h"
#include "runtime/cli/judge_all.h"
#include "runtime/show/changes.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/show/testlog.h"

void judge_world(Judged *judged, const Session *session, const World *world) {
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

void judge_all(Judged *judged, const Session *session) { judge_world(judged, session, session->world); }

void judge_desk(const Desk *desk, const Options *options, Judged *judged, Judged *before) {
    judge_all(judged, &desk->session);
    if (before) judge_world(before, &desk->session, desk->session.plain);
    bool is_plain = supposes_nothing(&options->supposed);
    Verdict *plain = is_plain ? judged->verdicts : before ? before->verdicts : NULL;
    policy_mark(&desk->session, &options->supposed, &desk->run, plain, is_plain ? NULL : judged->verdicts,
                &judged->arena);
}

void judged_clear(Judged *judged) {
    for (uint32_t i = 0; i < judged->count; i++) verdict_clear(&judged->verdicts[i]);
    arena_clear(&judged->arena);
    *judged = (Judged){0};
}

static bool is_partial(const World *world) { return world && world->outcome.stop != STOP_NONE; }

static void print_plain(Desk *desk, const Options *options, const Judged *judged) {
    const World *world = desk->session.world;
    if (options->format == FORMAT_JSON) {
        claims_json(judged->verdicts, world->store, &world->conflicts, desk->session.sources, is_partial(world),
                    &desk->out);
        return;
    }
    if (judged->count == 0)
        text_lit(&desk->out, "no claims: write one as  claim name \"sentence\": body.\n");
    else
        claims_print(judged->verdicts, world->store, &desk->out);
    conflicts_print(&world->conflicts, world->store, desk->session.sources, &desk->out);
}

/* Contradictions of the supposed world only, and those that it does not have. */
static void print_other_conflicts(Desk *desk) {
    const World *is = desk->session.world, *was = desk->session.plain;
    Conflicts come = {0}, gone = {0};
    diff_conflicts(is->store, &is->conflicts, was->store, &was->conflicts, &come);
    diff_conflicts(was->store, &was->conflicts, is->store, &is->conflicts, &gone);
    conflicts_print(&come, is->store, desk->session.sources, &desk->out);
    if (gone.count) text_lit(&desk->out, "\nno longer there:\n");
    conflicts_print(&gone, was->store, desk->session.sources, &desk->out);
    vec_free(&come);
    vec_free(&gone);
}

/* The object of check, with new facts before the claims. */
static void print_json_changes(Desk *desk, const Judged *judged, const Judged *before, const Differences *differences) {
    const World *is = desk->session.world, *was = desk->session.plain;
    Text object;
    text_init(&object);
    claims_json_beside(judged->verdicts, before->verdicts, differences, is, desk->session.sources,
                       is_partial(is) || is_partial(was), &object);
    text_add_char(&desk->out, '{');
    if (desk->session.received.count) desk_json_facts(desk, &desk->out);
    text_add(&desk->out, (Str){object.bytes + 1, object.length - 1});
    text_clear(&object);
}

static void print_changes(Desk *desk, const Options *options, const Judged *judged, const Judged *before) {
    const World *is = desk->session.world, *was = desk->session.plain;
    Differences differences = {0};
    Arena arena;
    arena_init(&arena);
    diff_verdicts(was->store, before->verdicts, is->store, judged->verdicts, desk->session.sources, &arena,
                  &differences);
    if (options->format == FORMAT_JSON) {
        print_json_changes(desk, judged, before, &differences);
    } else {
        desk_print_facts(desk, &desk->out);
        if (desk->session.received.count) text_add_char(&desk->out, '\n');
        changes_print(is, before->verdicts, judged->verdicts, &differences, &desk->out);
        print_other_conflicts(desk);
    }
    vec_free(&differences);
    arena_clear(&arena);
}

int command_check(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    const Session *session = &desk.session;
    Judged judged, before;
    judge_desk(&desk, options, &judged, session->plain ? &before : NULL);
    if (session->plain)
        print_changes(&desk, options, &judged, &before);
    else
        print_plain(&desk, options, &judged);
    if (options->format == FORMAT_TEXT && (is_partial(session->world) || is_partial(session->plain)))
        text_lit(&desk.out, "(partial: the run was stopped; what is missing here may still hold)\n");
    if (session->world->conflicts.count) status = EXIT_NEGATIVE;
    judged_clear(&judged);
    if (session->plain) judged_clear(&before);
    return desk_close(&desk, options, status);
}

int command_test(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    Arena arena;
    arena_init(&arena);
    TestResults results =
        judge_tests(desk.session.world, desk.session.given, &desk.changes, &desk.run, desk.session.diags, &arena);
    if (options->format == FORMAT_TAP)
        testlog_print_tap(&results, desk.session.program, desk.session.sources, &desk.out);
    else if (options->format == FORMAT_JSON)
        testlog_print_json(&results, desk.session.program, desk.session.sources, &desk.out);
    else
        testlog_print(&results, desk.session.program, desk.session.sources, &desk.out);
    if (results.failed) status = EXIT_NEGATIVE;
    if (diags_has(desk.session.diags, E0217)) status = graver(status, EXIT_PROGRAM);
    if (results.has_faults) status = graver(status, EXIT_DATA);
    if (results.stop != STOP_NONE)
        status = graver(status, results.stop == STOP_CANCELLED ? EXIT_INTERRUPTED : EXIT_LIMIT);
    arena_clear(&arena);
    return desk_close(&desk, options, status);
}
