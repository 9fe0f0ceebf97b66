/* Chains of an index, sorted.
 *
 * Bounds count rows of chains, never what arrived first, so that the order of facts does not matter: of a long chain
 * the least rows are kept in a heap whose root is the greatest of them. */
#include "runtime/why/chain.h"

#include "runtime/why/instance.h"

enum { ROWS_TRIED = 2048 /* of one chain */ };

typedef struct {
    const Values *values;
    const Literal *literal;
    const Table *table;
    RowIds *list;
    size_t first; /* of the list: where the heap begins */
} Chain;

/* By the columns that matter. */
static int compare_rows(const Chain *c, RowId a, RowId b) {
    const Value *x = table_row(c->table, a), *y = table_row(c->table, b);
    uint32_t arity = table_arity(c->table);
    for (uint32_t i = 0; i < arity; i++)
        if (x[i] != y[i] && c->literal->terms[i].kind != TERM_ANY) return value_order(c->values, x[i], y[i]);
    return 0;
}

/* Moves a row down a heap whose root is the greatest. */
static void sift(const Chain *c, size_t count, size_t at) {
    RowId *heap = c->list->items + c->first;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) return;
        if (child + 1 < count && compare_rows(c, heap[child], heap[child + 1]) < 0) child++;
        if (compare_rows(c, heap[at], heap[child]) >= 0) return;
        RowId row = heap[at];
        heap[at] = heap[child];
        heap[child] = row;
        at = child;
    }
}

static void make_heap(const Chain *c, size_t count) {
    for (size_t i = count / 2; i-- > 0;) sift(c, count, i);
}

static void sort_rows(const Chain *c) {
    size_t count = c->list->count - c->first;
    RowId *heap = c->list->items + c->first;
    make_heap(c, count);
    for (size_t n = count; n-- > 1;) {
        RowId row = heap[0];
        heap[0] = heap[n];
        heap[n] = row;
        sift(c, n, 0);
    }
}

/* Of rows in order, each that differs from the one before. */
static void keep_different(const Chain *c) {
    RowIds *list = c->list;
    size_t kept = c->first;
    for (size_t i = c->first; i < list->count; i++) {
        RowId row = list->items[i];
        if (kept > c->first && compare_rows(c, list->items[kept - 1], row) == 0) continue;
        list->items[kept++] = row;
    }
    list->count = kept;
}

/* Takes the row in if it is among the least.  False if one is left out, be it another one. */
static bool list_row(const Chain *c, RowId row) {
    size_t count = c->list->count - c->first;
    if (count < ROWS_TRIED) {
        vec_push(c->list, row);
        if (count + 1 == ROWS_TRIED) make_heap(c, ROWS_TRIED);
        return true;
    }
    RowId *greatest = &c->list->items[c->first];
    if (compare_rows(c, row, *greatest) >= 0) return false;
    *greatest = row;
    sift(c, count, 0);
    return false;
}

bool chain_list(const Store *store, const Literal *literal, const Value *bindings, uint32_t *rows_left, RowIds *list) {
    Table *table = store_table(store, literal->relation);
    Value key[64];
    uint64_t columns = literal_key(literal, table_arity(table), bindings, key);
    if (columns == 0 && table_count(table) > *rows_left) return false;
    const Chain chain = {store->program->values, literal, table, list, list->count};
    const Index *index = table_index(table, columns);
    uint32_t count = 0;
    bool is_whole = true;
    for (RowId row = index_first(index, key, 0); row != NO_ROW && count <= *rows_left; row = index_next(index, row)) {
        count++;
        if (table_is_hidden(table, row) && !literal->sees_hidden) continue;
        if (!list_row(&chain, row)) is_whole = false;
    }
    if (count > *rows_left) {
        *rows_left /= 2;
        list->count = chain.first;
        return false;
    }
    *rows_left -= count;
    sort_rows(&chain);
    keep_different(&chain);
    return is_whole;
}
