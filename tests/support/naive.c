/* The simplest evaluator: lists of rows, nested loops, and patience.
 *
 * A rule is tried by picking the first literal whose variables are known, or else the first atom, and going through all
 * rows.  Components come in the order of the program; a fold waits for nothing, since what it folds is of an earlier
 * component.  What is true and what is possible are two lists, made in turns (A. Van Gelder, The alternating fixpoint
 * of logic programs with negation, 1993): what is true denies only what is not possible, what is possible all that is
 * not true, until neither changes.  Speed is of no interest; that it is plainly right is. */
#include "tests/support/naive.h"

#include <stdlib.h>

typedef struct {
    Vec(Value) words; /* row after row */
    Vec(bool) hidden; /* as many as there are rows */
} Rows;

struct Naive {
    const Program *program;
    Rows *sides[2];  /* of each relation: what is true, and what is possible */
    Rows *relations; /* the side being made: atoms read it */
    Rows *denied;    /* the other one: `not` reads it */
};

/* One rule being tried. */
typedef struct {
    Naive *naive;
    const Rule *rule;
    Value *value;
    bool *is_known, *is_done;
    Rows *found;
} Try;

static uint32_t arity_of(const Naive *naive, RelId r) { return naive->program->relations.items[r].arity; }
static const Value *row_of(const Naive *naive, RelId r, size_t i) {
    return naive->relations[r].words.items + i * arity_of(naive, r);
}
static size_t rows_of(const Naive *naive, RelId r) { return naive->relations[r].hidden.count; }

static size_t find_in(const Naive *naive, const Rows *relations, RelId r, const Value *row) {
    uint32_t arity = arity_of(naive, r);
    for (size_t i = 0; i < relations[r].hidden.count; i++)
        if (arity == 0 || memcmp(relations[r].words.items + i * arity, row, arity * sizeof *row) == 0) return i;
    return SIZE_MAX;
}
static size_t find(const Naive *naive, RelId r, const Value *row) { return find_in(naive, naive->relations, r, row); }

static bool add(Naive *naive, RelId r, const Value *row) {
    if (find(naive, r, row) != SIZE_MAX) return false;
    for (uint32_t i = 0; i < arity_of(naive, r); i++) vec_push(&naive->relations[r].words, row[i]);
    vec_push(&naive->relations[r].hidden, false);
    return true;
}

/* ---- expressions ---- */

static bool is_known(const Try *t, const Expr *expr) {
    if (expr->kind == EXPR_VAR) return t->is_known[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!is_known(t, expr->arguments[i])) return false;
    return true;
}

static bool evaluate(const Try *t, const Expr *expr, Value *result) {
    if (expr->kind == EXPR_CONST) return *result = expr->id, true;
    if (expr->kind == EXPR_VAR) return *result = t->value[expr->id], true;
    Value arguments[3];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!evaluate(t, expr->arguments[i], &arguments[i])) return false;
    return builtin_apply((Builtin)expr->id, t->naive->program->values, arguments, result) == FAULT_NONE;
}

/* ---- literals ---- */

static bool term_known(const Try *t, Term term) { return term.kind != TERM_VAR || t->is_known[term.id]; }

static bool agrees(const Try *t, Term term, Value v) {
    if (term.kind == TERM_CONST) return term.id == v;
    return term.kind == TERM_ANY || !t->is_known[term.id] || t->value[term.id] == v;
}

static bool is_ready(const Try *t, const Literal *literal) {
    switch (literal->kind) {
    case LIT_ATOM: return false;
    case LIT_NOT:
    case LIT_LOOKUP:
        for (uint32_t i = 0; i + (literal->kind == LIT_LOOKUP) < arity_of(t->naive, literal->relation); i++)
            if (!term_known(t, literal->terms[i])) return false;
        return true;
    case LIT_BIND:
        return is_known(t, literal->left) || (literal->left->kind == EXPR_VAR && t->is_known[literal->variable]);
    default: return is_known(t, literal->left) && is_known(t, literal->right);
    }
}

static void go_on(Try *t);

static void with_value(Try *t, VarId variable, Value value) {
    if (t->is_known[variable]) {
        if (t->value[variable] == value) go_on(t);
        return;
    }
    t->is_known[variable] = true;
    t->value[variable] = value;
    go_on(t);
    t->is_known[variable] = false;
}

/* Whether the first `count` terms agree with a row. */
static bool row_agrees(const Try *t, const Literal *literal, const Value *row, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!agrees(t, literal->terms[i], row[i])) return false;
    return true;
}

static size_t first_match(const Try *t, const Literal *literal, uint32_t count) {
    for (size_t i = 0; i < rows_of(t->naive, literal->relation); i++)
        if (!t->naive->relations[literal->relation].hidden.items[i] &&
            row_agrees(t, literal, row_of(t->naive, literal->relation, i), count))
            return i;
    return SIZE_MAX;
}

static bool is_denied_rightly(const Try *t, const Literal *literal) {
    const Rows *rows = &t->naive->denied[literal->relation];
    uint32_t arity = arity_of(t->naive, literal->relation);
    for (size_t i = 0; i < rows->hidden.count; i++)
        if ((!rows->hidden.items[i] || literal->sees_hidden) &&
            row_agrees(t, literal, rows->words.items + i * arity, arity))
            return false;
    return true;
}

static void try_row(Try *t, const Literal *literal, const Value *row) {
    uint32_t arity = arity_of(t->naive, literal->relation), fresh_count = 0;
    VarId fresh[64];
    bool fits = true;
    for (uint32_t i = 0; i < arity && fits; i++) {
        Term term = literal->terms[i];
        fits = agrees(t, term, row[i]);
        if (!fits || term.kind != TERM_VAR || t->is_known[term.id]) continue;
        t->is_known[term.id] = true;
        t->value[term.id] = row[i];
        fresh[fresh_count++] = term.id;
    }
    if (fits) go_on(t);
    while (fresh_count > 0) t->is_known[fresh[--fresh_count]] = false;
}

/* The rows a missing aggregate would have been made of: if there are some, it could not be computed. */
static bool is_uncomputed(const Try *t, const Literal *literal) {
    const Program *program = t->naive->program;
    for (size_t r = 0; r < program->rules.count; r++) {
        const Rule *fold = &program->rules.items[r];
        if (!fold->is_fold || fold->head != literal->relation) continue;
        const Rows *rows = &t->naive->sides[1][fold->body[0].relation];
        uint32_t arity = arity_of(t->naive, fold->body[0].relation);
        for (size_t i = 0; i < rows->hidden.count; i++)
            if (row_agrees(t, literal, rows->words.items + i * arity, fold->group_count)) return true;
    }
    return false;
}

static void look_up(Try *t, const Literal *literal) {
    uint32_t last = arity_of(t->naive, literal->relation) - 1;
    size_t match = first_match(t, literal, last);
    if (match == SIZE_MAX && is_uncomputed(t, literal)) return;
    Value value = match == SIZE_MAX ? literal->otherwise : row_of(t->naive, literal->relation, match)[last];
    Term term = literal->terms[last];
    if (term.kind == TERM_VAR)
        with_value(t, term.id, value);
    else if (term.kind == TERM_ANY || term.id == value)
        go_on(t);
}

static void satisfy(Try *t, const Literal *literal) {
    const Values *values = t->naive->program->values;
    Value left, right;
    bool holds = false;
    switch (literal->kind) {
    case LIT_ATOM:
        for (size_t i = 0, count = rows_of(t->naive, literal->relation); i < count; i++)
            if (!t->naive->relations[literal->relation].hidden.items[i])
                try_row(t, literal, row_of(t->naive, literal->relation, i));
        return;
    case LIT_NOT:
        if (is_denied_rightly(t, literal)) go_on(t);
        return;
    case LIT_COMPARE:
        if (!evaluate(t, literal->left, &left) || !evaluate(t, literal->right, &right)) return;
        if (compare_apply(literal->op, values, left, right, &holds) == FAULT_NONE && holds) go_on(t);
        return;
    case LIT_CONDITION:
        if (!evaluate(t, literal->left, &left) || !evaluate(t, literal->right, &right)) return;
        if (condition_holds(literal->condition, values, left, right)) go_on(t);
        return;
    case LIT_BIND:
        if (!is_known(t, literal->left))
            with_value(t, literal->left->id, t->value[literal->variable]);
        else if (evaluate(t, literal->left, &left))
            with_value(t, literal->variable, left);
        return;
    case LIT_LOOKUP: look_up(t, literal); return;
    }
}

static void go_on(Try *t) {
    uint32_t which = NO_ID;
    for (uint32_t i = 0; i < t->rule->literal_count && which == NO_ID; i++)
        if (!t->is_done[i] && is_ready(t, &t->rule->body[i])) which = i;
    for (uint32_t i = 0; i < t->rule->literal_count && which == NO_ID; i++)
        if (!t->is_done[i] && t->rule->body[i].kind == LIT_ATOM) which = i;
    if (which == NO_ID) {
        for (uint32_t i = 0; i < arity_of(t->naive, t->rule->head); i++)
            vec_push(&t->found->words,
                     t->rule->terms[i].kind == TERM_VAR ? t->value[t->rule->terms[i].id] : t->rule->terms[i].id);
        vec_push(&t->found->hidden, false);
        return;
    }
    t->is_done[which] = true;
    satisfy(t, &t->rule->body[which]);
    t->is_done[which] = false;
}

/* ---- aggregates ---- */

/* Floats in tests are small multiples of one half, so that any order of adding gives the same sum. */
static bool fold(const Naive *naive, const Rule *rule, const Value *group, Value *result) {
    RelId r = rule->body[0].relation;
    Values *values = naive->program->values;
    uint32_t at = rule->group_count;
    int64_t count = 0, total = 0;
    double sum = 0;
    bool has_float = rule->aggregate == AGG_AVG, overflows = false;
    for (size_t i = 0; i < rows_of(naive, r); i++) {
        const Value *row = row_of(naive, r, i);
        if (naive->relations[r].hidden.items[i] || memcmp(row, group, at * sizeof *row) != 0) continue;
        if (rule->aggregate == AGG_MIN && (count == 0 || value_compare(values, row[at], *result) < 0))
            *result = row[at];
        if (rule->aggregate == AGG_MAX && (count == 0 || value_compare(values, row[at], *result) > 0))
            *result = row[at];
        count++;
        if (rule->aggregate != AGG_SUM && rule->aggregate != AGG_AVG) continue;
        ValueKind kind = value_kind(values, row[at]);
        if (kind != KIND_INT && kind != KIND_FLOAT) return false;
        has_float = has_float || kind == KIND_FLOAT;
        sum += value_to_float(values, row[at]);
        if (kind == KIND_INT && __builtin_add_overflow(total, value_to_int(values, row[at]), &total)) overflows = true;
    }
    if (rule->aggregate == AGG_COUNT) *result = value_int(values, count);
    if (rule->aggregate == AGG_AVG) *result = value_float(values, sum / (double)count);
    if (rule->aggregate == AGG_SUM) {
        if (!has_float && overflows) return false;
        *result = has_float ? value_float(values, sum) : value_int(values, total);
    }
    return true;
}

/* Whether undecided rows leave the result open. */
static bool is_open(const Naive *naive, const Rule *rule, const Value *group, Value result) {
    RelId r = rule->body[0].relation;
    const Rows *possible = &naive->sides[1][r];
    uint32_t arity = arity_of(naive, r), at = rule->group_count;
    if (possible->hidden.count == naive->sides[0][r].hidden.count) return false; /* the usual case */
    for (size_t i = 0; i < possible->hidden.count; i++) {
        const Value *row = possible->words.items + i * arity;
        if (possible->hidden.items[i] || memcmp(row, group, at * sizeof *row) != 0) continue;
        if (find_in(naive, naive->sides[0], r, row) != SIZE_MAX) continue;
        int order = value_compare(naive->program->values, row[at], result);
        if (rule->aggregate == AGG_MIN ? order < 0 : rule->aggregate == AGG_MAX ? order > 0 : true) return true;
    }
    return false;
}

static void try_fold(Try *t) {
    const Rule *rule = t->rule;
    RelId r = rule->body[0].relation;
    Rows *side = t->naive->relations;
    t->naive->relations = t->naive->sides[0]; /* a result is true or there is none */
    for (size_t i = 0; i < rows_of(t->naive, r); i++) {
        Value row[64];
        if (t->naive->relations[r].hidden.items[i]) continue;
        if (rule->group_count) memcpy(row, row_of(t->naive, r, i), rule->group_count * sizeof *row);
        if (!fold(t->naive, rule, row_of(t->naive, r, i), &row[rule->group_count])) continue;
        if (is_open(t->naive, rule, row_of(t->naive, r, i), row[rule->group_count])) continue;
        for (uint32_t c = 0; c <= rule->group_count; c++) vec_push(&t->found->words, row[c]);
        vec_push(&t->found->hidden, false);
    }
    t->naive->relations = side;
}

/* ---- components ---- */

static bool try_rule(Naive *naive, const Rule *rule) {
    Rows found = {.words = {0}};
    Try t = {.naive = naive, .rule = rule, .found = &found};
    t.value = mem_alloc_zero((rule->variable_count + 1) * sizeof *t.value);
    t.is_known = mem_alloc_zero(rule->variable_count + 1);
    t.is_done = mem_alloc_zero(rule->literal_count + 1);
    if (rule->is_fold)
        try_fold(&t);
    else
        go_on(&t);
    bool any = false;
    for (size_t i = 0; i < found.hidden.count; i++)
        if (add(naive, rule->head, found.words.items + i * arity_of(naive, rule->head))) any = true;
    mem_free(t.value);
    mem_free(t.is_known);
    mem_free(t.is_done);
    vec_free(&found.words);
    vec_free(&found.hidden);
    return any;
}

static void hide(Naive *naive, RelId r, size_t row) {
    naive->sides[0][r].hidden.items[row] = true;
    size_t there = find_in(naive, naive->sides[1], r, naive->sides[0][r].words.items + row * arity_of(naive, r));
    naive->sides[1][r].hidden.items[there] = true;
}

static void hide_contraries(Naive *naive, RelId a, RelId b) {
    for (size_t i = 0; i < rows_of(naive, a); i++) {
        size_t other = find(naive, b, row_of(naive, a, i));
        if (other == SIZE_MAX) continue;
        hide(naive, a, i);
        hide(naive, b, other);
    }
}

static void hide_key(Naive *naive, RelId r, const Key *key) {
    for (size_t i = 0; i < rows_of(naive, r); i++)
        for (size_t j = 0; j < rows_of(naive, r); j++) {
            bool agree = i != j;
            for (uint32_t k = 0; k < key->count && agree; k++)
                agree = row_of(naive, r, i)[key->columns[k]] == row_of(naive, r, j)[key->columns[k]];
            if (agree) hide(naive, r, i);
        }
}

static void hide_conflicts(Naive *naive, const Component *component) {
    naive->relations = naive->sides[0];
    for (uint32_t i = 0; i < component->relation_count; i++) {
        RelId r = component->relations[i];
        const Relation *relation = &naive->program->relations.items[r];
        for (uint32_t k = 0; k < relation->key_count; k++) hide_key(naive, r, &relation->keys[k]);
        if (relation->contrary == NO_ID) continue;
        if (naive->program->relations.items[relation->contrary].component <= relation->component)
            hide_contraries(naive, r, relation->contrary);
    }
}

static bool same_values(const Value *a, const Value *b, uint32_t count) {
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

/* Whether another given fact contradicts it: no rule ever sees it. */
static bool is_contradicted(const Program *program, const Fact *fact) {
    const Relation *relation = &program->relations.items[fact->relation];
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *other = &program->facts.items[i];
        bool is_same = other->relation == fact->relation && same_values(other->values, fact->values, relation->arity);
        if (other->relation == relation->contrary && same_values(other->values, fact->values, relation->arity))
            return true;
        for (uint32_t k = 0; k < relation->key_count && other->relation == fact->relation && !is_same; k++) {
            bool agree = true;
            for (uint32_t c = 0; c < relation->keys[k].count; c++) {
                uint32_t column = relation->keys[k].columns[c];
                agree = agree && other->values[column] == fact->values[column];
            }
            if (agree) return true;
        }
    }
    return false;
}

static void add_facts(Naive *naive, const Component *component) {
    const Program *program = naive->program;
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        for (uint32_t k = 0; k < component->relation_count; k++) {
            if (component->relations[k] != fact->relation) continue;
            add(naive, fact->relation, fact->values);
            size_t row = find_in(naive, naive->relations, fact->relation, fact->values);
            if (is_contradicted(program, fact)) naive->relations[fact->relation].hidden.items[row] = true;
        }
    }
}

/* Makes one side of a component anew; gives how many rows it has. */
static size_t make_side(Naive *naive, const Component *component, int side) {
    naive->relations = naive->sides[side];
    naive->denied = naive->sides[1 - side];
    for (uint32_t i = 0; i < component->relation_count; i++) {
        vec_empty(&naive->relations[component->relations[i]].words);
        vec_empty(&naive->relations[component->relations[i]].hidden);
    }
    add_facts(naive, component);
    bool any;
    do {
        any = false;
        for (uint32_t i = 0; i < component->rule_count; i++)
            if (try_rule(naive, &naive->program->rules.items[component->rules[i]])) any = true;
    } while (any);
    size_t count = 0;
    for (uint32_t i = 0; i < component->relation_count; i++) count += rows_of(naive, component->relations[i]);
    return count;
}

/* Both sides are alike where no circle runs through `not` and nothing before is undecided. */
static void copy_side(Naive *naive, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) {
        const Rows *from = &naive->sides[1][component->relations[i]];
        Rows *to = &naive->sides[0][component->relations[i]];
        for (size_t k = 0; k < from->words.count; k++) vec_push(&to->words, from->words.items[k]);
        for (size_t k = 0; k < from->hidden.count; k++) vec_push(&to->hidden, from->hidden.items[k]);
    }
}

Naive *naive_run(const Program *program) {
    Naive *naive = mem_alloc_zero(sizeof *naive);
    naive->program = program;
    for (int side = 0; side < 2; side++)
        naive->sides[side] = mem_alloc_zero((program->relations.count + 1) * sizeof *naive->relations);
    size_t first = 0; /* component of the group at hand */
    bool is_open = false;
    for (size_t c = 0; c < program->components.count; c++) {
        const Component *component = &program->components.items[c];
        size_t is_true = 0, possible = SIZE_MAX;
        bool is_plain = !component->is_alternating && !is_open;
        if (is_plain) {
            make_side(naive, component, 1);
            copy_side(naive, component);
        }
        for (bool any = !is_plain; any;) { /* at first nothing is true, so that nothing is denied in vain */
            size_t more = make_side(naive, component, 1);
            size_t most = make_side(naive, component, 0);
            any = more != most && (more != possible || most != is_true); /* alike: nothing is undecided */
            possible = more;
            is_true = most;
        }
        is_open = is_open || (!is_plain && is_true != possible);
        bool is_last = c + 1 == program->components.count || program->components.items[c + 1].group != component->group;
        if (!is_last) continue;
        while (first <= c) hide_conflicts(naive, &program->components.items[first++]);
    }
    return naive;
}

void naive_free(Naive *naive) {
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < naive->program->relations.count; i++) {
            vec_free(&naive->sides[side][i].words);
            vec_free(&naive->sides[side][i].hidden);
        }
        mem_free(naive->sides[side]);
    }
    mem_free(naive);
}

static size_t count_visible(const Rows *rows) {
    size_t count = 0;
    for (size_t i = 0; i < rows->hidden.count; i++) count += !rows->hidden.items[i];
    return count;
}

uint32_t naive_count(const Naive *naive, RelId r) { return (uint32_t)count_visible(&naive->sides[0][r]); }

uint32_t naive_hidden_count(const Naive *naive, RelId r) {
    return (uint32_t)naive->sides[0][r].hidden.count - naive_count(naive, r);
}

uint32_t naive_undecided_count(const Naive *naive, RelId r) {
    return (uint32_t)(naive->sides[1][r].hidden.count - naive->sides[0][r].hidden.count);
}

bool naive_holds(const Naive *naive, RelId r, const Value *row) {
    size_t i = find_in(naive, naive->sides[0], r, row);
    return i != SIZE_MAX && !naive->sides[0][r].hidden.items[i];
}

bool naive_is_undecided(const Naive *naive, RelId r, const Value *row) {
    return find_in(naive, naive->sides[1], r, row) != SIZE_MAX && find_in(naive, naive->sides[0], r, row) == SIZE_MAX;
}
