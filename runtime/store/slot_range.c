/* Ranges of slots.
 *
 * Whoever claims a slot writes the number that the row has where it was laid; its own number takes that place once it
 * is known which rows are new.  A search that runs off the end of its range may go on in the next one, which another
 * thread owns: such a row comes late, and is looked for when all ranges are done. */
#include "runtime/store/slot_range.h"

#include "runtime/store/relation_internal.h"

enum { CHUNK = 256 };

/* Passes the slots of other rows, as far as marks tell and the range goes,
 * and fetches the row of the slot it comes to. */
static inline uint64_t ask_in_claim(const Table *table, const SlotRange *claim, uint64_t hash, uint64_t slot,
                                    uint32_t arity) {
    const uint32_t marks = table->marks, mark = (uint32_t)hash & marks;
    uint32_t entry = NO_ROW;
    while (slot < claim->to && (entry = table->slots[slot]) != NO_ROW && (entry & marks) != mark) slot++;
    if (slot < claim->to && entry != NO_ROW) __builtin_prefetch(table->rows + (size_t)(entry & ~marks) * arity);
    return slot;
}

#define KERNEL "runtime/store/slot_range_kernel.h"
#include "runtime/store/by_width.h"

bool table_is_distinct(const Table *table) { return table->is_distinct; }
bool table_may_be_claimed(const Table *table) {
    return table->is_distinct || (!table->sets && table->sets_from == 0 && table->arity > 0);
}

uint64_t table_room_for_claims(const Table *table) {
    if (table_may_be_claimed(table)) return UINT64_MAX / 2;
    const uint64_t most = table->slot_count / 4 * 3;
    return table->sets || table->arity == 0 || most < table->count ? 0 : most - table->count;
}

Value *table_begin_claims(Table *table, uint32_t most) {
    uint64_t need = (uint64_t)table->count + most;
    table_make_row_room(table, need);
    if (table->is_distinct)
        table_drop_slots(table);
    else
        table_make_slots(table, need);
    return table->rows + (size_t)table->count * table->arity;
}

void table_claim(const Table *table, SlotRange *claim, uint32_t number, uint32_t of, RowId to) {
    claim->from = table->slot_count / of * number;
    claim->to = number + 1 == of ? table->slot_count : table->slot_count / of * (number + 1);
    vec_empty(&claim->rows);
    vec_empty(&claim->slots);
    vec_empty(&claim->late);
    BY_WIDTH(table->arity, claim_rows, table, claim, table->count, to);
}

void table_claim_late(const Table *table, SlotRange *claim) {
    for (size_t i = 0; i < claim->late.count; i++)
        BY_WIDTH(table->arity, claim_late, table, claim, claim->late.items[i]);
}

void table_name_claimed(Table *table, const SlotRange *range, uint32_t from, uint32_t to, const RowId *numbers,
                        RowId first) {
    enum { AHEAD = 16 };
    const uint32_t *slots = range->slots.items;
    for (uint32_t i = from; i < to; i++) {
        if (i + AHEAD < to) __builtin_prefetch(&table->slots[slots[i + AHEAD]], 1);
        uint32_t *slot = &table->slots[slots[i]];
        *slot = (*slot & table->marks) | numbers[range->rows.items[i] - first];
    }
}

void table_end_claims(Table *table, uint32_t count) {
    RowId first = table->count;
    table->count += count;
    table_note_run(table, first);
}
