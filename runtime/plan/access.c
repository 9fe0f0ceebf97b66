/* How a step finds its rows: from which of its columns have values when it begins.
 *
 * Relations of the component grow while it runs, so they are looked up in chains; all others are complete and grouped.
 * The delta is the last stretch of rows, so it is read from end to end and constants are compared on the way.
 * Columns with one set of bound columns share one index, whatever rules they stand in. */
#include "runtime/plan/plan_internal.h"

/* By the first or the second of two columns.  Of a relation that grows: those rows that are there before the round. */
static const Sets *sets_by(const Store *store, const Component *component, RelId relation, uint32_t column) {
    Table *table = store_table(store, relation);
    if (table_arity(table) > 2 || table_hidden_count(table) || !uses(store->without, WAY_SETS)) return NULL;
    if (component_has(store->program, component, relation))
        return table_sets_by(table, column, table_count_before(table, store->round));
    return column == 0 ? table_sets(table) : NULL;
}

const Sets *step_sets(const Store *store, const Component *component, const Step *step) {
    RelId relation = step->literal->relation;
    if (step->is_once) return NULL;
    if (step->access == ACCESS_WHOLE && step->reading == READ_DELTA) return NULL;
    if (step->access == ACCESS_WHOLE) /* only instead of sets that would be left to find a row */
        return table_sets(store_table(store, relation)) ? sets_by(store, component, relation, 0) : NULL;
    return step->bound == 1 || step->bound == 2 ? sets_by(store, component, relation, step->bound == 2) : NULL;
}

const Sets *meet_sets(const Store *store, const Component *component, const Step *test) {
    if (test->is_once) return NULL;
    bool is_first = table_arity(store_table(store, test->literal->relation)) == 2 && test->meet_column == 0;
    return sets_by(store, component, test->literal->relation, is_first);
}

static Access access_of(const Planner *p, const Step *step, uint32_t arity) {
    uint64_t all = arity == 64 ? UINT64_MAX : (UINT64_C(1) << arity) - 1;
    if (step->literal->kind == LIT_LOOKUP) return ACCESS_GROUPS;
    bool grows = component_has(p->store->program, p->component, step->literal->relation);
    bool has_sets = grows && table_sets(store_table(p->store, step->literal->relation));
    if (step->bound == all && step->reading == READ_DELTA && has_sets)
        return ACCESS_SCAN; /* they do not know what is new */
    if (step->bound == all) return ACCESS_WHOLE;
    if (arity == 1 && !grows && !step->literal->sees_hidden && p->count > 1)
        return ACCESS_GROUPS; /* one group of all values, which tests can meet */
    if (step->bound == 0 || step->reading == READ_DELTA) return ACCESS_SCAN;
    if (step->literal->sees_hidden) return ACCESS_CHAIN; /* groups leave hidden rows out */
    if (arity == 2 && step_sets(p->store, p->component, step)) return ACCESS_SETS;
    return grows ? ACCESS_CHAIN : ACCESS_GROUPS;
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
