/* Rows in the order people expect.
 *
 * Comparing values by their text is dear, and answers may be millions of rows with few distinct values.  So each
 * distinct value of a column is ranked once, in the order of value_compare; small integers are their own rank.  Rows
 * are sorted by rank, column after column from the last to the first, digit by digit (each pass keeps the order of the
 * one before), and a column that is in order already costs one look.  Linear in rows and columns. */
#include "runtime/show/table.h"

#include "runtime/store/groups.h"

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

/* ---- rows by rank ---- */

enum { DIGIT_BITS = 11, DIGITS = 3, DIGIT_COUNT = 1 << DIGIT_BITS };

typedef struct {
    const Table *table;
    Ranks ranks;                     /* of the columns that have more than small integers */
    uint64_t *pairs, *spare;         /* rank, then row in the lower half */
    uint32_t (*starts)[DIGIT_COUNT]; /* by digit */
} Sorting;

static uint32_t digit_of(uint64_t pair, uint32_t digit) {
    return (uint32_t)(pair >> (32 + digit * DIGIT_BITS)) & (DIGIT_COUNT - 1);
}

static bool has_only_small_ints(const Table *table, const RowIds *rows, uint32_t column) {
    for (size_t i = 0; i < rows->count; i++)
        if (!value_is_small_int(table_row(table, rows->items[i])[column])) return false;
    return true;
}

/* False if the column is in order already. */
static bool fill_pairs(Sorting *s, const RowIds *rows, uint32_t column, bool is_small) {
    bool in_order = true;
    for (size_t i = 0; i < rows->count; i++) {
        Value v = table_row(s->table, rows->items[i])[column];
        uint64_t rank = is_small ? (v << 2 ^ UINT32_C(0x80000000)) : s->ranks.ranks[place_of(&s->ranks, v)];
        s->pairs[i] = rank << 32 | rows->items[i];
        in_order = in_order && (i == 0 || s->pairs[i - 1] >> 32 <= rank);
    }
    return !in_order;
}

static void sort_pairs(Sorting *s, size_t count) {
    memset(s->starts, 0, DIGITS * sizeof *s->starts);
    for (size_t i = 0; i < count; i++)
        for (uint32_t d = 0; d < DIGITS; d++) s->starts[d][digit_of(s->pairs[i], d)]++;
    for (uint32_t d = 0; d < DIGITS; d++) {
        uint32_t *starts = s->starts[d], sum = 0;
        if (starts[digit_of(s->pairs[0], d)] == count) continue; /* all alike */
        for (uint32_t i = 0; i < DIGIT_COUNT; i++) {
            uint32_t here = starts[i];
            starts[i] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++) s->spare[starts[digit_of(s->pairs[i], d)]++] = s->pairs[i];
        uint64_t *swap = s->pairs;
        s->pairs = s->spare;
        s->spare = swap;
    }
}

static void sort_ids(const Values *values, const Table *table, RowIds *rows) {
    uint32_t arity = table_arity(table);
    if (rows->count < 2 || arity == 0) return;
    Sorting s = {.table = table};
    bool *is_small = mem_alloc(arity * sizeof *is_small);
    for (uint32_t c = 0; c < arity; c++) {
        is_small[c] = has_only_small_ints(table, rows, c);
        for (size_t i = 0; i < rows->count && !is_small[c]; i++)
            note_value(&s.ranks, table_row(table, rows->items[i])[c]);
    }
    rank_values(&s.ranks, values);
    s.pairs = mem_alloc(rows->count * sizeof *s.pairs);
    s.spare = mem_alloc(rows->count * sizeof *s.spare);
    s.starts = mem_alloc(DIGITS * sizeof *s.starts);
    for (uint32_t c = arity; c-- > 0;) {
        if (!fill_pairs(&s, rows, c, is_small[c])) continue;
        sort_pairs(&s, rows->count);
        for (size_t i = 0; i < rows->count; i++) rows->items[i] = (RowId)s.pairs[i];
    }
    mem_free(is_small);
    mem_free(s.pairs);
    mem_free(s.spare);
    mem_free(s.starts);
    mem_free(s.ranks.words);
    mem_free(s.ranks.ranks);
}

/* ---- which rows ---- */

void sorted_rows(const Store *store, RelId relation, RowIds *rows) {
    const Table *table = store_table(store, relation);
    vec_empty(rows);
    for (RowId row = 0; row < table_count(table); row++)
        if (!table_is_hidden(table, row)) vec_push(rows, row);
    sort_ids(store->program->values, table, rows);
}

/* Looked up a chunk at a time, so that the waiting for memory overlaps. */
void undecided_rows(const Store *store, RelId relation, RowIds *rows) {
    enum { CHUNK = 1024 };
    const Table *table = store_table(store, relation), *possible = store_possible(store, relation);
    vec_empty(rows);
    if (!possible) return;
    uint32_t arity = table_arity(possible), total = table_count(possible);
    Value *columns = mem_alloc(((size_t)arity + 1) * CHUNK * sizeof *columns);
    const Value **keys = mem_alloc((arity + 1) * sizeof *keys);
    RowId *found = columns + (size_t)arity * CHUNK;
    for (uint32_t c = 0; c < arity; c++) keys[c] = columns + (size_t)c * CHUNK;
    for (RowId from = 0; from < total; from += CHUNK) {
        uint32_t count = total - from < CHUNK ? total - from : CHUNK;
        const Value *first = table_row(possible, from);
        for (uint32_t c = 0; c < arity; c++)
            for (uint32_t i = 0; i < count; i++) columns[(size_t)c * CHUNK + i] = first[(size_t)i * arity + c];
        table_find_batch(table, keys, count, found);
        for (uint32_t i = 0; i < count; i++)
            if (found[i] == NO_ROW) vec_push(rows, from + i);
    }
    mem_free(columns);
    mem_free(keys);
    sort_ids(store->program->values, possible, rows);
}
