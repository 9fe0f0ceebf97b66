/* Tables as text: RFC 4180, the same with tabs, and rows as other Datalog engines write them.
 *
 *     CsvReader csv;
 *     csv_open(&csv, &window, CSV_COMMAS);
 *     while ((state = csv_next(&csv, cells, width, 1, &count)) != CSV_END)
 *         if (state == CSV_MORE) csv_refill(&csv);
 *         else ...count cells, on line csv.line, good until csv_refill...
 *
 * An unquoted empty cell is nothing (none); `""` is the empty text.  A quoted cell is always text, so that the symbol
 * "12" and the number 12 can stand in one column.  A blank line is a record of one unquoted empty cell. */
#ifndef HENCE_CSV_H
#define HENCE_CSV_H

#include "lang/program/agenda.h"
#include "runtime/io/marks.h"
#include "runtime/io/window.h"
#include "runtime/store/store.h"

typedef struct {
    char separator;
    bool has_header;
    bool has_quotes; /* a cell may stand in quotes; else a quote is a character like others */
} CsvForm;

#define CSV_COMMAS ((CsvForm){',', true, true})
#define CSV_TABS ((CsvForm){'\t', true, true})
#define CSV_FACTS ((CsvForm){'\t', false, false})
static inline CsvForm csv_form(LoadFormat format) {
    return format == LOAD_FACTS ? CSV_FACTS : format == LOAD_TSV ? CSV_TABS : CSV_COMMAS;
}

typedef struct {
    Window *window;
    char *at, *end;
    CsvForm form;
    bool has_high; /* some byte that was looked at is not ASCII */
    uint32_t line; /* of the record read last: its first line, from 1 */
    uint32_t next_line;
    char *stretch, *looked_at; /* marks are those of this stretch; the next one begins where it ends */
    uint32_t mark, mark_count;
    uint16_t marks[MARKS_ROOM];
} CsvReader;

typedef enum {
    CSV_RECORD,
    CSV_MORE,     /* the window ends within the record, or before it: csv_refill, then again */
    CSV_UNCLOSED, /* a quote is opened and never closed: the rest of the file is in it */
    CSV_STRAY,    /* something stands behind a closing quote */
    CSV_END
} CsvState;

/* Borrows the window, whose bytes it changes: doubled quotes become single where they stand.  A byte order mark is
 * skipped. */
void csv_open(CsvReader *csv, Window *window, CsvForm form);
void csv_refill(CsvReader *csv);
/* The same table from where the window begins now: a record begins there, on this line. */
void csv_go_on(CsvReader *csv, Window *window, uint32_t line);

/* Reads one record.  Cell i goes to cells[i * stride], those from `width` on are only counted. */
CsvState csv_next(CsvReader *csv, Str *cells, size_t width, size_t stride, size_t *count);

/* Whether a cell stands in quotes; not for text that is not of a table. */
static inline bool csv_is_quoted(Str cell) { return cell.text[-1] == '"'; }

/* The rows of a relation, under a header of its column names (c1, c2, ... where they have none), sorted column by
 * column; hidden rows are left out.  A relation without columns is one column `holds`, with `yes` below if it holds. */
void csv_write_relation(const Program *program, const Store *store, RelId relation, Text *text);

#endif
