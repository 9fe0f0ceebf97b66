/* A table that is handed over, given to a store. */
#ifndef HENCE_HANDED_LOAD_H
#define HENCE_HANDED_LOAD_H

#include "runtime/io/handed.h"
#include "runtime/io/sheet.h"

/* What the symbols of `handed` are in a program; for all its tables. */
typedef struct {
    const Handed *handed;
    Symbol *symbols; /* by symbol of handed->values; NO_SYMBOL: not asked yet */
} Translation;
void translation_init(Translation *translation, const Handed *handed); /* handed may be NULL */
void translation_clear(Translation *translation);

/* Reads the table into the relation of the load, as sheet_load does; what is wrong goes to diags, by the number of the row. */
void handed_load(const Intake *intake, const Load *load, const HandedTable *table, Translation *translation);

#endif
