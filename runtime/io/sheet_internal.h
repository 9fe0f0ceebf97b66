/* What the readers of tables share. */
#ifndef HENCE_SHEET_INTERNAL_H
#define HENCE_SHEET_INTERNAL_H

#include "runtime/io/rows.h"

/* The outlet of a table of one relation. */
typedef struct {
    Outlet outlet;
    uint32_t slots[64];
} Sheeting;

/* Matches the header with the columns of the relation, and finds id and source.  False with complaints. */
bool sheet_match(Rows *rows, RelId relation, Sheeting *sheeting);

/* The numbers of the sound records in hand. */
uint32_t sound_records(const Grid *grid, uint32_t records[static GRID_BATCH]);

#endif
