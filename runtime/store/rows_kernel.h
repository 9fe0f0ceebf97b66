/* The hot loops of relation.c for rows of one width: see by_width.h. */
#include "runtime/store/row_kernel.h"

/* The row, looked for without slots, through all of them. */
static RowId NAME(scan)(const Table *table, const Value *row) {
    const uint32_t arity = table->arity, count = table->count;
    const Value *at = table->rows;
    (void)arity;
    for (RowId id = 0; id < count; id++, at += ARITY)
        if (NAME(same)(at, row, ARITY)) return id;
    return NO_ROW;
}

/* Room must have been made.  True if the row was new. */
static inline bool NAME(insert_hashed)(Table *table, const Value *row, uint64_t hash, uint64_t slot, RowId *id) {
    const uint32_t arity = table->arity;
    (void)arity;
    slot = NAME(seek)(table, row, hash, slot, id);
    if (*id != NO_ROW) return false;
    *id = table->count;
    table->slots[slot] = ((uint32_t)hash & table->marks) | table->count;
    Value *place = table->rows + (size_t)table->count++ * ARITY;
    for (uint32_t i = 0; i < ARITY; i++) place[i] = row[i];
    return true;
}

static void NAME(insert_chunk)(Table *table, const Value *rows, uint32_t count) {
    const uint32_t arity = table->arity;
    uint64_t hashes[CHUNK], slots[CHUNK];
    RowId id;
    (void)arity;
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = NAME(hash)(rows + (size_t)i * ARITY, ARITY);
        slots[i] = hashes[i] >> table->shift;
        __builtin_prefetch(&table->slots[slots[i]], 1);
    }
    for (uint32_t i = 0; i < count; i++) slots[i] = ask_for_row(table, hashes[i], slots[i], ARITY);
    for (uint32_t i = 0; i < count; i++) NAME(insert_hashed)(table, rows + (size_t)i * ARITY, hashes[i], slots[i], &id);
}

/* Enters all rows in empty slots. */
static void NAME(fill_slots)(Table *table) {
    const uint32_t arity = table->arity;
    const uint64_t mask = table->slot_count - 1;
    uint64_t hashes[CHUNK];
    (void)arity;
    for (uint32_t from = 0; from < table->count; from += CHUNK) {
        uint32_t count = table->count - from < CHUNK ? table->count - from : CHUNK;
        for (uint32_t i = 0; i < count; i++) {
            hashes[i] = NAME(hash)(table->rows + (size_t)(from + i) * ARITY, ARITY);
            __builtin_prefetch(&table->slots[hashes[i] >> table->shift], 1);
        }
        for (uint32_t i = 0; i < count; i++) {
            uint64_t slot = hashes[i] >> table->shift;
            while (table->slots[slot] != NO_ROW) slot = (slot + 1) & mask;
            table->slots[slot] = ((uint32_t)hashes[i] & table->marks) | (from + i);
        }
    }
}

static void NAME(find_chunk)(const Table *table, const Value *const *columns, uint32_t count, RowId *found) {
    const uint32_t arity = table->arity;
    uint64_t hashes[CHUNK], slots[CHUNK];
    Value row[64];
    (void)arity;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < ARITY; c++) row[c] = columns[c][i];
        hashes[i] = NAME(hash)(row, ARITY);
        slots[i] = hashes[i] >> table->shift;
        __builtin_prefetch(&table->slots[slots[i]]);
    }
    for (uint32_t i = 0; i < count; i++) slots[i] = ask_for_row(table, hashes[i], slots[i], ARITY);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < ARITY; c++) row[c] = columns[c][i];
        (void)NAME(seek)(table, row, hashes[i], slots[i], &found[i]);
    }
}
