/* `hence run`: what follows, as answers, claims and files. */
#include "runtime/cli/commands.h"
#include "runtime/cli/judge_all.h"
#include "runtime/io/exchange.h"
#include "runtime/show/json.h"
#include "runtime/show/prose.h"
#include "runtime/show/table.h"

static void print_text(Desk *desk, const Judged *judged) {
    const Store *store = desk->session.world->store;
    const Agenda *agenda = desk->session.program->agenda;
    if (desk->session.world->outcome.stop != STOP_NONE)
        text_lit(&desk->out, "(partial: the run was stopped; what is missing here may still hold)\n");
    for (size_t i = 0; i < agenda->queries.count; i++) {
        if (desk->out.length) text_add_char(&desk->out, '\n');
        answers_print(store, &agenda->queries.items[i], &desk->out);
    }
    if (agenda->claims.count == 0) return;
    if (desk->out.length) text_add_char(&desk->out, '\n');
    claims_print(judged->verdicts, store, &desk->out);
}

/* {"queries":[...],"claims":[...],...}: the object of check, with the answers before it. */
static void print_json(Desk *desk, const Judged *judged) {
    const World *world = desk->session.world;
    const Agenda *agenda = desk->session.program->agenda;
    Text claims;
    text_init(&claims);
    claims_json(judged->verdicts, world->store, &world->conflicts, desk->session.sources,
                world->outcome.stop != STOP_NONE, &claims);
    text_lit(&desk->out, "{\"queries\":[");
    for (size_t i = 0; i < agenda->queries.count; i++) {
        if (i) text_add_char(&desk->out, ',');
        answers_json(world->store, &agenda->queries.items[i], &desk->out);
    }
    text_lit(&desk->out, "],");
    Str rest = text_str(&claims);
    while (rest.length && (rest.text[rest.length - 1] == '\n')) rest.length--;
    text_add(&desk->out, (Str){rest.text + 1, rest.length - 1}); /* without its opening brace */
    text_add_char(&desk->out, '\n');
    text_clear(&claims);
}

static int write_folder(Desk *desk, const char *folder) {
    const World *world = desk->session.world;
    return exchange_write_folder(desk->session.sources, world->store, folder, desk->session.diags) ? EXIT_FINE
                                                                                                   : EXIT_DATA;
}

int command_run(const Options *options) {
    Desk desk;
    int status = desk_open(&desk, options);
    if (status != EXIT_FINE) return desk_close(&desk, options, status);
    Judged judged;
    judge_desk(&desk, options, &judged, NULL);
    if (options->format == FORMAT_JSON)
        print_json(&desk, &judged);
    else
        print_text(&desk, &judged);
    if (desk.session.world->conflicts.count) {
        status = EXIT_NEGATIVE;
        if (options->format == FORMAT_TEXT)
            conflicts_print(&desk.session.world->conflicts, desk.session.world->store, desk.session.sources, &desk.out);
    }
    if (options->out) status = graver(status, write_folder(&desk, options->out));
    judged_clear(&judged);
    return desk_close(&desk, options, status);
}
