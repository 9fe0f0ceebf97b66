/* Statements one after the other, and what in them needs no rule: constants, facts, patterns. */
#include "lang/compile/lower_internal.h"

#define GOAL_LIMIT 4000000 /* over all alternatives of a statement */

void lower_init(Lower *l, Program *program, Arena *arena, Diags *diags) {
    *l = (Lower){.program = program, .diags = diags, .arena = arena};
    l->variables.program = program;
    l->solver = (Solver){.program = program, .arena = arena};
}

void lower_clear(Lower *l) {
    variables_clear(&l->variables);
    mem_free(l->variables.of_node);
    mem_free(l->helper_of_node);
    vec_free(&l->ids);
    vec_free(&l->stamps);
}

void lower_module(Lower *l, const NodeTable *table, uint32_t node_count) {
    l->table = l->variables.table = table;
    l->variables.of_node = mem_resize(l->variables.of_node, (node_count + 1) * sizeof(Variable));
    l->helper_of_node = mem_resize(l->helper_of_node, (node_count + 1) * sizeof(RelId));
    for (uint32_t i = 0; i <= node_count; i++) l->variables.of_node[i] = l->helper_of_node[i] = NO_ID;
}

void lower_begin(Lower *l, const Node *head, const Node *body, Strength strength) {
    variables_find(&l->variables, head, body);
    l->growth = (Growth){.goals_left = GOAL_LIMIT};
    l->written = l->program->written_count;
    l->strength = strength;
}

/* ---- values ---- */

bool lower_is_constant(const Node *node) {
    if (node->kind == NODE_MINUS) node = node->children[0];
    return node->kind == NODE_NAME || node->kind == NODE_TEXT || node->kind == NODE_INT || node->kind == NODE_FLOAT ||
           node->kind == NODE_DATE;
}

static Value text_value(Lower *l, const Node *node) {
    Values *values = l->program->values;
    TypeKind type = l->table->type[node->id];
    Date date;
    if (type == TYPE_DATE && str_to_date(node->text, &date)) return value_date(values, date);
    bool is_none =
        node->kind == NODE_NAME && type == TYPE_ANY && !node->is_quoted && str_equal(node->text, STR("none"));
    return is_none ? VALUE_NONE : value_symbol(values, node->text);
}

Value lower_value(Lower *l, const Node *node) {
    Values *values = l->program->values;
    bool is_float = l->table->type[node->id] == TYPE_FLOAT, is_negative = node->kind == NODE_MINUS;
    if (is_negative) node = node->children[0];
    is_float = is_float || l->table->type[node->id] == TYPE_FLOAT;
    switch (node->kind) {
    case NODE_INT: {
        int64_t number = is_negative ? (int64_t)(0 - (uint64_t)node->number) : node->number;
        return is_float ? value_float(values, (double)number) : value_int(values, number);
    }
    case NODE_FLOAT: return value_float(values, is_negative ? -node->real : node->real);
    case NODE_DATE: return value_date(values, node->date);
    default: return text_value(l, node);
    }
}

const Node *atom_argument(const Node *child) { return child->kind == NODE_NAMED ? child->children[0] : child; }

uint32_t atom_column(const Lower *l, const Node *atom, uint32_t child) {
    const uint32_t *columns = l->table->columns[atom->id];
    return columns ? columns[child] : child;
}

const Value *lower_row(Lower *l, const Node *atom, RelId id) {
    if (atom->kind == NODE_MINUS) atom = atom->children[0];
    uint32_t arity = l->program->relations.items[id].arity;
    Value *row = arena_array(&l->program->arena, Value, arity);
    for (uint32_t i = 0; i < arity; i++) row[i] = VALUE_NONE;
    for (uint32_t i = 0; i < atom->child_count; i++)
        row[atom_column(l, atom, i)] = lower_value(l, atom_argument(atom->children[i]));
    return row;
}

const Term *lower_pattern(Lower *l, const Node *atom, RelId id, const uint32_t *column_of) {
    if (atom->kind == NODE_MINUS) atom = atom->children[0];
    uint32_t arity = l->program->relations.items[id].arity;
    Term *terms = arena_array(&l->program->arena, Term, arity);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_any();
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *node = atom_argument(atom->children[i]);
        Term *term = &terms[atom_column(l, atom, i)];
        if (node->kind == NODE_VARIABLE) {
            Variable variable = column_of ? l->variables.of_node[node->id] : NO_ID;
            if (variable != NO_ID && column_of[variable] != NO_ID) *term = term_var(column_of[variable]);
        } else if (lower_is_constant(node)) {
            *term = term_const(lower_value(l, node));
        } else if (node->kind != NODE_ANY) {
            return NULL;
        }
    }
    return terms;
}
