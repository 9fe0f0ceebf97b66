/* The store: tables, and for given rows where they were stated.
 *
 * Given rows come first in their tables and are told in stretches.  Where the lines of a file were taken one after the
 * other, the first line is all that a stretch has to know.  Else each of its rows has a word: the line, or a statement
 * with id, sources and place.  Few rows are stated again;
 * their further statements are found through a hash of rows, in order. */
#include "runtime/store/store_internal.h"

#include <assert.h>

#include "runtime/store/aside.h"

Store *store_bare(const Program *program) {
    Store *store = mem_alloc_zero(sizeof *store);
    store->program = program;
    arena_init(&store->arena);
    store->givens = mem_alloc_zero(sizeof *store->givens);
    return store;
}

Store *store_new(const Program *program) {
    Store *store = store_bare(program);
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

void store_add_table(Store *store, Table *table) {
    vec_push(&store->tables, table);
    vec_push(&store->possible, NULL);
    vec_push(&store->suspended, NULL);
    vec_push(&store->streamed, NULL);
    vec_push(&store->absences, ((Absence){.is_absent = false}));
    vec_push(&store->givens->relations, NULL);
}

void store_grow(Store *store) {
    size_t count = store->program->relations.count;
    vec_reserve(&store->tables, count);
    vec_reserve(&store->possible, count);
    vec_reserve(&store->suspended, count);
    vec_reserve(&store->streamed, count);
    vec_reserve(&store->absences, count);
    vec_reserve(&store->givens->relations, count);
    for (size_t i = store->tables.count; i < count; i++)
        store_add_table(store, table_new(store->program->relations.items[i].arity));
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

const Stated *store_stated(const Store *store, RelId relation) { return store->givens->relations.items[relation]; }

Stated *store_stated_for(const Store *store, RelId relation) {
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

const Again *stated_again(const Stated *stated, RowId row) {
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
    Stated *stated = store_stated_for(store, relation);
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
    Stated *stated = store_stated_for(store, relation);
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

const Stretch *stated_stretch(const Stated *stated, RowId row) {
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

uint32_t stated_word(const Stated *stated, const Stretch *stretch, RowId row) {
    uint32_t place = stretch->base + (row - stretch->first);
    return stretch->counts_up ? place : stated->words.items[place];
}

uint32_t store_given_count(const Store *store, RelId relation) {
    const Stated *stated = store_stated(store, relation);
    return stated ? stated->count : 0;
}

uint32_t store_origin_count(const Store *store, RelId relation, RowId row) {
    const Stated *stated = store_stated(store, relation);
    if (!stated || row >= stated->count) return 0;
    uint32_t count = 1;
    const Again *again = stated_again(stated, row);
    for (uint32_t at = again ? again->first : NO_ID; at != NO_ID; at = stated->statements.items[at].next) count++;
    return count;
}

Origin store_origin(const Store *store, RelId relation, RowId row, uint32_t i) {
    const Stated *stated = store_stated(store, relation);
    if (i == 0) {
        const Stretch *stretch = stated_stretch(stated, row);
        uint32_t word = stated_word(stated, stretch, row);
        return stretch->source == NO_SOURCE ? stated->statements.items[word].origin
                                            : (Origin){NO_SYMBOL, {NULL, 0}, {stretch->source, word, word}};
    }
    const Again *again = stated_again(stated, row);
    assert(again); /* i is below store_origin_count */
    uint32_t at = again->first;
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
