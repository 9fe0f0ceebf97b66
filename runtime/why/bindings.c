/* Values of a rule's variables during a search. */
#include "runtime/why/bindings.h"

Bindings bindings_new(Arena *arena, const Rule *rule) {
    return (Bindings){.values = arena_array(arena, Value, rule->variable_count + 1),
                      .trail = arena_array(arena, VarId, rule->variable_count + 1)};
}

bool bindings_fit_head(Bindings *b, const Rule *rule, const Value *row, uint32_t arity) {
    b->count = 0;
    for (uint32_t i = 0; i < rule->variable_count; i++) b->values[i] = UNBOUND;
    for (uint32_t c = 0; c < arity; c++) {
        Value v = term_value(rule->terms[c], b->values);
        if (row[c] == UNBOUND) continue;
        if (v != UNBOUND && v != row[c]) return false;
        if (rule->terms[c].kind == TERM_VAR) b->values[rule->terms[c].id] = row[c];
    }
    return true;
}

bool bindings_fit_row(Bindings *b, const Literal *literal, const Value *row, uint32_t arity) {
    for (uint32_t c = 0; c < arity; c++) {
        Value v = term_value(literal->terms[c], b->values);
        if (v == UNBOUND && literal->terms[c].kind == TERM_VAR)
            bindings_give(b, literal->terms[c].id, row[c]);
        else if (v != UNBOUND && v != row[c])
            return false;
    }
    return true;
}

uint32_t bindings_open(const Bindings *b, const Literal *literal, uint32_t count) {
    uint32_t open = 0;
    for (uint32_t c = 0; c < count; c++)
        open += literal->terms[c].kind == TERM_VAR && b->values[literal->terms[c].id] == UNBOUND;
    return open;
}

bool bindings_decide(const Bindings *b, const Program *program, const Literal *literal) {
    switch (literal->kind) {
    case LIT_ATOM:
    case LIT_NOT: return bindings_open(b, literal, program->relations.items[literal->relation].arity) == 0;
    case LIT_LOOKUP: return bindings_open(b, literal, program->relations.items[literal->relation].arity - 1) == 0;
    case LIT_BIND:
        return instance_is_bound(literal->left, b->values) ||
               (literal->left->kind == EXPR_VAR && b->values[literal->variable] != UNBOUND);
    default: return instance_is_bound(literal->left, b->values) && instance_is_bound(literal->right, b->values);
    }
}
