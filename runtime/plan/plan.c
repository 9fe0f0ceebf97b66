/* Plans.
 *
 * The delta first, where there is one: it is the smallest of what must be read.  Then literal after literal (order.c), each
 * with its access to rows (access.c).  At last, backwards, what of all this is read later: blocks of bindings carry only
 * those variables, and an atom that binds none of them is a mere test. */
#include "runtime/plan/plan_internal.h"

#include <assert.h>

static void mark_expr(const Expr *expr, bool *used) {
    if (!expr) return;
    if (expr->kind == EXPR_VAR) used[expr->id] = true;
    for (uint32_t i = 0; i < expr->argument_count; i++) mark_expr(expr->arguments[i], used);
}

static const VarId *listed(const Planner *p, const bool *chosen, const bool *also, uint32_t *count) {
    VarId *list = arena_array(p->arena, VarId, p->rule->variable_count + 1);
    for (VarId v = 0; v < p->rule->variable_count; v++)
        if (chosen[v] && (!also || also[v])) list[(*count)++] = v;
    return list;
}

static void note_reads(Planner *p, Step *step) {
    if (literal_has_terms(step->literal)) return;
    bool *read = arena_array(p->arena, bool, p->rule->variable_count + 1);
    mark_expr(step->literal->left, read);
    mark_expr(step->literal->right, read);
    if (step->literal->kind == LIT_BIND) read[step->literal->variable] = true;
    step->reads = listed(p, read, p->is_bound, &step->read_count);
}

static void add_step(Planner *p, uint32_t which) {
    const Literal *literal = &p->rule->body[which];
    Step *step = &p->steps[p->count++];
    *step = (Step){.literal = literal, .number = which, .fan_out = 1};
    p->is_done[which] = true;
    if (literal->kind == LIT_ATOM && p->delta != NO_ID &&
        component_has(p->store->program, p->component, literal->relation))
        step->reading = which == p->delta ? READ_DELTA : which < p->delta ? READ_OLD : READ_ALL;
    step->carried = listed(p, p->is_bound, NULL, &step->carried_count); /* narrowed by mark_reads */
    note_reads(p, step);
    if (literal_has_terms(literal)) choose_access(p, step);
    if (literal->kind != LIT_BIND) return;
    step->is_check = p->is_bound[literal->variable] && expr_is_bound(p, literal->left);
    step->is_reversed = !step->is_check && p->is_bound[literal->variable];
    p->is_bound[literal->variable] = true;
    if (step->is_reversed) p->is_bound[literal->left->id] = true;
}

/* Keeps of the step's variables those that are read later. */
static void narrow(Step *step, const bool *used) {
    VarId *carried = (VarId *)(uintptr_t)step->carried;
    Fresh *fresh = (Fresh *)(uintptr_t)step->fresh;
    uint32_t carried_count = step->carried_count, fresh_count = step->fresh_count;
    step->carried_count = step->fresh_count = 0;
    for (uint32_t i = 0; i < carried_count; i++)
        if (used[carried[i]]) carried[step->carried_count++] = carried[i];
    for (uint32_t i = 0; i < fresh_count; i++)
        if (used[fresh[i].variable]) fresh[step->fresh_count++] = fresh[i];
    step->is_test = step->literal->kind == LIT_ATOM && step->fresh_count == 0;
}

static void mark_reads(Planner *p) {
    bool *used = arena_array(p->arena, bool, p->rule->variable_count + 1);
    uint32_t head_arity = p->store->program->relations.items[p->rule->head].arity;
    for (uint32_t i = 0; i < head_arity; i++)
        if (p->rule->terms[i].kind == TERM_VAR) used[p->rule->terms[i].id] = true;
    for (uint32_t s = p->count; s-- > 0;) {
        Step *step = &p->steps[s];
        const Literal *literal = step->literal;
        narrow(step, used);
        uint32_t arity = literal_has_terms(literal) ? literal_arity(p, literal) : 0;
        for (uint32_t i = 0; i < arity; i++)
            if (literal->terms[i].kind == TERM_VAR) used[literal->terms[i].id] = true;
        for (uint32_t i = 0; i < step->read_count; i++) used[step->reads[i]] = true;
    }
}

Plan plan_rule(const Store *store, const Component *component, RuleId id, uint32_t delta, Arena *arena) {
    const Rule *rule = &store->program->rules.items[id];
    Planner p = {.store = store, .component = component, .rule = rule, .delta = delta, .arena = arena};
    p.is_bound = arena_array(arena, bool, rule->variable_count + 1);
    p.is_done = arena_array(arena, bool, rule->literal_count + 1);
    p.steps = arena_array(arena, Step, rule->literal_count + 1);
    if (delta != NO_ID) add_step(&p, delta);
    while (p.count < rule->literal_count) {
        uint32_t next = next_filter(&p);
        if (next == NO_ID) next = next_atom(&p);
        assert(next != NO_ID && "the checker lets only safe rules through");
        add_step(&p, next);
    }
    mark_reads(&p);
    return (Plan){id, delta, p.steps, p.count};
}
