/* Rows by columns, and value order. */
#include "runtime/judge/matching.h"

/* ---- value order ---- */

bool row_is_before(const Values *values, const Value *a, const Value *b, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++) {
        int order = a[i] == b[i] ? 0 : value_compare(values, a[i], b[i]);
        if (order) return order < 0;
    }
    return false;
}

/* Shell's sort: qsort knows no context, and there are few rows. */
void rows_sort(const Store *store, const Table *table, RowId *rows, size_t count) {
    const Values *values = store->program->values;
    uint32_t arity = table_arity(table);
    size_t gap = 1;
    while (gap < count / 3) gap = 3 * gap + 1;
    for (; gap > 0; gap /= 3)
        for (size_t i = gap; i < count; i++) {
            RowId row = rows[i];
            size_t at = i;
            for (; at >= gap && row_is_before(values, table_row(table, row), table_row(table, rows[at - gap]), arity);
                 at -= gap)
                rows[at] = rows[at - gap];
            rows[at] = row;
        }
}

/* ---- walks ---- */

bool row_agrees(const Value *row, const Term *terms, uint32_t arity) {
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_CONST && terms[i].id != row[i]) return false;
        for (uint32_t k = 0; terms[i].kind == TERM_VAR && k < i; k++)
            if (terms[k].kind == TERM_VAR && terms[k].id == terms[i].id && row[k] != row[i]) return false;
    }
    return true;
}

RowWalk row_walk(Table *table, const Term *terms, const Value *except) {
    RowWalk walk = {.terms = terms, .except = except};
    uint32_t arity = table_arity(table), n = 0;
    uint64_t columns = 0;
    for (uint32_t i = 0; terms && i < arity; i++) {
        if (terms[i].kind != TERM_CONST) continue;
        columns |= UINT64_C(1) << i;
        walk.key[n++] = terms[i].id;
    }
    walk.seek = seek_rows(table, columns, walk.key, 0, table_count(table));
    walk.seek.key = NULL;
    return walk;
}

RowId row_walk_on(RowWalk *walk) {
    const Table *table = walk->seek.table;
    uint32_t arity = table_arity(table);
    walk->seek.key = walk->key;
    for (RowId row; (row = seek_next(&walk->seek)) != NO_ROW;) {
        const Value *values = table_row(table, row);
        bool is_excepted = walk->except && memcmp(values, walk->except, arity * sizeof *values) == 0;
        if (!is_excepted && (!walk->terms || row_agrees(values, walk->terms, arity))) return row;
    }
    return NO_ROW;
}

static RowIds rows_sorted(const Store *store, Table *table, const Term *terms, const Value *except, bool has_hidden) {
    RowIds rows = {0};
    RowWalk walk = row_walk(table, terms, except);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (has_hidden || !table_is_hidden(table, row)) vec_push(&rows, row);
    rows_sort(store, table, rows.items, rows.count);
    return rows;
}

RowIds rows_accepted(const Store *store, Table *table, const Term *terms, const Value *except) {
    return rows_sorted(store, table, terms, except, false);
}

RowIds rows_agreeing(const Store *store, Table *table, const Term *terms, const Value *except) {
    return rows_sorted(store, table, terms, except, true);
}

bool row_is_stated(const Store *store, RelId relation, const Value *row, RowRef *at) {
    at->relation = program_given(store->program, relation);
    at->row = table_find(store_table(store, at->relation), row);
    return at->row != NO_ROW && at->row < store_given_count(store, at->relation);
}

/* The next from `id` on; false if there is none. */
static bool next_report(const Store *store, RelId relation, const Value *row, RelId id, RowRef *at) {
    for (; id < store->program->relations.count; id++) {
        const Relation *place = &store->program->relations.items[id];
        if (place->helper != HELPER_APPLIES || place->of != relation) continue;
        *at = (RowRef){id, table_find(store_table(store, id), row)};
        if (at->row != NO_ROW && store_origin_count(store, id, at->row) > 0) return true;
    }
    return false;
}

bool row_is_reported(const Store *store, RelId relation, const Value *row, RowRef *at) {
    return next_report(store, relation, row, 0, at);
}

RowRefs rows_stating(const Store *store, RelId relation, const Value *row) {
    RowRefs rows = {0};
    RowRef at;
    if (row_is_stated(store, relation, row, &at)) vec_push(&rows, at);
    for (RelId id = 0; next_report(store, relation, row, id, &at); id = at.relation + 1) vec_push(&rows, at);
    return rows;
}

int atoms_compare(const Program *program, RelId a, const Value *a_row, RelId b, const Value *b_row) {
    const Relation *x = &program->relations.items[a], *y = &program->relations.items[b];
    const Interner *symbols = values_symbols(program->values);
    int order = a == b ? 0 : str_compare(intern_text(symbols, x->name), intern_text(symbols, y->name));
    if (order) return order;
    if (x->arity != y->arity) return x->arity < y->arity ? -1 : 1;
    if (x->is_negative != y->is_negative) return x->is_negative ? 1 : -1;
    if (row_is_before(program->values, a_row, b_row, x->arity)) return -1;
    return row_is_before(program->values, b_row, a_row, x->arity);
}

/* ---- the least ---- */

static void keep_lesser(const Store *store, const Table *table, RowId row, RowId *best) {
    if (*best == NO_ROW ||
        row_is_before(store->program->values, table_row(table, row), table_row(table, *best), table_arity(table)))
        *best = row;
}

RowId row_least(const Store *store, Table *table, const Term *terms, const Value *except, bool is_hidden) {
    RowId best = NO_ROW;
    if (is_hidden && table_hidden_count(table) == 0) return NO_ROW;
    RowWalk walk = row_walk(table, terms, except);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (table_is_hidden(table, row) == is_hidden) keep_lesser(store, table, row, &best);
    return best;
}

RowId row_least_undecided(const Store *store, RelId relation, const Term *terms, const Value *except) {
    Table *possible = store_possible(store, relation);
    RowId best = NO_ROW;
    if (!possible) return NO_ROW;
    RowWalk walk = row_walk(possible, terms, except);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;)
        if (table_find(store_table(store, relation), table_row(possible, row)) == NO_ROW)
            keep_lesser(store, possible, row, &best);
    return best;
}
