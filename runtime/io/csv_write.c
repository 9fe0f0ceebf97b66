/* Writing a relation as CSV.
 *
 * Rows are to be sorted by what their values mean, and comparing texts for every pair of rows would cost far more than
 * writing them.  So the distinct values are found first, sorted once and printed once; then rows are sorted by the
 * ranks of their values, from the last column to the first, by counting (H. H. Seward, 1954).  That is linear in the
 * rows, and what is left is copying.
 * Text that would be read back as something else stands in quotes, so that reading gives the same rows again.  (A month
 * or a year in a column of any type is the one exception: it stands bare, since in a column of dates it has to.) */
#include "runtime/io/csv.h"

#include "runtime/store/store.h"

typedef struct {
    const Values *values;
    Value *sorted; /* the distinct values, in order */
    uint32_t count, capacity;
    uint32_t *slots; /* rank + 1 by hash of the value (while collecting: place in `sorted` + 1); 0: free */
    uint32_t mask;
    Text cells;   /* printed, one behind the other */
    size_t *ends; /* of each in cells, by rank */
} Ranks;

enum { FIRST_SLOTS = 1024 };

/* ---- the distinct values ---- */

static uint32_t *slot_of(const Ranks *ranks, Value v) {
    uint32_t at = (uint32_t)((v * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & ranks->mask;
    while (ranks->slots[at] && ranks->sorted[ranks->slots[at] - 1] != v) at = (at + 1) & ranks->mask;
    return &ranks->slots[at];
}

static uint32_t rank_of(const Ranks *ranks, Value v) { return *slot_of(ranks, v) - 1; }

static void fill_slots(Ranks *ranks) {
    memset(ranks->slots, 0, ((size_t)ranks->mask + 1) * sizeof *ranks->slots);
    for (uint32_t i = 0; i < ranks->count; i++) *slot_of(ranks, ranks->sorted[i]) = i + 1;
}

static void note_value(Ranks *ranks, Value v) {
    uint32_t *slot = slot_of(ranks, v);
    if (*slot) return;
    ranks->sorted[ranks->count++] = v;
    *slot = ranks->count;
    if (ranks->count < ranks->capacity) return;
    ranks->capacity *= 2; /* half of the slots */
    ranks->mask = ranks->mask * 2 + 1;
    ranks->sorted = mem_resize(ranks->sorted, ranks->capacity * sizeof *ranks->sorted);
    mem_free(ranks->slots);
    ranks->slots = NULL;
    ranks->slots = mem_alloc(((size_t)ranks->mask + 1) * sizeof *ranks->slots);
    fill_slots(ranks);
}

/* Merges ever longer stretches; qsort takes no context. */
static void sort_values(Ranks *ranks) {
    size_t count = ranks->count;
    Value *from = ranks->sorted, *to = mem_alloc(ranks->capacity * sizeof *to);
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t begin = 0; begin < count; begin += 2 * width) {
            size_t left = begin, middle = begin + width < count ? begin + width : count;
            size_t right = middle, end = middle + width < count ? middle + width : count;
            for (size_t i = begin; i < end; i++) {
                bool takes_left =
                    right >= end || (left < middle && value_compare(ranks->values, from[left], from[right]) < 0);
                to[i] = takes_left ? from[left++] : from[right++];
            }
        }
        Value *swap = from;
        from = to;
        to = swap;
    }
    ranks->sorted = from;
    mem_free(to);
    fill_slots(ranks);
}

/* ---- printing a value ---- */

static bool needs_quotes(Str text) {
    int64_t whole;
    double real;
    Date date;
    return text.length == 0 || str_to_int(text, &whole) || str_to_float(text, &real) || str_to_date(text, &date);
}

static void print_cell(const Values *values, Value v, Text *text) {
    if (!value_is_symbol(v)) {
        value_print_plain(values, v, text);
    } else if (needs_quotes(value_text(values, v))) {
        text_add_char(text, '"');
        text_add(text, value_text(values, v));
        text_add_char(text, '"');
    } else {
        text_add_csv(text, value_text(values, v));
    }
}

static void print_values(Ranks *ranks) {
    ranks->ends = mem_alloc(ranks->count * sizeof *ranks->ends);
    for (uint32_t i = 0; i < ranks->count; i++) {
        print_cell(ranks->values, ranks->sorted[i], &ranks->cells);
        ranks->ends[i] = ranks->cells.length;
    }
}

static void ranks_init(Ranks *ranks, const Values *values, const Table *table, const RowId *rows, uint32_t count) {
    *ranks = (Ranks){.values = values, .capacity = FIRST_SLOTS / 2, .mask = FIRST_SLOTS - 1};
    ranks->sorted = mem_alloc(ranks->capacity * sizeof *ranks->sorted);
    ranks->slots = mem_alloc_zero(FIRST_SLOTS * sizeof *ranks->slots);
    for (uint32_t i = 0; i < count; i++) {
        const Value *row = table_row(table, rows[i]);
        for (uint32_t c = 0; c < table_arity(table); c++) note_value(ranks, row[c]);
    }
    sort_values(ranks);
    print_values(ranks);
}

static void ranks_clear(Ranks *ranks) {
    mem_free(ranks->sorted);
    mem_free(ranks->slots);
    mem_free(ranks->ends);
    text_clear(&ranks->cells);
}

/* ---- rows ---- */

static RowId *visible_rows(const Table *table, uint32_t *count) {
    RowId *rows = mem_alloc(table_count(table) * sizeof *rows);
    *count = 0;
    for (RowId row = 0; row < table_count(table); row++)
        if (table_hidden_count(table) == 0 || !table_is_hidden(table, row)) rows[(*count)++] = row;
    return rows;
}

/* Sorts rows by one column and keeps the order of those that agree in it. */
static void sort_by(const Ranks *ranks, const Table *table, uint32_t column, RowId *rows, RowId *sorted,
                    uint32_t count) {
    uint32_t *begin = mem_alloc_zero(((size_t)ranks->count + 1) * sizeof *begin);
    for (uint32_t i = 0; i < count; i++) begin[rank_of(ranks, table_row(table, rows[i])[column]) + 1]++;
    for (uint32_t rank = 0; rank < ranks->count; rank++) begin[rank + 1] += begin[rank];
    for (uint32_t i = 0; i < count; i++) sorted[begin[rank_of(ranks, table_row(table, rows[i])[column])]++] = rows[i];
    memcpy(rows, sorted, count * sizeof *rows);
    mem_free(begin);
}

static void print_rows(const Ranks *ranks, const Table *table, const RowId *rows, uint32_t count, Text *text) {
    for (uint32_t i = 0; i < count; i++) {
        const Value *row = table_row(table, rows[i]);
        for (uint32_t c = 0; c < table_arity(table); c++) {
            uint32_t rank = rank_of(ranks, row[c]);
            size_t begin = rank ? ranks->ends[rank - 1] : 0;
            if (c) text_add_char(text, ',');
            text_add(text, (Str){ranks->cells.bytes + begin, ranks->ends[rank] - begin});
        }
        text_add_char(text, '\n');
    }
}

static void print_header(const Program *program, const Relation *relation, Text *text) {
    for (uint32_t c = 0; c < relation->arity; c++) {
        if (c) text_add_char(text, ',');
        if (relation->columns[c].name == NO_SYMBOL)
            text_printf(text, "c%u", (unsigned)c + 1);
        else
            text_add_csv(text, intern_text(values_symbols(program->values), relation->columns[c].name));
    }
    text_add_char(text, '\n');
}

void csv_write_relation(const Program *program, const Store *store, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[id];
    const Table *table = store_table(store, id);
    uint32_t count;
    RowId *rows = visible_rows(table, &count);
    if (relation->arity == 0) {
        text_add(text, count ? STR("holds\nyes\n") : STR("holds\n"));
    } else {
        print_header(program, relation, text);
    }
    if (relation->arity && count) {
        Ranks ranks;
        ranks_init(&ranks, program->values, table, rows, count);
        RowId *sorted = mem_alloc(count * sizeof *sorted);
        for (uint32_t c = relation->arity; c-- > 0;) sort_by(&ranks, table, c, rows, sorted, count);
        print_rows(&ranks, table, rows, count, text);
        mem_free(sorted);
        ranks_clear(&ranks);
    }
    mem_free(rows);
}
