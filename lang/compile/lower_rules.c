/* Conjunctions to rules of the program.
 *
 *     not (p, q)              not :body(shared)          :body(shared) :- p, q.
 *     N = count(X : p(X, G))  :aggregate(G, N) else 0    :rows(G, X) :- p(X, G).
 *                                                        :aggregate(G, X) :- count of :rows(G, X)
 * Relations of what is inside are made before those that use them, innermost first, so that a later relation never
 * needs one behind it.  An inside that leans on nothing around it is made once, however many alternatives of `;`
 * contain it.  In each rule the variables are numbered by first appearance, head first. */
#include "lang/compile/lower_internal.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define ARITY_LIMIT 64

/* ---- one rule ---- */

typedef struct {
    Lower *lower;
    Vec(Symbol) names;
    uint32_t made; /* variables without a written name so far */
} Numbering;

static VarId number_of(Numbering *n, Variable variable) {
    Lower *l = n->lower;
    assert(variable < l->variables.items.count && "check has numbered all variables");
    while (l->ids.count <= variable) vec_push(&l->ids, 0);
    if (!lower_first_seen(l, variable)) return l->ids.items[variable];
    Symbol name = l->variables.items.items[variable].name;
    if (name == NO_SYMBOL) {
        char text[16];
        int length = snprintf(text, sizeof text, ":%u", ++n->made);
        name = intern(values_symbols(l->program->values), (Str){text, (size_t)length});
    }
    l->ids.items[variable] = (VarId)n->names.count;
    vec_push(&n->names, name);
    return l->ids.items[variable];
}

static const Term *number_terms(Numbering *n, const Term *from, uint32_t count) {
    Term *terms = arena_copy(&n->lower->program->arena, from, count * sizeof *from);
    for (uint32_t i = 0; i < count; i++)
        if (terms[i].kind == TERM_VAR) terms[i].id = number_of(n, terms[i].id);
    return terms;
}

static const Expr *number_expr(Numbering *n, const Expr *from) {
    Arena *arena = &n->lower->program->arena;
    if (from->kind == EXPR_CONST) return expr_const(arena, from->id, from->span);
    if (from->kind == EXPR_VAR) return expr_var(arena, number_of(n, from->id), from->span);
    const Expr *arguments[3] = {NULL, NULL, NULL};
    for (uint32_t i = 0; i < from->argument_count; i++) arguments[i] = number_expr(n, from->arguments[i]);
    return expr_call(arena, (Builtin)from->id, arguments, from->span);
}

static Literal number_literal(Numbering *n, const Slot *slot) {
    Literal literal = slot->literal;
    if (slot->inner) literal.relation = slot->inner->relation;
    if (literal.kind == LIT_BIND) literal.variable = number_of(n, literal.variable);
    if (literal.terms) literal.terms = number_terms(n, literal.terms, slot->arity);
    if (literal.left) literal.left = number_expr(n, literal.left);
    if (literal.right) literal.right = number_expr(n, literal.right);
    return literal;
}

typedef struct {
    uint32_t goal, rank, index; /* of one goal, what is read comes before what is computed from it */
} Position;

static int by_place(const void *a, const void *b) {
    const Position *x = a, *y = b;
    if (x->goal != y->goal) return x->goal < y->goal ? -1 : 1;
    if (x->rank != y->rank) return x->rank < y->rank ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static RuleId add_rule(Lower *l, const Conjunction *c, Rule pattern) {
    Numbering n = {.lower = l};
    l->stamp++;
    Vec(Position) places = {0};
    for (uint32_t i = 0; i < c->slots.count; i++) {
        const Slot *slot = &c->slots.items[i];
        if (!slot->is_dropped) vec_push(&places, ((Position){slot->goal, slot->goal != 0 && !slot->inner, i}));
    }
    if (places.count) qsort(places.items, places.count, sizeof *places.items, by_place);
    pattern.terms = number_terms(&n, c->head, c->head_count);
    Literal *body = arena_array(&l->program->arena, Literal, places.count);
    for (size_t i = 0; i < places.count; i++) body[i] = number_literal(&n, &c->slots.items[places.items[i].index]);
    pattern.body = body;
    pattern.literal_count = (uint32_t)places.count;
    pattern.variable_count = (uint32_t)n.names.count;
    pattern.variables = arena_copy(&l->program->arena, n.names.items, n.names.count * sizeof(Symbol));
    pattern.written = l->written;
    pattern.strength = l->strength;
    vec_free(&places);
    vec_free(&n.names);
    return program_add_rule(l->program, pattern);
}

RuleId lower_rules(Lower *l, const LoweredBody *body, Rule pattern) {
    RuleId first = NO_ID;
    for (uint32_t i = 0; i < body->count; i++) {
        RuleId id = add_rule(l, &body->alternatives[i], pattern);
        if (i == 0) first = id;
    }
    return first;
}

/* ---- relations of what is inside ---- */

RelId lower_helper(Lower *l, Helper helper, const Symbol *names, uint32_t arity, Span span) {
    Column *columns = arena_array(&l->program->arena, Column, arity);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){names ? names[i] : NO_SYMBOL, TYPE_ID_ANY, true};
    return program_add_relation(
        l->program,
        (Relation){
            .name = NO_SYMBOL, .arity = arity, .columns = columns, .contrary = NO_ID, .helper = helper, .span = span});
}

static Symbol *names_of(Lower *l, const Conjunction *c) {
    Symbol *names = arena_array(l->arena, Symbol, c->head_count + 1);
    for (uint32_t i = 0; i < c->head_count; i++)
        names[i] = c->head[i].kind == TERM_VAR ? l->variables.items.items[c->head[i].id].name : NO_SYMBOL;
    return names;
}

static Rule inner_pattern(RelId head, const Inner *inner) {
    return (Rule){.head = head, .label = NO_SYMBOL, .span = inner->node->span};
}

/* :aggregate(group, value) :- aggregate of :rows(group, value, ...) */
static void add_fold(Lower *l, Inner *inner, RelId rows, const Symbol *names, uint32_t arity) {
    Arena *arena = &l->program->arena;
    uint32_t group = inner->shared_count;
    Symbol *columns = arena_copy(arena, names, (group + 1) * sizeof *names);
    columns[group] = NO_SYMBOL;
    inner->relation = lower_helper(l, HELPER_AGGREGATE, columns, group + 1, inner->node->span);
    Term *terms = arena_array(arena, Term, arity);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_var(i);
    Literal *body = arena_new(arena, Literal);
    *body = (Literal){.kind = LIT_ATOM, .relation = rows, .terms = terms, .span = inner->node->span};
    Symbol *variables = arena_copy(arena, names, arity * sizeof *names);
    uint32_t made = 0;
    for (uint32_t i = 0; i < arity; i++) {
        char text[16];
        if (variables[i] != NO_SYMBOL) continue;
        int length = snprintf(text, sizeof text, ":%u", ++made);
        variables[i] = intern(values_symbols(l->program->values), (Str){text, (size_t)length});
    }
    Rule rule = inner_pattern(inner->relation, inner);
    rule.terms = arena_copy(arena, terms, (group + 1) * sizeof *terms);
    rule.body = body;
    rule.literal_count = 1;
    rule.variable_count = arity;
    rule.variables = variables;
    rule.is_fold = true;
    rule.aggregate = inner->node->aggregate;
    rule.group_count = group;
    rule.written = l->written;
    rule.strength = l->strength;
    program_add_rule(l->program, rule);
}

static bool is_self_contained(const Inner *inner) {
    for (uint32_t i = 0; i < inner->alternative_count; i++)
        if (inner->alternatives[i].has_imports) return false;
    return true;
}

static bool emit_inner(Lower *l, Inner *inner) {
    RelId *remembered = &l->helper_of_node[inner->node->id];
    bool is_whole = inner->is_exception && inner->node->kind == NODE_FORALL; /* what is in it has the same node */
    bool is_lone = is_self_contained(inner) && !is_whole;
    if (is_lone && *remembered != NO_ID) {
        inner->relation = *remembered;
        return true;
    }
    LoweredBody inside = {inner->alternatives, inner->alternative_count};
    if (!lower_insides(l, &inside) || inside.count == 0) return false;
    uint32_t arity = inside.alternatives[0].head_count;
    if (arity + inner->is_aggregate > ARITY_LIMIT) {
        Diag *diag =
            diag_add(l->diags, E0504, inner->node->span,
                     "this shares %u variables with what is around it; %d are possible", arity, ARITY_LIMIT - 1);
        diag_remedy(l->diags, diag, "define a part of it as a relation of its own");
        return false;
    }
    const Symbol *names = names_of(l, &inside.alternatives[0]);
    RelId relation =
        lower_helper(l, inner->is_aggregate ? HELPER_GROUPED : HELPER_BODY, names, arity, inner->node->span);
    lower_rules(l, &inside, inner_pattern(relation, inner));
    inner->relation = relation;
    if (inner->is_aggregate) add_fold(l, inner, relation, names, arity);
    if (is_lone) *remembered = inner->relation;
    return true;
}

bool lower_insides(Lower *l, const LoweredBody *body) {
    for (uint32_t i = 0; i < body->count; i++)
        for (size_t k = 0; k < body->alternatives[i].done.count; k++)
            if (!emit_inner(l, body->alternatives[i].done.items[k])) return false;
    return true;
}
