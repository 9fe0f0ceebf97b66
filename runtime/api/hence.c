/* The C interface: an engine, its memory and its runs.
 *
 * All that an engine holds, itself included, is in a memory account of its own, so that it is given back as a whole
 * even where memory ran out half-way.  Each call enters the account and leaves it at its end; a failed allocation in
 * between comes back to the call (engine_call), and the engine is lost. */
#include "runtime/api/hence.h"

#include "runtime/api/hence_internal.h"

enum { THREADS_MOST = 256 };

/* ---- calls ---- */

hence_status engine_call(hence_engine *engine, Call *call, const void *arguments) {
    if (!engine || atomic_exchange(&engine->is_busy, true)) return HENCE_MISUSE;
    hence_status status = HENCE_NO_MEMORY;
    if (!engine->is_lost) {
        MemAccount *before = mem_enter(engine->account);
        engine->is_lost = true; /* unless the end is reached */
        if (mem_try(engine->account)) {
            status = call(engine, arguments);
            if (status == HENCE_CANCELLED) atomic_store(&engine->cancel, false); /* it has done what it was to do */
            mem_end_try(engine->account);
            engine->is_lost = false;
        } else {
            status = HENCE_NO_MEMORY;
        }
        mem_limit(engine->account, 0, false); /* that of a run is none of what is added */
        mem_enter(before);
    }
    atomic_store(&engine->is_busy, false);
    return status;
}

/* What the caller did, for whoever looks for the reason. */
hence_status engine_misuse(hence_engine *engine, const char *why) {
    text_empty(&engine->said);
    text_printf(&engine->said, "hence: %s\n", why);
    return HENCE_MISUSE;
}

MemAccount *engine_account(const hence_engine *engine) { return engine->account; }

/* ---- made and ended ---- */

static hence_engine *make_engine(MemAccount *account) {
    hence_engine *engine = mem_alloc_zero(sizeof *engine);
    engine->account = account;
    arena_init(&engine->words);
    handed_init(&engine->handed);
    text_init(&engine->said);
    text_init(&engine->answer);
    text_init(&engine->messages);
    return engine;
}

hence_engine *hence_new(void) {
    MemAccount *account = mem_account_new();
    hence_engine *volatile engine = NULL;
    if (!account) return NULL;
    MemAccount *before = mem_enter(account);
    if (mem_try(account)) {
        engine = make_engine(account);
        mem_end_try(account);
    }
    mem_enter(before);
    if (!engine) mem_account_free(account);
    return engine;
}

void hence_free(hence_engine *engine) {
    if (!engine || atomic_exchange(&engine->is_busy, true)) return;
    mem_account_free(engine->account);
}

/* ---- what holds for its runs ---- */

bool engine_knows(const uint64_t *reserved, size_t count) {
    uint64_t any = 0;
    for (size_t i = 0; i < count; i++) any |= reserved[i];
    return any == 0;
}
#define KNOWS(options) engine_knows((options)->reserved, sizeof(options)->reserved / sizeof *(options)->reserved)

static hence_status set_policy(hence_engine *engine, const void *arguments) {
    const hence_policy *policy = arguments;
    static const Closed CLOSED[] = {[HENCE_CLOSED_WHERE_NEEDED] = CLOSED_WHERE_NEEDED,
                                    [HENCE_CLOSED_EVERYWHERE] = CLOSED_EVERYWHERE,
                                    [HENCE_CLOSED_NOWHERE] = CLOSED_NOWHERE};
    hence_policy plain = {.ambiguity = HENCE_BLOCK};
    if (!policy) policy = &plain;
    if ((unsigned)policy->ambiguity > HENCE_PROPAGATE || (unsigned)policy->closed > HENCE_CLOSED_NOWHERE ||
        !KNOWS(policy))
        return engine_misuse(engine, "there is no such policy");
    engine_forget(engine);
    engine->policy = (Policy){.ambiguity = policy->ambiguity == HENCE_BLOCK ? AMBIGUITY_BLOCK : AMBIGUITY_PROPAGATE,
                              .closed = CLOSED[policy->closed]};
    return HENCE_OK;
}

hence_status hence_set_policy(hence_engine *engine, const hence_policy *policy) {
    return engine_call(engine, set_policy, policy);
}

static hence_status set_limits(hence_engine *engine, const void *arguments) {
    const hence_limits *limits = arguments;
    if (limits && (limits->threads > THREADS_MOST || !(limits->seconds >= 0)))
        return engine_misuse(engine, "limits are at most 256 threads, and no time below 0");
    if (limits && (limits->zero || !KNOWS(limits))) return engine_misuse(engine, "there is no such limit");
    engine->limits = limits ? *limits : (hence_limits){0};
    return HENCE_OK;
}

hence_status hence_set_limits(hence_engine *engine, const hence_limits *limits) {
    return engine_call(engine, set_limits, limits);
}

Budget engine_budget(const hence_engine *engine) {
    const hence_limits *limits = &engine->limits;
    return budget_begin((Budget){.max_rows = limits->rows,
                                 .max_rounds = limits->rounds,
                                 .max_bytes = limits->bytes,
                                 .max_seconds = limits->seconds,
                                 .cancel = &engine->cancel});
}

/* ---- running ---- */

void engine_forget(hence_engine *engine) {
    engine_end_rows(engine);
    engine_end_reasons(engine);
    diags_free(engine->asked);
    engine->asked = NULL;
    if (engine->session.sources) session_clear(&engine->session);
    vec_free(&engine->paths);
    vec_free(&engine->denied);
    engine->changes = (Changes){0};
    engine->stop = STOP_NONE;
    engine->has_run = engine->is_stale = false;
    text_empty(&engine->said);
    text_empty(&engine->answer);
}

void engine_open(hence_engine *engine, Session *session) {
    session_init(session);
    session->policy = engine->policy;
    session->threads = engine->limits.threads;
    session->read = engine_read_rules;
    session->read_data = engine_has_files(engine) ? engine_read_data : NULL;
    session->read_context = engine;
    session->handed = &engine->handed;
    session->sandbox = engine->sandbox;
    session->budget = &engine->run.budget;
}

static void open_session(hence_engine *engine) {
    engine_open(engine, &engine->session);
    suppose_denied(&engine->session, &engine->supposed, &engine->denied);
    for (size_t i = 0; i < engine->inputs.count; i++)
        if (!engine->inputs.items[i].is_offered) vec_push(&engine->paths, engine->inputs.items[i].name.text);
}

/* The world that is asked about, unless something kept it from running. */
static hence_status run_world(hence_engine *engine) {
    Session *session = &engine->session;
    const Supposed *supposed = &engine->supposed;
    SessionState received = SESSION_READ;
    if (supposed->facts.count) received = session_receive(session, supposed->facts.items, supposed->facts.count, NULL);
    if (received != SESSION_READ) return engine_unread(session, received);
    WorldState state = suppose_run(session, supposed, &engine->run, &engine->changes, &engine->said);
    if (state != WORLD_RUN) return state == WORLD_UNKNOWN ? HENCE_BAD_QUESTION : HENCE_BAD_RULES;
    engine->has_run = true;
    return HENCE_OK;
}

hence_status engine_stopped(Stop stop) {
    return stop == STOP_NONE ? HENCE_OK : stop == STOP_CANCELLED ? HENCE_CANCELLED : HENCE_STOPPED;
}

hence_status engine_unread(const Session *session, SessionState state) {
    if (state == SESSION_STOPPED) return engine_stopped(diags_stop(session->diags));
    return state == SESSION_PROGRAM_ERRORS ? HENCE_BAD_RULES : HENCE_BAD_DATA;
}

static hence_status status_of_run(const Session *session) {
    const Outcome *outcome = &session->world->outcome;
    if (outcome->stop != STOP_NONE) return engine_stopped(outcome->stop);
    return outcome->fault_count == 0 && received_is_whole(&session->received) ? HENCE_OK : HENCE_BAD_DATA;
}

hence_status engine_run(hence_engine *engine) {
    engine_forget(engine);
    Session *session = &engine->session;
    open_session(engine);
    if (engine->paths.count == 0) return engine_misuse(engine, "there are no rules to run: add a file or a text");
    engine->run = (RunOptions){.budget = engine_budget(engine), .threads = engine->limits.threads};
    SessionState state = session_read(session, engine->paths.items, engine->paths.count);
    engine->stop = diags_stop(session->diags);
    if (state != SESSION_READ) return engine_unread(session, state);
    hence_status status = run_world(engine);
    if (!engine->has_run) return status;
    received_tell(&session->received, session->sources, &engine->said);
    session_note_faults(session);
    session_report_run(session, &engine->said);
    engine->stop = session->world->outcome.stop;
    return status_of_run(session);
}

static hence_status run(hence_engine *engine, const void *arguments) {
    (void)arguments;
    return engine_run(engine);
}

hence_status hence_run(hence_engine *engine) { return engine_call(engine, run, NULL); }

bool hence_has_run(const hence_engine *engine) { return engine && !engine->is_lost && engine->has_run; }

void hence_cancel(hence_engine *engine) {
    if (engine) atomic_store(&engine->cancel, true);
}
