/* Query after query, then the claims as check has them. */
#include "runtime/api/answers.h"

#include "runtime/api/judged.h"
#include "runtime/show/claims_table.h"
#include "runtime/show/conflicts.h"
#include "runtime/show/claims_json.h"
#include "runtime/show/json.h"
#include "runtime/show/table.h"

static void print_text(const Session *session, const Judged *judged, Text *out) {
    const World *world = session->world;
    const Agenda *agenda = session->program->agenda;
    if (world->outcome.stop != STOP_NONE)
        text_lit(out, "(partial: the run was stopped; what is missing here may still hold)\n");
    for (size_t i = 0; i < agenda->queries.count; i++) {
        if (out->length) text_add_char(out, '\n');
        answers_print(world->store, &agenda->queries.items[i], out);
    }
    if (agenda->claims.count > 0) {
        if (out->length) text_add_char(out, '\n');
        claims_print(judged->verdicts, world->store, out);
    }
    conflicts_print(&world->conflicts, world->store, session->sources, out);
}

/* {"queries":[...],"claims":[...],...}: the object of check, with the answers before it. */
static void print_json(const Session *session, const Judged *judged, Text *out) {
    const World *world = session->world;
    const Agenda *agenda = session->program->agenda;
    Text claims;
    text_init(&claims);
    claims_json(judged->verdicts, world->store, &world->conflicts, session->sources, world->outcome.stop != STOP_NONE,
                &claims);
    text_lit(out, "{\"queries\":[");
    for (size_t i = 0; i < agenda->queries.count; i++) {
        if (i) text_add_char(out, ',');
        answers_json(world->store, &agenda->queries.items[i], out);
    }
    text_lit(out, "],");
    Str rest = text_str(&claims);
    while (rest.length && (rest.text[rest.length - 1] == '\n')) rest.length--;
    text_add(out, (Str){rest.text + 1, rest.length - 1}); /* without its opening brace */
    text_add_char(out, '\n');
    text_clear(&claims);
}

Answered answers(Session *session, const RunOptions *run, const AnswersAsk *ask, Text *out) {
    Judged judged;
    judge_session(session, ask->supposed, run, &judged, NULL);
    if (IS_JSON(ask->as_json))
        print_json(session, &judged, out);
    else
        print_text(session, &judged, out);
    judged_clear(&judged);
    return session->world->conflicts.count ? ANSWER_NEGATIVE : ANSWER_FINE;
}
