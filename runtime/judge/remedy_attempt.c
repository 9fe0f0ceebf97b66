/* Remedies of a nearest instance: what each premise that it lacks can be given by, all of them together.
 *
 * Variables that only missing premises give take the values of rows that nearly fit, or of somebody new. */
#include "runtime/judge/levers.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/bindings.h"
#include "runtime/why/residual.h"

typedef RemedyList List;

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- values for variables that only missing premises give ---- */

typedef struct {
    Thinker *t;
    const Rule *rule;
    const Attempt *attempt;
    Bindings bindings;
    uint32_t filled;  /* the premise whose open columns are those of `like`; literal_count: none */
    bool is_fresh;    /* they are of somebody new, */
    bool is_keyed;    /* but for columns outside a key, which are those of `like` */
    bool is_compared; /* what a comparison waits for comes from that, and not from `like` */
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

/* Whether what is asked lacks a premise of a relation of which nothing is known yet;
 * further down there is more than enough to try without. */
static bool is_unheard_of(const Filling *f, uint32_t i) {
    return f->t->is_asked && i < f->rule->literal_count &&
           table_count(store_table(f->t->store, f->rule->body[i].relation)) == 0;
}

/* Variables that no fact gives yet, by the comparisons that wait for them; false if there are none. */
static bool bind_compared(Filling *f) {
    bool any = false;
    for (uint32_t i = 0; i < f->rule->literal_count; i++)
        any = (f->attempt->premises[i].stand == STAND_PENDING && mend(f, &f->rule->body[i])) || any;
    return any;
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
        if (literal_reads(literal)) count_terms(f->t, literal->relation, literal->terms, &uses);
    }
    return uses.count == 1;
}

/* Where nobody is known who could stand there, or only somebody who stands in another column too: a row about somebody
 * new.  like: the row whose values would be taken. */
static bool may_be_anybody(const Filling *f, const Literal *literal, const Value *row, RowId like) {
    uint32_t arity = relation_of(f->t, literal->relation)->arity;
    bool is_open = false, repeats = like == NO_ROW;
    for (uint32_t c = 0; c < arity; c++) {
        if (row[c] != UNBOUND) continue;
        is_open = true;
        if (literal->terms[c].kind == TERM_VAR && !is_alone(f, literal->terms[c].id)) return false;
        Value its = like == NO_ROW ? VALUE_NONE : table_row(store_table(f->t->store, literal->relation), like)[c];
        bool is_somebody = its != VALUE_NONE && value_kind(f->t->values, its) == KIND_SYMBOL;
        for (uint32_t k = 0; k < arity && is_somebody; k++) repeats = repeats || row[k] == its;
    }
    return is_open && repeats;
}

/* Whether the variable is met, beside this premise, only where it must differ from others:
 * then somebody new will do. */
static bool is_only_apart(const Filling *f, uint32_t premise, VarId variable) {
    Uses uses = {.variable = variable};
    count_terms(f->t, f->rule->head, f->rule->terms, &uses);
    for (uint32_t i = 0; i < f->rule->literal_count; i++) {
        const Literal *literal = &f->rule->body[i];
        if (i == premise || (literal->kind == LIT_COMPARE && literal->op == OP_NE)) continue;
        literal_each_variable(literal, count_use, &uses);
        if (literal_reads(literal)) count_terms(f->t, literal->relation, literal->terms, &uses);
    }
    return uses.count == 0;
}

/* ---- somebody new, where a key keeps those who are known from being told otherwise ---- */

static bool is_in_key(const Key *key, uint32_t column) {
    for (uint32_t i = 0; i < key->count; i++)
        if (key->columns[i] == column) return true;
    return false;
}

/* The first key with a column that is open in the premise; NULL if there is none. */
static const Key *open_key(const Filling *f, uint32_t i) {
    const Literal *literal = &f->rule->body[i];
    const Relation *relation = relation_of(f->t, literal->relation);
    for (uint32_t k = 0; k < relation->key_count; k++)
        for (uint32_t c = 0; c < relation->arity; c++)
            if (is_in_key(&relation->keys[k], c) && term_value(literal->terms[c], f->bindings.values) == UNBOUND)
                return &relation->keys[k];
    return NULL;
}

/* Gives the open columns of the key names that nobody has there; false where there are none to be had. */
static bool fill_key(const Filling *f, const Key *key, RelId relation, Value *row) {
    const Relation *r = relation_of(f->t, relation);
    Term terms[ATOM_COLUMNS];
    for (uint32_t c = 0; c < r->arity; c++) terms[c] = term_any();
    for (uint32_t c = 0; c < r->arity; c++) {
        if (!is_in_key(key, c) || row[c] != UNBOUND) continue;
        bool is_name = f->t->store->program->types.items[r->columns[c].type].kind != TYPE_INT;
        row[c] = is_name ? remedies_new_value(f->t, relation, terms, c, 0) : UNBOUND;
        terms[c] = term_any();
        if (row[c] == UNBOUND) return false;
    }
    return true;
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

/* With a name that nobody has in the key of the premise, and else the values of `like`. */
static bool bind_new_key(Filling *f, uint32_t i, const Value *like) {
    const Literal *literal = &f->rule->body[i];
    const Key *key = open_key(f, i);
    Value row[ATOM_COLUMNS];
    if (!key) return false;
    for (uint32_t c = 0; c < relation_of(f->t, literal->relation)->arity; c++)
        row[c] = term_value(literal->terms[c], f->bindings.values);
    if (!fill_key(f, key, literal->relation, row)) return false;
    bind_row(f, i, row);
    bind_row(f, i, like);
    return true;
}

/* Columns that the rule does not care for, where no fact has shown yet what stands in them: the number or date that
 * another column of the same type has, so that it began and ended in one year. */
static void fill_idle(const Filling *f, const Literal *literal, Value *row) {
    const Relation *relation = relation_of(f->t, literal->relation);
    for (uint32_t c = 0; c < relation->arity; c++)
        for (uint32_t k = 0; row[c] == UNBOUND && literal->terms[c].kind == TERM_ANY && k < relation->arity; k++)
            if (relation->columns[k].type == relation->columns[c].type && row[k] != UNBOUND && row[k] != VALUE_NONE &&
                value_kind(f->t->values, row[k]) != KIND_SYMBOL)
                row[c] = row[k];
}

/* An atom that is missing, or that something below it could give. */
static void think_atom(Filling *f, uint32_t i, List *list) {
    Thinker *t = f->t;
    const Premise *premise = &f->attempt->premises[i];
    const Literal *literal = &f->rule->body[i];
    uint32_t arity = relation_of(t, premise->relation)->arity;
    Value row[ATOM_COLUMNS] = {0};
    for (uint32_t c = 0; c < arity; c++) {
        bool is_idle = literal->terms[c].kind == TERM_ANY;
        row[c] = term_value(literal->terms[c], f->bindings.values);
        if (is_idle && relation_of(t, premise->relation)->columns[c].is_optional) row[c] = VALUE_NONE;
    }
    RowId like = i == f->filled ? f->like : premise->near.row;
    bool is_new = premise->stand == STAND_MISSING && may_be_anybody(f, literal, row, like);
    if (is_new) remedies_add_fresh(t, list, premise->relation, row);
    bool is_example = (f->is_fresh || f->is_keyed) && i == f->filled;
    const Key *key = is_example && f->is_keyed ? open_key(f, i) : NULL;
    if (key && !fill_key(f, key, premise->relation, row)) return;
    if (like == NO_ROW || f->is_compared) fill_idle(f, literal, row);
    for (uint32_t c = 0; c < arity; c++)
        if (row[c] == UNBOUND && like != NO_ROW && !f->is_fresh)
            row[c] = table_row(store_table(t->store, premise->relation), like)[c];
    if (is_example) {
        remedies_add_example(t, list, premise->relation, row);
        return;
    }
    if (premise->stand == STAND_MISSING) remedies_add_fact(t, list, premise->relation, row, false);
    if (premise->below != NO_ID) remedies_append(t, list, &t->of_entry[premise->below]);
}

static void think_premise(Filling *f, uint32_t i, List *list) {
    Thinker *t = f->t;
    const Premise *premise = &f->attempt->premises[i];
    const Literal *literal = &f->rule->body[i];
    if (premise->relation != NO_ID) {
        think_atom(f, i, list);
    } else if (premise->fact.row != NO_ROW && literal->kind == LIT_NOT &&
               relation_of(t, literal->relation)->helper == HELPER_BODY) {
        remedies_undo_cases(t, list, premise->fact);
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

/* Where nothing agrees with a premise that has a key:
 * another event, and not one of which it is told already what it was. */
static void think_keyed(Filling *f, uint32_t open, RowId like, List *list) {
    const Literal *literal = &f->rule->body[open];
    if (f->attempt->premises[open].stand != STAND_MISSING) return;
    begin_filling(f);
    f->like = like;
    f->is_keyed = bind_new_key(f, open, table_row(store_table(f->t->store, literal->relation), like));
    if (f->is_keyed && settle(f)) think_filled(f, list);
    f->is_keyed = false;
}

static Filling filling_of(Thinker *t, const Attempt *attempt) {
    const Rule *rule = &t->store->program->rules.items[attempt->nearby->rule];
    Filling f = {.t = t, .rule = rule, .attempt = attempt, .bindings = bindings_new(t->arena, rule)};
    begin_filling(&f);
    while (f.filled < rule->literal_count && !is_open_premise(&f, f.filled)) f.filled++;
    return f;
}

/* In what is open a row like this one, but for what comparisons ask for. */
static void think_like(Filling *f, RowId row, List *list) {
    begin_filling(f);
    f->like = row;
    if (f->is_compared && !bind_compared(f)) return;
    if (f->filled < f->rule->literal_count)
        bind_row(f, f->filled, table_row(store_table(f->t->store, f->rule->body[f->filled].relation), row));
    if (settle(f)) think_filled(f, list);
}

void remedies_complete_compared(Thinker *t, List *list, const Attempt *attempt) {
    Filling f = filling_of(t, attempt);
    RowId rows[FILLS] = {NO_ROW};
    if (f.filled == f.rule->literal_count) return;
    f.is_compared = true;
    if (remedies_nearest_rows(t, f.rule->body[f.filled].relation, attempt->premises[f.filled].row, rows))
        think_like(&f, rows[0], list);
}

/* Open columns of the first premise that has some take the values of facts that nearly fit. */
void remedies_complete(Thinker *t, List *list, const Attempt *attempt) {
    Filling f = filling_of(t, attempt);
    RowId rows[FILLS] = {NO_ROW};
    uint32_t open = f.filled, count = 1;
    bool is_open = open < f.rule->literal_count;
    if (is_open) count = remedies_nearest_rows(t, f.rule->body[open].relation, attempt->premises[open].row, rows);
    if (is_open) think_loose(&f, open, list);
    if (is_open && count) think_keyed(&f, open, rows[0], list);
    for (uint32_t i = 0; i < count; i++) think_like(&f, rows[i], list);
    if (count > 0) return;
    begin_filling(&f);
    if (is_unheard_of(&f, open)) (void)bind_compared(&f);
    if (!settle(&f)) begin_filling(&f);
    think_filled(&f, list); /* what it is made from may give them */
}
