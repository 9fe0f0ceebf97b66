/* Plans.
 *
 * Greedy: the delta first, then whatever filters can run, then the atom that is expected to give the fewest rows for one
 * binding: its size, less the more columns are bound.  Filters run as early as their variables have values. */
#include "runtime/plan/plan.h"

#include <assert.h>
#include <math.h>

typedef struct {
    const Store *store;
    const Rule *rule;
    bool *is_bound; /* by variable */
    bool *is_done;  /* by literal */
    Step *steps;
    uint32_t count;
} Planner;

static bool expr_is_bound(const Planner *p, const Expr *expr) {
    if (expr->kind == EXPR_VAR) return p->is_bound[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_bound(p, expr->arguments[i])) return false;
    return true;
}

static uint32_t arity_of(const Planner *p, const Literal *literal) { return p->store->program->relations.items[literal->relation].arity; }

static bool term_is_bound(const Planner *p, Term term) { return term.kind == TERM_CONST || (term.kind == TERM_VAR && p->is_bound[term.id]); }

/* Whether a literal that binds nothing, or one value, can run now. */
static bool is_ready(const Planner *p, const Literal *literal) {
    uint32_t arity;
    switch (literal->kind) {
    case LIT_ATOM: return false;
    case LIT_NOT:
    case LIT_LOOKUP:
        arity = arity_of(p, literal) - (literal->kind == LIT_LOOKUP);
        for (uint32_t i = 0; i < arity; i++)
            if (literal->terms[i].kind == TERM_VAR && !p->is_bound[literal->terms[i].id]) return false;
        return true;
    case LIT_COMPARE:
    case LIT_CONDITION: return expr_is_bound(p, literal->left) && expr_is_bound(p, literal->right);
    case LIT_BIND: return expr_is_bound(p, literal->left) || (literal->left->kind == EXPR_VAR && p->is_bound[literal->variable]);
    }
    return false;
}

/* Rows that one binding is expected to find. */
static double estimate(const Planner *p, const Literal *literal) {
    uint32_t arity = arity_of(p, literal), bound = 0;
    for (uint32_t i = 0; i < arity; i++) bound += term_is_bound(p, literal->terms[i]);
    double size = table_count(store_table(p->store, literal->relation));
    if (bound == arity) return 0;
    return bound ? 1 + pow(size, 1 - (double)bound / arity) / 4 : 1 + size;
}

static void add_atom(Planner *p, Step *step, const Literal *literal) {
    uint32_t arity = arity_of(p, literal);
    step->is_whole = true;
    for (uint32_t i = 0; i < arity; i++) {
        Term term = literal->terms[i];
        if (term_is_bound(p, term)) step->bound |= UINT64_C(1) << i;
        else step->is_whole = false;
    }
    if (literal->kind != LIT_ATOM) return;
    for (uint32_t i = 0; i < arity; i++) { /* p(X, X): the second X is compared, not bound */
        Term term = literal->terms[i];
        if (term.kind != TERM_VAR || p->is_bound[term.id]) continue;
        p->is_bound[term.id] = true;
        step->fresh |= UINT64_C(1) << i;
    }
}

static void add_step(Planner *p, uint32_t which, Reading reading) {
    const Literal *literal = &p->rule->body[which];
    Step *step = &p->steps[p->count++];
    *step = (Step){.literal = literal, .reading = reading};
    p->is_done[which] = true;
    switch (literal->kind) {
    case LIT_ATOM:
    case LIT_NOT: add_atom(p, step, literal); break;
    case LIT_LOOKUP: {
        uint32_t last = arity_of(p, literal) - 1;
        step->bound = (UINT64_C(1) << last) - 1;
        step->is_check = term_is_bound(p, literal->terms[last]);
        if (literal->terms[last].kind == TERM_VAR) p->is_bound[literal->terms[last].id] = true;
        break;
    }
    case LIT_BIND:
        step->is_check = p->is_bound[literal->variable] && expr_is_bound(p, literal->left);
        step->is_reversed = !step->is_check && p->is_bound[literal->variable];
        p->is_bound[literal->variable] = true;
        if (step->is_reversed) p->is_bound[literal->left->id] = true;
        break;
    case LIT_COMPARE:
    case LIT_CONDITION: break;
    }
}

static void mark_expr(const Expr *expr, bool *used) {
    if (expr->kind == EXPR_VAR) used[expr->id] = true;
    for (uint32_t i = 0; i < expr->argument_count; i++) mark_expr(expr->arguments[i], used);
}

/* Backwards: an atom that binds only what nobody reads later is a mere test. */
static void mark_tests(Planner *p) {
    bool *used = p->is_bound;
    memset(used, 0, p->rule->variable_count);
    uint32_t head_arity = p->store->program->relations.items[p->rule->head].arity;
    for (uint32_t i = 0; i < head_arity; i++)
        if (p->rule->terms[i].kind == TERM_VAR) used[p->rule->terms[i].id] = true;
    for (uint32_t s = p->count; s-- > 0;) {
        Step *step = &p->steps[s];
        const Literal *literal = step->literal;
        bool has_terms = literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
        uint32_t arity = has_terms ? arity_of(p, literal) : 0;
        step->is_test = literal->kind == LIT_ATOM;
        for (uint32_t i = 0; i < arity; i++)
            if (step->fresh >> i & 1 && used[literal->terms[i].id]) step->is_test = false;
        for (uint32_t i = 0; i < arity; i++)
            if (literal->terms[i].kind == TERM_VAR) used[literal->terms[i].id] = true;
        if (literal->kind == LIT_BIND) used[literal->variable] = true;
        if (literal->left) mark_expr(literal->left, used);
        if (literal->right) mark_expr(literal->right, used);
    }
}

Plan plan_rule(const Store *store, const Component *component, RuleId id, uint32_t delta, Arena *arena) {
    const Rule *rule = &store->program->rules.items[id];
    Planner p = {.store = store, .rule = rule};
    p.is_bound = arena_array(arena, bool, rule->variable_count + 1);
    p.is_done = arena_array(arena, bool, rule->literal_count + 1);
    p.steps = arena_array(arena, Step, rule->literal_count + 1);
    if (delta != NO_ID) add_step(&p, delta, READ_DELTA);
    while (p.count < rule->literal_count) {
        bool filtered = false;
        for (uint32_t i = 0; i < rule->literal_count; i++)
            if (!p.is_done[i] && is_ready(&p, &rule->body[i])) {
                add_step(&p, i, READ_ALL);
                filtered = true;
            }
        if (filtered) continue;
        uint32_t best = NO_ID;
        double least = 0;
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            if (p.is_done[i] || rule->body[i].kind != LIT_ATOM) continue;
            double rows = estimate(&p, &rule->body[i]);
            if (best == NO_ID || rows < least) best = i, least = rows;
        }
        assert(best != NO_ID && "the checker lets only safe rules through");
        bool before = delta != NO_ID && best < delta && component_has(component, rule->body[best].relation);
        add_step(&p, best, before ? READ_OLD : READ_ALL);
    }
    mark_tests(&p);
    return (Plan){id, p.steps, p.count};
}
