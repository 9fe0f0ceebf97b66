/* Two visits to each scope: first all variables written directly in it, each a new one unless an enclosing scope has it
 * already; then the scopes inside.  So a name is shared with the outermost scope that writes it directly, and the same
 * name in two scopes side by side is two variables.  On leaving a scope its own variables go out of sight.
 * Every node is visited twice, whatever the nesting. */
#include "lang/check/scope.h"

#include "lang/check/resolve.h"

typedef struct {
    Checker *c;
    NodeTable *table;
    uint32_t first; /* number of the unit's first variable */
    uint32_t depth;
    Vec(Symbol) in_sight; /* names, of the enclosing scopes first */
} Scoper;

static void enter(Scoper *s, const Node *const *parts, uint32_t count, const Node *inner);

bool not_is_scope(const Node *not_node) { return !literal_atom(not_node->children[0]); }

static bool is_scope(const Node *node) {
    return node->kind == NODE_AGGREGATE || node->kind == NODE_FORALL || (node->kind == NODE_NOT && not_is_scope(node));
}

static bool writes(const Node *node, Str name) {
    if (node->kind == NODE_VARIABLE) return str_equal(node->text, name);
    if (is_scope(node)) return false;
    for (uint32_t i = 0; i < node->child_count; i++)
        if (writes(node->children[i], name)) return true;
    return false;
}

bool condition_shares(const Statement *condition, const Statement *rule, Str name) {
    if (!rule || !rule->head || !writes(condition->node, name)) return false;
    if (condition->kind == STMT_UNDERCUT) return writes(rule->head, name) || (rule->body && writes(rule->body, name));
    const Node *head = literal_atom(rule->head);
    for (uint32_t i = 0; head && i < head->child_count; i++) {
        const Node *argument = head->children[i];
        if (argument->kind == NODE_NAMED) argument = argument->children[0];
        if (argument->kind == NODE_VARIABLE && str_equal(argument->text, name)) return true;
    }
    return false;
}

static const Node *first_of(const Node *node, Str name) {
    if (node->kind == NODE_VARIABLE) return str_equal(node->text, name) ? node : NULL;
    const Node *found = NULL;
    for (uint32_t i = 0; !found && i < node->child_count; i++) found = first_of(node->children[i], name);
    return found;
}

void note_namesake(Checker *c, Diag *diag, const Statement *condition, const Statement *rule, Str name) {
    if (!rule || !rule->head || condition_shares(condition, rule, name)) return;
    const Node *other = first_of(rule->head, name);
    if (!other && rule->body) other = first_of(rule->body, name);
    if (!other) return;
    diag_note(c->diags, diag, other->span, "another '%.*s': only what stands %s is shared", STR_FMT(name),
              condition->kind == STMT_UNDERCUT ? "outside of 'forall', aggregates and 'not (...)'"
                                               : "as an argument in the head of this rule");
}

static void see_variable(Scoper *s, const Node *node) {
    Name *name = name_of(&s->c->names, node->text);
    if (name->variable == NO_ID) {
        name->variable = (uint32_t)s->c->variables.count - s->first;
        vec_push(&s->c->variables, ((Variable){node->text, node->span, 0, s->depth, false}));
        vec_push(&s->in_sight, (Symbol)(name - s->c->names.names.items));
    }
    Variable *variable = &s->c->variables.items[s->first + name->variable];
    variable->count++;
    if (node->span.begin < variable->first.begin) variable->first = node->span;
    s->table->variable[node->id] = name->variable;
}

static void see_direct(Scoper *s, const Node *node) {
    if (node->kind == NODE_VARIABLE) see_variable(s, node);
    if (is_scope(node)) return;
    for (uint32_t i = 0; i < node->child_count; i++) see_direct(s, node->children[i]);
}

static void enter_inner(Scoper *s, const Node *node) {
    if (node->kind == NODE_FORALL) {
        enter(s, (const Node *const *)node->children, 1, node->children[1]);
    } else if (is_scope(node)) {
        enter(s, (const Node *const *)node->children, node->child_count, NULL);
    } else {
        for (uint32_t i = 0; i < node->child_count; i++) enter_inner(s, node->children[i]);
    }
}

/* A scope of these parts, with one more scope inside it unless inner is NULL. */
static void enter(Scoper *s, const Node *const *parts, uint32_t count, const Node *inner) {
    size_t before = s->in_sight.count;
    s->depth++;
    for (uint32_t i = 0; i < count; i++) see_direct(s, parts[i]);
    for (uint32_t i = 0; i < count; i++) enter_inner(s, parts[i]);
    if (inner) enter(s, &inner, 1, NULL);
    s->depth--;
    while (s->in_sight.count > before) s->c->names.names.items[vec_pop(&s->in_sight)].variable = NO_ID;
}

void scope_variables(Checker *c) {
    Scoper s = {.c = c};
    UnitWalk walk = unit_walk_places(c->modules, &c->places, c->diags);
    for (Unit unit; unit_next(&walk, &unit);) {
        if (!unit_has_variables(&unit)) continue;
        s.table = &c->tables[unit.module];
        s.first = (uint32_t)c->variables.count;
        vec_push(&c->first_variable, s.first);
        if (unit.head) see_direct(&s, unit.head);
        see_direct(&s, unit.body);
        if (unit.head) enter_inner(&s, unit.head);
        enter_inner(&s, unit.body);
        while (s.in_sight.count > 0) c->names.names.items[vec_pop(&s.in_sight)].variable = NO_ID;
    }
    vec_push(&c->first_variable, (uint32_t)c->variables.count);
    vec_free(&s.in_sight);
}
