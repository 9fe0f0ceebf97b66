/* Texts come from the session, so that a file which is edited meanwhile is read as it was; what goes is blanked there. */
#include "runtime/api/reread.h"

#include "runtime/api/edits.h"

static void priorities_print(const Program *program, const Repair *repair, Text *text) {
    const Interner *symbols = values_symbols(program->values);
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_PREFER)
            text_printf(text, "prefer %.*s over %.*s.\n", STR_FMT(intern_text(symbols, repair->steps[i].winner)),
                        STR_FMT(intern_text(symbols, repair->steps[i].loser)));
}

/* A text without the statements that the repair takes back. */
static SourceId read_without(const Rereading *r, Sources *sources, Str shown, SourceId id) {
    const Program *program = r->session->program;
    Text text;
    text_init(&text);
    text_add(&text, source_text(r->session->sources, id));
    for (uint32_t i = 0; i < r->repair->step_count; i++)
        for (size_t p = 0; p < program->preferences.count; p++) {
            const Preference *preference = &program->preferences.items[p];
            if (preference->span.source == id && step_takes_preference(&r->repair->steps[i], preference))
                statement_blank(&text, preference->span);
        }
    SourceId own = source_add(sources, shown, text_str(&text));
    text_clear(&text);
    return own;
}

static SourceId read_again(void *context, Sources *sources, Str shown, const char *path) {
    const Rereading *r = context;
    SourceId id = source_known(r->session->sources, shown);
    if (id != NO_SOURCE) return read_without(r, sources, shown, id);
    return session_read_rules(r->session, sources, shown, path);
}

/* Tables are where the session has them. */
static bool read_data(void *context, const char *path, Text *bytes) {
    const Session *session = ((const Rereading *)context)->session;
    return session->read_data(session->read_context, path, bytes);
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
    session_init_like(other, r->session);
    deny_what_it_denies(r, other);
    other->more = text_str(&r->more);
    other->read = read_again;
    if (r->session->read_data) other->read_data = read_data;
    other->read_context = r;
    return run_other(r, other);
}

void reread_end(Rereading *r, Session *other) {
    session_clear(other);
    text_clear(&r->more);
    vec_free(&r->denied);
}
