/* Where files are read again, what goes is blanked in its text, and what comes follows behind. */
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
    if (supposed->facts.count) session_receive(other, supposed->facts.items, supposed->facts.count, r->session);
    text_init(&complaint);
    bool is_run = suppose_run(other, supposed, r->run, &changes, &complaint) == WORLD_RUN;
    text_clear(&complaint);
    return is_run && other->world->outcome.stop == STOP_NONE;
}

/* ---- without reading them ---- */

/* Relations that came with questions since belong to what they deny. */
static bool add_relation(const Rereading *r, RelId id) {
    RelId contrary = r->session->program->relations.items[id].contrary;
    if (id >= islands_relation_count(r->islands)) id = contrary;
    if (id == NO_ID || id >= islands_relation_count(r->islands)) return false;
    islands_add(r->islands, id, r->is_in);
    return true;
}

static bool add_step(const Rereading *r, const RepairStep *step) {
    if (!step_is_priority(step)) return add_relation(r, step->relation);
    islands_add_called(r->islands, step->winner, r->is_in);
    islands_add_called(r->islands, step->loser, r->is_in);
    return true;
}

/* Facts that are supposed may be about anything. */
static void find_part(Rereading *r) {
    const Program *program = r->session->program;
    if (!r->claim || !r->islands || !supposes_nothing(r->supposed)) return;
    r->is_in = mem_alloc_zero(program->relations.count + 1);
    bool is_told = add_relation(r, r->claim->question.answer);
    for (uint32_t i = 0; i < r->repair->step_count && is_told; i++) is_told = add_step(r, &r->repair->steps[i]);
    for (RelId id = islands_relation_count(r->islands); id < program->relations.count && is_told; id++) {
        RelId contrary = program->relations.items[id].contrary;
        bool is_said = program->relations.items[id].helper == HELPER_NONE && contrary != NO_ID;
        r->is_in[id] = is_said && r->is_in[contrary];
    }
    if (is_told) return;
    mem_free(r->is_in);
    r->is_in = NULL;
}

static bool takes_back(const void *context, const Preference *preference) {
    const Repair *repair = context;
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (step_takes_preference(&repair->steps[i], preference)) return true;
    return false;
}

static bool open_again(Rereading *r, Session *other) {
    find_part(r);
    for (uint32_t i = 0; i < r->repair->step_count; i++) {
        const RepairStep *step = &r->repair->steps[i];
        if (step->kind == STEP_PREFER)
            vec_push(&r->preferences, ((Preference){step->winner, step->loser, NO_ID, NO_ID, NO_SPAN}));
    }
    Session revised = {.policy = r->session->policy};
    deny_what_it_denies(r, &revised);
    const Amendment amendment = {r->preferences.items, (uint32_t)r->preferences.count, takes_back, r->repair, r->is_in};
    return session_open_again(other, r->session, &revised.policy, &amendment) && run_other(r, other);
}

/* ---- either way ---- */

bool reread(Rereading *r, Session *other) {
    text_init(&r->more);
    if (r->session->program->written) return open_again(r, other);
    priorities_print(r->session->program, r->repair, &r->more);
    r->revised = (Revised){r->session, take_back, r};
    revised_init(other, &r->revised);
    deny_what_it_denies(r, other);
    other->more = text_str(&r->more);
    if (session_read(other, r->session->paths, r->session->path_count) != SESSION_READ) return false;
    return run_other(r, other);
}

void reread_end(Rereading *r, Session *other) {
    session_clear(other);
    text_clear(&r->more);
    vec_free(&r->denied);
    vec_free(&r->preferences);
    mem_free(r->is_in);
}
