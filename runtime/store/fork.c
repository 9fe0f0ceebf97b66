/* Forks: stores that begin with the given rows of another: all of them, or those of some relations beside the rest. */
#include "runtime/store/store_internal.h"

enum { ROWS_AT_ONCE = 256 };

/* Rows of `base` become rows of a fork, or of another store. */
typedef struct {
    const Store *base;
    Store *fork;
    DropRow *drop;
    void *context;
    const Budget *budget; /* NULL: none */
    Stop stop;
} Fork;

static bool goes_on(Fork *f, RelId to) {
    if (!f->budget) return true;
    f->stop = budget_stop(f->budget);
    const Stated *stated = store_stated_for(f->fork, to);
    uint64_t bytes = table_growth(store_table_as_is(f->fork, to), 2 * ROWS_AT_ONCE);
    if (stated->statements.count + ROWS_AT_ONCE > stated->statements.capacity)
        bytes += vec_growth(stated->statements.capacity, sizeof(Statement)) * sizeof(Statement);
    if (f->stop == STOP_NONE && budget_lacks(f->budget, bytes)) f->stop = STOP_MEMORY;
    return f->stop == STOP_NONE;
}

/* A row of `base` becomes one of `to` in the fork. */
static void fork_row(const Store *base, RelId relation, RowId row, Store *fork, RelId to) {
    const Stated *stated = store_stated(base, relation);
    const Stretch *stretch = stated_stretch(stated, row);
    const Value *values = table_row(store_table(base, relation), row);
    uint32_t first = 0, count = store_origin_count(base, relation, row);
    if (stretch->source != NO_SOURCE) {
        uint32_t line = stated_word(stated, stretch, row);
        store_give_batch(fork, to, values, &line, 1, stretch->source);
        first = 1;
    }
    for (uint32_t i = first; i < count; i++) store_give(fork, to, values, store_origin(base, relation, row, i), NULL);
}

/* Rows one behind the other that are known by their lines of one file alone: they are given together. */
typedef struct {
    RowId first;
    uint32_t count;
    SourceId source;
    uint32_t lines[ROWS_AT_ONCE];
} Plain;

static void give_plain(const Store *base, RelId relation, Plain *plain, Store *fork, RelId to) {
    if (plain->count == 0) return;
    const Value *rows = table_row(store_table(base, relation), plain->first);
    store_give_batch(fork, to, rows, plain->lines, plain->count, plain->source);
    plain->count = 0;
}

static void fork_rows(Fork *f, RelId relation, RelId to) {
    const Stated *stated = store_stated(f->base, relation);
    if (!stated || stated->count == 0) return;
    const Stretch *stretch = stated->stretches.items, *behind = stretch + stated->stretches.count;
    Plain plain = {.count = 0};
    for (RowId row = 0; row < stated->count; row++) {
        if (row % ROWS_AT_ONCE == 0 && !goes_on(f, to)) break;
        while (stretch + 1 < behind && stretch[1].first <= row) stretch++;
        bool is_plain = stretch->source != NO_SOURCE && !stated_again(stated, row);
        bool is_next = is_plain && plain.first + plain.count == row && plain.source == stretch->source;
        if (!is_next || plain.count == ROWS_AT_ONCE) give_plain(f->base, relation, &plain, f->fork, to);
        if (f->drop && f->drop(f->context, relation, row)) continue;
        if (!is_plain) {
            fork_row(f->base, relation, row, f->fork, to);
            continue;
        }
        if (plain.count == 0) plain.first = row, plain.source = stretch->source;
        plain.lines[plain.count++] = stated_word(stated, stretch, row);
    }
    give_plain(f->base, relation, &plain, f->fork, to);
}

Store *store_fork(const Store *base, DropRow *drop, void *context, const Budget *budget, Stop *stop) {
    Fork f = {base, store_new(base->program), drop, context, budget, STOP_NONE};
    for (RelId r = 0; r < base->tables.count && f.stop == STOP_NONE; r++) fork_rows(&f, r, r);
    if (stop) *stop = f.stop;
    return f.fork;
}

static Table *empty_table(Store *store, uint32_t arity) {
    while (store->empty.count <= arity) vec_push(&store->empty, NULL);
    if (!store->empty.items[arity]) store->empty.items[arity] = table_new(arity);
    return store->empty.items[arity];
}

Store *store_new_part(const Program *program, const bool *is_in, uint32_t count) {
    Store *store = store_bare(program);
    store->shared_count = count;
    store->is_own = mem_alloc(count + 1);
    memcpy(store->is_own, is_in, count);
    for (RelId id = 0; id < count; id++) {
        uint32_t arity = program->relations.items[id].arity;
        store_add_table(store, is_in[id] ? table_new(arity) : empty_table(store, arity));
        if (is_in[id]) vec_push(&store->own, id);
    }
    store_grow(store);
    return store;
}

/* Copies of all that is by relation, but for what is made anew. */
static void share_relations(Store *fork, const Store *base) {
    vec_copy(&fork->tables, &base->tables);
    vec_copy(&fork->possible, &base->possible);
    vec_copy(&fork->suspended, &base->suspended);
    vec_copy(&fork->streamed, &base->streamed);
    vec_copy(&fork->absences, &base->absences);
    vec_copy(&fork->givens->relations, &base->givens->relations);
    fork->shared_count = (uint32_t)base->tables.count;
    fork->is_own = mem_alloc_zero(fork->shared_count + 1);
}

static void make_own(Store *fork, RelId relation) {
    fork->tables.items[relation] = table_new(fork->program->relations.items[relation].arity);
    fork->possible.items[relation] = fork->suspended.items[relation] = NULL;
    fork->streamed.items[relation] = NULL;
    fork->absences.items[relation] = (Absence){.is_absent = false};
    fork->givens->relations.items[relation] = NULL;
    fork->is_own[relation] = true;
    vec_push(&fork->own, relation);
}

Store *store_fork_beside(const Store *base, const RelId *own, size_t count, DropRow *drop, void *context,
                         const Budget *budget, Stop *stop) {
    Store *store = store_bare(base->program);
    store->round = base->round;
    store->recall = base->recall;
    store->givens->beside = base;
    share_relations(store, base);
    Fork f = {base, store, drop, context, budget, STOP_NONE};
    for (size_t i = 0; i < count; i++) make_own(store, own[i]);
    for (size_t i = 0; i < count && f.stop == STOP_NONE; i++) fork_rows(&f, own[i], own[i]);
    *stop = f.stop;
    return store;
}

Stop store_give_again(Store *store, RelId relation, const Store *other, RelId of, const Budget *budget) {
    Fork f = {other, store, NULL, NULL, budget, STOP_NONE};
    fork_rows(&f, of, relation);
    return f.stop;
}
