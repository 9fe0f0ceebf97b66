/* Tables of rows of several relations: a column `relation` says what each row is, and the maps of the program which
 * relation that is and where its columns stand. */
#ifndef HENCE_MAPPING_H
#define HENCE_MAPPING_H

#include "runtime/io/rows.h"

typedef struct {
    Rows *rows; /* borrowed */
    Arena arena;
    Vec(Str) names;    /* of the columns of the grid: those of the header, then those that cells are moved to */
    Vec(bool) is_used; /* by column: some map reads it */
    const struct CellMove *moves;
    uint32_t move_count;
    Str *held;                 /* cells on the move */
    const Outlet *outlets;     /* by map of the agenda */
    const uint32_t *outlet_of; /* by symbol */
    uint32_t symbol_count;
    uint32_t relation_at;
} Mapping;

/* Matches the header with the maps of the program, and finds id and source.  False with complaints. */
bool mapping_open(Mapping *mapping, Rows *rows);
void mapping_take(Mapping *mapping); /* the records in hand */
void mapping_close(Mapping *mapping);

/* Reads the whole table; what is wrong goes to diags.  Borrows the window, as csv_open does. */
void mapping_load(const Intake *intake, const Load *load, Window *window);

#endif
