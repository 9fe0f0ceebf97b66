/* Records of a table as rows of relations, given to a store. */
#ifndef HENCE_ROWS_H
#define HENCE_ROWS_H

#include "runtime/io/grid.h"
#include "runtime/io/sheet.h"

#define NO_SLOT UINT32_MAX

/* Where the columns of one relation stand in a table. */
typedef struct {
    RelId relation;
    const uint32_t *slots;  /* by column of the relation: a column of the grid, or NO_SLOT */
    const Str *texts;       /* where it has no slot: the cell; text NULL: nothing.  NULL: nothing anywhere */
    uint32_t holds_at;      /* of a relation without columns: the column that says yes; NO_SLOT */
    const uint32_t *others; /* columns of the grid that its rows must leave empty */
    uint32_t other_count;
} Outlet;

typedef struct Rows Rows;
/* Gives one row that has been read; record is its number in the grid. */
typedef void GiveRow(Rows *rows, RelId relation, const Value *row, Origin origin, uint32_t record);

struct Rows {
    const Intake *intake;
    Program *program;
    Complaints complaints;
    Grid grid;
    const Str *names;          /* of the columns of the grid, added ones included */
    uint32_t id_at, source_at; /* columns of the grid; NO_SLOT */
    uint32_t ignored_at;       /* a column that is not looked at; NO_SLOT */
    GiveRow *give;             /* NULL: to the store; an id that names another fact is complained about */
    void *context;             /* of give */

    Str *cells;     /* GRID_BATCH: those of one column that go to one relation */
    Value *columns; /* GRID_BATCH of each column of the relation */
    Value *rows;    /* the good ones, one behind the other */
    uint32_t lines[GRID_BATCH];
    bool is_bad[GRID_BATCH];

    Symbol *taken; /* ids of rules and claims, sorted */
    size_t taken_count;
    Interner *texts;                   /* cells of citations that were read before ... */
    Vec(Cites) cites;                  /* ... what they say ... */
    Vec(bool) cites_are_good;          /* ... and whether they can be read */
    uint32_t repeated, first_repeated; /* rows that were there under their id; the line of the first */
};

/* Opens the table; false with complaints.  Borrows the window, as csv_open does. */
bool rows_open(Rows *rows, const Intake *intake, Str name, Window *window, CsvForm form);
/* The same for rows that come as values: there is no grid.  To be closed by rows_close as well. */
void rows_begin(Rows *rows, const Intake *intake, Str name);
void rows_make_room(Rows *rows, size_t columns); /* of the grid; once it is known which columns there are */
void rows_take(Rows *rows, const Outlet *outlet, const uint32_t *records, uint32_t count); /* sound ones */
void rows_close(Rows *rows);                                                               /* says what was repeated */

/* One row to the store, unless its id names something else, with a complaint. */
void rows_give(Rows *rows, RelId relation, const Value *row, Origin origin);
/* The citations in a cell, each text read once; in the arena of the store.  *are_good: else with complaints. */
Cites rows_cites(Rows *rows, Str cell, uint32_t line, bool *are_good);
/* Whether the id is that of a rule or a claim, with a complaint. */
bool rows_id_is_taken(Rows *rows, Symbol id, uint32_t line);
/* Where the row was stated under this id. */
Origin rows_origin(const Store *store, RelId relation, RowId row, Symbol label);
bool cites_are_same(Cites a, Cites b);

#endif
