/* Values that are known of each type: with what somebody may state a fact.
 *
 *     KnownValues *known = known_values_new(store, 400);
 *     ...for (uint32_t i = 0; i < known_values_count(known, column); i++) ...known_value(known, column, i)...
 *     known_values_free(known);
 *
 * Those that stand in facts, in atoms and comparisons of rules, and in the list of an enumerated type or a short range;
 * beside what an order compares with, a value on the other side of the bound.  An optional column may have none as
 * well. */
#ifndef HENCE_KNOWN_VALUES_H
#define HENCE_KNOWN_VALUES_H

#include "runtime/store/store.h"

typedef struct KnownValues KnownValues;

/* Of a type with more than `most` so many are kept, and one. */
KnownValues *known_values_new(const Store *store, uint32_t most);
void known_values_free(KnownValues *known); /* NULL is fine */

/* In one order, whatever that of facts and files is. */
uint32_t known_values_count(const KnownValues *known, const Column *column);
Value known_value(const KnownValues *known, const Column *column, uint32_t i);

#endif
