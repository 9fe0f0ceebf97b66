/* Nodes go place by place, as check/resolve.c goes: what the checker found is looked up beside them, so a name is a
 * relation here exactly where it is one there. */
#include "lang/editor/marks_internal.h"

#include "lang/check/resolve.h"
#include "lang/check/scope.h"

Mark *mark_add(Walk *w, MarkKind kind, MarkRole role, Span span, Str name) {
    if (span.source == NO_SOURCE || name.length == 0) return NULL;
    vec_push(&w->marks->items, ((Mark){.kind = kind,
                                       .role = role,
                                       .span = span,
                                       .name = name,
                                       .owner = NO_ID,
                                       .number = NO_ID,
                                       .module = w->module,
                                       .statement = w->statement}));
    return &vec_last(&w->marks->items);
}

/* ---- relations ---- */

static RelId positive(const Walk *w, RelId id) {
    if (id >= BROKEN) return NO_ID;
    const Relation *relation = &w->program->relations.items[id];
    return relation->is_negative ? relation->contrary : id;
}

void walk_relations(Walk *w) {
    for (RelId id = 0; id < w->program->relations.count; id++) {
        const Relation *relation = &w->program->relations.items[id];
        if (relation->helper != HELPER_NONE || relation->is_negative || relation->name == NO_SYMBOL) continue;
        while (w->relations.count <= relation->name) vec_push(&w->relations, NO_ID);
        if (w->relations.items[relation->name] == NO_ID) w->relations.items[relation->name] = id;
    }
}

/* Of a relation that is named without arguments. */
RelId relation_named(const Walk *w, Str name) {
    Symbol symbol = intern_find(values_symbols(w->program->values), name);
    return symbol < w->relations.count ? w->relations.items[symbol] : NO_ID;
}

void mark_relation(Walk *w, MarkRole role, Span span, Str name, RelId id) {
    Mark *mark = mark_add(w, MARK_RELATION, role, span, name);
    if (mark) mark->owner = id;
}

void mark_column(Walk *w, MarkRole role, Span span, Str name, RelId id) {
    Mark *mark = mark_add(w, MARK_COLUMN, role, span, name);
    if (mark) mark->owner = id;
}

/* ---- nodes ---- */

static void add_variable(Walk *w, const Node *node) {
    Mark *mark = mark_add(w, MARK_VARIABLE, ROLE_NAMES, node->span, node->text);
    if (!mark) return;
    mark->owner = w->owner;
    mark->number = w->table->variable[node->id];
    mark->node = node;
    if (w->depth || mark->number == NO_ID) return;
    while (w->is_whole.count <= mark->number) vec_push(&w->is_whole, 0);
    w->is_whole.items[mark->number] = 1;
}

void walk_expr(Walk *w, const Node *node) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_TEXT: mark_add(w, MARK_CONSTANT, ROLE_NAMES, node->span, node->text); return;
    case NODE_VARIABLE: add_variable(w, node); return;
    case NODE_CALL: mark_add(w, MARK_CALL, ROLE_NAMES, node->name_span, node->text); break;
    case NODE_AGGREGATE: {
        Str name = str_of(aggregate_name(node->aggregate));
        Span span = {node->span.source, node->span.begin, node->span.begin + (uint32_t)name.length};
        mark_add(w, MARK_CALL, ROLE_NAMES, span, name);
        w->depth++;
        for (uint32_t i = 0; i + 1 < node->child_count; i++) walk_expr(w, node->children[i]);
        if (node->child_count) walk_body(w, node->children[node->child_count - 1]);
        w->depth--;
        return;
    }
    default: break;
    }
    for (uint32_t i = 0; i < node->child_count; i++) walk_expr(w, node->children[i]);
}

static void walk_atom(Walk *w, const Node *atom, MarkRole role) {
    RelId id = positive(w, w->table->relation[atom->id]);
    if (id == NO_ID) id = relation_named(w, atom->text);
    Mark *mark = mark_add(w, MARK_RELATION, role, atom->name_span, atom->text);
    if (mark) mark->owner = id, mark->node = atom;
    for (uint32_t i = 0; i < atom->child_count; i++) {
        const Node *argument = atom->children[i];
        if (argument->kind == NODE_NAMED) {
            mark_column(w, ROLE_NAMES, argument->name_span, argument->text, id);
            argument = argument->children[0];
        }
        walk_expr(w, argument);
    }
}

static bool is_atom(const Walk *w, const Node *node) {
    RelId id = w->table->relation[node->id];
    Condition condition;
    if (id == BROKEN && node->kind == NODE_CALL && condition_find(node->text, &condition))
        return relation_named(w, node->text) != NO_ID;
    return id != NO_ID;
}

void walk_body(Walk *w, const Node *node) {
    const Node *atom = literal_atom(node);
    switch (node->kind) {
    case NODE_AND:
    case NODE_OR:
        for (uint32_t i = 0; i < node->child_count; i++) walk_body(w, node->children[i]);
        return;
    case NODE_NOT:
        w->depth += not_is_scope(node);
        walk_body(w, node->children[0]);
        w->depth -= not_is_scope(node);
        return;
    case NODE_FORALL:
        w->depth++;
        for (uint32_t i = 0; i < node->child_count; i++) walk_body(w, node->children[i]);
        w->depth--;
        return;
    default:
        if (atom && is_atom(w, atom))
            walk_atom(w, atom, ROLE_NAMES);
        else if (!(node->kind == NODE_NAME && str_equal(node->text, STR("true"))))
            walk_expr(w, node);
    }
}

void walk_head(Walk *w, const Node *head) {
    const Node *atom = literal_atom(head);
    if (atom)
        walk_atom(w, atom, ROLE_GIVES);
    else
        walk_body(w, head);
}
