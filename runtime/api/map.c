/* Which part of the argument is asked for, and what the picture says about itself. */
#include "runtime/api/map.h"

#include "runtime/api/asked.h"
#include "runtime/api/misnamed.h"
#include "runtime/draw/excerpt.h"
#include "runtime/io/disk.h"
#include "runtime/judge/claims.h"
#include "runtime/show/map.h"

enum { ADVISED_DEPTH = 64 }; /* at most */

/* ---- what is asked about ---- */

typedef struct {
    const Claim *claim;
    RelId relation; /* NO_ID: all claims */
    Value row[64];
} Subject;

/* The atom of a question; false with a message if it is no single atom, or has variables. */
static bool find_atom(Session *session, const Question *question, Subject *subject) {
    const Literal *atom = question_atom(session->program, question);
    bool is_ground = atom != NULL;
    for (uint32_t i = 0; atom && i < session->program->relations.items[atom->relation].arity; i++) {
        is_ground = is_ground && atom->terms[i].kind == TERM_CONST;
        subject->row[i] = atom->terms[i].id;
    }
    if (is_ground) {
        subject->relation = atom->relation;
        return true;
    }
    Diag *diag =
        diag_add(session->diags, E0307, question->span,
                 atom ? "a map goes around one atom, and this one has variables" : "a map goes around one atom");
    diag_remedy(session->diags, diag,
                "name a claim, or an atom such as p(a); 'hence why' gives the values for which it holds");
    return false;
}

static bool find_subject(Session *session, const RunOptions *run, Str words, Subject *subject) {
    Question question;
    *subject = (Subject){.relation = NO_ID};
    if (words.length == 0) return true;
    Symbol name = intern_find(values_symbols(session->program->values), words);
    subject->claim = name == NO_SYMBOL ? NULL : claim_find(session->program, name);
    if (subject->claim) return true;
    if (misnamed_explain(session, words)) return false;
    return session_ask(session, words, run, &question) && find_atom(session, &question, subject);
}

/* ---- what the picture says about itself ---- */

static void add_title(const Session *session, const MapAsk *ask, Graph *graph) {
    Text text;
    text_init(&text);
    text_lit(&text, "Argument map of ");
    text_add(&text, session->path_count ? path_file(str_of(session->paths[0])) : STR("a program"));
    size_t more = session->path_count ? session->path_count - 1 : 0;
    if (more) text_printf(&text, " and %zu more %s", more, more == 1 ? "file" : "files");
    if (ask->around.length) text_printf(&text, ", around %.*s", STR_FMT(ask->around));
    if (ask->supposed.length) text_printf(&text, ", supposing %.*s", STR_FMT(ask->supposed));
    graph->title = arena_str(&graph->arena, text_str(&text));
    text_clear(&text);
}

static void add_count(Text *text, size_t count, const char *one, const char *many) {
    if (count) text_printf(text, "%s%zu %s", text->length ? ", " : "", count, count == 1 ? one : many);
}

/* `2 claims (1 established, 1 refuted), 5 statements, 3 rules.` */
static void add_summary(Graph *graph) {
    size_t standings[STANDING_COUNT] = {0}, claims = 0, rules = 0;
    for (size_t i = 0; i < graph->nodes.count; i++) {
        const Node *node = &graph->nodes.items[i];
        rules += node_kind_is_rule(node->kind);
        claims += node->kind == NODE_CLAIM;
        if (node->kind == NODE_CLAIM) standings[node->standing]++;
    }
    Text text, parts;
    text_init(&text);
    text_init(&parts);
    for (int i = 0; i < STANDING_COUNT; i++)
        add_count(&parts, standings[i], standing_name((Standing)i), standing_name((Standing)i));
    add_count(&text, claims, "claim", "claims");
    if (claims) text_printf(&text, " (%.*s)", (int)parts.length, parts.bytes);
    add_count(&text, graph->nodes.count - claims - rules, "statement", "statements");
    add_count(&text, rules, "rule", "rules");
    text_add(&text, text.length ? STR(".") : STR("There are no claims."));
    graph->summary = arena_str(&graph->arena, text_str(&text));
    text_clear(&text);
    text_clear(&parts);
}

static void add_note(Graph *graph, Str note) { vec_push(&graph->notes, note); }

/* The largest depth at which what lies around a claim is not large; 0: there is none. */
static uint32_t depth_that_helps(const Graph *graph, NodeId focus, uint32_t *count) {
    uint32_t depth = 0;
    for (uint32_t next = 1; next <= ADVISED_DEPTH; next++) {
        uint32_t around = graph_count_around(graph, focus, next);
        if (around > MAP_NODES_SHOWN) break;
        depth = next;
        *count = around;
    }
    return depth;
}

static Str advice(Graph *graph, NodeId focus) {
    uint32_t count = 0, depth = focus == NO_NODE ? 0 : depth_that_helps(graph, focus, &count);
    if (focus == NO_NODE) return STR("--around CLAIM --depth 2 shows those near one claim, --full all");
    if (depth == 0) return STR("--full shows all");
    return arena_printf(&graph->arena, "--depth %u shows %u statements and rules, --full all", (unsigned)depth,
                        (unsigned)count);
}

static void select_part(const MapAsk *ask, const char *name, NodeId focus, Graph *graph) {
    if (focus != NO_NODE) {
        uint32_t left = graph_keep_around(graph, focus, ask->depth);
        if (left && ask->depth != ANY_DEPTH)
            add_note(graph,
                     arena_printf(&graph->arena, "%u statements and rules further away or beside it are not shown",
                                  (unsigned)left));
    }
    bool is_large = graph->nodes.count > MAP_NODES_SHOWN && !ask->is_full && ask->depth == ANY_DEPTH;
    if (!ask->claims_only && !is_large) return;
    Str helps = advice(graph, ask->claims_only ? NO_NODE : focus);
    uint32_t left = graph_keep_claims(graph);
    if (left == 0) return;
    add_note(graph, arena_printf(&graph->arena, "%s%u statements and rules between and behind them are not shown: %.*s",
                                 name, (unsigned)left, STR_FMT(helps)));
}

/* Fills an empty graph with what is asked for. */
static Answered map_find(Session *session, const RunOptions *run, const MapAsk *ask, Graph *graph) {
    Subject subject;
    NodeId focus = NO_NODE;
    if (!find_subject(session, run, ask->around, &subject)) return ANSWER_REFUSED;
    MapScope scope = {.store = session->world->store,
                      .sources = session->sources,
                      .relation = subject.relation,
                      .row = subject.row,
                      .answer = NO_ROW,
                      .focus = subject.claim};
    map_make(graph, &scope, &focus);
    select_part(ask, ask->claims_only ? "Claims only: " : "The map is large, so it shows claims only: ", focus, graph);
    if (graph->nodes.count == 0) add_note(graph, STR("--around 'p(a)' shows the argument about an atom"));
    add_title(session, ask, graph);
    add_summary(graph);
    return ANSWER_FINE;
}

Answered map(Session *session, const RunOptions *run, const MapAsk *ask, Text *out) {
    Graph graph;
    graph_init(&graph);
    Answered answered = map_find(session, run, ask, &graph);
    if (answered == ANSWER_FINE) graph_write(&graph, ask->format, &ask->style, out);
    graph_clear(&graph);
    return answered;
}

/* ---- why ---- */

/* The atom that a question of one atom is about, with the values of its least answer; false if it is no such question,
 * or has variables and no answer. */
static bool find_asked(const Session *session, const Question *question, MapScope *scope, Value *row) {
    const Store *store = session->world->store;
    const Literal *atom = question_atom(session->program, question);
    RowId answer = row_least(store, store_table(store, question->answer), NULL, NULL, false);
    scope->relation = question->answer;
    scope->answer = answer;
    if (!atom) return answer != NO_ROW;
    scope->relation = atom->relation;
    scope->answer = NO_ROW;
    Term terms[64];
    bool is_row = true;
    for (uint32_t i = 0; i < session->program->relations.items[scope->relation].arity; i++) {
        row[i] = atom->terms[i].id;
        terms[i] = atom->terms[i];
        is_row = is_row && terms[i].kind == TERM_CONST;
    }
    scope->row = row;
    if (is_row) return true;
    RowId least = row_least(store, store_table(store, scope->relation), terms, NULL, false);
    if (least != NO_ROW) scope->row = table_row(store_table(store, scope->relation), least);
    return least != NO_ROW;
}

static bool find_scope(Session *session, const RunOptions *run, Str words, MapScope *scope, Value *row,
                       bool *is_found) {
    Question question;
    Symbol name = intern_find(values_symbols(session->program->values), words);
    scope->only = scope->focus = name == NO_SYMBOL ? NULL : claim_find(session->program, name);
    *is_found = true;
    if (scope->only) return true;
    scope->without_claims = true;
    if (misnamed_explain(session, words) || !session_ask(session, words, run, &question)) return false;
    *is_found = find_asked(session, &question, scope, row);
    if (!*is_found) scope->relation = NO_ID;
    return true;
}

Answered map_why(Session *session, const RunOptions *run, const MapAsk *ask, Text *out) {
    Value row[64];
    MapScope scope = {.store = session->world->store,
                      .sources = session->sources,
                      .relation = NO_ID,
                      .answer = NO_ROW,
                      .asked = ask->around};
    bool is_found, is_established = false;
    NodeId focus = NO_NODE;
    if (!find_scope(session, run, ask->around, &scope, row, &is_found)) return ANSWER_REFUSED;
    Graph graph;
    graph_init(&graph);
    map_make(&graph, &scope, &focus);
    if (focus != NO_NODE) is_established = graph.nodes.items[focus].standing == STANDING_ESTABLISHED;
    if (!is_found)
        add_note(&graph, STR("There is no answer, and it is not about one atom: hence why tells what is missing."));
    add_title(session, ask, &graph);
    add_summary(&graph);
    graph_write(&graph, ask->format, &ask->style, out);
    graph_clear(&graph);
    return is_established ? ANSWER_FINE : ANSWER_NEGATIVE;
}
