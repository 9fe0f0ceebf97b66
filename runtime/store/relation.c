/* Distinct rows, appended only.
 *
 * Rows lie one behind the other; an open-addressing table of row numbers tells which are known.  A look-up waits for
 * two cache misses, the slot and the row it names, so a batch first asks for all its slots, then for all rows, and only
 * then compares: the waiting overlaps.  A slot is four bytes.  As many bits of it as the number of slots has name a
 * row, and the bits left over are bits of the row's hash, so that a row which is not the one looked for is seldom
 * fetched.  Slots are at most three quarters full and double by entering all rows anew, after the old ones are given
 * back, so that growing needs no more memory than having grown.
 * Rows grow through realloc, which moves pages and not bytes.
 * What made a row is known from its run; there is nothing per row. */
#include "runtime/store/relation_internal.h"

#include <assert.h>

enum { CHUNK = 256 };

/* Passes the slots of other rows, as far as marks tell, and fetches the row of the slot it comes to. */
static inline uint64_t ask_for_row(const Table *table, uint64_t hash, uint64_t slot, uint32_t arity) {
    const uint32_t marks = table->marks, mark = (uint32_t)hash & marks;
    const uint64_t mask = table->slot_count - 1;
    uint32_t entry;
    while ((entry = table->slots[slot]) != NO_ROW && (entry & marks) != mark) slot = (slot + 1) & mask;
    if (entry != NO_ROW) __builtin_prefetch(table->rows + (size_t)(entry & ~marks) * arity);
    return slot;
}

#define KERNEL "runtime/store/rows_kernel.h"
#include "runtime/store/by_width.h"

Table *table_new(uint32_t arity) {
    Table *table = mem_alloc_zero(sizeof *table);
    table->arity = arity;
    table->rule = NO_ID;
    return table;
}

static void give_back(Table *table) {
    table_drop_indexes(table);
    vec_free(&table->indexes);
    vec_free(&table->groups);
    vec_free(&table->estimates);
    vec_free(&table->runs);
    mem_free(table->rows);
    mem_free(table->slots);
    sets_free(table->sets);
    for (int key = 0; key < 2; key++) sets_free(table->by_column[key].sets);
    mem_free(table->hidden);
    mem_free(table->sealed);
}

void table_free(Table *table) {
    if (!table) return;
    give_back(table);
    mem_free(table);
}

void table_clear(Table *table) {
    give_back(table);
    *table = (Table){.arity = table->arity, .rule = NO_ID, .sets_from = table->sets_from};
}

void table_begin_run(Table *table, RuleId rule, Round round) {
    assert(round >= table->round);
    if (!KEEPS_REASONS) rule = NO_ID;
    if (table->rule == rule && table->round == round) return;
    table->rule = rule;
    table->round = round;
    table->run_is_open = false;
}

/* ---- memory ---- */

uint64_t slots_for(uint64_t count, uint32_t *shift) {
    uint64_t slots = 16;
    *shift = 60;
    for (; count * 4 > slots * 3; slots *= 2) --*shift;
    return slots;
}

RowId *slots_new(uint64_t count) {
    RowId *slots = mem_alloc(count * sizeof *slots);
    memset(slots, 0xFF, count * sizeof *slots);
    return slots;
}

static size_t rows_for(const Table *table, uint64_t need) {
    size_t larger = table->capacity ? table->capacity + table->capacity / 2 : 16;
    return larger < need ? (size_t)need : larger;
}

static void set_capacity(Table *table, size_t capacity) {
    table->rows = mem_resize(table->rows, capacity * table->arity * sizeof *table->rows);
    table->capacity = capacity;
}

void table_make_row_room(Table *table, uint64_t need) {
    if (need > table->capacity) set_capacity(table, rows_for(table, need));
}

static bool has_slots(const Table *table, uint64_t need) { return need * 4 <= table->slot_count * 3; }

void table_make_slots(Table *table, uint64_t need) {
    if (has_slots(table, need)) return;
    uint32_t shift;
    uint64_t slot_count = slots_for(need, &shift);
    mem_free(table->slots);
    table->slots = NULL; /* should there be no memory for the new ones */
    table->slot_count = 0;
    table->slots = slots_new(slot_count);
    table->slot_count = slot_count;
    table->shift = shift;
    table->marks = (uint32_t) ~(slot_count - 1);
    BY_WIDTH(table->arity, fill_slots, table);
}

void table_make_room(Table *table, uint32_t more) {
    uint64_t need = (uint64_t)table->count + more;
    table_make_row_room(table, need);
    if (table->sets || has_slots(table, need) || table_enter_sets(table, more)) return;
    table_make_slots(table, need);
}

/* Room for rows costs nothing before it is used, so there may be some too much; slots are all written. */
void table_expect(Table *table, uint32_t more) {
    size_t capacity = (size_t)table->count + more + more / 16;
    if (capacity > table->capacity) set_capacity(table, capacity);
    table_make_room(table, more);
}

uint64_t table_find_growth(const Table *table) {
    uint32_t shift;
    return table->slot_count || table->count == 0
               ? 0
               : slots_for((uint64_t)table->count + 1, &shift) * sizeof *table->slots;
}

/* Whether it has none, and is to have none: they take as much as the rows themselves. */
static bool does_without_slots(const Table *table) {
    if (table->slot_count) return false;
    return table_is_scanned((Table *)(uintptr_t)table) || mem_lacks(table_find_growth(table));
}

/* Slots that were dropped, or given up for sets, are made again: they alone name rows.  Nobody sees the change. */
static void need_slots(const Table *table) {
    Table *mine = (Table *)(uintptr_t)table;
    if (table->sets) table_leave_sets(mine);
    if (table->slot_count == 0) table_make_slots(mine, (uint64_t)table->count + 1);
}

void table_drop_slots(Table *table) {
    mem_free(table->slots);
    table->slots = NULL;
    table->slot_count = 0;
}

void table_drop_indexes(Table *table) {
    for (size_t i = 0; i < table->indexes.count; i++) index_free(table->indexes.items[i]);
    for (size_t i = 0; i < table->groups.count; i++) groups_free(table->groups.items[i]);
    vec_empty(&table->indexes);
    vec_empty(&table->groups);
}

uint64_t table_growth(const Table *table, uint32_t more) {
    uint64_t need = (uint64_t)table->count + more, bytes = 0;
    uint32_t shift;
    if (need > table->capacity) bytes += (rows_for(table, need) - table->capacity) * table->arity * sizeof *table->rows;
    if (table->sets) bytes += sets_growth(table->sets);
    if (!table->sets && !table->is_distinct && need * 4 > table->slot_count * 3)
        bytes += (slots_for(need, &shift) - table->slot_count) * sizeof *table->slots;
    for (size_t i = 0; i < table->indexes.count; i++) bytes += index_growth(table->indexes.items[i], more);
    for (int key = 0; key < 2; key++)
        if (table->by_column[key].sets) bytes += sets_growth(table->by_column[key].sets);
    return bytes;
}

/* ---- insert, find ---- */

void table_note_run(Table *table, RowId first) {
    if (table->run_is_open || table->count == first) return;
    vec_push(&table->runs, ((Run){first, table->rule, table->round, 0, 0}));
    table->run_is_open = true;
}

static uint64_t hash_of(const Table *table, const Value *row) {
    return BY_WIDTH(table->arity, hash, row, table->arity);
}

bool table_insert(Table *table, const Value *row, RowId *id) {
    RowId found, before = table->count;
    if (table->sets) table_leave_sets(table);
    table_make_row_room(table, (uint64_t)table->count + 1);
    table_make_slots(table, (uint64_t)table->count + 1); /* and no sets: it is to have a number */
    uint64_t hash = hash_of(table, row);
    bool is_new = BY_WIDTH(table->arity, insert_hashed, table, row, hash, hash >> table->shift, &found);
    table_note_run(table, before);
    if (id) *id = found;
    return is_new;
}

/* As many of the next rows as fit before it is looked whether sets are worth it:
 * so that does not depend on how the rows come in batches. */
static uint32_t rows_before_sets(const Table *table, uint32_t count) {
    if (table->sets || table->sets_from == 0 || (uint64_t)table->count + count < table->sets_from) return count;
    uint64_t room = table->slot_count / 4 * 3;
    room = room > table->count ? room - table->count : 1;
    return room < count ? (uint32_t)room : count;
}

void table_begin_distinct(Table *table) {
    assert(table->count == 0);
    if (table->sets) table_leave_sets(table);
    table->is_distinct = true;
}

static uint32_t append(Table *table, const Value *rows, uint32_t count) {
    RowId first = table->count;
    if (table->slot_count) table_drop_slots(table);
    table_make_row_room(table, (uint64_t)first + count);
    if (count) memcpy(table->rows + (size_t)first * table->arity, rows, (size_t)count * table->arity * sizeof *rows);
    table->count += count;
    table_note_run(table, first);
    return count;
}

uint32_t table_insert_batch(Table *table, const Value *rows, uint32_t count) {
    RowId before = table->count;
    if (table->is_distinct) return append(table, rows, count);
    for (uint32_t from = 0, size; from < count; from += size) {
        const Value *chunk = rows + (size_t)from * table->arity;
        size = rows_before_sets(table, count - from < CHUNK ? count - from : CHUNK);
        table_make_room(table, size);
        if (table->sets)
            size = table_insert_in_sets(table, chunk, size);
        else
            BY_WIDTH(table->arity, insert_chunk, table, chunk, size);
    }
    table_note_run(table, before);
    return table->count - before;
}

void table_take(Table *table, Value *rows, uint32_t count) {
    assert(table->count == 0);
    sets_free(table->sets);
    table->sets = NULL;
    mem_free(table->rows);
    table_drop_slots(table);
    table->rows = rows;
    table->count = count;
    table->capacity = count;
    table_note_run(table, 0);
}

void table_find_batch(const Table *table, const Value *const *columns, uint32_t count, RowId *found) {
    const Value *rest[64];
    if (table->count) need_slots(table);
    for (uint32_t from = 0; from < count; from += CHUNK) {
        uint32_t size = count - from < CHUNK ? count - from : CHUNK;
        for (uint32_t c = 0; c < table->arity; c++) rest[c] = columns[c] + from;
        if (table->count == 0)
            memset(found + from, 0xFF, size * sizeof *found);
        else
            BY_WIDTH(table->arity, find_chunk, table, rest, size, found + from);
    }
}

uint32_t table_arity(const Table *table) { return table->arity; }
uint32_t table_count(const Table *table) { return table->count; }
const Value *table_row(const Table *table, RowId id) { return table->rows + (size_t)id * table->arity; }

RowId table_find(const Table *table, const Value *row) {
    RowId id = NO_ROW;
    if (table->count == 0) return id;
    if (table->sets && table_find_in_runs(table, row, &id)) return id;
    if (does_without_slots(table)) return BY_WIDTH(table->arity, scan, table, row);
    need_slots(table);
    uint64_t hash = hash_of(table, row);
    (void)BY_WIDTH(table->arity, seek, table, row, hash, hash >> table->shift, &id);
    return id;
}

/* ---- runs ---- */

static const Run *run_of(const Table *table, RowId id) {
    size_t low = 0, high = table->runs.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (table->runs.items[middle].first <= id)
            low = middle;
        else
            high = middle;
    }
    return &table->runs.items[low];
}

RuleId table_rule_of(const Table *table, RowId id) { return run_of(table, id)->rule; }
Round table_round_of(const Table *table, RowId id) { return run_of(table, id)->round; }

uint32_t table_count_before(const Table *table, Round round) {
    size_t low = 0, high = table->runs.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (table->runs.items[middle].round < round)
            low = middle + 1;
        else
            high = middle;
    }
    return low < table->runs.count ? table->runs.items[low].first : table->count;
}

/* ---- hidden rows ---- */

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

void table_seal_hidden(Table *table) {
    if (table->hidden_count == 0) return;
    table->sealed = mem_resize(table->sealed, table->hidden_words * sizeof *table->sealed);
    memcpy(table->sealed, table->hidden, table->hidden_words * sizeof *table->sealed);
    table->sealed_words = table->hidden_words;
}

bool table_is_sealed(const Table *table, RowId id) {
    return id / 64 < table->sealed_words && (table->sealed[id / 64] >> id % 64 & 1);
}

uint32_t table_hidden_count(const Table *table) { return table->hidden_count; }

/* ---- groups, and sizes ---- */

bool table_is_grouped(const Table *table, uint64_t columns) {
    for (size_t i = 0; i < table->groups.count; i++)
        if (table->groups.items[i]->columns == columns && table->groups.items[i]->row_count == table->count)
            return true;
    return false;
}

const Groups *table_groups(Table *table, uint64_t columns) { return table_groups_by(table, columns, NULL); }

const Groups *table_groups_by(Table *table, uint64_t columns, const Crew *crew) {
    size_t i = 0;
    while (i < table->groups.count && table->groups.items[i]->columns != columns) i++;
    if (i == table->groups.count) vec_push(&table->groups, groups_new(table, columns, crew));
    Groups *known = table->groups.items[i];
    if (known->row_count == table->count && known->hidden_count == table->hidden_count) return known;
    table->groups.items[i] = vec_last(&table->groups);
    (void)vec_pop(&table->groups);
    groups_free(known);
    vec_push(&table->groups, groups_new(table, columns, crew));
    return vec_last(&table->groups);
}

uint64_t table_bytes(const Table *table) {
    uint64_t bytes = table->capacity * table->arity * sizeof *table->rows + table->slot_count * sizeof *table->slots;
    for (size_t i = 0; i < table->indexes.count; i++) bytes += index_bytes(table->indexes.items[i]);
    for (size_t i = 0; i < table->groups.count; i++) bytes += groups_bytes(table->groups.items[i]);
    if (table->sets) bytes += sets_bytes(table->sets);
    for (int key = 0; key < 2; key++)
        if (table->by_column[key].sets) bytes += sets_bytes(table->by_column[key].sets);
    return bytes;
}
