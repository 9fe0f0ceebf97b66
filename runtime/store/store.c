/* The store: tables, and for given rows where they were stated.
 *
 * Given rows come first in their tables, so what is known of them is an array by row: one word each.  For rows of a table
 * read from a file that word is the line, and their stretch knows the file; for others it is a statement with id, sources
 * and place.  Few rows are stated again; their further statements are found through a hash of rows, in order. */
#include "runtime/store/store.h"

#include <assert.h>

typedef struct {
    Origin origin;
    uint32_t next; /* further statement of the same row; NO_ID ends */
} Statement;

typedef struct {
    RowId first;
    SourceId source; /* words are lines of it; NO_SOURCE: words are statements */
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
    Vec(uint32_t) words; /* by given row */
    Vec(Stretch) stretches;
    Vec(Statement) statements;
    Again *again; /* open addressing by row */
    uint32_t again_capacity, again_count;
} Stated;

typedef struct Givens {
    Vec(Stated) relations;
    Labelled *labels; /* open addressing by symbol */
    uint32_t capacity, count;
} Givens;

Store *store_new(const Program *program) {
    Store *store = mem_alloc_zero(sizeof *store);
    store->program = program;
    arena_init(&store->arena);
    store->givens = mem_alloc_zero(sizeof *store->givens);
    store_grow(store);
    return store;
}

void store_free(Store *store) {
    if (!store) return;
    for (size_t i = 0; i < store->tables.count; i++) table_free(store->tables.items[i]);
    for (size_t i = 0; i < store->possible.count; i++) table_free(store->possible.items[i]);
    vec_free(&store->tables);
    vec_free(&store->possible);
    for (size_t i = 0; i < store->streamed.count; i++) {
        if (store->streamed.items[i]) mem_free(store->streamed.items[i]->results);
        mem_free(store->streamed.items[i]);
    }
    vec_free(&store->streamed);
    for (size_t i = 0; i < store->givens->relations.count; i++) {
        Stated *stated = &store->givens->relations.items[i];
        vec_free(&stated->words);
        vec_free(&stated->stretches);
        vec_free(&stated->statements);
        mem_free(stated->again);
    }
    vec_free(&store->givens->relations);
    mem_free(store->givens->labels);
    mem_free(store->givens);
    arena_clear(&store->arena);
    mem_free(store);
}

void store_grow(Store *store) {
    for (size_t i = store->tables.count; i < store->program->relations.count; i++) {
        vec_push(&store->tables, table_new(store->program->relations.items[i].arity));
        vec_push(&store->possible, NULL);
        vec_push(&store->streamed, NULL);
        vec_push(&store->givens->relations, ((Stated){.again = NULL}));
    }
}

Table *store_make_possible(Store *store, RelId relation) {
    Table **possible = &store->possible.items[relation];
    const Table *table = store_table(store, relation);
    if (*possible) return *possible;
    *possible = table_new(table_arity(table));
    table_begin_run(*possible, NO_ID, 0);
    for (RowId row = 0; row < table_count(table); row++)
        if (!table_is_hidden(table, row)) table_insert(*possible, table_row(table, row), NULL);
    return *possible;
}

bool store_is_undecided(const Store *store, RelId relation, const Value *row) {
    const Table *possible = store_possible(store, relation);
    return possible && table_find(possible, row) != NO_ROW && table_find(store_table(store, relation), row) == NO_ROW;
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

/* What follows are words for rows from here on that are lines of `source`, or statements. */
static void begin_stretch(Stated *stated, SourceId source) {
    if (stated->stretches.count && vec_last(&stated->stretches).source == source) return;
    vec_push(&stated->stretches, ((Stretch){(RowId)stated->words.count, source}));
}

RowId store_give(Store *store, RelId relation, const Value *row, Origin origin, bool *is_new) {
    Table *table = store_table(store, relation);
    Stated *stated = &store->givens->relations.items[relation];
    RowId id;
    table_begin_run(table, NO_ID, 0);
    bool fresh = table_insert(table, row, &id);
    uint32_t statement = (uint32_t)stated->statements.count;
    vec_push(&stated->statements, ((Statement){origin, NO_ID}));
    if (fresh) {
        begin_stretch(stated, NO_SOURCE);
        vec_push(&stated->words, statement);
    } else {
        state_again(stated, id, statement);
    }
    if (origin.label != NO_SYMBOL) add_label(store->givens, origin.label, relation, id);
    if (is_new) *is_new = fresh;
    return id;
}

uint32_t store_give_batch(Store *store, RelId relation, const Value *rows, const uint32_t *lines, uint32_t count,
                          SourceId source) {
    Table *table = store_table(store, relation);
    Stated *stated = &store->givens->relations.items[relation];
    uint32_t arity = table_arity(table), before = table_count(table);
    assert(source != NO_SOURCE);
    table_begin_run(table, NO_ID, 0);
    table_insert_batch(table, rows, count);
    RowId next = before, end = table_count(table);
    if (next < end) begin_stretch(stated, source);
    for (uint32_t i = 0; i < count && next < end; i++) { /* new rows are in the order in which they first come */
        if (arity && memcmp(rows + (size_t)i * arity, table_row(table, next), arity * sizeof *rows) != 0) continue;
        vec_push(&stated->words, lines[i]);
        next++;
    }
    return end - before;
}

static SourceId source_of_row(const Stated *stated, RowId row) {
    size_t low = 0, high = stated->stretches.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (stated->stretches.items[middle].first <= row)
            low = middle;
        else
            high = middle;
    }
    return stated->stretches.items[low].source;
}

uint32_t store_origin_count(const Store *store, RelId relation, RowId row) {
    const Stated *stated = &store->givens->relations.items[relation];
    if (row >= stated->words.count) return 0;
    uint32_t count = 1;
    const Again *again = find_again(stated, row);
    for (uint32_t at = again ? again->first : NO_ID; at != NO_ID; at = stated->statements.items[at].next) count++;
    return count;
}

Origin store_origin(const Store *store, RelId relation, RowId row, uint32_t i) {
    const Stated *stated = &store->givens->relations.items[relation];
    if (i == 0) {
        SourceId source = source_of_row(stated, row);
        uint32_t word = stated->words.items[row];
        return source == NO_SOURCE ? stated->statements.items[word].origin
                                   : (Origin){NO_SYMBOL, {NULL, 0}, {source, word, word}};
    }
    uint32_t at = find_again(stated, row)->first;
    while (--i > 0) at = stated->statements.items[at].next;
    return stated->statements.items[at].origin;
}

bool store_find_label(const Store *store, Symbol label, RelId *relation, RowId *row) {
    if (store->givens->capacity == 0) return false;
    const Labelled *slot = label_slot(store->givens, label);
    if (slot->label != label) return false;
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

static void fork_row(const Store *base, Store *fork, RelId relation, RowId row) {
    const Stated *stated = &base->givens->relations.items[relation];
    const Value *values = table_row(store_table(base, relation), row);
    uint32_t first = 0, count = store_origin_count(base, relation, row);
    SourceId source = source_of_row(stated, row);
    if (source != NO_SOURCE) {
        store_give_batch(fork, relation, values, &stated->words.items[row], 1, source);
        first = 1;
    }
    for (uint32_t i = first; i < count; i++)
        store_give(fork, relation, values, store_origin(base, relation, row, i), NULL);
}

Store *store_fork(const Store *base, DropRow *drop, void *context) {
    Store *fork = store_new(base->program);
    for (RelId r = 0; r < base->tables.count; r++)
        for (RowId row = 0; row < base->givens->relations.items[r].words.count; row++)
            if (!drop || !drop(context, r, row)) fork_row(base, fork, r, row);
    return fork;
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
