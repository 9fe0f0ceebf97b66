/* One rule, tried by picking the first literal whose variables are known, or else the first atom, and going through all
 * rows.  A fold waits for nothing, since what it folds is of an earlier component. */
#include "tests/support/naive_internal.h"

/* One rule being tried. */
typedef struct {
    Naive *naive;
    const Rule *rule;
    Value *value;
    bool *is_known, *is_done;
    Rows *found;
} Try;

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

/* ---- rules ---- */

bool naive_try(Naive *naive, const Rule *rule) {
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
        if (naive_add(naive, rule->head, found.words.items + i * arity_of(naive, rule->head))) any = true;
    mem_free(t.value);
    mem_free(t.is_known);
    mem_free(t.is_done);
    vec_free(&found.words);
    vec_free(&found.hidden);
    return any;
}
