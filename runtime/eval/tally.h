/* Bindings counted and added up as they come, group by group, without a table of them.
 *
 * A tally takes what it can do exactly whatever the order: counts, sums and averages of integers, extremes of anything.
 * What it refuses (floats, text, an overflow on the way) is left to a table of the rows: see fold.c. */
#ifndef HENCE_TALLY_H
#define HENCE_TALLY_H

#include "lang/program/program.h"

typedef struct {
    Aggregate aggregate;
    uint32_t key_count; /* columns of the group */
    const Values *values;
    uint64_t binding_count;
    uint64_t most; /* groups there can be at most, where the caller knows; 0 */
    bool is_tight; /* memory is short: room for what comes next and no more */
    uint32_t group_count, capacity;
    void *block;     /* all that follows lies in it */
    Value *keys;     /* by group: as many as there are columns */
    int64_t *totals; /* by group: count or sum; NULL for extremes */
    uint64_t *sizes; /* by group: bindings, for an average; else NULL */
    Value *extremes; /* by group; NULL for all but min and max */
    uint32_t *slots; /* open addressing by key: some bits of its hash, then the group; NO_ID is free; a power of two */
    uint64_t slot_count;
    uint32_t marks; /* which bits of a slot are those of the hash */
    uint32_t shift; /* a hash's slot is its top bits */
} Tally;

Tally tally_begin(const Values *values, const Rule *fold);
void tally_clear(Tally *tally);

enum { TALLY_BLOCK = 1024, TALLY_COLUMNS = 65 /* the group, then what is folded */ };
/* Bytes it may take more when `count` bindings come. */
uint64_t tally_growth(const Tally *tally, uint32_t count);
/* At most TALLY_BLOCK bindings: the columns of the group, then the one that is folded.  False if it refuses one. */
bool tally_add(Tally *tally, const Value *const *columns, uint32_t count);
/* The same; and which bindings were the first of their groups, in order: as many as there are groups more. */
bool tally_add_noting(Tally *tally, const Value *const *columns, uint32_t count, uint32_t *firsts);
/* The same for a count of one group, whose columns nobody needs. */
void tally_count(Tally *tally, uint64_t count);

/* Adds what was tallied elsewhere of some groups (at most TALLY_BLOCK), as if they came behind what there is.  Bindings
 * are for the caller to count.  False if it refuses one. */
bool tally_merge(Tally *tally, const Tally *from, uint32_t first_group, uint32_t count);

/* Which of 2^bits tallies each binding belongs to (at most TALLY_BLOCK), where groups are divided among them; `columns`
 * are those of the group.  Each tally finds its groups by other bits of the hash. */
void tally_divide(const Tally *tally, const Value *const *columns, uint32_t count, uint32_t bits, uint8_t *part_of);
/* A group that the other tally does not have: there it is the last. */
void tally_move(Tally *to, const Tally *from, uint32_t group);

/* Of the one column of groups: the least and the largest value, if they are beyond those known. */
void tally_note_range(const Tally *tally, Value *low, Value *high);
/* Takes all groups out, and keeps the room for them. */
void tally_empty(Tally *tally);
/* The result of a group; false if it cannot be had exactly. */
bool tally_result(const Tally *tally, Values *values, uint32_t group, Value *result);
/* The rows of the groups [from, to): that of group g is rows[numbers[g]], or the one that `order` has for this number,
 * if it is not NULL.  False if results are left out, since they are values that are yet to be made. */
bool tally_write(const Tally *tally, uint32_t from, uint32_t to, const uint32_t *numbers, const uint32_t *order,
                 Value *rows);

/* Group and result of each, one row behind the other, in the order in which fold.c would add them; room for group_count
 * rows.  False if some result cannot be had exactly. */
bool tally_finish(const Tally *tally, Values *values, Value *rows);

#endif
