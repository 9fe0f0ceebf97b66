/* Terms and expressions: arguments of atoms, sides of comparisons, operands. */
#include "lang/check/resolve_internal.h"

#include "lang/base/spelling.h"

void break_node(Resolver *r, const Node *node) {
    r->table->relation[node->id] = BROKEN;
    for (uint32_t i = 0; i < node->child_count; i++) break_node(r, node->children[i]);
}

static bool is_number(const Node *node) { return node->kind == NODE_INT || node->kind == NODE_FLOAT; }

static void check_number(Resolver *r, const Node *node) {
    if (node->kind != NODE_INT || node->number != INT64_MIN) return;
    Diag *d = diag_add(r->c->diags, E0410, node->span, "this number does not fit 64 bits");
    diag_remedy(r->c->diags, d, "the largest is 9223372036854775807");
}

const char *node_noun(const Node *node) {
    switch (node->kind) {
    case NODE_COMPARE:
    case NODE_IS: return "a comparison";
    case NODE_NOT: return "'not'";
    case NODE_AND: return "a conjunction";
    case NODE_OR: return "an alternative";
    case NODE_FORALL: return "'forall'";
    case NODE_AGGREGATE: return "an aggregate";
    case NODE_INT:
    case NODE_FLOAT: return "a number";
    case NODE_DATE: return "a date";
    case NODE_TEXT: return "a text";
    case NODE_VARIABLE: return "a variable";
    case NODE_ANY: return "'_'";
    case NODE_MINUS:
    case NODE_BINARY: return "arithmetic";
    case NODE_NAMED: return "a named argument";
    case NODE_TRUE: return "'true'";
    default: return "an atom";
    }
}

static void not_a_value(Resolver *r, const Node *node) {
    Diag *d = diag_add(r->c->diags, E0213, node->span, "a value is expected here, found %s", node_noun(node));
    if (node->kind == NODE_AGGREGATE)
        diag_remedy(r->c->diags, d, "name its result in the body: N = ...");
    else
        diag_remedy(r->c->diags, d, "a value is a symbol, number, text, date, variable or arithmetic");
    break_node(r, node);
}

static bool is_function(const Node *node) {
    Builtin fn;
    return builtin_find(node->text, node->child_count, &fn);
}

/* new-york: names, and no blanks between. */
static bool is_hyphened(const Node *node) {
    const Node *left = node;
    for (; left->kind == NODE_BINARY && left->fn == FN_SUBTRACT; left = left->children[0]) {
        const Node *right = left->children[1];
        if (right->kind != NODE_NAME || left->children[0]->span.end + 1 != right->span.begin) return false;
    }
    return left->kind == NODE_NAME;
}

static void report_function(Resolver *r, const Node *node, bool is_argument) {
    Checker *c = r->c;
    Condition condition;
    Aggregate aggregate;
    RelId relation = name_of(&c->names, node->text)->relation;
    if (relation != NO_ID && c->names.relations.items[relation].given) {
        Diag *d =
            diag_add(c->diags, E0209, node->name_span, "'%.*s' is a relation, which has no value", STR_FMT(node->text));
        diag_remedy(c->diags, d, "ask it as a literal of its own");
    } else if (condition_find(node->text, &condition)) {
        Diag *d = diag_add(c->diags, E0213, node->span, "'%.*s' is a condition, not a value", STR_FMT(node->text));
        diag_remedy(c->diags, d, "let it stand in the body by itself");
    } else if (builtin_name_exists(node->text)) {
        Builtin fn = FN_ADD;
        while (fn < FN_COUNT && !str_equal(node->text, str_of(builtin_signature(fn).name))) fn++;
        unsigned wanted = fn < FN_COUNT ? builtin_signature(fn).argument_count : 2;
        Diag *d = diag_add(c->diags, E0210, node->span, "'%.*s' takes %u argument%s, found %u", STR_FMT(node->text),
                           wanted, wanted == 1 ? "" : "s", node->child_count);
        diag_remedy(c->diags, d, "write %.*s(%s)", STR_FMT(node->text),
                    wanted == 1   ? "X"
                    : wanted == 2 ? "A, B"
                                  : "Text, From, Count");
    } else if (aggregate_find(node->text, &aggregate)) {
        Diag *d = diag_add(c->diags, E0209, node->name_span, "'%.*s' counts or sums up what a body says",
                           STR_FMT(node->text));
        diag_remedy(c->diags, d, "write  N = %.*s(X : p(X))  in a body", STR_FMT(node->text));
    } else {
        Spelling spelling = spelling_of(node->text);
        for (Builtin fn = FN_ABS; fn < FN_COUNT; fn++) spelling_offer(&spelling, str_of(builtin_signature(fn).name));
        bool is_near = spelling.best.length > 0 && (!is_argument || spelling.distance == 1);
        Diag *d = !is_argument || is_near
                      ? diag_add(c->diags, E0209, node->name_span, "unknown function '%.*s'", STR_FMT(node->text))
                      : diag_add(c->diags, E0211, node->span, "an argument cannot be built from other terms");
        if (is_near) {
            diag_suggest(c->diags, d, node->name_span, spelling.best);
        } else if (is_argument) {
            diag_remedy(c->diags, d, "name it, and say the rest in a relation: %.*s(name, ...)", STR_FMT(node->text));
        } else {
            diag_remedy(c->diags, d, "`hence explain E0209` lists the functions");
        }
    }
    break_node(r, node);
}

static void resolve_call(Resolver *r, const Node *node, bool may_aggregate, bool is_argument) {
    if (!is_function(node)) {
        report_function(r, node, is_argument);
        return;
    }
    for (uint32_t i = 0; i < node->child_count; i++) {
        const Node *child = node->children[i];
        if (child->kind == NODE_NAMED) {
            diag_add(r->c->diags, E0210, child->span, "the arguments of functions have no names");
            break_node(r, child);
        } else {
            resolve_expr(r, child, may_aggregate);
        }
    }
}

static void resolve_aggregate(Resolver *r, const Node *node) {
    for (uint32_t i = 0; i + 1 < node->child_count; i++) resolve_expr(r, node->children[i], false);
    resolve_body(r, node->children[node->child_count - 1]);
}

/* A side of a comparison, or an operand. */
void resolve_expr(Resolver *r, const Node *node, bool may_aggregate) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_TEXT:
    case NODE_FLOAT:
    case NODE_DATE:
    case NODE_VARIABLE: return;
    case NODE_INT: check_number(r, node); return;
    case NODE_ANY: {
        Diag *d = diag_add(r->c->diags, E0309, node->span, "'_' has no value here");
        diag_remedy(r->c->diags, d, "use a variable that the body gives a value");
        break_node(r, node);
        return;
    }
    case NODE_CALL: resolve_call(r, node, may_aggregate, false); return;
    case NODE_MINUS:
        if (!is_number(node->children[0])) resolve_expr(r, node->children[0], may_aggregate);
        return;
    case NODE_BINARY:
        resolve_expr(r, node->children[0], may_aggregate);
        resolve_expr(r, node->children[1], may_aggregate);
        return;
    case NODE_AGGREGATE:
        if (may_aggregate) {
            resolve_aggregate(r, node);
            return;
        }
        not_a_value(r, node);
        return;
    default: not_a_value(r, node); return;
    }
}

static void variable_in_fact(Resolver *r, const Node *node, Where where) {
    Checker *c = r->c;
    bool is_any = node->kind == NODE_ANY;
    break_node(r, node);
    if (where == IN_PATTERN) {
        Diag *d = diag_add(c->diags, E0308, node->span, "a retraction has no variables");
        diag_remedy(c->diags, d, "write '_' for anything");
        diag_repair(c->diags, d, node->span, STR("_"));
        return;
    }
    Diag *d = is_any
                  ? diag_add(c->diags, E0307, node->span, "a fact says something of certain things, not of '_'")
                  : diag_add(c->diags, E0307, node->span, "a fact has no variables, found '%.*s'", STR_FMT(node->text));
    diag_remedy(c->diags, d,
                is_any ? "write the value"
                       : "names begin with a small letter or are quoted; what holds of all has a body");
}

/* An argument of an atom. */
void resolve_term(Resolver *r, const Node *node, Where where) {
    bool is_fixed = where == IN_FACT || where == IN_PATTERN || where == IN_CONTRARY;
    switch (node->kind) {
    case NODE_VARIABLE:
        if (is_fixed && where != IN_CONTRARY) variable_in_fact(r, node, where);
        return;
    case NODE_ANY:
        if (where == IN_FACT) variable_in_fact(r, node, where);
        if (where == IN_HEAD || where == IN_OBJECTION) {
            Diag *d = diag_add(r->c->diags, E0309, node->span, "'_' has no value in a head");
            diag_remedy(r->c->diags, d, "use a variable of the body");
        }
        return;
    case NODE_MINUS:
        if (is_number(node->children[0])) return;
        break;
    case NODE_CALL:
        if (is_function(node)) break;
        report_function(r, node, true);
        return;
    case NODE_BINARY: break;
    default: resolve_expr(r, node, false); return;
    }
    if (!is_fixed) {
        resolve_expr(r, node, false);
        return;
    }
    Diag *d = diag_add(r->c->diags, E0409, node->span, "%s does not compute: a value is expected here",
                       where == IN_FACT      ? "a fact"
                       : where == IN_PATTERN ? "a retraction"
                                             : "'contrary'");
    if (where == IN_CONTRARY)
        diag_remedy(r->c->diags, d, "name constants, or let a rule compute it");
    else if (is_hyphened(node))
        diag_remedy(r->c->diags, d, "a name with a hyphen stands in quotes");
    else
        diag_remedy(r->c->diags, d, "write the result; dates have the form 2014-03-10, partial ones are quoted");
    break_node(r, node);
}
