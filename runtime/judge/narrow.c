/* Parts and what is left without them are tried, finer and finer, until no single change can be left out.  Where that
 * leaves few, all sets that are smaller yet are tried, if they are not too many. */
#include "runtime/judge/narrow.h"

#include <string.h>

enum { SETS_TRIED = 400 }; /* smaller than the one that was found */

typedef struct {
    BringsAbout *brings_about;
    void *context;
    bool is_enough;
} Trial;

static bool try(Trial *t, const uint32_t *changes, uint32_t count) {
    return !t->is_enough && t->brings_about(t->context, changes, count, &t->is_enough);
}

/* ---- parts and rests ---- */

/* The changes but for [begin, end). */
static void rest_of(const Numbers *all, size_t begin, size_t end, Numbers *rest) {
    vec_empty(rest);
    for (size_t i = 0; i < all->count; i++)
        if (i < begin || i >= end) vec_push(rest, all->items[i]);
}

/* One round at a grain; true if it was made smaller.  *grain is that of the next round. */
static bool narrow_once(Trial *t, Numbers *changes, Numbers *rest, size_t *grain) {
    size_t parts = *grain, count = changes->count;
    for (size_t i = 0; i < parts && parts > 1; i++) {
        size_t begin = count * i / parts, end = count * (i + 1) / parts;
        if (!try(t, changes->items + begin, (uint32_t)(end - begin))) continue;
        memmove(changes->items, changes->items + begin, (end - begin) * sizeof *changes->items);
        changes->count = end - begin;
        *grain = 2;
        return true;
    }
    for (size_t i = 0; i < parts; i++) {
        rest_of(changes, count * i / parts, count * (i + 1) / parts, rest);
        if (!try(t, rest->items, (uint32_t)rest->count)) continue;
        if (rest->count) memcpy(changes->items, rest->items, rest->count * sizeof *rest->items);
        changes->count = rest->count;
        *grain = parts > 3 ? parts - 1 : 2;
        return true;
    }
    return false;
}

static void make_minimal(Trial *t, Numbers *changes) {
    Numbers rest = {0};
    size_t grain = 2;
    while (changes->count > 1 && !t->is_enough) {
        if (grain > changes->count) grain = changes->count;
        if (narrow_once(t, changes, &rest, &grain)) continue;
        if (grain == changes->count) break;
        grain *= 2;
    }
    vec_free(&rest);
}

/* ---- smaller sets ---- */

uint64_t sets_of(uint64_t n, uint64_t size) {
    uint64_t sets = 1;
    for (uint64_t i = 0; i < size && sets <= UINT32_MAX; i++) sets = sets * (n - i) / (i + 1);
    return sets;
}

bool next_choice(uint32_t *places, uint32_t size, uint32_t n) {
    for (uint32_t i = size; i-- > 0;) {
        if (places[i] == n - size + i) continue;
        places[i]++;
        for (uint32_t k = i + 1; k < size; k++) places[k] = places[k - 1] + 1;
        return true;
    }
    return false;
}

static bool find_of_size(Trial *t, const Numbers *all, uint32_t size, Numbers *found) {
    Numbers places = {0};
    bool is_found = false;
    for (uint32_t i = 0; i < size; i++) vec_push(&places, i);
    do {
        vec_empty(found);
        for (uint32_t i = 0; i < size; i++) vec_push(found, all->items[places.items[i]]);
        is_found = try(t, found->items, size);
    } while (!is_found && !t->is_enough && next_choice(places.items, size, (uint32_t)all->count));
    vec_free(&places);
    return is_found;
}

Narrowness narrow(Numbers *changes, BringsAbout *brings_about, void *context) {
    Trial t = {brings_about, context, false};
    Numbers all = {0}, found = {0};
    uint64_t tried = 0;
    Narrowness result = NARROW_SMALLEST;
    vec_copy(&all, changes);
    make_minimal(&t, changes);
    for (uint32_t size = 1; size < changes->count && !t.is_enough; size++) {
        tried += sets_of(all.count, size);
        if (tried > SETS_TRIED) {
            result = NARROW_MINIMAL;
            break;
        }
        if (!find_of_size(&t, &all, size, &found)) continue;
        memcpy(changes->items, found.items, found.count * sizeof *found.items);
        changes->count = found.count;
        break;
    }
    vec_free(&all);
    vec_free(&found);
    return t.is_enough ? NARROW_STOPPED : result;
}
