/* Plans.
 *
 * The delta first, where there is one: it is the smallest of what must be read.  Then literal after literal (order.c), each
 * with its access to rows (access.c).  At last, what of all this is read later: blocks of bindings carry only those
 * variables, and an atom that binds none of them is a mere test. */
#include "runtime/plan/plan_internal.h"

#include <assert.h>

/* Variables that have a value. */
typedef struct {
    const Planner *planner;
    VarId *list;
    uint32_t count;
} Reads;

static void list_read(void *context, VarId variable) {
    Reads *reads = context;
    if (reads->planner->is_bound[variable]) reads->list[reads->count++] = variable;
}

static void count_variable(void *context, VarId variable) {
    (void)variable;
    ++*(uint32_t *)context;
}

/* Each variable once. */
static void note_reads(Planner *p, Step *step) {
    const Literal *literal = step->literal;
    if (literal_reads(literal)) return;
    uint32_t most = 1;
    literal_each_variable(literal, count_variable, &most);
    VarId *list = arena_array(p->arena, VarId, most);
    Reads reads = {p, list, 0};
    literal_each_variable(literal, list_read, &reads);
    for (uint32_t i = 0; i < reads.count; i++) {
        if (p->read_by[list[i]] == p->count) continue;
        p->read_by[list[i]] = p->count;
        list[step->read_count++] = list[i];
    }
    step->reads = list;
}

static void bind_value(Planner *p, Step *step) {
    const Literal *literal = step->literal;
    step->is_check = p->is_bound[literal->variable] && expr_is_bound(p, literal->left);
    step->is_reversed = !step->is_check && p->is_bound[literal->variable];
    order_bind(p, step->is_reversed ? literal->left->id : literal->variable);
}

static void add_step(Planner *p, uint32_t which) {
    const Literal *literal = &p->rule->body[which];
    Step *step = &p->steps[p->count++];
    *step = (Step){.literal = literal, .number = which, .fan_out = 1};
    p->is_done[which] = true;
    if (literal->kind == LIT_ATOM && p->delta != NO_ID &&
        component_has(p->store->program, p->component, literal->relation))
        step->reading = which == p->delta ? READ_DELTA : which < p->delta ? READ_OLD : READ_ALL;
    step->is_once = step->reading == READ_OLD && p->may_fault;
    note_reads(p, step);
    if (literal_reads(literal)) choose_access(p, step);
    if (literal->kind == LIT_BIND) bind_value(p, step);
    p->bound_after[p->count - 1] = p->bound_count;
}

/* ---- a set for the head ---- */

typedef struct {
    VarId variable;
    uint32_t count;
} Mentions;

static void note_mention(void *context, VarId variable) {
    Mentions *mentions = context;
    mentions->count += variable == mentions->variable;
}

static uint32_t mentions(const Planner *p, const Literal *literal, VarId v) {
    Mentions found = {v, 0};
    uint32_t arity = literal_reads(literal) ? literal_arity(p, literal) : 0;
    for (uint32_t i = 0; i < arity; i++) found.count += literal->terms[i].kind == TERM_VAR && literal->terms[i].id == v;
    if (!literal_reads(literal)) literal_each_variable(literal, note_mention, &found);
    return found.count;
}

/* Whether the step finds the values of its last free column side by side. */
static bool can_give_set(const Planner *p, const Step *step, VarId v) {
    const Table *table = store_table(p->store, step->literal->relation);
    uint32_t arity = table_arity(table);
    if (step->literal->kind != LIT_ATOM || step->same_count || table_hidden_count(table)) return false;
    if (step->access == ACCESS_SETS) return step->fresh_count == 1;
    if (step->access == ACCESS_GROUPS)
        return step->fresh_count == 1 && (uint32_t)__builtin_popcountll(step->bound) + 1 == arity;
    return step->access == ACCESS_SCAN && step->reading == READ_DELTA && arity == 2 && step->bound == 0 &&
           table_sets(table) && step->fresh_count == 2 && step->fresh[1].variable == v;
}

/* The last variable of the head, if one step gives it and nobody else looks at it, need not be gone through value by
 * value: all of them are added to those that the head has already. */
static void choose_set(Planner *p) {
    uint32_t arity = p->store->program->relations.items[p->rule->head].arity;
    const Term *terms = p->rule->terms;
    p->set_step = NO_ID;
    if (!uses(p->store->without, WAY_UNIONS) || !table_sets(store_table_as_is(p->store, p->rule->head)) || arity == 0 ||
        arity > 2 || terms[arity - 1].kind != TERM_VAR)
        return;
    VarId v = terms[arity - 1].id;
    if (arity == 2 && terms[0].kind == TERM_VAR && terms[0].id == v) return;
    uint32_t count = 0, giving = NO_ID;
    for (uint32_t s = 0; s < p->count; s++) {
        uint32_t found = mentions(p, p->steps[s].literal, v);
        if (found) giving = s;
        count += found;
    }
    if (count != 1 || !can_give_set(p, &p->steps[giving], v)) return;
    p->steps[giving].gives_set = true;
    p->set_step = giving;
}

/* ---- what is read later ---- */

/* By variable: the last step that reads it, counted from 1; those of the head are read behind all steps. */
static uint32_t *find_last_reads(const Planner *p) {
    uint32_t *last = arena_array(p->arena, uint32_t, p->rule->variable_count + 1);
    last[p->rule->variable_count] = p->count + 1; /* where a set ends */
    for (uint32_t s = 0; s < p->count; s++) {
        const Step *step = &p->steps[s];
        uint32_t arity = literal_reads(step->literal) ? literal_arity(p, step->literal) : 0;
        for (uint32_t i = 0; i < arity; i++)
            if (step->literal->terms[i].kind == TERM_VAR) last[step->literal->terms[i].id] = s + 1;
        for (uint32_t i = 0; i < step->read_count; i++) last[step->reads[i]] = s + 1;
    }
    uint32_t head_arity = p->store->program->relations.items[p->rule->head].arity;
    for (uint32_t i = 0; i < head_arity; i++)
        if (p->rule->terms[i].kind == TERM_VAR) last[p->rule->terms[i].id] = p->count + 1;
    return last;
}

/* Keeps of `list` what is read by a later step than the one of this number, counted from 1. */
static uint32_t keep_read(VarId *list, uint32_t count, const uint32_t *last, uint32_t step) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++)
        if (last[list[i]] > step) list[kept++] = list[i];
    return kept;
}

static void narrow_fresh(Step *step, const uint32_t *last, uint32_t number) {
    Fresh *fresh = (Fresh *)(uintptr_t)step->fresh;
    uint32_t count = step->fresh_count;
    step->fresh_count = 0;
    for (uint32_t i = 0; i < count; i++)
        if (last[fresh[i].variable] > number) fresh[step->fresh_count++] = fresh[i];
    step->is_test = step->literal->kind == LIT_ATOM && step->fresh_count == 0 && !step->gives_set;
}

/* Slots that are free, as a stack above those that were never taken. */
typedef struct {
    uint32_t *free;
    uint32_t free_count, next;
} Slots;

static uint32_t take_slot(Slots *slots) { return slots->free_count ? slots->free[--slots->free_count] : slots->next++; }

/* Those with a value that somebody still reads go along from step to step; the slots of others are given anew. */
static void mark_reads(Planner *p) {
    const uint32_t *last = find_last_reads(p);
    VarId *carried = arena_array(p->arena, VarId, p->rule->variable_count + 2);
    uint32_t *slot = arena_array(p->arena, uint32_t, p->rule->variable_count + 1);
    Slots slots = {arena_array(p->arena, uint32_t, p->rule->variable_count + 1), 0, 1};
    uint32_t count = 0, bound = 0;
    for (uint32_t s = 0; s < p->count; s++) {
        Step *step = &p->steps[s];
        for (uint32_t i = 0; i < count; i++)
            if (last[carried[i]] <= s + 1) slots.free[slots.free_count++] = slot[carried[i]];
        count = keep_read(carried, count, last, s + 1);
        step->carried = arena_copy(p->arena, carried, count * sizeof *carried);
        step->carried_count = count;
        narrow_fresh(step, last, s + 1);
        const uint32_t before = count;
        while (bound < p->bound_after[s]) carried[count++] = p->bound[bound++];
        if (step->gives_set) carried[count++] = p->rule->variable_count;
        for (uint32_t i = before; i < count; i++) slot[carried[i]] = take_slot(&slots);
    }
    p->slots = slot;
    p->slot_count = slots.next;
}

Plan plan_rule(const Store *store, const Component *component, RuleId id, uint32_t delta, Arena *arena) {
    const Rule *rule = &store->program->rules.items[id];
    uint32_t head_arity = store->program->relations.items[rule->head].arity;
    Planner p = {.store = store, .component = component, .rule = rule, .delta = delta, .arena = arena};
    p.may_fault = rule_may_fault(store->program, rule);
    p.is_bound = arena_array(arena, bool, rule->variable_count + 1);
    p.is_done = arena_array(arena, bool, rule->literal_count + 1);
    p.steps = arena_array(arena, Step, rule->literal_count + 1);
    p.bound = arena_array(arena, VarId, rule->variable_count + 1);
    p.bound_after = arena_array(arena, uint32_t, rule->literal_count + 1);
    p.read_by = arena_array(arena, uint32_t, rule->variable_count + 1);
    order_begin(&p);
    if (delta != NO_ID) add_step(&p, delta);
    while (p.count < rule->literal_count) {
        uint32_t next = order_next(&p);
        assert(next != NO_ID && "the checker lets only safe rules through");
        add_step(&p, next);
    }
    choose_set(&p);
    mark_reads(&p);
    choose_meets(&p);
    for (uint32_t s = 0; s < p.count; s++) /* meets took steps away */
        if (p.steps[s].gives_set) p.set_step = s;
    return (Plan){.rule = id,
                  .delta = delta,
                  .steps = p.steps,
                  .step_count = p.count,
                  .set_step = p.set_step,
                  .set_variable = p.set_step == NO_ID ? NO_ID : rule->terms[head_arity - 1].id,
                  .set_end = rule->variable_count,
                  .slots = p.slots,
                  .slot_count = p.slot_count,
                  .head_has_sets = table_sets(store_table_as_is(store, rule->head)) != NULL};
}
