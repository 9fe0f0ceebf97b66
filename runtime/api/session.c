/* A session.
 *
 * Nothing is decided here: each stage is called in its turn with what the one before it made.  Given facts are kept in
 * a store of their own only where scenarios need them; otherwise the world runs on them in place. */
#include "runtime/api/session.h"

#include <assert.h>

#include "runtime/api/stopped.h"
#include "runtime/io/disk.h"
#include "runtime/io/exchange.h"
#include "runtime/io/handed.h"
#include "runtime/io/sandbox.h"
#include "runtime/why/open.h"

#define MORE_PATH "(supposed)" /* of further statements; no file is read under it then */

static bool has_handed(const Session *session) { return session->handed && session->handed->count; }

SourceId session_read_file(const Session *session, Sources *sources, Str shown, const char *path) {
    if (!session->sandbox) return source_read(sources, shown, path);
    bool is_named = false;
    for (size_t i = 0; i < session->path_count; i++) is_named = is_named || strcmp(session->paths[i], path) == 0;
    if (!is_named && !sandbox_lets_read(session->sandbox, path)) return NO_SOURCE;
    return source_read(sources, shown, path);
}

SourceId session_read_rules(const Session *session, Sources *sources, Str shown, const char *path) {
    if (session->read) return session->read(session->read_context, sources, shown, path);
    return session_read_file(session, sources, shown, path);
}

static SourceId read_more(const Session *session, Sources *sources, Str shown) {
    const bool has_name = session->more_name.length > 0;
    SourceId source = source_add(sources, has_name ? session->more_name : shown, session->more);
    if (has_name && source != NO_SOURCE) source_count_from(sources, source, 1);
    return source;
}

static SourceId read_file(void *context, Sources *sources, Str shown, const char *path) {
    const Session *session = context;
    if (session->more.length && str_equal(str_of(path), STR(MORE_PATH))) return read_more(session, sources, shown);
    if (has_handed(session) && str_equal(str_of(path), STR(HANDED_PATH)))
        return handed_statements(session->handed, sources);
    return session_read_rules(session, sources, shown, path);
}

static Program *compile_all(Session *session) {
    Vec(const char *) paths = {0};
    for (size_t i = 0; i < session->path_count; i++) vec_push(&paths, session->paths[i]);
    if (has_handed(session)) vec_push(&paths, HANDED_PATH);
    if (session->more.length) vec_push(&paths, MORE_PATH);
    Program *program =
        compile_files(paths.items, paths.count, &session->policy, read_file, session, session->sources, session->diags);
    vec_free(&paths);
    return program;
}

void session_init(Session *session) {
    *session = (Session){.sources = sources_new()};
    session->diags = diags_new(session->sources);
}

static void copy_settings(Session *other, const Session *session) {
    other->policy = session->policy;
    other->threads = session->threads;
    other->read = session->read;
    other->read_data = session->read_data;
    other->read_context = session->read_context;
    other->last = session->last;
    other->handed = session->handed;
    other->sandbox = session->sandbox;
    other->budget = session->budget;
}

void session_init_like(Session *other, const Session *session) {
    session_init(other);
    copy_settings(other, session);
}

void session_clear(Session *session) {
    world_free(session->world);
    world_free(session->plain);
    received_clear(&session->received);
    store_free(session->given);
    program_free(session->program);
    diags_free(session->diags);
    if (!session->is_again) sources_free(session->sources);
    mem_free(session->paths);
    *session = (Session){0};
}

static bool load_all(Session *s) {
    const Intake intake = {s->program, s->given,   s->sources, s->diags,     true, s->read_data ? 1 : s->threads,
                           s->handed,  s->sandbox, s->budget,  &s->read_stop};
    return exchange_load(&intake, s->read_data ? s->read_data : disk_read, s->read_context);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* Files are a set: whoever lists them in another order gets the same answers, byte for byte. */
static void keep_paths(Session *session, const char *const *paths, size_t count) {
    session->paths = mem_alloc((count + 1) * sizeof *session->paths);
    session->path_count = count;
    if (count) memcpy(session->paths, paths, count * sizeof *paths);
    if (count > 1) qsort(session->paths, count, sizeof *session->paths, by_name);
    for (size_t i = 0; session->last && i + 1 < count; i++) {
        if (strcmp(session->paths[i], session->last) != 0) continue;
        session->paths[i] = session->paths[i + 1];
        session->paths[i + 1] = session->last;
    }
}

static bool is_stopped(const Session *session) { return diags_stop(session->diags) != STOP_NONE; }

static SessionState read_all(Session *session) {
    if (session->sandbox) sources_confine(session->sources, sandbox_name(session->sandbox));
    session->program = compile_all(session);
    if (!session->program) return is_stopped(session) ? SESSION_STOPPED : SESSION_PROGRAM_ERRORS;
    session->given = store_new(session->program);
    store_give_program(session->given);
    bool loaded = load_all(session);
    session->file_count = source_count(session->sources);
    if (loaded && diags_error_count(session->diags) == 0) return SESSION_READ;
    if (is_stopped(session)) return SESSION_STOPPED;
    return diags_only_data(session->diags) ? SESSION_DATA_ERRORS : SESSION_PROGRAM_ERRORS;
}

/* The place that was reached, kept where nothing is freed. */
typedef struct {
    char name[512];
    uint32_t line; /* 0: none was reached */
} Reached;

static Reached reached_by(const Session *session) {
    Reached reached = {.line = 0};
    Span last = diags_last(session->diags);
    if (last.source == NO_SOURCE) return reached;
    Str name = source_name(session->sources, last.source);
    size_t length = name.length < sizeof reached.name - 1 ? name.length : sizeof reached.name - 1;
    memcpy(reached.name, name.text, length);
    reached.line = source_place(session->sources, last.source, last.begin).line;
    return reached;
}

/* At the limit in the middle of something: all that was read is given back, and what remains is the message. */
static SessionState give_up(Session *session, MemMark *mark) {
    MemAccount *account = mem_current();
    if (!mem_was_refused(account)) mem_fail(); /* there is no more memory: not for a message either */
    const Reached reached = reached_by(session);
    budget_hold(NULL, false);
    mem_free_since(mark);
    session->program = NULL;
    session->given = NULL;
    session->sources = sources_new();
    session->diags = diags_new(session->sources);
    Span at = NO_SPAN;
    if (reached.line) at = (Span){source_name_only(session->sources, str_of(reached.name)), reached.line, reached.line};
    diags_lack(session->diags, at, NULL);
    return SESSION_STOPPED;
}

SessionState session_read(Session *session, const char *const *paths, size_t count) {
    MemGuard guard;
    keep_paths(session, paths, count);
    MemMark *mark = mem_current() ? mem_mark() : NULL;
    diags_keep_to(session->diags, session->budget);
    budget_hold(session->budget, true);
    if (!mem_try_alone(&guard)) return give_up(session, mark);
    SessionState state = read_all(session);
    mem_end_try_alone();
    mem_free(mark);
    budget_hold(session->budget, false);
    diags_keep_to(session->diags, NULL); /* questions have limits of their own */
    return state;
}

const Store *session_given(const Session *session) { return session->given ? session->given : session->world->store; }

/* Where facts stand hangs on how arguments are weighed, but for those that are given: tables give no others. */
static bool is_given(const Program *program, RelId id) {
    Helper helper = program->relations.items[id].helper;
    return helper == HELPER_NONE || helper == HELPER_STRICT;
}

static void give_again(Session *session, const Store *base, const bool *is_in) {
    const Program *program = session->program;
    Stop *stop = &session->read_stop;
    for (RelId id = 0; id < base->program->relations.count && *stop == STOP_NONE; id++) {
        RelId said = program_said(base->program, id);
        if (is_given(base->program, id) && store_given_count(base, id) && (!is_in || is_in[said]))
            *stop = store_give_again(session->given, program_given(program, said), base, id, session->budget);
    }
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        if (is_given(program, fact->relation)) continue;
        store_give(session->given, fact->relation, fact->values, (Origin){fact->label, fact->cites, fact->span}, NULL);
    }
}

bool session_open_again(Session *session, const Session *other, const Policy *policy, const Amendment *amendment) {
    const Amendment as_it_is = {.more = NULL};
    if (!amendment) amendment = &as_it_is;
    *session = (Session){.is_again = true, .sources = other->sources, .file_count = other->file_count};
    copy_settings(session, other);
    session->policy = *policy;
    session->diags = diags_new(session->sources);
    diags_keep_to(session->diags, session->budget);
    session->program = compile_again(other->program, &session->policy, amendment, session->sources, session->diags);
    diags_keep_to(session->diags, NULL);
    if (!session->program) return false;
    session->given = amendment->is_in ? store_new_part(session->program, amendment->is_in,
                                                       (uint32_t)other->program->written->relations.count)
                                      : store_new(session->program);
    give_again(session, session_given(other), amendment->is_in);
    return session->read_stop == STOP_NONE;
}

SessionState session_receive(Session *session, const char *const *files, size_t count, const Session *known) {
    Reading reading = {session->read_data, session->read_context, known ? &known->received : NULL,
                       known ? NULL : session->budget}; /* what is known was read within it */
    diags_keep_to(session->diags, session->budget);
    bool is_read = received_read(&session->received, session->given, session->program, session->sources, session->diags,
                                 files, count, &reading);
    diags_keep_to(session->diags, NULL);
    return is_read ? SESSION_READ : is_stopped(session) ? SESSION_STOPPED : SESSION_DATA_ERRORS;
}

/* Rules that deny or count something must not see a part of the facts: such a run ends before its first round. */
static RunOptions options_after(const Session *session, const RunOptions *options) {
    static const atomic_bool is_over = true;
    RunOptions own = *options;
    if (session->read_stop != STOP_NONE) own.budget.cancel = &is_over;
    return own;
}

static void end_run(const Session *session, World *world) {
    if (session->read_stop != STOP_NONE) world->outcome.stop = session->read_stop;
    if (world->outcome.stop != STOP_NONE) stopped_answer(session, world);
}

static void run_world(Session *session, const RunOptions *options) {
    if (session->keeps_given || session->program->agenda->scenarios.count > 0) {
        session->world = world_new(session->given, NULL, options, session->diags);
        return;
    }
    World *world = mem_alloc_zero(sizeof *world);
    world->store = session->given;
    session->given = NULL;
    session->world = world;
    world_run(world, options);
}

void session_run(Session *session, const RunOptions *options) {
    RunOptions own = options_after(session, options);
    run_world(session, &own);
    end_run(session, session->world);
}

void session_change(Session *session, const Changes *changes, const RunOptions *options) {
    assert(session->given && !session->plain);
    session->plain = session->world;
    RunOptions own = options_after(session, options);
    session->world = world_new(session->given, changes, &own, session->diags);
    end_run(session, session->world);
}

void session_run_plain(Session *session, const RunOptions *options) {
    assert(session->given && !session->plain);
    RunOptions own = options_after(session, options);
    session->plain = world_new(session->given, NULL, &own, session->diags);
    end_run(session, session->plain);
}

Stop session_stop(const Session *session) {
    Stop stop = session->world ? session->world->outcome.stop : STOP_NONE;
    return stop == STOP_NONE && session->plain ? session->plain->outcome.stop : stop;
}

void session_grow(Session *session) {
    store_grow(session->world->store);
    if (session->plain) store_grow(session->plain->store);
    if (session->given) store_grow(session->given);
}

bool session_ask(Session *session, Str text, const RunOptions *options, Question *question) {
    SourceId source = source_add(session->sources, STR("question"), text);
    size_t before = session->program->relations.count;
    if (!compile_question(source, session->program, session->sources, session->diags, question)) return false;
    session_grow(session);
    Stop *stop = &session->world->outcome.stop;
    RunOptions partial = stopped_options(session);
    if (*stop != STOP_NONE) options = &partial;
    for (size_t i = before; i < session->program->relations.count; i++) {
        uint32_t component = session->program->relations.items[i].component;
        if (component == NO_ID) continue;
        Outcome outcome = {0};
        run_component(session->world->store, &session->program->components.items[component], options, &outcome);
        if (*stop == STOP_NONE) *stop = outcome.stop;
        outcome_clear(&outcome);
    }
    return true;
}

RunOptions settings_run(const Settings *settings) {
    return (RunOptions){.budget = budget_begin(settings->limits),
                        .without = settings->without,
                        .threads = settings->threads,
                        .progress = settings->progress};
}

void session_renew(Session *session, RunOptions *run, Budget budget) {
    World *worlds[] = {session->world, session->plain};
    run->budget = budget_begin(budget);
    for (size_t i = 0; i < sizeof worlds / sizeof *worlds; i++)
        if (worlds[i] && worlds[i]->outcome.stop == STOP_NONE) worlds[i]->watch.budget = run->budget;
}

void session_note_faults(Session *session) {
    outcome_name_open(&session->world->outcome, session->world->store);
    outcome_explain(&session->world->outcome, session->program, session->diags);
}

void session_report_run(const Session *session, Text *text) {
    const Outcome *outcome = &session->world->outcome;
    uint64_t untold = outcome_untold(outcome);
    if (untold) text_printf(text, "hence: and %llu more such values\n", (unsigned long long)untold);
    if (outcome->stop != STOP_NONE) stopped_print(session, text);
}
