/* Of a literal that leaves a column open it is the row that is told;
 * of all others each rival that is accepted, and of `not p` each p. */
#include "runtime/judge/refutations.h"

#include <stdlib.h>

#include "runtime/judge/parts.h"
#include "runtime/why/through.h"

typedef struct {
    const Store *store;
    RowRef *rows;
    uint32_t count;
    bool is_cut;
} Finding;

static void add(Finding *f, RowRef row) {
    for (uint32_t i = 0; i < f->count; i++)
        if (f->rows[i].relation == row.relation && f->rows[i].row == row.row) return;
    if (f->count == REFUTATIONS_KEPT)
        f->is_cut = true;
    else
        f->rows[f->count++] = row;
}

/* The rows that are accepted and agree, in value order. */
static void add_rows(Finding *f, RelId relation, const Term *terms, const Value *except) {
    RowIds rows = rows_accepted(f->store, store_table(f->store, relation), terms, except);
    for (size_t i = 0; i < rows.count; i++) add(f, (RowRef){relation, rows.items[i]});
    vec_free(&rows);
}

static void add_rivals(Finding *f, RelId relation, const Value *row) {
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(f->store->program, relation, row, &arena);
    for (size_t i = 0; i < rivals.count; i++)
        add_rows(f, rivals.items[i].relation, rivals.items[i].terms, rivals.items[i].except);
    vec_free(&rivals);
    arena_clear(&arena);
}

static void look_at_part(Finding *f, const Part *part, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    Value row[ATOM_COLUMNS];
    Judgement judgement = part_judge(f->store, part, bindings, NULL);
    if (judgement.status != STATUS_REFUTED) return;
    bool is_ground = part_terms(f->store, part, bindings, terms, row);
    add(f, judgement.row);
    if (part->is_negated)
        add_rows(f, part->relation, terms, NULL);
    else if (is_ground)
        add_rivals(f, part->relation, row);
}

/* The row that is accepted instead, where it is that which a key or a declared contrary turns into a denial;
 * else of NO_ROW. */
static RowRef instead_of(const Store *store, RowRef row) {
    RowRef instead = {NO_ID, NO_ROW};
    Proof *proof = prove(store, row.relation, row.row);
    const Step *step = &proof->steps.items[step_behind(proof, 0)];
    const Rule *rule = step_rule(proof, step);
    if (rule && rule_denies_rival(store->program, rule) && step->premise_count && step->premises[0] != NO_STEP) {
        const Step *premise = &proof->steps.items[step->premises[0]];
        instead = (RowRef){premise->relation, premise->row};
    }
    proof_free(proof);
    return instead;
}

static bool says_the_same(const Store *store, RowRef a, RowRef b) {
    const Program *program = store->program;
    uint32_t arity = program->relations.items[a.relation].arity;
    if (program_said(program, a.relation) != program_said(program, b.relation)) return false;
    return row_is_same(table_row(store_table(store, a.relation), a.row),
                       table_row(store_table(store, b.relation), b.row), arity);
}

/* What is told as the reason of another is not told twice: it goes behind the others, in order.  Their number. */
static uint32_t put_reasons_last(Finding *f, Arena *arena) {
    RowRef *sorted = arena_array(arena, RowRef, f->count + 1);
    bool *is_reason = arena_array(arena, bool, f->count + 1);
    uint32_t told = 0, count = 0;
    for (uint32_t i = 0; i < f->count; i++) is_reason[i] = false;
    for (uint32_t i = 0; i < f->count; i++) {
        RowRef instead = instead_of(f->store, f->rows[i]);
        for (uint32_t k = 0; k < f->count && instead.row != NO_ROW; k++)
            is_reason[k] = is_reason[k] || (k != i && says_the_same(f->store, f->rows[k], instead));
    }
    for (uint32_t i = 0; i < f->count; i++) told += !is_reason[i];
    if (told == 0) return f->count;
    for (int last = 0; last < 2; last++)
        for (uint32_t i = 0; i < f->count; i++)
            if (is_reason[i] == (last > 0)) sorted[count++] = f->rows[i];
    f->rows = sorted;
    return told;
}

Refutations refutations_of(const Store *store, const Claim *claim, Arena *arena) {
    Finding f = {.store = store, .rows = arena_array(arena, RowRef, REFUTATIONS_KEPT)};
    Value bindings[ANSWER_COLUMNS];
    if (claim_deciding(store, claim, bindings) != STATUS_REFUTED) return (Refutations){.rows = f.rows};
    for (uint32_t i = 0; i < claim->part_count; i++)
        if (claim->parts[i].is_atom) look_at_part(&f, &claim->parts[i], bindings);
    uint32_t told = f.count > 1 ? put_reasons_last(&f, arena) : f.count;
    return (Refutations){f.rows, f.count, told, f.is_cut};
}
