/* Semi-naive rounds.
 *
 * A rule with n recursive literals runs as n variants; variant i reads the delta of literal i, old rows before it and
 * old-or-delta rows after it, so each new combination of rows is tried once, in one variant (F. Bancilhon, Naive evaluation
 * of recursively defined relations, 1986).  Rows found in a round are the next delta; a component is done when a round
 * finds none.  What a round finds is invisible until it ends, so a row's premises are of earlier rounds. */
#include "runtime/eval/run_internal.h"

static double seconds_since(struct timespec begun) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun.tv_sec) + (double)(now.tv_nsec - begun.tv_nsec) / 1e9;
}

static bool stop(Work *work, Stop why, RuleId rule) {
    work->outcome->stop = why;
    work->outcome->growing = rule;
    return true;
}

bool work_should_stop(Work *work, RuleId rule) {
    const Budget *budget = &work->options->budget;
    if (work->outcome->stop != STOP_NONE) return true;
    if (budget->cancel && atomic_load(budget->cancel)) return stop(work, STOP_CANCELLED, rule);
    MemAccount *account = mem_current();
    if (budget->max_bytes && account && mem_used(account) > budget->max_bytes) return stop(work, STOP_MEMORY, rule);
    double seconds = seconds_since(work->begun);
    if (budget->max_seconds > 0 && seconds > budget->max_seconds) return stop(work, STOP_TIME, rule);
    if (work->options->progress && seconds - work->last_progress > 0.1) {
        work->last_progress = seconds;
        work->options->progress(work->options->context, work->store->round, work->outcome->rows_derived, seconds);
    }
    return false;
}

bool work_add(Work *work, RuleId rule, RelId head, const Value *rows, uint32_t count) {
    if (count == 0) return true;
    Table *table = store_table(work->store, head);
    table_begin_run(table, rule, work->store->round);
    work->outcome->rows_derived += table_insert_batch(table, rows, count);
    uint64_t most = work->options->budget.max_rows;
    if (most && work->outcome->rows_derived > most) return !stop(work, STOP_ROWS, rule);
    return true;
}

/* Runs what the round asks of one rule: all of it in the first round, its delta variants later. */
static bool run_rule(Work *work, RuleId id, bool is_first, Arena *arena) {
    const Rule *rule = &work->store->program->rules.items[id];
    if (rule->is_fold) return !is_first || fold_run(work, id);
    if (is_first) {
        Plan plan = plan_rule(work->store, work->component, id, NO_ID, arena);
        return join_run(work, &plan);
    }
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM || !component_has(work->component, literal->relation)) continue;
        Extent extent = work->extents[literal->relation];
        if (extent.old == extent.end) continue;
        Plan plan = plan_rule(work->store, work->component, id, i, arena);
        if (!join_run(work, &plan)) return false;
    }
    return true;
}

/* Moves the marks on: what was new is the delta.  False if nothing was new. */
static bool next_delta(Work *work) {
    bool any = false;
    for (uint32_t i = 0; i < work->component->relation_count; i++) {
        RelId r = work->component->relations[i];
        Extent *extent = &work->extents[r];
        extent->old = extent->end;
        extent->end = table_count(store_table(work->store, r));
        any = any || extent->old < extent->end;
    }
    return any;
}

static bool begin_round(Work *work) {
    const Budget *budget = &work->options->budget;
    RuleId rule = work->component->rule_count ? work->component->rules[0] : NO_ID;
    if (budget->max_rounds && work->outcome->rounds >= budget->max_rounds) return !stop(work, STOP_ROUNDS, rule);
    work->store->round++;
    work->outcome->rounds++;
    return !work_should_stop(work, rule);
}

static bool run_rounds(Work *work) {
    const Component *component = work->component;
    if (component->rule_count == 0) return true;
    Arena arena;
    arena_init(&arena);
    bool going_on = true, is_first = true;
    do {
        going_on = begin_round(work);
        for (uint32_t i = 0; i < component->rule_count && going_on; i++) going_on = run_rule(work, component->rules[i], is_first, &arena);
        is_first = false;
        arena_clear(&arena);
    } while (next_delta(work) && component->is_recursive && going_on);
    return going_on;
}

static void set_extents(Work *work) {
    for (RelId r = 0; r < work->store->tables.count; r++) {
        uint32_t count = table_count(store_table(work->store, r));
        work->extents[r] = (Extent){count, count};
    }
}

static void update_extents(Work *work) {
    for (uint32_t i = 0; i < work->component->relation_count; i++) {
        RelId r = work->component->relations[i];
        uint32_t count = table_count(store_table(work->store, r));
        work->extents[r] = (Extent){count, count};
    }
}

static Work work_begin(Store *store, const RunOptions *options, Outcome *outcome) {
    Work work = {.store = store, .options = options, .outcome = outcome};
    clock_gettime(CLOCK_MONOTONIC, &work.begun);
    work.extents = mem_alloc_zero((store->tables.count + 1) * sizeof *work.extents);
    set_extents(&work);
    outcome->growing = NO_ID;
    return work;
}

void run_program(Store *store, const RunOptions *options, Conflicts *conflicts, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    const Program *program = store->program;
    bool going_on = true;
    for (size_t i = 0; i < program->components.count && going_on; i++) {
        work.component = &program->components.items[i];
        going_on = run_rounds(&work);
        update_extents(&work);
        conflicts_find(store, work.component, conflicts);
    }
    outcome->seconds = seconds_since(work.begun);
    mem_free(work.extents);
}

void run_component(Store *store, const Component *component, const RunOptions *options, Outcome *outcome) {
    Work work = work_begin(store, options, outcome);
    work.component = component;
    run_rounds(&work);
    outcome->seconds = seconds_since(work.begun);
    mem_free(work.extents);
}
