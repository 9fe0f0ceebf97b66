/* Maps of random theories tell the truth: what stands in them as accepted, refuted, stopped or beaten has what makes it
 * so beside it.  A theory whose map does not is made smaller and printed.
 *
 * Other seeds by hand:  agree_map FIRST COUNT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "lang/compile/compile.h"
#include "runtime/draw/formats.h"
#include "runtime/draw/excerpt.h"
#include "runtime/judge/scenario.h"
#include "runtime/show/map.h"
#include "tests/support/theory.h"

static const Policy POLICIES[] = {{AMBIGUITY_BLOCK, CLOSED_WHERE_NEEDED, NULL, 0},
                                  {AMBIGUITY_BLOCK, CLOSED_NOWHERE, NULL, 0},
                                  {AMBIGUITY_BLOCK, CLOSED_EVERYWHERE, NULL, 0},
                                  {AMBIGUITY_PROPAGATE, CLOSED_WHERE_NEEDED, NULL, 0},
                                  {AMBIGUITY_PROPAGATE, CLOSED_EVERYWHERE, NULL, 0}};
enum { POLICY_COUNT = sizeof POLICIES / sizeof *POLICIES };

static SourceId read_nothing(void *context, Sources *sources, Str shown, const char *path) {
    (void)context, (void)sources, (void)shown, (void)path;
    return NO_SOURCE;
}

/* ---- what a map must say ---- */

typedef struct {
    const Graph *graph;
    Incidence entering;
    Text *messages;
    bool propagates; /* an exception need only be possible */
} Checking;

static bool is_established(const Checking *c, NodeId n) {
    const Node *node = &c->graph->nodes.items[n];
    return node->standing == (node_kind_is_rule(node->kind) ? STANDING_APPLIES : STANDING_ESTABLISHED);
}

/* Edges of a kind that end here, by whether they come from what is established. */
static void count(const Checking *c, NodeId n, EdgeKind kind, uint32_t *from_established, uint32_t *from_others) {
    *from_established = *from_others = 0;
    for (uint32_t i = c->entering.begin[n]; i < c->entering.begin[n + 1]; i++) {
        const Edge *edge = &c->graph->edges.items[c->entering.items[i]];
        if (edge->kind == kind) ++*(is_established(c, edge->from) ? from_established : from_others);
    }
}

/* Strict rules see both sides of a contradiction. */
static uint32_t contradicted_premises(const Checking *c, NodeId n) {
    uint32_t found = 0;
    for (uint32_t i = c->entering.begin[n]; i < c->entering.begin[n + 1]; i++) {
        const Edge *edge = &c->graph->edges.items[c->entering.items[i]];
        bool is_contradicted = c->graph->nodes.items[edge->from].standing == STANDING_INCONSISTENT;
        found += edge->kind == EDGE_SUPPORTS && is_contradicted;
    }
    return found;
}

static void demand(Checking *c, bool is_so, NodeId n, const char *what) {
    if (is_so) return;
    Str words = node_words(&c->graph->nodes.items[n]);
    text_printf(c->messages, "node %u (%.*s): %s\n", (unsigned)n, STR_FMT(words), what);
}

static void check_rule(Checking *c, NodeId n) {
    uint32_t held, failed, fires, idle, stands, lies;
    count(c, n, EDGE_SUPPORTS, &held, &failed);
    count(c, n, EDGE_UNDERCUTS, &fires, &idle);
    count(c, n, EDGE_BLOCKS, &stands, &lies);
    switch (c->graph->nodes.items[n].standing) {
    case STANDING_APPLIES:
    case STANDING_BEATEN:
        demand(c, fires == 0, n, "it applies though an exception holds");
        demand(c, stands == 0, n, "it applies though something stands in its way");
        demand(c, failed == contradicted_premises(c, n), n, "it applies though a premise is not accepted");
        break;
    case STANDING_STOPPED: demand(c, fires + (c->propagates ? idle : 0) > 0, n, "it is stopped by nothing"); break;
    case STANDING_LACKING: demand(c, failed + fires + stands + lies + idle > 0, n, "it lacks nothing"); break;
    default: break;
    }
}

static void check_statement(Checking *c, NodeId n) {
    const Node *node = &c->graph->nodes.items[n];
    uint32_t pro, weak_pro, contra, weak_contra;
    count(c, n, EDGE_SUPPORTS, &pro, &weak_pro);
    count(c, n, EDGE_REBUTS, &contra, &weak_contra);
    if (node->standing == STANDING_ESTABLISHED && node->kind == NODE_DERIVED)
        demand(c, pro > 0, n, "no rule for it applies");
    if (node->standing == STANDING_ESTABLISHED)
        demand(c, node->kind != NODE_CLAIM || pro + weak_pro > 0, n, "it rests on nothing");
    if (node->standing == STANDING_REFUTED && node->kind != NODE_CLAIM)
        demand(c, contra > 0, n, "nothing that is accepted speaks against it");
    if (node->standing == STANDING_INCONSISTENT && node->kind != NODE_CLAIM)
        demand(c, contra + weak_contra > 0, n, "nothing contradicts it");
    bool is_contested = str_equal(node->remark, STR("contested")) && node->kind != NODE_CLAIM;
    if (is_contested) demand(c, contra + weak_contra > 0, n, "nothing speaks against it");
}

static void check_graph(const Graph *graph, bool propagates, Text *messages) {
    Checking c = {graph, graph_entering(graph), messages, propagates};
    for (NodeId n = 0; n < graph->nodes.count; n++) {
        if (node_kind_is_rule(graph->nodes.items[n].kind))
            check_rule(&c, n);
        else
            check_statement(&c, n);
    }
    for (size_t i = 0; i < graph->edges.count; i++) {
        const Edge *edge = &graph->edges.items[i];
        demand(&c, edge->from < graph->nodes.count && edge->to < graph->nodes.count, edge->from,
               "an edge ends nowhere");
    }
    incidence_free(&c.entering);
}

/* ---- theories ---- */

static void write_all(Graph *graph) {
    Text text;
    text_init(&text);
    for (int format = GRAPH_OUTLINE; format <= GRAPH_AIF; format++) {
        text_empty(&text);
        graph_write(graph, (GraphFormat)format, &(SvgStyle){0}, &text);
    }
    (void)graph_keep_claims(graph);
    text_empty(&text);
    graph_svg(graph, &(SvgStyle){0}, &text);
    text_clear(&text);
}

static void check_program(Str text, Policy policy, Text *messages) {
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    SourceId source = source_add(sources, STR("theory.hence"), text);
    Program *program = compile_source(source, &policy, read_nothing, NULL, sources, diags);
    if (program) {
        Store *given = store_new(program);
        store_give_program(given);
        World *world = world_new(given, NULL, &(RunOptions){.budget = {0}}, diags);
        Graph graph;
        graph_init(&graph);
        map_make(&graph, &(MapScope){.store = world->store, .sources = sources, .relation = NO_ID, .answer = NO_ROW},
                 NULL);
        check_graph(&graph, policy.ambiguity == AMBIGUITY_PROPAGATE, messages);
        write_all(&graph);
        graph_clear(&graph);
        world_free(world);
        store_free(given);
    }
    program_free(program);
    diags_free(diags);
    sources_free(sources);
}

static bool fails(void *context, const Theory *theory) {
    Text text, messages;
    text_init(&text);
    text_init(&messages);
    theory_print(theory, &text);
    theory_print_claims(theory, &text);
    check_program(text_str(&text), *(const Policy *)context, &messages);
    bool is_wrong = messages.length > 0;
    text_clear(&text);
    text_clear(&messages);
    return is_wrong;
}

static void tell(const Theory *theory, Policy policy) {
    Text text, messages;
    Theory *small = theory_shrink(theory, fails, &policy);
    text_init(&text);
    text_init(&messages);
    theory_print(small, &text);
    theory_print_claims(small, &text);
    check_program(text_str(&text), policy, &messages);
    print_error("%.*s%.*s", (int)text.length, text.bytes, (int)messages.length, messages.bytes);
    text_clear(&text);
    text_clear(&messages);
    theory_free(small);
}

static uint64_t first_seed = 1, seed_count = 140;

static void maps_say_what_is_so(void **state) {
    (void)state;
    for (uint64_t seed = first_seed; seed < first_seed + seed_count; seed++) {
        Theory *theory = theory_random(seed, seed % 3 ? THEORY_PROPOSITIONS : THEORY_ROWS);
        Policy policy = POLICIES[seed % POLICY_COUNT];
        bool is_wrong = fails(&policy, theory);
        if (is_wrong) tell(theory, policy);
        theory_free(theory);
        if (is_wrong) fail_msg("seed %llu", (unsigned long long)seed);
    }
}

int main(int argc, char **argv) {
    if (argc > 2) {
        first_seed = strtoull(argv[1], NULL, 10);
        seed_count = strtoull(argv[2], NULL, 10);
    }
    const struct CMUnitTest tests[] = {cmocka_unit_test(maps_say_what_is_so)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
