/* Aggregates: the rows of a group folded into one value.
 *
 * The rows are grouped as for a join, and each group is gone through once.  Integers are added in 128 bits, so that the
 * order of the rows cannot decide whether a sum overflows on its way.  Floats are added in the order of their size, so
 * that the order of the facts cannot change a sum, and with the rounding error carried along (A. Neumaier,
 * Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 1974).
 * A group whose value cannot be computed gives a fault and no row, and so does one that has undecided rows, unless they
 * cannot change the value: they never do what min and max have already, all else they might.
 * Where the rows need not be stored to be told apart, stream.c has folded them already, and this adds what came out. */
#include "runtime/eval/run_internal.h"

#include <math.h>

enum { BUFFER_ROWS = 1024, ROWS_BETWEEN_CHECKS = 1 << 18 };

typedef struct {
    Work *work;
    Computer computer;
    const Rule *rule;
    const Table *table;   /* where undecided rows are among them, of all that are possible */
    const Table *decided; /* then those that are true; else NULL */
    const Groups *groups;
    Value *column; /* the values of the group at hand, row after row */
    uint32_t count;
    Vec(RowId) open; /* undecided rows of the group */
    Value *buffer;   /* head rows */
    uint32_t buffered, arity;
} Fold;

/* Merge sort, bottom up, in a spare half. */
static void sort_floats(double *items, double *spare, size_t count) {
    double *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count,
                   high = low + 2 * width < count ? low + 2 * width : count;
            size_t a = low, b = middle;
            for (size_t k = low; k < high; k++)
                to[k] = a < middle && (b >= high || from[a] <= from[b]) ? from[a++] : from[b++];
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
}

static double add_floats(const double *items, size_t count) {
    double sum = 0, rest = 0;
    for (size_t i = 0; i < count; i++) {
        double x = items[i], next = sum + x;
        rest += fabs(sum) >= fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
    }
    return sum + rest;
}

static Fault fold_floats(const Fold *fold, bool is_average, Value *result) {
    const Values *values = fold->computer.values;
    double *items = mem_alloc(fold->count * 2 * sizeof *items);
    for (uint32_t i = 0; i < fold->count; i++) items[i] = value_to_float(values, fold->column[i]);
    sort_floats(items, items + fold->count, fold->count);
    double total = add_floats(items, fold->count);
    mem_free(items);
    if (!isfinite(total)) return FAULT_OVERFLOW;
    *result = value_float(fold->computer.values, is_average ? total / fold->count : total);
    return FAULT_NONE;
}

static Fault fold_numbers(const Fold *fold, bool is_average, Value *result) {
    Values *values = fold->computer.values;
    bool has_float = is_average;
    __int128 total = 0;
    for (uint32_t i = 0; i < fold->count; i++) {
        ValueKind kind = value_kind(values, fold->column[i]);
        if (kind == KIND_NONE) return FAULT_NO_VALUE;
        if (kind != KIND_INT && kind != KIND_FLOAT) return FAULT_KIND;
        if (kind == KIND_FLOAT)
            has_float = true;
        else
            total += value_to_int(values, fold->column[i]);
    }
    if (has_float) return fold_floats(fold, is_average, result);
    if (total > INT64_MAX || total < INT64_MIN) return FAULT_OVERFLOW;
    *result = value_int(values, (int64_t)total);
    return FAULT_NONE;
}

static Fault fold_extreme(const Fold *fold, bool is_largest, Value *result) {
    *result = fold->column[0];
    for (uint32_t i = 1; i < fold->count; i++) {
        int order = value_compare(fold->computer.values, fold->column[i], *result);
        if (is_largest ? order > 0 : order < 0) *result = fold->column[i];
    }
    return FAULT_NONE;
}

static Fault fold_group(const Fold *fold, Value *result) {
    switch (fold->rule->aggregate) {
    case AGG_COUNT: *result = value_int(fold->computer.values, fold->count); return FAULT_NONE;
    case AGG_SUM: return fold_numbers(fold, false, result);
    case AGG_AVG: return fold_numbers(fold, true, result);
    case AGG_MIN: return fold_extreme(fold, false, result);
    default: return fold_extreme(fold, true, result);
    }
}

static bool flush(Fold *fold, RuleId id) {
    bool going_on = work_add(fold->work, id, fold->rule->head, fold->buffer, fold->buffered);
    fold->buffered = 0;
    return going_on;
}

static void load_key(const Fold *fold, uint32_t group, Value *key) {
    const Groups *groups = fold->groups;
    uint32_t columns = fold->rule->group_count;
    if (groups->samples)
        memcpy(key, table_row(fold->table, groups->samples[group]), columns * sizeof *key);
    else if (columns)
        key[0] = groups->base + group;
}

/* The key of a group and the values to fold. */
static void load_group(Fold *fold, uint32_t group, Value *key) {
    const Groups *groups = fold->groups;
    uint32_t begin = groups->starts[group], end = groups->starts[group + 1], column = fold->rule->group_count;
    fold->count = end - begin;
    load_key(fold, group, key);
    for (uint32_t i = begin; i < end && fold->rule->aggregate != AGG_COUNT; i++)
        fold->column[i - begin] =
            groups->has_values ? groups->entries[i] : table_row(fold->table, groups->entries[i])[column];
}

/* The same where rows may be undecided: they are set apart. */
static void load_open_group(Fold *fold, uint32_t group, Value *key) {
    const Groups *groups = fold->groups;
    uint32_t column = fold->rule->group_count;
    Value row[64];
    fold->count = 0;
    vec_empty(&fold->open);
    load_key(fold, group, key);
    if (column) memcpy(row, key, column * sizeof *row);
    for (uint32_t i = groups->starts[group]; i < groups->starts[group + 1]; i++) {
        if (groups->has_values) row[column] = groups->entries[i];
        const Value *values = groups->has_values ? row : table_row(fold->table, groups->entries[i]);
        if (table_find(fold->decided, values) != NO_ROW)
            fold->column[fold->count++] = values[column];
        else
            vec_push(&fold->open, table_find(fold->table, values));
    }
}

/* Whether undecided rows leave open what the group's value is; `result` is that of the others. */
static bool is_open(const Fold *fold, Value result) {
    Aggregate aggregate = fold->rule->aggregate;
    if (fold->open.count == 0) return false;
    if (fold->count == 0 || (aggregate != AGG_MIN && aggregate != AGG_MAX)) return true;
    for (size_t i = 0; i < fold->open.count; i++) {
        Value v = table_row(fold->table, fold->open.items[i])[fold->rule->group_count];
        int order = value_compare(fold->computer.values, v, result);
        if (aggregate == AGG_MIN ? order < 0 : order > 0) return true;
    }
    return false;
}

static bool is_before(const Fold *fold, RowId a, RowId b) {
    uint32_t column = fold->rule->group_count;
    return value_compare(fold->computer.values, table_row(fold->table, a)[column], table_row(fold->table, b)[column]) <
           0;
}

/* The least by value, as the rows may have come in any order. */
static void note_open_rows(const Fold *fold, FaultRecord *fault) {
    RowId *kept = fault->open_rows;
    for (size_t i = 0; i < fold->open.count; i++) {
        RowId row = fold->open.items[i];
        uint32_t k = fault->open_count < OPEN_LIMIT ? fault->open_count++ : OPEN_LIMIT - 1;
        if (i >= OPEN_LIMIT && !is_before(fold, row, kept[k])) continue;
        for (; k > 0 && is_before(fold, row, kept[k - 1]); k--) kept[k] = kept[k - 1];
        kept[k] = row;
    }
}

static void note_fault(Fold *fold, Fault fault, const Value *key) {
    FaultRecord *kept = compute_fault(&fold->computer, fault, NULL, key, fold->rule->group_count, 0);
    if (kept && fault == FAULT_UNDECIDED) note_open_rows(fold, kept);
}

static Fault fold_loaded(Fold *fold, Value *result) {
    Fault fault = fold->count ? fold_group(fold, result) : FAULT_NONE;
    return fault == FAULT_NONE && fold->decided && is_open(fold, *result) ? FAULT_UNDECIDED : fault;
}

static bool fold_groups(Fold *fold, RuleId id) {
    uint64_t visits = 0;
    for (uint32_t g = 0; g < fold->groups->group_count; g++) {
        if (fold->groups->starts[g] == fold->groups->starts[g + 1]) continue;
        Value *row = fold->buffer + (size_t)fold->buffered * fold->arity;
        fold->decided ? load_open_group(fold, g, row) : load_group(fold, g, row);
        Fault fault = fold_loaded(fold, &row[fold->arity - 1]);
        if (fault == FAULT_NONE)
            fold->buffered++;
        else
            note_fault(fold, fault, row);
        if (fold->buffered == BUFFER_ROWS && !flush(fold, id)) return false;
        if ((visits += fold->count + fold->open.count) < ROWS_BETWEEN_CHECKS) continue;
        visits = 0;
        if (work_should_stop(fold->work, id)) return false;
    }
    return flush(fold, id);
}

/* What was folded when the rows would have been made: a row for each group, so they are distinct. */
static bool add_streamed(Work *work, RuleId id, Streamed *streamed) {
    RelId head = work->store->program->rules.items[id].head;
    Value *rows = streamed->results;
    streamed->results = NULL;
    if (table_count(store_table(work->store, head)) == 0)
        return work_give(work, id, head, rows, streamed->result_count);
    bool going_on = work_add(work, id, head, rows, streamed->result_count);
    mem_free(rows);
    return going_on;
}

bool fold_run(Work *work, RuleId id) {
    const Program *program = work->store->program;
    const Rule *rule = &program->rules.items[id];
    Streamed *streamed = work->store->streamed.items[rule->body[0].relation];
    if (streamed && streamed->results) return add_streamed(work, id, streamed);
    Table *decided = store_table(work->store, rule->body[0].relation);
    Table *possible = store_possible(work->store, rule->body[0].relation), *table = possible ? possible : decided;
    Fold fold = {.work = work, .rule = rule, .table = table, .arity = rule->group_count + 1};
    if (possible) fold.decided = decided;
    fold.computer =
        (Computer){.values = program->values, .outcome = work->outcome, .rule = id, .budget = &work->options->budget};
    fold.groups = work_groups(work, table, rule->group_count ? UINT64_MAX >> (64 - rule->group_count) : 0);
    fold.column = mem_alloc((size_t)table_count(table) * sizeof *fold.column + 1);
    fold.buffer = mem_alloc((size_t)BUFFER_ROWS * fold.arity * sizeof *fold.buffer);
    bool going_on = fold_groups(&fold, id);
    mem_free(fold.column);
    vec_free(&fold.open);
    mem_free(fold.buffer);
    return going_on;
}
