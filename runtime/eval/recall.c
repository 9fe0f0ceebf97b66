/* Rows that were not kept, made when somebody looks for them.
 *
 * Three kinds are not there: rows that were streamed into an aggregate; those of a relation that only such rows are
 * made of; and results of a streamed aggregate after their last reader (settle.c).  What such rows come from may be
 * absent too, and so on: all of it is listed, and made in the order of the components.  What is read but not absent has
 * not changed since, because rows are made before something that they come from is hidden (streamed_fill_readers).
 * What could not be computed was told when the rows first came, and is not told again. */
#include "runtime/eval/recall.h"

#include <assert.h>
#include <stdlib.h>

#include "runtime/eval/run_internal.h"

typedef struct {
    RelId relation;
    uint32_t component;
} Missing;
typedef Vec(Missing) Missings;

static void list_missing(const Store *store, RelId relation, bool *is_listed, Missings *list) {
    if (is_listed[relation] || !store_is_missing(store, relation)) return;
    is_listed[relation] = true;
    vec_push(list, ((Missing){relation, store->program->relations.items[relation].component}));
}

static void list_sources(const Store *store, RelId relation, bool *is_listed, Missings *list) {
    const Component *component = program_component(store->program, relation);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (rule->body[k].terms) list_missing(store, rule->body[k].relation, is_listed, list);
    }
}

static int by_component(const void *a, const void *b) {
    uint32_t x = ((const Missing *)a)->component, y = ((const Missing *)b)->component;
    return (x > y) - (x < y);
}

/* ---- making them ---- */

static bool run_rule(Work *work, RuleId id) {
    Arena arena;
    arena_init(&arena);
    Plan plan = plan_rule(work->store, work->component, id, NO_ID, &arena);
    bool going_on = work_has_room(work, id, plan_bytes(work, &plan));
    if (going_on) {
        Join *join = join_open(work, &plan);
        bool is_ready = join_is_ready(join);
        assert(is_ready);
        going_on = is_ready && join_run(join);
        join_close(join);
    }
    arena_clear(&arena);
    return going_on;
}

/* They are there from now on.  Gives their round. */
static Round end_absence(const Store *store, RelId relation) {
    Streamed *streamed = store->streamed.items[relation];
    Absence *absence = &store->absences.items[relation];
    if (streamed) streamed->is_filled = true;
    if (!absence->is_absent) {
        assert(streamed);
        return streamed->round;
    }
    absence->is_absent = false;
    return absence->round;
}

bool work_make_rows(Work *work, RelId relation) {
    const Component *component = work->component;
    Round round = work->store->round;
    bool going_on = true;
    work->component = program_component(work->store->program, relation);
    work->store->round = end_absence(work->store, relation);
    for (uint32_t i = 0; i < work->component->rule_count && going_on; i++) {
        RuleId id = work->component->rules[i];
        going_on = work->store->program->rules.items[id].is_fold ? fold_run(work, id) : run_rule(work, id);
    }
    vec_empty(&work->grown); /* it is no round of the run */
    work->extents[relation].old = work->extents[relation].end = table_count(store_table(work->store, relation));
    work->component = component;
    work->store->round = round;
    return going_on;
}

/* A run is told of what another store has by those who read it (rounds.c); these rules are no part of one. */
static void see_shared(Work *work) {
    for (RelId r = 0; r < work->store->tables.count; r++) {
        if (!store_is_shared(work->store, r)) continue;
        uint32_t count = table_count(store_table_as_is(work->store, r));
        work->extents[r] = (Extent){count, count, NO_ID};
    }
}

static void make_all(const Store *store, const Missings *list) {
    Store then = *store; /* of their rounds */
    Outcome outcome = {.stop = STOP_NONE};
    RunOptions options = {.without = store->without};
    if (store->watch) options.budget = store->watch->budget;
    options.budget.max_rows = options.budget.max_rounds = 0;
    Work work = work_begin(&then, &options, &outcome);
    see_shared(&work);
    for (size_t i = 0; i < list->count && outcome.stop == STOP_NONE; i++)
        (void)work_make_rows(&work, list->items[i].relation);
    work_end(&work);
    if (store->watch && outcome.stop != STOP_NONE) store->watch->outcome->stop = outcome.stop;
    outcome_clear(&outcome);
}

void rows_recall(const Store *store, RelId relation) {
    Missings list = {0};
    bool *is_listed = mem_alloc_zero(store->program->relations.count + 1);
    list_missing(store, relation, is_listed, &list);
    for (size_t i = 0; i < list.count; i++) list_sources(store, list.items[i].relation, is_listed, &list);
    if (list.count > 1) qsort(list.items, list.count, sizeof *list.items, by_component);
    if (list.count) make_all(store, &list);
    vec_free(&list);
    mem_free(is_listed);
}
