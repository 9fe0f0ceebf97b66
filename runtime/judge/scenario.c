/* Worlds.
 *
 * A scenario costs a copy of the given facts and a run.  Retracted ids are collected first; then the given rows are
 * copied, less those that match a pattern or whose every statement is taken back; a row that keeps some of its
 * statements is dropped whole by the copy and stated again with those.  What is asserted comes last. */
#include "runtime/judge/scenario.h"

typedef struct {
    RelId relation;
    RowId row;
} Target; /* of a retraction by id */

typedef struct {
    const Store *base;
    const Scenario *scenario;
    Vec(Target) targets;
    bool *has_matched; /* by change */
} Editing;

static bool matches(const Store *store, const Change *change, RowId row) {
    const Value *values = table_row(store_table(store, change->relation), row);
    for (uint32_t i = 0; i < store->program->relations.items[change->relation].arity; i++)
        if (change->terms[i].kind == TERM_CONST && change->terms[i].id != values[i]) return false;
    return true;
}

static bool is_taken_back(const Editing *e, Symbol label) {
    if (label == NO_SYMBOL) return false;
    for (uint32_t i = 0; i < e->scenario->change_count; i++)
        if (e->scenario->changes[i].kind == CHANGE_RETRACT_FACT && e->scenario->changes[i].label == label) return true;
    return false;
}

static bool drops(void *context, RelId relation, RowId row) {
    Editing *e = context;
    bool is_dropped = false;
    for (size_t i = 0; i < e->targets.count && !is_dropped; i++)
        is_dropped = e->targets.items[i].relation == relation && e->targets.items[i].row == row;
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (change->kind != CHANGE_RETRACT_PATTERN || change->relation != relation || !matches(e->base, change, row))
            continue;
        e->has_matched[i] = true;
        is_dropped = true;
    }
    return is_dropped;
}

static bool matches_a_pattern(const Editing *e, Target target) {
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (change->kind == CHANGE_RETRACT_PATTERN && change->relation == target.relation &&
            matches(e->base, change, target.row))
            return true;
    }
    return false;
}

/* The statements of a row that were not taken back. */
static void restate_rest(const Editing *e, Target target, Store *store) {
    if (matches_a_pattern(e, target)) return;
    uint32_t count = store_origin_count(e->base, target.relation, target.row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(e->base, target.relation, target.row, i);
        if (is_taken_back(e, origin.label)) continue;
        store_give(store, target.relation, table_row(store_table(e->base, target.relation), target.row), origin, NULL);
    }
}

static Str name_of(const Program *program, Symbol symbol) {
    return intern_text(values_symbols(program->values), symbol);
}

static void find_targets(Editing *e, Diags *diags) {
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        Target target;
        if (change->kind != CHANGE_RETRACT_FACT) continue;
        if (!store_find_label(e->base, change->label, &target.relation, &target.row)) {
            diag_add(diags, E0217, change->span, "no fact has the id '%.*s'",
                     STR_FMT(name_of(e->base->program, change->label)));
            continue;
        }
        bool is_known = false; /* two ids of one row */
        for (size_t k = 0; k < e->targets.count && !is_known; k++)
            is_known = e->targets.items[k].relation == target.relation && e->targets.items[k].row == target.row;
        if (!is_known) vec_push(&e->targets, target);
    }
}

static void assert_facts(const Editing *e, Store *store) {
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (change->kind != CHANGE_ASSERT) continue;
        uint32_t arity = store->program->relations.items[change->relation].arity;
        Value *row = mem_alloc((arity + 1) * sizeof *row);
        for (uint32_t c = 0; c < arity; c++) row[c] = change->terms[c].id;
        store_give(store, change->relation, row, (Origin){change->label, change->cites, change->span}, NULL);
        mem_free(row);
    }
}

static void report_unmatched(const Editing *e, Diags *diags) {
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (change->kind != CHANGE_RETRACT_PATTERN || e->has_matched[i]) continue;
        Diag *diag = diag_add(diags, W0601, change->span, "no given fact matches what scenario '%.*s' retracts",
                              STR_FMT(name_of(e->base->program, e->scenario->name)));
        diag_remedy(diags, diag, "only given facts can be taken back, not what follows from them");
    }
}

static Store *edited(const Store *base, const Scenario *scenario, Diags *diags) {
    Editing e = {.base = base, .scenario = scenario};
    e.has_matched = mem_alloc_zero((scenario->change_count + 1) * sizeof *e.has_matched);
    find_targets(&e, diags);
    Store *store = store_fork(base, drops, &e);
    for (size_t i = 0; i < e.targets.count; i++) restate_rest(&e, e.targets.items[i], store);
    assert_facts(&e, store);
    report_unmatched(&e, diags);
    vec_free(&e.targets);
    mem_free(e.has_matched);
    return store;
}

World *world_new(const Store *base, const Scenario *scenario, const RunOptions *options, Diags *diags) {
    World *world = mem_alloc_zero(sizeof *world);
    world->scenario = scenario;
    world->store = scenario ? edited(base, scenario, diags) : store_fork(base, NULL, NULL);
    run_program(world->store, options, &world->conflicts, &world->outcome);
    return world;
}

void world_free(World *world) {
    if (!world) return;
    store_free(world->store);
    vec_free(&world->conflicts);
    outcome_clear(&world->outcome);
    mem_free(world);
}
