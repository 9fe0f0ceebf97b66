/* Rows of a complete relation, group after group.
 *
 * Compressed sparse rows: entries sorted by group (grouping.c), so that rows keep their order within a group, and
 * an array of where each group starts.  A key of one column whose values are near each other, as symbols and years are,
 * is its own group number and needs no hash.  Otherwise an open-addressing table names the group of a key: of a large table
 * in as many stretches as it has parts, in each of which a search stays.
 * Four bytes an entry and four or twelve a group. */
#include "runtime/store/relation_internal.h"

#include <math.h>

enum { CHUNK = 256, SAMPLE = 4096 };

void groups_free(Groups *groups) {
    mem_free((void *)(uintptr_t)groups->entries);
    mem_free(groups->starts);
    mem_free(groups->slots);
    mem_free(groups->samples);
    mem_free(groups);
}

uint64_t groups_bytes(const Groups *groups) {
    uint64_t bytes = ((uint64_t)groups->row_count + groups->group_count + 2) * 4 + groups->slot_count * 4;
    return bytes + (groups->samples ? (uint64_t)groups->group_count * 4 : 0);
}

void groups_range(const Groups *asked, uint32_t *low, uint32_t *high) {
    Groups *groups = (Groups *)(uintptr_t)asked; /* it is only remembered */
    if (!groups->has_range) {
        uint32_t count = groups->starts[groups->group_count];
        groups->has_range = true;
        groups->low = count ? UINT32_MAX : 0;
        for (uint32_t i = 0; i < count; i++) {
            uint32_t rank = value_rank(groups->entries[i]);
            groups->low = rank < groups->low ? rank : groups->low;
            groups->high = rank > groups->high ? rank : groups->high;
        }
    }
    *low = groups->low;
    *high = groups->high;
}

/* ---- look-up ---- */

static void probe_direct(const Groups *groups, const Value *keys, uint32_t count, uint32_t *begin, uint32_t *end) {
    const uint32_t *starts = groups->starts;
    const Value base = groups->base;
    const uint32_t range = groups->group_count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t g = keys[i] - base; /* wraps to something large below the base */
        __builtin_prefetch(&starts[g < range ? g : 0]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t g = keys[i] - base;
        bool known = g < range;
        g = known ? g : 0;
        begin[i] = starts[g];
        end[i] = known ? starts[g + 1] : starts[g];
    }
}

static uint32_t find_group(const Groups *groups, const Value *key, uint64_t hash) {
    const uint64_t wrap = groups->wrap;
    uint64_t slot = hash >> groups->shift;
    for (uint32_t g; (g = groups->slots[slot]) != NO_ROW; slot = (slot & ~wrap) | ((slot + 1) & wrap)) {
        const Value *row = table_row(groups->table, groups->samples[g]);
        uint32_t k = 0;
        while (k < groups->key_count && row[groups->key[k]] == key[k]) k++;
        if (k == groups->key_count) return g;
    }
    return NO_ROW;
}

static void probe_chunk(const Groups *groups, const Value *const *keys, uint32_t from, uint32_t count, uint32_t *begin,
                        uint32_t *end) {
    uint64_t hashes[CHUNK] = {0};
    Value key[64];
    for (uint32_t k = 0; k < groups->key_count; k++)
        for (uint32_t i = 0; i < count; i++) hashes[i] = hash_step(hashes[i], keys[k][from + i]);
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&groups->slots[hashes[i] >> groups->shift]);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t g = groups->slots[hashes[i] >> groups->shift];
        if (g == NO_ROW) continue;
        __builtin_prefetch(&groups->starts[g]);
        __builtin_prefetch(&groups->samples[g]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t g = groups->slots[hashes[i] >> groups->shift];
        if (g != NO_ROW) __builtin_prefetch(table_row(groups->table, groups->samples[g]));
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < groups->key_count; k++) key[k] = keys[k][from + i];
        uint32_t g = find_group(groups, key, hashes[i]);
        begin[i] = g == NO_ROW ? 0 : groups->starts[g];
        end[i] = g == NO_ROW ? 0 : groups->starts[g + 1];
    }
}

void groups_probe(const Groups *groups, const Value *const *keys, uint32_t count, uint32_t *begin, uint32_t *end) {
    if (groups->key_count == 0 || groups->row_count == 0) {
        for (uint32_t i = 0; i < count; i++) begin[i] = 0, end[i] = groups->starts[groups->group_count];
        return;
    }
    if (!groups->slots) {
        probe_direct(groups, keys[0], count, begin, end);
        return;
    }
    for (uint32_t from = 0; from < count; from += CHUNK)
        probe_chunk(groups, keys, from, count - from < CHUNK ? count - from : CHUNK, begin + from, end + from);
}

/* ---- sizes ---- */

/* From a sample spread over all rows.  Values seen once stand for many that were not drawn, the others for themselves
 * (M. Charikar et al., Towards estimation error guarantees for distinct values, PODS 2000). */
enum { FEW = 32 };

/* Many rules ask the same of a relation that grows no more. */
static void remember(Table *table, uint64_t columns, double distinct) {
    for (size_t i = 0; i < table->estimates.count; i++)
        if (table->estimates.items[i].columns == columns) {
            table->estimates.items[i] = (Estimate){columns, table->count, distinct};
            return;
        }
    vec_push(&table->estimates, ((Estimate){columns, table->count, distinct}));
}

double table_distinct(Table *table, uint64_t columns) {
    uint32_t count = table->count, size = count < SAMPLE ? count : SAMPLE, once = 0, more = 0;
    if (count <= 1 || columns == 0) return 1;
    RowId seen[SAMPLE * 2];
    bool again[SAMPLE * 2] = {false}; /* where a row is seen: it was seen once more */
    Groups key = {.table = table};
    for (uint32_t i = 0; i < table->arity; i++)
        if (columns >> i & 1) key.key[key.key_count++] = i;
    if (key.key_count == table->arity) return count;
    if (count <= FEW) return (count + 1) / 2.0; /* whatever the order, it costs nothing */
    for (size_t i = 0; i < table->estimates.count; i++)
        if (table->estimates.items[i].columns == columns && table->estimates.items[i].count == count)
            return table->estimates.items[i].distinct;
    memset(seen, 0xFF, size * 2 * sizeof *seen);
    for (uint32_t i = 0; i < size; i++) {
        RowId row = (RowId)((uint64_t)i * count / size);
        const Value *values = table_row(table, row);
        uint32_t slot = (uint32_t)(groups_hash(&key, values) >> 32) % (size * 2);
        while (seen[slot] != NO_ROW && !groups_same_key(&key, values, table_row(table, seen[slot])))
            slot = (slot + 1) % (size * 2);
        if (seen[slot] == NO_ROW) {
            seen[slot] = row;
            once++;
        } else if (!again[slot]) {
            again[slot] = true;
            once--;
            more++;
        }
    }
    double distinct = once * sqrt((double)count / size) + more;
    remember(table, columns, distinct);
    return distinct;
}
