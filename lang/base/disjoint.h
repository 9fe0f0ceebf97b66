/* Disjoint sets of numbers: each number has a parent, up to the least of its set.
 *
 *     disjoint_init(parents, count);
 *     disjoint_join(parents, 3, 7);
 *     disjoint_root(parents, 7) == 3
 *
 * Paths are halved on the way (R. Tarjan, J. van Leeuwen, Worst-case analysis of set union algorithms, 1984), so a step
 * takes logarithmic time on average. */
#ifndef HENCE_DISJOINT_H
#define HENCE_DISJOINT_H

#include <stdint.h>

static inline void disjoint_init(uint32_t *parents, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) parents[i] = i;
}

static inline uint32_t disjoint_root(uint32_t *parents, uint32_t one) {
    while (parents[one] != one) one = parents[one] = parents[parents[one]];
    return one;
}

static inline void disjoint_join(uint32_t *parents, uint32_t one, uint32_t other) {
    uint32_t a = disjoint_root(parents, one), b = disjoint_root(parents, other);
    parents[a > b ? a : b] = a > b ? b : a;
}

#endif
