/* Rows of new facts that were not given, with the reasons. */
#ifndef HENCE_REJECTED_H
#define HENCE_REJECTED_H

#include "runtime/io/facts.h"
#include "runtime/io/grid.h"

/* Adds the record in hand to report->not_given, under the header of its table. */
void rejected_add(FactReport *report, const Grid *grid, uint32_t record, Str reason);

#define REJECTED_FILE "rejected.csv"

/* Writes not_given of each report, if there is something, to a file of its own: `path` (NULL: REJECTED_FILE), then
 * rejected.2.csv and so on.  No file that was read is written over: a path that names one is an error, other names pass
 * on to the next number.  False with diags. */
bool rejected_write(FactReport *reports, size_t count, const char *path, const Intake *intake);

#endif
