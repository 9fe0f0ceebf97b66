/* What a store accepts, finds contradicted or leaves undecided: atoms of relations that somebody wrote, in words and in
 * order, so that two stores can be compared whatever their programs number. */
#ifndef HENCE_TEST_ATOMS_H
#define HENCE_TEST_ATOMS_H

#include <stdlib.h>
#include <string.h>

#include "runtime/store/store.h"

typedef enum { ATOM_ACCEPTED, ATOM_CONTRADICTED, ATOM_UNDECIDED } AtomState;
typedef struct {
    Text text; /* one behind the other, each with its end */
    Vec(const char *) items;
} Atoms;

static inline bool atoms_is_in_state(const Store *store, RelId id, const Table *table, RowId row, AtomState state) {
    if (state == ATOM_UNDECIDED) return store_is_undecided(store, id, table_row(table, row));
    return table_is_hidden(table, row) == (state == ATOM_CONTRADICTED);
}

static inline int atoms_in_order(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Of relations that somebody wrote, in order. */
static inline Atoms atoms_in(const Store *store, AtomState state) {
    const Program *program = store->program;
    Atoms atoms;
    size_t count = 0;
    memset(&atoms, 0, sizeof atoms);
    text_init(&atoms.text);
    for (RelId id = 0; id < program->relations.count; id++) {
        const Relation *relation = &program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL) continue;
        const Table *table = state == ATOM_UNDECIDED      ? store_possible(store, id)
                             : state == ATOM_CONTRADICTED ? store_table(store, program_given(program, id))
                                                          : store_table(store, id);
        for (RowId row = 0; table && row < table_count(table); row++) {
            if (!atoms_is_in_state(store, id, table, row, state)) continue;
            atom_print(program, id, table_row(table, row), &atoms.text);
            text_add_char(&atoms.text, '\0');
            count++;
        }
    }
    const char *at = atoms.text.bytes;
    for (; count; count--, at += strlen(at) + 1) vec_push(&atoms.items, at);
    if (atoms.items.count) qsort(atoms.items.items, atoms.items.count, sizeof *atoms.items.items, atoms_in_order);
    return atoms;
}

static inline void atoms_clear(Atoms *atoms) {
    vec_free(&atoms->items);
    text_clear(&atoms->text);
}

static inline bool atoms_have(const Atoms *atoms, const char *atom) {
    return atoms->items.count && bsearch(&atom, atoms->items.items, atoms->items.count, sizeof atom, atoms_in_order);
}

#endif
