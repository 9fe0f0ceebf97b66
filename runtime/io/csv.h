/* Tables as text: RFC 4180, and the same with tabs.
 *
 *     CsvReader csv;
 *     csv_open(&csv, &bytes, ',');
 *     while ((state = csv_next(&csv, cells, width, 1, &count)) != CSV_END) ...count cells, on line csv.line...
 *
 * An unquoted empty cell is nothing (none); `""` is the empty text.  A quoted cell is always text, so that the symbol
 * "12" and the number 12 can stand in one column.  A blank line is a record of one unquoted empty cell. */
#ifndef HENCE_CSV_H
#define HENCE_CSV_H

#include "runtime/store/store.h"

typedef struct {
    char *at, *end;
    char separator;
    uint32_t line; /* of the record read last: its first line, from 1 */
    uint32_t next_line;
} CsvReader;

typedef enum {
    CSV_RECORD,
    CSV_UNCLOSED, /* a quote is opened and never closed: the rest of the file is in it */
    CSV_STRAY,    /* something stands behind a closing quote */
    CSV_END
} CsvState;

/* Borrows bytes, which must not be NULL, and changes them: doubled quotes become single where they stand.  A byte order
 * mark is skipped. */
void csv_open(CsvReader *csv, Text *bytes, char separator);

/* Reads one record.  Cell i goes to cells[i * stride], those from `width` on are only counted. */
CsvState csv_next(CsvReader *csv, Str *cells, size_t width, size_t stride, size_t *count);

/* Whether a cell stands in quotes; not for the first of a file. */
static inline bool csv_is_quoted(Str cell) { return cell.text[-1] == '"'; }

/* The rows of a relation, under a header of its column names (c1, c2, ... where they have none), sorted column by column;
 * hidden rows are left out.  A relation without columns is one column `holds`, with `yes` below if it holds. */
void csv_write_relation(const Program *program, const Store *store, RelId relation, Text *text);

#endif
