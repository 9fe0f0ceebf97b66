/* Disjunctive normal form.
 *
 * The list of alternatives grows as the tree is walked: a leaf is added to each of them, `;` multiplies them.  `not` is
 * pushed inwards where that keeps the meaning: over `;`, to comparisons, and away where it meets another one.  What
 * remains is not of one atom, or of a whole body (a conjunction, whose own variables may have any value); the latter
 * becomes a relation of its own later on.
 *     forall(p, q)      is  not (p, not q)
 *     not forall(p, q)  is  p, not q
 *     not X > Y         is  X =< Y, or X or Y is none, which is in no order
 *     unless e          is  not e, marked as an exception
 * The cost is that of the result, which is bounded: more than ALTERNATIVE_LIMIT alternatives are refused. */
#include "lang/compile/desugar.h"

typedef struct {
    const Variables *variables;
    Growth *growth;
} Desugar;

void alternatives_clear(Alternatives *alternatives) {
    for (size_t i = 0; i < alternatives->count; i++) vec_free(&alternatives->items[i]);
    vec_free(alternatives);
}

bool node_has_aggregate(const Node *node) {
    if (node->kind == NODE_AGGREGATE) return true;
    for (uint32_t i = 0; i < node->child_count; i++)
        if (node_has_aggregate(node->children[i])) return true;
    return false;
}

static bool may_grow(Desugar *d, uint64_t goals) {
    if (d->growth->is_exceeded || d->growth->goals_left < goals)
        d->growth->is_exceeded = true;
    else
        d->growth->goals_left -= goals;
    return !d->growth->is_exceeded;
}

static void add_goal(Desugar *d, Goal goal, Alternatives *all) {
    if (!may_grow(d, all->count)) return;
    for (size_t i = 0; i < all->count; i++) vec_push(&all->items[i], goal);
}

static void add_copy(Desugar *d, const Alternatives *from, Alternatives *to) {
    if (from->count + to->count > ALTERNATIVE_LIMIT) d->growth->is_exceeded = true;
    for (size_t i = 0; i < from->count; i++) {
        const Goals *goals = &from->items[i];
        if (!may_grow(d, goals->count)) return;
        Goals copy = {0};
        vec_copy(&copy, goals);
        vec_push(to, copy);
    }
}

static void take_all(Alternatives *from, Alternatives *to) {
    for (size_t i = 0; i < from->count; i++) vec_push(to, from->items[i]);
    vec_free(from);
}

static bool has_local(const Desugar *d, const Node *node, uint32_t local) {
    if (node->kind == NODE_VARIABLE) {
        Variable variable = d->variables->of_node[node->id];
        return variable != NO_ID && d->variables->items.items[variable].depth >= local;
    }
    for (uint32_t i = 0; i < node->child_count; i++)
        if (has_local(d, node->children[i], local)) return true;
    return false;
}

/* Whether one look into the relation decides `not atom`: own variables stand alone and once. */
static bool is_simple_negation(const Desugar *d, const Node *atom, uint32_t local) {
    if (local == NO_LOCAL) return true;
    Vec(Variable) seen = {0};
    bool is_simple = true;
    for (uint32_t i = 0; i < atom->child_count && is_simple; i++) {
        const Node *child = atom->children[i];
        if (child->kind == NODE_NAMED) child = child->children[0];
        if (!has_local(d, child, local)) continue;
        is_simple = child->kind == NODE_VARIABLE;
        for (size_t k = 0; k < seen.count && is_simple; k++)
            is_simple = seen.items[k] != d->variables->of_node[child->id];
        if (is_simple) vec_push(&seen, d->variables->of_node[child->id]);
    }
    vec_free(&seen);
    return is_simple;
}

static bool may_be_none(const Desugar *d, const Node *node) {
    Variable variable = node->kind == NODE_VARIABLE ? d->variables->of_node[node->id] : NO_ID;
    return variable != NO_ID && d->variables->items.items[variable].may_be_none;
}

static void expand(Desugar *d, const Node *node, bool negated, uint32_t depth, uint32_t local, Alternatives *all);

static void expand_or(Desugar *d, const Node *node, uint32_t depth, Alternatives *all) {
    Alternatives result = {0};
    for (uint32_t i = 0; i < node->child_count && !d->growth->is_exceeded; i++) {
        Alternatives part = {0};
        add_copy(d, all, &part);
        expand(d, node->children[i], false, depth, NO_LOCAL, &part);
        if (result.count + part.count > ALTERNATIVE_LIMIT) d->growth->is_exceeded = true;
        take_all(&part, &result);
    }
    alternatives_clear(all);
    *all = result;
}

static void expand_negated_test(Desugar *d, const Node *node, uint32_t depth, uint32_t local, Alternatives *all) {
    bool is_comparison = node->kind == NODE_COMPARE || node->kind == NODE_IS;
    if (!is_comparison || node_has_aggregate(node) || has_local(d, node, local)) {
        add_goal(d, (Goal){GOAL_NOT_BODY, false, node, depth, local, false}, all);
        return;
    }
    Alternatives result = {0}, part = {0};
    bool is_order = node->kind == NODE_COMPARE && node->op != OP_EQ && node->op != OP_NE;
    for (uint32_t i = 0; is_order && i < 2; i++) {
        if (!may_be_none(d, node->children[i])) continue;
        add_copy(d, all, &part);
        add_goal(d, (Goal){GOAL_IS_NONE, false, node->children[i], depth, NO_LOCAL, false}, &part);
        take_all(&part, &result);
    }
    add_goal(d, (Goal){GOAL_TEST, true, node, depth, NO_LOCAL, false}, all);
    take_all(&result, all);
    if (all->count > ALTERNATIVE_LIMIT) d->growth->is_exceeded = true;
}

static void expand_atom(Desugar *d, const Node *node, bool negated, uint32_t depth, uint32_t local, Alternatives *all) {
    GoalKind kind = !negated ? GOAL_ATOM : is_simple_negation(d, node, local) ? GOAL_NOT_ATOM : GOAL_NOT_BODY;
    add_goal(d, (Goal){kind, false, node, depth, local, false}, all);
}

/* Each alternative of `unless` is an exception of its own.  What is more than an atom becomes a relation even where it
 * could be turned round, so that an exception that occurs has a row to show for it. */
static void expand_exception(Desugar *d, const Node *node, uint32_t depth, uint32_t local, Alternatives *all) {
    if (node->kind == NODE_OR) {
        for (uint32_t i = 0; i < node->child_count; i++) expand_exception(d, node->children[i], depth, local, all);
    } else if (node->kind == NODE_TRUE) {
        expand(d, node, true, depth, local, all);
    } else {
        bool is_atom = node_is_atom(d->variables->table, node);
        if (is_atom && node->kind == NODE_MINUS) node = node->children[0];
        bool is_simple = is_atom && is_simple_negation(d, node, local);
        if (!is_simple && local == NO_LOCAL) local = depth + 1;
        add_goal(d, (Goal){is_simple ? GOAL_NOT_ATOM : GOAL_NOT_BODY, false, node, depth, local, true}, all);
    }
}

static void expand(Desugar *d, const Node *node, bool negated, uint32_t depth, uint32_t local, Alternatives *all) {
    if (d->growth->is_exceeded) return;
    switch (node->kind) {
    case NODE_AND:
    case NODE_OR:
        if (node->kind == NODE_OR && !negated) {
            expand_or(d, node, depth, all);
        } else if (node->kind == NODE_AND && negated) {
            add_goal(d, (Goal){GOAL_NOT_BODY, false, node, depth, local, false}, all);
        } else {
            for (uint32_t i = 0; i < node->child_count; i++) expand(d, node->children[i], negated, depth, local, all);
        }
        return;
    case NODE_NOT: {
        bool is_scope = not_has_scope(node);
        if (node->is_exception && !negated) {
            expand_exception(d, node->children[0], depth + is_scope, is_scope ? depth + 1 : NO_LOCAL, all);
            return;
        }
        expand(d, node->children[0], !negated, depth + is_scope, is_scope ? depth + 1 : NO_LOCAL, all);
        return;
    }
    case NODE_FORALL:
        if (negated) {
            expand(d, node->children[0], false, depth + 1, NO_LOCAL, all);
            expand(d, node->children[1], true, depth + 2, depth + 2, all);
        } else {
            add_goal(d, (Goal){GOAL_NOT_BODY, false, node, depth, depth + 1, false}, all);
        }
        return;
    case NODE_TRUE:
        if (negated) add_goal(d, (Goal){GOAL_NEVER, false, node, depth, NO_LOCAL, false}, all);
        return;
    default: break;
    }
    if (node_is_atom(d->variables->table, node)) {
        if (node->kind == NODE_MINUS) node = node->children[0];
        expand_atom(d, node, negated, depth, local, all);
    } else if (negated) {
        expand_negated_test(d, node, depth, local, all);
    } else {
        add_goal(d, (Goal){GOAL_TEST, false, node, depth, NO_LOCAL, false}, all);
    }
}

static void begin(Alternatives *all) {
    Goals none = {0};
    *all = (Alternatives){0};
    vec_push(all, none);
}

void desugar(const Variables *variables, const Node *body, uint32_t depth, Growth *growth, Alternatives *all) {
    Desugar d = {variables, growth};
    begin(all);
    expand(&d, body, false, depth, NO_LOCAL, all);
}

void goal_inside(const Variables *variables, const Goal *goal, Growth *growth, Alternatives *all) {
    Desugar d = {variables, growth};
    begin(all);
    if (goal->node->kind == NODE_FORALL && !goal->is_exception) { /* it denies that some case fails */
        expand(&d, goal->node->children[0], false, goal->depth + 1, NO_LOCAL, all);
        expand(&d, goal->node->children[1], true, goal->depth + 2, goal->depth + 2, all);
    } else {
        expand(&d, goal->node, false, goal->depth, NO_LOCAL, all);
    }
}
