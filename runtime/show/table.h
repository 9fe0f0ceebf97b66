/* Aligned columns, and the answers of a query. */
#ifndef HENCE_TABLE_H
#define HENCE_TABLE_H

#include "lang/program/agenda.h"
#include "runtime/store/store.h"

/* A grid of text.  Cells are filled row by row; a column whose cells below the header are all numbers stands to the
 * right. */
typedef struct {
    uint32_t columns;
    Text cells;          /* all of them, one behind the other */
    Vec(size_t) ends;    /* of each cell in `cells` */
    Vec(bool) is_number; /* of each cell */
    bool has_header;     /* the first row is one */
} Grid;

void grid_init(Grid *grid, uint32_t columns, bool has_header);
void grid_clear(Grid *grid);
void grid_add(Grid *grid, Str cell);
void grid_add_value(Grid *grid, const Values *values, Value v);
/* Columns two blanks apart, each row behind `indent`, no blanks at the end of a line. Line ends within cells are shown
 * as \n. */
void grid_print(const Grid *grid, const char *indent, Text *text);

/* Rows of a relation that rules may see, sorted by value_compare, column after column. */
void sorted_rows(const Store *store, RelId relation, RowIds *rows);
/* Those that are undecided, as rows of the possible table. */
void undecided_rows(const Store *store, RelId relation, RowIds *rows);

/* `?- ancestor(ann, Who).`, then the answers as a table, and below them the undecided ones; `yes`, `no` or `undecided`
 * without variables. */
void answers_print(const Store *store, const Question *question, Text *text);

#endif
