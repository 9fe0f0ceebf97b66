/* Tables as they were before a run, and copies: for who runs something again, and keeps what it was. */
#include "runtime/store/relation_internal.h"

void table_show(Table *table, RowId id) {
    if (!table_is_hidden(table, id)) return;
    table->hidden[id / 64] &= ~(UINT64_C(1) << id % 64);
    table->hidden_count--;
    table_drop_indexes(table); /* groups know only how many rows are hidden */
}

/* The block is the table's own: it moves, and the table stays where it is, since others point to it. */
Table *table_rewind(Table *table, uint32_t count) {
    table_drop_indexes(table);
    Table *was = mem_alloc(sizeof *was);
    *was = *table;
    *table = (Table){.arity = was->arity, .rule = NO_ID};
    table_begin_run(table, NO_ID, 0);
    table_insert_batch(table, was->rows, count);
    for (RowId row = 0; row < count && was->sealed_words; row++)
        if (table_is_sealed(was, row)) table_hide(table, row);
    table_seal_hidden(table);
    return was;
}

Table *table_copy(const Table *table) {
    Table *copy = table_new(table->arity);
    for (size_t i = 0; i < table->runs.count; i++) {
        const Run *run = &table->runs.items[i];
        RowId end = i + 1 < table->runs.count ? run[1].first : table->count;
        table_begin_run(copy, run->rule, run->round);
        table_insert_batch(copy, table_row(table, run->first), end - run->first);
    }
    for (RowId row = 0; row < table->count && table->sealed_words; row++)
        if (table_is_sealed(table, row)) table_hide(copy, row);
    table_seal_hidden(copy);
    for (RowId row = 0; row < table->count && table->hidden_count; row++)
        if (table_is_hidden(table, row)) table_hide(copy, row);
    return copy;
}
