/* The store: tables, and for given rows where they were stated.
 *
 * Given rows come first in their tables, so their origins are an array by row; a row stated again has its further
 * statements chained behind the first. */
#include "runtime/store/store.h"

typedef struct {
    Origin origin;
    uint32_t next; /* entry of the same row; NO_ID ends */
} Statement;

typedef struct {
    RelId relation;
    RowId row;
    Symbol label; /* NO_SYMBOL: free */
} Labelled;

typedef struct {
    Vec(Statement) statements;
    Vec(uint32_t) first; /* by row */
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
    vec_free(&store->tables);
    for (size_t i = 0; i < store->givens->relations.count; i++) {
        vec_free(&store->givens->relations.items[i].statements);
        vec_free(&store->givens->relations.items[i].first);
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
        vec_push(&store->givens->relations, ((Stated){.statements = {0}}));
    }
}

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

RowId store_give(Store *store, RelId relation, const Value *row, Origin origin, bool *is_new) {
    Table *table = store_table(store, relation);
    Stated *stated = &store->givens->relations.items[relation];
    RowId id;
    table_begin_run(table, NO_ID, 0);
    bool fresh = table_insert(table, row, &id);
    uint32_t entry = (uint32_t)stated->statements.count;
    vec_push(&stated->statements, ((Statement){origin, NO_ID}));
    if (fresh) {
        vec_push(&stated->first, entry);
    } else {
        uint32_t at = stated->first.items[id];
        while (stated->statements.items[at].next != NO_ID) at = stated->statements.items[at].next;
        stated->statements.items[at].next = entry;
    }
    if (origin.label != NO_SYMBOL) add_label(store->givens, origin.label, relation, id);
    if (is_new) *is_new = fresh;
    return id;
}

uint32_t store_give_batch(Store *store, RelId relation, const Value *rows, const uint32_t *lines, uint32_t count, SourceId source) {
    uint32_t arity = table_arity(store_table(store, relation)), fresh = 0;
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = {NO_SYMBOL, {NULL, 0}, {source, lines[i], lines[i]}};
        bool is_new;
        store_give(store, relation, rows + (size_t)i * arity, origin, &is_new);
        fresh += is_new;
    }
    return fresh;
}

uint32_t store_origin_count(const Store *store, RelId relation, RowId row) {
    const Stated *stated = &store->givens->relations.items[relation];
    if (row >= stated->first.count) return 0;
    uint32_t count = 0;
    for (uint32_t at = stated->first.items[row]; at != NO_ID; at = stated->statements.items[at].next) count++;
    return count;
}

Origin store_origin(const Store *store, RelId relation, RowId row, uint32_t i) {
    const Stated *stated = &store->givens->relations.items[relation];
    uint32_t at = stated->first.items[row];
    while (i-- > 0) at = stated->statements.items[at].next;
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

Store *store_fork(const Store *base, DropRow *drop, void *context) {
    Store *fork = store_new(base->program);
    for (RelId r = 0; r < base->tables.count; r++)
        for (RowId row = 0; row < base->givens->relations.items[r].first.count; row++) {
            if (drop && drop(context, r, row)) continue;
            uint32_t count = store_origin_count(base, r, row);
            for (uint32_t i = 0; i < count; i++)
                store_give(fork, r, table_row(store_table(base, r), row), store_origin(base, r, row, i), NULL);
        }
    return fork;
}

uint64_t store_row_count(const Store *store) {
    uint64_t count = 0;
    for (size_t i = 0; i < store->tables.count; i++) count += table_count(store->tables.items[i]);
    return count;
}

uint64_t store_bytes(const Store *store) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < store->tables.count; i++) bytes += table_bytes(store->tables.items[i]);
    return bytes;
}
