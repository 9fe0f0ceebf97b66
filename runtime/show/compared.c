/* Both sides are values: what is computed first is told as it was written, by others. */
#include "runtime/show/compared.h"

const char *comparison_word(CompareOp op, bool is_date) {
    static const char *const NUMBERS[] = {
        [OP_LT] = " is less than ", [OP_LE] = " is at most ", [OP_GT] = " is more than ",
        [OP_GE] = " is at least ",  [OP_EQ] = " is ",         [OP_NE] = " is not "};
    static const char *const DATES[] = {[OP_LT] = " is before ",     [OP_LE] = " is not after ", [OP_GT] = " is after ",
                                        [OP_GE] = " is not before ", [OP_EQ] = " is ",           [OP_NE] = " is not "};
    return is_date ? DATES[op] : NUMBERS[op];
}

Literal literal_as_comparison(const Literal *literal, Expr *bound) {
    Literal own = *literal;
    if (literal->kind != LIT_BIND) return own;
    *bound = (Expr){.kind = EXPR_VAR, .id = literal->variable};
    own.kind = LIT_COMPARE;
    own.op = OP_EQ;
    own.left = bound;
    own.right = literal->left;
    return own;
}

bool compared_print(const Program *program, const Literal *literal, const Value *bindings, Text *text) {
    Expr bound;
    Literal compared = literal_as_comparison(literal, &bound);
    Value left, right;
    if (compared.kind != LIT_COMPARE || compared.left->kind == EXPR_CALL || compared.right->kind == EXPR_CALL)
        return false;
    if (!instance_compute(program, compared.left, bindings, &left)) return false;
    if (!instance_compute(program, compared.right, bindings, &right)) return false;
    bool is_date = value_kind(program->values, left) == KIND_DATE || value_kind(program->values, right) == KIND_DATE;
    value_print(program->values, left, text);
    text_add(text, str_of(comparison_word(compared.op, is_date)));
    value_print(program->values, right, text);
    return true;
}
