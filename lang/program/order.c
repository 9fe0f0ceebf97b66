/* Components and their order.
 *
 * Relations depend on the relations in the bodies of their rules.  Strongly connected components come out of Tarjan's
 * algorithm with what they need before them, which is the order of evaluation (R. Tarjan, Depth-first search and linear
 * graph algorithms, 1972), here with an explicit stack.
 * A user of p should also wait for -p (ORDER: Contrary).  These soft edges are added between components one by one, each
 * unless it would close a circle; those that agree with the order found first need no search.
 * A cycle through `not` makes a component alternating; one through an aggregate is an error.
 * Linear in the size of the program, but for a search for each soft edge against the order, and for a cycle to print. */
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
} Graph;

static bool literal_depends(const Literal *literal) {
    return literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
}

/* Edges of a relation stand in the order of its rules and their literals: counted first, then filled in. */
static void make_edges(Graph *graph) {
    const Program *program = graph->program;
    uint32_t relation_count = (uint32_t)program->relations.count;
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++)
            graph->first[rule->head + 1] += literal_depends(&rule->body[i]);
    }
    for (uint32_t i = 0; i < relation_count; i++) graph->first[i + 1] += graph->first[i];
    uint32_t *next = mem_alloc((relation_count + 1) * sizeof *next);
    memcpy(next, graph->first, (relation_count + 1) * sizeof *next);
    graph->edges = mem_alloc(graph->first[relation_count] * sizeof *graph->edges);
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (!literal_depends(literal)) continue;
            bool is_aggregate = literal->kind == LIT_LOOKUP || rule->is_fold;
            graph->edges[next[rule->head]++] =
                (Edge){literal->relation, r, i, literal->kind == LIT_NOT || is_aggregate, is_aggregate};
        }
    }
    mem_free(next);
}

/* ---- components ---- */

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
    uint32_t to, next; /* next: another of the same component; NO_ID ends */
} Wait;

typedef struct {
    Vec(Wait) waits;
    uint32_t *last; /* by component: its latest wait */
    uint32_t *seen; /* by component: the search that saw it last */
    uint32_t search;
    Vec(uint32_t) open;
} Waits;

static void add_wait(Waits *waits, uint32_t from, uint32_t to) {
    vec_push(&waits->waits, ((Wait){to, waits->last[from]}));
    waits->last[from] = (uint32_t)waits->waits.count - 1;
}

static bool waits_for(Waits *waits, uint32_t from, uint32_t to) {
    waits->search++;
    vec_empty(&waits->open);
    vec_push(&waits->open, from);
    while (waits->open.count) {
        uint32_t c = vec_pop(&waits->open);
        if (c == to) return true;
        if (waits->seen[c] == waits->search) continue;
        waits->seen[c] = waits->search;
        for (uint32_t w = waits->last[c]; w != NO_ID; w = waits->waits.items[w].next)
            vec_push(&waits->open, waits->waits.items[w].to);
    }
    return false;
}

typedef enum { HARD, SOFT_WITH_THE_ORDER, SOFT_AGAINST_IT } WaitKind;

static void add_waits(const Graph *graph, Waits *waits, WaitKind kind) {
    const Program *program = graph->program;
    for (RelId r = 0; r < program->relations.count; r++) {
        uint32_t from = graph->component[r];
        for (uint32_t e = graph->first[r]; e < graph->first[r + 1]; e++) {
            RelId to = graph->edges[e].to;
            if (kind != HARD) to = program->relations.items[to].contrary;
            if (to == NO_ID || graph->component[to] == from) continue;
            uint32_t before = graph->component[to];
            if (kind == SOFT_WITH_THE_ORDER && before > from) continue;
            if (kind == SOFT_AGAINST_IT && (before < from || waits_for(waits, before, from))) continue;
            add_wait(waits, from, before);
        }
    }
}

/* Numbers the components anew, each after all it waits for, keeping the old order where it can: depth first. */
static void renumber(Graph *graph, Waits *waits) {
    uint32_t *rank = mem_alloc((graph->component_count + 1) * sizeof *rank), next = 0;
    for (uint32_t c = 0; c < graph->component_count; c++) rank[c] = NO_ID;
    for (uint32_t start = 0; start < graph->component_count; start++) {
        vec_empty(&waits->open);
        vec_push(&waits->open, start);
        while (waits->open.count) {
            uint32_t c = vec_last(&waits->open), w = waits->last[c];
            while (rank[c] == NO_ID && w != NO_ID && rank[waits->waits.items[w].to] != NO_ID)
                w = waits->waits.items[w].next;
            if (rank[c] == NO_ID && w != NO_ID) {
                waits->last[c] = w; /* those passed have their number */
                vec_push(&waits->open, waits->waits.items[w].to);
                continue;
            }
            if (rank[c] == NO_ID) rank[c] = next++;
            waits->open.count--;
        }
    }
    for (RelId r = 0; r < graph->program->relations.count; r++) graph->component[r] = rank[graph->component[r]];
    mem_free(rank);
}

static void let_users_wait_for_contraries(Graph *graph) {
    size_t size = (graph->component_count + 1) * sizeof(uint32_t);
    Waits waits = {.last = mem_alloc(size), .seen = mem_alloc_zero(size)};
    for (uint32_t c = 0; c < graph->component_count; c++) waits.last[c] = NO_ID;
    add_waits(graph, &waits, HARD);
    size_t hard_count = waits.waits.count;
    add_waits(graph, &waits, SOFT_WITH_THE_ORDER);
    add_waits(graph, &waits, SOFT_AGAINST_IT);
    if (waits.waits.count > hard_count) renumber(graph, &waits);
    vec_free(&waits.waits);
    vec_free(&waits.open);
    mem_free(waits.last);
    mem_free(waits.seen);
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
    find_components(&graph);
    bool fine = report_cycles(&graph, cycle, context);
    if (fine) {
        let_users_wait_for_contraries(&graph);
        fill_components(program, &graph);
    }
    mem_free(graph.edges);
    mem_free(graph.first);
    mem_free(graph.component);
    return fine;
}
