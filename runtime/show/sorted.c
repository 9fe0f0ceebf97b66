/* Rows in the order people expect.
 *
 * Comparing values by their text is dear, and answers may be millions of rows with few distinct values.  So each distinct
 * value is ranked once, in the order of value_compare, and the rows are sorted by rank, column after column from the
 * last to the first, by counting (each pass keeps the order of the one before).  Linear in rows and columns. */
#include "runtime/show/table.h"

typedef struct {
    Value *words;    /* open addressing; a place is free while its rank is 0 */
    uint32_t *ranks; /* from 1 */
    uint32_t capacity, count;
} Ranks;

static uint32_t place_of(const Ranks *ranks, Value v) {
    uint32_t mask = ranks->capacity - 1, at = (v * UINT32_C(0x9E3779B1)) >> 5 & mask;
    while (ranks->ranks[at] && ranks->words[at] != v) at = (at + 1) & mask;
    return at;
}

static void ranks_grow(Ranks *ranks) {
    Ranks old = *ranks;
    ranks->capacity = old.capacity ? old.capacity * 2 : 64;
    ranks->words = mem_alloc(ranks->capacity * sizeof *ranks->words);
    ranks->ranks = mem_alloc_zero(ranks->capacity * sizeof *ranks->ranks);
    for (uint32_t i = 0; i < old.capacity; i++) {
        if (old.ranks[i] == 0) continue;
        uint32_t at = place_of(ranks, old.words[i]);
        ranks->words[at] = old.words[i];
        ranks->ranks[at] = 1;
    }
    mem_free(old.words);
    mem_free(old.ranks);
}

static void note_value(Ranks *ranks, Value v) {
    if ((ranks->count + 1) * 2 > ranks->capacity) ranks_grow(ranks);
    uint32_t at = place_of(ranks, v);
    if (ranks->ranks[at]) return;
    ranks->words[at] = v;
    ranks->ranks[at] = 1;
    ranks->count++;
}

/* Merge sort, bottom up: stable, and the comparison needs its context. */
static void sort_values(const Values *values, Value *items, Value *spare, uint32_t count) {
    for (uint32_t width = 1; width < count; width *= 2) {
        for (uint32_t low = 0; low < count; low += 2 * width) {
            uint32_t middle = count - low < width ? count : low + width;
            uint32_t high = count - low < 2 * width ? count : low + 2 * width;
            for (uint32_t a = low, b = middle, to = low; to < high; to++) {
                bool from_left = a < middle && (b == high || value_compare(values, items[a], items[b]) <= 0);
                spare[to] = from_left ? items[a++] : items[b++];
            }
        }
        memcpy(items, spare, count * sizeof *items);
        if (width > count / 2) break; /* the next doubling may not fit */
    }
}

static void rank_values(Ranks *ranks, const Values *values) {
    Value *items = mem_alloc((ranks->count + 1) * sizeof *items),
          *spare = mem_alloc((ranks->count + 1) * sizeof *spare);
    uint32_t count = 0;
    for (uint32_t i = 0; i < ranks->capacity; i++)
        if (ranks->ranks[i]) items[count++] = ranks->words[i];
    sort_values(values, items, spare, count);
    for (uint32_t i = 0; i < count; i++) ranks->ranks[place_of(ranks, items[i])] = i + 1;
    mem_free(items);
    mem_free(spare);
}

/* One pass: stable by the rank of one column. */
static void sort_by_column(const Ranks *ranks, const Table *table, uint32_t column, const RowId *from, RowId *to,
                           size_t count) {
    size_t *starts = mem_alloc_zero(((size_t)ranks->count + 2) * sizeof *starts);
    for (size_t i = 0; i < count; i++) starts[ranks->ranks[place_of(ranks, table_row(table, from[i])[column])] + 1]++;
    for (uint32_t i = 1; i <= ranks->count + 1; i++) starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++)
        to[starts[ranks->ranks[place_of(ranks, table_row(table, from[i])[column])]]++] = from[i];
    mem_free(starts);
}

static void sort_ids(const Values *values, const Table *table, RowIds *rows) {
    uint32_t arity = table_arity(table);
    Ranks ranks = {0};
    for (size_t i = 0; i < rows->count; i++)
        for (uint32_t c = 0; c < arity; c++) note_value(&ranks, table_row(table, rows->items[i])[c]);
    if (rows->count > 1 && arity > 0) {
        rank_values(&ranks, values);
        RowId *from = rows->items, *to = mem_alloc(rows->capacity * sizeof *to);
        for (uint32_t c = arity; c-- > 0;) {
            sort_by_column(&ranks, table, c, from, to, rows->count);
            RowId *other = from;
            from = to;
            to = other;
        }
        rows->items = from;
        mem_free(to);
    }
    mem_free(ranks.words);
    mem_free(ranks.ranks);
}

void sorted_rows(const Store *store, RelId relation, RowIds *rows) {
    const Table *table = store_table(store, relation);
    vec_empty(rows);
    for (RowId row = 0; row < table_count(table); row++)
        if (!table_is_hidden(table, row)) vec_push(rows, row);
    sort_ids(store->program->values, table, rows);
}

void undecided_rows(const Store *store, RelId relation, RowIds *rows) {
    const Table *table = store_table(store, relation), *possible = store_possible(store, relation);
    vec_empty(rows);
    if (!possible) return;
    for (RowId row = 0; row < table_count(possible); row++)
        if (table_find(table, table_row(possible, row)) == NO_ROW) vec_push(rows, row);
    sort_ids(store->program->values, possible, rows);
}
