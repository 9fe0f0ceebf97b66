/* A connected graph on its way through the steps of the layout.
 *
 * Vertices are its nodes and, behind them, the places where edges pass a layer.  After layering each link joins two
 * neighbouring layers.  Lengths go across (along a layer) and along (from layer to layer, 0 is the first). */
#ifndef HENCE_LAYERED_H
#define HENCE_LAYERED_H

#include "lang/base/arena.h"
#include "runtime/draw/layout.h"

typedef uint32_t Vertex;

typedef struct {
    Vertex from, to;   /* as drawn: arrows end at `to` */
    bool is_turned;    /* runs against the layers */
    Vertex first_bend; /* of the places it passes, one a layer from the upper end on; there are `bends` */
    uint32_t bends;
    bool is_attack; /* turned rather than others */
} Lane;

/* Neighbours in the layer before or behind: items[begin[v]] to items[begin[v + 1]]. */
typedef struct {
    uint32_t *begin;
    Vertex *items;
} Links;

typedef struct {
    uint32_t node_count, count; /* vertices: nodes first */
    double *across, *along;     /* by vertex: its size */
    uint32_t *layer, *place;    /* by vertex: its layer, and its position in it */
    Lane *edges;
    uint32_t edge_count;
    double breadth; /* layers that are wider are divided into several; 0: none */
    uint32_t layer_count;
    uint32_t *layer_begin; /* by layer: where it begins in `order`; one more at the end */
    Vertex *order;         /* vertices by layer and place */
    Links before, behind;  /* by vertex */
    double *at;            /* by vertex: where its middle is, across */
    Arena arena;           /* of all lists */
} Layered;

#define GAP_NODES 22.0 /* between nodes of a layer */
#define GAP_BENDS 12.0 /* beside a place that an edge passes */

/* The distance that the middles of two neighbours in a layer keep. */
static inline double vertex_distance(const Layered *g, Vertex a, Vertex b) {
    double gap = a < g->node_count && b < g->node_count ? GAP_NODES : GAP_BENDS;
    return (g->across[a] + g->across[b]) / 2 + gap;
}

void layers_assign(Layered *g);       /* layer, edges[].bends, then all lists but `at` */
void crossings_reduce(Layered *g);    /* order and place */
void coordinates_assign(Layered *g);  /* at */
void coordinates_squeeze(Layered *g); /* at, where it is much wider than need be */

#endif
