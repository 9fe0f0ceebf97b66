/* A large table, several parts of it at a time. */
#ifndef HENCE_IO_PARTS_H
#define HENCE_IO_PARTS_H

#include "runtime/io/rows.h"

/* Reads on in a table of one relation, by as many threads as the intake allows, until it ends or something is unusual;
 * grid_next goes on behind what was taken.  The store, the symbols and their numbers become what rows_take would make
 * of the same records.  Does nothing where the rest of the file is small
 * or the table has ids, sources or columns left out. */
void parts_take(Rows *rows, const Outlet *outlet);

#endif
