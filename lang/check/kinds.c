/* The kind of an expression follows from its parts;
 * what is not known yet is TYPE_ANY, and nothing is reported about it.
 *
 * The same functions run while kinds are still being learnt, silently, and once more at the end, when they report and
 * fill the table.  What is wrong has no kind, so that one slip is one message. */
#include "lang/check/types_internal.h"

static Diag *report(Typer *t, Code code, const Node *node, const char *what, const char *wanted, TypeKind found) {
    return diag_add(t->c->diags, code, node->span, "%s %s, found %s", what, wanted, kind_phrase(found));
}

/* ---- operators ---- */

static bool is_date_with(const Node *node, TypeKind other) { return other == TYPE_DATE && constant_is_date(node); }

static TypeKind kind_of_sum(Typer *t, const Node *node, TypeKind left, TypeKind right) {
    if (left == TYPE_DATE && right == TYPE_DATE && node->fn == FN_SUBTRACT) return TYPE_INT;
    if (left == TYPE_DATE && (right == TYPE_INT || right == TYPE_NUMBER)) return TYPE_DATE;
    if (left == TYPE_DATE && right == TYPE_ANY) return TYPE_ANY; /* a date, or days */
    if (left == TYPE_DATE || right == TYPE_DATE) {
        if (left == TYPE_ANY) return TYPE_ANY;
        if (t->is_final) {
            Diag *d = diag_add(t->c->diags, E0405, node->span, "%s and %s cannot be %s", kind_phrase(left),
                               kind_phrase(right), node->fn == FN_ADD ? "added" : "subtracted");
            diag_remedy(t->c->diags, d, "write Date + Days, Date - Days or Date - Date");
        }
        return TYPE_ANY;
    }
    if (left == TYPE_FLOAT || right == TYPE_FLOAT) return TYPE_FLOAT;
    if (left == TYPE_INT && right == TYPE_INT) return TYPE_INT;
    return left == TYPE_ANY ? TYPE_ANY : TYPE_NUMBER;
}

static bool is_operand(Typer *t, const Node *node, TypeKind kind, bool may_be_date) {
    if (kind != TYPE_SYMBOL && (kind != TYPE_DATE || may_be_date)) return true;
    if (t->is_final) {
        Diag *d = report(t, E0405, node, "arithmetic takes", "numbers", kind);
        if (kind == TYPE_SYMBOL) diag_remedy(t->c->diags, d, "texts are joined by concat(A, B)");
    }
    return false;
}

static TypeKind kind_of_binary(Typer *t, const Node *node) {
    const Node *a = node->children[0], *b = node->children[1];
    TypeKind left = kind_of(t, a), right = kind_of(t, b);
    bool may_be_date = node->fn == FN_ADD || node->fn == FN_SUBTRACT;
    if (node->fn == FN_SUBTRACT && is_date_with(a, right)) t->table->type[a->id] = left = TYPE_DATE;
    if (node->fn == FN_SUBTRACT && is_date_with(b, left)) t->table->type[b->id] = right = TYPE_DATE;
    bool left_fits = is_operand(t, a, left, may_be_date), right_fits = is_operand(t, b, right, may_be_date);
    if (!left_fits || !right_fits) return TYPE_ANY;
    if (may_be_date) return kind_of_sum(t, node, left, right);
    if (node->fn == FN_MOD) {
        const Node *wrong = left == TYPE_FLOAT ? a : right == TYPE_FLOAT ? b : NULL;
        if (wrong && t->is_final) report(t, E0405, wrong, "'mod' takes", "integers", TYPE_FLOAT);
        return TYPE_INT;
    }
    if (left == TYPE_FLOAT || right == TYPE_FLOAT) return TYPE_FLOAT;
    return left == TYPE_INT && right == TYPE_INT ? TYPE_INT : TYPE_NUMBER;
}

static TypeKind kind_of_minus(Typer *t, const Node *node) {
    TypeKind kind = kind_of(t, node->children[0]);
    if (!is_operand(t, node->children[0], kind, false)) return TYPE_ANY;
    return kind_is_number(kind) ? kind : TYPE_NUMBER;
}

/* ---- functions ---- */

static bool is_argument(TypeKind wanted, TypeKind found) {
    if (wanted == TYPE_ANY || found == TYPE_ANY || wanted == found) return true;
    if (wanted == TYPE_NUMBER) return kind_is_number(found);
    return wanted == TYPE_INT && found == TYPE_NUMBER;
}

static void wrong_argument(Typer *t, const Node *argument, Str function, TypeKind wanted, TypeKind found) {
    Diag *d = diag_add(t->c->diags, E0406, argument->span, "'%.*s' takes %s here, found %s", STR_FMT(function),
                       kind_phrase(wanted), kind_phrase(found));
    if (wanted == TYPE_SYMBOL)
        diag_remedy(t->c->diags, d, "concat(X, \"\") makes text of any value");
    else if (wanted == TYPE_DATE)
        diag_remedy(t->c->diags, d, "a date is written 2014-03-10, and its column has the type date");
    else if (kind_is_number(found))
        diag_remedy(t->c->diags, d, "round(X) makes a whole number");
    else
        diag_remedy(t->c->diags, d, "numbers are written without quotes");
}

static TypeKind kind_of_call(Typer *t, const Node *node) {
    Builtin fn;
    if (!builtin_find(node->text, node->child_count, &fn)) return TYPE_ANY;
    Signature signature = builtin_signature(fn);
    TypeKind first = TYPE_ANY;
    for (uint32_t i = 0; i < node->child_count; i++) {
        const Node *argument = node->children[i];
        TypeKind found = kind_of(t, argument);
        if (signature.arguments[i] == TYPE_DATE && constant_is_date(argument))
            t->table->type[argument->id] = found = TYPE_DATE;
        if (i == 0) first = found;
        if (t->is_final && !is_argument(signature.arguments[i], found))
            wrong_argument(t, argument, str_of(signature.name), signature.arguments[i], found);
    }
    if (signature.result != TYPE_NUMBER) return signature.result;
    return kind_is_number(first) ? first : TYPE_NUMBER;
}

void kind_of_condition(Typer *t, const Node *node) {
    for (uint32_t i = 0; i < node->child_count; i++) {
        TypeKind found = kind_of(t, node->children[i]);
        if (t->is_final && !is_argument(TYPE_SYMBOL, found))
            wrong_argument(t, node->children[i], node->text, TYPE_SYMBOL, found);
    }
}

static TypeKind kind_of_aggregate(Typer *t, const Node *node) {
    TypeKind first = TYPE_ANY;
    if (t->is_final) types_body(t, node->children[node->child_count - 1]);
    for (uint32_t i = 0; i + 1 < node->child_count; i++) {
        TypeKind kind = kind_of(t, node->children[i]);
        if (i == 0) first = kind;
    }
    if (node->aggregate == AGG_COUNT) return TYPE_INT;
    if (node->aggregate == AGG_MIN || node->aggregate == AGG_MAX) return first;
    if (t->is_final && (first == TYPE_SYMBOL || first == TYPE_DATE)) {
        Diag *d = diag_add(t->c->diags, E0405, node->children[0]->span, "'%s' takes numbers, found %s",
                           aggregate_name(node->aggregate), kind_phrase(first));
        diag_remedy(t->c->diags, d, "the first term is the one that is added");
    }
    if (node->aggregate == AGG_AVG) return TYPE_FLOAT;
    return kind_is_number(first) ? first : TYPE_NUMBER;
}

/* ---- expressions ---- */

static TypeKind kind_of_node(Typer *t, const Node *node) {
    if (node_is_constant(node)) return constant_kind(node);
    switch (node->kind) {
    case NODE_VARIABLE: return slots_find(&t->slots, typer_slot(t, node))->kind;
    case NODE_MINUS: return kind_of_minus(t, node);
    case NODE_BINARY: return kind_of_binary(t, node);
    case NODE_CALL: return kind_of_call(t, node);
    case NODE_AGGREGATE: return kind_of_aggregate(t, node);
    default: return TYPE_ANY;
    }
}

TypeKind kind_of(Typer *t, const Node *node) {
    if (t->table->relation[node->id] == BROKEN) return TYPE_ANY;
    return t->table->type[node->id] = kind_of_node(t, node);
}

/* ---- comparisons ---- */

static bool is_variable(Typer *t, const Node *node) {
    return node->kind == NODE_VARIABLE && t->table->relation[node->id] != BROKEN;
}

/* A constant takes the kind of what it is compared with. */
static TypeKind kind_beside(Typer *t, const Node *node, TypeKind kind, const Node *other, TypeKind other_kind) {
    bool may_be_none = is_variable(t, other) && slots_find(&t->slots, typer_slot(t, other))->is_optional;
    if (may_be_none && constant_is_none(node))
        kind = TYPE_ANY;
    else if (other_kind == TYPE_DATE && constant_is_date(node))
        kind = TYPE_DATE;
    else if (other_kind == TYPE_FLOAT && kind == TYPE_INT && node_is_constant(node))
        kind = TYPE_FLOAT;
    return t->table->type[node->id] = kind;
}

static void check_members(Typer *t, const Node *variable, const Node *constant) {
    if (!is_variable(t, variable) || !node_is_constant(constant)) return;
    const Slot *slot = slots_find(&t->slots, typer_slot(t, variable));
    if (slot->domain == NO_ID || t->table->type[constant->id] != slot->kind) return;
    fit_domain(t, constant, slot->domain);
}

static void check_comparison(Typer *t, const Node *node, TypeKind left, TypeKind right) {
    Checker *c = t->c;
    bool is_equality = node->kind == NODE_IS || node->op == OP_EQ || node->op == OP_NE;
    if (!kinds_unlike(left, right)) {
        if (!is_equality) return;
        check_members(t, node->children[0], node->children[1]);
        check_members(t, node->children[1], node->children[0]);
        return;
    }
    /* In one of several alternatives, `X = 0` may give X its value, whatever it is in the others. */
    bool may_give =
        is_equality && t->alternatives > 0 && (is_variable(t, node->children[0]) || is_variable(t, node->children[1]));
    if (may_give) return;
    bool is_harmless = is_equality && !c->program->declares;
    Diag *d = diag_add(c->diags, is_harmless ? W0401 : E0404, node->span, "%s is compared with %s", kind_phrase(left),
                       kind_phrase(right));
    if (left == TYPE_DATE || right == TYPE_DATE)
        diag_remedy(c->diags, d, "year(Date) is a number; a date is written 2014-03-10 or \"2014-03\"");
    else if (is_equality)
        diag_remedy(c->diags, d, "they are never equal");
    else
        diag_remedy(c->diags, d, "only numbers, symbols or dates among themselves have an order");
}

void kind_of_comparison(Typer *t, const Node *node) {
    const Node *a = node->children[0], *b = node->children[1];
    TypeKind left = kind_of(t, a), right = kind_of(t, b);
    TypeKind beside_left = kind_beside(t, a, left, b, right), beside_right = kind_beside(t, b, right, a, left);
    if (t->is_final) {
        check_comparison(t, node, beside_left, beside_right);
        return;
    }
    bool equates = node->kind == NODE_IS || node->op == OP_EQ;
    if (!equates) return;
    if (is_variable(t, a) && left == TYPE_ANY) slots_meet(&t->slots, typer_slot(t, a), beside_right, b->span);
    if (is_variable(t, b) && right == TYPE_ANY) slots_meet(&t->slots, typer_slot(t, b), beside_left, a->span);
}
