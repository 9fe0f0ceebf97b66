/* Remedies of a nearest instance: what each premise that it lacks can be given by, all of them together.
 *
 * Variables that only missing premises give take the values of rows that nearly fit, or of somebody new. */
#include "runtime/judge/levers.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/bindings.h"
#include "runtime/why/premises.h"
#include "runtime/why/residual.h"

typedef RemedyList List;

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- values for variables that only missing premises give ---- */

typedef struct {
    Thinker *t;
    const Rule *rule;
    const Attempt *attempt;
    Bindings bindings;
    uint32_t filled; /* the premise whose open columns are those of `like`; literal_count: none */
    bool is_fresh;   /* they are of somebody new */
    RowId like;
} Filling;

/* What follows from the values that are there. */
static void compute_more(Filling *f) {
    for (uint32_t i = 0; i < f->rule->literal_count; i++) {
        const Literal *literal = &f->rule->body[i];
        Value value;
        if (literal->kind != LIT_BIND || f->bindings.values[literal->variable] != UNBOUND) continue;
        if (instance_compute(f->t->store->program, literal->left, f->bindings.values, &value))
            bindings_give(&f->bindings, literal->variable, value);
    }
}

static bool is_met(const Filling *f, const Literal *literal) {
    if (!bindings_decide(&f->bindings, f->t->store->program, literal)) return true;
    return residual_truth(f->t->store, literal, f->bindings.values) != LITERAL_FALSE;
}

/* A variable of a comparison is given the value beside it that makes it hold. */
static bool mend(Filling *f, const Literal *literal) {
    const Expr *sides[] = {literal->left, literal->right};
    if (literal->kind != LIT_COMPARE) return false;
    for (int k = 0; k < 2; k++) {
        Value other;
        if (sides[k]->kind != EXPR_VAR || f->attempt->nearby->bindings[sides[k]->id] != UNBOUND) continue;
        if (!instance_compute(f->t->store->program, sides[1 - k], f->bindings.values, &other)) continue;
        if (value_kind(f->t->values, other) != KIND_INT) continue;
        for (int step = 0; step < 3; step++) {
            int64_t number = value_to_int(f->t->values, other);
            if (number == INT64_MAX || number == INT64_MIN) continue;
            f->bindings.values[sides[k]->id] = value_int(f->t->values, number + (step == 0 ? 0 : step == 1 ? 1 : -1));
            if (is_met(f, literal)) return true;
        }
    }
    return false;
}

/* Whether what was pending holds, or may. */
static bool settle(Filling *f) {
    compute_more(f);
    for (uint32_t i = 0; i < f->rule->literal_count; i++) {
        const Literal *literal = &f->rule->body[i];
        if (f->attempt->premises[i].stand != STAND_PENDING || is_met(f, literal)) continue;
        if (!mend(f, literal)) return false;
    }
    for (uint32_t i = 0; i < f->rule->literal_count; i++)
        if (f->attempt->premises[i].stand == STAND_PENDING && !is_met(f, &f->rule->body[i])) return false;
    return true;
}

static bool is_open_premise(const Filling *f, uint32_t i) {
    const Premise *premise = &f->attempt->premises[i];
    if (premise->relation == NO_ID || !stand_is_lacking(premise->stand)) return false;
    return bindings_open(&f->bindings, &f->rule->body[i], relation_of(f->t, premise->relation)->arity) > 0;
}

/* ---- what a missing premise can be given by ---- */

typedef struct {
    Thinker *t;
    List *list;
    bool is_wanted; /* the literal asks for the row, and does not deny it */
} Collector;

static void settle_row(void *context, RelId relation, RowId row) {
    Collector *c = context;
    const Value *values = table_row(store_possible(c->t->store, relation), row);
    remedies_settle(c->t, c->list, relation, values);
    remedies_around(c->t, c->list, relation, values, c->is_wanted);
    if (!c->is_wanted) remedies_break_circle(c->t, c->list, relation, values);
    if (!c->is_wanted) remedies_deny_outright(c->t, c->list, relation, values);
}

/* The cases of a body that is denied, and what would undo each: all of them together, as far as a remedy has steps. */
typedef struct {
    Thinker *t;
    RowRef row;
    List sofar;
    const Value *known[REPAIR_STEPS]; /* the bindings of each */
    uint32_t count;
    bool is_too_many;
} Cases;
enum { CASE_TRIES = 10000 };

/* Rows that differ where nobody looks make no other case. */
static bool is_known_case(const Cases *c, const Value *bindings, uint32_t variables) {
    for (uint32_t i = 0; i < c->count; i++)
        if (variables == 0 || memcmp(c->known[i], bindings, variables * sizeof *bindings) == 0) return true;
    return false;
}

/* What would give an atom that a case lacks, where stating it is not all: it is refuted, or only rules conclude it. */
static void supply(Thinker *t, WrittenAtom atom, List *list) {
    Judgement judgement = status_of_row(t->store, atom.relation, atom.row);
    bool is_simple = judgement.status == STATUS_UNSUPPORTED && relation_is_given(t->store, atom.relation);
    if (is_simple || t->is_nested) return;
    Shortfall *shortfall = shortfall_of(t->store, atom.relation, atom.row, NULL, &judgement, 1);
    Thinker nested = {.shortfall = shortfall,
                      .familiar = t->familiar,
                      .store = t->store,
                      .arena = t->arena,
                      .is_nested = true,
                      .values = t->values,
                      .heads = t->heads};
    Remedies remedies = remedies_of_thinker(nested);
    List more = {0};
    for (uint32_t i = 0; i < remedies.count; i++) vec_push(&more, remedies.items[i]);
    remedies_append(t, list, &more);
    vec_free(&more);
    shortfall_free(shortfall);
}

/* A case is undone by taking back what makes it one, or by giving it what it lacks. */
static void undo_proof_of_case(Thinker *t, List *list, const Proof *proof) {
    remedies_undo_proof(t, list, proof);
    WrittenAtoms lacking = denials_below(proof, t->arena);
    for (size_t i = 0; i < lacking.count; i++) supply(t, lacking.items[i], list);
    vec_free(&lacking);
}

static bool undo_case(void *context, RuleId rule, const Value *bindings, const RowId *rows) {
    Cases *c = context;
    uint32_t count = c->t->store->program->rules.items[rule].literal_count;
    uint32_t variables = c->t->store->program->rules.items[rule].variable_count;
    List more = {0};
    if (is_known_case(c, bindings, variables)) return true;
    if (c->count == REPAIR_STEPS) {
        c->is_too_many = true;
        return false;
    }
    c->known[c->count++] = arena_copy(c->t->arena, bindings, (variables + 1) * sizeof *bindings);
    Proof *proof = prove_by(c->t->store, c->row, &(RuleInstance){rule, bindings, rows, count});
    if (proof) undo_proof_of_case(c->t, &more, proof);
    if (c->count == 1)
        remedies_append(c->t, &c->sofar, &more);
    else
        remedies_multiply_into(c->t, &c->sofar, &more);
    proof_free(proof);
    vec_free(&more);
    return true;
}

static void undo_cases(Thinker *t, RowRef row, List *list) {
    const Table *table = store_table(t->store, row.relation);
    Cases cases = {.t = t, .row = row};
    RuleId rule = table_rule_of(table, row.row);
    uint32_t tries = CASE_TRIES;
    PremiseSearch *search = premise_search_new(t->store);
    if (rule != NO_ID && !t->store->program->rules.items[rule].is_fold)
        (void)premises_each(search, rule, table_row(table, row.row), &tries, undo_case, &cases);
    premise_search_free(search);
    if (!cases.is_too_many) remedies_append(t, list, &cases.sofar);
    vec_free(&cases.sofar);
}

typedef struct {
    VarId variable;
    uint32_t count;
} Uses;

static void count_use(void *context, VarId variable) {
    Uses *uses = context;
    uses->count += uses->variable == variable;
}

static void count_terms(const Thinker *t, RelId relation, const Term *terms, Uses *uses) {
    for (uint32_t c = 0; c < relation_of(t, relation)->arity; c++)
        if (terms[c].kind == TERM_VAR) count_use(uses, terms[c].id);
}

/* Whether the rule has the variable in one place alone: then it does not matter who that is. */
static bool is_alone(const Filling *f, VarId variable) {
    Uses uses = {.variable = variable};
    count_terms(f->t, f->rule->head, f->rule->terms, &uses);
    for (uint32_t i = 0; i < f->rule->literal_count; i++) {
        const Literal *literal = &f->rule->body[i];
        literal_each_variable(literal, count_use, &uses);
        if (literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP)
            count_terms(f->t, literal->relation, literal->terms, &uses);
    }
    return uses.count == 1;
}

/* Where nobody is known who could stand there, or only somebody who stands in another column too: a row about somebody new.
 * like: the row whose values would be taken. */
static bool may_be_anybody(const Filling *f, const Literal *literal, const Value *row, RowId like) {
    uint32_t arity = relation_of(f->t, literal->relation)->arity;
    bool is_open = false, repeats = like == NO_ROW;
    for (uint32_t c = 0; c < arity; c++) {
        if (row[c] != UNBOUND) continue;
        is_open = true;
        if (literal->terms[c].kind == TERM_VAR && !is_alone(f, literal->terms[c].id)) return false;
        for (uint32_t k = 0; k < arity && like != NO_ROW; k++)
            repeats = repeats || row[k] == table_row(store_table(f->t->store, literal->relation), like)[c];
    }
    return is_open && repeats;
}

/* Whether the variable is met, beside this premise, only where it must differ from others: then somebody new will do. */
static bool is_only_apart(const Filling *f, uint32_t premise, VarId variable) {
    Uses uses = {.variable = variable};
    count_terms(f->t, f->rule->head, f->rule->terms, &uses);
    for (uint32_t i = 0; i < f->rule->literal_count; i++) {
        const Literal *literal = &f->rule->body[i];
        if (i == premise || (literal->kind == LIT_COMPARE && literal->op == OP_NE)) continue;
        literal_each_variable(literal, count_use, &uses);
        if (literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP)
            count_terms(f->t, literal->relation, literal->terms, &uses);
    }
    return uses.count == 0;
}

/* The row that is argued about in the place of a pattern gives its values. */
static void bind_row(Filling *f, uint32_t i, const Value *row) {
    const Literal *literal = &f->rule->body[i];
    for (uint32_t c = 0; c < relation_of(f->t, literal->relation)->arity; c++) {
        Term term = literal->terms[c];
        if (term.kind == TERM_VAR && f->bindings.values[term.id] == UNBOUND) f->bindings.values[term.id] = row[c];
    }
}

/* One who is not there yet, where others fit the premise but are those already counted; false if there is no such. */
static bool bind_fresh(Filling *f, uint32_t i) {
    const Literal *literal = &f->rule->body[i];
    uint32_t arity = relation_of(f->t, literal->relation)->arity;
    Value row[ATOM_COLUMNS];
    bool is_open = false;
    for (uint32_t c = 0; c < arity; c++) {
        row[c] = term_value(literal->terms[c], f->bindings.values);
        if (row[c] != UNBOUND) continue;
        is_open = true;
        if (literal->terms[c].kind != TERM_VAR || !is_only_apart(f, i, literal->terms[c].id)) return false;
    }
    if (!is_open || !remedies_fill_fresh(f->t, literal->relation, row)) return false;
    bind_row(f, i, row);
    return true;
}

static void think_premise(Filling *f, uint32_t i, List *list) {
    Thinker *t = f->t;
    const Premise *premise = &f->attempt->premises[i];
    const Literal *literal = &f->rule->body[i];
    if (premise->relation != NO_ID) {
        uint32_t arity = relation_of(t, premise->relation)->arity;
        Value row[ATOM_COLUMNS];
        for (uint32_t c = 0; c < arity; c++) {
            bool is_idle = literal->terms[c].kind == TERM_ANY;
            row[c] = term_value(literal->terms[c], f->bindings.values);
            if (is_idle && relation_of(t, premise->relation)->columns[c].is_optional) row[c] = VALUE_NONE;
        }
        RowId like = i == f->filled ? f->like : premise->near.row;
        bool is_new = premise->stand == STAND_MISSING && may_be_anybody(f, literal, row, like);
        if (is_new) remedies_add_fresh(t, list, premise->relation, row);
        if (f->is_fresh && i == f->filled) {
            remedies_add_example(t, list, premise->relation, row);
            return;
        }
        for (uint32_t c = 0; c < arity; c++)
            if (row[c] == UNBOUND && like != NO_ROW)
                row[c] = table_row(store_table(t->store, premise->relation), like)[c];
        if (premise->stand == STAND_MISSING) remedies_add_fact(t, list, premise->relation, row, false);
        if (premise->below != NO_ID) remedies_append(t, list, &t->of_entry[premise->below]);
    } else if (premise->fact.row != NO_ROW && literal->kind == LIT_NOT &&
               relation_of(t, literal->relation)->helper == HELPER_BODY) {
        undo_cases(t, premise->fact, list);
    } else if (premise->fact.row != NO_ROW) {
        remedies_undo(t, list, premise->fact);
    } else if (literal->kind == LIT_COMPARE || remedies_reads_aggregate(t, literal)) {
        remedies_resize_group(t, list, f->rule, literal, f->bindings.values);
    } else if (literal->kind == LIT_NOT || literal->kind == LIT_ATOM) {
        Collector collector = {t, list, literal->kind == LIT_ATOM};
        residual_rows(t->store, literal, f->bindings.values, settle_row, &collector);
    }
}

static void think_filled(Filling *f, List *list) {
    List sofar = {0}, more = {0};
    vec_push(&sofar, ((Remedy){.count = 0}));
    for (uint32_t i = 0; i < f->rule->literal_count && sofar.count; i++) {
        if (!stand_is_lacking(f->attempt->premises[i].stand)) continue;
        vec_empty(&more);
        think_premise(f, i, &more);
        remedies_multiply_into(f->t, &sofar, &more);
    }
    remedies_append(f->t, list, &sofar);
    vec_free(&sofar);
    vec_free(&more);
}

static void begin_filling(Filling *f) {
    memcpy(f->bindings.values, f->attempt->nearby->bindings, f->rule->variable_count * sizeof *f->bindings.values);
    f->bindings.count = 0;
    f->like = NO_ROW;
}

/* Where rows agree with a premise, but none with the others too: the row that is argued about, or somebody new. */
static void think_loose(Filling *f, uint32_t open, List *list) {
    const Premise *premise = &f->attempt->premises[open];
    if (!f->attempt->nearby->is_loose) return;
    begin_filling(f);
    if (premise->below != NO_ID && premise->stand != STAND_MISSING && premise->row) {
        bind_row(f, open, premise->row);
        if (settle(f)) think_filled(f, list);
    }
    begin_filling(f);
    f->is_fresh = bind_fresh(f, open);
    if (f->is_fresh && settle(f)) think_filled(f, list);
    f->is_fresh = false;
}

/* Open columns of the first premise that has some take the values of facts that nearly fit. */
void remedies_complete(Thinker *t, List *list, const Attempt *attempt) {
    const Rule *rule = &t->store->program->rules.items[attempt->nearby->rule];
    Filling f = {.t = t, .rule = rule, .attempt = attempt, .bindings = bindings_new(t->arena, rule)};
    RowId rows[FILLS] = {NO_ROW};
    uint32_t open = 0, count = 1;
    begin_filling(&f);
    while (open < rule->literal_count && !is_open_premise(&f, open)) open++;
    if (open < rule->literal_count)
        count = remedies_nearest_rows(t, rule->body[open].relation, attempt->premises[open].row, rows);
    f.filled = open;
    if (open < rule->literal_count) think_loose(&f, open, list);
    for (uint32_t i = 0; i < count; i++) {
        begin_filling(&f);
        f.like = rows[i];
        if (open < rule->literal_count)
            bind_row(&f, open, table_row(store_table(t->store, rule->body[open].relation), rows[i]));
        if (settle(&f)) think_filled(&f, list);
    }
    f.like = NO_ROW;
    if (count == 0) think_filled(&f, list); /* what it is made from may give them */
}
