/* A given fact: its sentence, its ids and its sources. */
#ifndef HENCE_SHOW_FACT_H
#define HENCE_SHOW_FACT_H

#include "lang/base/source.h"
#include "runtime/store/store.h"

/* `year = 2015`, of a row of a parameter. */
void parameter_print(const Store *store, RowRef fact, Text *text);
/* `kazakhstan refused to sign  F212 [Aitiev 2015]`, of several statements each in turn, and that it is stated twice:
 * one a line behind `indent` and a dash, ids aligned where the sentences are short.  sources may be NULL. */
void facts_print(const Store *store, const RowRef *facts, size_t count, const char *indent, const Sources *sources,
                 Text *text);
/* "atom","sentence","reported","fact_ids":[..],"cites":[{"key","locator"}], without braces. */
void fact_members(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text);
/* The same with all that states the fact, for certain or as a report. */
void fact_stated_members(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text);
/* ["f1","rows.csv:3"]: its ids, or places. */
void fact_ids_json(const Store *store, RowRef fact, const Sources *sources, Text *text);

#endif
