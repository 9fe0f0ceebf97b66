/* Sets of rows, a table a relation; and how they are kept out of a run. */
#include "runtime/eval/barred.h"

#include "runtime/eval/run_internal.h"

void rows_init(RowSet *set, const Program *program) {
    *set = (RowSet){.program = program};
    for (size_t r = 0; r < program->relations.count; r++) vec_push(&set->tables, NULL);
}

void rows_clear(RowSet *set) {
    for (size_t r = 0; r < set->tables.count; r++) table_free(set->tables.items[r]);
    vec_free(&set->tables);
    *set = (RowSet){.program = NULL};
}

bool rows_add(RowSet *set, RelId relation, const Value *row) {
    Table **table = &set->tables.items[relation];
    if (!*table) *table = table_new(set->program->relations.items[relation].arity);
    bool is_new = table_insert(*table, row, NULL);
    set->count += is_new;
    return is_new;
}

bool rows_have(const RowSet *set, RelId relation, const Value *row) {
    const Table *table = set->tables.items[relation];
    return table && table_find(table, row) != NO_ROW;
}

void rows_each(const RowSet *set, OnBarred *tell, void *context) {
    for (RelId r = 0; r < set->tables.count; r++)
        for (RowId row = 0; set->tables.items[r] && row < table_count(set->tables.items[r]); row++)
            tell(context, r, table_row(set->tables.items[r], row));
}

static void add_row(void *context, RelId relation, const Value *row) { (void)rows_add(context, relation, row); }

void rows_add_all(RowSet *set, const RowSet *other) { rows_each(other, add_row, set); }

bool rows_are_same(const RowSet *a, const RowSet *b) {
    if (a->count != b->count) return false;
    for (RelId r = 0; r < a->tables.count; r++)
        for (RowId row = 0; a->tables.items[r] && row < table_count(a->tables.items[r]); row++)
            if (!rows_have(b, r, table_row(a->tables.items[r], row))) return false;
    return true;
}

void rows_swap(RowSet *a, RowSet *b) {
    RowSet kept = *a;
    *a = *b;
    *b = kept;
}

static void hide_barred(Table *table, const Table *barred, RowId from) {
    for (RowId row = from; row < table_count(table); row++)
        if (table_find(barred, table_row(table, row)) != NO_ROW) table_hide(table, row);
}

void work_keep_out(Work *work, RelId relation, RowId from) {
    const Table *barred = relation < work->barred.count ? work->barred.items[relation] : NULL;
    if (!barred) return;
    hide_barred(store_table(work->store, relation), barred, from);
    bool has_possible = relation < work->store->possible.count && store_possible(work->store, relation);
    if (has_possible && from == 0) hide_barred(store_possible(work->store, relation), barred, 0);
}
