/* All relations of one run, with the given facts and where each comes from. */
#ifndef HENCE_STORE_H
#define HENCE_STORE_H

#include "lang/base/budget.h"
#include "runtime/store/relation.h"
#include "runtime/store/ways.h"

typedef struct {
    RelId relation;
    RowId row; /* NO_ROW: none */
} RowRef;
typedef Vec(RowRef) RowRefs;

/* Where a given row was stated.  One row may be stated several times; it bears all their sources. */
typedef struct {
    Symbol label; /* its id, or NO_SYMBOL */
    Cites cites;  /* borrowed from the program or the store */
    Span span;    /* in a rule file; or, for data, source_name_only with the line in `begin` */
} Origin;

/* Rows behind an aggregate that were folded as they came (eval/stream.h):
 * their table is empty until they are filled in. */
typedef struct {
    Round round; /* of the rows */
    bool is_filled;
    Value *results; /* rows of the aggregate, until its own round adds them; owned, NULL afterwards */
    uint32_t result_count;
} Streamed;

/* Rows that can be made when somebody looks for them, and are not there before:
 * whoever asks for the table has them made. */
typedef struct {
    bool is_absent;
    Round round; /* of the rows */
} Absence;

typedef struct Store {
    const Program *program; /* borrowed */
    Vec(Table *) tables;    /* by RelId; owned.  Grown by store_grow when relations are added */
    Vec(Table *) possible;  /* by RelId; owned, NULL where no row is undecided */
    Vec(Table *) suspended; /* by RelId; owned, NULL where no given row is kept out of judgement */
    Arena arena;            /* cites of loaded facts */
    Round round;            /* the last one begun */
    Without without;        /* ways that are not to be used; set before a run */
    struct Givens *givens;  /* origins by relation and row */
    struct Asides *asides;  /* proofs that stand elsewhere (aside.h); NULL: none */
    void *kept;             /* what whoever asks found out and keeps for the next time; NULL: nothing.  Owned */
    void (*kept_free)(void *kept);
    struct Watch *watch; /* limits of long searches in it (eval/budget.h); NULL: none.  Borrowed */

    uint32_t shared_count; /* relations below it are those of another store, but for those in is_own; 0: none are */
    bool *is_own;          /* by such a relation */
    Vec(RelId) own;        /* those */
    Vec(Table *) empty;    /* by width: what relations without rows share; owned, NULL where none needs it */
    bool is_whole;         /* all that follows is in it, and nothing was that could not be computed */
    Vec(RelId) unmade;     /* relations of such a store some of whose rows were not kept: streamed or absent */

    Vec(Streamed *) streamed;                                  /* by RelId; owned, NULL where all rows are stored */
    Vec(Absence) absences;                                     /* by RelId */
    void (*recall)(const struct Store *store, RelId relation); /* makes absent rows: eval/recall.h */
} Store;

Store *store_new(const Program *program);
/* The same for some relations alone, by relation, and those behind the first `count`: of others no row may come. */
Store *store_new_part(const Program *program, const bool *is_in, uint32_t count);
void store_free(Store *store); /* NULL is fine */
void store_grow(Store *store); /* tables for relations added to the program since */

/* Its rows, and where they were stated, are those of the store that this one is beside: they are only read. */
static inline bool store_is_shared(const Store *store, RelId relation) {
    return relation < store->shared_count && !store->is_own[relation];
}
/* Goes through all others, upwards:
 *     uint32_t at = 0;
 *     for (RelId r; (r = store_next_own(store, &at)) != NO_ID;) ... */
static inline RelId store_next_own(const Store *store, uint32_t *at) {
    uint32_t i = (*at)++;
    if (i < store->own.count) return store->own.items[i];
    size_t r = store->shared_count + (i - store->own.count);
    return r < store->tables.count ? (RelId)r : NO_ID;
}
static inline bool store_is_absent(const Store *store, RelId relation) {
    return relation < store->absences.count && store->absences.items[relation].is_absent;
}
/* Some of its rows were not kept: it is absent, or they were streamed, and nobody has made them since. */
static inline bool store_is_missing(const Store *store, RelId relation) {
    const Streamed *streamed = store->streamed.items[relation];
    return store_is_absent(store, relation) || (streamed && !streamed->is_filled);
}
static inline Table *store_table(const Store *store, RelId relation) {
    if (store_is_absent(store, relation)) store->recall(store, relation);
    return store->tables.items[relation];
}
/* The same where it does not matter whether the rows are there. */
static inline Table *store_table_as_is(const Store *store, RelId relation) { return store->tables.items[relation]; }

/* Three values: a row of the table is true, a row of the possible table that is not in it is undecided, every other row
 * is false.  The possible table has all rows of the table too; NULL: no row of the relation is undecided. */
static inline Table *store_possible(const Store *store, RelId relation) { return store->possible.items[relation]; }
/* Made on first use, with the rows that are true by then. */
Table *store_make_possible(Store *store, RelId relation);
bool store_is_undecided(const Store *store, RelId relation, const Value *row);

/* A row about which nothing is said, for or against: undecided unless it follows.
 * Before any rule has run, of a row that is not given. */
void store_suspend(Store *store, RelId relation, const Value *row);
static inline Table *store_suspended(const Store *store, RelId relation) { return store->suspended.items[relation]; }

/* A given fact, in round 0, before any rule has run.
 * Gives its row; *is_new tells whether the row was (may be NULL). */
RowId store_give(Store *store, RelId relation, const Value *row, Origin origin, bool *is_new);
/* A stretch of new given rows that have no id and no source of their own: row i stands on line lines[i] of the named
 * source.  Duplicates keep the first origin. */
uint32_t store_give_batch(Store *store, RelId relation, const Value *rows, const uint32_t *lines, uint32_t count,
                          SourceId source);

/* About so many more rows will come: room for them is made at once. */
void store_expect(Store *store, RelId relation, uint32_t more);

uint32_t store_given_count(const Store *store, RelId relation);             /* given rows come first */
uint32_t store_origin_count(const Store *store, RelId relation, RowId row); /* 0: not given */
Origin store_origin(const Store *store, RelId relation, RowId row, uint32_t i);
/* The given row with this id; false if there is none. */
bool store_find_label(const Store *store, Symbol label, RelId *relation, RowId *row);

/* Copies the program's own facts in. */
void store_give_program(Store *store);
/* A new store with the given rows of `base` only, less those for which `drop` says so (NULL: none).  At a limit of the
 * budget, which has begun (NULL: none), the copy ends where it is, and *stop tells the limit. */
typedef bool DropRow(void *context, RelId relation, RowId row);
Store *store_fork(const Store *base, DropRow *drop, void *context, const Budget *budget, Stop *stop);

/* The same of the relations in `own` alone, each named once, those in order.  What there is of all others is shared
 * with `base`, which must have no more rows until the fork ends; rounds go on from there. */
Store *store_fork_beside(const Store *base, const RelId *own, size_t count, DropRow *drop, void *context,
                         const Budget *budget, Stop *stop);

/* All given rows of a relation of another store, with their origins, as given rows of one here;
 * the limit at which they end. */
Stop store_give_again(Store *store, RelId relation, const Store *other, RelId of, const Budget *budget);

uint64_t store_row_count(const Store *store);
uint64_t store_bytes(const Store *store);

#endif
