/* Tables whose rows are known as sets.
 *
 * A table of one or two columns looks, when its slots must double, whether sets would be smaller.  Sets tell that a row
 * is there but not which one it is: that is searched for in the runs, which are in order, by those who explain; whoever
 * asks for many makes the table go back to slots.  Rows of a run are sorted by their first column when it ends, so that
 * the rows of a key lie together and can be read as a set in the next round. */
#include "runtime/store/relation_internal.h"

enum { DIGIT = 12, FEW = 48, FEW_RUNS = 512, RUN_COST = 16, LOOKED_A_ROW = 8 };

void table_allow_sets(Table *table, uint32_t from) {
    if (table->arity == 1 || table->arity == 2) table->sets_from = from;
}

bool table_may_get_sets(const Table *table) {
    return !table->sets && !table->is_distinct && table->sets_from > table->count / 2 &&
           table->count >= table->retry_at;
}

const Sets *table_sets(const Table *table) { return table->sets; }

/* ---- slots and sets ---- */

/* The sets of the first `to` rows; NULL if they are too large. */
static Sets *sets_of_rows(const Table *table, uint32_t column, RowId to) {
    Sets *sets = sets_new(table->arity, column, to);
    if (sets_fill(sets, table->rows, to) && sets_are_worth(sets)) return sets;
    sets_free(sets);
    return NULL;
}

/* Where to try again what was given up: not before there are so many rows that trying costs little beside them. */
static uint32_t twice(uint32_t count) { return count < UINT32_MAX / 2 ? count * 2 + 1 : UINT32_MAX; }

bool table_enter_sets(Table *table, uint32_t more) {
    if (table->sets_from == 0 || (uint64_t)table->count + more < table->sets_from) return false;
    if (table->count < table->retry_at) return false;
    mem_free(table->slots); /* they are made anew in any case: not both at a time */
    table->slots = NULL;
    table->slot_count = 0;
    table->sets = sets_of_rows(table, 0, table->count);
    table->looked = 0;
    return table->sets != NULL;
}

/* They are not made again before there are twice as many rows, or every round might begin and end with that. */
void table_leave_sets(Table *table) {
    table_forget_sets(table);
    table_make_slots(table, (uint64_t)table->count + 1);
}

/* There is room for the rows.  Gives how many were looked at; fewer than count: the table has no sets any more. */
uint32_t table_insert_in_sets(Table *table, const Value *rows, uint32_t count) {
    uint32_t added = 0,
             done = sets_add_rows(table->sets, rows, count, table->rows + (size_t)table->count * table->arity, &added);
    sets_note(table->sets, added);
    table->count += added;
    if (done < count) table_leave_sets(table);
    return done;
}

void table_reserve(Table *table, uint32_t more) { table_make_room(table, more); }

/* Whether the rows from `before` on are in order.  They may go on where others are that are. */
static void note_order(Table *table, RowId before, bool is_sorted) {
    const size_t arity = table->arity;
    if (table->count == before) return;
    bool goes_on = table->sorted_to == before && before > 0 &&
                   value_rank(table->rows[(before - 1) * arity]) <= value_rank(table->rows[before * arity]);
    if (!goes_on) table->sorted_from = before;
    if (!is_sorted) table->sorted_from = table->count;
    table->sorted_to = table->count;
}

static bool are_in_order(const Value *keys, uint32_t count) {
    bool is_sorted = keys != NULL;
    for (uint32_t i = 1; is_sorted && i < count; i++) is_sorted = value_rank(keys[i - 1]) <= value_rank(keys[i]);
    return is_sorted;
}

uint32_t table_unite(Table *table, const Value *keys, const SetSource *source, const uint32_t *begin,
                     const uint32_t *end, uint32_t count) {
    RowId before = table->count;
    SetsState state;
    uint32_t added = 0, done = sets_unite_many(table->sets, keys, source, begin, end, count,
                                               table->rows + (size_t)before * table->arity, table->capacity - before,
                                               &added, &state);
    sets_note(table->sets, added);
    table->count += added;
    note_order(table, before, are_in_order(keys, done < count ? done + 1 : done)); /* the rows of a key come together */
    if (state != SETS_FINE) table_leave_sets(table);
    table_note_run(table, before);
    return done;
}

/* ---- by one of two columns ---- */

static bool extend(const Table *table, ValueSets *by, RowId to) {
    if (by->row_count >= to) return true;
    by->row_count += sets_put_rows(by->sets, table_row(table, by->row_count), to - by->row_count);
    return by->row_count == to;
}

const Sets *table_sets_by(Table *table, uint32_t column, uint32_t to) {
    ValueSets *by = &table->by_column[column];
    by->asked = to;
    if (table->arity != 2 || table->sets_from == 0 || to < table->sets_from || table->hidden_count || to < by->retry_at)
        return NULL;
    if (!by->sets) {
        by->sets = sets_of_rows(table, column, to);
        by->row_count = to;
    }
    if (by->sets && extend(table, by, to) && sets_are_worth(by->sets)) return by->sets;
    sets_free(by->sets);
    *by = (ValueSets){.retry_at = twice(to)};
    return NULL;
}

/* ---- ahead of a look-up ---- */

uint32_t table_kept_count(const Table *table) { return 2 + (uint32_t)table->indexes.count; }

bool table_was_kept_up(const Table *table, uint32_t number, RowId rows) {
    if (number >= 2) return index_was_used(table->indexes.items[number - 2], rows);
    const ValueSets *by = &table->by_column[number];
    return by->sets && by->asked == rows && by->row_count == rows && !table->hidden_count;
}

/* What cannot be extended stays as it is: it is for the look-up to give it up. */
void table_keep_up(Table *table, uint32_t number, RowId to) {
    if (number >= 2)
        index_extend(table->indexes.items[number - 2]);
    else
        (void)extend(table, &table->by_column[number], to);
}

/* ---- order ---- */

/* Rows are moved as one word of one or two columns, the first in its low half where the machine has it there; they are
 * ordered by the rank of the first alone. */
static inline uint64_t load_row(const Value *row, bool has_two) {
    return has_two ? (uint64_t)row[1] << 32 | row[0] : row[0];
}

static inline void store_row(Value *row, bool has_two, uint64_t word) {
    row[0] = (Value)word;
    if (has_two) row[1] = (Value)(word >> 32);
}

static inline uint32_t rank_of(uint64_t word) { return value_rank((Value)word); }

static bool is_in_order(const Value *rows, bool has_two, uint32_t count, uint32_t *different) {
    uint32_t before = 0, all = UINT32_MAX, any = 0;
    bool is_sorted = true;
    for (uint32_t i = 0; i < count; i++, rows += 1 + has_two) {
        uint32_t rank = value_rank(*rows);
        is_sorted = is_sorted && before <= rank;
        all &= rank;
        any |= rank;
        before = rank;
    }
    *different = all ^ any;
    return is_sorted;
}

static void sort_few(Value *rows, bool has_two, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        const size_t arity = 1 + has_two;
        uint64_t word = load_row(rows + i * arity, has_two);
        uint32_t k = i;
        for (; k > 0 && value_rank(rows[(k - 1) * arity]) > rank_of(word); k--)
            store_row(rows + k * arity, has_two, load_row(rows + (k - 1) * arity, has_two));
        store_row(rows + k * arity, has_two, word);
    }
}

/* By one digit, the `width` bits from `low` on. */
static void distribute(const Value *from, Value *to, bool has_two, uint32_t count, uint32_t low, uint32_t width) {
    uint32_t places[(1 << DIGIT) + 1] = {0};
    const uint32_t mask = (UINT32_C(1) << width) - 1;
    const size_t arity = 1 + has_two;
    for (uint32_t i = 0; i < count; i++) places[(value_rank(from[i * arity]) >> low & mask) + 1]++;
    for (uint32_t d = 0; d < mask; d++) places[d + 1] += places[d];
    for (uint32_t i = 0; i < count; i++) {
        uint64_t word = load_row(from + i * arity, has_two);
        store_row(to + places[rank_of(word) >> low & mask]++ * arity, has_two, word);
    }
}

static inline uint64_t order_of(const Value *row, bool has_two) {
    return (uint64_t)value_rank(row[0]) << 32 | (has_two ? value_rank(row[1]) : 0);
}

static void sift(Value *rows, bool has_two, uint32_t count, uint32_t at) {
    const size_t arity = 1 + has_two;
    const uint64_t word = load_row(rows + at * arity, has_two), order = order_of(rows + at * arity, has_two);
    for (uint32_t child; (child = 2 * at + 1) < count && child > at; at = child) {
        if (child + 1 < count &&
            order_of(rows + child * arity, has_two) < order_of(rows + (child + 1) * arity, has_two))
            child++;
        if (order_of(rows + child * arity, has_two) <= order) break;
        store_row(rows + at * arity, has_two, load_row(rows + child * arity, has_two));
    }
    store_row(rows + at * arity, has_two, word);
}

/* Heap sort, where there is no memory for another. */
static void sort_in_place(Value *rows, bool has_two, uint32_t count) {
    const size_t arity = 1 + has_two;
    for (uint32_t i = count / 2; i-- > 0;) sift(rows, has_two, count, i);
    for (uint32_t n = count; n-- > 1;) {
        uint64_t last = load_row(rows + n * arity, has_two);
        store_row(rows + n * arity, has_two, load_row(rows, has_two));
        store_row(rows, has_two, last);
        sift(rows, has_two, n, 0);
    }
}

/* Radix sort, by the digits in which the ranks differ, the last first. */
static void sort_many(Value *rows, bool has_two, uint32_t count, uint32_t different) {
    size_t bytes = (size_t)count * (1 + has_two) * sizeof *rows;
    Value *room = mem_alloc(bytes), *from = rows, *to = room;
    for (uint32_t low = 0; low < 32 && different >> low;) {
        low += (uint32_t)__builtin_ctz(different >> low);
        uint32_t width = 32 - (uint32_t)__builtin_clz((different >> low) & ((UINT32_C(1) << DIGIT) - 1));
        distribute(from, to, has_two, count, low, width);
        Value *swap = from;
        from = to;
        to = swap;
        low += width;
    }
    if (from != rows) memcpy(rows, from, bytes);
    mem_free(room);
}

static void sort_rows(Value *rows, bool has_two, uint32_t count) {
    uint32_t different;
    if (count < 2 || is_in_order(rows, has_two, count, &different)) return;
    if (count <= FEW)
        sort_few(rows, has_two, count);
    else if (mem_lacks((uint64_t)count * (1 + has_two) * sizeof *rows))
        sort_in_place(rows, has_two, count);
    else
        sort_many(rows, has_two, count, different);
}

bool table_is_sorted(const Table *table, RowId from, RowId to) {
    return table->sorted_from <= from && to <= table->sorted_to;
}

/* Where the last rows are known to be in order, only those before them are looked at. */
static bool goes_on_in_order(const Table *table, RowId first) {
    uint32_t different;
    return table->sorted_to == table->count && first < table->sorted_from && table->sorted_from < table->count &&
           is_in_order(table->rows + (size_t)first * table->arity, table->arity == 2, table->sorted_from + 1 - first,
                       &different);
}

void table_end_run(Table *table, RowId first) {
    table->is_distinct = false;
    if (!table->sets) return;
    if (!table_is_sorted(table, first, table->count)) {
        if (!goes_on_in_order(table, first))
            sort_rows(table->rows + (size_t)first * table->arity, table->arity == 2, table->count - first);
        table->sorted_from = first;
        table->sorted_to = table->count;
    }
    if (!sets_are_worth(table->sets)) table_leave_sets(table);
}

/* ---- rows by their runs ---- */

static RowId run_end(const Table *table, size_t run) {
    return run + 1 < table->runs.count ? table->runs.items[run + 1].first : table->count;
}

/* Runs that came before there were sets are in any order. */
static bool is_run_in_order(const Table *table, size_t i) {
    Run *run = &table->runs.items[i];
    RowId end = run_end(table, i);
    uint32_t ignored;
    if (run->looked_to != end) {
        run->is_ordered = is_in_order(table_row(table, run->first), table->arity == 2, end - run->first, &ignored);
        run->looked_to = end & INT32_MAX;
    }
    return run->is_ordered;
}

/* Where the rows of a run begin whose first column is not before the key. */
static RowId run_from(const Table *table, RowId low, RowId high, Value key) {
    while (low < high) {
        RowId middle = low + (high - low) / 2;
        if (value_rank(*table_row(table, middle)) < value_rank(key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Counts what it costs to look through the runs; false once a hash would have cost no more, or where they are many. */
static bool may_look(const Table *table) {
    uint64_t cost = 0;
    if (!table->sets || table->runs.count > FEW_RUNS) return false;
    for (size_t i = 0; i < table->runs.count; i++)
        cost += is_run_in_order(table, i) ? RUN_COST : run_end(table, i) - table->runs.items[i].first;
    ((Table *)(uintptr_t)table)->looked += cost;
    return table->looked <= (uint64_t)table->count * LOOKED_A_ROW;
}

bool table_each_of_first(const Table *table, Value key, OnRow *tell, void *context) {
    if (!may_look(table)) return false;
    for (size_t i = 0; i < table->runs.count; i++) {
        RowId row = table->runs.items[i].first, end = run_end(table, i);
        bool is_ordered = table->runs.items[i].is_ordered;
        if (is_ordered) row = run_from(table, row, end, key);
        for (; row < end && !(is_ordered && *table_row(table, row) != key); row++)
            if (*table_row(table, row) == key) tell(context, row);
    }
    return true;
}

typedef struct {
    const Table *table;
    const Value *row;
    RowId found;
} Finding;

static void note_found(void *context, RowId row) {
    Finding *f = context;
    if (f->table->arity == 1 || table_row(f->table, row)[1] == f->row[1]) f->found = row;
}

bool table_find_in_runs(const Table *table, const Value *row, RowId *id) {
    uint32_t window;
    Finding f = {table, row, NO_ROW};
    sets_find(table->sets, table->arity == 2 ? row : NULL, 1, &window);
    *id = NO_ROW;
    if (!view_has(window_view(table->sets, window), row[table->arity - 1])) return true;
    if (!table_each_of_first(table, *row, note_found, &f)) return false;
    *id = f.found;
    return true;
}

/* ---- rows that several threads have found ---- */

Sets *table_sets_to_fill(Table *table) { return table->sets; }

void table_place_rows(Table *table, RowId first, const Value *rows, uint32_t count, bool is_sorted) {
    Value *place = table->rows + (size_t)first * table->arity;
    if (count) memcpy(place, rows, (size_t)count * table->arity * sizeof *rows);
    if (!is_sorted) sort_rows(place, table->arity == 2, count);
}

void table_end_placing(Table *table, uint32_t count, bool is_sorted) {
    RowId before = table->count;
    table->count += count;
    note_order(table, before, is_sorted);
    sets_note(table->sets, count);
    table_note_run(table, before);
}

void table_forget_sets(Table *table) {
    if (!table->sets) return;
    sets_free(table->sets);
    table->sets = NULL;
    table->retry_at = twice(table->count);
}
