/* Limits: looked at between batches, so that what is in the store is whole rows of a rule whatever stops the run.
 *
 * Rows are counted exactly: the run stops before the first row too many.  Memory is looked at before a table grows, as
 * doubling is where it goes.  The clock is read every few hundred thousand rows, some milliseconds of work. */
#include "runtime/eval/portions.h"
#include "runtime/eval/recall.h"
#include "runtime/eval/run_internal.h"
#include "runtime/eval/workers.h"

void outcome_clear(Outcome *outcome) {
    vec_free(&outcome->faults);
    vec_free(&outcome->open);
    arena_clear(&outcome->arena);
    *outcome = (Outcome){0};
}

/* False, as the callers' callers go on with it. */
static bool stop(Work *work, Stop why, RuleId rule) {
    work->outcome->stop = why;
    work->outcome->growing = rule;
    return false;
}

Work work_begin(Store *store, const RunOptions *options, Outcome *outcome) {
    Work work = {.store = store, .options = options, .outcome = outcome};
    store->without = options->without;
    store->recall = rows_recall;
    clock_gettime(CLOCK_MONOTONIC, &work.begun);
    work.extents = mem_alloc((store->tables.count + 1) * sizeof *work.extents);
    for (RelId r = 0; r < store->tables.count; r++) work.extents[r] = (Extent){0, 0, NO_ID};
    uint32_t at = 0;
    for (RelId r; (r = store_next_own(store, &at)) != NO_ID;) { /* of others by who reads them */
        uint32_t count = table_count(store_table_as_is(store, r));
        work.extents[r] = (Extent){count, count, NO_ID};
    }
    outcome->growing = NO_ID;
    if (store->watch) return work;
    work.watch = mem_alloc(sizeof *work.watch);
    *work.watch = (Watch){.budget = options->budget, .outcome = outcome};
    if (!budget_has_begun(&options->budget)) work.watch->budget.begun = work.begun;
    store->watch = work.watch;
    return work;
}

void work_dismiss(Work *work) {
    portions_free(work->portions);
    team_room_free(work->team_room);
    workers_free(work->workers);
}

void work_end(Work *work) {
    work->outcome->seconds = seconds_since(work->begun);
    if (work->watch) work->store->watch = NULL;
    mem_free(work->watch);
    mem_free(work->extents);
    vec_free(&work->delta);
    vec_free(&work->grown);
    vec_free(&work->barred);
    mem_free(work->reader_of);
    work_clear_spare(work);
    scratch_free(work->scratch);
    work_dismiss(work);
}

Arena work_take_arena(Work *work) {
    Arena arena;
    arena_init(&arena);
    return work->spare_count ? work->spare[--work->spare_count] : arena;
}

void work_return_arena(Work *work, Arena *arena) {
    arena_reset(arena);
    if (!arena->blocks) return;
    if (work->spare_count < SPARE_ARENAS)
        work->spare[work->spare_count++] = *arena;
    else
        arena_clear(arena);
    arena_init(arena);
}

void work_clear_spare(Work *work) {
    while (work->spare_count) arena_clear(&work->spare[--work->spare_count]);
}

bool store_may_search(const Store *store) {
    enum { STEPS_BETWEEN_CHECKS = 256 };
    Watch *watch = store->watch;
    if (!watch) return true;
    Stop *stop = &watch->outcome->stop;
    if (*stop == STOP_TIME || *stop == STOP_MEMORY || *stop == STOP_CANCELLED) return false;
    if (++watch->steps < STEPS_BETWEEN_CHECKS) return true;
    watch->steps = 0;
    Stop passed = budget_stop(&watch->budget);
    if (passed != STOP_NONE) *stop = passed;
    return passed == STOP_NONE;
}

bool store_is_overdue(const Store *store) {
    Watch *watch = store->watch;
    if (!watch || !budget_is_overdue(&watch->budget)) return false;
    if (watch->outcome->stop == STOP_NONE) watch->outcome->stop = budget_stop(&watch->budget);
    return true;
}

bool store_may_finish(const Store *store, uint64_t *steps, uint32_t more) {
    enum { STEPS_OF_SMALL = 1 << 14, STEPS_BETWEEN_CHECKS = 1 << 12 };
    uint64_t before = *steps;
    *steps += more;
    if (*steps < STEPS_OF_SMALL || before / STEPS_BETWEEN_CHECKS == *steps / STEPS_BETWEEN_CHECKS) return true;
    return !store_is_overdue(store);
}

bool budget_has_room(const Work *work, uint64_t bytes) { return !budget_lacks(&work->options->budget, bytes); }

bool work_has_room(Work *work, RuleId rule, uint64_t bytes) {
    return !budget_lacks(&work->options->budget, bytes) || stop(work, STOP_MEMORY, rule);
}

/* Of a run by itself they count since it began. */
static Stop passed_limit(const Work *work) {
    Budget budget = work->options->budget;
    if (!budget_has_begun(&budget)) budget.begun = work->begun;
    return budget_stop(&budget);
}

bool budget_is_passed(const Work *work) { return passed_limit(work) != STOP_NONE; }

/* The tables of symbols and floats double: that is seen before it happens. */
static bool values_lack_room(const Work *work) {
    enum { VALUES_BETWEEN_CHECKS = 1 << 14 };
    const Budget *budget = &work->options->budget;
    return budget_lacks(budget, values_growth(work->store->program->values, VALUES_BETWEEN_CHECKS));
}

bool work_should_stop(Work *work, RuleId rule) {
    if (work->outcome->stop != STOP_NONE) return true;
    Stop passed = passed_limit(work);
    if (passed == STOP_NONE && work->options->budget.max_bytes && values_lack_room(work)) passed = STOP_MEMORY;
    if (work->options->budget.max_steps && work->outcome->steps > work->options->budget.max_steps) passed = STOP_STEPS;
    if (passed != STOP_NONE) return !stop(work, passed, rule);
    work_tell_progress(work);
    return false;
}

void work_tell_progress(Work *work) {
    if (!work->options->progress) return;
    double seconds = seconds_since(work->begun);
    if (seconds - work->last_progress > 0.1) {
        work->last_progress = seconds;
        work->options->progress(work->options->context, work->store->round, work->outcome->rows_derived, seconds);
    }
}

/* The rule that made rows last; before there are any, the first of the component. */
static RuleId rule_at_work(const Work *work) {
    if (work->delta.count) {
        const Table *table = store_table_as_is(work->store, vec_last(&work->delta));
        RuleId rule = table_rule_of(table, table_count(table) - 1);
        if (rule != NO_ID) return rule;
    }
    return work->component->rule_count ? work->component->rules[0] : NO_ID;
}

bool work_begin_round(Work *work) {
    const Budget *budget = &work->options->budget;
    RuleId rule = rule_at_work(work);
    if (work_should_stop(work, rule)) return false;
    if (budget->max_rounds && work->outcome->rounds >= budget->max_rounds) return stop(work, STOP_ROUNDS, rule);
    work->store->round++;
    work->outcome->rounds++;
    return true;
}

/* How many of `count` rows may be added without looking at each: none of them can be one too many. */
static uint32_t room_for(const Work *work, const Table *table, uint32_t count) {
    uint64_t most = work->options->budget.max_rows, room = ROW_LIMIT - table_count(table);
    if (most && most - work->outcome->rows_derived < room) room = most - work->outcome->rows_derived;
    return room < count ? (uint32_t)room : count;
}

void work_note_growth(Work *work, RelId relation, uint32_t before) {
    uint32_t count = table_count(store_table(work->store, relation));
    work->row_count += count - before;
    if (before == work->extents[relation].end && count > before) vec_push(&work->grown, relation);
}

bool work_add(Work *work, RuleId rule, RelId head, const Value *rows, uint32_t count) {
    Table *table = store_table(work->store, head);
    uint32_t arity = table_arity(table);
    if (count == 0) return true;
    if (work->options->budget.max_bytes && budget_lacks(&work->options->budget, table_growth(table, count)))
        return stop(work, STOP_MEMORY, rule);
    table_begin_run(table, rule, work->store->round);
    uint32_t before = table_count(table);
    while (count > 0) {
        uint32_t some = room_for(work, table, count);
        if (some == 0) { /* full: only what is known already may still come */
            if (table_find(table, rows) == NO_ROW) return stop(work, STOP_ROWS, rule);
            some = 1;
        } else {
            work->outcome->rows_derived += table_insert_batch(table, rows, some);
        }
        rows += (size_t)some * arity;
        count -= some;
    }
    work_note_growth(work, head, before);
    return true;
}

SetSource set_source(const SetOrigin *origin) {
    if (origin->sets) return (SetSource){.sets = origin->sets};
    if (origin->groups) return (SetSource){.values = origin->groups->entries, .stride = 1};
    return (SetSource){.values = table_row(origin->table, 0) + 1, .stride = 2};
}

/* Value by value: for a table without sets, and where rows are counted exactly. */
static bool add_each(Work *work, RuleId rule, RelId head, Value key, bool has_key, const SetOrigin *origin,
                     uint32_t begin, uint32_t end) {
    enum { ROWS = 256 };
    Value rows[ROWS * 2], values[ROWS];
    uint32_t from = 0, width = has_key ? 2 : 1;
    for (bool has_more = true; has_more;) {
        SetSource source = set_source(origin); /* rows move when a table grows */
        uint32_t count = 0;
        if (source.sets) {
            count = window_read(source.sets, begin, &from, values, ROWS);
            has_more = count == ROWS;
        } else {
            for (; count < ROWS && begin < end; begin++) values[count++] = source.values[(size_t)begin * source.stride];
            has_more = begin < end;
        }
        for (uint32_t i = 0; i < count; i++) {
            rows[(size_t)i * width] = key;
            rows[(size_t)i * width + has_key] = values[i];
        }
        if (!work_add(work, rule, head, rows, count)) return false;
    }
    return true;
}

uint32_t sets_at_once(const SetSource *source, const uint32_t *begin, const uint32_t *end, uint32_t count) {
    enum { WORDS_BETWEEN_CHECKS = 1 << 20 };
    uint32_t some = 0;
    uint64_t words = 0;
    for (; source->values && some < count && words < WORDS_BETWEEN_CHECKS; some++) words += end[some] - begin[some] + 1;
    for (; some < count && words < WORDS_BETWEEN_CHECKS; some++) words += set_visits(source->sets, begin[some]);
    return some;
}

bool work_add_sets(Work *work, RuleId rule, RelId head, const Value *keys, const SetOrigin *origin,
                   const uint32_t *begin, const uint32_t *end, uint32_t count) {
    Table *table = store_table(work->store, head);
    const bool is_counted = work->options->budget.max_rows > 0;
    uint32_t done = 0;
    while (done < count) {
        SetSource source = set_source(origin);
        uint64_t most = set_most(&source, begin[done], end[done], 0);
        uint32_t before = table_count(table);
        if (!table_sets(table) || is_counted || before + most > ROW_LIMIT) {
            if (!add_each(work, rule, head, keys ? keys[done] : 0, keys, origin, begin[done], end[done])) return false;
            done++;
            continue;
        }
        if (!work_has_room(work, rule, table_growth(table, (uint32_t)most))) return false;
        table_begin_run(table, rule, work->store->round);
        table_reserve(table, (uint32_t)most);
        source = set_source(origin);
        uint32_t some = before < ROW_LIMIT / 4 ? sets_at_once(&source, begin + done, end + done, count - done) : 1;
        done += table_unite(table, keys ? keys + done : NULL, &source, begin + done, end + done, some);
        work->outcome->rows_derived += table_count(table) - before;
        work_note_growth(work, head, before);
        if (done < count && work_should_stop(work, rule)) return false;
    }
    return true;
}

bool work_give(Work *work, RuleId rule, RelId head, Value *rows, uint32_t count) {
    Table *table = store_table(work->store, head);
    uint64_t before = work->outcome->rows_derived;
    bool going_on = work_count(work, rule, count);
    table_begin_run(table, rule, work->store->round);
    table_take(table, rows, (uint32_t)(work->outcome->rows_derived - before));
    work_note_growth(work, head, 0);
    return going_on;
}

bool work_count(Work *work, RuleId rule, uint64_t count) {
    uint64_t most = work->options->budget.max_rows, *derived = &work->outcome->rows_derived;
    if (most && (*derived > most || count > most - *derived)) {
        *derived = most;
        return stop(work, STOP_ROWS, rule);
    }
    *derived += count;
    return true;
}
