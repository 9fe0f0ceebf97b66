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

static size_t text_length(const Computer *computer, Value v) {
    return value_is_symbol(v) ? value_text(computer->values, v).length : 0;
}

/* A text is gone through in this many bytes a step; a value that is made costs some steps by itself. */
static void spend(Computer *computer, const Value *arguments, uint32_t count) {
    enum { STEPS = 16, BYTES_A_STEP = 4 };
    computer->spent += STEPS;
    for (uint32_t i = 0; i < count; i++) computer->spent += text_length(computer, arguments[i]) / BYTES_A_STEP;
}

/* A text that is made takes up to three times its bytes while it is made; the run is over if they are not there. */
static bool lacks_room(Computer *computer, const Value *arguments, uint32_t count) {
    enum { LARGE = 1 << 16 };
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < count; i++) bytes += text_length(computer, arguments[i]);
    if (bytes < LARGE || !computer->budget || !budget_lacks(computer->budget, 3 * bytes)) return false;
    computer->outcome->stop = STOP_MEMORY;
    computer->outcome->growing = computer->rule;
    return true;
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
    spend(computer, arguments, expr->argument_count);
    if (lacks_room(computer, arguments, expr->argument_count)) return false;
    Fault fault = builtin_apply((Builtin)expr->id, computer->values, arguments, result);
    if (fault == FAULT_NONE) return true;
    compute_fault(computer, fault, expr, arguments, expr->argument_count, literal);
    return false;
}

bool compute_holds(Computer *computer, const Literal *literal, const Value *bindings, uint32_t number) {
    Value left, right;
    if (!compute(computer, literal->left, bindings, number, &left)) return false;
    if (!compute(computer, literal->right, bindings, number, &right)) return false;
    if (literal->kind == LIT_CONDITION) spend(computer, (Value[]){left, right}, 2);
    if (literal->kind == LIT_CONDITION) return condition_holds(literal->condition, computer->values, left, right);
    bool holds = false;
    Fault fault = compare_apply(literal->op, computer->values, left, right, &holds);
    if (fault == FAULT_NONE) return holds;
    compute_fault(computer, fault, NULL, (Value[]){left, right}, 2, number);
    return false;
}
