/* Aggregates: the rows of a group folded into one value.
 *
 * Groups are the chains of an index on the group columns.  Numbers are added in the order of their values, so that the
 * order of the facts cannot change a sum of floats; and with the rounding error carried along (A. Neumaier,
 * Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 1974). */
#include "runtime/eval/run_internal.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    Computer computer;
    const Rule *rule;
    const Table *table;
    const Index *index;
    Vec(Value) column; /* of the group at hand */
} Fold;

static Fault add_floats(const Values *values, const Value *items, size_t count, double *total) {
    double sum = 0, rest = 0;
    for (size_t i = 0; i < count; i++) {
        double x = value_to_float(values, items[i]), next = sum + x;
        rest += fabs(sum) >= fabs(x) ? (sum - next) + x : (x - next) + sum;
        sum = next;
    }
    *total = sum + rest;
    return isfinite(*total) ? FAULT_NONE : FAULT_OVERFLOW;
}

/* Merge sort, bottom up: stable and without a comparison callback that would need a global. */
static void sort_values(const Values *values, Value *items, size_t count) {
    Value *spare = mem_alloc(count * sizeof *spare + 1), *from = items, *to = spare;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count, high = low + 2 * width < count ? low + 2 * width : count;
            size_t a = low, b = middle;
            for (size_t k = low; k < high; k++)
                to[k] = a < middle && (b >= high || value_compare(values, from[a], from[b]) <= 0) ? from[a++] : from[b++];
        }
        Value *swap = from;
        from = to;
        to = swap;
    }
    if (from != items) memcpy(items, from, count * sizeof *items);
    mem_free(spare);
}

static Fault sum(Fold *fold, bool average, Value *result) {
    Values *values = fold->computer.values;
    bool has_float = average;
    for (size_t i = 0; i < fold->column.count; i++) {
        ValueKind kind = value_kind(values, fold->column.items[i]);
        if (kind == KIND_NONE) return FAULT_NO_VALUE;
        if (kind != KIND_INT && kind != KIND_FLOAT) return FAULT_KIND;
        has_float = has_float || kind == KIND_FLOAT;
    }
    if (has_float) {
        double total;
        sort_values(values, fold->column.items, fold->column.count);
        Fault fault = add_floats(values, fold->column.items, fold->column.count, &total);
        if (fault == FAULT_NONE) *result = value_float(values, average ? total / (double)fold->column.count : total);
        return fault;
    }
    __int128 total = 0; /* so that the order of the rows cannot decide whether a sum overflows on its way */
    for (size_t i = 0; i < fold->column.count; i++) total += value_to_int(values, fold->column.items[i]);
    if (total > INT64_MAX || total < INT64_MIN) return FAULT_OVERFLOW;
    *result = value_int(values, (int64_t)total);
    return FAULT_NONE;
}

static Fault extreme(Fold *fold, bool largest, Value *result) {
    *result = fold->column.items[0];
    for (size_t i = 1; i < fold->column.count; i++) {
        int order = value_compare(fold->computer.values, fold->column.items[i], *result);
        if (largest ? order > 0 : order < 0) *result = fold->column.items[i];
    }
    return FAULT_NONE;
}

static Fault fold_group(Fold *fold, uint32_t rows, Value *result) {
    switch (fold->rule->aggregate) {
    case AGG_COUNT: *result = value_int(fold->computer.values, rows); return FAULT_NONE;
    case AGG_SUM: return sum(fold, false, result);
    case AGG_AVG: return sum(fold, true, result);
    case AGG_MIN: return extreme(fold, false, result);
    default: return extreme(fold, true, result);
    }
}

bool fold_run(Work *work, RuleId id) {
    const Program *program = work->store->program;
    const Rule *rule = &program->rules.items[id];
    Table *table = store_table(work->store, rule->body[0].relation);
    uint32_t group_count = rule->group_count;
    uint64_t columns = group_count ? UINT64_MAX >> (64 - group_count) : 0;
    Fold fold = {.computer = {program->values, work->outcome, id, 0}, .rule = rule, .table = table, .index = table_index(table, columns)};
    Value row[64];
    bool going_on = true;
    for (RowId first = 0; first < table_count(table) && going_on; first++) {
        const Value *group = table_row(table, first);
        if (index_first(fold.index, group, 0) != first) continue;
        memcpy(row, group, group_count * sizeof *row);
        vec_empty(&fold.column);
        uint32_t rows = 0;
        for (RowId r = first; r < table_count(table); r = index_next(fold.index, r)) {
            rows++;
            if (group_count < table_arity(table)) vec_push(&fold.column, table_row(table, r)[group_count]);
        }
        Fault fault = fold_group(&fold, rows, &row[group_count]);
        if (fault == FAULT_NONE) going_on = work_add(work, id, rule->head, row, 1);
        else compute_fault(&fold.computer, fault, NULL, NULL, 0);
        if (first % 4096 == 4095 && work_should_stop(work, id)) going_on = false;
    }
    vec_free(&fold.column);
    return going_on;
}
