/* The table, and each topic's own words for what is asked. */
#include "runtime/api/topics.h"

#include "runtime/api/answers.h"
#include "runtime/api/claims.h"
#include "runtime/api/lint.h"
#include "runtime/api/map.h"
#include "runtime/api/need.h"
#include "runtime/api/report.h"
#include "runtime/api/rests.h"
#include "runtime/api/stable.h"
#include "runtime/api/tests.h"
#include "runtime/api/trace.h"
#include "runtime/api/why.h"
#include "runtime/api/whynot.h"

static bool as_json(const Ask *ask) { return ask->format == FORMAT_JSON; }

/* The first engine of the page has JSON alone, and does without some topics. */
#ifdef HENCE_PAGE
#define PLAIN (1u << FORMAT_JSON)
#define TAP 0
#define MARKED 0
#define PICTURES 0
#define BEYOND_PAGE(name, ...)                                                                                         \
    { name, 0, false, NULL }
#else
#define PLAIN (1u << FORMAT_TEXT | 1u << FORMAT_JSON)
#define TAP (1u << FORMAT_TAP)
#define MARKED (1u << FORMAT_HTML | 1u << FORMAT_MD)
#define PICTURES (1u << FORMAT_SVG | 1u << FORMAT_DOT | 1u << FORMAT_MERMAID)
#define DRAWN (PLAIN | PICTURES | 1u << FORMAT_GRAPHML | 1u << FORMAT_ARGDOWN | 1u << FORMAT_AIF)
#define BEYOND_PAGE(name, ...)                                                                                         \
    { name, __VA_ARGS__ }
#endif

static Answered ask_claims(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return claims(session, run, &(ClaimsAsk){.supposed = ask->supposed, .as_json = as_json(ask)}, out);
}

static Answered ask_answers(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return answers(session, run, &(AnswersAsk){ask->supposed, as_json(ask)}, out);
}

static Answered ask_tests(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    TestsForm form = as_json(ask) ? TESTS_JSON : ask->format == FORMAT_TAP ? TESTS_TAP : TESTS_TEXT;
    return tests(session, run, &(TestsAsk){ask->changes, form, ask->stop}, out);
}

static Answered ask_lint(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return lint(session, run, &(LintAsk){ask->changes, as_json(ask), ask->stop}, out);
}

static MapAsk map_ask(const Ask *ask, Text *supposed) {
    static const GraphFormat FORMATS[] = {
        [FORMAT_TEXT] = GRAPH_OUTLINE,    [FORMAT_JSON] = GRAPH_JSON,       [FORMAT_SVG] = GRAPH_SVG,
        [FORMAT_DOT] = GRAPH_DOT,         [FORMAT_MERMAID] = GRAPH_MERMAID, [FORMAT_GRAPHML] = GRAPH_GRAPHML,
        [FORMAT_ARGDOWN] = GRAPH_ARGDOWN, [FORMAT_AIF] = GRAPH_AIF};
    supposed_print(ask->supposed, supposed);
    return (MapAsk){.around = str_of(ask->subject),
                    .supposed = text_str(supposed),
                    .depth = ask->depth ? ask->depth : UINT32_MAX,
                    .claims_only = ask->claims_only,
                    .is_full = ask->is_full,
                    .format = FORMATS[ask->format],
                    .style = {.is_document = true}};
}

typedef Answered AskMap(Session *session, const RunOptions *run, const MapAsk *ask, Text *out);

static Answered ask_graph(AskMap *answer, Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    Text supposed;
    text_init(&supposed);
    const MapAsk own = map_ask(ask, &supposed);
    Answered answered = answer(session, run, &own, out);
    text_clear(&supposed);
    return answered;
}

static Answered ask_map(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return ask_graph(map, session, run, ask, out);
}

static Answered ask_why(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    if (PICTURES && ask->format >= FORMAT_SVG) return ask_graph(map_why, session, run, ask, out);
    const WhyAsk own = {.subject = ask->subject,
                        .as_json = as_json(ask),
                        .form = ask->format == FORMAT_HTML ? TREE_HTML
                                : ask->format == FORMAT_MD ? TREE_MD
                                                           : TREE_TEXT,
                        .depth = ask->depth,
                        .is_full = ask->is_full,
                        .has_others = ask->has_others,
                        .most = ask->most,
                        .tips = true,
                        .is_dialogue = ask->is_dialogue,
                        .supposed = ask->supposed};
    return why(session, run, &own, out);
}

static Answered ask_whynot(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    const WhyNotAsk own = {.subject = str_of(ask->subject),
                           .depth = ask->depth || ask->has_depth ? ask->depth : WHYNOT_DEPTH,
                           .supposed = ask->supposed,
                           .is_full = ask->is_full,
                           .is_dialogue = ask->is_dialogue,
                           .as_json = as_json(ask)};
    return whynot(session, run, &own, out);
}

static Answered ask_rests(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    const RestsAsk own = {.subject = str_of(ask->subject),
                          .most = ask->most,
                          .is_full = ask->is_full,
                          .as_json = as_json(ask),
                          .is_dialogue = ask->is_dialogue,
                          .supposed = ask->supposed};
    return rests(session, run, &own, out);
}

static Answered ask_need(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return need(session, run, &(NeedAsk){str_of(ask->subject), ask->most, ask->size, as_json(ask), ask->is_dialogue},
                out);
}

static Answered ask_stable(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return stable(session, run, &(StableAsk){str_of(ask->subject), ask->size, as_json(ask), ask->is_dialogue}, out);
}

static Answered ask_trace(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    const TraceAsk own = {.relation = ask->subject,
                          .rounds = ask->rounds,
                          .most = ask->most,
                          .is_full = ask->is_full,
                          .as_json = as_json(ask),
                          .form = ask->format == FORMAT_MD ? TREE_MD : TREE_TEXT};
    return trace(session, run, &own, out);
}

static Answered ask_report(Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    const ReportAsk own = {.form = as_json(ask)               ? REPORT_JSON
                                   : ask->format == FORMAT_MD ? REPORT_MD
                                                              : REPORT_HTML,
                           .claims = ask->claims,
                           .claim_count = ask->claim_count,
                           .supposed = ask->supposed,
                           .rival = ask->rival,
                           .own_name = ask->own_name,
                           .rival_name = ask->rival_name};
    Answered answered = report(session, run, &own, out);
    if (answered == ANSWER_BUG) text_lit(out, "hence: a proof failed its check, so there is no report\n");
    return answered;
}

static const struct {
    const char *name;
    unsigned formats; /* bits */
    bool needs_subject;
    Answered (*answer)(Session *session, const RunOptions *run, const Ask *ask, Text *out);
} TOPICS[TOPIC_COUNT] = {
    [TOPIC_CLAIMS] = {"check", PLAIN, false, ask_claims},
    [TOPIC_ANSWERS] = {"run", PLAIN, false, ask_answers},
    [TOPIC_TESTS] = {"test", PLAIN | TAP, false, ask_tests},
    [TOPIC_LINT] = BEYOND_PAGE("lint", PLAIN, false, ask_lint),
    [TOPIC_WHY] = {"why", PLAIN | PICTURES | MARKED, true, ask_why},
    [TOPIC_WHYNOT] = BEYOND_PAGE("whynot", PLAIN, true, ask_whynot),
    [TOPIC_RESTS] = BEYOND_PAGE("rests", PLAIN, true, ask_rests),
    [TOPIC_NEED] = BEYOND_PAGE("need", PLAIN, true, ask_need),
    [TOPIC_STABLE] = BEYOND_PAGE("stable", PLAIN, true, ask_stable),
    [TOPIC_MAP] = BEYOND_PAGE("map", DRAWN, false, ask_map),
    [TOPIC_TRACE] = {"trace", PLAIN | (MARKED & 1u << FORMAT_MD), false, ask_trace},
    [TOPIC_REPORT] = BEYOND_PAGE("report", MARKED | 1u << FORMAT_JSON, false, ask_report),
};

const char *topic_name(Topic topic) { return TOPICS[topic].name; }
bool topic_has_format(Topic topic, Format format) { return TOPICS[topic].formats >> format & 1; }
bool topic_needs_subject(Topic topic) { return TOPICS[topic].needs_subject; }

Answered topic_answer(Topic topic, Session *session, const RunOptions *run, const Ask *ask, Text *out) {
    return TOPICS[topic].answer(session, run, ask, out);
}
