/* Which rules give no row twice, so that what they give need not be compared with what there is. */
#include "runtime/eval/run_internal.h"

/* ---- one rule: the head row tells which rows were met ---- */

static bool expr_is_given(const Expr *expr, const bool *is_given) {
    if (expr->kind == EXPR_VAR) return is_given[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_given(expr->arguments[i], is_given)) return false;
    return true;
}

static bool term_is_given(Term term, const bool *is_given) {
    return term.kind == TERM_CONST || (term.kind == TERM_VAR && is_given[term.id]);
}

/* Marks what the literal computes from variables that are marked; false if that is nothing new. */
static bool give_result(const Program *program, const Literal *literal, bool *is_given) {
    const Relation *relation = literal->terms ? &program->relations.items[literal->relation] : NULL;
    const uint32_t arity = relation ? relation->arity : 0;
    const bool is_aggregate = relation && relation->helper == HELPER_AGGREGATE; /* one result for each group */
    VarId result = NO_ID;
    if (literal->kind == LIT_BIND && expr_is_given(literal->left, is_given)) result = literal->variable;
    if (literal->kind == LIT_BIND && literal->left->kind == EXPR_VAR && is_given[literal->variable])
        result = literal->left->id;
    bool is_of_group = relation && (literal->kind == LIT_LOOKUP || (literal->kind == LIT_ATOM && is_aggregate));
    if (is_of_group && literal->terms[arity - 1].kind == TERM_VAR) {
        result = literal->terms[arity - 1].id;
        for (uint32_t i = 0; i + 1 < arity; i++)
            if (!term_is_given(literal->terms[i], is_given)) result = NO_ID;
    }
    if (result == NO_ID || is_given[result]) return false;
    return is_given[result] = true;
}

bool plan_is_distinct(const Program *program, const Plan *plan, Arena *arena) {
    const Rule *rule = &program->rules.items[plan->rule];
    const Relation *relations = program->relations.items;
    bool *is_given = arena_array(arena, bool, rule->variable_count + 1), any = true;
    for (uint32_t c = 0; c < relations[rule->head].arity; c++)
        if (rule->terms[c].kind == TERM_VAR) is_given[rule->terms[c].id] = true;
    while (any) {
        any = false;
        for (uint32_t i = 0; i < rule->literal_count; i++) any = give_result(program, &rule->body[i], is_given) || any;
    }
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Literal *literal = plan->steps[s].literal;
        if (literal->kind != LIT_ATOM || plan->steps[s].is_test) continue;
        for (uint32_t c = 0; c < relations[literal->relation].arity; c++)
            if (!term_is_given(literal->terms[c], is_given)) return false;
    }
    return true;
}

/* ---- two rules: one says that two things are alike, the other that they are not ---- */

static bool same_term(Term a, Term b) { return a.kind == b.kind && a.id == b.id; }

/* What `rule` has in place of one side of a comparison in another rule with the same head: what it is in some column,
 * or the same constant.  False if no column from *column on shows it. */
static bool find_counterpart(const Rule *rule, const Rule *other, uint32_t arity, const Expr *side, uint32_t *column,
                             Term *found) {
    if (side->kind == EXPR_CONST && *column == 0) {
        *found = term_const(side->id);
        return true;
    }
    while (*column < arity && !same_term(other->terms[*column], term_var(side->id))) ++*column;
    if (side->kind != EXPR_VAR || *column >= arity) return false;
    *found = rule->terms[*column];
    return true;
}

/* Whether the sides of an inequality in `other` are the same thing in each row of `rule`. */
static bool makes_alike(const Rule *rule, const Rule *other, uint32_t arity, const Literal *unequal) {
    Term left, right;
    for (uint32_t a = 0; find_counterpart(rule, other, arity, unequal->left, &a, &left); a++)
        for (uint32_t b = 0; find_counterpart(rule, other, arity, unequal->right, &b, &right); b++)
            if (same_term(left, right)) return true;
    return false;
}

static bool keeps_off(const Rule *rule, const Rule *other, uint32_t arity) {
    for (uint32_t i = 0; i < other->literal_count; i++) {
        const Literal *literal = &other->body[i];
        if (literal->kind == LIT_COMPARE && literal->op == OP_NE && makes_alike(rule, other, arity, literal))
            return true;
    }
    return false;
}

bool rules_are_apart(const Program *program, const Rule *a, const Rule *b) {
    uint32_t arity = program->relations.items[a->head].arity;
    for (uint32_t c = 0; c < arity; c++)
        if (a->terms[c].kind == TERM_CONST && b->terms[c].kind == TERM_CONST && a->terms[c].id != b->terms[c].id)
            return true;
    return keeps_off(a, b, arity) || keeps_off(b, a, arity);
}
