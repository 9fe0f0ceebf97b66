/* Rows by the values of some columns, for many look-ups at once.
 *
 * A relation that is complete is grouped: the rows of a key lie side by side, and where just one column is not part of
 * the key it is that column's values which lie there, so that a join reads them without touching a row.  Hidden rows
 * are left out.  A relation that still grows has an Index, which is cheap to extend.
 * Look-ups come in batches, whose keys are given column by column:
 * while one waits for memory, others are on their way. */
#ifndef HENCE_GROUPS_H
#define HENCE_GROUPS_H

#include "runtime/store/relation.h"

typedef struct Groups {
    uint64_t columns; /* the key, as a set */
    uint32_t key_count;
    uint32_t key[64];
    bool has_values;         /* entries are values of the one other column; else row numbers */
    const uint32_t *entries; /* group after group; within one in the order of rows */
    /* for groups.c and grouping.c */
    const Table *table;
    uint32_t *starts; /* by group, and one more: its entries are [starts[g], starts[g + 1]) */
    RowId *slots;     /* group numbers, by hash of the key; NULL where the key is one column of near values */
    RowId *samples;   /* by group: a row that has the key */
    uint32_t shift, group_count;
    uint64_t slot_count, wrap;        /* a mask: a search stays in the slots that differ in these bits */
    Value base;                       /* without slots: the group of value v is v - base */
    uint32_t row_count, hidden_count; /* of the table, when it was grouped */
    bool has_range;
    uint32_t low, high; /* ranks of the values, once somebody has asked */
} Groups;

/* Whether a key of one column, with values from low to high in `count` rows, numbers its groups itself.
 * ORDER: Groups */
static inline bool groups_are_near(Value low, Value high, uint64_t count) {
    return (uint64_t)(high - low) <= count * 16 + 64;
}

/* Who does the parts of a task, side by side. */
typedef void PartTask(void *context, uint32_t part);
typedef struct {
    void (*run)(void *context, PartTask *task, void *of,
                uint32_t parts); /* all of them, before it gives control back */
    void *context;
} Crew;

/* Made on first use; again if the table has changed since.  `columns` may be empty: one group of all rows. */
const Groups *table_groups(Table *table, uint64_t columns);
const Groups *table_groups_by(Table *table, uint64_t columns, const Crew *crew); /* the same, made by a crew */
bool table_is_grouped(const Table *table, uint64_t columns);                     /* so that it need not be made */

/* The lowest and the highest rank of the values (sets.h), for groups that have values. */
void groups_range(const Groups *groups, uint32_t *low, uint32_t *high);

/* The entries of each key are [begin[i], end[i]).  keys[k][i] is column k of the i-th key. */
void groups_probe(const Groups *groups, const Value *const *keys, uint32_t count, uint32_t *begin, uint32_t *end);

/* The first row of each key in a growing relation, NO_ROW if there is none; next[row] is the one behind it. */
void index_probe(const Index *index, const Value *const *keys, uint32_t count, RowId *first);
const RowId *index_links(const Index *index);

/* The row with these values, NO_ROW if there is none: columns[c][i] is column c of the i-th. */
void table_find_batch(const Table *table, const Value *const *columns, uint32_t count, RowId *found);

/* About how many different values these columns have together; from a sample. At least 1. */
double table_distinct(Table *table, uint64_t columns);

#endif
