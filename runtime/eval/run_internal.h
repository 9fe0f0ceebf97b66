/* A run at work, for the files of this room. */
#ifndef HENCE_RUN_INTERNAL_H
#define HENCE_RUN_INTERNAL_H

#include <time.h>

#include "runtime/eval/compute.h"
#include "runtime/eval/rounds.h"
#include "runtime/eval/workers.h"
#include "runtime/plan/plan.h"
#include "runtime/store/groups.h"
#include "runtime/store/sets.h"

enum { SPARE_ARENAS = 16 };
#define ROW_LIMIT (UINT32_C(1) << 31) /* of one relation */

/* Rows of a relation that a round may see: [0, old) old, [old, end) delta. */
typedef struct {
    uint32_t old, end;
    uint32_t variants; /* the first of those that read its delta; NO_ID */
} Extent;

/* Who reads what is complete, so that tables can give back what they need no more (settle.c). */
typedef struct {
    const Program *program;
    const bool *wanted;   /* by component; NULL: all */
    uint32_t settle_from; /* rows of a table that is worth the trouble */
    /* By relation: the last component with a rule that reads it, and with one that may look for a whole row; NO_ID:
     * none.  NULL: nobody has asked yet, as where there are few rows. */
    uint32_t *last, *last_whole;
} Readers;

typedef struct {
    Store *store;
    const Component *component;
    const RunOptions *options;
    Outcome *outcome;
    Extent *extents;            /* by relation; those outside the component are all old */
    Vec(RelId) delta;           /* relations that have one in this round */
    Vec(RelId) grown;           /* and in the next */
    uint64_t row_count;         /* of the component */
    bool names_rows;            /* somebody will ask for the numbers of its rows: no sets */
    struct Workers *workers;    /* made when first needed; NULL */
    struct Portions *portions;  /* for aggregates: made when first needed; NULL */
    struct TeamRoom *team_room; /* for teams: so too */
    struct Scratch *scratch;    /* scratch.c: made when first needed; NULL */
    Vec(const Table *) barred;  /* by relation: rows that no rule is to see though they follow (quarantine.c); NULL */
    Watch *watch;      /* set as the store's while the run is at work, if that has none: rows are made under it */
    Readers *readers;  /* settle.c: of the whole program; NULL: nobody knows */
    RuleId *reader_of; /* stream.c: by relation, made when first needed; NULL */
    Arena spare[SPARE_ARENAS]; /* of rules that have run: a block each */
    uint32_t spare_count;
    struct timespec begun;
    double last_progress;
} Work;

Work work_begin(Store *store, const RunOptions *options, Outcome *outcome);
void work_end(Work *work);
/* Whether to stop: looks at time, memory and cancel.  Sets outcome->stop and ->growing. */
bool work_should_stop(Work *work, RuleId rule);
/* An arena for a plan or a join, and its end: a block of it is kept for one to come.
 * For the thread whose work it is. */
Arena work_take_arena(Work *work);
void work_return_arena(Work *work, Arena *arena);
void work_clear_spare(Work *work);
/* Tells how far it is, if that was not told just now.  Where several threads are at work the first of them tells. */
void work_tell_progress(Work *work);
/* Whether a limit is passed, without a word about it: several threads may ask. */
bool budget_is_passed(const Work *work);
bool budget_has_room(const Work *work, uint64_t bytes);
/* Whether so many bytes more are within the limit of memory; else the run must stop. */
bool work_has_room(Work *work, RuleId rule, uint64_t bytes);
/* Begins a round of the component; false if the run must stop. */
bool work_begin_round(Work *work);
/* After rows were added past the budget's door: the relation has grown from `before` rows on. */
void work_note_growth(Work *work, RelId relation, uint32_t before);
/* Adds rows to a table under the budget, as made by `rule` in the current round. False if the run must stop. */
bool work_add(Work *work, RuleId rule, RelId head, const Value *rows, uint32_t count);
/* The same for the first rows of a table, which are distinct: it takes the block over. */
bool work_give(Work *work, RuleId rule, RelId head, Value *rows, uint32_t count);
/* Counts what is derived but not stored, in the same way. */
bool work_count(Work *work, RuleId rule, uint64_t count);

/* Where sets lie whose begin and end are known:
 * in groups, in sets by window, or in the last column of a table's rows. */
typedef struct {
    const Groups *groups;
    const Sets *sets;
    const Table *table;
} SetOrigin;
SetSource set_source(const SetOrigin *origin); /* good until the table grows */
/* How many sets may be gone through before the limits are looked at again: at least one. */
uint32_t sets_at_once(const SetSource *source, const uint32_t *begin, const uint32_t *end, uint32_t count);
/* Adds (keys[i], v) for each v of the i-th set; keys is NULL where the head has one column. */
bool work_add_sets(Work *work, RuleId rule, RelId head, const Value *keys, const SetOrigin *origin,
                   const uint32_t *begin, const uint32_t *end, uint32_t count);

/* The rounds of a component in two values. */
bool work_run_rounds(Work *work, const Component *component);

/* A rule made ready to run, as often as there are rounds.  Borrows plan. */
typedef struct Join Join;
Join *join_open(Work *work, const Plan *plan);
void join_close(Join *join); /* NULL is fine */
/* To be asked before each run: false where the plan does not fit any more, and a new one is to be made. */
bool join_is_ready(Join *join);
/* Bytes that a join of the plan takes for bitmaps and slots (meet.c); to be looked at before it is opened. */
uint64_t plan_bytes(const Work *work, const Plan *plan);
/* Rows go to the head's table in batches. False if the run must stop. */
bool join_run(Join *join);
/* They go to a sink instead: columns[c] is column c of `count` head rows.  It says whether to go on. */
typedef struct {
    bool (*take)(void *context, const Value *const *columns, uint32_t count);
    void *context;
} Sink;
void join_set_sink(Join *join, Sink sink);

/* Rules of one premise whose rows only get another name, if they are few: no plan is needed (passing.c).
 * False if the run must stop. */
bool rule_passes_few(const Work *work, const Rule *rule);
bool rule_pass_rows(Work *work, RuleId rule, RowId from, RowId to);

/* A join by several threads, with one of its own for each.  The rows come in the same order. */
typedef struct Team Team;
bool team_is_worth(const Work *work, const Plan *plan, const Join *join);
Team *team_open(Work *work, const Plan *plan, Join *first); /* borrows `first` */
void team_close(Team *team);                                /* NULL is fine */
void team_room_free(struct TeamRoom *room);                 /* when all teams are closed; NULL is fine */
bool team_run(Team *team);

/* Brings up to date what relations that have a delta are looked up by, if the round before has used it and several
 * threads are worth it (ready.c).  Only a matter of time. */
void work_make_ready(Work *work);
/* Its index by these columns, of all rows; by several threads where it lacks many (ready.c). */
const Index *work_index(Work *work, Table *table, uint64_t columns);
const Groups *work_groups(Work *work, Table *table, uint64_t columns);
struct Workers *work_workers(Work *work); /* ready.c: made when first needed */
void work_dismiss(Work *work);            /* the workers, and what they work with */
/* Fewest rows that are worth several threads: as the options say, for tests, or else so many. */
static inline uint32_t threads_from(const RunOptions *options, uint32_t otherwise) {
    return options->threads_from ? options->threads_from : otherwise;
}
/* How many may take part. */
static inline uint32_t threads_of(const RunOptions *options) { return THREADS_ARE_THERE ? options->threads : 1; }

/* Ends what three-valued components have made. */
void scratch_free(struct Scratch *scratch); /* NULL is fine */

Readers readers_of(const Program *program, const RunOptions *options);
void readers_clear(Readers *readers);
uint32_t readers_last_whole(Readers *readers, RelId relation);
/* Gives back what the tables need no more now that a component is complete (settle.c). */
void settle_component(const Store *store, Readers *readers, uint32_t component);

/* Computes a fold rule. */
bool fold_run(Work *work, RuleId rule);
/* The first round of a component whose rows only an aggregate reads, without making them (stream.c). */
typedef enum { STREAM_NOT, STREAM_DONE, STREAM_STOPPED } Streaming;
Streaming stream_run(Work *work);
/* The absent relation whose rows, not made, the component is about to fold; NO_ID. */
RelId stream_source(const Store *store, const Component *component);
/* Makes the rows of a relation that are not there, in the round they belong to (recall.c).
 * False if the run must stop. */
bool work_make_rows(Work *work, RelId relation);
/* Whether the rule gives no row twice; and two rules of the same head no row that is alike (distinct.c). */
bool plan_is_distinct(const Program *program, const Plan *plan, Arena *arena);
bool rules_are_apart(const Program *program, const Rule *a, const Rule *b);
/* Finds and hides given rows that contradict each other, before any rule runs. */
void conflicts_find_given(const Store *store, Conflicts *conflicts);
/* What clashes though it is accepted or follows strictly from what is: see compile/argue_audit.c. */
void conflicts_audit(const Store *store, Conflicts *conflicts);
/* Finds what else contradicts each other, now that components [first, end), a group, are complete; of pairs of given
 * rows that were known nothing is said again.  Then both sides of what was found from `before` on are hidden. */
void conflicts_find(const Store *store, uint32_t first, uint32_t end, Conflicts *conflicts);
void conflicts_hide(const Store *store, size_t before, const Conflicts *conflicts);
/* An undecided row that contradicts a true one: no rule is to see it, whatever it is.  Values stand in the tables. */
typedef struct {
    RelId open, sure;
    const Value *open_row, *sure_row;
    bool is_by_key;
} OverruledRow;
typedef Vec(OverruledRow) Overruled;
/* Those of components [first, end), which are complete. */
void conflicts_overrule(const Store *store, uint32_t first, uint32_t end, Overruled *found);
/* Whether such a search may look at this row, of many; false if the run must stop. */
bool conflicts_may_look(const Store *store, RowId row);
/* Rows by a key of their relation. */
typedef struct {
    const Table *table;
    uint64_t columns;
    const Index *index; /* NULL: there is no time or no memory for it */
} KeyedRows;
KeyedRows keyed_rows(const Store *store, Table *table, const Key *key);
RowId keyed_find(const KeyedRows *keyed, const Value *row); /* the first of those that agree with it on the key */
RowId keyed_first(const KeyedRows *keyed, RowId row);       /* likewise, with a row of the table */

/* Components one after the other, those that are wanted.  False if the run must stop. */
bool work_run_components(Work *work, uint32_t first, uint32_t end);
/* From now on no rule sees those of the rows [from, end) of a relation that are barred (quarantine.c). */
void work_keep_out(Work *work, RelId relation, RowId from);

/* What the outcome said when a group began. */
typedef struct {
    uint64_t rows_derived, rounds, fault_count;
    Round round;
} GroupBegin;
/* Finds and hides what contradicts each other in a group that has run, and sees to it that nothing rests on it.
 * False if the run must stop. */
bool group_quarantine(Work *work, const GroupBegin *begin, uint32_t first, uint32_t end, bool going_on,
                      Conflicts *conflicts);

#endif
