/* Pictures that came out much wider than their layers need.
 *
 * Straight lines for all edges that pass layers can push blocks apart, each a little, over many layers.  Where that
 * makes a picture wider than it should be, places are drawn together in proportion, and then moved towards their
 * neighbours for a while, layer by layer.  In each layer the places nearest to the wanted ones, by least squares, that
 * keep all distances are found by pooling adjacent violators (R. E. Barlow et al., Statistical Inference under Order
 * Restrictions, 1972): so nothing overlaps at any time.  Edges then may bend where they pass a layer. */
#include "runtime/draw/layered.h"

#include "lang/base/mem.h"

#define TOO_WIDE 1.3
#define SWEEPS 40
#define BEND_WEIGHT 3.0 /* bends give way less than nodes, so that edges stay smooth */

/* Neighbours in a layer that touch. */
typedef struct {
    double sum, weight; /* of wanted places, less the room that those before take */
    uint32_t count;
} Pool;

typedef struct {
    Layered *g;
    double *wanted; /* by position in the layer */
    Pool *pools;
    double width;
} Squeezing;

static double weight_of(const Layered *g, Vertex v) { return v < g->node_count ? 1 : BEND_WEIGHT; }

/* The places of a layer: as near to the wanted ones as distances allow. */
static void fit_layer(Squeezing *s, uint32_t layer) {
    Layered *g = s->g;
    uint32_t begin = g->layer_begin[layer], size = g->layer_begin[layer + 1] - begin, count = 0;
    double room = 0;
    for (uint32_t i = 0; i < size; i++) {
        Vertex v = g->order[begin + i];
        if (i) room += vertex_distance(g, g->order[begin + i - 1], v);
        double weight = weight_of(g, v);
        Pool pool = {(s->wanted[i] - room) * weight, weight, 1};
        while (count && s->pools[count - 1].sum * pool.weight >= pool.sum * s->pools[count - 1].weight) {
            const Pool *last = &s->pools[--count];
            pool = (Pool){last->sum + pool.sum, last->weight + pool.weight, last->count + pool.count};
        }
        s->pools[count++] = pool;
    }
    room = 0;
    for (uint32_t p = 0, i = 0; p < count; p++)
        for (uint32_t k = 0; k < s->pools[p].count; k++, i++) {
            Vertex v = g->order[begin + i];
            if (i) room += vertex_distance(g, g->order[begin + i - 1], v);
            g->at[v] = s->pools[p].sum / s->pools[p].weight + room;
        }
}

/* The mean of the neighbours on one side or both, within the picture. */
static double wanted_at(const Squeezing *s, Vertex v) {
    const Layered *g = s->g;
    const Links *links[] = {&g->before, &g->behind};
    double sum = 0;
    uint32_t sides = 0;
    for (int i = 0; i < 2; i++) {
        double side = 0;
        uint32_t count = links[i]->begin[v + 1] - links[i]->begin[v];
        for (uint32_t k = links[i]->begin[v]; k < links[i]->begin[v + 1]; k++) side += g->at[links[i]->items[k]];
        if (count) sum += side / count, sides++;
    }
    double at = sides ? sum / sides : g->at[v], half = g->across[v] / 2;
    return at < half ? half : at > s->width - half ? s->width - half : at;
}

static void move_layer(Squeezing *s, uint32_t layer) {
    const Layered *g = s->g;
    for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++)
        s->wanted[i - g->layer_begin[layer]] = wanted_at(s, g->order[i]);
    fit_layer(s, layer);
}

/* The widest layer, without any room to spare. */
static double least_width(const Layered *g) {
    double most = 0;
    for (uint32_t layer = 0; layer < g->layer_count; layer++) {
        double width = 0;
        for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++)
            width += g->across[g->order[i]] + (g->order[i] < g->node_count ? GAP_NODES : GAP_BENDS);
        if (width > most) most = width;
    }
    return most;
}

void coordinates_squeeze(Layered *g) {
    double low = 0, high = 0, least = least_width(g);
    for (Vertex v = 0; v < g->count; v++) {
        if (v == 0 || g->at[v] - g->across[v] / 2 < low) low = g->at[v] - g->across[v] / 2;
        if (v == 0 || g->at[v] + g->across[v] / 2 > high) high = g->at[v] + g->across[v] / 2;
    }
    double width = least > g->breadth ? least : g->breadth;
    if (high - low <= width * TOO_WIDE) return;
    Squeezing s = {g, mem_alloc((g->count + 1) * sizeof(double)), mem_alloc((g->count + 1) * sizeof(Pool)), width};
    for (Vertex v = 0; v < g->count; v++) g->at[v] = (g->at[v] - low) * width / (high - low);
    for (uint32_t layer = 0; layer < g->layer_count; layer++) {
        for (uint32_t i = g->layer_begin[layer]; i < g->layer_begin[layer + 1]; i++)
            s.wanted[i - g->layer_begin[layer]] = g->at[g->order[i]];
        fit_layer(&s, layer);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++)
        for (uint32_t i = 0; i < g->layer_count; i++) move_layer(&s, sweep % 2 ? g->layer_count - 1 - i : i);
    mem_free(s.wanted);
    mem_free(s.pools);
}
