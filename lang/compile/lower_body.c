/* Bodies to conjunctions.
 *
 * Goals become literals over the variables of the statement, in the order written; the planner orders them.  What is
 * inside them (negated bodies, aggregates) becomes conjunctions in turn, and conjunction_solve finds out what binds
 * what.  Nothing is added to the program before all of a body is known to be fine. */
#include "lang/compile/lower_internal.h"

/* ---- literals ---- */

static void add_slot(Conjunction *c, Literal literal, uint32_t arity, uint32_t place) {
    vec_push(&c->slots, ((Slot){.literal = literal, .arity = arity, .goal = place}));
}

static Inner *aggregate_inside(Lower *l, Conjunction *c, const Node *node, uint32_t depth, uint32_t goal);

/* `depth` is that of the scope the expression stands in. */
static const Expr *lower_expr(Lower *l, Conjunction *c, const Node *node, uint32_t depth, uint32_t goal) {
    if (lower_is_constant(node)) return expr_const(l->arena, lower_value(l, node), node->span);
    if (node->kind == NODE_VARIABLE) return expr_var(l->arena, l->variables.of_node[node->id], node->span);
    if (node->kind == NODE_ANY) return expr_var(l->arena, variables_make(&l->variables, depth), node->span);
    if (node->kind == NODE_AGGREGATE)
        return expr_var(l->arena, aggregate_inside(l, c, node, depth, goal)->result, node->span);
    const Expr *arguments[3] = {NULL, NULL, NULL};
    for (uint32_t i = 0; i < node->child_count && i < 3; i++)
        arguments[i] = lower_expr(l, c, node->children[i], depth, goal);
    Builtin fn = node->kind == NODE_MINUS ? FN_NEGATE : node->fn;
    if (node->kind == NODE_CALL) builtin_find(node->text, node->child_count, &fn);
    return expr_call(l->arena, fn, arguments, node->span);
}

/* A term as it can stand in an atom; what is computed is bound to a variable made for it. */
static Term lower_term(Lower *l, Conjunction *c, const Node *node, uint32_t depth, uint32_t goal) {
    if (node->kind == NODE_ANY) return term_any();
    if (node->kind == NODE_VARIABLE) return term_var(l->variables.of_node[node->id]);
    if (lower_is_constant(node)) return term_const(lower_value(l, node));
    const Expr *expr = lower_expr(l, c, node, depth, goal);
    Variable made = variables_make(&l->variables, depth);
    add_slot(c, (Literal){.kind = LIT_BIND, .variable = made, .left = expr, .span = node->span}, 0, goal);
    return term_var(made);
}

static const Term *lower_terms(Lower *l, Conjunction *c, const Node *atom, RelId id, const Goal *goal, uint32_t place) {
    uint32_t arity = l->program->relations.items[id].arity;
    Term *terms = arena_array(l->arena, Term, arity);
    bool is_head = place == HEAD_GOAL;
    for (uint32_t i = 0; i < arity; i++) terms[i] = is_head ? term_const(VALUE_NONE) : term_any();
    for (uint32_t i = 0; i < atom->child_count; i++) {
        Term term = lower_term(l, c, atom_argument(atom->children[i]), goal->depth, place);
        bool is_own = term.kind == TERM_VAR && goal->kind == GOAL_NOT_ATOM &&
                      l->variables.items.items[term.id].depth >= goal->local;
        terms[atom_column(l, atom, i)] = is_own ? term_any() : term;
    }
    return terms;
}

static bool may_be_number(TypeKind k) { return kind_is_number(k) || k == TYPE_ANY; }

/* Whether the two may be numbers of different kinds. */
static bool may_mix(TypeKind a, TypeKind b) {
    return may_be_number(a) && may_be_number(b) && !(a == b && (a == TYPE_INT || a == TYPE_FLOAT));
}

static void add_equation(Conjunction *c, const Expr *left, const Expr *right, Span span, uint32_t place) {
    bool binds_left = left->kind == EXPR_VAR, binds_right = right->kind == EXPR_VAR && !binds_left;
    Literal literal = {.kind = LIT_COMPARE, .op = OP_EQ, .left = left, .right = right, .span = span};
    if (binds_left || binds_right) {
        literal = (Literal){.kind = LIT_BIND, .span = span};
        literal.variable = binds_left ? left->id : right->id;
        literal.left = binds_left ? right : left;
    }
    add_slot(c, literal, 0, place);
}

static void add_comparison(Lower *l, Conjunction *c, const Goal *goal, uint32_t place) {
    const Node *node = goal->node, *a = node->children[0], *b = node->children[1];
    CompareOp op = node->kind == NODE_IS ? OP_EQ : node->op;
    if (goal->is_negated) op = compare_opposite(op);
    size_t before = c->inners.count;
    const Expr *left = lower_expr(l, c, a, goal->depth, place), *right = lower_expr(l, c, b, goal->depth, place);
    if (op != OP_EQ) {
        add_slot(c, (Literal){.kind = LIT_COMPARE, .op = op, .left = left, .right = right, .span = node->span}, 0,
                 place);
        return;
    }
    bool is_plain = (a->kind == NODE_VARIABLE && b->kind == NODE_AGGREGATE) ||
                    (b->kind == NODE_VARIABLE && a->kind == NODE_AGGREGATE);
    if (a->kind == NODE_AGGREGATE && is_plain)
        add_equation(c, right, left, node->span, place);
    else
        add_equation(c, left, right, node->span, place);
    vec_last(&c->slots).may_mix = may_mix(l->table->type[a->id], l->table->type[b->id]);
    if (is_plain) c->inners.items[before]->equation = (uint32_t)c->slots.count - 1;
}

static void add_test(Lower *l, Conjunction *c, const Goal *goal, uint32_t place) {
    const Node *node = goal->node;
    if (node->kind == NODE_COMPARE || node->kind == NODE_IS) {
        add_comparison(l, c, goal, place);
        return;
    }
    Literal literal = {.kind = LIT_CONDITION, .span = node->span};
    if (node->kind != NODE_CALL || node->child_count != 2 || !condition_find(node->text, &literal.condition)) return;
    literal.left = lower_expr(l, c, node->children[0], goal->depth, place);
    literal.right = lower_expr(l, c, node->children[1], goal->depth, place);
    add_slot(c, literal, 0, place);
}

/* ---- what is inside ---- */

static LoweredBody lower_alternatives(Lower *l, Alternatives *all, Inner *inner, uint32_t depth);

bool lower_first_seen(Lower *l, Variable variable) {
    while (l->stamps.count <= variable) vec_push(&l->stamps, 0);
    bool is_first = l->stamps.items[variable] != l->stamp;
    l->stamps.items[variable] = l->stamp;
    return is_first;
}

typedef Vec(Variable) Found;

/* Variables written in node, or inside it, that belong to a scope around this depth. */
static void find_shared(Lower *l, const Node *node, uint32_t depth, Found *found) {
    if (node->kind == NODE_VARIABLE) {
        Variable variable = l->variables.of_node[node->id];
        if (variable != NO_ID && l->variables.items.items[variable].depth < depth && lower_first_seen(l, variable))
            vec_push(found, variable);
    }
    for (uint32_t i = 0; i < node->child_count; i++) find_shared(l, node->children[i], depth, found);
}

static Inner *add_inner(Lower *l, Conjunction *c, const Node *node, uint32_t local, uint32_t place) {
    Inner *inner = arena_new(l->arena, Inner);
    Found found = {0};
    l->stamp++;
    find_shared(l, node, local, &found);
    *inner = (Inner){.node = node, .goal = place, .equation = NO_ID, .relation = NO_ID, .result = NO_ID};
    inner->shared = arena_copy(l->arena, found.items, found.count * sizeof(Variable));
    inner->shared_count = (uint32_t)found.count;
    vec_free(&found);
    vec_push(&c->inners, inner);
    return inner;
}

static void fill_inner(Lower *l, Inner *inner, Alternatives *all, uint32_t depth) {
    LoweredBody inside = lower_alternatives(l, all, inner, depth);
    inner->alternatives = inside.alternatives;
    inner->alternative_count = inside.count;
}

static Inner *aggregate_inside(Lower *l, Conjunction *c, const Node *node, uint32_t depth, uint32_t place) {
    Inner *inner = add_inner(l, c, node, depth + 1, place);
    bool is_float = l->table->type[node->id] == TYPE_FLOAT || l->table->type[node->children[0]->id] == TYPE_FLOAT;
    inner->is_aggregate = true;
    inner->result = variables_make(&l->variables, depth);
    inner->otherwise = NO_OTHERWISE;
    if (node->aggregate == AGG_COUNT || (node->aggregate == AGG_SUM && !is_float))
        inner->otherwise = value_int(l->program->values, 0);
    else if (node->aggregate == AGG_SUM)
        inner->otherwise = value_float(l->program->values, 0);
    Alternatives all;
    desugar(&l->variables, node->children[node->child_count - 1], depth + 1, &l->growth, &all);
    fill_inner(l, inner, &all, depth + 1);
    return inner;
}

static void add_negated_body(Lower *l, Conjunction *c, const Goal *goal, uint32_t place) {
    Inner *inner = add_inner(l, c, goal->node, goal->local, place);
    inner->is_exception = goal->is_exception;
    Alternatives all;
    goal_inside(&l->variables, goal, &l->growth, &all);
    fill_inner(l, inner, &all, goal->local);
}

/* ---- conjunctions ---- */

static void add_goal(Lower *l, Conjunction *c, const Goal *goal, uint32_t place) {
    const Node *node = goal->node;
    switch (goal->kind) {
    case GOAL_ATOM:
    case GOAL_NOT_ATOM: {
        RelId id = l->table->relation[node->id];
        Literal literal = {.kind = goal->kind == GOAL_ATOM ? LIT_ATOM : LIT_NOT, .relation = id, .span = node->span};
        literal.terms = lower_terms(l, c, node, id, goal, place);
        literal.is_exception = goal->is_exception;
        add_slot(c, literal, l->program->relations.items[id].arity, place);
        return;
    }
    case GOAL_TEST: add_test(l, c, goal, place); return;
    case GOAL_NOT_BODY: add_negated_body(l, c, goal, place); return;
    case GOAL_IS_NONE:
    case GOAL_NEVER: {
        bool is_never = goal->kind == GOAL_NEVER; /* 0 = 1 */
        Literal literal = {.kind = LIT_COMPARE, .op = OP_EQ, .span = node->span};
        literal.left = is_never ? expr_const(l->arena, value_int(l->program->values, 0), node->span)
                                : lower_expr(l, c, node, goal->depth, place);
        literal.right = expr_const(l->arena, is_never ? value_int(l->program->values, 1) : VALUE_NONE, node->span);
        add_slot(c, literal, 0, place);
        return;
    }
    }
}

/* The head of what is inside: the variables shared with what is around it, then the terms of an aggregate. */
static void set_inner_head(Lower *l, Conjunction *c, const Inner *inner, uint32_t depth) {
    uint32_t term_count = inner->is_aggregate ? inner->node->child_count - 1 : 0;
    Term *head = arena_array(l->arena, Term, inner->shared_count + term_count);
    for (uint32_t i = 0; i < inner->shared_count; i++) head[i] = term_var(inner->shared[i]);
    for (uint32_t i = 0; i < term_count; i++)
        head[inner->shared_count + i] = lower_term(l, c, inner->node->children[i], depth, HEAD_GOAL);
    c->head = head;
    c->head_count = inner->shared_count + term_count;
}

static void set_goals(Lower *l, Conjunction *c, const Goals *goals) {
    *c = (Conjunction){0};
    for (size_t i = 0; i < goals->count && !l->growth.is_exceeded; i++)
        add_goal(l, c, &goals->items[i], (uint32_t)i + 1);
}

/* Takes the alternatives. */
static LoweredBody lower_alternatives(Lower *l, Alternatives *all, Inner *inner, uint32_t depth) {
    LoweredBody body = {arena_array(l->arena, Conjunction, all->count), (uint32_t)all->count};
    for (uint32_t i = 0; i < body.count; i++) {
        Conjunction *c = &body.alternatives[i];
        set_goals(l, c, &all->items[i]);
        if (inner) set_inner_head(l, c, inner, depth);
        c->own_count = c->slots.count;
    }
    alternatives_clear(all);
    return body;
}

static void set_head(Lower *l, Conjunction *c, const Node *head, const Term *terms, uint32_t term_count) {
    c->head = terms;
    c->head_count = term_count;
    if (!head) return;
    if (head->kind == NODE_MINUS) head = head->children[0];
    RelId id = l->table->relation[head->id];
    Goal goal = {.kind = GOAL_ATOM, .node = head, .local = NO_LOCAL};
    c->head = lower_terms(l, c, head, id, &goal, HEAD_GOAL);
    c->head_count = l->program->relations.items[id].arity;
    c->own_count = c->slots.count;
}

static bool is_within_limit(Lower *l, const Node *body) {
    if (!l->growth.is_exceeded) return true;
    Diag *diag = diag_add(l->diags, E0502, body->span, "written out, this body has more than %d alternatives",
                          ALTERNATIVE_LIMIT);
    diag_remedy(l->diags, diag, "define a part with ';' as a relation of its own");
    return false;
}

static bool solve(Lower *l, const LoweredBody *body, const Node *node) {
    for (uint32_t i = 0; i < body->count; i++) {
        l->solver.missing = NO_ID;
        if (conjunction_solve(&l->solver, &body->alternatives[i], NULL)) continue;
        const VariableInfo *info = l->solver.missing == NO_ID ? NULL : &l->variables.items.items[l->solver.missing];
        bool is_named = info && info->name != NO_SYMBOL;
        Str name = is_named ? intern_text(values_symbols(l->program->values), info->name) : STR("a value");
        Diag *diag = diag_add(l->diags, E0503, is_named ? info->span : node->span,
                              "%s%.*s%s depends on itself, so it gets no value", is_named ? "'" : "", STR_FMT(name),
                              is_named ? "'" : "");
        diag_remedy(l->diags, diag, "add a premise that gives it one");
        return false;
    }
    return true;
}

LoweredBody lower_body(Lower *l, const Node *node, const Node *head, const Term *terms, uint32_t term_count) {
    Alternatives all;
    desugar(&l->variables, node, 0, &l->growth, &all);
    LoweredBody body = lower_alternatives(l, &all, NULL, 0);
    for (uint32_t i = 0; i < body.count; i++) set_head(l, &body.alternatives[i], head, terms, term_count);
    if (!is_within_limit(l, node) || !solve(l, &body, node) || !lower_insides(l, &body)) lowered_body_clear(&body);
    return body;
}

void lowered_body_clear(LoweredBody *body) {
    for (uint32_t i = 0; i < body->count; i++) conjunction_clear(&body->alternatives[i]);
    *body = (LoweredBody){NULL, 0};
}
