/* Parts of a graph.
 *
 * What lies around a node is found by searches along edges and against them; siblings that merely share a fact with it
 * do not belong to it.  Claims alone: each node stands for the kept one that all its ways lead to first, with the sign
 * of the way; where there are several such, the node is kept itself.  Nodes at which a cycle closes are kept, so that
 * each node comes behind all it leads to. */
#include "runtime/draw/excerpt.h"

typedef Vec(NodeId) NodeList;

/* ---- keeping some ---- */

/* Nodes and edges that are kept, in their order; what they cite is numbered anew. */
static void keep(Graph *graph, const bool *kept) {
    NodeId *numbers = mem_alloc((graph->nodes.count + 1) * sizeof *numbers);
    size_t nodes = 0, edges = 0;
    for (size_t n = 0; n < graph->nodes.count; n++) {
        numbers[n] = kept[n] ? (NodeId)nodes : NO_NODE;
        if (kept[n]) graph->nodes.items[nodes++] = graph->nodes.items[n];
    }
    graph->nodes.count = nodes;
    for (size_t e = 0; e < graph->edges.count; e++) {
        Edge edge = graph->edges.items[e];
        edge.from = numbers[edge.from];
        edge.to = numbers[edge.to];
        edge.older = NO_EDGE;
        if (edge.from != NO_NODE && edge.to != NO_NODE) graph->edges.items[edges++] = edge;
    }
    graph->edges.count = edges;
    vec_free(&graph->newest);
    mem_free(numbers);
}

/* Sources that are still cited, in the order in which nodes cite them. */
static void renumber_sources(Graph *graph) {
    uint32_t *numbers = mem_alloc((graph->sources.count + 1) * sizeof *numbers), count = 0;
    GraphSource *sorted = mem_alloc((graph->sources.count + 1) * sizeof *sorted);
    for (size_t i = 0; i < graph->sources.count; i++) numbers[i] = UINT32_MAX;
    for (size_t n = 0; n < graph->nodes.count; n++) {
        Node *node = &graph->nodes.items[n];
        Cited *cites = arena_array(&graph->arena, Cited, node->cite_count + 1);
        for (uint32_t i = 0; i < node->cite_count; i++) {
            uint32_t old = node->cites[i].source;
            if (numbers[old] == UINT32_MAX) {
                sorted[count] = graph->sources.items[old];
                numbers[old] = count++;
            }
            cites[i] = node->cites[i];
            cites[i].source = numbers[old];
        }
        node->cites = cites;
    }
    if (count) memcpy(graph->sources.items, sorted, count * sizeof *sorted);
    graph->sources.count = count;
    mem_free(sorted);
    mem_free(numbers);
}

/* ---- around a node ---- */

/* Statements so many steps away along (or against) edges; a breadth-first search in which rules cost nothing, so that
 * two lists, of this distance and the next, are enough. */
static void reach(const Graph *graph, const Incidence *edges, bool forward, NodeId start, uint32_t depth, bool *kept) {
    NodeList now = {0}, next = {0};
    bool *seen = mem_alloc_zero(graph->nodes.count + 1);
    vec_push(&now, start);
    for (uint32_t distance = 0; now.count; distance++) {
        while (now.count) {
            NodeId n = vec_pop(&now);
            if (seen[n]) continue;
            seen[n] = kept[n] = true;
            for (uint32_t i = edges->begin[n]; i < edges->begin[n + 1] && distance < depth; i++) {
                const Edge *edge = &graph->edges.items[edges->items[i]];
                NodeId other = forward ? edge->to : edge->from;
                bool is_step = !node_kind_is_rule(graph->nodes.items[other].kind);
                if (is_step)
                    vec_push(&next, other);
                else
                    vec_push(&now, other);
            }
        }
        NodeList swap = now;
        now = next;
        next = swap;
    }
    vec_free(&now);
    vec_free(&next);
    mem_free(seen);
}

/* By node: whether it is kept; owned. */
static bool *around(const Graph *graph, NodeId node, uint32_t depth) {
    bool *kept = mem_alloc_zero(graph->nodes.count + 1);
    Incidence entering = graph_entering(graph), leaving = graph_leaving(graph);
    reach(graph, &entering, false, node, depth, kept);
    reach(graph, &leaving, true, node, depth, kept);
    incidence_free(&entering);
    incidence_free(&leaving);
    return kept;
}

uint32_t graph_count_around(const Graph *graph, NodeId node, uint32_t depth) {
    bool *kept = around(graph, node, depth);
    uint32_t count = 0;
    for (size_t n = 0; n < graph->nodes.count; n++) count += kept[n];
    mem_free(kept);
    return count;
}

uint32_t graph_keep_around(Graph *graph, NodeId node, uint32_t depth) {
    uint32_t before = (uint32_t)graph->nodes.count;
    bool *kept = around(graph, node, depth);
    keep(graph, kept);
    renumber_sources(graph);
    mem_free(kept);
    return before - (uint32_t)graph->nodes.count;
}

/* ---- claims ---- */

typedef struct {
    NodeId node; /* the kept one its ways lead to; NO_NODE: none, or it is not known yet */
    bool is_against;
    uint32_t steps; /* at least */
} Standin;

typedef struct {
    Graph *graph;
    Incidence leaving;
    bool *kept;
    NodeId *claim; /* by node: the one claim that says it; NO_NODE */
    Standin *standins;
    NodeId *sorted; /* each behind all it leads to, but for edges that close cycles */
    uint32_t sorted_count;
} Contraction;

static bool is_attack(EdgeKind kind) { return kind != EDGE_SUPPORTS; }

/* The one statement that is all a claim says; NO_NODE. */
static NodeId all_it_says(const Contraction *c, const Incidence *entering, NodeId claim) {
    if (entering->begin[claim + 1] - entering->begin[claim] != 1) return NO_NODE;
    const Edge *edge = &c->graph->edges.items[entering->items[entering->begin[claim]]];
    bool is_rule = node_kind_is_rule(c->graph->nodes.items[edge->from].kind);
    return is_attack(edge->kind) || is_rule ? NO_NODE : edge->from;
}

static bool is_of_one_claim(const Contraction *c, NodeId n) {
    uint32_t claims = 0;
    for (uint32_t i = c->leaving.begin[n]; i < c->leaving.begin[n + 1]; i++)
        claims += c->graph->nodes.items[c->graph->edges.items[c->leaving.items[i]].to].kind == NODE_CLAIM;
    return claims == 1;
}

static void find_claims(Contraction *c) {
    Incidence entering = graph_entering(c->graph);
    for (NodeId n = 0; n < c->graph->nodes.count; n++) c->claim[n] = NO_NODE;
    for (NodeId n = 0; n < c->graph->nodes.count; n++) {
        if (c->graph->nodes.items[n].kind != NODE_CLAIM) continue;
        c->kept[n] = true;
        NodeId said = all_it_says(c, &entering, n);
        if (said != NO_NODE && is_of_one_claim(c, said)) c->claim[said] = n;
    }
    incidence_free(&entering);
}

/* A search along edges without recursion; nodes at which a cycle closes are kept. */
static void sort_nodes(Contraction *c) {
    uint8_t *visits = mem_alloc_zero(c->graph->nodes.count + 1);
    uint32_t *next = mem_alloc((c->graph->nodes.count + 1) * sizeof *next);
    NodeList stack = {0};
    memcpy(next, c->leaving.begin, (c->graph->nodes.count + 1) * sizeof *next);
    for (NodeId root = 0; root < c->graph->nodes.count; root++) {
        if (visits[root]) continue;
        vec_push(&stack, root);
        visits[root] = 1;
        while (stack.count) {
            NodeId n = vec_last(&stack);
            if (next[n] == c->leaving.begin[n + 1]) {
                visits[n] = 2;
                c->sorted[c->sorted_count++] = n;
                stack.count--;
                continue;
            }
            const Edge *edge = &c->graph->edges.items[c->leaving.items[next[n]++]];
            NodeId to = edge->to;
            if (edge->kind == EDGE_BEATS) continue; /* what the winner says rebuts what the loser says anyway */
            if (visits[to] == 1 && c->claim[to] == NO_NODE) c->kept[to] = true;
            if (visits[to]) continue;
            visits[to] = 1;
            vec_push(&stack, to);
        }
    }
    vec_free(&stack);
    mem_free(visits);
    mem_free(next);
}

/* What an edge leads to. */
static Standin beyond(const Contraction *c, const Edge *edge) {
    Standin own = {edge->to, false, 0};
    if (c->claim[edge->to] != NO_NODE)
        own.node = c->claim[edge->to];
    else if (!c->kept[edge->to])
        own = c->standins[edge->to];
    if (own.node == NO_NODE) return own;
    own.steps += !c->kept[edge->to] && c->claim[edge->to] == NO_NODE;
    own.is_against ^= is_attack(edge->kind);
    return own;
}

static void find_standin(Contraction *c, NodeId n) {
    Standin found = {NO_NODE, false, 0};
    if (c->kept[n] || c->claim[n] != NO_NODE) return;
    for (uint32_t i = c->leaving.begin[n]; i < c->leaving.begin[n + 1]; i++) {
        const Edge *edge = &c->graph->edges.items[c->leaving.items[i]];
        Standin other = beyond(c, edge);
        if (other.node == NO_NODE || edge->kind == EDGE_BEATS) continue;
        if (found.node != NO_NODE && (found.node != other.node || found.is_against != other.is_against)) {
            c->kept[n] = true;
            return;
        }
        if (found.node == NO_NODE || other.steps < found.steps) found = other;
    }
    c->standins[n] = found;
}

/* A fact that nothing leads to. */
static void leave_facts_out(Contraction *c) {
    Incidence entering = graph_entering(c->graph);
    for (NodeId n = 0; n < c->graph->nodes.count; n++) {
        NodeKind kind = c->graph->nodes.items[n].kind;
        bool is_fact = kind == NODE_GIVEN || kind == NODE_REPORTED;
        if (is_fact && entering.begin[n] == entering.begin[n + 1]) c->kept[n] = false;
    }
    incidence_free(&entering);
}

/* The edges of the contracted graph, in place of the others. */
static void contract_edges(Contraction *c) {
    Graph *graph = c->graph;
    Vec(Edge) old = {graph->edges.items, graph->edges.count, graph->edges.capacity};
    graph->edges.items = NULL;
    graph->edges.count = graph->edges.capacity = 0;
    vec_free(&graph->newest);
    for (NodeId n = 0; n < graph->nodes.count; n++) {
        NodeId from = c->kept[n] ? n : c->claim[n];
        if (from == NO_NODE) continue;
        for (uint32_t i = c->leaving.begin[n]; i < c->leaving.begin[n + 1]; i++) {
            const Edge *edge = &old.items[c->leaving.items[i]];
            Standin to = {edge->to, is_attack(edge->kind), 0};
            if (c->claim[edge->to] != NO_NODE)
                to.node = c->claim[edge->to];
            else if (!c->kept[edge->to]) {
                to = c->standins[edge->to];
                to.is_against ^= is_attack(edge->kind);
                to.steps++;
            }
            if (edge->kind == EDGE_BEATS || to.node == NO_NODE || to.node == from || !c->kept[to.node]) continue;
            size_t before = graph->edges.count;
            graph_connect(graph, from, to.node, to.is_against ? EDGE_REBUTS : EDGE_SUPPORTS);
            if (graph->edges.count > before) vec_last(&graph->edges).steps = to.steps;
        }
    }
    vec_free(&old);
}

/* Whether a kept statement joins nothing any more, since what it led to was left out: no way leads on from it, or only
 * one that nothing else comes by. */
static bool is_loose(const Contraction *c, const Incidence *leaving, const Incidence *entering, NodeId n) {
    uint32_t on = 0, in = 0;
    bool is_support = true;
    for (uint32_t i = leaving->begin[n]; i < leaving->begin[n + 1]; i++) {
        const Edge *edge = &c->graph->edges.items[leaving->items[i]];
        on += c->kept[edge->to];
        is_support = is_support && edge->kind == EDGE_SUPPORTS;
    }
    for (uint32_t i = entering->begin[n]; i < entering->begin[n + 1]; i++)
        in += c->kept[c->graph->edges.items[entering->items[i]].from];
    return on == 0 || (on == 1 && in == 0 && is_support);
}

static void drop_loose(Contraction *c) {
    Incidence leaving = graph_leaving(c->graph), entering = graph_entering(c->graph);
    for (bool is_changed = true; is_changed;) {
        is_changed = false;
        for (NodeId n = 0; n < c->graph->nodes.count; n++) {
            bool is_claim = c->graph->nodes.items[n].kind == NODE_CLAIM;
            if (is_claim || !c->kept[n] || !is_loose(c, &leaving, &entering, n)) continue;
            c->kept[n] = false;
            is_changed = true;
        }
    }
    incidence_free(&leaving);
    incidence_free(&entering);
}

uint32_t graph_keep_claims(Graph *graph) {
    size_t count = graph->nodes.count;
    Contraction c = {.graph = graph,
                     .leaving = graph_leaving(graph),
                     .kept = mem_alloc_zero(count + 1),
                     .claim = mem_alloc((count + 1) * sizeof(NodeId)),
                     .standins = mem_alloc((count + 1) * sizeof(Standin)),
                     .sorted = mem_alloc((count + 1) * sizeof(NodeId))};
    for (size_t n = 0; n < count; n++) c.standins[n] = (Standin){NO_NODE, false, 0};
    find_claims(&c);
    sort_nodes(&c);
    for (uint32_t i = 0; i < c.sorted_count; i++) find_standin(&c, c.sorted[i]);
    leave_facts_out(&c);
    contract_edges(&c);
    drop_loose(&c);
    keep(graph, c.kept);
    renumber_sources(graph);
    uint32_t left = (uint32_t)(count - graph->nodes.count);
    incidence_free(&c.leaving);
    mem_free(c.kept);
    mem_free(c.claim);
    mem_free(c.standins);
    mem_free(c.sorted);
    return left;
}
