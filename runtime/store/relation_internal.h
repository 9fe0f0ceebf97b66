/* The inside of a table, for relation.c, slot_range.c, dense.c, index.c, groups.c and grouping.c. */
#ifndef HENCE_RELATION_INTERNAL_H
#define HENCE_RELATION_INTERNAL_H

#include "runtime/store/groups.h"
#include "runtime/store/hash.h"
#include "runtime/store/relation.h"
#include "runtime/store/sets.h"

typedef struct {
    RowId first; /* of the stretch */
    RuleId rule;
    Round round;
    RowId looked_to : 31; /* whether it is in the order of the first column, when somebody looked at it up to here */
    RowId is_ordered : 1;
} Run;

/* How many different values some columns had when the table had so many rows. */
typedef struct {
    uint64_t columns;
    uint32_t count;
    double distinct;
} Estimate;

/* The rows that grow, by one of two columns. */
typedef struct {
    Sets *sets; /* NULL: none */
    uint32_t row_count;
    uint32_t retry_at; /* rows; given up before */
    uint32_t asked;    /* rows it was last asked for */
} ValueSets;

struct Table {
    uint32_t arity;
    uint32_t count;
    Value *rows; /* row after row */
    size_t capacity;
    uint32_t *slots;     /* hash of whole rows: some bits of the hash, then the row; NO_ROW is free; a power of two */
    uint32_t marks;      /* which bits of a slot are those of the hash */
    uint64_t slot_count; /* 0 while there is none */
    uint32_t shift;      /* a hash's slot is its top bits: hash >> shift */
    Sets *sets;          /* instead of slots: what rows there are, not where; NULL */
    uint32_t sets_from;  /* rows from which on they may be; 0: never */
    uint32_t retry_at;   /* rows from which on they may be again, once they were given up */
    uint64_t looked;     /* rows that were looked through, since there are sets, for some by number */
    ValueSets by_column[2];
    RowId sorted_from,
        sorted_to; /* rows of the last run that are in the order of their first column, as far as is known */
    RuleId rule;   /* of the run being written */
    Round round;
    bool run_is_open;
    bool is_distinct; /* the rows that come now are known to: see table_begin_distinct */
    Vec(Run) runs;
    Vec(Index *) indexes;
    Vec(Groups *) groups;
    uint32_t scans; /* instead of an index or slots: table_is_scanned */
    Vec(Estimate) estimates;
    uint64_t *hidden; /* bits; NULL while no row is */
    uint32_t hidden_words, hidden_count;
    uint64_t *sealed; /* bits of those hidden before any rule ran; NULL while no row is */
    uint32_t sealed_words;
};

/* NO_ROW in all of them. */
RowId *slots_new(uint64_t count);

/* relation.c */
void table_make_room(Table *table, uint32_t more);     /* for rows, and for their slots if they have any */
void table_make_row_room(Table *table, uint64_t need); /* for so many rows, and no slots */
void table_make_slots(Table *table, uint64_t need);    /* for so many rows; rows do not move */
void table_note_run(Table *table, RowId first);        /* after rows were added from `first` on */

/* dense.c: slots become sets if that is worth it; and back, where rows do not move. */
bool table_enter_sets(Table *table, uint32_t more);
void table_leave_sets(Table *table);
/* A row by its run, for a table with sets that few rows are looked for in; false: a hash is worth it. */
bool table_find_in_runs(const Table *table, const Value *row, RowId *id);
uint32_t table_insert_in_sets(Table *table, const Value *rows, uint32_t count);

bool table_has_index(const Table *table, uint64_t columns);
void index_free(Index *index);
void index_extend(Index *index);
bool index_was_used(const Index *index, uint32_t rows); /* last, when it had so many rows */
uint64_t index_bytes(const Index *index);
uint64_t index_growth(const Index *index, uint32_t more);

/* grouping.c */
Groups *groups_new(const Table *table, uint64_t columns, const Crew *crew);
void groups_free(Groups *groups);
uint64_t groups_bytes(const Groups *groups);

static inline uint64_t groups_hash(const Groups *groups, const Value *row) {
    uint64_t h = 0;
    for (uint32_t i = 0; i < groups->key_count; i++) h = hash_step(h, row[groups->key[i]]);
    return h;
}

static inline bool groups_same_key(const Groups *groups, const Value *a, const Value *b) {
    for (uint32_t i = 0; i < groups->key_count; i++)
        if (a[groups->key[i]] != b[groups->key[i]]) return false;
    return true;
}

static inline bool table_is_visible(const Table *table, RowId row) {
    return table->hidden_count == 0 || !table_is_hidden(table, row);
}

/* Whether rows are gone through once more, instead of being made fit for look-ups: for those who ask now and then. */
static inline bool table_is_scanned(Table *table) {
    enum { SCANS_MOST = 16, SCANNED_FROM = 1 << 16 };
    if (table->count < SCANNED_FROM || table->scans >= SCANS_MOST) return false;
    table->scans++;
    return true;
}

#endif
