/* A row of one width: its hash, whether it is the same as another, and where it is: see by_width.h. */

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
