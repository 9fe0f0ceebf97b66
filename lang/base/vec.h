/* Growable arrays of any type.
 *
 *     Vec(Span) spans = {0};
 *     vec_push(&spans, span);
 *     for (size_t i = 0; i < spans.count; i++) use(spans.items[i]);
 *     vec_free(&spans);
 *
 * A zeroed one is empty.  Items may move when the array grows: hold indices, not pointers. */
#ifndef HENCE_VEC_H
#define HENCE_VEC_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lang/base/mem.h"

#define Vec(type)                                                                                                      \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count;                                                                                                  \
        size_t capacity;                                                                                               \
    }

/* How many items more an array that has room for `capacity` of this size is given once it is full: as many again; a
 * large one grows by an eighth, so that it takes little more than it needs.  Its pages are moved, not copied. */
static inline size_t vec_growth(size_t capacity, size_t size) {
    enum { LARGE = 8 << 20 };
    return capacity < LARGE / size ? capacity : capacity / 8;
}

/* Room for `need` at least. */
static inline void *vec_grow_(void *items, size_t *capacity, size_t need, size_t size) {
    size_t larger = *capacity ? *capacity + vec_growth(*capacity, size) : 8;
    if (larger < need) larger = need;
    *capacity = larger;
    return mem_resize(items, larger * size);
}

#define vec_reserve(vec, need)                                                                                         \
    ((need) > (vec)->capacity                                                                                          \
         ? (void)((vec)->items = vec_grow_((vec)->items, &(vec)->capacity, (need), sizeof *(vec)->items))              \
         : (void)0)
#define vec_push(vec, item) (vec_reserve((vec), (vec)->count + 1), (void)((vec)->items[(vec)->count++] = (item)))
#define vec_add(vec) (vec_reserve((vec), (vec)->count + 1), &(vec)->items[(vec)->count++]) /* not zeroed */
#define vec_pop(vec) ((vec)->items[--(vec)->count])
#define vec_last(vec) ((vec)->items[(vec)->count - 1])
#define vec_empty(vec) ((void)((vec)->count = 0)) /* keeps the room */
#define vec_free(vec) (mem_free((vec)->items), (vec)->items = NULL, (void)((vec)->count = (vec)->capacity = 0))
/* Of the same type, `to` being empty. */
#define vec_copy(to, from)                                                                                             \
    (vec_reserve((to), (from)->count),                                                                                 \
     (from)->count ? (void)memcpy((to)->items, (from)->items, (from)->count * sizeof *(to)->items) : (void)0,          \
     (void)((to)->count = (from)->count))

/* Upwards. */
static inline int vec_by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}
static inline void sort_numbers(uint32_t *numbers, size_t count) {
    if (count > 1) qsort(numbers, count, sizeof *numbers, vec_by_number);
}
/* The place of the first of sorted numbers, from `from` on, that is not below `number`; count if there is none. */
static inline uint32_t numbers_find(const uint32_t *numbers, uint32_t from, uint32_t count, uint32_t number) {
    while (from < count) {
        uint32_t middle = from + (count - from) / 2;
        if (numbers[middle] < number)
            from = middle + 1;
        else
            count = middle;
    }
    return from;
}

#endif
