/* Which literal next.
 *
 * Greedy: filters and functions as soon as their variables have values, then the atom that is expected to give the
 * fewest rows for one binding, from the size of its relation and an estimate of how many different values the bound
 * columns have.  Ties go to the literal written first.  Bodies are short and sizes are known when a component begins,
 * so this is seldom far from the best order.
 * Nothing is looked at twice in vain: each literal is known to the variables it waits for, and a variable that gets its
 * value tells them.  So a body costs its length, and a logarithm for the two heaps of literals to choose from. */
#include "runtime/plan/plan_internal.h"

#include "runtime/store/groups.h"

bool expr_is_bound(const Planner *p, const Expr *expr) {
    if (expr->kind == EXPR_VAR) return p->is_bound[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_bound(p, expr->arguments[i])) return false;
    return true;
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

/* ---- candidates: the cheapest on top, of equals the one written first ---- */

static bool is_before(Candidate a, Candidate b) { return a.cost != b.cost ? a.cost < b.cost : a.literal < b.literal; }

static void heap_push(Heap *heap, Candidate candidate) {
    uint32_t at = heap->count++;
    for (; at > 0 && is_before(candidate, heap->items[(at - 1) / 2]); at = (at - 1) / 2)
        heap->items[at] = heap->items[(at - 1) / 2];
    heap->items[at] = candidate;
}

static Candidate heap_pop(Heap *heap) {
    Candidate top = heap->items[0], last = heap->items[--heap->count];
    uint32_t at = 0;
    for (uint32_t child = 1; child < heap->count; child = 2 * at + 1) {
        if (child + 1 < heap->count && is_before(heap->items[child + 1], heap->items[child])) child++;
        if (!is_before(heap->items[child], last)) break;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    return top;
}

/* ---- what waits for which variable ---- */

/* Calls with each variable that a literal waits for, as often as it stands there. */
typedef void OnWait(Planner *p, uint32_t literal, VarId variable);

static void each_in_expr(Planner *p, uint32_t literal, const Expr *expr, OnWait *found) {
    if (expr->kind == EXPR_VAR) found(p, literal, expr->id);
    for (uint32_t i = 0; i < expr->argument_count; i++) each_in_expr(p, literal, expr->arguments[i], found);
}

static void each_variable(Planner *p, uint32_t which, OnWait *found) {
    const Literal *literal = &p->rule->body[which];
    uint32_t count = 0;
    if (literal_reads(literal)) count = literal_arity(p, literal) - (literal->kind == LIT_LOOKUP);
    for (uint32_t i = 0; i < count; i++)
        if (literal->terms[i].kind == TERM_VAR) found(p, which, literal->terms[i].id);
    if (literal_reads(literal)) return;
    each_in_expr(p, which, literal->left, found);
    if (literal->kind == LIT_COMPARE || literal->kind == LIT_CONDITION) each_in_expr(p, which, literal->right, found);
    if (literal->kind == LIT_BIND && literal->left->kind == EXPR_VAR) found(p, which, literal->variable);
}

static void count_watcher(Planner *p, uint32_t literal, VarId variable) {
    p->waits[literal]++;
    p->first_watcher[variable + 2]++;
}

static void add_watcher(Planner *p, uint32_t literal, VarId variable) {
    p->watchers[p->first_watcher[variable + 1]++] = literal;
}

static void offer_filter(Planner *p, uint32_t which) {
    heap_push(&p->filters, (Candidate){filter_cost(&p->rule->body[which]), which});
}

static void offer_atom(Planner *p, uint32_t which) {
    p->rows[which] = fan_out(p, &p->rule->body[which]);
    heap_push(&p->atoms, (Candidate){p->rows[which], which});
}

static void offer_first(Planner *p, uint32_t which) {
    const Literal *literal = &p->rule->body[which];
    if (literal->kind == LIT_BIND && literal->left->kind == EXPR_VAR) p->waits[which] = 1; /* one gives the other */
    if (literal->kind == LIT_ATOM)
        offer_atom(p, which);
    else if (p->waits[which] == 0)
        offer_filter(p, which);
}

void order_begin(Planner *p) {
    uint32_t literals = p->rule->literal_count, variables = p->rule->variable_count;
    p->waits = arena_array(p->arena, uint32_t, literals + 1);
    p->rows = arena_array(p->arena, double, literals + 1);
    p->first_watcher = arena_array(p->arena, uint32_t, variables + 2);
    for (uint32_t i = 0; i < literals; i++) each_variable(p, i, count_watcher);
    for (VarId v = 1; v < variables + 1; v++) p->first_watcher[v + 1] += p->first_watcher[v];
    uint32_t count = p->first_watcher[variables + 1];
    p->watchers = arena_array(p->arena, uint32_t, count + 1);
    for (uint32_t i = 0; i < literals; i++) each_variable(p, i, add_watcher);
    p->filters.items = arena_array(p->arena, Candidate, literals + 1);
    p->atoms.items = arena_array(p->arena, Candidate, (size_t)literals + count + 1);
    for (uint32_t i = 0; i < literals; i++) offer_first(p, i);
}

void order_bind(Planner *p, VarId variable) {
    if (p->is_bound[variable]) return;
    p->is_bound[variable] = true;
    p->bound[p->bound_count++] = variable;
    for (uint32_t i = p->first_watcher[variable]; i < p->first_watcher[variable + 1]; i++) {
        uint32_t which = p->watchers[i];
        if (p->is_done[which]) continue;
        if (p->rule->body[which].kind == LIT_ATOM)
            offer_atom(p, which);
        else if (p->waits[which] > 0 && --p->waits[which] == 0)
            offer_filter(p, which);
    }
}

/* ---- the first one ---- */

/* Columns of an atom that will have values once another one is done, apart from constants. */
static uint64_t columns_shared(const Planner *p, const Literal *atom, const Literal *with) {
    uint64_t columns = 0;
    for (uint32_t i = 0; i < literal_arity(p, atom); i++)
        for (uint32_t k = 0; k < literal_arity(p, with) && atom->terms[i].kind == TERM_VAR; k++)
            if (with->terms[k].kind == TERM_VAR && with->terms[k].id == atom->terms[i].id) columns |= UINT64_C(1) << i;
    return columns;
}

static bool has_constants(const Planner *p, const Literal *atom) {
    for (uint32_t i = 0; i < literal_arity(p, atom); i++)
        if (atom->terms[i].kind == TERM_CONST) return true;
    return false;
}

static bool is_complete(const Planner *p, const Literal *literal) {
    return literal->kind == LIT_ATOM && !literal->sees_hidden &&
           !component_has(p->store->program, p->component, literal->relation);
}

/* Whether every column of an atom, which has some, will have a value. */
static bool becomes_test(const Planner *p, const Literal *atom, const Literal *with) {
    const uint32_t arity = literal_arity(p, atom);
    return arity > 0 && columns_shared(p, atom, with) == UINT64_MAX >> (64 - arity);
}

/* Whether `large` would be grouped for the sake of a few look-ups from `small` that give much of it all the same. */
static bool is_grouped_in_vain(const Planner *p, const Literal *small, const Literal *large) {
    enum { LARGE = 1 << 14, SMALL = 1 << 12, SHARE = 8 };
    Table *table = store_table(p->store, large->relation);
    double rows = table_count(table), few = table_count(store_table(p->store, small->relation));
    if (!is_complete(p, large) || has_constants(p, large) || rows < LARGE || few > SMALL) return false;
    uint64_t shared = columns_shared(p, large, small);
    if (!becomes_test(p, small, large) || table_sets(table) || table_is_grouped(table, shared)) return false;
    return few * (rows / table_distinct(table, shared)) * SHARE >= rows;
}

/* To go through the larger of two and test each by the smaller one takes less than to group the larger;
 * and threads can share that. */
static uint32_t first_atom(const Planner *p, uint32_t cheapest) {
    const Literal *small = &p->rule->body[cheapest];
    uint32_t first = cheapest;
    if (p->delta != NO_ID || p->has_atom || !is_complete(p, small) || has_constants(p, small) ||
        literal_arity(p, small) == 0)
        return cheapest;
    for (uint32_t i = 0; i < p->rule->literal_count; i++) {
        const Literal *large = &p->rule->body[i];
        if (i != cheapest && large->kind == LIT_ATOM && is_grouped_in_vain(p, small, large) &&
            (first == cheapest || p->rows[i] > p->rows[first]))
            first = i;
    }
    return first;
}

/* ---- choosing ---- */

uint32_t order_next(Planner *p) {
    if (p->filters.count) return heap_pop(&p->filters).literal;
    while (p->atoms.count) {
        Candidate best = heap_pop(&p->atoms);
        if (p->is_done[best.literal] || best.cost != p->rows[best.literal]) continue;
        uint32_t chosen = first_atom(p, best.literal);
        if (chosen != best.literal) heap_push(&p->atoms, best);
        p->has_atom = true;
        return chosen;
    }
    return NO_ID;
}
