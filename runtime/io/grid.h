/* A table as text: its header, then its records, some hundred at a time, the cells of one column side by side.
 *
 *     if (grid_open(&grid, &window, CSV_COMMAS, &complaints)) {
 *         ...match grid.names...
 *         grid_make_room(&grid, grid.width);
 *         while (grid_next(&grid)) ...records 0 .. grid.count...
 *     }
 *     grid_close(&grid); */
#ifndef HENCE_GRID_H
#define HENCE_GRID_H

#include "runtime/io/complaints.h"
#include "runtime/io/csv.h"

enum { GRID_BATCH = 512, GRID_WIDEST = 256 /* cells of a header that are looked at; relations have 64 at most */ };

/* From one column to the next: no power of two, for then a record's cells would compete for one line of the cache. */
enum { GRID_STRIDE = GRID_BATCH + 8 };

typedef struct {
    CsvReader csv;
    Complaints *complaints;  /* borrowed */
    Window *window;          /* borrowed */
    Arena arena;             /* names */
    bool has_one_row_a_line; /* a blank line is a row: the one column may be empty */

    Str names[GRID_WIDEST]; /* of the header; where there is none, of the columns of the relation, once that is known */
    size_t width;           /* how many */
    Str owner;              /* without header: the relation, for messages */
    size_t header_begin, header_end;

    size_t columns; /* with room: those of the header, and what others add behind them */
    Str *cells;     /* GRID_BATCH of each column, GRID_STRIDE apart */
    uint32_t count; /* records in hand */
    uint32_t sound_count;
    uint32_t lines[GRID_BATCH];
    bool is_sound[GRID_BATCH];                   /* else it was complained about, and its cells say nothing */
    size_t begins[GRID_BATCH], ends[GRID_BATCH]; /* offsets in the window, line end included */
} Grid;

/* Looks at the encoding and reads the header.  False with complaints.  Borrows the window, as csv_open does. */
bool grid_open(Grid *grid, Window *window, CsvForm form, Complaints *complaints);
/* Of a table without header.  Borrows the texts. */
void grid_set_names(Grid *grid, Str owner, const Str *names, size_t width);
void grid_make_room(Grid *grid, size_t columns); /* at least the width; added columns are empty cells */
bool grid_next(Grid *grid);                      /* false at the end; the cells before are gone */
void grid_close(Grid *grid);

/* Some records of a table whose header was read: `part` holds them, and its lines count from 1.  What is unsound is not
 * told about.  Borrows both, and the complaints, which are made for it. */
void grid_open_part(Grid *grid, const Grid *whole, Window *part, Complaints *complaints);
/* Where the cells of the next batch go: room for GRID_STRIDE of each column. */
static inline void grid_set_cells(Grid *grid, Str *cells) { grid->cells = cells; }

static inline Str *grid_column(const Grid *grid, size_t column) { return &grid->cells[column * GRID_STRIDE]; }
static inline Str grid_cell(const Grid *grid, size_t column, uint32_t record) {
    return grid->cells[column * GRID_STRIDE + record];
}
/* A cell that nobody wrote; not in quotes. */
Str grid_empty_cell(void);

#endif
