/* Expressions.  Their depth is bounded by NODE_DEPTH_LIMIT, so recursion is too. */
#include "runtime/eval/compute.h"

#include <string.h>

FaultRecord *compute_fault(Computer *computer, Fault fault, const Expr *expr, const Value *arguments, uint32_t count,
                           uint32_t literal) {
    if (computer->is_unusual) {
        *computer->is_unusual = true;
        return NULL;
    }
    FaultRecord record = {
        .rule = computer->rule, .literal = literal, .fault = fault, .expr = expr, .argument_count = count};
    if (count) memcpy(record.arguments, arguments, count * sizeof *arguments);
    return outcome_keep_fault(computer->outcome, computer->values, &record);
}

bool compute(Computer *computer, const Expr *expr, const Value *bindings, uint32_t literal, Value *result) {
    if (expr->kind != EXPR_CALL) {
        *result = expr->kind == EXPR_VAR ? bindings[expr->id] : expr->id;
        return true;
    }
    Value arguments[3];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!compute(computer, expr->arguments[i], bindings, literal, &arguments[i])) return false;
    if (computer->is_unusual) {
        *computer->is_unusual = true;
        return false;
    }
    Fault fault = builtin_apply((Builtin)expr->id, computer->values, arguments, result);
    if (fault == FAULT_NONE) return true;
    compute_fault(computer, fault, expr, arguments, expr->argument_count, literal);
    return false;
}

bool compute_holds(Computer *computer, const Literal *literal, const Value *bindings, uint32_t number) {
    Value left, right;
    if (!compute(computer, literal->left, bindings, number, &left)) return false;
    if (!compute(computer, literal->right, bindings, number, &right)) return false;
    if (literal->kind == LIT_CONDITION) return condition_holds(literal->condition, computer->values, left, right);
    bool holds = false;
    Fault fault = compare_apply(literal->op, computer->values, left, right, &holds);
    if (fault == FAULT_NONE) return holds;
    compute_fault(computer, fault, NULL, (Value[]){left, right}, 2, number);
    return false;
}
