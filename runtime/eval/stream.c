/* Aggregates without a table of what they run over.
 *
 *     N = count(X, Y : tc(X, Y))      :rows(X, Y) :- tc(X, Y).      :aggregate(N) :- count of :rows(X, Y)
 *
 * When the round of :rows comes, its bindings are folded (tally.c) instead of stored, and the results wait for the
 * round of :aggregate: so rounds, limits and faults are those of a run that stores them.  That is right where no two
 * bindings give the same row, or where it does not matter, as for min and max.
 * Where :rows copies a relation that nobody else reads, that relation is passed on: in its round nothing is done, and
 * in the round of :rows its rules are folded in its place.  It is absent until somebody looks for its rows (recall.c).
 * The rows are made, as of that round, when a proof or a comparison of worlds asks for them, and before some of what
 * they were made of is hidden.  An aggregate that was streamed has a value for every group:
 * what has none is left to fold.c. */
#include "runtime/eval/stream.h"

#include <assert.h>

#include "runtime/eval/recall.h"
#include "runtime/eval/stream_internal.h"

enum { ROWS_BETWEEN_CHECKS = 1 << 18 };

/* ---- bindings ---- */

/* Of rows that are passed on each makes another. */
static bool note_count(Stream *stream, uint64_t count) {
    uint64_t rows = stream->is_passed ? 2 * count : count;
    if (!stream->deal) return work_count(stream->work, stream->rule, rows);
    stream->taken += rows;
    return true;
}

bool stream_has_room(Stream *stream, uint32_t count) {
    const Work *work = stream->work;
    if (work->options->budget.max_bytes == 0) return true;
    for (;;) {
        uint64_t growth = tally_growth(&stream->tally, count);
        if (growth == 0 || budget_has_room(work, growth)) return true;
        if (stream->tally.is_tight) return false;
        stream->tally.is_tight = true;
    }
}

static bool may_take(Stream *stream, uint32_t count) {
    if (!note_count(stream, count)) return false;
    if (stream->box || stream_has_room(stream, count)) return true;
    if (!stream->deal) return work_has_room(stream->work, stream->rule, tally_growth(&stream->tally, count));
    stream->is_unusual = true; /* one of them takes less than several */
    return false;
}

static bool take_part(Stream *stream, const Value *const *columns, uint32_t count) {
    if (!stream->box) return tally_add(&stream->tally, columns, count);
    box_take(stream->portions, stream->box, columns, count);
    if (!stream->deal) return tallies_make_room(stream);
    if (box_words(stream->box) > BOX_WORDS_MOST) stream->is_unusual = true;
    return !stream->is_unusual;
}

bool stream_take(void *context, const Value *const *columns, uint32_t count) {
    Stream *stream = context;
    for (uint32_t from = 0; from < count; from += TALLY_BLOCK) {
        uint32_t some = count - from < TALLY_BLOCK ? count - from : TALLY_BLOCK;
        const Value *part[TALLY_COLUMNS];
        for (uint32_t c = 0; c <= stream->fold->group_count; c++) part[c] = columns[stream->column_of[c]] + from;
        if (!may_take(stream, some)) return false;
        bool is_taken = take_part(stream, part, some);
        stream->is_refused = !is_taken && !stream->is_unusual;
        if (!is_taken) return false;
    }
    return true;
}

/* Some rows from *row on, column by column; hidden ones are left out. */
static uint32_t gather(const Table *table, bool sees_all, RowId *row, RowId end, const uint32_t *columns,
                       uint32_t column_count, Value *const *out) {
    RowId visible[TALLY_BLOCK];
    uint32_t count = 0, arity = table_arity(table);
    if (sees_all) {
        count = end - *row < TALLY_BLOCK ? end - *row : TALLY_BLOCK;
        const Value *rows = table_row(table, *row);
        for (uint32_t c = 0; c < column_count; c++)
            for (uint32_t i = 0; i < count; i++) out[c][i] = rows[(size_t)i * arity + columns[c]];
        *row += count;
        return count;
    }
    for (; *row < end && count < TALLY_BLOCK; ++*row)
        if (!table_is_hidden(table, *row)) visible[count++] = *row;
    for (uint32_t c = 0; c < column_count; c++)
        for (uint32_t i = 0; i < count; i++) out[c][i] = table_row(table, visible[i])[columns[c]];
    return count;
}

bool stream_scan(Stream *stream, const Literal *literal, const uint32_t *columns, RowId from, RowId to) {
    const Table *table = store_table(stream->work->store, literal->relation);
    uint32_t column_count = stream->fold->group_count + 1, since = 0;
    bool sees_all = literal->sees_hidden || table_hidden_count(table) == 0, going_on = true;
    Value *room = mem_alloc((size_t)column_count * TALLY_BLOCK * sizeof *room), *out[TALLY_COLUMNS],
          *heads[TALLY_COLUMNS] = {0};
    for (uint32_t c = 0; c < column_count; c++) heads[stream->column_of[c]] = out[c] = room + (size_t)c * TALLY_BLOCK;
    for (RowId row = from; row < to && going_on;) {
        uint32_t count = gather(table, sees_all, &row, to, columns, column_count, out);
        going_on = stream_take(stream, (const Value *const *)heads, count);
        if ((since += TALLY_BLOCK) < ROWS_BETWEEN_CHECKS || !going_on) continue;
        since = 0;
        going_on = !work_should_stop(stream->work, stream->rule);
    }
    mem_free(room);
    return going_on;
}

/* The body is one atom and no more: its rows, from end to end. */
static bool scan(Stream *stream, const Plan *plan, const Literal *literal, const uint32_t *columns) {
    const Table *table = store_table(stream->work->store, literal->relation);
    RowId end = stream->work->extents[literal->relation].end;
    bool sees_all = literal->sees_hidden || table_hidden_count(table) == 0;
    if (stream->fold->aggregate == AGG_COUNT && stream->fold->group_count == 0) {
        uint32_t count = sees_all ? end : end - table_hidden_count(table);
        if (!note_count(stream, count)) return false;
        tally_count(&stream->tally, count);
        return true;
    }
    stream->tally.most = end;
    RowId from = 0;
    if (deal_is_worth(stream->work, plan, end)) {
        bool going_on = tallies_run(stream, NULL, plan, columns, &from, end);
        if (!stream->is_unusual) return going_on;
    }
    tallies_begin_alone(stream);
    return stream_scan(stream, literal, columns, from, end) && tallies_end_alone(stream);
}

static bool run_join(Stream *stream, const Plan *plan) {
    if (!work_has_room(stream->work, stream->rule, plan_bytes(stream->work, plan))) return false;
    Join *join = join_open(stream->work, plan);
    bool is_ready = join_is_ready(join), going_on = false; /* as it was just planned */
    assert(is_ready);
    uint32_t from = 0, rows = join_rows(join, &from), to = from + rows;
    bool is_shared = deal_is_worth(stream->work, plan, rows);
    if (is_shared) going_on = tallies_run(stream, join, plan, NULL, &from, to);
    if (!is_shared || stream->is_unusual) {
        join_set_sink(join, (Sink){stream_take, stream});
        tallies_begin_alone(stream);
        going_on =
            is_ready && (is_shared ? join_run_part(join, from, to) : join_run(join)) && tallies_end_alone(stream);
    }
    join_close(join);
    return going_on;
}

/* False if the run must stop, or rows are needed after all. */
static bool stream_rule(Stream *stream, RuleId id) {
    Work *work = stream->work;
    const Program *program = work->store->program;
    const Rule *rule = &program->rules.items[id];
    uint32_t columns[TALLY_COLUMNS];
    stream->rule = id;
    if (work_should_stop(work, id)) return false;
    Arena arena = work_take_arena(work);
    Plan plan = plan_rule(work->store, work->component, id, NO_ID, &arena);
    bool going_on = plan_is_distinct(program, &plan, &arena) || stream_takes_repeats(work, stream->fold);
    stream->is_refused = !going_on;
    stream->is_unusual = false;
    if (going_on && stream_columns(program, rule, stream->column_of, stream->fold->group_count + 1, columns)) {
        going_on = scan(stream, &plan, &rule->body[0], columns);
    } else if (going_on) {
        going_on = run_join(stream, &plan);
    }
    work_return_arena(work, &arena);
    return going_on;
}

/* ---- a component ---- */

/* As many rules as give rows once; false as above. */
static bool stream_rules(Stream *stream) {
    Work *work = stream->work;
    const Component *component = work->component;
    stream->is_refused =
        !stream_rules_apart(work->store->program, stream->component) && !stream_takes_repeats(work, stream->fold);
    work->component = stream->component;
    bool going_on = !stream->is_refused;
    for (uint32_t i = 0; i < stream->component->rule_count && going_on; i++)
        going_on = stream_rule(stream, stream->component->rules[i]);
    work->component = component;
    return going_on;
}

static bool keep_results(Stream *stream) {
    Store *store = stream->work->store;
    Portions *portions = stream->portions;
    uint32_t width = stream->fold->group_count + 1;
    uint32_t count = portions ? portions->group_count : stream->tally.group_count;
    Value *results = mem_alloc((size_t)count * width * sizeof *results + 1);
    if (portions ? !portions_finish(portions, store->program->values, results)
                 : !tally_finish(&stream->tally, store->program->values, results)) {
        mem_free(results);
        return false;
    }
    Streamed *streamed = mem_alloc(sizeof *streamed);
    *streamed = (Streamed){.round = store->round, .results = results, .result_count = count};
    store->streamed.items[stream->work->component->relations[0]] = streamed;
    return true;
}

static Stream begin_stream(Work *work, const Rule *fold, RelId passed) {
    const Program *program = work->store->program;
    Stream stream = {.work = work, .fold = fold, .component = work->component, .is_passed = passed != NO_ID};
    stream.tally = tally_begin(program->values, fold);
    for (uint32_t c = 0; c <= fold->group_count; c++) stream.column_of[c] = c;
    if (passed == NO_ID) return stream;
    uint32_t columns[TALLY_COLUMNS];
    bool is_found = stream_columns(program, &program->rules.items[work->component->rules[0]], stream.column_of,
                                   fold->group_count + 1, columns);
    assert(is_found), (void)is_found; /* or it would not have been passed on */
    memcpy(stream.column_of, columns, (fold->group_count + 1) * sizeof *columns);
    stream.component = program_component(program, passed);
    return stream;
}

/* What was passed on is to be stored after all: there is something else to be done with it. */
static Streaming take_back(Work *work, RelId passed) {
    return passed == NO_ID || work_make_rows(work, passed) ? STREAM_NOT : STREAM_STOPPED;
}

static void pass(const Work *work) {
    work->store->absences.items[work->component->relations[0]] = (Absence){true, work->store->round};
}

Streaming stream_run(Work *work) {
    if (work->names_rows) return STREAM_NOT;
    RelId passed = stream_source(work->store, work->component);
    const Rule *fold = uses(work->store->without, WAY_STREAMS) ? stream_fold(work, work->component) : NULL;
    if (!fold && stream_may_pass(work)) {
        pass(work);
        return STREAM_DONE;
    }
    if (!fold) return take_back(work, passed);
    Outcome *outcome = work->outcome;
    uint64_t rows = outcome->rows_derived, faults = outcome->fault_count;
    size_t kept = outcome->faults.count;
    Stream stream = begin_stream(work, fold, passed);
    Streaming streaming = stream_rules(&stream) && keep_results(&stream) ? STREAM_DONE
                          : outcome->stop == STOP_NONE                   ? STREAM_NOT
                                                                         : STREAM_STOPPED;
    tally_clear(&stream.tally);
    if (streaming != STREAM_NOT) return streaming;
    outcome->rows_derived = rows; /* all of it comes again */
    outcome->fault_count = faults;
    outcome->faults.count = kept;
    return take_back(work, passed);
}

/* ---- rows after all ---- */

void streamed_fill(const Store *store, RelId grouped) {
    if (store->streamed.items[grouped]) rows_recall(store, grouped);
}

static bool reads_any(const Store *store, RelId grouped, const bool *is_read) {
    const Program *program = store->program;
    const Component *component = program_component(program, grouped);
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++)
            if (rule->body[k].terms && is_read[rule->body[k].relation]) return true;
    }
    return false;
}

void streamed_fill_readers(const Store *store, const bool *is_read) {
    for (RelId r = 0; r < store->streamed.count; r++)
        if ((store->streamed.items[r] || store_is_absent(store, r)) && reads_any(store, r, is_read))
            rows_recall(store, r);
}
