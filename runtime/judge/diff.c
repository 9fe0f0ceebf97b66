/* Differences.
 *
 * A proof that held in one world is looked at with the eyes of the other: leaves that are not there, rows that its
 * negative premises meet there, rows that are contradicted there, aggregates that come to something else.  Done with the
 * old proof it tells what was lost, with the new one what was gained.  A row met by a negative premise has a proof of
 * its own in the other world; what that rests on and this world does not have is why it is met.
 * Nothing is derived, and nothing is guessed: what is named is a row of one world that the other lacks. */
#include "runtime/judge/diff.h"

#include <stdlib.h>

#include "runtime/judge/scenario.h"
#include "runtime/why/instance.h"

typedef Vec(Str) Names;

/* One proof under the eyes of the other world. */
typedef struct {
    const Proof *proof;
    const Store *other;
    Arena *arena;
    Names missing;      /* leaves that the other world does not have */
    Names arrived;      /* facts of the other world that make it meet what the proof denies */
    Names met;          /* atoms that the proof denies and the other world has */
    Names contradicted; /* rows hidden there */
    bool has_other_value;
} Look;

static const Program *program_of(const Look *look) { return look->other->program; }
static const Relation *relation_of(const Look *look, RelId id) { return &program_of(look)->relations.items[id]; }

/* ---- names ---- */

void fact_name_print(const Program *program, RelId relation, const Value *values, Symbol label, Text *text) {
    if (label != NO_SYMBOL)
        text_add(text, intern_text(values_symbols(program->values), label));
    else
        given_print(program, relation, values, text);
}

static void add_name(Names *names, Text *text, Arena *arena) {
    vec_push(names, arena_str(arena, text_str(text)));
    text_clear(text);
}

static void add_fact(Names *names, const Store *store, RelId relation, RowId row, Arena *arena) {
    Text text;
    text_init(&text);
    fact_name_print(store->program, relation, table_row(store_table(store, relation), row),
                    store_origin(store, relation, row, 0).label, &text);
    add_name(names, &text, arena);
}

static void add_atom(Names *names, const Store *store, RelId relation, RowId row, Arena *arena) {
    Text text;
    text_init(&text);
    atom_print(store->program, program_said(store->program, relation), table_row(store_table(store, relation), row),
               &text);
    add_name(names, &text, arena);
}

static int name_order(const void *a, const void *b) { return str_compare(*(const Str *)a, *(const Str *)b); }

/* Sorted, each once; the list is cleared. */
static Strs settled(Names *names, Arena *arena) {
    size_t kept = 0;
    if (names->count) qsort(names->items, names->count, sizeof *names->items, name_order);
    for (size_t i = 0; i < names->count; i++)
        if (kept == 0 || !str_equal(names->items[i], names->items[kept - 1])) names->items[kept++] = names->items[i];
    Strs strs = {arena_copy(arena, names->items, kept * sizeof *names->items), (uint32_t)kept};
    vec_free(names);
    return strs;
}

/* ---- rows of one world in the other ---- */

static RowId row_there(const Store *from, const Store *other, RelId relation, RowId row) {
    return table_find(store_table(other, relation), table_row(store_table(from, relation), row));
}

static void look_at_row(Look *look, const Step *step) {
    Helper helper = relation_of(look, step->relation)->helper;
    RowId there = row_there(look->proof->store, look->other, step->relation, step->row);
    const Rule *rule = step_rule(look->proof, step);
    if (there == NO_ROW && !rule)
        add_fact(&look->missing, look->proof->store, step->relation, step->row, look->arena);
    else if (there == NO_ROW && rule->is_fold)
        look->has_other_value = true;
    else if (there != NO_ROW && (helper == HELPER_NONE || helper == HELPER_STRICT) &&
             table_is_hidden(store_table(look->other, step->relation), there))
        add_atom(&look->contradicted, look->other, step->relation, there, look->arena);
}

/* ---- what the proof denies ---- */

/* A label among the rules of a proof: the one nearest to what is proved. */
static Symbol first_label(const Proof *proof) {
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Rule *rule = step_rule(proof, &proof->steps.items[i]);
        if (rule && rule->label != NO_SYMBOL) return rule->label;
    }
    return NO_SYMBOL;
}

static void name_rival(Look *look, const Proof *proof) {
    Symbol label = first_label(proof);
    if (label == NO_SYMBOL) return;
    Text text;
    text_init(&text);
    text_printf(&text, "rule %.*s", STR_FMT(intern_text(values_symbols(program_of(look)->values), label)));
    add_name(&look->met, &text, look->arena);
}

/* A row that is there and should not be: by its name if somebody wrote it, and by what it rests on. */
static void look_at_obstacle(Look *look, RelId relation, RowId row) {
    Helper helper = relation_of(look, relation)->helper;
    Proof *proof = prove(look->other, relation, row);
    if (helper == HELPER_NONE && proof->steps.items[0].rule != NO_ID)
        add_atom(&look->met, look->other, relation, row, look->arena);
    if (helper == HELPER_REBUTTED || helper == HELPER_OBJECTION) name_rival(look, proof);
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        if (step->rule != NO_ID) continue;
        if (row_there(look->other, look->proof->store, step->relation, step->row) == NO_ROW)
            add_fact(&look->arrived, look->other, step->relation, step->row, look->arena);
    }
    proof_free(proof);
}

static void look_at_literal(Look *look, const Literal *literal, const Value *bindings, bool has_row) {
    bool is_lookup = literal->kind == LIT_LOOKUP && !has_row;
    if (literal->kind != LIT_NOT && !is_lookup) return;
    uint32_t arity = relation_of(look, literal->relation)->arity;
    Term terms[64];
    for (uint32_t i = 0; i < arity; i++) {
        Value value = term_value(literal->terms[i], bindings);
        terms[i] = value == UNBOUND || (is_lookup && i + 1 == arity) ? term_any() : term_const(value);
    }
    Part part = {.is_atom = true, .relation = literal->relation, .terms = terms, .span = literal->span};
    Verdict verdict = judge_part(look->other, &part);
    if (verdict.status != STATUS_ESTABLISHED) return;
    if (is_lookup)
        look->has_other_value = true;
    else
        look_at_obstacle(look, verdict.row.relation, verdict.row.row);
}

static void look_at_proof(Look *look) {
    for (size_t i = 0; i < look->proof->steps.count; i++) {
        const Step *step = &look->proof->steps.items[i];
        const Rule *rule = step_rule(look->proof, step);
        look_at_row(look, step);
        for (uint32_t k = 0; rule && step->bindings && !step->is_lost && k < rule->literal_count; k++)
            look_at_literal(look, &rule->body[k], step->bindings, step->premises[k] != NO_STEP);
    }
}

/* ---- claims ---- */

static bool has_changed(const Verdict *before, const Verdict *after) {
    if (before->status != after->status || before->reason != after->reason) return true;
    if (before->policy_sensitive != after->policy_sensitive) return true;
    return after->status == STATUS_ESTABLISHED && before->strength != after->strength;
}

static Names joined(Names a, Names b) {
    for (size_t i = 0; i < b.count; i++) vec_push(&a, b.items[i]);
    vec_free(&b);
    return a;
}

static Difference difference_of(const Store *was, const Verdict *before, const Store *is, const Verdict *after,
                                Arena *arena) {
    Look back = {.proof = before->proof, .other = is, .arena = arena};
    Look ahead = {.proof = after->proof, .other = was, .arena = arena};
    Difference difference = {0};
    if (before->proof) look_at_proof(&back);
    if (after->proof) look_at_proof(&ahead);
    Names without = joined(back.missing, ahead.arrived), with = joined(ahead.missing, back.arrived);
    difference.without = settled(&without, arena);
    difference.with = settled(&with, arena);
    difference.now = settled(&back.met, arena);
    difference.no_longer = settled(&ahead.met, arena);
    difference.contradicted = settled(&back.contradicted, arena);
    difference.has_other_value = back.has_other_value || ahead.has_other_value;
    vec_free(&ahead.contradicted);
    return difference;
}

void diff_verdicts(const Store *was, const Verdict *before, const Store *is, const Verdict *after, Arena *arena,
                   Differences *differences) {
    for (uint32_t i = 0; i < was->program->agenda->claims.count; i++) {
        if (!has_changed(&before[i], &after[i])) continue;
        Difference difference = difference_of(was, &before[i], is, &after[i], arena);
        difference.claim = i;
        vec_push(differences, difference);
    }
}

/* ---- conflicts ---- */

void diff_conflicts(const Store *store, const Conflicts *conflicts, const Store *other, const Conflicts *others,
                    Conflicts *own) {
    for (size_t i = 0; i < conflicts->count; i++) {
        const Conflict *conflict = &conflicts->items[i];
        RowId first = row_there(store, other, conflict->first, conflict->first_row);
        RowId second = row_there(store, other, conflict->second, conflict->second_row);
        bool is_known = false;
        for (size_t k = 0; k < others->count && !is_known; k++) {
            const Conflict *known = &others->items[k];
            if (known->first != conflict->first || known->second != conflict->second || known->key != conflict->key)
                continue;
            is_known = (known->first_row == first && known->second_row == second) ||
                       (known->first == known->second && known->first_row == second && known->second_row == first);
        }
        if (!is_known) vec_push(own, *conflict);
    }
}
