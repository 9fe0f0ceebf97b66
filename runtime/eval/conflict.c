/* What cannot both hold: p and -p, or two rows that agree on a key.
 *
 * Looked for when the last of the relations concerned is complete, by a look-up for each row; relations without a contrary
 * or key pay nothing.  Both sides are hidden, so that nothing follows from either. */
#include "runtime/eval/run_internal.h"

static void find_contraries(const Store *store, RelId first, RelId second, Conflicts *conflicts) {
    const Table *a = store_table(store, first), *b = store_table(store, second);
    for (RowId row = 0; row < table_count(a); row++) {
        RowId other = table_find(b, table_row(a, row));
        if (other != NO_ROW) vec_push(conflicts, ((Conflict){first, second, row, other, NO_ID}));
    }
}

static void find_key(const Store *store, RelId relation, uint32_t which, Conflicts *conflicts) {
    Table *table = store_table(store, relation);
    const Key *key = &store->program->relations.items[relation].keys[which];
    uint64_t columns = 0;
    for (uint32_t i = 0; i < key->count; i++) columns |= UINT64_C(1) << key->columns[i];
    const Index *index = table_index(table, columns);
    for (RowId row = 0; row < table_count(table); row++) {
        Value values[64];
        uint32_t n = 0;
        for (uint32_t c = 0; c < table_arity(table); c++)
            if (columns >> c & 1) values[n++] = table_row(table, row)[c];
        RowId first = index_first(index, values, 0);
        if (first != row) vec_push(conflicts, ((Conflict){relation, relation, first, row, which}));
    }
}

static void hide(const Store *store, RelId relation, RowId row) {
    Table *possible = store_possible(store, relation);
    RowId there = possible ? table_find(possible, table_row(store_table(store, relation), row)) : NO_ROW;
    table_hide(store_table(store, relation), row);
    if (there != NO_ROW) table_hide(possible, there);
}

void conflicts_find(const Store *store, const Component *component, Conflicts *conflicts) {
    const Program *program = store->program;
    size_t before = conflicts->count;
    for (uint32_t i = 0; i < component->relation_count; i++) {
        RelId r = component->relations[i];
        const Relation *relation = &program->relations.items[r];
        for (uint32_t k = 0; k < relation->key_count; k++) find_key(store, r, k, conflicts);
        RelId contrary = relation->contrary;
        if (contrary == NO_ID) continue;
        uint32_t here = relation->component, there = program->relations.items[contrary].component;
        if (there > here || (there == here && contrary > r)) continue; /* the later one looks */
        if (relation->is_negative)
            find_contraries(store, contrary, r, conflicts);
        else
            find_contraries(store, r, contrary, conflicts);
    }
    for (size_t i = before; i < conflicts->count; i++) {
        const Conflict *conflict = &conflicts->items[i];
        hide(store, conflict->first, conflict->first_row);
        hide(store, conflict->second, conflict->second_row);
    }
}
