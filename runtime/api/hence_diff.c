/* The C interface: two versions.
 *
 * Both sides are sessions of their own within the engine's memory,
 * so that the world that is asked about stays as it is. */
#include "runtime/api/diff.h"
#include "runtime/api/hence_internal.h"

typedef struct {
    const char *const *paths;
    size_t count;
    const hence_options *options;
    hence_text *answer;
} Other;

static hence_status read_side(hence_engine *engine, Session *side, const char *const *paths, size_t count) {
    engine_open(engine, side);
    SessionState state = session_read(side, paths, count);
    if (state != SESSION_READ) return engine_unread(side, state);
    session_run(side, &engine->run);
    session_note_faults(side);
    session_report_run(side, &engine->said);
    return HENCE_OK;
}

static void tell(hence_engine *engine, const Session sides[2], const hence_options *options) {
    const DiffAsk ask = {.most_runs = options->most, .as_json = options->format == HENCE_JSON};
    (void)diff(&sides[0], &sides[1], &engine->run, &ask, &engine->answer);
    for (int i = 0; i < 2 && engine->stop == STOP_NONE; i++) engine->stop = sides[i].world->outcome.stop;
}

/* Messages of the side that went wrong are kept as text: its sources end with it. */
static void keep_messages(hence_engine *engine, const Session *side) { diags_print(side->diags, &engine->said, false); }

static hence_status compare(hence_engine *engine, const void *arguments) {
    const Other *other = arguments;
    if (!engine->has_run) return engine_misuse(engine, "nothing has run yet: hence_run comes before hence_diff");
    if (other->count == 0) return engine_misuse(engine, "the other version has no files");
    if (other->options->format > HENCE_JSON) return engine_misuse(engine, "diff is told as text or JSON");
    Session sides[2] = {0};
    text_empty(&engine->answer);
    text_empty(&engine->said);
    diags_free(engine->asked);
    engine->asked = diags_new(engine->session.sources);
    engine->run.budget = engine_budget(engine);
    engine->stop = STOP_NONE;
    hence_status status = read_side(engine, &sides[0], engine->paths.items, engine->paths.count);
    if (status == HENCE_OK) status = read_side(engine, &sides[1], other->paths, other->count);
    if (status == HENCE_OK) tell(engine, sides, other->options), status = engine_stopped(engine->stop);
    for (int i = 0; i < 2; i++) {
        if (!sides[i].sources) continue;
        keep_messages(engine, &sides[i]);
        session_clear(&sides[i]);
    }
    *other->answer = engine_text(&engine->answer);
    return status;
}

hence_status hence_diff(hence_engine *engine, const char *const *paths, size_t count, const hence_options *options,
                        hence_text *answer) {
    const hence_options plain = {.format = HENCE_TEXT};
    if (!answer || (count && !paths)) return HENCE_MISUSE;
    *answer = (hence_text){"", 0};
    return engine_call(engine, compare, &(Other){paths, count, options ? options : &plain, answer});
}
