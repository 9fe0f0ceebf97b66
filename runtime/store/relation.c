/* Distinct rows, appended only.
 *
 * Rows lie one behind the other; an open-addressing table of row numbers tells which are known.  A look-up waits for two
 * cache misses, the slot and the row it names, so a batch first asks for all its slots, then for all rows, and only then
 * compares: the waiting overlaps.  Four bytes a row and slot, at most three quarters full, grown by doubling. */
#include "runtime/store/relation_internal.h"

#include <assert.h>

#define BATCH 128

Table *table_new(uint32_t arity) {
    Table *table = mem_alloc_zero(sizeof *table);
    table->arity = arity;
    table->rule = NO_ID;
    return table;
}

void table_free(Table *table) {
    if (!table) return;
    for (size_t i = 0; i < table->indexes.count; i++) index_free(table->indexes.items[i]);
    vec_free(&table->indexes);
    vec_free(&table->runs);
    mem_free(table->rows);
    mem_free(table->slots);
    mem_free(table->hidden);
    mem_free(table);
}

void table_begin_run(Table *table, RuleId rule, Round round) {
    assert(round >= table->round);
    if (table->rule == rule && table->round == round) return;
    table->rule = rule;
    table->round = round;
    table->run_is_open = false;
}

static bool same_row(const Table *table, RowId id, const Value *row) {
    const Value *known = table->rows + (size_t)id * table->arity;
    for (uint32_t i = 0; i < table->arity; i++)
        if (known[i] != row[i]) return false;
    return true;
}

static void rebuild_slots(Table *table, uint32_t slot_count) {
    mem_free(table->slots);
    table->slots = NULL;
    table->slots = mem_alloc((size_t)slot_count * sizeof *table->slots);
    memset(table->slots, 0xFF, (size_t)slot_count * sizeof *table->slots);
    table->slot_count = slot_count;
    uint32_t mask = slot_count - 1, hashes[BATCH];
    for (uint32_t from = 0; from < table->count; from += BATCH) {
        uint32_t count = table->count - from < BATCH ? table->count - from : BATCH;
        for (uint32_t i = 0; i < count; i++) {
            hashes[i] = row_hash(table->rows + (size_t)(from + i) * table->arity, table->arity);
            __builtin_prefetch(&table->slots[hashes[i] & mask], 1);
        }
        for (uint32_t i = 0; i < count; i++) {
            uint32_t slot = hashes[i] & mask;
            while (table->slots[slot] != NO_ROW) slot = (slot + 1) & mask;
            table->slots[slot] = from + i;
        }
    }
}

static void make_room(Table *table, uint32_t more) {
    uint64_t need = (uint64_t)table->count + more;
    if (need > table->capacity) {
        size_t larger = table->capacity ? table->capacity * 2 : 16;
        if (larger < need) larger = (size_t)need;
        table->rows = mem_resize(table->rows, larger * table->arity * sizeof *table->rows);
        table->capacity = larger;
    }
    uint32_t slots = table->slot_count ? table->slot_count : 16;
    while (need * 4 > (uint64_t)slots * 3) slots *= 2;
    if (slots != table->slot_count) rebuild_slots(table, slots);
}

static void open_run(Table *table) {
    vec_push(&table->runs, ((Run){table->count, table->rule, table->round}));
    table->run_is_open = true;
}

/* Room must have been made. */
static bool insert_hashed(Table *table, const Value *row, uint32_t hash, RowId *id) {
    uint32_t mask = table->slot_count - 1, slot = hash & mask;
    for (; table->slots[slot] != NO_ROW; slot = (slot + 1) & mask)
        if (same_row(table, table->slots[slot], row)) {
            *id = table->slots[slot];
            return false;
        }
    if (!table->run_is_open) open_run(table);
    *id = table->count;
    table->slots[slot] = table->count;
    Value *place = table->rows + (size_t)table->count * table->arity;
    for (uint32_t i = 0; i < table->arity; i++) place[i] = row[i];
    table->count++;
    return true;
}

bool table_insert(Table *table, const Value *row, RowId *id) {
    RowId found;
    make_room(table, 1);
    bool is_new = insert_hashed(table, row, row_hash(row, table->arity), &found);
    if (id) *id = found;
    return is_new;
}

uint32_t table_insert_batch(Table *table, const Value *rows, uint32_t count) {
    uint32_t before = table->count, arity = table->arity, hashes[BATCH];
    for (uint32_t from = 0; from < count; from += BATCH) {
        uint32_t size = count - from < BATCH ? count - from : BATCH;
        const Value *batch = rows + (size_t)from * arity;
        make_room(table, size);
        uint32_t mask = table->slot_count - 1;
        for (uint32_t i = 0; i < size; i++) {
            hashes[i] = row_hash(batch + (size_t)i * arity, arity);
            __builtin_prefetch(&table->slots[hashes[i] & mask], 1);
        }
        for (uint32_t i = 0; i < size; i++) {
            RowId known = table->slots[hashes[i] & mask];
            if (known != NO_ROW) __builtin_prefetch(table->rows + (size_t)known * arity);
        }
        RowId id;
        for (uint32_t i = 0; i < size; i++) insert_hashed(table, batch + (size_t)i * arity, hashes[i], &id);
    }
    return table->count - before;
}

uint32_t table_arity(const Table *table) { return table->arity; }
uint32_t table_count(const Table *table) { return table->count; }
const Value *table_row(const Table *table, RowId id) { return table->rows + (size_t)id * table->arity; }

RowId table_find(const Table *table, const Value *row) {
    if (table->count == 0) return NO_ROW;
    uint32_t mask = table->slot_count - 1, slot = row_hash(row, table->arity) & mask;
    for (; table->slots[slot] != NO_ROW; slot = (slot + 1) & mask)
        if (same_row(table, table->slots[slot], row)) return table->slots[slot];
    return NO_ROW;
}

static const Run *run_of(const Table *table, RowId id) {
    size_t low = 0, high = table->runs.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (table->runs.items[middle].first <= id) low = middle;
        else high = middle;
    }
    return &table->runs.items[low];
}

RuleId table_rule_of(const Table *table, RowId id) { return run_of(table, id)->rule; }
Round table_round_of(const Table *table, RowId id) { return run_of(table, id)->round; }

uint32_t table_count_before(const Table *table, Round round) {
    size_t low = 0, high = table->runs.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table->runs.items[middle].round < round) low = middle + 1;
        else high = middle;
    }
    return low < table->runs.count ? table->runs.items[low].first : table->count;
}

void table_hide(Table *table, RowId id) {
    if (table_is_hidden(table, id)) return;
    uint32_t words = table->count / 64 + 1;
    if (words > table->hidden_words) {
        table->hidden = mem_resize(table->hidden, words * sizeof *table->hidden);
        memset(table->hidden + table->hidden_words, 0, (words - table->hidden_words) * sizeof *table->hidden);
        table->hidden_words = words;
    }
    table->hidden[id / 64] |= UINT64_C(1) << id % 64;
    table->hidden_count++;
}

bool table_is_hidden(const Table *table, RowId id) {
    return id / 64 < table->hidden_words && (table->hidden[id / 64] >> id % 64 & 1);
}

uint32_t table_hidden_count(const Table *table) { return table->hidden_count; }

const Index *table_index(Table *table, uint64_t columns) {
    for (size_t i = 0; i < table->indexes.count; i++)
        if (index_columns(table->indexes.items[i]) == columns) {
            index_extend(table->indexes.items[i]);
            return table->indexes.items[i];
        }
    Index *made = index_new(table, columns);
    vec_push(&table->indexes, made);
    index_extend(made);
    return made;
}

uint64_t table_bytes(const Table *table) {
    uint64_t bytes = table->capacity * table->arity * sizeof *table->rows + (uint64_t)table->slot_count * sizeof *table->slots;
    for (size_t i = 0; i < table->indexes.count; i++) bytes += index_bytes(table->indexes.items[i]);
    return bytes;
}
