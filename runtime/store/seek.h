/* Rows that agree on some columns, for those who ask now and then.
 *
 *     Seek seek = seek_rows(table, columns, key, 0, table_count(table));
 *     for (RowId row; (row = seek_next(&seek)) != NO_ROW;) use(row);
 *
 * Indexing a large table costs some sixty times as much as going through it.  So the first few times the rows are gone
 * through, and an index is made only for those who ask more often; they cannot tell the difference. */
#ifndef HENCE_SEEK_H
#define HENCE_SEEK_H

#include "runtime/store/relation.h"

typedef struct {
    const Table *table;
    const Index *index; /* NULL: row after row */
    const Value *key;   /* borrowed: by column, those that are sought */
    uint64_t columns;
    RowId next, end;
} Seek;

/* The rows [from, end) that agree with the key: the values of the columns (a set, as bits), in column order.  They come
 * in the order of their numbers; hidden ones too. */
Seek seek_rows(Table *table, uint64_t columns, const Value *key, RowId from, RowId end);
RowId seek_next(Seek *seek); /* NO_ROW: no more */

#endif
