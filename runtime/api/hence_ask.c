/* The C interface: questions, and what went wrong.
 *
 * Each question has messages of its own and limits that begin with it.  One that is stopped may leave rows half made
 * that were to be made for it (eval/recall.c), so the engine runs again before the next. */
#include "runtime/api/hence_internal.h"

/* A question or format more is an entry more here, in hence.h and in topics.c. */
static const Topic TOPICS[] = {
    [HENCE_CLAIMS] = TOPIC_CLAIMS, [HENCE_ANSWERS] = TOPIC_ANSWERS, [HENCE_TESTS] = TOPIC_TESTS,
    [HENCE_WHY] = TOPIC_WHY,       [HENCE_WHYNOT] = TOPIC_WHYNOT,   [HENCE_RESTS] = TOPIC_RESTS,
    [HENCE_NEED] = TOPIC_NEED,     [HENCE_STABLE] = TOPIC_STABLE,   [HENCE_MAP] = TOPIC_MAP,
    [HENCE_TRACE] = TOPIC_TRACE,   [HENCE_REPORT] = TOPIC_REPORT,
};
static const struct {
    Format format;
    const char *name;
} FORMATS[] = {
    [HENCE_TEXT] = {FORMAT_TEXT, "text"},
    [HENCE_JSON] = {FORMAT_JSON, "JSON"},
    [HENCE_TAP] = {FORMAT_TAP, "TAP"},
    [HENCE_HTML] = {FORMAT_HTML, "HTML"},
    [HENCE_MD] = {FORMAT_MD, "Markdown"},
    [HENCE_SVG] = {FORMAT_SVG, "SVG"},
    [HENCE_DOT] = {FORMAT_DOT, "DOT"},
    [HENCE_MERMAID] = {FORMAT_MERMAID, "Mermaid"},
    [HENCE_GRAPHML] = {FORMAT_GRAPHML, "GraphML"},
    [HENCE_ARGDOWN] = {FORMAT_ARGDOWN, "Argdown"},
    [HENCE_AIF] = {FORMAT_AIF, "AIF"},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct {
    hence_question question;
    const char *subject;
    const hence_options *options;
    hence_text *answer;
} Asked;

hence_text engine_text(const Text *text) { return (hence_text){text->length ? text->bytes : "", text->length}; }

/* ---- what was asked for ---- */

static hence_status check_asked(hence_engine *engine, const Asked *asked) {
    if (!engine->has_run) return engine_misuse(engine, "nothing has run yet: hence_run comes before hence_ask");
    if ((unsigned)asked->question >= COUNT(TOPICS)) return engine_misuse(engine, "there is no such question");
    const hence_options *options = asked->options;
    const Topic topic = TOPICS[asked->question];
    if ((unsigned)options->format >= COUNT(FORMATS)) return engine_misuse(engine, "there is no such format");
    if (!topic_has_format(topic, FORMATS[options->format].format)) {
        text_empty(&engine->said);
        text_printf(&engine->said, "hence: %s is not told as %s\n", topic_name(topic), FORMATS[options->format].name);
        return HENCE_MISUSE;
    }
    if (options->zero || !engine_knows(options->reserved, COUNT(options->reserved)))
        return engine_misuse(engine, "there is no such option");
    if (options->claims_only && options->full) return engine_misuse(engine, "claims_only and full exclude each other");
    if (!topic_needs_subject(topic)) return HENCE_OK;
    if (!asked->subject) return engine_misuse(engine, "the question is about a claim or an atom: name one");
    if (!str_is_blank(str_of(asked->subject))) return HENCE_OK;
    text_empty(&engine->said);
    text_lit(&engine->said, "hence: name an atom or a claim\n");
    return HENCE_BAD_QUESTION;
}

static Ask ask_of(const hence_engine *engine, const Asked *asked) {
    const hence_options *options = asked->options;
    bool has_none = options->depth == HENCE_NO_DEPTH;
    return (Ask){.subject = asked->subject && *asked->subject ? asked->subject : NULL,
                 .format = FORMATS[options->format].format,
                 .depth = has_none ? 0 : options->depth,
                 .most = options->most,
                 .size = options->size,
                 .rounds = options->rounds,
                 .has_depth = has_none,
                 .has_others = options->all,
                 .is_full = options->full,
                 .claims_only = options->claims_only,
                 .supposed = &engine->supposed,
                 .changes = &engine->changes};
}

/* ---- asking ---- */

hence_status engine_answered(Answered answered, Stop stop) {
    static const hence_status STATUSES[] = {
        [ANSWER_FINE] = HENCE_OK,         [ANSWER_NEGATIVE] = HENCE_NEGATIVE,   [ANSWER_REFUSED] = HENCE_BAD_QUESTION,
        [ANSWER_BUG] = HENCE_BUG,         [ANSWER_BAD_RULES] = HENCE_BAD_RULES, [ANSWER_FAULTS] = HENCE_BAD_DATA,
        [ANSWER_STOPPED] = HENCE_STOPPED, [ANSWER_CANCELLED] = HENCE_CANCELLED,
    };
    hence_status status = STATUSES[answered], stopped = engine_stopped(stop);
    return status > stopped ? status : stopped;
}

Stop engine_begin_question(hence_engine *engine) {
    const Stop before = session_stop(&engine->session);
    diags_free(engine->asked);
    engine->asked = diags_new(engine->session.sources);
    text_empty(&engine->said);
    session_renew(&engine->session, &engine->run, engine_budget(engine));
    budget_hold(&engine->run.budget, false);
    engine->of_run = engine->session.diags;
    engine->session.diags = engine->asked;
    return before;
}

hence_status engine_end_question(hence_engine *engine, Stop before) {
    engine->session.diags = engine->of_run;
    engine->stop = session_stop(&engine->session);
    engine->is_stale = engine->stop != before;
    if (engine->stop != STOP_NONE) session_report_run(&engine->session, &engine->said);
    return engine_stopped(engine->stop);
}

hence_status engine_ready(hence_engine *engine) {
    if (!engine->has_run) return engine_misuse(engine, "nothing has run yet: hence_run comes before what is asked");
    return engine->is_stale ? engine_run(engine) : HENCE_OK;
}

static hence_status ask_topic(hence_engine *engine, const Asked *asked) {
    Stop before = engine_begin_question(engine), beside = STOP_NONE;
    Ask ask = ask_of(engine, asked);
    ask.stop = &beside;
    Answered answered = topic_answer(TOPICS[asked->question], &engine->session, &engine->run, &ask, &engine->answer);
    engine_end_question(engine, before);
    engine->is_stale = engine->is_stale || beside != STOP_NONE;
    if (engine->stop == STOP_NONE) engine->stop = beside;
    return engine_answered(answered, engine->stop);
}

static hence_status ask(hence_engine *engine, const void *arguments) {
    const Asked *asked = arguments;
    text_empty(&engine->answer);
    hence_status status = check_asked(engine, asked);
    if (status != HENCE_OK) return status;
    if (engine->is_stale) status = engine_run(engine);
    if (!engine->has_run) return status;
    status = ask_topic(engine, asked);
    *asked->answer = engine_text(&engine->answer);
    return status;
}

hence_status hence_ask(hence_engine *engine, hence_question question, const char *subject, const hence_options *options,
                       hence_text *answer) {
    const hence_options plain = {.format = HENCE_TEXT};
    if (!answer) return HENCE_MISUSE;
    *answer = (hence_text){"", 0};
    return engine_call(engine, ask, &(Asked){question, subject, options ? options : &plain, answer});
}

/* ---- what went wrong ---- */

/* Lines as a list of strings. */
static void add_notes(Str lines, Text *text) {
    bool is_first = true;
    while (lines.length) {
        const char *end = memchr(lines.text, '\n', lines.length);
        Str line = end ? str_range(lines.text, end) : lines;
        size_t passed = line.length + (end != NULL);
        lines = (Str){lines.text + passed, lines.length - passed};
        if (!is_first) text_add_char(text, ',');
        text_add_json(text, line);
        is_first = false;
    }
}

typedef struct {
    hence_format format;
    hence_text *messages;
} Listed;

static hence_status list_messages(hence_engine *engine, const void *arguments) {
    const Listed *listed = arguments;
    const Diags *diags = engine->asked ? engine->asked : engine->session.diags;
    Text *text = &engine->messages;
    text_empty(text);
    if (!IS_JSON(listed->format == HENCE_JSON) && listed->format == HENCE_TEXT) {
        if (diags) diags_print(diags, text, false);
        text_add(text, text_str(&engine->said));
    } else if (listed->format == HENCE_JSON) {
        text_lit(text, "{\"diagnostics\":");
        if (diags)
            diags_print_json(diags, text);
        else
            text_lit(text, "[]");
        text_lit(text, ",\"notes\":[");
        add_notes(text_str(&engine->said), text);
        text_lit(text, "]}\n");
    } else {
        return HENCE_MISUSE;
    }
    *listed->messages = engine_text(text);
    return HENCE_OK;
}

hence_status hence_messages(hence_engine *engine, hence_format format, hence_text *messages) {
    if (!messages) return HENCE_MISUSE;
    *messages = (hence_text){"", 0};
    return engine_call(engine, list_messages, &(Listed){format, messages});
}

const char *hence_stop_reason(const hence_engine *engine) {
    return engine && !engine->is_lost && engine->stop != STOP_NONE ? stop_name(engine->stop) : "";
}

const char *hence_status_name(hence_status status) {
    static const char *const NAMES[] = {"HENCE_OK",        "HENCE_NEGATIVE", "HENCE_BAD_QUESTION", "HENCE_BAD_DATA",
                                        "HENCE_BAD_RULES", "HENCE_STOPPED",  "HENCE_CANCELLED",    "HENCE_NO_MEMORY",
                                        "HENCE_MISUSE",    "HENCE_BUG"};
    return (unsigned)status < COUNT(NAMES) ? NAMES[status] : "";
}
