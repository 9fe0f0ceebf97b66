/* The hot loops of slot_range.c for rows of one width: see by_width.h. */
#include "runtime/store/row_kernel.h"

/* Claims slots for those rows in [from, to) whose slot lies in the claim's range. */
static void NAME(claim_rows)(const Table *table, SlotRange *claim, RowId from, RowId to) {
    const uint32_t arity = table->arity, shift = table->shift;
    uint64_t hashes[CHUNK], slots[CHUNK];
    RowId ids[CHUNK];
    (void)arity;
    while (from < to) {
        uint32_t count = 0;
        for (; from < to && count < CHUNK; from++) {
            uint64_t hash = NAME(hash)(table->rows + (size_t)from * ARITY, ARITY), slot = hash >> shift;
            hashes[count] = hash;
            slots[count] = slot;
            ids[count] = from;
            count += slot >= claim->from && slot < claim->to;
        }
        for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&table->slots[slots[i]], 1);
        for (uint32_t i = 0; i < count; i++) slots[i] = ask_in_claim(table, claim, hashes[i], slots[i], ARITY);
        vec_reserve(&claim->rows, claim->rows.count + count);
        vec_reserve(&claim->slots, claim->slots.count + count);
        vec_reserve(&claim->late, claim->late.count + count);
        for (uint32_t i = 0; i < count; i++) {
            const uint32_t mark = (uint32_t)hashes[i] & table->marks;
            const Value *row = table->rows + (size_t)ids[i] * ARITY;
            uint64_t slot = slots[i];
            bool is_known = false;
            for (uint32_t entry; slot < claim->to && (entry = table->slots[slot]) != NO_ROW && !is_known;) {
                RowId id = entry & ~table->marks;
                is_known = (entry & table->marks) == mark && NAME(same)(table->rows + (size_t)id * ARITY, row, ARITY);
                slot += !is_known;
            }
            if (is_known) continue;
            if (slot == claim->to) { /* it may be behind the range */
                claim->late.items[claim->late.count++] = ids[i];
                continue;
            }
            table->slots[slot] = mark | ids[i];
            claim->rows.items[claim->rows.count++] = ids[i];
            claim->slots.items[claim->slots.count++] = (uint32_t)slot;
        }
    }
}

/* The same for one that came late, all over the table. */
static void NAME(claim_late)(const Table *table, SlotRange *claim, RowId row) {
    RowId id;
    const Value *values = table->rows + (size_t)row * table->arity;
    uint64_t hash = NAME(hash)(values, table->arity);
    uint64_t slot = NAME(seek)(table, values, hash, hash >> table->shift, &id);
    if (id != NO_ROW) return;
    table->slots[slot] = ((uint32_t)hash & table->marks) | row;
    vec_push(&claim->rows, row);
    vec_push(&claim->slots, (uint32_t)slot);
}
