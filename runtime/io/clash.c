/* What stands against a new row: a look-up for its contrary, for each `contrary` that names its relation, and for each
 * key. */
#include "runtime/io/clash.h"

/* The contrary that is given, NO_ROW. */
static RowId find_contrary(const Program *program, const Store *store, RelId relation, const Value *row, RelId *other) {
    RelId contrary = program->relations.items[program_said(program, relation)].contrary;
    if (contrary == NO_ID) return NO_ROW;
    *other = program_given(program, contrary);
    return table_find(store_table(store, *other), row);
}

/* A row of the table that fits the terms, some of whose variables have values. */
static RowId find_fitting(Table *table, const Term *terms, const Value *bindings) {
    uint64_t columns = 0;
    Value key[64], more[CONTRARY_VARIABLES];
    uint32_t count = 0, arity = table_arity(table);
    for (uint32_t i = 0; i < arity; i++) {
        bool is_bound =
            terms[i].kind == TERM_CONST || (terms[i].kind == TERM_VAR && bindings[terms[i].id] != UINT32_MAX);
        if (!is_bound) continue;
        columns |= UINT64_C(1) << i;
        key[count++] = terms[i].kind == TERM_CONST ? terms[i].id : bindings[terms[i].id];
    }
    const Index *index = columns ? table_index(table, columns) : NULL;
    for (RowId row = index ? index_first(index, key, 0) : 0; row < table_count(table);
         row = index ? index_next(index, row) : row + 1) {
        memcpy(more, bindings, sizeof more);
        if (terms_fit(terms, arity, table_row(table, row), more)) return row;
    }
    return NO_ROW;
}

/* What a `contrary` of the program sets against the row. */
static RowId find_declared(const Program *program, const Store *store, RelId relation, const Value *row, RelId *other) {
    for (size_t i = 0; i < 2 * program->contraries.count; i++) {
        const Contrary *c = &program->contraries.items[i / 2];
        const Term *own = i % 2 ? c->second_terms : c->first_terms, *others = i % 2 ? c->first_terms : c->second_terms;
        Value bindings[CONTRARY_VARIABLES];
        if (program_given(program, i % 2 ? c->second : c->first) != relation) continue;
        memset(bindings, 0xFF, sizeof bindings);
        if (!terms_fit(own, program->relations.items[relation].arity, row, bindings)) continue;
        *other = program_given(program, i % 2 ? c->first : c->second);
        RowId known = find_fitting(store_table(store, *other), others, bindings);
        if (known != NO_ROW) return known;
    }
    return NO_ROW;
}

static RowId find_by_key(const Program *program, const Store *store, RelId relation, const Value *row) {
    const Relation *of = &program->relations.items[program_said(program, relation)];
    Table *table = store_table(store, relation);
    for (uint32_t k = 0; k < of->key_count; k++) {
        uint64_t columns = 0;
        Value key[64];
        uint32_t count = 0;
        for (uint32_t i = 0; i < of->keys[k].count; i++) columns |= UINT64_C(1) << of->keys[k].columns[i];
        for (uint32_t c = 0; c < of->arity; c++)
            if (columns >> c & 1) key[count++] = row[c];
        if (count == 0) {
            if (table_count(table)) return 0; /* one row is all there may be */
            continue;
        }
        RowId known = index_first(table_index(table, columns), key, 0);
        if (known != NO_ROW) return known;
    }
    return NO_ROW;
}

Clash clash_find(const Program *program, const Store *store, RelId relation, const Value *row, RowRef *other) {
    other->row = find_contrary(program, store, relation, row, &other->relation);
    if (other->row == NO_ROW) other->row = find_declared(program, store, relation, row, &other->relation);
    if (other->row != NO_ROW) return CLASH_CONTRARY;
    *other = (RowRef){relation, find_by_key(program, store, relation, row)};
    return other->row == NO_ROW ? CLASH_NONE : CLASH_KEY;
}
