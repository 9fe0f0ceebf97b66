/* Rows by some of their columns.
 *
 * A hash table of keys, each with its first and last row; rows of one key are chained in the order of arrival.  It grows
 * with its table: extending costs the new rows only.  Eight bytes a slot and four a row. */
#include "runtime/store/relation_internal.h"

typedef struct {
    RowId first, last;
} Chain;

struct Index {
    const Table *table;
    uint64_t columns;
    uint32_t key[64]; /* the columns, ascending */
    uint32_t key_count;
    Chain *slots;
    uint32_t slot_count, used;
    RowId *next; /* by row */
    uint32_t row_count, row_capacity;
};

Index *index_new(const Table *table, uint64_t columns) {
    Index *index = mem_alloc_zero(sizeof *index);
    index->table = table;
    index->columns = columns;
    for (uint32_t i = 0; i < 64; i++)
        if (columns >> i & 1) index->key[index->key_count++] = i;
    return index;
}

void index_free(Index *index) {
    mem_free(index->slots);
    mem_free(index->next);
    mem_free(index);
}

uint64_t index_columns(const Index *index) { return index->columns; }
uint64_t index_bytes(const Index *index) {
    return index->slot_count * sizeof *index->slots + (uint64_t)index->row_capacity * sizeof *index->next;
}

static uint32_t hash_of_row(const Index *index, const Value *row) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < index->key_count; i++) h = hash_step(h, row[index->key[i]]);
    return (uint32_t)h;
}

static bool same_key(const Index *index, const Value *a, const Value *b) {
    for (uint32_t i = 0; i < index->key_count; i++)
        if (a[index->key[i]] != b[index->key[i]]) return false;
    return true;
}

static void grow_slots(Index *index) {
    Chain *old = index->slots;
    uint32_t old_count = index->slot_count;
    index->slot_count = old_count ? old_count * 2 : 16;
    index->slots = mem_alloc(index->slot_count * sizeof *index->slots);
    for (uint32_t i = 0; i < index->slot_count; i++) index->slots[i].first = NO_ROW;
    for (uint32_t i = 0; i < old_count; i++) {
        if (old[i].first == NO_ROW) continue;
        uint32_t mask = index->slot_count - 1, slot = hash_of_row(index, table_row(index->table, old[i].first)) & mask;
        while (index->slots[slot].first != NO_ROW) slot = (slot + 1) & mask;
        index->slots[slot] = old[i];
    }
    mem_free(old);
}

void index_extend(Index *index) {
    uint32_t count = table_count(index->table);
    if (count == index->row_count) return;
    if (count > index->row_capacity) {
        uint32_t larger = index->row_capacity < UINT32_MAX / 2 ? index->row_capacity * 2 : UINT32_MAX;
        index->row_capacity = larger > count ? larger : count;
        index->next = mem_resize(index->next, (size_t)index->row_capacity * sizeof *index->next);
    }
    for (RowId row = index->row_count; row < count; row++) {
        if ((uint64_t)(index->used + 1) * 4 > (uint64_t)index->slot_count * 3) grow_slots(index);
        const Value *values = table_row(index->table, row);
        uint32_t mask = index->slot_count - 1, slot = hash_of_row(index, values) & mask;
        while (index->slots[slot].first != NO_ROW && !same_key(index, values, table_row(index->table, index->slots[slot].first)))
            slot = (slot + 1) & mask;
        index->next[row] = NO_ROW;
        if (index->slots[slot].first == NO_ROW) {
            index->slots[slot] = (Chain){row, row};
            index->used++;
        } else {
            index->next[index->slots[slot].last] = row;
            index->slots[slot].last = row;
        }
    }
    index->row_count = count;
}

RowId index_first(const Index *index, const Value *key, RowId from) {
    if (index->used == 0) return NO_ROW;
    uint64_t h = 0;
    for (uint32_t i = 0; i < index->key_count; i++) h = hash_step(h, key[i]);
    uint32_t mask = index->slot_count - 1, slot = (uint32_t)h & mask;
    for (; index->slots[slot].first != NO_ROW; slot = (slot + 1) & mask) {
        const Value *row = table_row(index->table, index->slots[slot].first);
        uint32_t i = 0;
        while (i < index->key_count && row[index->key[i]] == key[i]) i++;
        if (i < index->key_count) continue;
        if (index->slots[slot].last < from) return NO_ROW;
        RowId found = index->slots[slot].first;
        while (found < from) found = index->next[found];
        return found;
    }
    return NO_ROW;
}

RowId index_next(const Index *index, RowId row) { return index->next[row]; }
