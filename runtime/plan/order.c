/* Which literal next.
 *
 * Greedy: filters and functions as soon as their variables have values, then the atom that is expected to give the fewest
 * rows for one binding, from the size of its relation and an estimate of how many different values the bound columns
 * have.  Ties go to the literal written first.  Bodies are short and sizes are known when a component begins, so this is
 * seldom far from the best order, and it costs next to nothing. */
#include "runtime/plan/plan_internal.h"

#include "runtime/store/groups.h"

bool expr_is_bound(const Planner *p, const Expr *expr) {
    if (expr->kind == EXPR_VAR) return p->is_bound[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_bound(p, expr->arguments[i])) return false;
    return true;
}

/* Whether a literal that binds nothing, or one value, can run now. */
static bool is_ready(const Planner *p, const Literal *literal) {
    uint32_t arity;
    switch (literal->kind) {
    case LIT_ATOM: return false;
    case LIT_NOT:
    case LIT_LOOKUP:
        arity = literal_arity(p, literal) - (literal->kind == LIT_LOOKUP);
        for (uint32_t i = 0; i < arity; i++)
            if (literal->terms[i].kind == TERM_VAR && !p->is_bound[literal->terms[i].id]) return false;
        return true;
    case LIT_COMPARE:
    case LIT_CONDITION: return expr_is_bound(p, literal->left) && expr_is_bound(p, literal->right);
    case LIT_BIND:
        return expr_is_bound(p, literal->left) || (literal->left->kind == EXPR_VAR && p->is_bound[literal->variable]);
    }
    return false;
}

/* Comparisons cost least, then functions, then look-ups in other relations. */
static int filter_cost(const Literal *literal) {
    switch (literal->kind) {
    case LIT_COMPARE: return 0;
    case LIT_BIND: return 1;
    case LIT_CONDITION: return 2;
    default: return 3;
    }
}

uint32_t next_filter(const Planner *p) {
    uint32_t best = NO_ID;
    for (uint32_t i = 0; i < p->rule->literal_count; i++) {
        const Literal *literal = &p->rule->body[i];
        if (p->is_done[i] || literal->kind == LIT_ATOM || !is_ready(p, literal)) continue;
        if (best == NO_ID || filter_cost(literal) < filter_cost(&p->rule->body[best])) best = i;
    }
    return best;
}

double fan_out(const Planner *p, const Literal *literal) {
    uint32_t arity = literal_arity(p, literal), bound_count = 0;
    Table *table = store_table(p->store, literal->relation);
    uint64_t bound = 0;
    for (uint32_t i = 0; i < arity; i++) {
        if (!term_is_bound(p, literal->terms[i])) continue;
        bound |= UINT64_C(1) << i;
        bound_count++;
    }
    double size = table_count(table);
    if (bound_count == arity) return size > 0 ? 0.5 : 0;
    return size / table_distinct(table, bound);
}

uint32_t next_atom(const Planner *p) {
    uint32_t best = NO_ID;
    double least = 0;
    for (uint32_t i = 0; i < p->rule->literal_count; i++) {
        if (p->is_done[i] || p->rule->body[i].kind != LIT_ATOM) continue;
        double rows = fan_out(p, &p->rule->body[i]);
        if (best == NO_ID || rows < least) best = i, least = rows;
    }
    return best;
}
