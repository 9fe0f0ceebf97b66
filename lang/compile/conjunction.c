/* Which literal gives which variable its value.
 *
 * A fixpoint with watched variables: a literal that needs values waits for those it lacks and fires when the last one
 * comes; so the cost is linear in the literals.  Atoms give values at once; of several that could, one on a relation
 * without rules is taken, because what is brought into a negated body should not make it depend on its own head.
 *
 * An aggregate whose group variables all have a value is looked up, so that an empty group counts 0.  When nothing else
 * moves, the aggregates that can find their groups themselves are enumerated, all at once, so that the order in
 * which they are written does not matter.  Negated bodies give nothing and come last.
 *
 * `X = expression` gives X its value, or tests it where an atom gives it: then by its worth, 0 = 0.0, as other
 * comparisons do.  What is given is the same value, word for word; so an equation whose sides may be numbers of
 * different kinds tests in every order of the literals, or in none.
 *
 * A variable that an inner body shares but does not bind (`not (q(Y), Y > X)`) is bound there by the literal that
 * binds it outside, and whatever that one needs.  This makes the inner relation larger than the outer rows that ask for
 * it, never smaller. */
#include "lang/compile/conjunction.h"

#include <stdlib.h>

/* ---- the table of known variables ---- */

static Known *place_of(const Conjunction *c, Variable variable) {
    uint32_t mask = c->known_capacity - 1, at = (variable * UINT32_C(0x9E3779B9)) & mask;
    while (c->known[at].variable != NO_ID && c->known[at].variable != variable) at = (at + 1) & mask;
    return &c->known[at];
}

static void enlarge(Conjunction *c) {
    Known *old = c->known;
    uint32_t count = c->known_capacity;
    c->known_capacity = count ? count * 2 : 16;
    c->known = mem_alloc(c->known_capacity * sizeof *c->known);
    for (uint32_t i = 0; i < c->known_capacity; i++) c->known[i] = (Known){NO_ID, NO_ID, NO_ID};
    for (uint32_t i = 0; i < count; i++)
        if (old[i].variable != NO_ID) *place_of(c, old[i].variable) = old[i];
    mem_free(old);
}

static Known *known_of(Conjunction *c, Variable variable) {
    if ((c->known_count + 1) * 2 > c->known_capacity) enlarge(c);
    Known *known = place_of(c, variable);
    if (known->variable == NO_ID) {
        known->variable = variable;
        c->known_count++;
    }
    return known;
}

static uint32_t giver_of(const Conjunction *c, Variable variable) {
    return c->known_capacity ? place_of(c, variable)->slot : NO_ID;
}

static bool has_value(const Conjunction *c, Variable variable) { return giver_of(c, variable) != NO_ID; }

/* ---- giving and waiting ---- */

static void give(Conjunction *c, Variable variable, uint32_t slot) {
    Known *known = known_of(c, variable);
    if (known->slot != NO_ID) return;
    known->slot = slot;
    vec_push(&c->fresh, variable);
}

static bool wait_for(Conjunction *c, Variable variable, bool is_inner, uint32_t index) {
    Known *known = known_of(c, variable);
    if (known->slot != NO_ID) return false;
    vec_push(&c->watches, ((Watch){is_inner, index, known->watch}));
    known->watch = (uint32_t)c->watches.count - 1;
    return true;
}

static uint32_t wait_for_expr(Conjunction *c, const Expr *expr, uint32_t slot) {
    if (expr->kind == EXPR_VAR) return wait_for(c, expr->id, false, slot);
    uint32_t count = 0;
    for (uint32_t i = 0; i < expr->argument_count; i++) count += wait_for_expr(c, expr->arguments[i], slot);
    return count;
}

static void fire(Conjunction *c, uint32_t index) {
    const Literal *literal = &c->slots.items[index].literal;
    if (literal->kind == LIT_BIND) {
        Variable variable = literal->variable;
        const Expr *left = literal->left;
        give(c, variable, index);
        if (left->kind == EXPR_VAR) give(c, left->id, index);
    } else if (literal->kind == LIT_LOOKUP) {
        give(c, literal->terms[c->slots.items[index].arity - 1].id, index);
    }
}

static void start_bind(Conjunction *c, uint32_t index) {
    Slot *slot = &c->slots.items[index];
    const Expr *left = slot->literal.left;
    uint32_t waiting = wait_for_expr(c, left, index);
    if (left->kind == EXPR_VAR && waiting)
        waiting = wait_for(c, slot->literal.variable, false, index); /* either will do */
    slot->waiting = waiting;
    if (waiting == 0) fire(c, index);
}

static void start(Conjunction *c, uint32_t index) {
    Slot *slot = &c->slots.items[index];
    slot->waiting = 0;
    if (slot->literal.kind == LIT_ATOM) {
        for (uint32_t i = 0; i < slot->arity; i++)
            if (slot->literal.terms[i].kind == TERM_VAR) give(c, slot->literal.terms[i].id, index);
    } else if (slot->literal.kind == LIT_BIND) {
        start_bind(c, index);
    } else if (slot->literal.kind == LIT_LOOKUP) {
        fire(c, index); /* its group has values: that is why it is looked up */
    }
}

/* Tells those who wait, until nobody learns anything new; inner ones that wait no more are added to ready. */
typedef Vec(uint32_t) Indices;

static void settle(Conjunction *c, Indices *ready) {
    while (c->fresh.count) {
        Variable variable = vec_pop(&c->fresh);
        for (uint32_t w = known_of(c, variable)->watch; w != NO_ID; w = c->watches.items[w].next) {
            Watch watch = c->watches.items[w];
            uint32_t *waiting =
                watch.is_inner ? &c->inners.items[watch.index]->waiting : &c->slots.items[watch.index].waiting;
            if (*waiting == 0 || --*waiting > 0) continue;
            if (watch.is_inner)
                vec_push(ready, watch.index);
            else if (!c->slots.items[watch.index].is_dropped)
                fire(c, watch.index);
        }
    }
}

/* ---- bringing in what is known outside ---- */

typedef struct {
    uint32_t goal, index;
} Taken;

static int by_place(const void *a, const void *b) {
    const Taken *x = a, *y = b;
    if (x->goal != y->goal) return x->goal < y->goal ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

typedef Vec(Variable) Wanted;

static void want_expr(const Expr *expr, Wanted *wanted) {
    if (expr->kind == EXPR_VAR) vec_push(wanted, expr->id);
    for (uint32_t i = 0; i < expr->argument_count; i++) want_expr(expr->arguments[i], wanted);
}

static void want_inputs(const Slot *slot, Wanted *wanted) {
    const Literal *literal = &slot->literal;
    if (literal->kind == LIT_BIND) {
        want_expr(literal->left, wanted);
        vec_push(wanted, literal->variable);
    } else if (literal->kind == LIT_LOOKUP) {
        for (uint32_t i = 0; i + 1 < slot->arity; i++)
            if (literal->terms[i].kind == TERM_VAR) vec_push(wanted, literal->terms[i].id);
    }
}

static void bring_in(Solver *solver, Conjunction *c, Conjunction *outer) {
    Wanted wanted = {0};
    Vec(Taken) taken = {0};
    uint32_t stamp = ++solver->stamp;
    for (uint32_t i = 0; i < c->head_count; i++)
        if (c->head[i].kind == TERM_VAR && !has_value(c, c->head[i].id)) vec_push(&wanted, c->head[i].id);
    while (wanted.count) {
        Variable variable = vec_pop(&wanted);
        uint32_t index = has_value(c, variable) ? NO_ID : giver_of(outer, variable);
        if (index == NO_ID || outer->slots.items[index].stamp == stamp) continue;
        outer->slots.items[index].stamp = stamp;
        vec_push(&taken, ((Taken){outer->slots.items[index].goal, index}));
        want_inputs(&outer->slots.items[index], &wanted);
    }
    if (taken.count) {
        qsort(taken.items, taken.count, sizeof *taken.items, by_place);
        c->has_imports = true;
    }
    size_t first = c->slots.count;
    for (size_t i = 0; i < taken.count; i++) {
        Slot slot = outer->slots.items[taken.items[i].index];
        slot.goal = 0;
        vec_push(&c->slots, slot);
    }
    for (int pass = 0; pass < 2; pass++) /* atoms first: a look-up relies on its group */
        for (size_t i = first; i < c->slots.count; i++)
            if ((c->slots.items[i].literal.kind == LIT_LOOKUP) == pass) start(c, (uint32_t)i);
    vec_free(&wanted);
    vec_free(&taken);
}

/* ---- solving ---- */

static void begin(Conjunction *c) {
    for (uint32_t i = 0; i < c->known_capacity; i++) c->known[i] = (Known){NO_ID, NO_ID, NO_ID};
    c->known_count = 0;
    vec_empty(&c->watches);
    vec_empty(&c->fresh);
    vec_empty(&c->done);
    c->slots.count = c->own_count;
    c->has_imports = false;
    for (size_t i = 0; i < c->slots.count; i++) c->slots.items[i].is_dropped = false;
    for (size_t i = 0; i < c->inners.count; i++) c->inners.items[i]->is_done = false;
}

static void start_own(const Solver *solver, Conjunction *c) {
    for (int pass = 0; pass < 3; pass++)
        for (uint32_t i = 0; i < c->own_count; i++) {
            const Literal *literal = &c->slots.items[i].literal;
            bool is_atom = literal->kind == LIT_ATOM;
            int mine = !is_atom ? 2 : solver->program->relations.items[literal->relation].has_rules ? 1 : 0;
            if (mine == pass) start(c, i);
        }
}

static bool solve_inner(Solver *solver, Conjunction *c, Inner *inner) {
    for (uint32_t i = 0; i < inner->alternative_count; i++)
        if (!conjunction_solve(solver, &inner->alternatives[i], c)) return false;
    return true;
}

static Term *inner_terms(Arena *arena, const Inner *inner, uint32_t arity) {
    Term *terms = arena_array(arena, Term, arity);
    for (uint32_t i = 0; i < inner->shared_count; i++) terms[i] = term_var(inner->shared[i]);
    return terms;
}

/* The literal that reads what is inside.  `N = aggregate` gives N its value directly if nobody else has. */
static void finish(Solver *solver, Conjunction *c, Inner *inner, bool is_lookup) {
    uint32_t arity = inner->shared_count + inner->is_aggregate;
    Term *terms = inner_terms(solver->arena, inner, arity);
    Slot slot = {.arity = arity, .goal = inner->goal, .inner = inner};
    slot.literal = (Literal){.kind = LIT_NOT, .terms = terms, .span = inner->node->span};
    slot.literal.is_exception = inner->is_exception;
    if (inner->is_aggregate) {
        bool is_known = is_lookup && inner->otherwise != NO_OTHERWISE;
        slot.literal.kind = is_known ? LIT_LOOKUP : LIT_ATOM;
        slot.literal.otherwise = inner->otherwise;
        Variable result = inner->result;
        if (inner->equation != NO_ID && !has_value(c, c->slots.items[inner->equation].literal.variable)) {
            result = c->slots.items[inner->equation].literal.variable;
            c->slots.items[inner->equation].is_dropped = true;
        }
        terms[arity - 1] = term_var(result);
    }
    inner->is_done = true;
    vec_push(&c->done, inner);
    vec_push(&c->slots, slot);
    start(c, (uint32_t)c->slots.count - 1);
}

static void start_inner(Conjunction *c, Indices *ready) {
    for (uint32_t i = 0; i < c->inners.count; i++) {
        Inner *inner = c->inners.items[i];
        if (!inner->is_aggregate) continue;
        inner->waiting = 0;
        for (uint32_t k = 0; k < inner->shared_count; k++) inner->waiting += wait_for(c, inner->shared[k], true, i);
        if (inner->waiting == 0) vec_push(ready, i);
    }
}

/* All that can find their own groups, at once.  False if none can. */
static bool enumerate_some(Solver *solver, Conjunction *c) {
    Indices found = {0};
    for (uint32_t i = 0; i < c->inners.count; i++) {
        Inner *inner = c->inners.items[i];
        if (inner->is_aggregate && !inner->is_done && solve_inner(solver, c, inner)) vec_push(&found, i);
    }
    bool is_any = found.count > 0;
    for (size_t i = 0; i < found.count; i++) finish(solver, c, c->inners.items[found.items[i]], false);
    vec_free(&found);
    return is_any;
}

static bool solve_aggregates(Solver *solver, Conjunction *c) {
    Indices ready = {0};
    size_t left = 0, next = 0;
    for (size_t i = 0; i < c->inners.count; i++) left += c->inners.items[i]->is_aggregate;
    bool fine = true;
    start_inner(c, &ready);
    while (fine && c->done.count < left) {
        settle(c, &ready);
        if (next == ready.count) {
            fine = enumerate_some(solver, c);
            continue;
        }
        Inner *inner = c->inners.items[ready.items[next++]];
        if (inner->is_done) continue;
        fine = solve_inner(solver, c, inner);
        if (fine) finish(solver, c, inner, true);
    }
    settle(c, &ready);
    vec_free(&ready);
    return fine;
}

static bool expr_has_values(Solver *solver, const Conjunction *c, const Expr *expr) {
    if (expr->kind == EXPR_VAR && !has_value(c, expr->id)) {
        solver->missing = expr->id;
        return false;
    }
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_has_values(solver, c, expr->arguments[i])) return false;
    return true;
}

static bool terms_have_values(Solver *solver, const Conjunction *c, const Term *terms, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (terms[i].kind == TERM_VAR && !has_value(c, terms[i].id)) {
            solver->missing = terms[i].id;
            return false;
        }
    return true;
}

static bool all_have_values(Solver *solver, const Conjunction *c) {
    for (size_t i = 0; i < c->slots.count; i++) {
        const Slot *slot = &c->slots.items[i];
        if (slot->is_dropped) continue;
        if (slot->literal.terms && !terms_have_values(solver, c, slot->literal.terms, slot->arity)) return false;
        if (slot->literal.left && !expr_has_values(solver, c, slot->literal.left)) return false;
        if (slot->literal.right && !expr_has_values(solver, c, slot->literal.right)) return false;
    }
    return terms_have_values(solver, c, c->head, c->head_count);
}

/* Equations between numbers of different kinds that nobody needs for a value. */
static void make_comparisons(Solver *solver, Conjunction *c) {
    for (uint32_t i = 0; i < c->slots.count; i++) {
        Slot *slot = &c->slots.items[i];
        Literal *literal = &slot->literal;
        if (!slot->may_mix || slot->is_dropped || literal->kind != LIT_BIND) continue;
        uint32_t giver = giver_of(c, literal->variable);
        if (c->slots.items[giver].literal.kind != LIT_ATOM) continue;
        if (literal->left->kind == EXPR_VAR && giver_of(c, literal->left->id) == i) continue;
        literal->kind = LIT_COMPARE;
        literal->op = OP_EQ;
        literal->right = literal->left;
        literal->left = expr_var(solver->arena, literal->variable, literal->span);
    }
}

bool conjunction_solve(Solver *solver, Conjunction *c, Conjunction *outer) {
    Indices nobody = {0};
    begin(c);
    start_own(solver, c);
    settle(c, &nobody);
    if (outer) bring_in(solver, c, outer);
    settle(c, &nobody);
    if (!solve_aggregates(solver, c)) return false;
    for (size_t i = 0; i < c->inners.count; i++) {
        Inner *inner = c->inners.items[i];
        if (inner->is_aggregate) continue;
        if (!solve_inner(solver, c, inner)) return false;
        finish(solver, c, inner, false);
    }
    if (!all_have_values(solver, c)) return false;
    make_comparisons(solver, c);
    return true;
}

void conjunction_clear(Conjunction *c) {
    for (size_t i = 0; i < c->inners.count; i++)
        for (uint32_t k = 0; k < c->inners.items[i]->alternative_count; k++)
            conjunction_clear(&c->inners.items[i]->alternatives[k]);
    vec_free(&c->slots);
    vec_free(&c->inners);
    vec_free(&c->done);
    vec_free(&c->watches);
    vec_free(&c->fresh);
    mem_free(c->known);
    c->known = NULL;
}
