/* The lists of the search: what fires, what is denied and what is held off, each once. */
#include "runtime/judge/finder.h"

#include "runtime/judge/parts.h"

const Relation *finder_relation(const Finder *f, RelId id) { return &f->store->program->relations.items[id]; }

/* ---- lists ---- */

void rows_add_once(RowRefs *rows, RowRef row) {
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].relation == row.relation && rows->items[i].row == row.row) return;
    vec_push(rows, row);
}

/* What goes in a circle through something denied may change by more than one turn. */
static void note_cycle(Finder *f, RelId relation) {
    uint32_t component = finder_relation(f, relation)->component;
    if (component != NO_ID && f->store->program->components.items[component].is_alternating) f->is_doubtful = true;
}

void keep_firing(Finder *f, RowRef row) {
    if (row.row == NO_ROW) return;
    note_cycle(f, row.relation);
    rows_add_once(&f->firing, row);
}

bool is_whole(const Finder *f, RelId relation, const Term *terms) {
    for (uint32_t i = 0; i < finder_relation(f, relation)->arity; i++)
        if (terms[i].kind != TERM_CONST) return false;
    return true;
}

static const Value *copy_row(const Finder *f, RelId relation, const Value *row) {
    uint32_t arity = finder_relation(f, relation)->arity;
    Value *copy = arena_array(f->arena, Value, arity + 1);
    if (arity) memcpy(copy, row, arity * sizeof *row);
    return copy;
}

void deny_row(Finder *f, RelId relation, const Value *row) {
    uint32_t arity = finder_relation(f, relation)->arity;
    for (size_t i = 0; i < f->denied.count; i++) {
        const Denied *known = &f->denied.items[i];
        if (known->relation == relation && row_is_same(known->row, row, arity)) return;
    }
    if (f->denied.count >= KEEPING_MOST) {
        f->is_cut = true;
        return;
    }
    vec_push(&f->denied, ((Denied){relation, copy_row(f, relation, row)}));
}

static void deny(Finder *f, RelId relation, const Term *terms) {
    Value row[ATOM_COLUMNS];
    for (uint32_t c = 0; c < finder_relation(f, relation)->arity; c++)
        row[c] = terms[c].kind == TERM_CONST ? terms[c].id : UNBOUND;
    deny_row(f, relation, row);
}

/* What somebody wrote, or the body that somebody denied; not what the translation asks. */
bool is_about(const Finder *f, const Literal *literal) {
    Helper helper = finder_relation(f, literal->relation)->helper;
    return helper == HELPER_NONE || helper == HELPER_BODY || helper == HELPER_EXCEPTION || helper == HELPER_STRICT;
}

void deny_literal(Finder *f, const Literal *literal, const Value *bindings) {
    Term terms[ATOM_COLUMNS];
    literal_terms(f->store->program, literal, bindings, terms);
    deny(f, program_said(f->store->program, literal->relation), terms);
}

/* ---- what is held off ---- */

static void add_held(Finder *f, HeldOff held) {
    const Rule *rules = f->store->program->rules.items;
    if (!f->is_own || f->held.count >= HELD_MOST) return;
    for (size_t i = 0; i < f->held.count; i++) {
        const HeldOff *known = &f->held.items[i];
        if ((known->holding == HELD_EXCEPTED) != (held.holding == HELD_EXCEPTED)) continue;
        if (held.holding == HELD_EXCEPTED) {
            if (rules[known->residual.rule].written == rules[held.residual.rule].written) return;
        } else if (known->relation == held.relation &&
                   memcmp(known->row, held.row, finder_relation(f, held.relation)->arity * sizeof *held.row) == 0) {
            return;
        }
    }
    vec_push(&f->held, held);
}

void hold_row(Finder *f, Holding holding, RelId relation, const Value *row, RowRef by) {
    if (by.row == NO_ROW) return;
    add_held(f, (HeldOff){.holding = holding, .relation = relation, .row = copy_row(f, relation, row), .by = by});
}

void hold_rule(Finder *f, const Residual *residual, uint32_t exception, RowRef by) {
    const Rule *rule = &f->store->program->rules.items[residual->rule];
    Residual kept = *residual;
    if (by.row == NO_ROW || rule->kind == RULE_MADE) return;
    kept.bindings = arena_copy(f->arena, residual->bindings, (rule->variable_count + 1) * sizeof *kept.bindings);
    kept.truth = arena_copy(f->arena, residual->truth, (rule->literal_count + 1) * sizeof *kept.truth);
    add_held(
        f, (HeldOff){.holding = HELD_EXCEPTED, .residual = kept, .exception = exception, .relation = NO_ID, .by = by});
}
