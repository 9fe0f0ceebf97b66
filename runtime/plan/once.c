/* Rules that must try each binding once.
 *
 * Old rows that are read as sets have the delta among them, so some bindings are tried again in a later round.  That
 * does no harm to rows, but values that cannot be computed are counted by binding: a rule that may come upon them reads
 * old rows where they can be told apart. */
#include "runtime/plan/plan_internal.h"

/* The kind of a variable's values, by a column it stands in; TYPE_ANY where that is not known. */
static TypeKind kind_of_variable(const Program *program, const Rule *rule, VarId v) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM) continue;
        const Relation *relation = &program->relations.items[literal->relation];
        for (uint32_t c = 0; c < relation->arity && relation->columns; c++) {
            bool is_here = literal->terms[c].kind == TERM_VAR && literal->terms[c].id == v;
            TypeKind kind = program->types.items[relation->columns[c].type].kind;
            if (is_here && kind != TYPE_ANY) return kind;
        }
    }
    return TYPE_ANY;
}

static TypeKind kind_of_value(const Values *values, Value v) {
    static const TypeKind KINDS[] = {[KIND_NONE] = TYPE_ANY,
                                     [KIND_INT] = TYPE_NUMBER,
                                     [KIND_FLOAT] = TYPE_NUMBER,
                                     [KIND_DATE] = TYPE_DATE,
                                     [KIND_SYMBOL] = TYPE_SYMBOL};
    return KINDS[value_kind(values, v)];
}

static TypeKind kind_of(const Program *program, const Rule *rule, const Expr *expr) {
    TypeKind kind =
        expr->kind == EXPR_VAR ? kind_of_variable(program, rule, expr->id) : kind_of_value(program->values, expr->id);
    return kind == TYPE_INT || kind == TYPE_FLOAT ? TYPE_NUMBER : kind;
}

static bool may_compare_in_vain(const Program *program, const Rule *rule, const Literal *literal) {
    if (literal->kind != LIT_COMPARE || literal->op == OP_EQ || literal->op == OP_NE) return false;
    TypeKind left = kind_of(program, rule, literal->left), right = kind_of(program, rule, literal->right);
    return left == TYPE_ANY || left != right;
}

static bool computes(const Expr *expr) { return expr && expr->kind == EXPR_CALL; }

bool rule_may_fault(const Program *program, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal_reads(literal)) continue;
        if (computes(literal->left) || computes(literal->right) || may_compare_in_vain(program, rule, literal))
            return true;
    }
    return false;
}
