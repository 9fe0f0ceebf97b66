/* The hot loops of relation.c for rows of one width; included once for each, with WIDTH (the arity, or 0 for any) and
 * NAME(x) defined.  A width the compiler knows turns hashing, comparing and copying into a few instructions. */

#if WIDTH
#define ARITY WIDTH
#else
#define ARITY arity
#endif

static inline uint64_t NAME(hash)(const Value *row, uint32_t arity) {
    (void)arity;
#if WIDTH == 1
    return hash_fold(row[0]);
#elif WIDTH == 2
    return hash_fold(row[0] | (uint64_t)row[1] << 32);
#elif WIDTH == 3
    return hash_fold(hash_fold(row[0] | (uint64_t)row[1] << 32) + row[2]);
#else
    uint64_t h = ARITY; /* two words a step */
    for (uint32_t i = 0; i + 2 <= ARITY; i += 2) h = hash_fold(h ^ (row[i] | (uint64_t)row[i + 1] << 32));
    return ARITY % 2 ? hash_fold(h ^ row[ARITY - 1]) : h;
#endif
}

static inline bool NAME(same)(const Value *a, const Value *b, uint32_t arity) {
    (void)arity;
#if WIDTH == 1
    return a[0] == b[0];
#elif WIDTH == 2
    return ((a[0] ^ b[0]) | (a[1] ^ b[1])) == 0;
#elif WIDTH == 3
    return ((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2])) == 0;
#else
    for (uint32_t i = 0; i < ARITY; i++)
        if (a[i] != b[i]) return false;
    return true;
#endif
}

/* Goes on from `slot` to the row, which is then in *id, or to the free slot where it would be. */
static inline uint64_t NAME(seek)(const Table *table, const Value *row, uint64_t hash, uint64_t slot, RowId *id) {
    const uint32_t arity = table->arity, marks = table->marks, mark = (uint32_t)hash & marks;
    const uint64_t mask = table->slot_count - 1;
    (void)arity;
    for (uint32_t entry; (entry = table->slots[slot]) != NO_ROW; slot = (slot + 1) & mask) {
        if ((entry & marks) != mark) continue;
        *id = entry & ~marks;
        if (NAME(same)(table->rows + (size_t)*id * ARITY, row, ARITY)) return slot;
    }
    *id = NO_ROW;
    return slot;
}

/* The same without slots, through all rows. */
static RowId NAME(scan)(const Table *table, const Value *row) {
    const uint32_t arity = table->arity, count = table->count;
    const Value *at = table->rows;
    (void)arity;
    for (RowId id = 0; id < count; id++, at += ARITY)
        if (NAME(same)(at, row, ARITY)) return id;
    return NO_ROW;
}

/* Room must have been made.  True if the row was new. */
static inline bool NAME(insert_hashed)(Table *table, const Value *row, uint64_t hash, uint64_t slot, RowId *id) {
    const uint32_t arity = table->arity;
    (void)arity;
    slot = NAME(seek)(table, row, hash, slot, id);
    if (*id != NO_ROW) return false;
    *id = table->count;
    table->slots[slot] = ((uint32_t)hash & table->marks) | table->count;
    Value *place = table->rows + (size_t)table->count++ * ARITY;
    for (uint32_t i = 0; i < ARITY; i++) place[i] = row[i];
    return true;
}

static void NAME(insert_chunk)(Table *table, const Value *rows, uint32_t count) {
    const uint32_t arity = table->arity;
    uint64_t hashes[CHUNK], slots[CHUNK];
    RowId id;
    (void)arity;
    for (uint32_t i = 0; i < count; i++) {
        hashes[i] = NAME(hash)(rows + (size_t)i * ARITY, ARITY);
        slots[i] = hashes[i] >> table->shift;
        __builtin_prefetch(&table->slots[slots[i]], 1);
    }
    for (uint32_t i = 0; i < count; i++) slots[i] = ask_for_row(table, hashes[i], slots[i], ARITY);
    for (uint32_t i = 0; i < count; i++) NAME(insert_hashed)(table, rows + (size_t)i * ARITY, hashes[i], slots[i], &id);
}

/* Enters all rows in empty slots. */
static void NAME(fill_slots)(Table *table) {
    const uint32_t arity = table->arity;
    const uint64_t mask = table->slot_count - 1;
    uint64_t hashes[CHUNK];
    (void)arity;
    for (uint32_t from = 0; from < table->count; from += CHUNK) {
        uint32_t count = table->count - from < CHUNK ? table->count - from : CHUNK;
        for (uint32_t i = 0; i < count; i++) {
            hashes[i] = NAME(hash)(table->rows + (size_t)(from + i) * ARITY, ARITY);
            __builtin_prefetch(&table->slots[hashes[i] >> table->shift], 1);
        }
        for (uint32_t i = 0; i < count; i++) {
            uint64_t slot = hashes[i] >> table->shift;
            while (table->slots[slot] != NO_ROW) slot = (slot + 1) & mask;
            table->slots[slot] = ((uint32_t)hashes[i] & table->marks) | (from + i);
        }
    }
}

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

static void NAME(find_chunk)(const Table *table, const Value *const *columns, uint32_t count, RowId *found) {
    const uint32_t arity = table->arity;
    uint64_t hashes[CHUNK], slots[CHUNK];
    Value row[64];
    (void)arity;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < ARITY; c++) row[c] = columns[c][i];
        hashes[i] = NAME(hash)(row, ARITY);
        slots[i] = hashes[i] >> table->shift;
        __builtin_prefetch(&table->slots[slots[i]]);
    }
    for (uint32_t i = 0; i < count; i++) slots[i] = ask_for_row(table, hashes[i], slots[i], ARITY);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < ARITY; c++) row[c] = columns[c][i];
        (void)NAME(seek)(table, row, hashes[i], slots[i], &found[i]);
    }
}

#undef ARITY
#undef WIDTH
#undef NAME
