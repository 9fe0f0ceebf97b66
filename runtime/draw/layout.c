/* The layout of a graph: its components, each laid out by itself, then side by side.
 *
 * Boxes are wider than high, so both directions are tried, and the one is drawn that fits a page better.
 * Edges leave a box on the side of its layer's gap, spread in the order of where they go, run straight to the end of
 * the layer, and cross the gap as one smooth curve that does not leave it. */
#include "runtime/draw/layered.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "runtime/draw/packing.h"

#define GAP_LAYERS 34.0 /* at least; more where edges run far across */
#define GAP_LAYERS_MOST 84.0
#define GAP_COMPONENTS 40.0
#define PORT_DISTANCE 16.0 /* between edges that leave one side of a box */
#define PORT_MARGIN 10.0   /* from the corners of the box */
#define LOOP_HEIGHT 24.0
#define SMALL 700.0 /* pictures of this size need not be turned */
#define DOWN_PREFERRED 0.8
#define BREADTH 1.2 /* of layers, against what a page would have if boxes covered it */
#define BREADTH_LEAST 1000.0

typedef struct {
    Layered g;
    NodeId *nodes;   /* by vertex, of the first node_count */
    uint32_t *edges; /* by edge of g: of the graph */
    uint32_t *loops; /* edges of the graph from a node to itself */
    uint32_t loop_count;
    double *layer_top, *layer_size; /* along */
    Box box;                        /* in the picture */
} Component;

typedef Vec(Component) Components;

typedef struct {
    const Graph *graph;
    const Box *sizes;
    Components components;
    uint32_t *component; /* by node */
    Vertex *vertex;      /* by node: in its component */
    bool is_down;
    Box size; /* of the picture */
} Drawing;

/* ---- components ---- */

static uint32_t leader_of(uint32_t *leaders, uint32_t n) {
    while (leaders[n] != n) n = leaders[n] = leaders[leaders[n]];
    return n;
}

/* Numbers components in the order of their first nodes. */
static uint32_t find_components(Drawing *d) {
    uint32_t count = 0, nodes = (uint32_t)d->graph->nodes.count;
    uint32_t *leaders = mem_alloc((nodes + 1) * sizeof *leaders), *numbers = mem_alloc((nodes + 1) * sizeof *numbers);
    for (uint32_t n = 0; n < nodes; n++) leaders[n] = n, numbers[n] = NO_NODE;
    for (size_t e = 0; e < d->graph->edges.count; e++) {
        uint32_t a = leader_of(leaders, d->graph->edges.items[e].from),
                 b = leader_of(leaders, d->graph->edges.items[e].to);
        if (a < b)
            leaders[b] = a;
        else
            leaders[a] = b;
    }
    for (uint32_t n = 0; n < nodes; n++) {
        uint32_t leader = leader_of(leaders, n);
        if (numbers[leader] == NO_NODE) numbers[leader] = count++;
        d->component[n] = numbers[leader];
    }
    mem_free(leaders);
    mem_free(numbers);
    return count;
}

static void add_node(Drawing *d, NodeId n) {
    assert(d->component[n] < d->components.count);
    Component *c = &d->components.items[d->component[n]];
    d->vertex[n] = c->g.node_count;
    c->nodes[c->g.node_count++] = n;
}

static void add_edge(Drawing *d, uint32_t e) {
    const Edge *edge = &d->graph->edges.items[e];
    Component *c = &d->components.items[d->component[edge->from]];
    if (edge->from == edge->to) {
        c->loops[c->loop_count++] = e;
        return;
    }
    c->edges[c->g.edge_count] = e;
    c->g.edges[c->g.edge_count++] =
        (Lane){.from = d->vertex[edge->from], .to = d->vertex[edge->to], .is_attack = edge->kind != EDGE_SUPPORTS};
}

/* Makes the components with room for what they hold, then puts it in. */
static void split(Drawing *d) {
    uint32_t count = find_components(d), nodes = (uint32_t)d->graph->nodes.count,
             edges = (uint32_t)d->graph->edges.count;
    uint32_t *node_counts = mem_alloc_zero((count + 1) * sizeof *node_counts);
    uint32_t *edge_counts = mem_alloc_zero((count + 1) * sizeof *edge_counts);
    for (uint32_t n = 0; n < nodes; n++) node_counts[d->component[n]]++;
    for (uint32_t e = 0; e < edges; e++) edge_counts[d->component[d->graph->edges.items[e].from]]++;
    for (uint32_t i = 0; i < count; i++) {
        Component c = {0};
        arena_init(&c.g.arena);
        c.nodes = arena_array(&c.g.arena, NodeId, node_counts[i] + 1);
        c.edges = arena_array(&c.g.arena, uint32_t, edge_counts[i] + 1);
        c.loops = arena_array(&c.g.arena, uint32_t, edge_counts[i] + 1);
        c.g.edges = arena_array(&c.g.arena, Lane, edge_counts[i] + 1);
        c.g.across = arena_array(&c.g.arena, double, node_counts[i] + 1);
        c.g.along = arena_array(&c.g.arena, double, node_counts[i] + 1);
        vec_push(&d->components, c);
    }
    for (uint32_t n = 0; n < nodes; n++) add_node(d, n);
    for (uint32_t e = 0; e < edges; e++) add_edge(d, e);
    mem_free(node_counts);
    mem_free(edge_counts);
}

/* ---- sizes and places ---- */

static Vertex upper_of(const Lane *edge) { return edge->is_turned ? edge->from : edge->to; }
static Vertex lower_of(const Lane *edge) { return edge->is_turned ? edge->to : edge->from; }

/* How far across the edges between a layer and the next run at most. */
static double farthest(const Layered *g, uint32_t layer) {
    double most = 0;
    for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++) {
        Vertex v = g->order[i];
        for (uint32_t k = g->behind.begin[v]; k < g->behind.begin[v + 1]; k++) {
            double run = g->at[v] - g->at[g->behind.items[k]];
            if (run < 0) run = -run;
            if (run > most) most = run;
        }
    }
    return most;
}

static void stack_layers(Component *c) {
    Layered *g = &c->g;
    double top = c->loop_count ? LOOP_HEIGHT : 0;
    c->layer_top = arena_array(&g->arena, double, g->layer_count + 1);
    c->layer_size = arena_array(&g->arena, double, g->layer_count + 1);
    for (uint32_t i = 0; i < g->layer_count; i++) {
        double size = 0;
        for (uint32_t k = g->layer_begin[i]; k < g->layer_begin[i + 1]; k++)
            if (g->along[g->order[k]] > size) size = g->along[g->order[k]];
        c->layer_top[i] = top;
        c->layer_size[i] = size;
        double gap = i + 1 < g->layer_count ? GAP_LAYERS + farthest(g, i) * 0.06 : 0;
        top += size + (gap > GAP_LAYERS_MOST ? GAP_LAYERS_MOST : gap);
    }
}

/* How wide layers should be, so that what the boxes cover comes near the proportions of a page. */
static double breadth_of(const Drawing *d, const Layered *g) {
    double area = 0;
    for (Vertex v = 0; v < g->node_count; v++) area += (g->across[v] + GAP_NODES) * (g->along[v] + GAP_LAYERS * 1.5);
    double breadth = sqrt(area * (d->is_down ? PAGE_RATIO : 1 / PAGE_RATIO)) * BREADTH;
    double least = d->is_down ? BREADTH_LEAST : BREADTH_LEAST / PAGE_RATIO;
    return breadth > least ? breadth : least;
}

static void place_component(const Drawing *d, Component *c) {
    Layered *g = &c->g;
    for (Vertex v = 0; v < g->node_count; v++) {
        const Box *size = &d->sizes[c->nodes[v]];
        g->across[v] = d->is_down ? size->width : size->height;
        g->along[v] = d->is_down ? size->height : size->width;
    }
    g->breadth = breadth_of(d, g);
    layers_assign(g);
    crossings_reduce(g);
    coordinates_assign(g);
    coordinates_squeeze(g);
    double low = 0, high = 0;
    for (Vertex v = 0; v < g->count; v++) {
        if (v == 0 || g->at[v] - g->across[v] / 2 < low) low = g->at[v] - g->across[v] / 2;
        if (v == 0 || g->at[v] + g->across[v] / 2 > high) high = g->at[v] + g->across[v] / 2;
    }
    for (Vertex v = 0; v < g->count; v++) g->at[v] -= low;
    stack_layers(c);
    double depth = c->layer_top[g->layer_count - 1] + c->layer_size[g->layer_count - 1], breadth = high - low;
    c->box = (Box){0, 0, d->is_down ? breadth : depth, d->is_down ? depth : breadth};
}

static Drawing drawing_new(const Graph *graph, const Box *sizes, bool is_down) {
    Drawing d = {.graph = graph,
                 .sizes = sizes,
                 .component = mem_alloc((graph->nodes.count + 1) * sizeof(uint32_t)),
                 .vertex = mem_alloc((graph->nodes.count + 1) * sizeof(Vertex)),
                 .is_down = is_down};
    split(&d);
    size_t count = d.components.count;
    Box *boxes = mem_alloc((count + 1) * sizeof *boxes);
    for (size_t i = 0; i < count; i++) {
        place_component(&d, &d.components.items[i]);
        boxes[i] = d.components.items[i].box;
    }
    d.size = boxes_pack(boxes, (uint32_t)count, GAP_COMPONENTS);
    for (size_t i = 0; i < count; i++) d.components.items[i].box = boxes[i];
    mem_free(boxes);
    return d;
}

static void drawing_free(Drawing *d) {
    for (size_t i = 0; i < d->components.count; i++) arena_clear(&d->components.items[i].g.arena);
    vec_free(&d->components);
    mem_free(d->component);
    mem_free(d->vertex);
}

/* How small the picture must be made to fit a page. */
static double smallness(const Drawing *d) {
    double by_width = d->size.width / PAGE_RATIO;
    return by_width > d->size.height ? by_width : d->size.height;
}

/* ---- lines ---- */

/* One end of an edge at a node. */
typedef struct {
    uint32_t edge;
    double towards; /* where the edge goes next, across */
    double *port;   /* where it leaves, across */
} End;
typedef Vec(End) Ends;

static int by_direction(const void *a, const void *b) {
    const End *x = a, *y = b;
    if (x->towards != y->towards) return x->towards < y->towards ? -1 : 1;
    return (x->edge > y->edge) - (x->edge < y->edge);
}

static double within(double low, double x, double high) { return x < low ? low : x > high ? high : x; }

/* The ends at one side of a node, spread; a single one goes straight if it can. */
static void spread(const Layered *g, Vertex v, Ends *ends) {
    double room = g->across[v] - 2 * PORT_MARGIN, step = PORT_DISTANCE;
    if (room < 0) room = 0;
    if (ends->count > 1 && step * (double)(ends->count - 1) > room) step = room / (double)(ends->count - 1);
    if (ends->count > 1) qsort(ends->items, ends->count, sizeof *ends->items, by_direction);
    for (size_t i = 0; i < ends->count; i++)
        *ends->items[i].port = g->at[v] + step * ((double)i - (double)(ends->count - 1) / 2);
    if (ends->count != 1) return;
    *ends->items[0].port = within(g->at[v] - room / 2, ends->items[0].towards, g->at[v] + room / 2);
}

/* A single end follows the other one, so that the edge runs straight if the boxes allow it. */
static void straighten(const Layered *g, Vertex v, const Ends *ends, double *ports) {
    if (ends->count != 1 || g->edges[ends->items[0].edge].bends) return;
    double room = g->across[v] / 2 - PORT_MARGIN, *port = ends->items[0].port;
    double *other = port == &ports[2 * ends->items[0].edge] ? port + 1 : port - 1;
    if (room > 0) *port = within(g->at[v] - room, *other, g->at[v] + room);
}

/* By edge the places where it leaves its upper and its lower node; 2 an edge. */
static double *find_ports(Component *c) {
    Layered *g = &c->g;
    double *ports = arena_array(&g->arena, double, 2 * g->edge_count + 2);
    Ends *ends = mem_alloc_zero((2 * (size_t)g->node_count + 1) * sizeof *ends);
    for (uint32_t e = 0; e < g->edge_count; e++) {
        const Lane *edge = &g->edges[e];
        Vertex upper = upper_of(edge), lower = lower_of(edge);
        Vertex first = edge->bends ? edge->first_bend : lower;
        Vertex last = edge->bends ? edge->first_bend + edge->bends - 1 : upper;
        vec_push(&ends[2 * (size_t)upper], ((End){e, g->at[first], &ports[2 * e]}));
        vec_push(&ends[2 * (size_t)lower + 1], ((End){e, g->at[last], &ports[2 * e + 1]}));
    }
    for (size_t i = 0; i < 2 * (size_t)g->node_count; i++) spread(g, (Vertex)(i / 2), &ends[i]);
    for (size_t i = 0; i < 2 * (size_t)g->node_count; i++) straighten(g, (Vertex)(i / 2), &ends[i], ports);
    for (size_t i = 0; i < 2 * (size_t)g->node_count; i++) vec_free(&ends[i]);
    mem_free(ends);
    for (uint32_t e = 0; e < g->edge_count; e++) { /* nearly straight is straight */
        double *port = &ports[2 * e], run = port[0] - port[1];
        if (g->edges[e].bends == 0 && run < 3 && run > -3) port[1] = port[0];
    }
    return ports;
}

typedef Vec(Point) Points;

static void go_straight(Points *points, Point to) {
    Point from = vec_last(points);
    if (from.x == to.x && from.y == to.y) return;
    vec_push(points, from);
    vec_push(points, to);
    vec_push(points, to);
}

static void go_through_gap(Points *points, Point to) {
    Point from = vec_last(points);
    if (from.x == to.x) {
        go_straight(points, to);
        return;
    }
    double middle = (from.y + to.y) / 2;
    vec_push(points, ((Point){from.x, middle}));
    vec_push(points, ((Point){to.x, middle}));
    vec_push(points, to);
}

static Point in_picture(const Drawing *d, const Component *c, Point point) {
    return d->is_down ? (Point){c->box.x + point.x, c->box.y + point.y}
                      : (Point){c->box.x + point.y, c->box.y + point.x};
}

static void keep_route(Layout *layout, const Drawing *d, const Component *c, uint32_t edge, const Points *points,
                       bool is_reversed) {
    Curve *route = &layout->routes[edge];
    route->count = (uint32_t)points->count;
    route->points = arena_array(&layout->arena, Point, points->count);
    for (size_t i = 0; i < points->count; i++)
        route->points[i] = in_picture(d, c, points->items[is_reversed ? points->count - 1 - i : i]);
}

/* From the upper node down, across and along; y is along. */
static void route_edge(Layout *layout, const Drawing *d, const Component *c, uint32_t e, const double *ports,
                       Points *points) {
    const Layered *g = &c->g;
    const Lane *edge = &g->edges[e];
    Vertex upper = upper_of(edge), lower = lower_of(edge);
    uint32_t layer = g->layer[upper];
    double x = ports[2 * e];
    vec_empty(points);
    vec_push(points, ((Point){x, c->layer_top[layer] + (c->layer_size[layer] + g->along[upper]) / 2}));
    go_straight(points, (Point){x, c->layer_top[layer] + c->layer_size[layer]});
    for (uint32_t b = 0; b < edge->bends; b++) {
        layer++;
        x = g->at[edge->first_bend + b];
        go_through_gap(points, (Point){x, c->layer_top[layer]});
        go_straight(points, (Point){x, c->layer_top[layer] + c->layer_size[layer]});
    }
    layer++;
    x = ports[2 * e + 1];
    go_through_gap(points, (Point){x, c->layer_top[layer]});
    go_straight(points, (Point){x, c->layer_top[layer] + (c->layer_size[layer] - g->along[lower]) / 2});
    keep_route(layout, d, c, c->edges[e], points, !edge->is_turned);
}

/* An edge from a node to itself: a bow above it. */
static void route_loop(Layout *layout, const Drawing *d, const Component *c, uint32_t edge, Points *points) {
    const Layered *g = &c->g;
    Vertex v = d->vertex[d->graph->edges.items[edge].from];
    double x = g->at[v] + g->across[v] / 4, layer_middle = c->layer_top[g->layer[v]] + c->layer_size[g->layer[v]] / 2;
    double y = layer_middle - g->along[v] / 2, half = g->across[v] / 8 < 7 ? g->across[v] / 8 : 7;
    vec_empty(points);
    vec_push(points, ((Point){x - half, y}));
    vec_push(points, ((Point){x - half, y - LOOP_HEIGHT}));
    vec_push(points, ((Point){x + half, y - LOOP_HEIGHT}));
    vec_push(points, ((Point){x + half, y}));
    keep_route(layout, d, c, edge, points, false);
}

static void draw_component(Layout *layout, const Drawing *d, Component *c) {
    const Layered *g = &c->g;
    Points points = {0};
    for (Vertex v = 0; v < g->node_count; v++) {
        const Box *size = &d->sizes[c->nodes[v]];
        double middle = c->layer_top[g->layer[v]] + c->layer_size[g->layer[v]] / 2;
        Point at = in_picture(d, c, (Point){g->at[v], middle});
        layout->boxes[c->nodes[v]] = (Box){at.x - size->width / 2, at.y - size->height / 2, size->width, size->height};
    }
    const double *ports = find_ports(c);
    for (uint32_t e = 0; e < g->edge_count; e++) route_edge(layout, d, c, e, ports, &points);
    for (uint32_t i = 0; i < c->loop_count; i++) route_loop(layout, d, c, c->loops[i], &points);
    vec_free(&points);
}

/* ---- all of it ---- */

static Drawing better_drawing(const Graph *graph, const Box *sizes) {
    Drawing down = drawing_new(graph, sizes, true);
    if (smallness(&down) <= SMALL) return down;
    Drawing across = drawing_new(graph, sizes, false);
    bool is_down = smallness(&down) * DOWN_PREFERRED <= smallness(&across);
    drawing_free(is_down ? &across : &down);
    return is_down ? down : across;
}

void layout_make(Layout *layout, const Graph *graph, const Box *sizes, Direction direction) {
    *layout = (Layout){0};
    arena_init(&layout->arena);
    layout->boxes = arena_array(&layout->arena, Box, graph->nodes.count + 1);
    layout->routes = arena_array(&layout->arena, Curve, graph->edges.count + 1);
    Drawing d =
        direction == LAYOUT_BEST ? better_drawing(graph, sizes) : drawing_new(graph, sizes, direction == LAYOUT_DOWN);
    layout->direction = d.is_down ? LAYOUT_DOWN : LAYOUT_ACROSS;
    layout->width = d.size.width;
    layout->height = d.size.height;
    for (size_t i = 0; i < d.components.count; i++) draw_component(layout, &d, &d.components.items[i]);
    drawing_free(&d);
}

void layout_clear(Layout *layout) {
    arena_clear(&layout->arena);
    *layout = (Layout){0};
}
