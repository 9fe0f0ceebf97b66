/* `hence check` and `hence test`: verdicts on claims and on expectations. */
#include "runtime/cli/commands.h"
#include "runtime/cli/judge_all.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/show/testlog.h"

void judge_all(Judged *judged, const Session *session) {
    const Agenda *agenda = session->program->agenda;
    *judged = (Judged){.count = (uint32_t)agenda->claims.count};
    arena_init(&judged->arena);
    judged->verdicts = arena_array(&judged->arena, Verdict, judged->count);
    for (uint32_t i = 0; i < judged->count; i++) {
        const Claim *claim = &agenda->claims.items[i];
        judged->verdicts[i] = judge_claim(session->world->store, claim);
        verdict_explain(&judged->verdicts[i], session->world->store, claim, session->sources, &judged->arena);
    }
}

void judged_clear(Judged *judged) {
    for (uint32_t i = 0; i < judged->count; i++) verdict_clear(&judged->verdicts[i]);
    arena_clear(&judged->arena);
    *judged = (Judged){0};
}

int command_check(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    const World *world = desk.session.world;
    Judged judged;
    judge_all(&judged, &desk.session);
    if (options->format == FORMAT_JSON) {
        claims_json(judged.verdicts, world->store, &world->conflicts, desk.session.sources,
                    world->outcome.stop != STOP_NONE, &desk.out);
    } else if (judged.count == 0) {
        text_lit(&desk.out, "no claims: write one as  claim name \"sentence\": body.\n");
    } else {
        claims_print(judged.verdicts, world->store, &desk.out);
    }
    if (options->format == FORMAT_TEXT) {
        conflicts_print(&world->conflicts, world->store, desk.session.sources, &desk.out);
        if (world->outcome.stop != STOP_NONE)
            text_lit(&desk.out, "(partial: the run was stopped; what is missing here may still hold)\n");
    }
    if (world->conflicts.count) status = EXIT_NEGATIVE;
    judged_clear(&judged);
    return desk_close(&desk, options, status);
}

int command_test(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    Arena arena;
    arena_init(&arena);
    TestResults results = judge_tests(desk.session.world, NULL, NULL, &desk.run, desk.session.diags, &arena);
    if (options->format == FORMAT_TAP)
        testlog_print_tap(&results, desk.session.program, desk.session.sources, &desk.out);
    else if (options->format == FORMAT_JSON)
        testlog_print_json(&results, desk.session.program, desk.session.sources, &desk.out);
    else
        testlog_print(&results, desk.session.program, desk.session.sources, &desk.out);
    if (results.failed) status = EXIT_NEGATIVE;
    if (results.has_faults) status = graver(status, EXIT_DATA);
    if (results.stop != STOP_NONE)
        status = graver(status, results.stop == STOP_CANCELLED ? EXIT_INTERRUPTED : EXIT_LIMIT);
    arena_clear(&arena);
    return desk_close(&desk, options, status);
}
