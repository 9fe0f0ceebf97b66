/* Components and their order.
 *
 * Relations depend on the relations in the bodies of their rules.  Strongly connected components come out of Tarjan's
 * algorithm in reverse topological order, which is the order of evaluation (R. Tarjan, Depth-first search and linear
 * graph algorithms, 1972), here with an explicit stack.
 * A user of p should also wait for -p (ORDER: Contrary).  Such soft edges are added to a second pass over the whole
 * graph, where those inside one component of that pass but between components of the first are dropped.
 * Linear in the size of the program, but for the search of a cycle to print. */
#include <assert.h>

#include "lang/program/program.h"

typedef struct {
    RelId to;
    RuleId rule;      /* NO_ID: soft */
    uint32_t literal;
    bool is_negative;
} Edge;

typedef struct {
    const Program *program;
    Edge *edges;
    uint32_t *first;      /* by relation: its edges are [first[r], first[r + 1]) */
    uint32_t *component;  /* by relation, numbered in the order of evaluation */
    uint32_t component_count;
} Graph;

static bool literal_depends(const Literal *literal) {
    return literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
}

/* Edges in rule order; with soft ones where `home` (the components without them) is given. */
static void make_edges(Graph *graph, const uint32_t *home, const bool *drop_soft) {
    const Program *program = graph->program;
    uint32_t relation_count = (uint32_t)program->relations.count;
    uint32_t *counts = mem_alloc_zero((relation_count + 1) * sizeof *counts);
    for (int pass = 0; pass < 2; pass++) {
        for (RuleId r = 0; r < program->rules.count; r++) {
            const Rule *rule = &program->rules.items[r];
            for (uint32_t i = 0; i < rule->literal_count; i++) {
                const Literal *literal = &rule->body[i];
                if (!literal_depends(literal)) continue;
                bool is_negative = literal->kind != LIT_ATOM || rule->is_fold;
                RelId contrary = program->relations.items[literal->relation].contrary;
                bool soft = home && contrary != NO_ID && home[contrary] != home[rule->head] && !(drop_soft && drop_soft[rule->head]);
                if (pass == 0) counts[rule->head] += 1u + soft;
                else {
                    graph->edges[counts[rule->head]++] = (Edge){literal->relation, r, i, is_negative};
                    if (soft) graph->edges[counts[rule->head]++] = (Edge){contrary, NO_ID, 0, false};
                }
            }
        }
        if (pass == 1) break;
        uint32_t total = 0;
        for (uint32_t i = 0; i < relation_count; i++) {
            uint32_t count = counts[i];
            graph->first[i] = counts[i] = total;
            total += count;
        }
        graph->first[relation_count] = total;
        graph->edges = mem_alloc(total * sizeof *graph->edges + 1);
    }
    mem_free(counts);
}

typedef struct {
    RelId relation;
    uint32_t next; /* edge to look at */
} Frame;

static void find_components(Graph *graph) {
    uint32_t count = (uint32_t)graph->program->relations.count, clock = 0;
    uint32_t *order = mem_alloc_zero((count + 1) * sizeof *order), *low = mem_alloc_zero((count + 1) * sizeof *low);
    Vec(RelId) open = {0};
    Vec(Frame) path = {0};
    for (RelId i = 0; i < count; i++) graph->component[i] = NO_ID;
    graph->component_count = 0;
    for (RelId start = 0; start < count; start++) {
        if (order[start]) continue;
        vec_push(&path, ((Frame){start, graph->first[start]}));
        order[start] = low[start] = ++clock;
        vec_push(&open, start);
        while (path.count) {
            Frame *frame = &vec_last(&path);
            RelId r = frame->relation;
            if (frame->next < graph->first[r + 1]) {
                RelId to = graph->edges[frame->next++].to;
                if (!order[to]) {
                    order[to] = low[to] = ++clock;
                    vec_push(&open, to);
                    vec_push(&path, ((Frame){to, graph->first[to]}));
                } else if (graph->component[to] == NO_ID && order[to] < low[r]) {
                    low[r] = order[to];
                }
                continue;
            }
            path.count--;
            if (path.count && low[r] < low[vec_last(&path).relation]) low[vec_last(&path).relation] = low[r];
            if (low[r] != order[r]) continue;
            RelId member;
            do {
                member = vec_pop(&open);
                graph->component[member] = graph->component_count;
            } while (member != r);
            graph->component_count++;
        }
    }
    vec_free(&open);
    vec_free(&path);
    mem_free(order);
    mem_free(low);
}

/* Shortest way from `from` back to `to` within the component, breadth first; its steps in order. */
static uint32_t shortest_way(const Graph *graph, RelId from, RelId to, CycleStep *steps) {
    uint32_t count = (uint32_t)graph->program->relations.count, length = 0;
    uint32_t *came = mem_alloc(count * sizeof *came + 1); /* edge by which a relation was reached */
    RelId *parent = mem_alloc(count * sizeof *parent + 1);
    for (uint32_t i = 0; i < count; i++) came[i] = NO_ID;
    Vec(RelId) queue = {0};
    vec_push(&queue, from);
    for (size_t head = 0; head < queue.count && (from != to && came[to] == NO_ID); head++) {
        RelId r = queue.items[head];
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            if (graph->component[edge->to] != graph->component[from] || came[edge->to] != NO_ID || edge->to == from) continue;
            came[edge->to] = e;
            parent[edge->to] = r;
            vec_push(&queue, edge->to);
        }
    }
    for (RelId r = to; r != from; r = parent[r]) length++;
    uint32_t at = length;
    for (RelId r = to; r != from; r = parent[r]) {
        const Edge *edge = &graph->edges[came[r]];
        steps[--at] = (CycleStep){parent[r], edge->rule, edge->literal, edge->is_negative};
    }
    vec_free(&queue);
    mem_free(came);
    mem_free(parent);
    return length;
}

/* One message for each component with a negative edge inside: the shortest cycle through such an edge. */
static bool report_cycles(const Graph *graph, OnCycle *cycle, void *context) {
    uint32_t count = (uint32_t)graph->program->relations.count;
    CycleStep *best = mem_alloc((count + 2) * sizeof *best), *steps = mem_alloc((count + 2) * sizeof *steps);
    uint32_t *length = mem_alloc_zero(graph->component_count * sizeof *length + 1);
    bool fine = true;
    for (uint32_t c = 0; c < graph->component_count; c++) {
        uint32_t shortest = 0;
        bool any = false;
        for (RelId r = 0; r < count && length[c] != NO_ID; r++) {
            if (graph->component[r] != c) continue;
            for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
                const Edge *edge = &graph->edges[e];
                if (!edge->is_negative || graph->component[edge->to] != c) continue;
                steps[0] = (CycleStep){r, edge->rule, edge->literal, true};
                uint32_t total = 1 + shortest_way(graph, edge->to, r, steps + 1);
                if (any && total >= shortest) continue;
                any = true;
                shortest = total;
                memcpy(best, steps, total * sizeof *best);
            }
        }
        if (any) {
            fine = false;
            if (cycle) cycle(context, best, shortest);
        }
    }
    mem_free(best);
    mem_free(steps);
    mem_free(length);
    return fine;
}

static bool has_negative_inside(const Graph *graph) {
    for (RelId r = 0; r < graph->program->relations.count; r++)
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++)
            if (graph->edges[e].is_negative && graph->component[graph->edges[e].to] == graph->component[r]) return true;
    return false;
}

static void graph_clear_edges(Graph *graph) {
    mem_free(graph->edges);
    graph->edges = NULL;
}

/* Marks the relations whose soft edges join what was apart, so that they are left out. */
static bool mark_joined(const Graph *graph, const uint32_t *home, bool *drop) {
    bool any = false;
    for (RelId r = 0; r < graph->program->relations.count; r++)
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            if (edge->rule != NO_ID || drop[r] || graph->component[edge->to] != graph->component[r] || home[edge->to] == home[r]) continue;
            drop[r] = any = true;
        }
    return any;
}

static void fill_components(Program *program, const Graph *graph) {
    uint32_t relation_count = (uint32_t)program->relations.count;
    Component *made = mem_alloc_zero(graph->component_count * sizeof *made + 1);
    vec_empty(&program->components);
    for (RelId r = 0; r < relation_count; r++) {
        made[graph->component[r]].relation_count++;
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++)
            if (graph->edges[e].rule != NO_ID && graph->component[graph->edges[e].to] == graph->component[r])
                made[graph->component[r]].is_recursive = true;
    }
    for (RuleId r = 0; r < program->rules.count; r++) made[graph->component[program->rules.items[r].head]].rule_count++;
    for (uint32_t c = 0; c < graph->component_count; c++) {
        made[c].relations = arena_array(&program->arena, RelId, made[c].relation_count);
        made[c].rules = arena_array(&program->arena, RuleId, made[c].rule_count);
        made[c].relation_count = made[c].rule_count = 0;
        vec_push(&program->components, made[c]);
    }
    for (RelId r = 0; r < relation_count; r++) {
        Component *component = &program->components.items[graph->component[r]];
        ((RelId *)(uintptr_t)component->relations)[component->relation_count++] = r;
        program->relations.items[r].component = graph->component[r];
    }
    for (RuleId r = 0; r < program->rules.count; r++) {
        Component *component = &program->components.items[graph->component[program->rules.items[r].head]];
        ((RuleId *)(uintptr_t)component->rules)[component->rule_count++] = r;
    }
    mem_free(made);
}

bool program_order(Program *program, OnCycle *cycle, void *context) {
    uint32_t count = (uint32_t)program->relations.count;
    Graph graph = {.program = program};
    graph.first = mem_alloc_zero((count + 1) * sizeof *graph.first);
    graph.component = mem_alloc_zero((count + 1) * sizeof *graph.component);
    make_edges(&graph, NULL, NULL);
    find_components(&graph);
    bool fine = !has_negative_inside(&graph) || report_cycles(&graph, cycle, context);
    if (fine) {
        uint32_t *home = mem_alloc((count + 1) * sizeof *home);
        bool *drop = mem_alloc_zero(count + 1);
        memcpy(home, graph.component, (count + 1) * sizeof *home);
        do {
            graph_clear_edges(&graph);
            make_edges(&graph, home, drop);
            find_components(&graph);
        } while (mark_joined(&graph, home, drop));
        mem_free(home);
        mem_free(drop);
        fill_components(program, &graph);
    }
    graph_clear_edges(&graph);
    mem_free(graph.first);
    mem_free(graph.component);
    return fine;
}
