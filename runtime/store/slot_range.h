/* Rows added by several threads at a time, which own ranges of slots:
 * for a table that has no sets, and either never has any or has slots enough.
 *
 * First there is room for rows that may be new, and whoever has them lays them there; then each claim is made by one
 * thread, late ones by one after all others; then each new row is known, gets its number, and is laid in its place; at
 * last all are there at once. */
#ifndef HENCE_SLOT_RANGE_H
#define HENCE_SLOT_RANGE_H

#include "runtime/store/relation.h"

typedef struct {
    uint64_t from, to;   /* slots */
    Vec(RowId) rows;     /* new ones, rising, but for late ones */
    Vec(uint32_t) slots; /* of each */
    Vec(RowId) late;     /* whose slot is not in the range: to be looked at again */
} SlotRange;
bool table_may_be_claimed(const Table *table);
uint64_t table_room_for_claims(const Table *table);     /* rows of a wave; more where it grows as it likes */
bool table_is_distinct(const Table *table);             /* then new rows are all that is laid there: no claim is made */
Value *table_begin_claims(Table *table, uint32_t most); /* rows from table_count on */
void table_claim(const Table *table, SlotRange *claim, uint32_t number, uint32_t of, RowId to); /* the n-th range */
void table_claim_late(const Table *table, SlotRange *claim); /* those in `late`, in order */
/* The rows [from, to) of the range get their numbers: numbers[row - first]. */
void table_name_claimed(Table *table, const SlotRange *range, uint32_t from, uint32_t to, const RowId *numbers,
                        RowId first);
void table_end_claims(Table *table, uint32_t count);

#endif
