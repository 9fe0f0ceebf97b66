/* The times are counted by table, whichever columns are asked for. */
#include "runtime/store/seek.h"

#include "runtime/store/relation_internal.h"

static bool is_scanned(Table *table, uint64_t columns) {
    return !table_has_index(table, columns) && table_is_scanned(table);
}

Seek seek_rows(Table *table, uint64_t columns, const Value *key, RowId from, RowId end) {
    Seek seek = {.table = table, .key = key, .next = from, .end = end};
    if (columns == 0) return seek;
    if (columns == UINT64_MAX >> (64 - table->arity)) {
        RowId row = table_find(table, key);
        seek.next = row;
        seek.end = row != NO_ROW && row >= from && row < end ? row + 1 : 0;
    } else if (is_scanned(table, columns)) {
        seek.columns = columns;
    } else {
        seek.index = table_index(table, columns);
        seek.next = index_first(seek.index, key, from);
    }
    return seek;
}

static bool agrees(const Seek *seek, const Value *row) {
    const Value *key = seek->key;
    for (uint64_t left = seek->columns; left; left &= left - 1)
        if (row[__builtin_ctzll(left)] != *key++) return false;
    return true;
}

RowId seek_next(Seek *seek) {
    while (seek->next < seek->end) {
        RowId row = seek->next;
        seek->next = seek->index ? index_next(seek->index, row) : row + 1;
        if (agrees(seek, table_row(seek->table, row))) return row;
    }
    return NO_ROW;
}
