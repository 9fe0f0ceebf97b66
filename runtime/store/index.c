/* Rows by some of their columns, while they grow.
 *
 * A hash table of keys, each with its first and last row; rows of one key are chained in the order of arrival.  It
 * grows with its table: extending costs the new rows only.
 * Eight bytes a slot and four a row, and nothing is moved but slots.
 * The price is a cache miss for each row of a long chain;
 * relations that are complete are grouped instead (groups.c). */
#include "runtime/store/relation_internal.h"

enum { CHUNK = 256, AHEAD = 16 };

typedef struct {
    RowId first, last;
} Chain;

struct Index {
    const Table *table;
    uint64_t columns;
    uint32_t key[64]; /* the columns, ascending */
    uint32_t key_count;
    Chain *slots;
    uint64_t slot_count, used;
    uint32_t shift;
    RowId *next; /* by row */
    uint32_t row_count, row_capacity;
    uint32_t used_for; /* rows when it was last used */
};

static Index *index_new(const Table *table, uint64_t columns) {
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

bool index_was_used(const Index *index, uint32_t rows) { return index->used_for == rows; }
const RowId *index_links(const Index *index) { return index->next; }

uint64_t index_bytes(const Index *index) {
    return index->slot_count * sizeof *index->slots + (uint64_t)index->row_capacity * sizeof *index->next;
}

static uint32_t rows_for(const Index *index, uint64_t need) {
    uint64_t larger = (uint64_t)index->row_capacity + index->row_capacity / 2;
    return (uint32_t)(larger > need ? larger : need);
}

/* Links surely; slots if every new row brings a new key. */
uint64_t index_growth(const Index *index, uint32_t more) {
    uint64_t need = (uint64_t)index->table->count + more, bytes = 0;
    uint32_t shift;
    if (need > index->row_capacity)
        bytes += (uint64_t)(rows_for(index, need) - index->row_capacity) * sizeof *index->next;
    need = index->used + (index->table->count + (uint64_t)more - index->row_count);
    if (need * 4 > index->slot_count * 3)
        bytes += slots_for(need, &shift) * sizeof *index->slots; /* beside the old ones */
    return bytes;
}

static uint64_t hash_of_row(const Index *index, const Value *row) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < index->key_count; i++) h = hash_step(h, row[index->key[i]]);
    return h;
}

static bool same_key(const Index *index, const Value *a, const Value *b) {
    for (uint32_t i = 0; i < index->key_count; i++)
        if (a[index->key[i]] != b[index->key[i]]) return false;
    return true;
}

static void grow_slots(Index *index, uint64_t need) {
    Chain *old = index->slots;
    uint64_t old_count = index->slot_count;
    index->slot_count = slots_for(need, &index->shift);
    index->slots = mem_alloc(index->slot_count * sizeof *index->slots);
    memset(index->slots, 0xFF, index->slot_count * sizeof *index->slots);
    uint64_t mask = index->slot_count - 1;
    for (uint64_t i = 0; i < old_count; i++) {
        if (i + AHEAD < old_count && old[i + AHEAD].first != NO_ROW)
            __builtin_prefetch(table_row(index->table, old[i + AHEAD].first));
        if (old[i].first == NO_ROW) continue;
        uint64_t slot = hash_of_row(index, table_row(index->table, old[i].first)) >> index->shift;
        while (index->slots[slot].first != NO_ROW) slot = (slot + 1) & mask;
        index->slots[slot] = old[i];
    }
    mem_free(old);
}

/* Where its key is or would be; true if it begins a chain. */
static inline bool link_row(Index *index, uint64_t slot, RowId row) {
    Chain *chain = &index->slots[slot];
    bool is_first = chain->first == NO_ROW;
    index->next[row] = NO_ROW;
    if (is_first)
        chain->first = row;
    else
        index->next[chain->last] = row;
    chain->last = row;
    return is_first;
}

static void append(Index *index, RowId row, uint64_t hash) {
    const Value *values = table_row(index->table, row);
    uint64_t mask = index->slot_count - 1, slot = hash >> index->shift;
    while (index->slots[slot].first != NO_ROW &&
           !same_key(index, values, table_row(index->table, index->slots[slot].first)))
        slot = (slot + 1) & mask;
    index->used += link_row(index, slot, row);
}

static void make_links(Index *index, uint32_t count) {
    if (count <= index->row_capacity) return;
    index->row_capacity = rows_for(index, count);
    index->next = mem_resize(index->next, (size_t)index->row_capacity * sizeof *index->next);
}

/* What appending will look at, once the slots are there. */
static inline void fetch_chains(const Index *index, const uint64_t *hashes, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Chain chain = index->slots[hashes[i] >> index->shift];
        if (chain.first == NO_ROW) continue;
        __builtin_prefetch(table_row(index->table, chain.first));
        __builtin_prefetch(&index->next[chain.last], 1);
    }
}

static void extend_to(Index *index, uint32_t count) {
    uint64_t hashes[CHUNK];
    make_links(index, count);
    for (RowId from = index->row_count; from < count; from += CHUNK) {
        uint32_t size = count - from < CHUNK ? count - from : CHUNK;
        if ((index->used + size) * 4 > index->slot_count * 3) grow_slots(index, index->used + size);
        for (uint32_t i = 0; i < size; i++) {
            hashes[i] = hash_of_row(index, table_row(index->table, from + i));
            __builtin_prefetch(&index->slots[hashes[i] >> index->shift], 1);
        }
        fetch_chains(index, hashes, size);
        for (uint32_t i = 0; i < size; i++) append(index, from + i, hashes[i]);
        index->row_count = from + size;
    }
}

void index_extend(Index *index) { extend_to(index, table_count(index->table)); }

/* ---- by several threads ---- */

enum { FIRST_ROWS = 256, KEYS_LEAST = 1024, FEW_OF_ALL = 16 };

uint32_t index_rows_missing(const Index *index) { return table_count(index->table) - index->row_count; }

static uint64_t free_slots(const Index *index) {
    uint64_t most = index->slot_count / 4 * 3;
    return most > index->used ? most - index->used : 0;
}

/* Slots for the rows to come, if they bring as many keys as those before them; for some of them while those are few.
 * None where that many are there: then there is room for the next few rows. */
static void grow_ahead(Index *index) {
    uint32_t shift;
    const uint64_t missing = index_rows_missing(index), some = missing / 8 + KEYS_LEAST;
    uint64_t keys = index->row_count > missing / FEW_OF_ALL ? index->used * missing / index->row_count : 0;
    keys += keys / 8;
    keys = keys < some ? some : keys;
    if (slots_for(index->used + keys, &shift) > index->slot_count) grow_slots(index, index->used + keys);
}

RowId index_begin_ranges(Index *index) {
    RowId count = table_count(index->table);
    make_links(index, count);
    if (index->row_count < FIRST_ROWS) extend_to(index, count < FIRST_ROWS ? count : FIRST_ROWS);
    if (free_slots(index) < index_rows_missing(index) && free_slots(index) < index->slot_count / 4) grow_ahead(index);
    const uint64_t room = free_slots(index);
    return room < count - index->row_count ? index->row_count + (RowId)room : count;
}

/* As append, within the range; false where the slot is not in it. */
static bool append_in(Index *index, ChainRange *range, RowId row, uint64_t hash) {
    const Value *values = table_row(index->table, row);
    uint64_t slot = hash >> index->shift;
    while (slot < range->to && index->slots[slot].first != NO_ROW &&
           !same_key(index, values, table_row(index->table, index->slots[slot].first)))
        slot++;
    if (slot == range->to) return false;
    range->used += link_row(index, slot, row);
    return true;
}

void index_extend_range(Index *index, ChainRange *range, uint32_t number, uint32_t of, RowId to) {
    uint64_t hashes[CHUNK];
    RowId rows[CHUNK], from = index->row_count;
    range->from = index->slot_count / of * number;
    range->to = number + 1 == of ? index->slot_count : index->slot_count / of * (number + 1);
    range->used = 0;
    vec_empty(&range->late);
    while (from < to) {
        uint32_t count = 0;
        for (; from < to && count < CHUNK; from++) {
            uint64_t hash = hash_of_row(index, table_row(index->table, from)), slot = hash >> index->shift;
            hashes[count] = hash;
            rows[count] = from;
            count += slot >= range->from && slot < range->to;
        }
        for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&index->slots[hashes[i] >> index->shift], 1);
        fetch_chains(index, hashes, count);
        for (uint32_t i = 0; i < count; i++)
            if (!append_in(index, range, rows[i], hashes[i])) vec_push(&range->late, rows[i]);
    }
}

/* Late rows of one key are in one range, in their order. */
void index_end_ranges(Index *index, const ChainRange *ranges, uint32_t count, RowId to) {
    for (uint32_t i = 0; i < count; i++) index->used += ranges[i].used;
    for (uint32_t i = 0; i < count; i++)
        for (size_t k = 0; k < ranges[i].late.count; k++) {
            RowId row = ranges[i].late.items[k];
            append(index, row, hash_of_row(index, table_row(index->table, row)));
        }
    index->row_count = to;
}

static RowId find_hashed(const Index *index, const Value *key, uint64_t hash) {
    uint64_t mask = index->slot_count - 1, slot = hash >> index->shift;
    for (; index->slots[slot].first != NO_ROW; slot = (slot + 1) & mask) {
        const Value *row = table_row(index->table, index->slots[slot].first);
        uint32_t i = 0;
        while (i < index->key_count && row[index->key[i]] == key[i]) i++;
        if (i == index->key_count) return index->slots[slot].first;
    }
    return NO_ROW;
}

RowId index_first(const Index *index, const Value *key, RowId from) {
    if (index->used == 0) return NO_ROW;
    uint64_t h = 0;
    for (uint32_t i = 0; i < index->key_count; i++) h = hash_step(h, key[i]);
    RowId row = find_hashed(index, key, h);
    while (row < from) row = index->next[row]; /* NO_ROW is the largest */
    return row;
}

RowId index_next(const Index *index, RowId row) { return index->next[row]; }

static void probe_chunk(const Index *index, const Value *const *keys, uint32_t from, uint32_t count, RowId *first) {
    uint64_t hashes[CHUNK] = {0};
    Value key[64];
    for (uint32_t k = 0; k < index->key_count; k++)
        for (uint32_t i = 0; i < count; i++) hashes[i] = hash_step(hashes[i], keys[k][from + i]);
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&index->slots[hashes[i] >> index->shift]);
    for (uint32_t i = 0; i < count; i++) {
        RowId row = index->slots[hashes[i] >> index->shift].first;
        if (row != NO_ROW) __builtin_prefetch(table_row(index->table, row));
    }
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < index->key_count; k++) key[k] = keys[k][from + i];
        first[from + i] = find_hashed(index, key, hashes[i]);
        if (first[from + i] != NO_ROW) __builtin_prefetch(&index->next[first[from + i]]);
    }
}

void index_probe(const Index *index, const Value *const *keys, uint32_t count, RowId *first) {
    if (index->used == 0) {
        memset(first, 0xFF, count * sizeof *first);
        return;
    }
    for (uint32_t from = 0; from < count; from += CHUNK)
        probe_chunk(index, keys, from, count - from < CHUNK ? count - from : CHUNK, first);
}

/* ---- of a table ---- */

/* NULL: none. */
static Index *index_by(const Table *table, uint64_t columns) {
    for (size_t i = 0; i < table->indexes.count; i++)
        if (table->indexes.items[i]->columns == columns) return table->indexes.items[i];
    return NULL;
}

bool table_has_index(const Table *table, uint64_t columns) { return index_by(table, columns) != NULL; }

Index *table_index_as_is(Table *table, uint64_t columns) {
    Index *known = index_by(table, columns);
    if (known) return known;
    vec_push(&table->indexes, index_new(table, columns));
    return vec_last(&table->indexes);
}

const Index *table_index(Table *table, uint64_t columns) {
    Index *index = table_index_as_is(table, columns);
    index_extend(index);
    index->used_for = index->row_count;
    return index;
}

bool table_lacks_index(Table *table, uint64_t columns) {
    const Index *known = index_by(table, columns);
    if (known && index_rows_missing(known) == 0) return false;
    uint32_t shift, rows = table_count(table), had = known ? known->row_capacity : 0;
    uint64_t bytes = (uint64_t)(rows > had ? rows - had : 0) * sizeof *known->next;
    return mem_lacks(bytes + slots_for((uint64_t)(table_distinct(table, columns) * 2), &shift) * sizeof *known->slots);
}

RowId table_match(Table *table, uint64_t columns, const Value *key, bool sees_hidden) {
    bool shows_all = sees_hidden || table->hidden_count == 0;
    if (table->count == 0) return NO_ROW;
    if (table->arity && columns == UINT64_MAX >> (64 - table->arity)) {
        RowId row = table_find(table, key);
        return row != NO_ROW && !shows_all && table_is_hidden(table, row) ? NO_ROW : row;
    }
    if (columns == 0) {
        RowId row = 0;
        while (!shows_all && row < table->count && table_is_hidden(table, row)) row++;
        return row < table->count ? row : NO_ROW;
    }
    const Index *index = table_index(table, columns);
    RowId row = index_first(index, key, 0);
    while (row != NO_ROW && !shows_all && table_is_hidden(table, row)) row = index_next(index, row);
    return row;
}
