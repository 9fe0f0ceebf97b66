/* Cells of a table as values of a column. */
#ifndef HENCE_CELLS_H
#define HENCE_CELLS_H

#include "runtime/io/complaints.h"
#include "lang/program/program.h"

/* Cells are as csv_next gives them.
 *   an empty one     none in an optional column, else wrong; `""` is the empty text where text can stand
 *   symbol           the text as it is
 *   int, float       a number, also in quotes; a whole number will do for a float
 *   date             2014-03-18, 2014-03 or 2014
 *   any              quoted: text.  Else a number without needless zeros or plus, a full date, or text */
typedef enum { CELL_GOOD, CELL_EMPTY, CELL_WRONG_KIND, CELL_OUTSIDE } CellFault;

CellFault cell_read(Program *program, const Column *column, Str cell, Value *value);
/* The same for a stretch, faster.  False if one of them is wrong; the values are then not to be used. */
bool cells_read(Program *program, const Column *column, const Str *cells, size_t count, Value *values);
/* The same for what needs no look at the program's values and changes none: small whole numbers.  False if there is
 * something else. */
bool cells_read_early(const Program *program, const Column *column, const Str *cells, size_t count, Value *values);
void cell_complain(Complaints *complaints, const Program *program, const Column *column, Str name, Str cell,
                   uint32_t line, CellFault fault);

/* What can be shown in a message: not too long, without control characters. */
typedef struct {
    char text[80];
} Shown;
Shown cell_shown(Str cell);

#endif
