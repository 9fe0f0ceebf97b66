/* A relation: distinct rows of equal width, in order of arrival.
 *
 * Rows are numbered from 0 and never move or vanish during a run, so a RowId is a safe name for a fact.  The facts that
 * are new in a round are the last stretch of rows.
 * Rows arrive in runs: a stretch made by one rule in one round.  A run is all that is stored about how a row came to
 * be; its premises are rows of earlier rounds (rounds are counted through the whole evaluation, given facts are round
 * 0), so they are found again when somebody asks.
 * A row may be hidden: in conflict with its contrary or its key, it stays for explanations but no rule sees it. */
#ifndef HENCE_RELATION_H
#define HENCE_RELATION_H

#include "lang/base/value.h"
#include "lang/program/program.h"

typedef uint32_t RowId;
typedef uint32_t Round;
#define NO_ROW UINT32_MAX
typedef Vec(RowId) RowIds;

/* What keeping reasons costs is measured against a build without them (tests/bench): there no row knows the rule that
 * made it nor its line in a file, and commands that explain do not work.  Rounds stay, as rules read rows by them. */
#ifdef HENCE_NO_REASONS
enum { KEEPS_REASONS = false };
#else
enum { KEEPS_REASONS = true };
#endif

typedef struct Table Table; /* the rows of one relation */

Table *table_new(uint32_t arity);
void table_free(Table *table); /* NULL is fine */

/* Names what the rows added from now on come from.  NO_ID as rule: given facts.  Rounds never decrease. */
void table_begin_run(Table *table, RuleId rule, Round round);

/* Adds a copy of row unless present.  True if it was new; *id names the row either way (id may be NULL). */
bool table_insert(Table *table, const Value *row, RowId *id);
/* The same for many, `count` rows one behind the other; gives how many were new. Much faster than one by one. */
uint32_t table_insert_batch(Table *table, const Value *rows, uint32_t count);
/* Makes room for so many more rows at once.  Only a matter of time and memory. */
void table_expect(Table *table, uint32_t more);
/* The rows that come before table_end_run, the first of the table, are known to be distinct: they are added without
 * being looked for, and get slots when somebody looks for one. */
void table_begin_distinct(Table *table);
/* The same for the first rows of a table, which are known to be distinct: it takes the block over. */
void table_take(Table *table, Value *rows, uint32_t count);

uint32_t table_arity(const Table *table);
uint32_t table_count(const Table *table);               /* rows, hidden ones included */
const Value *table_row(const Table *table, RowId id);   /* good until the next insert */
RowId table_find(const Table *table, const Value *row); /* NO_ROW; finds hidden ones too */

/* ---- rows as sets: dense.c ---- */

typedef struct Sets Sets;
/* From now on the rows of a table of one or two columns, once there are `from`, may be known as sets (sets.h), where
 * that is worth it, and those of a run may be put in another order. */
void table_allow_sets(Table *table, uint32_t from);
bool table_may_get_sets(const Table *table); /* it has too few rows to know */
/* What rows there are, hidden ones included: by the first of two columns, or without a key.
 * NULL: the table has none. */
const Sets *table_sets(const Table *table);
/* The first `to` rows by one of two columns, extended while the table grows.
 * NULL: too few rows for it, or too many bytes, or some are hidden. */
const Sets *table_sets_by(Table *table, uint32_t column, uint32_t to);
/* Adds (keys[i], v) for each v of the i-th set; keys may be NULL where there is one column.  For a table with sets.
 * Gives how many were added whole: fewer than count if the rows need more room (table_reserve),
 * or the table has no sets any more. */
typedef struct SetSource SetSource;
uint32_t table_unite(Table *table, const Value *keys, const SetSource *source, const uint32_t *begin,
                     const uint32_t *end, uint32_t count);
void table_reserve(Table *table, uint32_t more);
/* Puts the rows from `first` on, which nobody has looked at, in the order of their first column, if the table has sets;
 * it goes back to a hash where they are no longer worth it. */
void table_end_run(Table *table, RowId first);
/* Whether these rows are known to be in the order of their first column. */
bool table_is_sorted(const Table *table, RowId from, RowId to);
/* New rows that others have united with the sets.  After table_reserve several threads may place rows at a time, each
 * its own; they are sorted on the way, unless they are.  Then all are there at once, and sorted as a whole or not. */
void table_place_rows(Table *table, RowId first, const Value *rows, uint32_t count, bool is_sorted);
void table_end_placing(Table *table, uint32_t count, bool is_sorted);
void table_forget_sets(Table *table); /* goes back to a hash, which is made when somebody needs it */
/* Tells the rows whose first column has this value, of a table with sets whose runs are few.  False, and tells nothing,
 * of any other: an index is worth it. */
typedef void OnRow(void *context, RowId row);
bool table_each_of_first(const Table *table, Value key, OnRow *tell, void *context);
Sets *table_sets_to_fill(Table *table); /* NULL: the table has none */

RuleId table_rule_of(const Table *table, RowId id); /* NO_ID: a given fact */
Round table_round_of(const Table *table, RowId id);
uint32_t table_count_before(const Table *table, Round round); /* rows of earlier rounds: they come first */

void table_hide(Table *table, RowId id);
/* Notes that rows hidden by now are so before any rule runs: none ever saw them. */
void table_seal_hidden(Table *table);
bool table_is_sealed(const Table *table, RowId id);
bool table_is_hidden(const Table *table, RowId id);
void table_show(Table *table, RowId id); /* a hidden one, again; what the rows are found by is given back */
uint32_t table_hidden_count(const Table *table);

/* Takes all rows out, none of which anybody names: they may be added again. */
void table_clear(Table *table);
/* Leaves its first rows alone in it, as before any rule ran, hidden only where they are sealed.
 * Gives what it was, which the caller owns. */
Table *table_rewind(Table *table, uint32_t count);
Table *table_copy(const Table *table); /* the same rows, hidden ones too, of the same rules and rounds */
/* Gives back what rows are found by, until somebody looks for some again: for a table that is only read from now on. */
void table_drop_slots(Table *table);   /* whole rows */
void table_drop_indexes(Table *table); /* rows by some columns, grouped or chained */

/* Rows by the values of some columns (a set, as bits).  Made on first use, extended as the table grows. */
typedef struct Index Index;
const Index *table_index(Table *table, uint64_t columns);
/* Whether bringing that index up to date would take too much memory (base/mem.h). */
bool table_lacks_index(Table *table, uint64_t columns);
/* One chain index brought up to date by several threads, which own ranges of slots: some rows at a time, for which
 * there is room then.  Each range is gone through by one thread;
 * those that came late are seen to at the end, by one. */
typedef struct {
    uint64_t from, to; /* slots */
    uint32_t used;     /* that were free */
    Vec(RowId) late;   /* whose slot is not in the range: to be looked at again */
} ChainRange;
Index *table_index_as_is(Table *table, uint64_t columns); /* made if there is none */
uint32_t index_rows_missing(const Index *index);
RowId index_begin_ranges(Index *index); /* the rows to be gone through are those before this one */
void index_extend_range(Index *index, ChainRange *range, uint32_t number, uint32_t of, RowId to); /* the n-th range */
void index_end_ranges(Index *index, const ChainRange *ranges, uint32_t count, RowId to);
/* What is kept is numbered: sets by column, then chains.  Whether one was used when there were so many rows; then it
 * may be brought up to date ahead of its next use, for the first `to` rows, which are all.
 * Several threads may, each another one. */
uint32_t table_kept_count(const Table *table);
bool table_was_kept_up(const Table *table, uint32_t number, RowId rows);
void table_keep_up(Table *table, uint32_t number, RowId to);
/* Rows that agree with key (the values of the columns, in column order), newest last within [from, to):
 *     for (RowId r = index_first(ix, key, from); r < to; r = index_next(ix, r)) ...
 * NO_ROW ends; hidden rows are included. */
RowId index_first(const Index *index, const Value *key, RowId from);
RowId index_next(const Index *index, RowId row);

/* The first row that agrees with key; hidden rows count only if asked for.  NO_ROW if there is none. */
RowId table_match(Table *table, uint64_t columns, const Value *key, bool sees_hidden);

uint64_t table_bytes(const Table *table);                 /* rows, hash and indexes */
uint64_t table_growth(const Table *table, uint32_t more); /* bytes it will take more when `more` rows come */
uint64_t table_find_growth(const Table *table);           /* ... when whole rows are looked for */

#endif
