/* How a step finds its rows: from which of its columns have values when it begins.
 *
 * Relations of the component grow while it runs, so they are looked up in chains; all others are complete and grouped.
 * The delta is the last stretch of rows, so it is read from end to end and constants are compared on the way.
 * Columns with one set of bound columns share one index, whatever rules they stand in. */
#include "runtime/plan/plan_internal.h"

/* Of a relation that grows: those rows that are there before the round. */
const Sets *step_sets(const Store *store, const Component *component, const Step *step) {
    Table *table = store_table(store, step->literal->relation);
    uint32_t arity = table_arity(table);
    bool is_whole = step->bound == (UINT64_C(1) << arity) - 1, by_first = is_whole || step->bound == 1;
    if (arity > 2 || step->bound == 0 || table_hidden_count(table) || !uses(store->without, WAY_SETS)) return NULL;
    if (component_has(store->program, component, step->literal->relation))
        return is_whole && !table_sets(table)
                   ? NULL
                   : table_sets_by(table, !by_first, table_count_before(table, store->round));
    return by_first ? table_sets(table) : NULL;
}

static Access access_of(const Planner *p, const Step *step, uint32_t arity) {
    uint64_t all = arity == 64 ? UINT64_MAX : (UINT64_C(1) << arity) - 1;
    if (step->literal->kind == LIT_LOOKUP) return ACCESS_GROUPS;
    if (step->bound == all) return ACCESS_WHOLE;
    if (step->bound == 0 || step->reading == READ_DELTA) return ACCESS_SCAN;
    if (step->literal->sees_hidden) return ACCESS_CHAIN; /* groups leave hidden rows out */
    if (step_sets(p->store, p->component, step)) return ACCESS_SETS;
    return component_has(p->store->program, p->component, step->literal->relation) ? ACCESS_CHAIN : ACCESS_GROUPS;
}

/* The column before `column` with the same unbound variable; NO_ID if there is none. */
static uint32_t column_before(const Literal *literal, uint32_t column, uint64_t bound) {
    for (uint32_t i = 0; i < column; i++)
        if (!(bound >> i & 1) && literal->terms[i].kind == TERM_VAR &&
            literal->terms[i].id == literal->terms[column].id)
            return i;
    return NO_ID;
}

static void choose_fresh(Planner *p, Step *step, uint32_t arity) {
    const Literal *literal = step->literal;
    Fresh *fresh = arena_array(p->arena, Fresh, arity);
    Same *same = arena_array(p->arena, Same, arity);
    for (uint32_t i = 0; i < arity; i++) {
        if (literal->terms[i].kind != TERM_VAR || step->bound >> i & 1) continue;
        uint32_t earlier = column_before(literal, i, step->bound);
        if (earlier != NO_ID)
            same[step->same_count++] = (Same){i, earlier};
        else
            fresh[step->fresh_count++] = (Fresh){i, literal->terms[i].id};
    }
    for (uint32_t i = 0; i < step->fresh_count; i++) order_bind(p, fresh[i].variable);
    step->fresh = fresh;
    step->same = same;
}

void choose_access(Planner *p, Step *step) {
    const Literal *literal = step->literal;
    uint32_t arity = literal_arity(p, literal), keys = arity - (literal->kind == LIT_LOOKUP);
    step->fan_out = fan_out(p, literal);
    for (uint32_t i = 0; i < keys; i++)
        if (term_is_bound(p, literal->terms[i])) step->bound |= UINT64_C(1) << i;
    step->access = access_of(p, step, arity);
    if (literal->kind == LIT_ATOM) choose_fresh(p, step, arity);
    if (literal->kind != LIT_LOOKUP || literal->terms[keys].kind != TERM_VAR) return;
    VarId result = literal->terms[keys].id;
    step->is_check = p->is_bound[result];
    order_bind(p, result);
}
