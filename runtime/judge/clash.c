/* What is contradicted lies where what is certain does.  The other world may be of another reading of the files.
 * Tables that have nothing contradicted cost nothing. */
#include "runtime/judge/clash.h"

#include "runtime/judge/parts.h"
#include "runtime/judge/rivals.h"

typedef struct {
    const Store *before, *after;
    const WrittenAtoms *added;
    const Proof *proof;
    Contradicted found;
    bool is_rival, is_of_proof; /* what was found */
    Rivals rivals;              /* of what is added and thrown out, once something is found */
    Arena arena;                /* of these */
} Search;

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

/* ---- which of them is told ---- */

/* Whether what was added is contradicted there. */
static bool is_thrown_out(const Search *s, const WrittenAtom *atom) {
    Value values[ATOM_COLUMNS];
    const Program *own = s->before->program, *program = s->after->program;
    RelId there = program_relation_there(own, atom->relation, program);
    if (there == NO_ID) return false;
    if (!values_carry_row(own->values, program->values, atom->row, relation_of(s->before, atom->relation)->arity,
                          values))
        return false;
    const Table *table = store_table(s->after, program_given(program, there));
    RowId row = table_find(table, values);
    return row != NO_ROW && table_is_hidden(table, row);
}

/* What contradicts those that are: a change adds one or two atoms. */
static void find_thrown_out(Search *s) {
    for (size_t i = 0; i < s->added->count && i < 32; i++) {
        const WrittenAtom *atom = &s->added->items[i];
        if (!is_thrown_out(s, atom)) continue;
        s->found.of_added |= UINT32_C(1) << i;
        Rivals rivals = rivals_of(s->before->program, atom->relation, atom->row, &s->arena);
        for (size_t k = 0; k < rivals.count; k++) vec_push(&s->rivals, rivals.items[k]);
        vec_free(&rivals);
    }
}

static bool is_against_added(const Search *s, const WrittenAtom *row) {
    const uint32_t arity = relation_of(s->before, row->relation)->arity;
    for (size_t k = 0; k < s->rivals.count; k++)
        if (s->rivals.items[k].relation == row->relation && row_agrees(row->row, s->rivals.items[k].terms, arity))
            return true;
    return false;
}

static bool is_in_proof(const Search *s, const WrittenAtom *row) {
    const Program *program = s->before->program;
    for (size_t i = 0; s->proof && i < s->proof->steps.count; i++) {
        const Step *step = &s->proof->steps.items[i];
        WrittenAtom own = {program_said(program, step->relation), step_values(s->proof, step)};
        if (written_atom_is_same(program, own, *row)) return true;
    }
    return false;
}

static bool is_less(const Store *store, RowRef a, RowRef b) {
    return atoms_compare(store->program, a.relation, table_row(store_table(store, a.relation), a.row), b.relation,
                         table_row(store_table(store, b.relation), b.row)) < 0;
}

static void note(Search *s, RowRef own) {
    const WrittenAtom row = {own.relation, table_row(store_table(s->before, own.relation), own.row)};
    Contradicted *found = &s->found;
    if (found->row.row == NO_ROW) find_thrown_out(s);
    bool is_rival = is_against_added(s, &row), is_of_proof = is_in_proof(s, &row), is_better;
    if (found->row.row == NO_ROW)
        is_better = true;
    else if (is_rival != s->is_rival)
        is_better = is_rival;
    else if (is_of_proof != s->is_of_proof)
        is_better = is_of_proof;
    else
        is_better = is_less(s->before, own, found->row);
    found->others += found->row.row != NO_ROW;
    if (!is_better) return;
    found->row = own;
    s->is_rival = is_rival;
    s->is_of_proof = is_of_proof;
}

static void look_in(Search *s, RelId id, RelId there) {
    const Table *table = store_table(s->after, there);
    for (RowId row = 0; table_hidden_count(table) && row < table_count(table); row++) {
        RowRef own = {id, row_here(s->before, id, s->after, there, row)};
        if (own.row != NO_ROW) note(s, own);
    }
}

Contradicted world_clash(const Store *before, const Store *after, const bool *is_reached, const WrittenAtoms *added,
                         const Proof *proof) {
    Search s = {.before = before, .after = after, .added = added, .proof = proof, .found = NONE_CONTRADICTED};
    arena_init(&s.arena);
    for (RelId id = 0; id < before->program->relations.count; id++) {
        const Relation *relation = relation_of(before, id);
        if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL || (is_reached && !is_reached[id])) continue;
        RelId there = program_relation_there(before->program, id, after->program);
        if (there != NO_ID) look_in(&s, id, program_given(after->program, there));
    }
    vec_free(&s.rivals);
    arena_clear(&s.arena);
    s.found.is_least = proof != NULL;
    return s.found;
}
