/* Facts that a program hands over as values, in place of the text of a table.
 *
 * Each table is loaded by a statement of its own, `load edge from "rows 1.csv".`, in a text beside the rule files, so
 * that the rules see it as any other.  Columns are kept as words of a table of values of their own, four bytes a cell,
 * and each symbol once; floats as they are.  They outlive the programs that they are given to. */
#ifndef HENCE_HANDED_H
#define HENCE_HANDED_H

#include "lang/base/arena.h"
#include "lang/base/source.h"
#include "lang/base/text.h"
#include "lang/base/value.h"
#include "lang/base/vec.h"
#include "lang/program/agenda.h"

typedef struct {
    Vec(Value) words;  /* of handed->values; or, ... */
    Vec(double) reals; /* ... of a column of floats */
    bool has_reals;
} HandedColumn;

/* Where the columns of a relation stood in a table when it was loaded last. */
typedef struct {
    uint32_t arity;  /* NO_ID: it was not loaded yet */
    uint32_t of[64]; /* NO_ID: not given */
} HandedPlaces;

typedef struct {
    Str name, path; /* "rows of edge" in messages; what `load` names it by */
    Str relation;
    uint32_t width, count;
    const Str *names;     /* of columns; NULL: in the order of the relation */
    HandedPlaces *places; /* where they have names */
    HandedColumn *columns;
    bool is_open; /* facts are added one by one */
} HandedTable;

typedef struct Handed {
    Values *values;
    Arena words; /* names */
    Vec(HandedTable) tables;
    uint64_t count;     /* rows of all of them */
    bool has_bad_texts; /* some symbol of values is not UTF-8, and no row has it */
} Handed;

#define HANDED_PATH "(added facts)" /* of the text of the statements */
#define HANDED_MOST ((UINT32_C(1) << 31) - 1)

void handed_init(Handed *handed);
void handed_clear(Handed *handed);

/* What the next one will be called. */
Str handed_name(Handed *handed, Str relation, bool is_open);
/* A table, to be filled by whoever calls; copies the names.  It stays where it is until the next one is made. */
HandedTable *handed_add(Handed *handed, Str relation, uint32_t width, const Str *names);
/* The one that single facts of the relation go to, made if need be. */
HandedTable *handed_open(Handed *handed, Str relation, uint32_t width);
void handed_counted(Handed *handed, HandedTable *table, uint32_t more); /* so many rows were put in */

void handed_cut(HandedTable *table, uint32_t count); /* back to the first rows; is not counted */

/* Takes out all rows that have these words, in the order of the relation; UINT32_MAX: any.  Gives how many.
 * width 0: all rows of the relation. */
uint64_t handed_take_back(Handed *handed, Str relation, const Value *words, uint32_t width);

/* Whether that can be done. */
typedef enum {
    HANDED_CAN,
    HANDED_UNKNOWN,    /* nothing was ever added to the relation */
    HANDED_UNPLACED,   /* some columns have names, and were not loaded yet */
    HANDED_OTHER_WIDTH /* nothing was added with as many values */
} HandedCan;
HandedCan handed_can_take_back(const Handed *handed, Str relation, uint32_t width);

/* The statements that load them, as a text; messages about one are told of the table, by its name. */
SourceId handed_statements(const Handed *handed, Sources *sources);
/* What a load asks for, if it is one of these statements.  NULL; handed may be NULL. */
const HandedTable *handed_find(const Handed *handed, const Sources *sources, const Load *load);
/* All of it as text that is equal exactly where the rows are, in their order. */
void handed_print(const Handed *handed, const HandedTable *table, Text *text);

#endif
