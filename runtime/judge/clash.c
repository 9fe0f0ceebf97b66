/* What is contradicted lies where what is certain does.  The other world may be of another reading of the files.
 * Tables that have nothing contradicted cost nothing. */
#include "runtime/judge/clash.h"

#include "runtime/judge/parts.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static bool is_accepted(const Table *table, RowId row) { return row != NO_ROW && !table_is_hidden(table, row); }

/* Contradicted there, and accepted here; NO_ROW. */
static RowId row_here(const Store *before, RelId id, const Store *after, RelId there, RowId row) {
    Value values[ATOM_COLUMNS];
    Table *table = store_table(before, id);
    if (!table_is_hidden(store_table(after, there), row) ||
        !values_carry_row(after->program->values, before->program->values, table_row(store_table(after, there), row),
                          relation_of(before, id)->arity, values))
        return NO_ROW;
    RowId own = table_find(table, values);
    return is_accepted(table, own) ? own : NO_ROW;
}

static bool is_less(const Store *store, RowRef a, RowRef b) {
    return atoms_compare(store->program, a.relation, table_row(store_table(store, a.relation), a.row), b.relation,
                         table_row(store_table(store, b.relation), b.row)) < 0;
}

static void look_in(const Store *before, RelId id, const Store *after, RelId there, RowRef *clash) {
    const Table *table = store_table(after, there);
    for (RowId row = 0; table_hidden_count(table) && row < table_count(table); row++) {
        RowRef own = {id, row_here(before, id, after, there, row)};
        if (own.row != NO_ROW && (clash->row == NO_ROW || is_less(before, own, *clash))) *clash = own;
    }
}

RowRef world_clash(const Store *before, const Store *after, const bool *is_reached) {
    RowRef clash = {NO_ID, NO_ROW};
    for (RelId id = 0; id < before->program->relations.count; id++) {
        const Relation *relation = relation_of(before, id);
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL || (is_reached && !is_reached[id])) continue;
        RelId there = program_relation_there(before->program, id, after->program);
        if (there != NO_ID) look_in(before, id, after, program_given(after->program, there), &clash);
    }
    return clash;
}
