/* Where the vertices of each layer stand.
 *
 * U. Brandes, B. Koepf, Fast and simple horizontal coordinate assignment, Graph Drawing 2001: vertices are aligned with
 * a median neighbour wherever no edge that passes layers is crossed, once for each of up or down and left or right;
 * each of the four alignments is placed as compactly as it goes, and the mean of the two middle ones is taken.  Edges
 * that pass layers so run straight.  Vertices are of different widths here: aligned blocks are placed by longest paths
 * in the graph of blocks that stand beside each other (that compaction is right for any width, see U. Brandes, J.
 * Walter, J. Zink, Erratum, 2020).  Since each of the four keeps the distances within layers, and so do their medians,
 * nothing overlaps.  A last pass moves single nodes towards the middle of their neighbours where there is room. */
#include "runtime/draw/layered.h"

#include "lang/base/mem.h"

#define SETTLING_PASSES 6

typedef struct {
    Layered *g;
    bool is_up;      /* aligned with the layer behind, not before */
    bool is_right;   /* from the right */
    bool *is_marked; /* by position in before.items: the link crosses an edge that passes layers */
    Vertex *root, *next;
    double *at;
} Alignment;

static bool is_bend(const Layered *g, Vertex v) { return v >= g->node_count; }

/* ---- conflicts ---- */

/* The bend above a bend, if v is one; NO_NODE. */
static Vertex bend_above(const Layered *g, Vertex v) {
    if (!is_bend(g, v) || g->before.begin[v] == g->before.begin[v + 1]) return NO_NODE;
    Vertex u = g->before.items[g->before.begin[v]];
    return is_bend(g, u) ? u : NO_NODE;
}

/* Links from vertices from..to of a layer that lead out of low..high of the layer before it. */
static void mark_outside(Alignment *a, uint32_t layer, uint32_t from, uint32_t to, uint32_t low, uint32_t high) {
    const Layered *g = a->g;
    for (uint32_t i = from; i <= to; i++) {
        Vertex v = g->order[g->layer_begin[layer] + i];
        for (uint32_t k = g->before.begin[v]; k < g->before.begin[v + 1]; k++) {
            Vertex u = g->before.items[k];
            if (g->place[u] >= low && g->place[u] <= high) continue;
            if (is_bend(g, u) && is_bend(g, v)) continue;
            a->is_marked[k] = true;
        }
    }
}

static void mark_conflicts(Alignment *a) {
    const Layered *g = a->g;
    for (uint32_t layer = 1; layer < g->layer_count; layer++) {
        uint32_t size = g->layer_begin[layer + 1] - g->layer_begin[layer], done = 0, low = 0;
        for (uint32_t i = 0; i < size; i++) {
            Vertex above = bend_above(g, g->order[g->layer_begin[layer] + i]);
            if (above == NO_NODE && i + 1 < size) continue;
            uint32_t high = above == NO_NODE ? UINT32_MAX : g->place[above];
            mark_outside(a, layer, done, i, low, high);
            done = i + 1;
            low = high == UINT32_MAX ? 0 : high;
        }
    }
}

/* ---- alignment ---- */

/* The place of a vertex, counted from the side that the alignment comes from. */
static int64_t place_in(const Alignment *a, Vertex v) {
    return a->is_right ? -(int64_t)a->g->place[v] : (int64_t)a->g->place[v];
}

static bool link_is_marked(const Alignment *a, Vertex v, Vertex u) {
    const Layered *g = a->g;
    Vertex upper = a->is_up ? v : u, lower = a->is_up ? u : v;
    for (uint32_t k = g->before.begin[lower]; k < g->before.begin[lower + 1]; k++)
        if (g->before.items[k] == upper) return a->is_marked[k];
    return true;
}

/* The neighbours of v by place: `sorted` has room for them. */
static uint32_t sort_neighbours(const Alignment *a, Vertex v, Vertex *sorted) {
    const Links *links = a->is_up ? &a->g->behind : &a->g->before;
    uint32_t count = 0;
    for (uint32_t k = links->begin[v]; k < links->begin[v + 1]; k++) {
        Vertex u = links->items[k];
        uint32_t i = count++;
        for (; i > 0 && place_in(a, sorted[i - 1]) > place_in(a, u); i--) sorted[i] = sorted[i - 1];
        sorted[i] = u;
    }
    return count;
}

static void align_layer(Alignment *a, uint32_t layer, Vertex *sorted) {
    const Layered *g = a->g;
    uint32_t begin = g->layer_begin[layer], size = g->layer_begin[layer + 1] - begin;
    int64_t reached = INT64_MIN;
    for (uint32_t i = 0; i < size; i++) {
        Vertex v = g->order[begin + (a->is_right ? size - 1 - i : i)];
        uint32_t count = sort_neighbours(a, v, sorted);
        if (count == 0) continue;
        for (uint32_t m = (count - 1) / 2; m <= count / 2; m++) {
            Vertex u = sorted[m];
            if (a->next[v] != v || place_in(a, u) <= reached || link_is_marked(a, v, u)) continue;
            a->next[u] = v;
            a->root[v] = a->root[u];
            a->next[v] = a->root[v];
            reached = place_in(a, u);
        }
    }
}

static void align(Alignment *a, Vertex *sorted) {
    const Layered *g = a->g;
    for (Vertex v = 0; v < g->count; v++) a->root[v] = a->next[v] = v;
    for (uint32_t i = 1; i < g->layer_count; i++) align_layer(a, a->is_up ? g->layer_count - 1 - i : i, sorted);
}

/* ---- compaction ---- */

/* Calls for each pair that stands side by side, from the side the alignment comes from. */
typedef struct {
    uint32_t *begin;
    Vertex *items; /* roots of the blocks beside */
    double *distances;
} Beside;

static Vertex in_layer(const Alignment *a, uint32_t begin, uint32_t size, uint32_t i) {
    return a->g->order[begin + (a->is_right ? size - 1 - i : i)];
}

static Beside find_beside(const Alignment *a, uint32_t *entering) {
    const Layered *g = a->g;
    Beside list = {mem_alloc_zero((g->count + 2) * sizeof(uint32_t)), mem_alloc((g->count + 1) * sizeof(Vertex)),
                   mem_alloc((g->count + 1) * sizeof(double))};
    uint32_t *next = list.begin + 1;
    for (int filling = 0; filling < 2; filling++) {
        for (uint32_t layer = 0; layer < g->layer_count; layer++) {
            uint32_t begin = g->layer_begin[layer], size = g->layer_begin[layer + 1] - begin;
            for (uint32_t i = 0; i + 1 < size; i++) {
                Vertex v = in_layer(a, begin, size, i), w = in_layer(a, begin, size, i + 1);
                if (!filling) {
                    next[a->root[v] + 1]++;
                    entering[a->root[w]]++;
                    continue;
                }
                list.distances[next[a->root[v]]] = vertex_distance(g, v, w);
                list.items[next[a->root[v]]++] = a->root[w];
            }
        }
        for (Vertex v = 0; v < g->count && !filling; v++) next[v + 1] += next[v];
    }
    return list;
}

/* Blocks as far to the side as they go, then each as near to what stands behind it as it goes. */
static void compact(Alignment *a) {
    const Layered *g = a->g;
    uint32_t *entering = mem_alloc_zero((g->count + 1) * sizeof *entering), count = 0;
    Vertex *sorted = mem_alloc((g->count + 1) * sizeof *sorted);
    Beside beside = find_beside(a, entering);
    for (Vertex v = 0; v < g->count; v++) {
        a->at[v] = 0;
        if (a->root[v] == v && entering[v] == 0) sorted[count++] = v;
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = beside.begin[sorted[i]]; k < beside.begin[sorted[i] + 1]; k++) {
            Vertex w = beside.items[k];
            double least = a->at[sorted[i]] + beside.distances[k];
            if (a->at[w] < least) a->at[w] = least;
            if (--entering[w] == 0) sorted[count++] = w;
        }
    for (uint32_t i = count; i-- > 0;) {
        Vertex v = sorted[i];
        double most = -1;
        for (uint32_t k = beside.begin[v]; k < beside.begin[v + 1]; k++) {
            double room = a->at[beside.items[k]] - beside.distances[k];
            if (most < 0 || room < most) most = room;
        }
        if (most > a->at[v]) a->at[v] = most;
    }
    for (Vertex v = 0; v < g->count; v++)
        if (a->root[v] != v) a->at[v] = a->at[a->root[v]];
    for (Vertex v = 0; v < g->count && a->is_right; v++) a->at[v] = -a->at[v];
    mem_free(beside.begin);
    mem_free(beside.items);
    mem_free(beside.distances);
    mem_free(sorted);
    mem_free(entering);
}

/* ---- the four together ---- */

typedef struct {
    double low, high;
} Extent;

static Extent extent_of(const Layered *g, const double *at) {
    Extent extent = {0, 0};
    for (Vertex v = 0; v < g->count; v++) {
        double low = at[v] - g->across[v] / 2, high = at[v] + g->across[v] / 2;
        if (v == 0 || low < extent.low) extent.low = low;
        if (v == 0 || high > extent.high) extent.high = high;
    }
    return extent;
}

/* All are put where the narrowest is: those from the left by their left sides, the others by their right ones. */
static void put_together(const Layered *g, double *const at[4]) {
    Extent extents[4];
    int narrowest = 0;
    for (int i = 0; i < 4; i++) {
        extents[i] = extent_of(g, at[i]);
        if (extents[i].high - extents[i].low < extents[narrowest].high - extents[narrowest].low) narrowest = i;
    }
    for (int i = 0; i < 4; i++) {
        bool is_right = i % 2;
        double shift = is_right ? extents[narrowest].high - extents[i].high : extents[narrowest].low - extents[i].low;
        for (Vertex v = 0; v < g->count; v++) at[i][v] += shift;
    }
}

static double middle_of(double a, double b, double c, double d) {
    double low = a < b ? a : b, high = a < b ? b : a;
    double least = c < low ? c : low, most = c > high ? c : high;
    least = d < least ? d : least;
    most = d > most ? d : most;
    return (a + b + c + d - least - most) / 2;
}

/* ---- the last pass ---- */

/* The mean of the neighbours on both sides; those it has on one side only count for both. */
static double wanted(const Layered *g, Vertex v) {
    double sums[2] = {0, 0};
    const Links *links[] = {&g->before, &g->behind};
    uint32_t counts[2], sides = 0;
    double sum = 0;
    for (int i = 0; i < 2; i++) {
        counts[i] = links[i]->begin[v + 1] - links[i]->begin[v];
        for (uint32_t k = links[i]->begin[v]; k < links[i]->begin[v + 1]; k++) sums[i] += g->at[links[i]->items[k]];
        if (counts[i]) sum += sums[i] / counts[i], sides++;
    }
    return sides ? sum / sides : g->at[v];
}

static void settle_vertex(Layered *g, uint32_t layer, uint32_t i) {
    uint32_t begin = g->layer_begin[layer], end = g->layer_begin[layer + 1];
    Vertex v = g->order[i];
    if (is_bend(g, v)) return;
    double to = wanted(g, v);
    if (i > begin) {
        double least = g->at[g->order[i - 1]] + vertex_distance(g, g->order[i - 1], v);
        if (to < least) to = least;
    }
    if (i + 1 < end) {
        double most = g->at[g->order[i + 1]] - vertex_distance(g, v, g->order[i + 1]);
        if (to > most) to = most;
    }
    g->at[v] = to;
}

static void settle(Layered *g) {
    for (int pass = 0; pass < SETTLING_PASSES; pass++)
        for (uint32_t i = 0; i < g->layer_count; i++) {
            uint32_t layer = pass % 2 ? g->layer_count - 1 - i : i;
            for (uint32_t k = g->layer_begin[layer]; k < g->layer_begin[layer + 1]; k++) settle_vertex(g, layer, k);
            for (uint32_t k = g->layer_begin[layer + 1]; k-- > g->layer_begin[layer];) settle_vertex(g, layer, k);
        }
}

void coordinates_assign(Layered *g) {
    uint32_t links = g->edge_count + (g->count - g->node_count);
    double *at[4];
    Alignment a = {.g = g,
                   .is_marked = mem_alloc_zero((links + 1) * sizeof(bool)),
                   .root = mem_alloc((g->count + 1) * sizeof(Vertex)),
                   .next = mem_alloc((g->count + 1) * sizeof(Vertex))};
    Vertex *sorted = mem_alloc((links + 1) * sizeof *sorted);
    mark_conflicts(&a);
    for (int i = 0; i < 4; i++) {
        at[i] = mem_alloc((g->count + 1) * sizeof(double));
        a.is_up = i / 2;
        a.is_right = i % 2;
        a.at = at[i];
        align(&a, sorted);
        compact(&a);
    }
    put_together(g, at);
    g->at = arena_array(&g->arena, double, g->count + 1);
    for (Vertex v = 0; v < g->count; v++) g->at[v] = middle_of(at[0][v], at[1][v], at[2][v], at[3][v]);
    settle(g);
    for (int i = 0; i < 4; i++) mem_free(at[i]);
    mem_free(sorted);
    mem_free(a.is_marked);
    mem_free(a.root);
    mem_free(a.next);
}
