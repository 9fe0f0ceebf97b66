/* The store: tables, and for given rows where they were stated.
 *
 * Given rows come first in their tables and are told in stretches.  Where the lines of a file were taken one after the
 * other, the first line is all that a stretch has to know.  Else each of its rows has a word: the line, or a statement with
 * id, sources and place.  Few rows are stated again; their further statements are found through a hash of rows, in order. */
#include "runtime/store/store.h"

#include <assert.h>

#include "runtime/store/aside.h"

typedef struct {
    Origin origin;
    uint32_t next; /* further statement of the same row; NO_ID ends */
} Statement;

typedef struct {
    RowId first;
    SourceId source; /* words are lines of it; NO_SOURCE: words are statements */
    uint32_t base;   /* where the words of its rows begin; or the line of the first, if the lines count up from there */
    bool counts_up;
} Stretch;

typedef struct {
    RowId row;            /* NO_ROW: free */
    uint32_t first, last; /* statements */
} Again;

typedef struct {
    RelId relation;
    RowId row;
    Symbol label; /* NO_SYMBOL: free */
} Labelled;

typedef struct {
    uint32_t count; /* given rows */
    Vec(uint32_t) words;
    Vec(Stretch) stretches;
    Vec(Statement) statements;
    Again *again; /* open addressing by row */
    uint32_t again_capacity, again_count;
} Stated;

typedef struct Givens {
    Vec(Stated *) relations; /* NULL: nothing of it is given */
    Labelled *labels;        /* open addressing by symbol */
    uint32_t capacity, count;
    const struct Store *beside; /* of whose labels those of shared relations are good; NULL */
} Givens;

Store *store_new(const Program *program) {
    Store *store = mem_alloc_zero(sizeof *store);
    store->program = program;
    arena_init(&store->arena);
    store->givens = mem_alloc_zero(sizeof *store->givens);
    store_grow(store);
    return store;
}

static void free_stated(Stated *stated) {
    if (!stated) return;
    vec_free(&stated->words);
    vec_free(&stated->stretches);
    vec_free(&stated->statements);
    mem_free(stated->again);
    mem_free(stated);
}

static void free_relation(Store *store, RelId relation) {
    Streamed *streamed = store->streamed.items[relation];
    table_free(store->tables.items[relation]);
    table_free(store->possible.items[relation]);
    table_free(store->suspended.items[relation]);
    if (streamed) mem_free(streamed->results);
    mem_free(streamed);
    free_stated(store->givens->relations.items[relation]);
}

void store_free(Store *store) {
    if (!store) return;
    asides_free(store);
    if (store->kept) store->kept_free(store->kept);
    for (size_t i = 0; i < store->own.count; i++) free_relation(store, store->own.items[i]);
    for (size_t i = store->shared_count; i < store->tables.count; i++) free_relation(store, (RelId)i);
    for (size_t i = 0; i < store->empty.count; i++) table_free(store->empty.items[i]);
    vec_free(&store->empty);
    vec_free(&store->own);
    vec_free(&store->unmade);
    mem_free(store->is_own);
    vec_free(&store->tables);
    vec_free(&store->possible);
    vec_free(&store->suspended);
    vec_free(&store->streamed);
    vec_free(&store->absences);
    vec_free(&store->givens->relations);
    mem_free(store->givens->labels);
    mem_free(store->givens);
    arena_clear(&store->arena);
    mem_free(store);
}

void store_grow(Store *store) {
    size_t count = store->program->relations.count;
    vec_reserve(&store->tables, count);
    vec_reserve(&store->possible, count);
    vec_reserve(&store->suspended, count);
    vec_reserve(&store->streamed, count);
    vec_reserve(&store->absences, count);
    vec_reserve(&store->givens->relations, count);
    for (size_t i = store->tables.count; i < count; i++) {
        vec_push(&store->tables, table_new(store->program->relations.items[i].arity));
        vec_push(&store->possible, NULL);
        vec_push(&store->suspended, NULL);
        vec_push(&store->streamed, NULL);
        vec_push(&store->absences, ((Absence){.is_absent = false}));
        vec_push(&store->givens->relations, NULL);
    }
    asides_grow(store);
}

static Table *copy_without_hidden(const Table *table) {
    Table *copy = table_new(table_arity(table));
    table_begin_run(copy, NO_ID, 0);
    if (table_hidden_count(table) == 0) table_insert_batch(copy, table_row(table, 0), table_count(table));
    for (RowId row = 0; row < table_count(table) && table_hidden_count(table); row++)
        if (!table_is_hidden(table, row)) table_insert(copy, table_row(table, row), NULL);
    return copy;
}

Table *store_make_possible(Store *store, RelId relation) {
    Table **possible = &store->possible.items[relation];
    if (!*possible) *possible = copy_without_hidden(store_table(store, relation));
    return *possible;
}

void store_suspend(Store *store, RelId relation, const Value *row) {
    Table **suspended = &store->suspended.items[relation];
    if (!*suspended) {
        *suspended = table_new(store->program->relations.items[relation].arity);
        table_begin_run(*suspended, NO_ID, 0);
    }
    table_insert(*suspended, row, NULL);
}

bool store_is_undecided(const Store *store, RelId relation, const Value *row) {
    const Table *possible = store_possible(store, relation);
    return possible && table_find(possible, row) != NO_ROW && table_find(store_table(store, relation), row) == NO_ROW;
}

static const Stated *stated_of(const Store *store, RelId relation) { return store->givens->relations.items[relation]; }

static Stated *stated_for(const Store *store, RelId relation) {
    Stated **stated = &store->givens->relations.items[relation];
    if (!*stated) *stated = mem_alloc_zero(sizeof **stated);
    return *stated;
}

/* ---- ids ---- */

static Labelled *label_slot(const Givens *givens, Symbol label) {
    uint32_t mask = givens->capacity - 1, slot = (label * UINT32_C(0x9E3779B1)) >> 7 & mask;
    while (givens->labels[slot].label != NO_SYMBOL && givens->labels[slot].label != label) slot = (slot + 1) & mask;
    return &givens->labels[slot];
}

static void add_label(Givens *givens, Symbol label, RelId relation, RowId row) {
    if ((givens->count + 1) * 2 > givens->capacity) {
        Givens old = *givens;
        givens->capacity = old.capacity ? old.capacity * 2 : 64;
        givens->labels = mem_alloc(givens->capacity * sizeof *givens->labels);
        for (uint32_t i = 0; i < givens->capacity; i++) givens->labels[i].label = NO_SYMBOL;
        for (uint32_t i = 0; i < old.capacity; i++)
            if (old.labels[i].label != NO_SYMBOL) *label_slot(givens, old.labels[i].label) = old.labels[i];
        mem_free(old.labels);
    }
    Labelled *slot = label_slot(givens, label);
    if (slot->label == label) return; /* the first one keeps the name */
    *slot = (Labelled){relation, row, label};
    givens->count++;
}

/* ---- statements ---- */

static Again *again_slot(const Stated *stated, RowId row) {
    uint32_t mask = stated->again_capacity - 1, slot = (row * UINT32_C(0x9E3779B1)) >> 7 & mask;
    while (stated->again[slot].row != NO_ROW && stated->again[slot].row != row) slot = (slot + 1) & mask;
    return &stated->again[slot];
}

static const Again *find_again(const Stated *stated, RowId row) {
    if (stated->again_capacity == 0) return NULL;
    const Again *slot = again_slot(stated, row);
    return slot->row == row ? slot : NULL;
}

static void grow_again(Stated *stated) {
    Stated old = *stated;
    stated->again_capacity = old.again_capacity ? old.again_capacity * 2 : 16;
    stated->again = mem_alloc(stated->again_capacity * sizeof *stated->again);
    memset(stated->again, 0xFF, stated->again_capacity * sizeof *stated->again);
    for (uint32_t i = 0; i < old.again_capacity; i++)
        if (old.again[i].row != NO_ROW) *again_slot(stated, old.again[i].row) = old.again[i];
    mem_free(old.again);
}

static void state_again(Stated *stated, RowId row, uint32_t statement) {
    if ((stated->again_count + 1) * 2 > stated->again_capacity) grow_again(stated);
    Again *slot = again_slot(stated, row);
    if (slot->row == NO_ROW) {
        *slot = (Again){row, statement, statement};
        stated->again_count++;
        return;
    }
    stated->statements.items[slot->last].next = statement;
    slot->last = statement;
}

/* Words of rows from here on. */
static void add_words(Stated *stated, SourceId source, const uint32_t *words, uint32_t count) {
    const bool is_first = stated->stretches.count == 0;
    if (is_first || vec_last(&stated->stretches).source != source || vec_last(&stated->stretches).counts_up)
        vec_push(&stated->stretches, ((Stretch){stated->count, source, (uint32_t)stated->words.count, false}));
    for (uint32_t i = 0; i < count; i++) vec_push(&stated->words, words[i]);
    stated->count += count;
}

/* How many of the lines count up from `line`. */
static uint32_t count_up(const uint32_t *lines, uint32_t count, uint32_t line) {
    uint32_t i = 0;
    if (!KEEPS_REASONS) return count;
    while (i < count && lines[i] == line + i) i++;
    return i;
}

/* Lines of rows from here on. */
static void add_lines(Stated *stated, SourceId source, const uint32_t *lines, uint32_t count) {
    enum { LEAST = 16 }; /* a stretch is as large as four words */
    const Stretch last = stated->stretches.count ? vec_last(&stated->stretches) : (Stretch){.counts_up = false};
    if (last.counts_up && last.source == source) {
        uint32_t more = count_up(lines, count, last.base + (stated->count - last.first));
        stated->count += more;
        lines += more;
        count -= more;
    }
    if (count >= LEAST && count_up(lines, count, lines[0]) == count) {
        vec_push(&stated->stretches, ((Stretch){stated->count, source, lines[0], true}));
        stated->count += count;
    } else if (count) {
        add_words(stated, source, lines, count);
    }
}

RowId store_give(Store *store, RelId relation, const Value *row, Origin origin, bool *is_new) {
    Table *table = store_table(store, relation);
    Stated *stated = stated_for(store, relation);
    RowId id;
    table_begin_run(table, NO_ID, 0);
    bool fresh = table_insert(table, row, &id);
    uint32_t statement = (uint32_t)stated->statements.count;
    vec_push(&stated->statements, ((Statement){origin, NO_ID}));
    if (fresh) {
        add_words(stated, NO_SOURCE, &statement, 1);
    } else {
        state_again(stated, id, statement);
    }
    if (origin.label != NO_SYMBOL) add_label(store->givens, origin.label, relation, id);
    if (is_new) *is_new = fresh;
    return id;
}

/* Lines of those rows that are new, from `next` on: they are in the order in which they first come. */
static void add_fresh_lines(Stated *stated, const Table *table, RowId next, const Value *rows, const uint32_t *lines,
                            uint32_t count, SourceId source) {
    enum { PART = 256 };
    uint32_t fresh[PART], kept = 0, arity = table_arity(table);
    for (uint32_t i = 0; i < count && next < table_count(table); i++) {
        if (arity && memcmp(rows + (size_t)i * arity, table_row(table, next), arity * sizeof *rows) != 0) continue;
        next++;
        fresh[kept++] = lines[i];
        if (kept == PART) add_lines(stated, source, fresh, kept), kept = 0;
    }
    add_lines(stated, source, fresh, kept);
}

uint32_t store_give_batch(Store *store, RelId relation, const Value *rows, const uint32_t *lines, uint32_t count,
                          SourceId source) {
    Table *table = store_table(store, relation);
    Stated *stated = stated_for(store, relation);
    uint32_t before = table_count(table);
    assert(source != NO_SOURCE);
    table_begin_run(table, NO_ID, 0);
    uint32_t fresh = table_insert_batch(table, rows, count);
    if (fresh == count || !KEEPS_REASONS)
        add_lines(stated, source, lines, fresh);
    else if (fresh)
        add_fresh_lines(stated, table, before, rows, lines, count, source);
    return fresh;
}

void store_expect(Store *store, RelId relation, uint32_t more) { table_expect(store_table(store, relation), more); }

static const Stretch *stretch_of(const Stated *stated, RowId row) {
    size_t low = 0, high = stated->stretches.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (stated->stretches.items[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return &stated->stretches.items[low];
}

static uint32_t word_of(const Stated *stated, const Stretch *stretch, RowId row) {
    uint32_t place = stretch->base + (row - stretch->first);
    return stretch->counts_up ? place : stated->words.items[place];
}

uint32_t store_given_count(const Store *store, RelId relation) {
    const Stated *stated = stated_of(store, relation);
    return stated ? stated->count : 0;
}

uint32_t store_origin_count(const Store *store, RelId relation, RowId row) {
    const Stated *stated = stated_of(store, relation);
    if (!stated || row >= stated->count) return 0;
    uint32_t count = 1;
    const Again *again = find_again(stated, row);
    for (uint32_t at = again ? again->first : NO_ID; at != NO_ID; at = stated->statements.items[at].next) count++;
    return count;
}

Origin store_origin(const Store *store, RelId relation, RowId row, uint32_t i) {
    const Stated *stated = stated_of(store, relation);
    if (i == 0) {
        const Stretch *stretch = stretch_of(stated, row);
        uint32_t word = word_of(stated, stretch, row);
        return stretch->source == NO_SOURCE ? stated->statements.items[word].origin
                                            : (Origin){NO_SYMBOL, {NULL, 0}, {stretch->source, word, word}};
    }
    uint32_t at = find_again(stated, row)->first;
    while (--i > 0) at = stated->statements.items[at].next;
    return stated->statements.items[at].origin;
}

bool store_find_label(const Store *store, Symbol label, RelId *relation, RowId *row) {
    const Store *beside = store->givens->beside;
    const Labelled *slot = store->givens->capacity ? label_slot(store->givens, label) : NULL;
    if (!slot || slot->label != label)
        return beside && store_find_label(beside, label, relation, row) && store_is_shared(store, *relation);
    *relation = slot->relation;
    *row = slot->row;
    return true;
}

void store_give_program(Store *store) {
    for (size_t i = 0; i < store->program->facts.count; i++) {
        const Fact *fact = &store->program->facts.items[i];
        store_give(store, fact->relation, fact->values, (Origin){fact->label, fact->cites, fact->span}, NULL);
    }
}

/* ---- copies ---- */

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
    const Stated *stated = stated_for(f->fork, to);
    uint64_t bytes = table_growth(store_table_as_is(f->fork, to), 2 * ROWS_AT_ONCE);
    if (stated->statements.count + ROWS_AT_ONCE > stated->statements.capacity)
        bytes += vec_growth(stated->statements.capacity, sizeof(Statement)) * sizeof(Statement);
    if (f->stop == STOP_NONE && budget_lacks(f->budget, bytes)) f->stop = STOP_MEMORY;
    return f->stop == STOP_NONE;
}

/* A row of `base` becomes one of `to` in the fork. */
static void fork_row(const Store *base, RelId relation, RowId row, Store *fork, RelId to) {
    const Stated *stated = stated_of(base, relation);
    const Stretch *stretch = stretch_of(stated, row);
    const Value *values = table_row(store_table(base, relation), row);
    uint32_t first = 0, count = store_origin_count(base, relation, row);
    if (stretch->source != NO_SOURCE) {
        uint32_t line = word_of(stated, stretch, row);
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
    const Stated *stated = stated_of(f->base, relation);
    if (!stated || stated->count == 0) return;
    const Stretch *stretch = stated->stretches.items, *behind = stretch + stated->stretches.count;
    Plain plain = {.count = 0};
    for (RowId row = 0; row < stated->count; row++) {
        if (row % ROWS_AT_ONCE == 0 && !goes_on(f, to)) break;
        while (stretch + 1 < behind && stretch[1].first <= row) stretch++;
        bool is_plain = stretch->source != NO_SOURCE && !find_again(stated, row);
        bool is_next = is_plain && plain.first + plain.count == row && plain.source == stretch->source;
        if (!is_next || plain.count == ROWS_AT_ONCE) give_plain(f->base, relation, &plain, f->fork, to);
        if (f->drop && f->drop(f->context, relation, row)) continue;
        if (!is_plain) {
            fork_row(f->base, relation, row, f->fork, to);
            continue;
        }
        if (plain.count == 0) plain.first = row, plain.source = stretch->source;
        plain.lines[plain.count++] = word_of(stated, stretch, row);
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
    Store *store = mem_alloc_zero(sizeof *store);
    store->program = program;
    arena_init(&store->arena);
    store->givens = mem_alloc_zero(sizeof *store->givens);
    store->shared_count = count;
    store->is_own = mem_alloc(count + 1);
    memcpy(store->is_own, is_in, count);
    for (RelId id = 0; id < count; id++) {
        uint32_t arity = program->relations.items[id].arity;
        vec_push(&store->tables, is_in[id] ? table_new(arity) : empty_table(store, arity));
        vec_push(&store->possible, NULL);
        vec_push(&store->suspended, NULL);
        vec_push(&store->streamed, NULL);
        vec_push(&store->absences, ((Absence){.is_absent = false}));
        vec_push(&store->givens->relations, NULL);
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
    Store *store = mem_alloc_zero(sizeof *store);
    store->program = base->program;
    store->round = base->round;
    store->recall = base->recall;
    arena_init(&store->arena);
    store->givens = mem_alloc_zero(sizeof *store->givens);
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

uint64_t store_row_count(const Store *store) {
    uint64_t count = 0;
    for (size_t i = 0; i < store->tables.count; i++) count += table_count(store->tables.items[i]);
    return count;
}

uint64_t store_bytes(const Store *store) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < store->tables.count; i++) {
        bytes += table_bytes(store->tables.items[i]);
        if (store->possible.items[i]) bytes += table_bytes(store->possible.items[i]);
    }
    return bytes;
}
