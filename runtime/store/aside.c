/* Asides: stores that share most of their tables with the one they belong to. */
#include "runtime/store/aside.h"

typedef struct {
    Store *aside;
    RowId there;
} Noted;

struct Asides {
    Vec(Store *) stores;
    Table *rows;      /* (relation, row) of the store */
    Vec(Noted) noted; /* by row of that */
};

static void share(const Store *store, Store *aside, size_t from) {
    for (size_t r = from; r < store->tables.count; r++) {
        vec_push(&aside->tables, store->tables.items[r]);
        vec_push(&aside->possible, store->possible.items[r]);
        vec_push(&aside->suspended, store->suspended.items[r]);
        vec_push(&aside->streamed, NULL);
        vec_push(&aside->absences, ((Absence){.is_absent = false}));
    }
}

Store *store_add_aside(Store *store) {
    if (!store->asides) {
        store->asides = mem_alloc_zero(sizeof *store->asides);
        store->asides->rows = table_new(2);
    }
    Store *aside = mem_alloc_zero(sizeof *aside);
    aside->program = store->program;
    aside->round = store->round;
    aside->without = store->without;
    aside->givens = store->givens;
    aside->recall = store->recall;
    share(store, aside, 0);
    vec_push(&store->asides->stores, aside);
    return aside;
}

void aside_take(Store *aside, RelId relation, Table *table, Table *possible) {
    aside->tables.items[relation] = table;
    aside->possible.items[relation] = possible;
}

static const Noted *find_noted(const Store *store, RelId relation, RowId row) {
    if (!store->asides) return NULL;
    RowId found = table_find(store->asides->rows, (const Value[]){relation, row});
    return found == NO_ROW ? NULL : &store->asides->noted.items[found];
}

bool store_is_aside(const Store *store, RelId relation, RowId row) { return find_noted(store, relation, row) != NULL; }

void store_note_aside(Store *store, RowRef ref, Store *aside, RowId there) {
    if (table_insert(store->asides->rows, (const Value[]){ref.relation, ref.row}, NULL))
        vec_push(&store->asides->noted, ((Noted){aside, there}));
}

RowId store_find_aside(const Store *store, RowRef ref, const Store **where) {
    const Noted *noted = find_noted(store, ref.relation, ref.row);
    *where = noted ? noted->aside : store;
    if (!noted) return ref.row;
    noted->aside->program = store->program; /* which may have been copied since */
    noted->aside->watch = store->watch;
    return noted->there;
}

void asides_free(Store *store) {
    if (!store->asides) return;
    for (size_t i = 0; i < store->asides->stores.count; i++) {
        Store *aside = store->asides->stores.items[i];
        for (size_t r = 0; r < aside->tables.count; r++) {
            if (aside->tables.items[r] == store->tables.items[r]) continue;
            table_free(aside->tables.items[r]);
            table_free(aside->possible.items[r]);
        }
        vec_free(&aside->tables);
        vec_free(&aside->possible);
        vec_free(&aside->suspended);
        vec_free(&aside->streamed);
        vec_free(&aside->absences);
        mem_free(aside);
    }
    vec_free(&store->asides->stores);
    vec_free(&store->asides->noted);
    table_free(store->asides->rows);
    mem_free(store->asides);
}

void asides_grow(Store *store) {
    for (size_t i = 0; store->asides && i < store->asides->stores.count; i++)
        share(store, store->asides->stores.items[i], store->asides->stores.items[i]->tables.count);
}
