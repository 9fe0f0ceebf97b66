/* Where the nodes of a graph stand, and how its edges run.
 *
 * Nodes stand in layers, what is supported before what supports it; edges run from layer to layer through gaps that no
 * node reaches into, and past the nodes of a layer where a place is kept for them.  So boxes never overlap, and no edge
 * crosses a box that is not at one of its ends.
 *
 * K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of hierarchical system structures, IEEE Trans. SMC
 * 11(2) 1981.  The steps: edges turned so that there are no cycles, layers (layers.c), order in the layers with few
 * crossings (crossings.c), coordinates (coordinates.c), and components side by side (packing.c).
 *
 * The same graph gives the same picture: nothing depends on anything but the order of nodes and edges.  Time is about
 * linear in the nodes, the edges and the layers they cross.  Nothing recurses. */
#ifndef HENCE_LAYOUT_H
#define HENCE_LAYOUT_H

#include "lang/base/arena.h"
#include "runtime/draw/graph.h"

typedef struct {
    double x, y, width, height; /* the upper left corner; y grows downwards */
} Box;

typedef struct {
    double x, y;
} Point;

/* A smooth line: points[0], then three points for each stretch, the two that control a Bezier curve and its end; of a
 * straight stretch they lie on it. */
typedef struct {
    Point *points; /* in the arena of the layout */
    uint32_t count;
} Curve;

typedef enum { LAYOUT_BEST, LAYOUT_DOWN, LAYOUT_ACROSS } Direction; /* conclusions above, or on the left */

typedef struct {
    Box *boxes;    /* by node */
    Curve *routes; /* by edge, from its beginning to its end */
    double width, height;
    Direction direction; /* LAYOUT_DOWN or LAYOUT_ACROSS: of LAYOUT_BEST the one that fits a page better */
    Arena arena;
} Layout;

/* sizes: width and height of each node; x and y are not read. */
void layout_make(Layout *layout, const Graph *graph, const Box *sizes, Direction direction);
void layout_clear(Layout *layout);

#endif
