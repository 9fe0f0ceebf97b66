/* A table that is handed over, given to a store. */
#ifndef HENCE_HANDED_LOAD_H
#define HENCE_HANDED_LOAD_H

#include "runtime/io/handed.h"
#include "runtime/io/sheet.h"

/* What the values of `handed` are in a program, which borrows them; for all its tables. */
typedef struct {
    const Handed *handed;
    ValueMap map;
} Translation;
void translation_init(Translation *translation, const Handed *handed, Values *values); /* handed may be NULL */
void translation_clear(Translation *translation);

/* Reads the table into the relation of the load, as sheet_load does;
 * what is wrong goes to diags, by the number of the row. */
void handed_load(const Intake *intake, const Load *load, const HandedTable *table, Translation *translation);

#endif
