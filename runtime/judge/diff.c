/* Differences.
 *
 * A proof that held in one world is looked at with the eyes of the other: leaves that are not there, rows that its
 * negative premises meet there, rows that are contradicted there, aggregates that come to something else.  Done with
 * the old proof it tells what was lost, with the new one what was gained.  A row met by a negative premise has a proof
 * of its own in the other world; what that rests on and this world does not have is why it is met.
 * Where there is no proof, or proofs name no given row, the claim is followed down to those that differ (cause.h).
 * Nothing is derived, and nothing is guessed: what is named is a row of one world that the other lacks. */
#include "runtime/judge/diff.h"

#include <stdlib.h>

#include "runtime/judge/cause.h"
#include "runtime/judge/dispute.h"
#include "runtime/judge/scenario.h"
#include "runtime/why/instance.h"

/* What somebody can look up, and the same for people. */
typedef struct {
    Str name, words;
} Name;
typedef Vec(Name) Names;

/* One proof under the eyes of the other world. */
typedef struct {
    const Proof *proof; /* NULL: there is none */
    const Store *own;   /* its world */
    const Store *other;
    const Sources *sources;
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
    Str name = arena_str(arena, text_str(text));
    vec_push(names, ((Name){name, name}));
    text_clear(text);
}

/* A row as it was just named, and as its relation says it: in quotes, since sentences have commas. */
static void add_saying(Names *names, Text *name, const Program *program, RelId relation, const Value *values,
                       Arena *arena) {
    RelId said = program_said(program, relation);
    bool is_sentence = program->relations.items[said].sentence.length > 0;
    add_name(names, name, arena);
    if (program->relations.items[said].helper != HELPER_NONE) return;
    Text words;
    text_init(&words);
    if (is_sentence) text_add_char(&words, '"');
    saying_print(program, said, values, &words);
    if (is_sentence) text_add_char(&words, '"');
    vec_last(names).words = arena_str(arena, text_str(&words));
    text_clear(&words);
}

static void add_fact(Names *names, const Store *store, RelId relation, RowId row, Arena *arena) {
    const Value *values = table_row(store_table(store, relation), row);
    Symbol label = store_origin(store, relation, row, 0).label;
    Text text;
    text_init(&text);
    fact_name_print(store->program, relation, values, label, &text);
    if (label == NO_SYMBOL)
        add_saying(names, &text, store->program, relation, values, arena);
    else
        add_name(names, &text, arena);
}

static void add_atom(Names *names, const Store *store, RelId relation, RowId row, Arena *arena) {
    const Value *values = table_row(store_table(store, relation), row);
    Text text;
    text_init(&text);
    atom_print(store->program, program_said(store->program, relation), values, &text);
    add_saying(names, &text, store->program, relation, values, arena);
}

static int name_order(const void *a, const void *b) {
    return str_compare(((const Name *)a)->name, ((const Name *)b)->name);
}

/* Sorted, each once; the list is cleared. */
static Strs settled(Names *names, Arena *arena) {
    size_t kept = 0;
    if (names->count) qsort(names->items, names->count, sizeof *names->items, name_order);
    for (size_t i = 0; i < names->count; i++)
        if (kept == 0 || !str_equal(names->items[i].name, names->items[kept - 1].name))
            names->items[kept++] = names->items[i];
    Str *items = arena_array(arena, Str, kept + 1), *words = arena_array(arena, Str, kept + 1);
    for (size_t i = 0; i < kept; i++) items[i] = names->items[i].name, words[i] = names->items[i].words;
    vec_free(names);
    return (Strs){items, words, (uint32_t)kept};
}

/* ---- rows of one world in the other ---- */

static RowId row_there(const Store *from, const Store *other, RelId relation, RowId row) {
    return table_find(store_table(other, relation), table_row(store_table(from, relation), row));
}

static void look_at_row(Look *look, const Step *step) {
    Helper helper = relation_of(look, step->relation)->helper;
    RowId there = row_there(look->own, look->other, step->relation, step->row);
    const Rule *rule = step_rule(look->proof, step);
    if (there == NO_ROW && !rule)
        add_fact(&look->missing, look->own, step->relation, step->row, look->arena);
    else if (there == NO_ROW && rule->is_fold)
        look->has_other_value = true;
    else if (there != NO_ROW && (helper == HELPER_NONE || helper == HELPER_STRICT) &&
             table_is_hidden(store_table(look->other, step->relation), there))
        add_atom(&look->contradicted, look->other, step->relation, there, look->arena);
}

/* ---- what the proof denies ---- */

/* `rule r`, `the objection at f.hence:3`. */
static void add_rule(Look *look, const Rule *rule) {
    Text text;
    text_init(&text);
    if (rule->label != NO_SYMBOL) {
        text_printf(&text, "rule %.*s", STR_FMT(intern_text(values_symbols(program_of(look)->values), rule->label)));
    } else {
        text_add(&text, rule->kind == RULE_OBJECTION ? STR("the objection") : STR("the rule"));
        if (look->sources && rule->span.source != NO_SOURCE) {
            text_lit(&text, " at ");
            text_add(&text, source_name(look->sources, rule->span.source));
            text_printf(&text, ":%u", (unsigned)source_place(look->sources, rule->span.source, rule->span.begin).line);
        }
    }
    add_name(&look->met, &text, look->arena);
}

/* The rule or reported fact that argues: the first thing in the proof that somebody wrote.  What is possible says only
 * over which rows a rule ranges. */
static void name_rival(Look *look, const Proof *proof) {
    bool *argues = arena_array(look->arena, bool, proof->steps.count);
    argues[0] = true;
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        const Rule *rule = step_rule(proof, step);
        if (!argues[i] || relation_of(look, step->relation)->helper == HELPER_POSSIBLE) continue;
        if (rule && rule->kind == RULE_MADE) {
            for (uint32_t k = 0; k < step->premise_count; k++)
                if (step->premises[k] != NO_STEP) argues[step->premises[k]] = true;
            continue;
        }
        if (rule)
            add_rule(look, rule);
        else if (row_there(look->other, look->own, step->relation, step->row) != NO_ROW)
            add_fact(&look->met, look->other, step->relation, step->row, look->arena);
        return;
    }
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
        if (row_there(look->other, look->own, step->relation, step->row) == NO_ROW)
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
    return before->policy_sensitive != after->policy_sensitive ||
           !stand_is_same(verdict_stand(before), verdict_stand(after));
}

static Names joined(Names a, Names b) {
    for (size_t i = 0; i < b.count; i++) vec_push(&a, b.items[i]);
    vec_free(&b);
    return a;
}

static void add_causes(const Store *was, const Store *is, const Claim *claim, const Value *atom, uint32_t part,
                       Arena *arena, Names *without, Names *with) {
    Causes causes = {0};
    causes_find(was, is, claim, atom, part, &causes);
    for (size_t i = 0; i < causes.count; i++) {
        const Cause *cause = &causes.items[i];
        add_fact(cause->is_new ? with : without, cause->is_new ? is : was, cause->relation, cause->row, arena);
    }
    vec_free(&causes);
}

void diff_causes(const Store *was, const Store *is, const Claim *claim, Arena *arena, Strs *without, Strs *with) {
    Names gone = {0}, come = {0};
    add_causes(was, is, claim, NULL, NO_ID, arena, &gone, &come);
    *without = settled(&gone, arena);
    *with = settled(&come, arena);
}

/* The rules that argue against a contested claim now and did not before. */
static void add_opponents(Look *back, const Claim *claim, const Verdict *after) {
    if (after->reason != REASON_CONTESTED || !after->atom || after->part == NO_ID) return;
    const Store *was = back->own, *is = back->other;
    Dispute dispute = dispute_of(is, claim->parts[after->part].relation, after->atom);
    for (size_t i = 0; i < dispute.contra.count; i++) {
        const Argument *argument = &dispute.contra.items[i];
        RelId id = argument->applies.relation;
        if (argument->rule == NO_ID || argument->state != APPLIES) continue;
        if (row_there(is, was, id, argument->applies.row) == NO_ROW)
            add_rule(back, &is->program->rules.items[argument->rule]);
    }
    dispute_clear(&dispute);
}

static Difference difference_of(const Store *was, const Verdict *before, const Store *is, const Verdict *after,
                                const Claim *claim, const Sources *sources, Arena *arena) {
    Look back = {before->proof, was, is, sources, arena, .has_other_value = false};
    Look ahead = {after->proof, is, was, sources, arena, .has_other_value = false};
    Difference difference = {0};
    if (before->proof) look_at_proof(&back);
    if (after->proof) look_at_proof(&ahead);
    Names without = joined(back.missing, ahead.arrived), with = joined(ahead.missing, back.arrived);
    if (without.count + with.count == 0) add_causes(was, is, claim, after->atom, after->part, arena, &without, &with);
    add_opponents(&back, claim, after);
    difference.without = settled(&without, arena);
    difference.with = settled(&with, arena);
    if (difference.without.count + difference.with.count == 0) {
        difference.without = after->policy_without;
        difference.with = after->policy_with;
    }
    difference.now = settled(&back.met, arena);
    difference.no_longer = settled(&ahead.met, arena);
    difference.contradicted = settled(&back.contradicted, arena);
    difference.has_other_value = back.has_other_value || ahead.has_other_value;
    vec_free(&ahead.contradicted);
    return difference;
}

void diff_verdicts(const Store *was, const Verdict *before, const Store *is, const Verdict *after,
                   const Sources *sources, Arena *arena, Differences *differences) {
    const Agenda *agenda = was->program->agenda;
    for (uint32_t i = 0; i < agenda->claims.count; i++) {
        if (!has_changed(&before[i], &after[i])) continue;
        Difference difference = difference_of(was, &before[i], is, &after[i], &agenda->claims.items[i], sources, arena);
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
