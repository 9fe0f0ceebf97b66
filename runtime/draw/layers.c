/* Layers: cycles are broken by turning edges, then each node stands behind all it supports.
 *
 * An edge that closes a cycle in a search from the nodes nothing leads to is turned: such a search comes to a cycle of
 * attacks from outside, along what supports, so that it is an attack that runs back.
 * Longest paths give the layers; a node that has more edges behind it than before it then moves towards them, as far as
 * its edges allow, which shortens edges.  Layers that are much wider than the picture should be are divided.  Places
 * for edges that pass a layer are added, and a first order is taken from a search,
 * so that what hangs together begins side by side. */
#include "runtime/draw/layered.h"

#include "lang/base/vec.h"

/* ---- cycles ---- */

/* Edges by a node at their end: the first `support` pass, then attacks. */
static Links edges_by_node(Layered *g, bool by_from) {
    Links links = {arena_array(&g->arena, uint32_t, g->node_count + 2),
                   arena_array(&g->arena, Vertex, g->edge_count + 1)};
    uint32_t *next = links.begin + 1;
    for (uint32_t e = 0; e < g->edge_count; e++) next[(by_from ? g->edges[e].from : g->edges[e].to) + 1]++;
    for (uint32_t v = 0; v < g->node_count; v++) next[v + 1] += next[v];
    for (int attacks = 0; attacks < 2; attacks++)
        for (uint32_t e = 0; e < g->edge_count; e++)
            if (g->edges[e].is_attack == attacks) links.items[next[by_from ? g->edges[e].from : g->edges[e].to]++] = e;
    return links;
}

typedef enum { NEW, OPEN, DONE } Visit;
typedef Vec(Vertex) Stack;

static void search_cycles(Layered *g, const Links *leaving, Vertex root, uint8_t *visits, uint32_t *next,
                          Stack *stack) {
    if (visits[root] != NEW) return;
    vec_push(stack, root);
    visits[root] = OPEN;
    while (stack->count) {
        Vertex v = vec_last(stack);
        if (next[v] == leaving->begin[v + 1]) {
            visits[v] = DONE;
            stack->count--;
            continue;
        }
        Lane *edge = &g->edges[leaving->items[next[v]++]];
        if (visits[edge->to] == OPEN) edge->is_turned = true;
        if (visits[edge->to] != NEW) continue;
        visits[edge->to] = OPEN;
        vec_push(stack, edge->to);
    }
}

static void break_cycles(Layered *g) {
    Links leaving = edges_by_node(g, true), entering = edges_by_node(g, false);
    uint8_t *visits = arena_alloc(&g->arena, g->node_count + 1);
    uint32_t *next = arena_copy(&g->arena, leaving.begin, (g->node_count + 1) * sizeof *next);
    Stack stack = {0};
    for (int all = 0; all < 2; all++)
        for (Vertex v = 0; v < g->node_count; v++)
            if (all || entering.begin[v] == entering.begin[v + 1]) search_cycles(g, &leaving, v, visits, next, &stack);
    vec_free(&stack);
}

/* ---- layers ---- */

static Vertex upper_of(const Lane *edge) { return edge->is_turned ? edge->from : edge->to; }
static Vertex lower_of(const Lane *edge) { return edge->is_turned ? edge->to : edge->from; }

/* Edges by their upper, or their lower, node. */
static Links edges_by_side(Layered *g, bool upper) {
    Links links = {arena_array(&g->arena, uint32_t, g->node_count + 2),
                   arena_array(&g->arena, Vertex, g->edge_count + 1)};
    uint32_t *next = links.begin + 1;
    for (uint32_t e = 0; e < g->edge_count; e++) next[(upper ? upper_of(&g->edges[e]) : lower_of(&g->edges[e])) + 1]++;
    for (uint32_t v = 0; v < g->node_count; v++) next[v + 1] += next[v];
    for (uint32_t e = 0; e < g->edge_count; e++)
        links.items[next[upper ? upper_of(&g->edges[e]) : lower_of(&g->edges[e])]++] = e;
    return links;
}

/* Longest paths; `sorted` gets the nodes, each behind those above it. */
static void layer_by_paths(Layered *g, const Links *below, const Links *above, Vertex *sorted) {
    uint32_t *open = arena_array(&g->arena, uint32_t, g->node_count + 1);
    uint32_t count = 0;
    for (Vertex v = 0; v < g->node_count; v++) {
        open[v] = above->begin[v + 1] - above->begin[v];
        if (open[v] == 0) sorted[count++] = v;
    }
    for (uint32_t i = 0; i < count; i++) {
        Vertex v = sorted[i];
        for (uint32_t k = below->begin[v]; k < below->begin[v + 1]; k++) {
            Vertex w = lower_of(&g->edges[below->items[k]]);
            if (g->layer[w] <= g->layer[v]) g->layer[w] = g->layer[v] + 1;
            if (--open[w] == 0) sorted[count++] = w;
        }
    }
}

/* Towards the side with more edges; what has as many on both sides stays. */
static bool settle_node(Layered *g, const Links *below, const Links *above, Vertex v) {
    uint32_t downs = below->begin[v + 1] - below->begin[v], ups = above->begin[v + 1] - above->begin[v];
    uint32_t lowest = UINT32_MAX, highest = 0;
    for (uint32_t k = below->begin[v]; k < below->begin[v + 1]; k++) {
        uint32_t layer = g->layer[lower_of(&g->edges[below->items[k]])];
        if (layer - 1 < lowest) lowest = layer - 1;
    }
    for (uint32_t k = above->begin[v]; k < above->begin[v + 1]; k++) {
        uint32_t layer = g->layer[upper_of(&g->edges[above->items[k]])];
        if (layer + 1 > highest) highest = layer + 1;
    }
    uint32_t best = g->layer[v];
    if (downs > ups)
        best = lowest;
    else if (ups > downs)
        best = highest;
    bool is_moved = best != g->layer[v];
    g->layer[v] = best;
    return is_moved;
}

static void settle_layers(Layered *g, const Links *below, const Links *above, const Vertex *sorted) {
    bool is_moved = true;
    for (int pass = 0; pass < 8 && is_moved; pass++) {
        is_moved = false;
        for (uint32_t i = g->node_count; i-- > 0;) is_moved |= settle_node(g, below, above, sorted[i]);
    }
    uint32_t least = UINT32_MAX, most = 0;
    for (Vertex v = 0; v < g->node_count; v++)
        if (g->layer[v] < least) least = g->layer[v];
    for (Vertex v = 0; v < g->node_count; v++) {
        g->layer[v] -= least;
        if (g->layer[v] > most) most = g->layer[v];
    }
    g->layer_count = most + 1;
}

/* ---- layers that are too wide ---- */

/* Nodes in the order of a search from above, so that what hangs together comes together. */
static void order_nodes(Layered *g, const Links *below, const Links *above, Vertex *found) {
    bool *seen = arena_array(&g->arena, bool, g->node_count + 1);
    uint32_t count = 0;
    Stack stack = {0};
    for (Vertex root = 0; root < g->node_count; root++) {
        if (above->begin[root] != above->begin[root + 1]) continue;
        vec_push(&stack, root);
        while (stack.count) {
            Vertex v = vec_pop(&stack);
            if (seen[v]) continue;
            seen[v] = true;
            found[count++] = v;
            for (uint32_t k = below->begin[v + 1]; k-- > below->begin[v];)
                vec_push(&stack, lower_of(&g->edges[below->items[k]]));
        }
    }
    vec_free(&stack);
}

/* Each as many layers as it is too wide; neighbours go to different ones, so that edges pass between boxes. */
static void divide_layers(Layered *g, const Links *below, const Links *above) {
    double *widths = arena_array(&g->arena, double, g->layer_count + 1);
    uint32_t *parts = arena_array(&g->arena, uint32_t, g->layer_count + 1), count = 0;
    uint32_t *first = arena_array(&g->arena, uint32_t, g->layer_count + 1);
    uint32_t *next = arena_array(&g->arena, uint32_t, g->layer_count + 1);
    Vertex *found = arena_array(&g->arena, Vertex, g->node_count + 1);
    for (Vertex v = 0; v < g->node_count; v++) widths[g->layer[v]] += g->across[v] + GAP_NODES;
    for (uint32_t i = 0; i < g->layer_count; i++) {
        parts[i] = widths[i] > g->breadth * 1.25 ? (uint32_t)(widths[i] / g->breadth) + 1 : 1;
        first[i] = count;
        count += parts[i];
    }
    if (count == g->layer_count) return;
    order_nodes(g, below, above, found);
    for (uint32_t i = 0; i < g->node_count; i++) {
        uint32_t layer = g->layer[found[i]];
        g->layer[found[i]] = first[layer] + next[layer]++ % parts[layer];
    }
    g->layer_count = count;
}

/* ---- places for edges that pass a layer ---- */

static void add_bends(Layered *g) {
    uint32_t count = g->node_count;
    for (uint32_t e = 0; e < g->edge_count; e++) {
        Lane *edge = &g->edges[e];
        edge->first_bend = count;
        edge->bends = g->layer[lower_of(edge)] - g->layer[upper_of(edge)] - 1;
        count += edge->bends;
    }
    g->count = count;
    uint32_t *layer = arena_array(&g->arena, uint32_t, count + 1);
    double *across = arena_array(&g->arena, double, count + 1), *along = arena_array(&g->arena, double, count + 1);
    for (Vertex v = 0; v < g->node_count; v++) layer[v] = g->layer[v], across[v] = g->across[v], along[v] = g->along[v];
    for (uint32_t e = 0; e < g->edge_count; e++)
        for (uint32_t b = 0; b < g->edges[e].bends; b++)
            layer[g->edges[e].first_bend + b] = g->layer[upper_of(&g->edges[e])] + 1 + b;
    g->layer = layer;
    g->across = across;
    g->along = along;
}

/* Calls for each link between neighbouring layers, from above. */
typedef struct {
    uint32_t *before, *behind; /* counters, or where the next one goes */
    Links *links;              /* two: before, behind; NULL while counting */
} Linker;

static void join(Linker *l, Vertex above, Vertex below) {
    if (l->links) {
        l->links[0].items[l->before[below]++] = above;
        l->links[1].items[l->behind[above]++] = below;
    } else {
        l->before[below + 1]++;
        l->behind[above + 1]++;
    }
}

static void link_all(const Layered *g, Linker *l) {
    for (uint32_t e = 0; e < g->edge_count; e++) {
        const Lane *edge = &g->edges[e];
        Vertex above = upper_of(edge);
        for (uint32_t b = 0; b < edge->bends; b++) {
            join(l, above, edge->first_bend + b);
            above = edge->first_bend + b;
        }
        join(l, above, lower_of(edge));
    }
}

static void make_links(Layered *g) {
    uint32_t total = g->edge_count + (g->count - g->node_count);
    Links links[2];
    for (int i = 0; i < 2; i++)
        links[i] = (Links){arena_array(&g->arena, uint32_t, g->count + 2), arena_array(&g->arena, Vertex, total + 1)};
    Linker l = {links[0].begin + 1, links[1].begin + 1, NULL};
    link_all(g, &l);
    for (Vertex v = 0; v < g->count; v++) {
        l.before[v + 1] += l.before[v];
        l.behind[v + 1] += l.behind[v];
    }
    l.links = links;
    link_all(g, &l);
    g->before = links[0];
    g->behind = links[1];
}

/* ---- the first order ---- */

static void make_order(Layered *g) {
    g->layer_begin = arena_array(&g->arena, uint32_t, g->layer_count + 2);
    for (Vertex v = 0; v < g->count; v++) g->layer_begin[g->layer[v] + 1]++;
    for (uint32_t i = 0; i < g->layer_count; i++) g->layer_begin[i + 1] += g->layer_begin[i];
    g->order = arena_array(&g->arena, Vertex, g->count + 1);
    g->place = arena_array(&g->arena, uint32_t, g->count + 1);
    uint32_t *next = arena_copy(&g->arena, g->layer_begin, (g->layer_count + 1) * sizeof *next);
    bool *seen = arena_array(&g->arena, bool, g->count + 1);
    Stack stack = {0};
    for (Vertex root = 0; root < g->count; root++) {
        if (g->before.begin[root] != g->before.begin[root + 1]) continue;
        vec_push(&stack, root);
        while (stack.count) {
            Vertex v = vec_pop(&stack);
            if (seen[v]) continue;
            seen[v] = true;
            g->place[v] = next[g->layer[v]] - g->layer_begin[g->layer[v]];
            g->order[next[g->layer[v]]++] = v;
            for (uint32_t k = g->behind.begin[v + 1]; k-- > g->behind.begin[v];) vec_push(&stack, g->behind.items[k]);
        }
    }
    vec_free(&stack);
}

void layers_assign(Layered *g) {
    break_cycles(g);
    g->layer = arena_array(&g->arena, uint32_t, g->node_count + 1);
    Links below = edges_by_side(g, true), above = edges_by_side(g, false);
    Vertex *sorted = arena_array(&g->arena, Vertex, g->node_count + 1);
    layer_by_paths(g, &below, &above, sorted);
    settle_layers(g, &below, &above, sorted);
    if (g->breadth > 0) divide_layers(g, &below, &above);
    add_bends(g);
    make_links(g);
    make_order(g);
}
