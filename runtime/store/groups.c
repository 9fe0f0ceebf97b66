/* Rows of a complete relation, group after group.
 *
 * Compressed sparse rows: entries sorted by group with a counting sort, so that rows keep their order within a group, and
 * an array of where each group starts.  A key of one column whose values are near each other, as symbols and years are,
 * is its own group number and needs no hash.  Otherwise an open-addressing table names the group of a key.
 * Linear to make; four bytes an entry and four or twelve a group. */
#include "runtime/store/relation_internal.h"

#include <math.h>

enum { CHUNK = 256, SAMPLE = 4096 };

static bool is_visible(const Table *table, RowId row) {
    return table->hidden_count == 0 || !table_is_hidden(table, row);
}

/* Whether the one column of the key can number the groups itself. */
static bool choose_direct(Groups *groups) {
    const Table *table = groups->table;
    if (groups->key_count != 1 || table->count == 0) return false;
    uint32_t c = groups->key[0], arity = table->arity;
    Value low = table->rows[c], high = low;
    for (RowId row = 0; row < table->count; row++) {
        Value v = table->rows[(size_t)row * arity + c];
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    if (!groups_are_near(low, high, table->count)) return false;
    groups->base = low;
    groups->group_count = high - low + 1;
    return true;
}

static uint64_t hash_of_row(const Groups *groups, const Value *row) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < groups->key_count; i++) h = hash_step(h, row[groups->key[i]]);
    return h;
}

static bool same_key(const Groups *groups, const Value *a, const Value *b) {
    for (uint32_t i = 0; i < groups->key_count; i++)
        if (a[groups->key[i]] != b[groups->key[i]]) return false;
    return true;
}

static void grow_slots(Groups *groups) {
    mem_free(groups->slots);
    groups->slots = NULL;
    groups->slot_count = slots_for((uint64_t)groups->group_count * 2 + CHUNK, &groups->shift);
    groups->slots = slots_new(groups->slot_count);
    uint64_t mask = groups->slot_count - 1;
    for (uint32_t g = 0; g < groups->group_count; g++) {
        uint64_t slot = hash_of_row(groups, table_row(groups->table, groups->samples[g])) >> groups->shift;
        while (groups->slots[slot] != NO_ROW) slot = (slot + 1) & mask;
        groups->slots[slot] = g;
    }
    groups->samples = mem_resize(groups->samples, (groups->slot_count * 3 / 4 + 1) * sizeof *groups->samples);
}

/* The group of a row, new if need be; there is room. */
static uint32_t enter(Groups *groups, RowId row, uint64_t hash) {
    const Value *values = table_row(groups->table, row);
    uint64_t mask = groups->slot_count - 1, slot = hash >> groups->shift;
    for (; groups->slots[slot] != NO_ROW; slot = (slot + 1) & mask)
        if (same_key(groups, values, table_row(groups->table, groups->samples[groups->slots[slot]])))
            return groups->slots[slot];
    groups->samples[groups->group_count] = row;
    return groups->slots[slot] = groups->group_count++;
}

/* Numbers the groups; group_of[row] for all rows. */
static void number_groups(Groups *groups, uint32_t *group_of) {
    const Table *table = groups->table;
    uint64_t hashes[CHUNK];
    for (RowId from = 0; from < table->count; from += CHUNK) {
        uint32_t size = table->count - from < CHUNK ? table->count - from : CHUNK;
        if (((uint64_t)groups->group_count + size) * 4 > groups->slot_count * 3) grow_slots(groups);
        for (uint32_t i = 0; i < size; i++) {
            hashes[i] = hash_of_row(groups, table_row(table, from + i));
            __builtin_prefetch(&groups->slots[hashes[i] >> groups->shift], 1);
        }
        for (uint32_t i = 0; i < size; i++) {
            uint32_t g = groups->slots[hashes[i] >> groups->shift];
            if (g != NO_ROW) __builtin_prefetch(table_row(table, groups->samples[g]));
        }
        for (uint32_t i = 0; i < size; i++) group_of[from + i] = enter(groups, from + i, hashes[i]);
    }
    if (groups->group_count)
        groups->samples = mem_resize(groups->samples, groups->group_count * sizeof *groups->samples);
}

static uint32_t group_of_row(const Groups *groups, const uint32_t *group_of, RowId row) {
    if (groups->key_count == 0) return 0;
    return group_of ? group_of[row] : table_row(groups->table, row)[groups->key[0]] - groups->base;
}

static void sort_entries(Groups *groups, const uint32_t *group_of, uint32_t value_column) {
    const Table *table = groups->table;
    uint32_t *starts = mem_alloc_zero(((size_t)groups->group_count + 2) * sizeof *starts);
    uint32_t *entries = mem_alloc((size_t)table->count * sizeof *entries + 1);
    for (RowId row = 0; row < table->count; row++)
        if (is_visible(table, row)) starts[group_of_row(groups, group_of, row) + 2]++;
    for (uint32_t g = 0; g < groups->group_count; g++) starts[g + 2] += starts[g + 1];
    for (RowId row = 0; row < table->count; row++) /* starts[g + 1] runs from the start of g to its end */
        if (is_visible(table, row))
            entries[starts[group_of_row(groups, group_of, row) + 1]++] =
                groups->has_values ? table_row(table, row)[value_column] : row;
    groups->starts = starts;
    groups->entries = entries;
}

Groups *groups_new(const Table *table, uint64_t columns) {
    Groups *groups = mem_alloc_zero(sizeof *groups);
    uint32_t other = 0, *group_of = NULL;
    groups->table = table;
    groups->columns = columns;
    groups->row_count = table->count;
    groups->hidden_count = table->hidden_count;
    for (uint32_t i = 0; i < table->arity; i++) {
        if (columns >> i & 1)
            groups->key[groups->key_count++] = i;
        else
            other = i;
    }
    groups->has_values = groups->key_count + 1 == table->arity;
    if (groups->key_count == 0) {
        groups->group_count = 1;
    } else if (!choose_direct(groups)) {
        group_of = mem_alloc((size_t)table->count * sizeof *group_of + 1);
        number_groups(groups, group_of);
    }
    sort_entries(groups, group_of, other);
    mem_free(group_of);
    return groups;
}

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
    uint64_t mask = groups->slot_count - 1, slot = hash >> groups->shift;
    for (uint32_t g; (g = groups->slots[slot]) != NO_ROW; slot = (slot + 1) & mask) {
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
        for (uint32_t i = 0; i < count; i++) begin[i] = groups->starts[0], end[i] = groups->starts[1];
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
    bool again[SAMPLE * 2];
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
        uint32_t slot = (uint32_t)(hash_of_row(&key, values) >> 32) % (size * 2);
        while (seen[slot] != NO_ROW && !same_key(&key, values, table_row(table, seen[slot])))
            slot = (slot + 1) % (size * 2);
        if (seen[slot] == NO_ROW) {
            seen[slot] = row;
            again[slot] = false;
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
