/* Worlds.
 *
 * A scenario costs a copy of the given facts and a run.  The given rows are copied, less those that match a pattern; a row
 * of which some statements are taken back, by id or because their sources are distrusted, is dropped whole by the copy and
 * stated again with those that stay.  What is asserted comes last. */
#include "runtime/judge/scenario.h"

typedef struct {
    RelId relation;
    RowId row;
} Target; /* some of its statements are taken back, by id or by their source */

typedef struct {
    const Store *base;
    const Scenario *scenario;
    Vec(Target) targets;
    bool *has_matched;  /* by change */
    bool reads_origins; /* something is taken back by id or source */
} Editing;

/* The table whose rows a retraction from `relation` takes back: its own, and those kept beside it by the translation of arguments. */
static bool holds_facts_of(const Program *program, RelId table, RelId relation) {
    const Relation *r = &program->relations.items[table];
    return table == relation || program->relations.items[relation].strict == table ||
           (r->helper == HELPER_APPLIES && r->of == relation);
}

static bool matches(const Store *store, const Change *change, Target target) {
    if (change->kind != CHANGE_RETRACT_PATTERN) return false;
    if (!holds_facts_of(store->program, target.relation, change->relation)) return false;
    const Value *values = table_row(store_table(store, target.relation), target.row);
    for (uint32_t i = 0; i < store->program->relations.items[change->relation].arity; i++)
        if (change->terms[i].kind == TERM_CONST && change->terms[i].id != values[i]) return false;
    return true;
}

static bool is_distrusted(const Scenario *scenario, Symbol source) {
    for (uint32_t i = 0; i < scenario->change_count; i++)
        if (scenario->changes[i].kind == CHANGE_DISTRUST && scenario->changes[i].source == source) return true;
    return false;
}

/* A statement that cites other sources too stays, and so does one that cites none. */
static bool rests_on_distrusted(const Scenario *scenario, Cites cites) {
    for (uint32_t i = 0; i < cites.count; i++)
        if (!is_distrusted(scenario, cites.items[i].key)) return false;
    return cites.count > 0;
}

static bool has_label(const Change *change, Symbol label) {
    return change->kind == CHANGE_RETRACT_FACT && label != NO_SYMBOL && change->label == label;
}

static bool is_taken_back(Editing *e, Origin origin) {
    bool is_taken = rests_on_distrusted(e->scenario, origin.cites);
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        bool is_cited = false;
        for (uint32_t k = 0; is_taken && change->kind == CHANGE_DISTRUST && k < origin.cites.count; k++)
            is_cited |= origin.cites.items[k].key == change->source;
        if (!is_cited && !has_label(change, origin.label)) continue;
        e->has_matched[i] = true;
        is_taken = true;
    }
    return is_taken;
}

static bool drops(void *context, RelId relation, RowId row) {
    Editing *e = context;
    Target target = {relation, row};
    bool is_matched = false, is_target = false;
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        if (!matches(e->base, &e->scenario->changes[i], target)) continue;
        e->has_matched[i] = true;
        is_matched = true;
    }
    uint32_t count = store_origin_count(e->base, relation, row);
    for (uint32_t i = 0; e->reads_origins && i < count; i++)
        is_target |= is_taken_back(e, store_origin(e->base, relation, row, i));
    if (is_target && !is_matched) vec_push(&e->targets, target);
    return is_matched || is_target;
}

/* The statements of a row that were not taken back. */
static void restate_rest(Editing *e, Target target, Store *store) {
    uint32_t count = store_origin_count(e->base, target.relation, target.row);
    for (uint32_t i = 0; i < count; i++) {
        Origin origin = store_origin(e->base, target.relation, target.row, i);
        if (is_taken_back(e, origin)) continue;
        store_give(store, target.relation, table_row(store_table(e->base, target.relation), target.row), origin, NULL);
    }
}

static Str name_of(const Program *program, Symbol symbol) {
    return intern_text(values_symbols(program->values), symbol);
}

/* The proposition under which a preference of this scenario holds. */
static void hold(Store *store, const Change *change) {
    Value nothing[1] = {0};
    store_give(store, change->world, nothing, (Origin){.label = NO_SYMBOL, .span = change->span}, NULL);
}

static void assert_facts(const Editing *e, Store *store) {
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (change->kind == CHANGE_PREFER) hold(store, change);
        if (change->kind != CHANGE_ASSERT) continue;
        const Relation *relation = &store->program->relations.items[change->relation];
        bool is_kept_apart = relation->strict != NO_ID && !change->is_reported;
        uint32_t arity = relation->arity;
        Value *row = mem_alloc((arity + 1) * sizeof *row);
        for (uint32_t c = 0; c < arity; c++) row[c] = change->terms[c].id;
        store_give(store, is_kept_apart ? relation->strict : change->relation, row,
                   (Origin){change->label, change->cites, change->span}, NULL);
        mem_free(row);
    }
}

static void report_unmatched(const Editing *e, Diags *diags) {
    const Program *program = e->base->program;
    for (uint32_t i = 0; i < e->scenario->change_count; i++) {
        const Change *change = &e->scenario->changes[i];
        if (e->has_matched[i]) continue;
        if (change->kind == CHANGE_RETRACT_FACT) {
            diag_add(diags, E0217, change->span, "no fact has the id '%.*s'", STR_FMT(name_of(program, change->label)));
        } else if (change->kind == CHANGE_RETRACT_PATTERN) {
            Diag *diag = diag_add(diags, W0601, change->span, "no given fact matches what scenario '%.*s' retracts",
                                  STR_FMT(name_of(program, e->scenario->name)));
            diag_remedy(diags, diag, "only given facts can be taken back, not what follows from them");
        } else if (change->kind == CHANGE_DISTRUST) {
            Diag *diag = diag_add(diags, W0601, change->span, "no fact rests on source '%.*s' alone",
                                  STR_FMT(name_of(program, change->source)));
            diag_remedy(diags, diag, "facts that cite other sources too stay");
        }
    }
}

static Store *edited(const Store *base, const Scenario *scenario, Diags *diags) {
    Editing e = {.base = base, .scenario = scenario};
    e.has_matched = mem_alloc_zero((scenario->change_count + 1) * sizeof *e.has_matched);
    for (uint32_t i = 0; i < scenario->change_count; i++)
        e.reads_origins |=
            scenario->changes[i].kind == CHANGE_RETRACT_FACT || scenario->changes[i].kind == CHANGE_DISTRUST;
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
