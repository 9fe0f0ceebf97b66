/* The order in the layers, so that few edges cross.
 *
 * E. R. Gansner, E. Koutsofios, S. C. North, K.-P. Vo, A technique for drawing directed graphs, IEEE Trans. Software
 * Engineering 19(3) 1993: layers are sorted by the weighted medians of their neighbours, down and up in turn, then
 * neighbours change places where that saves crossings; the best order is kept.  Crossings between two layers are
 * counted with a tree of sums
 * (W. Barth, P. Mutzel, M. Juenger, Simple and efficient bilayer cross counting, JGAA 8(2) 2004). */
#include "runtime/draw/layered.h"

#include <stdlib.h>

#include "lang/base/mem.h"

#define SWEEPS_MOST 24
#define SWEEPS_LEAST 4
#define SWEEP_WORK 400000 /* vertices and links gone through at most, about */
#define EXCHANGES_MOST 6  /* passes of changing places, a sweep */

static uint32_t layer_size(const Layered *g, uint32_t layer) {
    return g->layer_begin[layer + 1] - g->layer_begin[layer];
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_places(uint32_t *places, uint32_t count) {
    if (count > 24) {
        qsort(places, count, sizeof *places, by_number);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        uint32_t own = places[i], k = i;
        for (; k > 0 && places[k - 1] > own; k--) places[k] = places[k - 1];
        places[k] = own;
    }
}

/* ---- counting ---- */

typedef struct {
    uint32_t *tree, *places; /* room for a layer, and for all neighbours of a vertex */
} Counter;

static uint64_t crossings_behind(const Layered *g, uint32_t layer, Counter *c) {
    uint32_t width = layer_size(g, layer + 1), seen = 0;
    uint64_t crossings = 0;
    for (uint32_t i = 0; i <= width; i++) c->tree[i] = 0;
    for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++) {
        Vertex v = g->order[i];
        uint32_t count = g->behind.begin[v + 1] - g->behind.begin[v];
        for (uint32_t k = 0; k < count; k++) c->places[k] = g->place[g->behind.items[g->behind.begin[v] + k]];
        sort_places(c->places, count);
        for (uint32_t k = 0; k < count; k++) { /* ends so far that lie further on cross this one */
            uint32_t before = 0;
            for (uint32_t at = c->places[k] + 1; at > 0; at -= at & (0 - at)) before += c->tree[at];
            crossings += seen - before;
        }
        for (uint32_t k = 0; k < count; k++, seen++)
            for (uint32_t at = c->places[k] + 1; at <= width; at += at & (0 - at)) c->tree[at]++;
    }
    return crossings;
}

static uint64_t count_with(const Layered *g, Counter *c) {
    uint64_t sum = 0;
    for (uint32_t layer = 0; layer + 1 < g->layer_count; layer++) sum += crossings_behind(g, layer, c);
    return sum;
}

static Counter counter_new(const Layered *g) {
    return (Counter){mem_alloc((g->count + 2) * sizeof(uint32_t)), mem_alloc((g->edge_count + 2) * sizeof(uint32_t))};
}

static void counter_free(Counter *c) {
    mem_free(c->tree);
    mem_free(c->places);
}

/* ---- medians ---- */

typedef struct {
    double median;
    Vertex vertex;
    uint32_t place;
} Ranked;

/* The weighted median of sorted places; -1 if there is none. */
static double median_of(const uint32_t *places, uint32_t count) {
    uint32_t middle = count / 2;
    if (count == 0) return -1;
    if (count % 2) return places[middle];
    if (count == 2) return (places[0] + places[1]) / 2.0;
    double left = places[middle - 1] - places[0], right = places[count - 1] - places[middle];
    if (left + right <= 0) return (places[middle - 1] + places[middle]) / 2.0;
    return (places[middle - 1] * right + places[middle] * left) / (left + right);
}

static int by_median(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    if (x->median < y->median) return -1;
    if (x->median > y->median) return 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Vertices without neighbours keep their places; the others are sorted into the rest. */
static void sort_layer(Layered *g, uint32_t layer, const Links *links, bool turn_ties, uint32_t *places,
                       Ranked *ranked) {
    uint32_t count = 0, begin = g->layer_begin[layer], size = layer_size(g, layer);
    for (uint32_t i = 0; i < size; i++) {
        Vertex v = g->order[begin + i];
        uint32_t degree = links->begin[v + 1] - links->begin[v];
        for (uint32_t k = 0; k < degree; k++) places[k] = g->place[links->items[links->begin[v] + k]];
        sort_places(places, degree);
        double median = median_of(places, degree);
        if (median >= 0) ranked[count++] = (Ranked){median, v, turn_ties ? size - i : i};
    }
    qsort(ranked, count, sizeof *ranked, by_median);
    uint32_t next = 0;
    for (uint32_t i = 0; i < size; i++) {
        Vertex v = g->order[begin + i];
        if (links->begin[v] != links->begin[v + 1]) g->order[begin + i] = ranked[next++].vertex;
    }
    for (uint32_t i = 0; i < size; i++) g->place[g->order[begin + i]] = i;
}

static void sweep(Layered *g, uint32_t number, uint32_t *places, Ranked *ranked) {
    bool turn_ties = number % 4 >= 2;
    if (number % 2 == 0)
        for (uint32_t layer = 1; layer < g->layer_count; layer++)
            sort_layer(g, layer, &g->before, turn_ties, places, ranked);
    else
        for (uint32_t layer = g->layer_count - 1; layer-- > 0;)
            sort_layer(g, layer, &g->behind, turn_ties, places, ranked);
}

/* ---- changing places ---- */

/* Sorted places of the neighbours of all vertices of a layer, so that pairs can be compared. */
typedef struct {
    uint32_t *begin, *places; /* by position in the layer as it was when they were gathered */
} Gathered;

static void gather(const Layered *g, uint32_t layer, const Links *links, uint32_t *slot, Gathered *all) {
    uint32_t filled = 0, size = layer_size(g, layer);
    for (uint32_t i = 0; i < size; i++) {
        Vertex v = g->order[g->layer_begin[layer] + i];
        slot[v] = i;
        all->begin[i] = filled;
        for (uint32_t k = links->begin[v]; k < links->begin[v + 1]; k++)
            all->places[filled++] = g->place[links->items[k]];
        sort_places(all->places + all->begin[i], filled - all->begin[i]);
    }
    all->begin[size] = filled;
}

/* Crossings saved (negative: added) if the first, which stands before the second, came behind it. */
static int64_t saved(const Gathered *all, uint32_t first, uint32_t second) {
    int64_t sum = 0;
    uint32_t low = all->begin[second], lows = low, ends = all->begin[second + 1];
    for (uint32_t i = all->begin[first]; i < all->begin[first + 1]; i++) {
        while (low < ends && all->places[low] < all->places[i]) low++;
        uint32_t high = low;
        while (high < ends && all->places[high] == all->places[i]) high++;
        sum += (int64_t)(low - lows) - (int64_t)(ends - high);
    }
    return sum;
}

static bool exchange_layer(Layered *g, uint32_t layer, uint32_t *slot, Gathered *before, Gathered *behind) {
    uint32_t begin = g->layer_begin[layer], size = layer_size(g, layer);
    bool any = false, is_better = true;
    gather(g, layer, &g->before, slot, before);
    gather(g, layer, &g->behind, slot, behind);
    for (int pass = 0; pass < EXCHANGES_MOST && is_better; pass++) {
        is_better = false;
        for (uint32_t i = 0; i + 1 < size; i++) {
            Vertex v = g->order[begin + i], w = g->order[begin + i + 1];
            if (saved(before, slot[v], slot[w]) + saved(behind, slot[v], slot[w]) <= 0) continue;
            g->order[begin + i] = w;
            g->order[begin + i + 1] = v;
            is_better = any = true;
        }
    }
    for (uint32_t i = 0; i < size; i++) g->place[g->order[begin + i]] = i;
    return any;
}

static void exchange(Layered *g, uint32_t *slot, Gathered *before, Gathered *behind) {
    bool is_better = true;
    for (int pass = 0; pass < EXCHANGES_MOST && is_better; pass++) {
        is_better = false;
        for (uint32_t layer = 0; layer < g->layer_count; layer++)
            is_better |= exchange_layer(g, layer, slot, before, behind);
    }
}

/* ---- all of it ---- */

static void restore(Layered *g, const Vertex *order) {
    memcpy(g->order, order, g->count * sizeof *order);
    for (uint32_t layer = 0; layer < g->layer_count; layer++)
        for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++)
            g->place[g->order[i]] = i - g->layer_begin[layer];
}

void crossings_reduce(Layered *g) {
    uint32_t links = g->edge_count + (g->count - g->node_count), work = g->count + links;
    uint32_t sweeps = SWEEP_WORK / (work + 1);
    sweeps = sweeps > SWEEPS_MOST ? SWEEPS_MOST : sweeps < SWEEPS_LEAST ? SWEEPS_LEAST : sweeps;
    Counter counter = counter_new(g);
    Ranked *ranked = mem_alloc((g->count + 1) * sizeof *ranked);
    uint32_t *slot = mem_alloc((g->count + 1) * sizeof *slot);
    Vertex *best = mem_alloc((g->count + 1) * sizeof *best);
    Gathered all[2];
    for (int i = 0; i < 2; i++)
        all[i] = (Gathered){mem_alloc((g->count + 2) * sizeof(uint32_t)), mem_alloc((links + 1) * sizeof(uint32_t))};
    uint64_t fewest = count_with(g, &counter);
    memcpy(best, g->order, g->count * sizeof *best);
    for (uint32_t i = 0; i < sweeps && fewest; i++) {
        sweep(g, i, counter.places, ranked);
        exchange(g, slot, &all[0], &all[1]);
        uint64_t crossings = count_with(g, &counter);
        if (crossings >= fewest) continue;
        fewest = crossings;
        memcpy(best, g->order, g->count * sizeof *best);
    }
    restore(g, best);
    for (int i = 0; i < 2; i++) mem_free(all[i].begin), mem_free(all[i].places);
    mem_free(best);
    mem_free(slot);
    mem_free(ranked);
    counter_free(&counter);
}
