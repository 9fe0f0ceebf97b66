/* Rule instances.  Expressions are bounded in depth, so recursion is too. */
#include "runtime/why/instance.h"

Str term_name(const Program *program, const Rule *rule, Term term) {
    bool is_named = term.kind == TERM_VAR && rule->variables && rule->variables[term.id] != NO_SYMBOL;
    Str name = is_named ? intern_text(values_symbols(program->values), rule->variables[term.id]) : STR("");
    return name.length && (name.text[0] == ':' || name.text[0] == '_') ? STR("") : name;
}

uint64_t literal_key(const Literal *literal, uint32_t count, const Value *bindings, Value *key) {
    uint64_t columns = 0;
    uint32_t n = 0;
    for (uint32_t c = 0; c < count; c++) {
        Value v = term_value(literal->terms[c], bindings);
        if (v == UNBOUND) continue;
        columns |= UINT64_C(1) << c;
        key[n++] = v;
    }
    return columns;
}

bool literal_terms(const Program *program, const Literal *literal, const Value *bindings, Term *terms) {
    bool is_ground = true;
    for (uint32_t c = 0; c < program->relations.items[literal->relation].arity; c++) {
        Value v = term_value(literal->terms[c], bindings);
        terms[c] = v == UNBOUND ? term_any() : term_const(v);
        is_ground = is_ground && v != UNBOUND;
    }
    return is_ground;
}

bool literal_row(const Program *program, const Literal *literal, const Value *bindings, Value *row) {
    bool is_ground = true;
    for (uint32_t c = 0; c < program->relations.items[literal->relation].arity; c++) {
        row[c] = term_value(literal->terms[c], bindings);
        is_ground = is_ground && row[c] != UNBOUND;
    }
    return is_ground;
}

bool literal_may_match(const Store *store, const Literal *literal, const Value *bindings) {
    Table *possible = store_possible(store, literal->relation);
    Value key[64];
    if (!possible) return false;
    uint64_t columns = literal_key(literal, table_arity(possible), bindings, key);
    return table_match(possible, columns, key, false) != NO_ROW;
}

bool instance_is_bound(const Expr *expr, const Value *bindings) {
    if (expr->kind == EXPR_VAR) return bindings[expr->id] != UNBOUND;
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!instance_is_bound(expr->arguments[i], bindings)) return false;
    return true;
}

bool instance_compute(const Program *program, const Expr *expr, const Value *bindings, Value *result) {
    if (expr->kind != EXPR_CALL) {
        *result = expr->kind == EXPR_VAR ? bindings[expr->id] : expr->id;
        return *result != UNBOUND;
    }
    Value arguments[3];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!instance_compute(program, expr->arguments[i], bindings, &arguments[i])) return false;
    return builtin_apply((Builtin)expr->id, program->values, arguments, result) == FAULT_NONE;
}

bool instance_holds(const Program *program, const Literal *literal, const Value *bindings) {
    Value left, right;
    bool holds = false;
    if (!instance_compute(program, literal->left, bindings, &left)) return false;
    if (literal->kind == LIT_BIND)
        right = bindings[literal->variable];
    else if (!instance_compute(program, literal->right, bindings, &right))
        return false;
    if (right == UNBOUND) return false;
    if (literal->kind == LIT_CONDITION) return condition_holds(literal->condition, program->values, left, right);
    CompareOp op = literal->kind == LIT_BIND ? OP_EQ : literal->op;
    return compare_apply(op, program->values, left, right, &holds) == FAULT_NONE && holds;
}

static bool is_infix(const Expr *expr) {
    return expr->kind == EXPR_CALL && expr->id <= FN_MOD && expr->argument_count == 2;
}

static void expr_print_values(const Program *program, const Expr *expr, const Value *bindings, Text *text) {
    if (expr->kind != EXPR_CALL) {
        value_print(program->values, expr->kind == EXPR_VAR ? bindings[expr->id] : expr->id, text);
        return;
    }
    const char *name = builtin_signature((Builtin)expr->id).name;
    bool is_between = is_infix(expr);
    if (!is_between) text_printf(text, "%s(", name);
    for (uint32_t i = 0; i < expr->argument_count; i++) {
        bool is_nested = is_between && is_infix(expr->arguments[i]);
        if (i && is_between)
            text_printf(text, " %s ", name);
        else if (i)
            text_lit(text, ", ");
        if (is_nested) text_add_char(text, '(');
        expr_print_values(program, expr->arguments[i], bindings, text);
        if (is_nested) text_add_char(text, ')');
    }
    if (!is_between) text_add_char(text, ')');
}

static void atom_print_values(const Program *program, const Literal *literal, const Value *bindings, Text *text) {
    const Relation *relation = &program->relations.items[literal->relation];
    if (relation->is_negative) text_add_char(text, '-');
    text_add(text, relation->name == NO_SYMBOL ? STR("helper")
                                               : intern_text(values_symbols(program->values), relation->name));
    for (uint32_t i = 0; i < relation->arity; i++) {
        Value v = term_value(literal->terms[i], bindings);
        text_add(text, i ? STR(", ") : STR("("));
        if (v == UNBOUND)
            text_add_char(text, '_');
        else
            value_print(program->values, v, text);
    }
    if (relation->arity) text_add_char(text, ')');
}

void instance_print(const Program *program, const Literal *literal, const Value *bindings, Text *text) {
    switch (literal->kind) {
    case LIT_NOT: text_lit(text, "not "); /* fall through */
    case LIT_ATOM:
    case LIT_LOOKUP: atom_print_values(program, literal, bindings, text); break;
    case LIT_BIND:
        value_print(program->values, bindings[literal->variable], text);
        text_lit(text, " = ");
        expr_print_values(program, literal->left, bindings, text);
        break;
    case LIT_COMPARE:
        expr_print_values(program, literal->left, bindings, text);
        text_printf(text, " %s ", compare_name(literal->op));
        expr_print_values(program, literal->right, bindings, text);
        break;
    case LIT_CONDITION:
        text_printf(text, "%s(", condition_name(literal->condition));
        expr_print_values(program, literal->left, bindings, text);
        text_lit(text, ", ");
        expr_print_values(program, literal->right, bindings, text);
        text_add_char(text, ')');
        break;
    }
}
