/* Variables told apart by scope.
 *
 * On entering a scope, the names written directly in it that nobody around owns become new variables; on leaving it
 * they are given up.  So a name written in two sibling scopes and nowhere around them is two variables, and one that
 * is also written around them is one.  Each node is visited twice: once to claim, once to resolve. */
#include "lang/compile/variables.h"

bool node_is_atom(const NodeTable *table, const Node *node) {
    return (node->kind == NODE_CALL || node->kind == NODE_NAME || node->kind == NODE_MINUS) &&
           table->relation[node->id] != NO_ID;
}

bool not_has_scope(const Node *not_node) {
    const Node *inside = not_node->children[0];
    if (inside->kind == NODE_MINUS) inside = inside->children[0];
    return inside->kind != NODE_CALL && inside->kind != NODE_NAME;
}

static void claim_name(Variables *v, const Node *node, uint32_t depth) {
    uint32_t number = v->table->variable[node->id];
    if (number == NO_ID) return;
    while (v->owners.count <= number) vec_push(&v->owners, NO_ID);
    if (v->owners.items[number] != NO_ID) return;
    v->owners.items[number] = (Variable)v->items.count;
    vec_push(&v->trail, number);
    Symbol name = value_symbol(v->program->values, node->text);
    vec_push(&v->items, ((VariableInfo){.name = name, .depth = depth, .span = node->span}));
}

/* Gives owners to the names written directly here, not in the scopes inside. */
static void claim(Variables *v, const Node *node, uint32_t depth) {
    if (node->kind == NODE_VARIABLE) claim_name(v, node, depth);
    if (node->kind == NODE_AGGREGATE || node->kind == NODE_FORALL) return;
    if (node->kind == NODE_NOT && not_has_scope(node)) return;
    for (uint32_t i = 0; i < node->child_count; i++) claim(v, node->children[i], depth);
}

static void leave(Variables *v, size_t mark) {
    while (v->trail.count > mark) v->owners.items[vec_pop(&v->trail)] = NO_ID;
}

static const Node *variable_in(const Node *node) {
    if (node->kind == NODE_NAMED) node = node->children[0];
    return node->kind == NODE_VARIABLE ? node : NULL;
}

static void mark_none(Variables *v, const Node *node) {
    if (node && v->of_node[node->id] != NO_ID) v->items.items[v->of_node[node->id]].may_be_none = true;
}

/* Variables of optional columns, and those that may be equal to one, may be none. */
static void mark_optional(Variables *v, const Node *node) {
    bool is_equation = node->kind == NODE_IS || (node->kind == NODE_COMPARE && node->op == OP_EQ);
    if (is_equation) {
        const Node *left = variable_in(node->children[0]), *right = variable_in(node->children[1]);
        if (left && (right || node->children[1]->kind == NODE_AGGREGATE)) mark_none(v, left);
        if (right && (left || node->children[0]->kind == NODE_AGGREGATE)) mark_none(v, right);
    }
    RelId id = node->kind == NODE_CALL ? v->table->relation[node->id] : NO_ID;
    if (id == NO_ID) return;
    const Relation *relation = &v->program->relations.items[id];
    const uint32_t *columns = v->table->columns[node->id];
    for (uint32_t i = 0; i < node->child_count; i++) {
        uint32_t column = columns ? columns[i] : i;
        if (column < relation->arity && relation->columns[column].is_optional)
            mark_none(v, variable_in(node->children[i]));
    }
}

static void resolve(Variables *v, const Node *node, uint32_t depth);

static void enter(Variables *v, const Node *const *nodes, uint32_t count, uint32_t depth) {
    size_t mark = v->trail.count;
    for (uint32_t i = 0; i < count; i++) claim(v, nodes[i], depth);
    for (uint32_t i = 0; i < count; i++) resolve(v, nodes[i], depth);
    leave(v, mark);
}

static void resolve(Variables *v, const Node *node, uint32_t depth) {
    const Node *const *children = (const Node *const *)node->children;
    switch (node->kind) {
    case NODE_VARIABLE: {
        uint32_t number = v->table->variable[node->id];
        v->of_node[node->id] = number == NO_ID ? NO_ID : v->owners.items[number];
        return;
    }
    case NODE_AGGREGATE: enter(v, children, node->child_count, depth + 1); return;
    case NODE_FORALL: {
        size_t mark = v->trail.count;
        claim(v, children[0], depth + 1);
        resolve(v, children[0], depth + 1);
        enter(v, children + 1, 1, depth + 2);
        leave(v, mark);
        return;
    }
    case NODE_NOT:
        if (not_has_scope(node)) {
            enter(v, children, 1, depth + 1);
            return;
        }
        break;
    default: break;
    }
    for (uint32_t i = 0; i < node->child_count; i++) resolve(v, children[i], depth);
    mark_optional(v, node);
}

void variables_find(Variables *v, const Node *head, const Node *body) {
    vec_empty(&v->items);
    leave(v, 0);
    if (head) claim(v, head, 0);
    if (body) claim(v, body, 0);
    if (head) resolve(v, head, 0);
    if (body) resolve(v, body, 0);
    leave(v, 0);
}

Variable variables_make(Variables *v, uint32_t depth) {
    vec_push(&v->items, ((VariableInfo){.name = NO_SYMBOL, .depth = depth, .span = NO_SPAN}));
    return (Variable)v->items.count - 1;
}

void variables_clear(Variables *v) {
    vec_free(&v->items);
    vec_free(&v->owners);
    vec_free(&v->trail);
}
