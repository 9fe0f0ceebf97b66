/* What was counted is looked up in the proof of the row that has the value:
 * its fold says by what and over how many rows. */
#include "runtime/show/failing.h"

#include <assert.h>

#include "runtime/judge/grounds.h"
#include "runtime/judge/matching.h"
#include "runtime/judge/repair.h"
#include "runtime/show/cases.h"
#include "runtime/show/compared.h"
#include "runtime/show/fact.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/summary.h"
#include "runtime/show/tree.h"
#include "runtime/show/valueless.h"
#include "runtime/show/words.h"
#include "runtime/why/bindings.h"
#include "runtime/why/residual.h"
#include "runtime/why/through.h"

#define CASE_PREMISES 3 /* of the case in which a `forall` fails */

typedef struct {
    const Store *store;
    const Sources *sources;
    const Rule *rule;
    const Value *bindings;
    Text *text;
} Telling;

static const Relation *relation_of(const Telling *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- what was counted ---- */

/* `have op wanted` is false. */
typedef struct {
    Value have, wanted;
    CompareOp op;
    RowRef row; /* that has the value; NO_ROW: an empty group */
} Measure;

static CompareOp turned(CompareOp op) {
    switch (op) {
    case OP_LT: return OP_GT;
    case OP_LE: return OP_GE;
    case OP_GT: return OP_LT;
    case OP_GE: return OP_LE;
    default: return op;
    }
}

/* The literal gives the variable its value. */
static bool gives(const Telling *t, const Literal *literal, VarId variable) {
    if (literal->kind != LIT_ATOM && literal->kind != LIT_LOOKUP) return false;
    for (uint32_t c = 0; c < relation_of(t, literal->relation)->arity; c++)
        if (literal->terms[c].kind == TERM_VAR && literal->terms[c].id == variable) return true;
    return false;
}

static bool measure_side(const Telling *t, const Literal *comparison, bool is_right, Measure *m) {
    const Expr bound = {.kind = EXPR_VAR, .id = comparison->variable}; /* LIT_BIND: `variable = left` */
    const Expr *right = comparison->kind == LIT_BIND ? &bound : comparison->right;
    const Expr *own = is_right ? right : comparison->left, *other = is_right ? comparison->left : right;
    if (own->kind != EXPR_VAR || t->bindings[own->id] == UNBOUND) return false;
    if (!instance_compute(t->store->program, other, t->bindings, &m->wanted)) return false;
    m->have = t->bindings[own->id];
    m->op = comparison->kind == LIT_BIND ? OP_EQ : is_right ? turned(comparison->op) : comparison->op;
    for (uint32_t i = 0; i < t->rule->literal_count; i++) {
        const Literal *literal = &t->rule->body[i];
        if (!gives(t, literal, own->id)) continue;
        m->row = literal_least(t->store, literal, t->bindings);
        if (m->row.row != NO_ROW || literal->kind == LIT_LOOKUP) return true;
    }
    return false;
}

/* An aggregate that should have the value which the literal has. */
static bool measure_aggregate(const Telling *t, const Literal *literal, Measure *m) {
    uint32_t last = relation_of(t, literal->relation)->arity - 1;
    Term terms[ATOM_COLUMNS];
    m->op = OP_EQ;
    m->wanted = term_value(literal->terms[last], t->bindings);
    if (m->wanted == UNBOUND) return false;
    literal_terms(t->store->program, literal, t->bindings, terms);
    for (uint32_t c = 0; c < last; c++)
        if (terms[c].kind == TERM_ANY) return false;
    terms[last] = term_any();
    m->row =
        (RowRef){literal->relation, row_least(t->store, store_table(t->store, literal->relation), terms, NULL, false)};
    m->have =
        m->row.row == NO_ROW ? literal->otherwise : table_row(store_table(t->store, m->row.relation), m->row.row)[last];
    return m->row.row != NO_ROW || literal->kind == LIT_LOOKUP;
}

/* The step that folds to the value; NULL. */
static const Step *find_fold(const Proof *proof, Value have) {
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        const Rule *rule = step_rule(proof, step);
        if (rule && rule->is_fold && step_values(proof, step)[rule->group_count] == have) return step;
    }
    return NULL;
}

/* ` of the 3 it needs`, where more is needed; ` where it needs fewer than 3`. */
static void needed_print(const Telling *t, const Measure *m, bool is_count, Text *text) {
    Values *values = t->store->program->values;
    bool is_more =
        m->op == OP_GT || m->op == OP_GE || (m->op == OP_EQ && value_compare(values, m->have, m->wanted) < 0);
    bool is_int = value_kind(values, m->wanted) == KIND_INT && value_to_int(values, m->wanted) != INT64_MAX;
    if (m->op == OP_GT && is_int) {
        text_printf(text, " of the %lld it needs", (long long)value_to_int(values, m->wanted) + 1);
        return;
    }
    if (is_more)
        text_add(text, m->op == OP_GT ? STR(" of the more than ") : STR(" of the "));
    else if (m->op == OP_LT)
        text_add(text, is_count ? STR(" where it needs fewer than ") : STR(" where it needs less than "));
    else
        text_add(text, m->op == OP_LE   ? STR(" where it needs at most ")
                       : m->op == OP_NE ? STR(" where it needs anything but ")
                                        : STR(" where it needs "));
    value_print(values, m->wanted, text);
    if (is_more) text_lit(text, " it needs");
}

/* The aggregate of an empty group has no row: then its rule says what it is. */
static Aggregate aggregate_of(const Telling *t, const Literal *literal) {
    const Rule *fold = program_fold(t->store->program, literal->relation);
    return fold ? fold->aggregate : AGG_COUNT;
}

static void measure_print(const Telling *t, const Measure *m, Aggregate aggregate) {
    static const char *const WORDS[] = {[AGG_COUNT] = "counted ",
                                        [AGG_SUM] = "the sum is ",
                                        [AGG_MIN] = "the least is ",
                                        [AGG_MAX] = "the greatest is ",
                                        [AGG_AVG] = "the average is "};
    Text *text = t->text;
    text_add(text, str_of(WORDS[aggregate]));
    value_print(t->store->program->values, m->have, text);
    if (aggregate == AGG_COUNT || aggregate == AGG_SUM) needed_print(t, m, aggregate == AGG_COUNT, text);
}

static void fold_print(const Telling *t, const Measure *m, const Proof *proof, const Step *fold) {
    Arena arena;
    Proof *own = prove_whole(proof->store, fold->relation, fold->row, WHOLE_STEPS);
    arena_init(&arena);
    Grounds grounds = grounds_of(own, &arena);
    measure_print(t, m, step_rule(proof, fold)->aggregate);
    if (grounds.facts.count) text_lit(t->text, ", on "), facts_named_print(t->store, &grounds, t->sources, t->text);
    proof_free(own);
    arena_clear(&arena);
}

static const Literal *reader_of(const Telling *t, const Literal *literal) {
    if (is_aggregate(t->store->program, literal)) return literal;
    for (uint32_t i = 0; i < t->rule->literal_count; i++) {
        const Literal *other = &t->rule->body[i];
        if (!is_aggregate(t->store->program, other)) continue;
        if (literal->left->kind == EXPR_VAR && gives(t, other, literal->left->id)) return other;
        if (literal->kind == LIT_BIND && gives(t, other, literal->variable)) return other;
        if (literal->kind == LIT_COMPARE && literal->right->kind == EXPR_VAR && gives(t, other, literal->right->id))
            return other;
    }
    return NULL;
}

static void counted_print(const Telling *t, const Literal *literal) {
    Measure m;
    bool is_compare = literal->kind == LIT_COMPARE || literal->kind == LIT_BIND;
    bool is_measured = is_compare ? measure_side(t, literal, false, &m) || measure_side(t, literal, true, &m)
                                  : measure_aggregate(t, literal, &m);
    if (!is_measured) return;
    if (m.row.row == NO_ROW) {
        const Literal *reader = reader_of(t, literal);
        if (reader) measure_print(t, &m, aggregate_of(t, reader));
        return;
    }
    Proof *proof = prove(t->store, m.row.relation, m.row.row);
    const Step *fold = find_fold(proof, m.have);
    if (fold) fold_print(t, &m, proof, fold);
    proof_free(proof);
}

/* ---- the case in which it fails ---- */

static void premise_print(const Telling *t, const Proof *proof, const Step *step, uint32_t i, bool is_first) {
    Text *text = t->text;
    StepId premise = step->premises[i];
    text_add(text, is_first ? STR("") : STR("; "));
    if (premise == NO_STEP) {
        const Literal *literal = &step_made_by(proof, step)->body[i];
        if (!compared_print(t->store->program, literal, step->bindings, text))
            check_print(proof, step, literal, t->sources, text);
        return;
    }
    StepId behind = step_behind(proof, premise);
    assert(behind < proof->steps.count && proof->steps.items);
    const Step *below = &proof->steps.items[behind];
    step_print_sentence(proof, below, t->sources, text);
    if (!step_rule(proof, below)) {
        text_lit(text, "  ");
        statements_print(t->store, below->relation, below->row, t->sources, text);
    }
}

/* What the rule itself has as a premise is told already. */
static bool is_told(const Telling *t, const Attempt *attempt, RowRef row) {
    for (uint32_t i = 0; i < t->rule->literal_count; i++) {
        const Premise *premise = &attempt->premises[i];
        if (premise->stand == STAND_HOLDS && premise->fact.relation == row.relation && premise->fact.row == row.row)
            return true;
    }
    return false;
}

/* The instances of the body, each told by what its first atom gives a value. */
typedef struct {
    const Telling *t;
    size_t count;
    Text names;
} Cases;

static bool note_case(void *context, const Residual *residual) {
    Cases *c = context;
    const Program *program = c->t->store->program;
    const Rule *rule = &program->rules.items[residual->rule];
    bool *is_shared = mem_alloc_zero(rule->variable_count + 1), is_told = false;
    if (residual->undecided_count || c->count++ >= CASES_NAMED) {
        mem_free(is_shared);
        return true;
    }
    for (uint32_t k = 0; k < program->relations.items[rule->head].arity; k++)
        if (rule->terms[k].kind == TERM_VAR) is_shared[rule->terms[k].id] = true;
    if (c->count > 1) text_lit(&c->names, ", ");
    for (uint32_t i = 0; i < rule->literal_count && !is_told; i++)
        for (uint32_t k = 0;
             rule->body[i].kind == LIT_ATOM && k < program->relations.items[rule->body[i].relation].arity; k++) {
            Term term = rule->body[i].terms[k];
            if (term.kind != TERM_VAR || is_shared[term.id] || residual->bindings[term.id] == UNBOUND) continue;
            text_add(&c->names, is_told ? STR(" ") : STR(""));
            value_print(program->values, residual->bindings[term.id], &c->names);
            is_told = true;
        }
    mem_free(is_shared);
    return true;
}

/* How many there are, of how many that are checked; 0: not known. */
static Cases find_cases(const Telling *t, const Literal *literal, RowRef row, size_t *all) {
    Cases cases = {.t = t};
    text_init(&cases.names);
    residual_of_row(t->store, row.relation, table_row(store_table(t->store, row.relation), row.row), false, note_case,
                    &cases);
    *all = 0;
    if (literal_is_forall(literal, t->sources))
        (void)checked_cases(t->store, literal, t->bindings, t->sources, all, NULL);
    return cases;
}

/* `fails for 2 of 3: bob, cleo; the first: `, where there are several. */
static void cases_print(const Telling *t, const Literal *literal, RowRef row) {
    bool is_forall = literal_is_forall(literal, t->sources);
    size_t all;
    Cases cases = find_cases(t, literal, row, &all);
    if (cases.count > 1) {
        text_printf(t->text, is_forall ? "fails for %zu" : "there are %zu", cases.count);
        if (all) text_printf(t->text, " of %zu", all);
        text_printf(t->text, ": %.*s", STR_FMT(text_str(&cases.names)));
        if (cases.count > CASES_NAMED) text_printf(t->text, " and %zu more", cases.count - CASES_NAMED);
        if (cases.count > REPAIR_STEPS)
            text_printf(t->text, " (no more than %d changes are tried together)", REPAIR_STEPS);
        text_lit(t->text, "; the first: ");
    } else {
        text_add(t->text, is_forall ? STR("fails for: ") : STR("there is: "));
    }
    text_clear(&cases.names);
}

/* The least row of the helper is the case: its rule has the body. */
static void failing_case_print(const Telling *t, const Attempt *attempt, const Literal *literal, RowRef row) {
    Proof *proof = prove(t->store, row.relation, row.row);
    const Step *step = &proof->steps.items[0];
    const Rule *rule = step_rule(proof, step);
    uint32_t told = 0;
    if (rule && !step->is_lost) cases_print(t, literal, row);
    for (uint32_t i = 0; rule && !step->is_lost && i < step->premise_count; i++) {
        const Step *below = step->premises[i] == NO_STEP ? NULL : &proof->steps.items[step->premises[i]];
        if (below ? is_told(t, attempt, (RowRef){below->relation, below->row}) : check_is_trivial(&rule->body[i]))
            continue;
        if (told++ < CASE_PREMISES) premise_print(t, proof, step, i, told == 1);
    }
    if (told > CASE_PREMISES) text_printf(t->text, "; and %u more", (unsigned)(told - CASE_PREMISES));
    proof_free(proof);
}

void failing_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Rule *rule = &s->store->program->rules.items[attempt->nearby->rule];
    const Premise *premise = &attempt->premises[i];
    const Literal *literal = &rule->body[i];
    Telling t = {s->store, sources, rule, attempt->nearby->bindings, text};
    if (premise->stand != STAND_NOT_SO) return;
    if (literal_reads(literal) && valueless_print(s->store, literal, t.bindings, sources, text)) return;
    if (literal->kind == LIT_COMPARE || literal->kind == LIT_BIND || is_aggregate(s->store->program, literal))
        counted_print(&t, literal);
    else if (literal->kind == LIT_NOT && premise->fact.row != NO_ROW)
        failing_case_print(&t, attempt, literal, premise->fact);
}

/* ---- as JSON ---- */

static void case_premise_json(const Telling *t, const Proof *proof, const Step *step, uint32_t i, bool is_first) {
    const Step *below =
        step->premises[i] == NO_STEP ? NULL : &proof->steps.items[step_behind(proof, step->premises[i])];
    const Rule *rule = step_rule(proof, step);
    Text words;
    text_init(&words);
    assert(rule); /* a given row has no premises */
    if (below)
        step_print_sentence(proof, below, t->sources, &words);
    else
        check_print(proof, step, &rule->body[i], t->sources, &words);
    text_add(t->text, is_first ? STR("{\"words\":") : STR(",{\"words\":"));
    text_add_json(t->text, text_str(&words));
    text_lit(t->text, ",\"atom\":");
    if (below)
        atom_json(t->store, program_said(t->store->program, below->relation), step_values(proof, below), t->text);
    else
        text_lit(t->text, "null");
    text_lit(t->text, ",\"fact_ids\":");
    if (below && !step_rule(proof, below))
        fact_ids_json(t->store, (RowRef){below->relation, below->row}, t->sources, t->text);
    else
        text_lit(t->text, "[]");
    text_add_char(t->text, '}');
    text_clear(&words);
}

static void case_json(const Telling *t, const Literal *literal, RowRef row) {
    Proof *proof = prove(t->store, row.relation, row.row);
    const Step *step = &proof->steps.items[0];
    const Rule *rule = step_rule(proof, step);
    bool is_first = true;
    size_t all;
    Cases cases = find_cases(t, literal, row, &all);
    text_clear(&cases.names);
    text_printf(t->text, ",\"case\":{\"count\":%zu,\"of\":", cases.count);
    if (all)
        text_printf(t->text, "%zu", all);
    else
        text_lit(t->text, "null");
    text_lit(t->text, ",\"first\":[");
    for (uint32_t i = 0; rule && !step->is_lost && i < step->premise_count; i++) {
        if (step->premises[i] == NO_STEP && check_is_trivial(&rule->body[i])) continue;
        case_premise_json(t, proof, step, i, is_first);
        is_first = false;
    }
    text_lit(t->text, "]}");
    proof_free(proof);
}

void failing_members(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Rule *rule = &s->store->program->rules.items[attempt->nearby->rule];
    const Premise *premise = &attempt->premises[i];
    const Telling t = {s->store, sources, rule, attempt->nearby->bindings, text};
    if (premise->stand == STAND_NOT_SO && rule->body[i].kind == LIT_NOT && premise->fact.row != NO_ROW)
        case_json(&t, &rule->body[i], premise->fact);
}
