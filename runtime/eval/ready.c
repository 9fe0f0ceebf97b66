/* What the look-ups of a round need, brought up to date by several threads.
 *
 * Relations that grow are kept by column as sets and in chains.  Who looks something up brings them up to date first
 * (table_sets_by, table_index), which is for one thread to do.  Where a round has many new rows it is done ahead, for
 * what the round before has used: each by one thread, as the look-up would do it, but side by side.
 * An index of many rows, as one has that is looked into for the first time, is chained by several threads together, and
 * the groups of many rows are made by parts. */
#include <stdatomic.h>

#include "runtime/eval/run_internal.h"
#include "runtime/eval/workers.h"

enum { CHAINED_LEAST = 8192 }; /* rows */

struct Workers *work_workers(Work *work) {
    if (!work->workers) work->workers = workers_new(work->options->threads);
    return work->workers;
}

/* One of the things that a relation is looked up by. */
typedef struct {
    Table *table;
    uint32_t number; /* as table_keep_up numbers them */
    RowId to;
} Chore;

typedef Vec(Chore) Chores;

/* ---- parts of a task, by whoever is free ---- */

typedef struct {
    PartTask *task;
    void *of;
    uint32_t count;
    _Atomic uint32_t next;
} Parts;

static void do_parts(void *context, uint32_t worker) {
    Parts *parts = context;
    (void)worker;
    for (uint32_t i; (i = atomic_fetch_add(&parts->next, 1)) < parts->count;) parts->task(parts->of, i);
}

static void run_parts(void *work, PartTask *task, void *of, uint32_t count) {
    Parts parts = {.task = task, .of = of, .count = count};
    workers_run(work_workers(work), do_parts, NULL, &parts);
}

/* ---- one index ---- */

typedef struct {
    Index *index;
    ChainRange *ranges;
    uint32_t count;
    RowId to;
} Chaining;

static void chain(void *context, uint32_t range) {
    const Chaining *c = context;
    index_extend_range(c->index, &c->ranges[range], range, c->count, c->to);
}

static void chain_missing(Work *work, Index *index) {
    Chaining c = {.index = index, .count = workers_count(work_workers(work))};
    c.ranges = mem_alloc_zero(c.count * sizeof *c.ranges);
    while (index_rows_missing(index) > 0) {
        c.to = index_begin_ranges(index);
        run_parts(work, chain, &c, c.count);
        index_end_ranges(index, c.ranges, c.count, c.to);
    }
    for (uint32_t i = 0; i < c.count; i++) vec_free(&c.ranges[i].late);
    mem_free(c.ranges);
}

const Index *work_index(Work *work, Table *table, uint64_t columns) {
    const RunOptions *options = work->options;
    if (threads_of(options) > 1 && !options->budget.max_bytes && uses(work->store->without, WAY_READY)) {
        Index *index = table_index_as_is(table, columns);
        if (index_rows_missing(index) >= threads_from(options, CHAINED_LEAST)) chain_missing(work, index);
    }
    return table_index(table, columns);
}

/* ---- groups ---- */

const Groups *work_groups(Work *work, Table *table, uint64_t columns) {
    const Crew crew = {run_parts, work};
    bool by_several = threads_of(work->options) > 1 && uses(work->store->without, WAY_READY);
    return table_groups_by(table, columns, by_several ? &crew : NULL);
}

/* ---- several of them ---- */

/* Not where memory is limited: it is for the look-up to see that there is some. */
static bool is_worth(const RunOptions *options, Extent extent) {
    uint32_t fewest = threads_from(options, DEFAULT_THREADS_FROM);
    return threads_of(options) > 1 && !options->budget.max_bytes && extent.end - extent.old >= fewest;
}

static void keep_up(void *context, uint32_t number) {
    const Chore *chore = &((const Chores *)context)->items[number];
    table_keep_up(chore->table, chore->number, chore->to);
}

void work_make_ready(Work *work) {
    Chores chores = {0};
    if (!uses(work->store->without, WAY_READY)) return;
    for (size_t i = 0; i < work->delta.count; i++) {
        RelId relation = work->delta.items[i];
        Extent extent = work->extents[relation];
        if (!is_worth(work->options, extent)) continue;
        Table *table = store_table(work->store, relation);
        for (uint32_t number = 0; number < table_kept_count(table); number++)
            if (table_was_kept_up(table, number, extent.old)) vec_push(&chores, ((Chore){table, number, extent.end}));
    }
    if (chores.count > 1) run_parts(work, keep_up, &chores, (uint32_t)chores.count);
    vec_free(&chores);
}
