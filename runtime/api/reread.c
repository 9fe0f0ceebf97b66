/* What goes is blanked in its text, what comes follows behind. */
#include "runtime/api/reread.h"

#include "runtime/api/edits.h"

static void priorities_print(const Program *program, const Repair *repair, Text *text) {
    const Interner *symbols = values_symbols(program->values);
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_PREFER)
            text_printf(text, "prefer %.*s over %.*s.\n", STR_FMT(intern_text(symbols, repair->steps[i].winner)),
                        STR_FMT(intern_text(symbols, repair->steps[i].loser)));
}

/* Without the statements that the repair takes back. */
static void take_back(void *context, SourceId id, Text *text) {
    const Rereading *r = context;
    const Program *program = r->session->program;
    for (uint32_t i = 0; i < r->repair->step_count; i++)
        for (size_t p = 0; p < program->preferences.count; p++) {
            const Preference *preference = &program->preferences.items[p];
            if (preference->span.source == id && step_takes_preference(&r->repair->steps[i], preference))
                statement_blank(text, preference->span);
        }
}

/* What the repair denies can be doubted from the start. */
static void deny_what_it_denies(Rereading *r, Session *other) {
    const Program *program = r->session->program;
    for (uint32_t i = 0; i < other->policy.denied_count; i++) vec_push(&r->denied, other->policy.denied[i]);
    for (uint32_t i = 0; i < r->repair->step_count; i++) {
        const RepairStep *step = &r->repair->steps[i];
        if (step->kind != STEP_ADD || !program->relations.items[step->relation].is_negative) continue;
        vec_push(&r->denied,
                 intern_text(values_symbols(program->values), program->relations.items[step->relation].name));
    }
    other->policy.denied = r->denied.items;
    other->policy.denied_count = r->denied.count;
}

static bool run_other(const Rereading *r, Session *other) {
    const Supposed *supposed = r->supposed;
    Changes changes;
    Text complaint;
    if (session_read(other, r->session->paths, r->session->path_count) != SESSION_READ) return false;
    if (supposed->facts.count) session_receive(other, supposed->facts.items, supposed->facts.count, r->session);
    text_init(&complaint);
    bool is_run = suppose_run(other, supposed, r->run, &changes, &complaint) == WORLD_RUN;
    text_clear(&complaint);
    return is_run && other->world->outcome.stop == STOP_NONE;
}

bool reread(Rereading *r, Session *other) {
    text_init(&r->more);
    priorities_print(r->session->program, r->repair, &r->more);
    r->revised = (Revised){r->session, take_back, r};
    revised_init(other, &r->revised);
    deny_what_it_denies(r, other);
    other->more = text_str(&r->more);
    return run_other(r, other);
}

void reread_end(Rereading *r, Session *other) {
    session_clear(other);
    text_clear(&r->more);
    vec_free(&r->denied);
}
