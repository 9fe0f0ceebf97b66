/* Components and their order.
 *
 * Relations depend on the relations in the bodies of their rules.  Strongly connected components come out of Tarjan's
 * algorithm with what they need before them, which is the order of evaluation (R. Tarjan, Depth-first search and linear
 * graph algorithms, 1972), here with an explicit stack.
 * A user of p should also wait for -p (ORDER: Contrary).  These soft edges may close circles; what they tie together is
 * a group, found by the same algorithm among components.  Contradictions are looked for when a group is complete, so
 * that neither the order of rules nor that of files decides who has seen what.
 * Linear in the size of the program, but for a cycle to print. */
#include "lang/program/program.h"

typedef struct {
    RelId to;
    RuleId rule;
    uint32_t literal;
    bool is_negative;  /* through `not` or an aggregate */
    bool is_aggregate; /* through an aggregate */
} Edge;

typedef struct {
    const Program *program;
    Edge *edges;
    uint32_t *first;     /* by relation: its edges are [first[r], first[r + 1]) */
    uint32_t *component; /* by relation; each component is numbered after those it needs */
    uint32_t component_count;
    RelId *rivals; /* by relation: what declared contraries set against it is [first_rival[r], first_rival[r + 1]) */
    uint32_t *first_rival;
    uint32_t *group; /* by component */
} Graph;

/* Edges of a relation stand in the order of its rules and their literals: counted first, then filled in. */
static void make_edges(Graph *graph) {
    const Program *program = graph->program;
    uint32_t relation_count = (uint32_t)program->relations.count;
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++)
            graph->first[rule->head + 1] += literal_reads(&rule->body[i]);
    }
    for (uint32_t i = 0; i < relation_count; i++) graph->first[i + 1] += graph->first[i];
    uint32_t *next = mem_alloc((relation_count + 1) * sizeof *next);
    memcpy(next, graph->first, (relation_count + 1) * sizeof *next);
    graph->edges = mem_alloc(graph->first[relation_count] * sizeof *graph->edges);
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (!literal_reads(literal)) continue;
            bool is_aggregate = literal->kind == LIT_LOOKUP || rule->is_fold;
            graph->edges[next[rule->head]++] =
                (Edge){literal->relation, r, i, literal->kind == LIT_NOT || is_aggregate, is_aggregate};
        }
    }
    mem_free(next);
}

/* Contraries that are declared, where the given facts of both sides are kept. */
static void list_rivals(Graph *graph) {
    const Program *program = graph->program;
    uint32_t count = (uint32_t)program->relations.count;
    graph->first_rival = mem_alloc_zero((count + 2) * sizeof *graph->first_rival);
    graph->rivals = mem_alloc((program->contraries.count * 2 + 1) * sizeof *graph->rivals);
    for (size_t i = 0; i < program->contraries.count; i++) {
        graph->first_rival[program_given(program, program->contraries.items[i].first) + 1]++;
        graph->first_rival[program_given(program, program->contraries.items[i].second) + 1]++;
    }
    for (uint32_t i = 0; i < count; i++) graph->first_rival[i + 1] += graph->first_rival[i];
    uint32_t *next = mem_alloc((count + 1) * sizeof *next);
    memcpy(next, graph->first_rival, (count + 1) * sizeof *next);
    for (size_t i = 0; i < program->contraries.count; i++) {
        RelId first = program_given(program, program->contraries.items[i].first);
        RelId second = program_given(program, program->contraries.items[i].second);
        graph->rivals[next[first]++] = second;
        graph->rivals[next[second]++] = first;
    }
    mem_free(next);
}

/* ---- components ---- */

/* A graph in one list: the ends of the edges of node n are to[first[n]] up to to[first[n + 1]]. */
typedef struct {
    uint32_t count;
    const uint32_t *first, *to;
} Net;

typedef struct {
    uint32_t node, next; /* edge to look at */
} Frame;

/* Numbers the strongly connected components, each after those it needs; gives how many there are. */
static uint32_t find_strong(const Net *net, uint32_t *component) {
    uint32_t *order = mem_alloc_zero((net->count + 1) * sizeof *order),
             *low = mem_alloc_zero((net->count + 1) * sizeof *low);
    uint32_t clock = 0, found = 0;
    Vec(uint32_t) open = {0};
    Vec(Frame) path = {0};
    for (uint32_t i = 0; i < net->count; i++) component[i] = NO_ID;
    for (uint32_t start = 0; start < net->count; start++) {
        if (order[start]) continue;
        vec_push(&path, ((Frame){start, net->first[start]}));
        order[start] = low[start] = ++clock;
        vec_push(&open, start);
        while (path.count) {
            Frame *frame = &vec_last(&path);
            uint32_t n = frame->node;
            if (frame->next < net->first[n + 1]) {
                uint32_t to = net->to[frame->next++];
                if (!order[to]) {
                    order[to] = low[to] = ++clock;
                    vec_push(&open, to);
                    vec_push(&path, ((Frame){to, net->first[to]}));
                } else if (component[to] == NO_ID && order[to] < low[n]) {
                    low[n] = order[to];
                }
                continue;
            }
            path.count--;
            if (path.count && low[n] < low[vec_last(&path).node]) low[vec_last(&path).node] = low[n];
            if (low[n] != order[n]) continue;
            uint32_t member;
            do {
                member = vec_pop(&open);
                component[member] = found;
            } while (member != n);
            found++;
        }
    }
    vec_free(&open);
    vec_free(&path);
    mem_free(order);
    mem_free(low);
    return found;
}

static void find_components(Graph *graph) {
    uint32_t count = (uint32_t)graph->program->relations.count, edge_count = graph->first[count];
    uint32_t *to = mem_alloc((edge_count + 1) * sizeof *to);
    for (uint32_t e = 0; e < edge_count; e++) to[e] = graph->edges[e].to;
    graph->component_count = find_strong(&(Net){count, graph->first, to}, graph->component);
    mem_free(to);
}

static bool is_inside(const Graph *graph, RelId from, const Edge *edge) {
    return graph->component[from] == graph->component[edge->to];
}

/* ---- a cycle to print ---- */

/* A search breadth first, and the edge by which each relation was reached. */
typedef struct {
    uint32_t *came; /* NO_ID: not reached */
    RelId *parent;
    Vec(RelId) queue;
} Search;

/* The number of steps of the shortest way from `from` to `to` within their component. */
static uint32_t shortest_way(const Graph *graph, Search *search, RelId from, RelId to) {
    for (size_t i = 0; i < search->queue.count; i++) search->came[search->queue.items[i]] = NO_ID;
    vec_empty(&search->queue);
    vec_push(&search->queue, from);
    for (size_t head = 0; from != to && search->came[to] == NO_ID; head++) {
        RelId r = search->queue.items[head];
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            if (!is_inside(graph, r, edge) || search->came[edge->to] != NO_ID || edge->to == from) continue;
            search->came[edge->to] = e;
            search->parent[edge->to] = r;
            vec_push(&search->queue, edge->to);
        }
    }
    uint32_t length = 0;
    for (RelId r = to; r != from; r = search->parent[r]) length++;
    return length;
}

static CycleStep step_of(const Graph *graph, RelId from, uint32_t e) {
    const Edge *edge = &graph->edges[e];
    return (CycleStep){from, edge->rule, edge->literal, edge->is_negative, edge->is_aggregate};
}

/* The cycle that begins with edge e of `from`. */
static void tell_cycle(const Graph *graph, Search *search, RelId from, uint32_t e, OnCycle *cycle, void *context) {
    RelId begin = graph->edges[e].to;
    uint32_t count = 1 + shortest_way(graph, search, begin, from), at = count;
    CycleStep *steps = mem_alloc(count * sizeof *steps);
    steps[0] = step_of(graph, from, e);
    for (RelId r = from; r != begin; r = search->parent[r])
        steps[--at] = step_of(graph, search->parent[r], search->came[r]);
    cycle(context, steps, count);
    mem_free(steps);
}

/* Tells one cycle for each component with an aggregate inside, the shortest through one.  Whether there were none. */
static bool report_cycles(const Graph *graph, OnCycle *cycle, void *context) {
    uint32_t count = (uint32_t)graph->program->relations.count;
    Search search = {.came = mem_alloc((count + 1) * sizeof(uint32_t)),
                     .parent = mem_alloc((count + 1) * sizeof(RelId))};
    struct {
        uint32_t length, edge;
        RelId from;
    } *best = mem_alloc_zero((graph->component_count + 1) * sizeof *best);
    bool fine = true;
    for (RelId r = 0; r < count; r++) search.came[r] = NO_ID;
    for (RelId r = 0; r < count; r++) {
        uint32_t c = graph->component[r];
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            const Edge *edge = &graph->edges[e];
            if (!edge->is_aggregate || !is_inside(graph, r, edge)) continue;
            fine = false;
            uint32_t length = best[c].length == 1 ? 1 : 1 + shortest_way(graph, &search, edge->to, r);
            if (best[c].length && length >= best[c].length) continue;
            best[c].length = length;
            best[c].edge = e;
            best[c].from = r;
        }
    }
    for (uint32_t c = 0; cycle && c < graph->component_count; c++)
        if (best[c].length) tell_cycle(graph, &search, best[c].from, best[c].edge, cycle, context);
    mem_free(best);
    mem_free(search.came);
    mem_free(search.parent);
    vec_free(&search.queue);
    return fine;
}

/* ---- what waits for what: components, with soft edges ---- */

typedef struct {
    uint32_t from, to; /* components */
} Wait;
typedef Vec(Wait) Waits;

static void add_wait(const Graph *graph, Waits *waits, uint32_t from, RelId to) {
    if (graph->component[to] != from) vec_push(waits, ((Wait){from, graph->component[to]}));
}

static void list_waits(const Graph *graph, Waits *waits) {
    const Program *program = graph->program;
    for (RelId r = 0; r < program->relations.count; r++) {
        uint32_t from = graph->component[r];
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            RelId to = graph->edges[e].to, contrary = program->relations.items[to].contrary;
            add_wait(graph, waits, from, to);
            if (contrary != NO_ID) add_wait(graph, waits, from, program_given(program, contrary));
            for (uint32_t i = graph->first_rival[to]; i < graph->first_rival[to + 1]; i++)
                add_wait(graph, waits, from, graph->rivals[i]);
        }
    }
}

/* Groups of components: what only soft edges tie into a circle stands in one group. */
static void find_groups(Graph *graph, const Waits *waits) {
    uint32_t count = graph->component_count;
    uint32_t *first = mem_alloc_zero((count + 2) * sizeof *first), *to = mem_alloc((waits->count + 1) * sizeof *to);
    for (size_t i = 0; i < waits->count; i++) first[waits->items[i].from + 2]++;
    for (uint32_t c = 1; c <= count; c++) first[c + 1] += first[c];
    for (size_t i = 0; i < waits->count; i++) to[first[waits->items[i].from + 1]++] = waits->items[i].to;
    graph->group = mem_alloc((count + 1) * sizeof *graph->group);
    (void)find_strong(&(Net){count, first, to}, graph->group);
    mem_free(first);
    mem_free(to);
}

/* Numbers the components anew: group after group, within one as hard edges have it. */
static void renumber(Graph *graph) {
    uint32_t count = graph->component_count;
    uint32_t *next = mem_alloc_zero((count + 2) * sizeof *next), *rank = mem_alloc((count + 1) * sizeof *rank);
    uint32_t *group = mem_alloc((count + 1) * sizeof *group);
    for (uint32_t c = 0; c < count; c++) next[graph->group[c] + 1]++;
    for (uint32_t g = 0; g < count; g++) next[g + 1] += next[g];
    for (uint32_t c = 0; c < count; c++) rank[c] = next[graph->group[c]]++;
    for (uint32_t c = 0; c < count; c++) group[rank[c]] = graph->group[c];
    for (RelId r = 0; r < graph->program->relations.count; r++) graph->component[r] = rank[graph->component[r]];
    mem_free(graph->group);
    graph->group = group;
    mem_free(next);
    mem_free(rank);
}

static void let_users_wait_for_contraries(Graph *graph) {
    Waits waits = {0};
    list_waits(graph, &waits);
    find_groups(graph, &waits);
    renumber(graph);
    vec_free(&waits);
}

/* ---- the result ---- */

static void fill_components(Program *program, const Graph *graph) {
    uint32_t relation_count = (uint32_t)program->relations.count;
    Component *made = mem_alloc_zero(graph->component_count * sizeof *made + 1);
    vec_empty(&program->components);
    for (RelId r = 0; r < relation_count; r++) {
        made[graph->component[r]].relation_count++;
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            if (!is_inside(graph, r, &graph->edges[e])) continue;
            made[graph->component[r]].is_recursive = true;
            if (graph->edges[e].is_negative) made[graph->component[r]].is_alternating = true;
        }
    }
    for (RuleId r = 0; r < program->rules.count; r++) made[graph->component[program->rules.items[r].head]].rule_count++;
    for (uint32_t c = 0; c < graph->component_count; c++) {
        made[c].relations = arena_array(&program->arena, RelId, made[c].relation_count);
        made[c].rules = arena_array(&program->arena, RuleId, made[c].rule_count);
        made[c].relation_count = made[c].rule_count = 0;
        made[c].group = graph->group[c];
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
    make_edges(&graph);
    list_rivals(&graph);
    find_components(&graph);
    bool fine = report_cycles(&graph, cycle, context);
    if (fine) {
        let_users_wait_for_contraries(&graph);
        fill_components(program, &graph);
    }
    mem_free(graph.edges);
    mem_free(graph.rivals);
    mem_free(graph.first_rival);
    mem_free(graph.group);
    mem_free(graph.first);
    mem_free(graph.component);
    return fine;
}
