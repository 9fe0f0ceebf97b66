/* Aggregates without a table of what they run over.
 *
 *     N = count(X, Y : tc(X, Y))      :rows(X, Y) :- tc(X, Y).      :aggregate(N) :- count of :rows(X, Y)
 *
 * When the round of :rows comes, its bindings are folded (tally.c) instead of stored, and the results wait for the round
 * of :aggregate: so rounds, limits and faults are those of a run that stores them.  That is right where no two bindings
 * give the same row, or where it does not matter, as for min and max.
 * Where :rows copies a relation that nobody else reads, that relation is passed on: in its round nothing is done, and in the
 * round of :rows its rules are folded in its place.  It is absent until somebody looks for its rows (recall.c).
 * The rows are made, as of that round, when a proof or a comparison of worlds asks for them, and before some of what they
 * were made of is hidden.  An aggregate that was streamed has a value for every group: what has none is left to fold.c. */
#include "runtime/eval/stream.h"

#include <assert.h>

#include "runtime/eval/alternate.h"
#include "runtime/eval/recall.h"
#include "runtime/eval/stream_internal.h"

enum { ROWS_BETWEEN_CHECKS = 1 << 18 };

/* ---- what can be streamed ---- */

/* The one rule that reads a relation, and once: found for all relations together. */
static RuleId *find_readers(const Program *program) {
    enum { UNREAD = NO_ID, READ = NO_ID - 1 };
    RuleId *reader_of = mem_alloc((program->relations.count + 1) * sizeof *reader_of);
    memset(reader_of, 0xFF, (program->relations.count + 1) * sizeof *reader_of);
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (!literal_reads(literal)) continue;
            RuleId *reader = &reader_of[literal->relation];
            *reader = *reader == UNREAD ? r : READ;
        }
    }
    for (size_t r = 0; r < program->relations.count; r++)
        if (reader_of[r] == READ) reader_of[r] = NO_ID;
    return reader_of;
}

static const Rule *reader_of(Work *work, RelId relation) {
    if (!work->reader_of) work->reader_of = find_readers(work->store->program);
    RuleId reader = work->reader_of[relation];
    return reader == NO_ID ? NULL : &work->store->program->rules.items[reader];
}

/* Whether it is a single relation without rows, to be computed in one round and in two values. */
static bool is_plain(const Work *work, const Component *component) {
    return component->relation_count == 1 && !component->is_recursive &&
           !component_needs_three_values(work->store, component) && /* some may be undecided */
           table_count(store_table_as_is(work->store, component->relations[0])) == 0;
}

/* The aggregate over the component's rows; NULL if it is not made of such rows. */
static const Rule *fold_of_component(Work *work, const Component *component) {
    RelId r = component->relations[0];
    const Relation *relation = &work->store->program->relations.items[r];
    if (relation->helper != HELPER_GROUPED || !is_plain(work, component)) return NULL;
    const Rule *reader = reader_of(work, r);
    return reader && reader->is_fold && relation->arity > reader->group_count ? reader : NULL;
}

static bool is_counted(const Work *work) {
    return work->options->budget.max_rows > 0 || work->options->budget.max_rounds > 0;
}

/* Whether it does not matter that rows come again, nor that they are counted again. */
static bool takes_repeats(const Work *work, const Rule *fold) {
    return (fold->aggregate == AGG_MIN || fold->aggregate == AGG_MAX) && !is_counted(work);
}

/* Whether no two of the rules give the same row. */
static bool rules_keep_apart(const Program *program, const Component *component) {
    enum { RULES_MOST = 16 };
    if (component->rule_count > RULES_MOST) return false;
    for (uint32_t i = 0; i < component->rule_count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (!rules_are_apart(program, &program->rules.items[component->rules[i]],
                                 &program->rules.items[component->rules[k]]))
                return false;
    return true;
}

/* By some columns of the head, the column of the one atom that the body is; false if it is more than that. */
static bool find_columns(const Program *program, const Rule *rule, const uint32_t *heads, uint32_t count,
                         uint32_t *columns) {
    if (rule->literal_count != 1 || rule->body[0].kind != LIT_ATOM) return false;
    const Term *terms = rule->body[0].terms;
    uint32_t arity = program->relations.items[rule->body[0].relation].arity;
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_CONST) return false;
        for (uint32_t k = 0; k < i && terms[i].kind == TERM_VAR; k++)
            if (terms[k].kind == TERM_VAR && terms[k].id == terms[i].id) return false;
    }
    for (uint32_t c = 0; c < count; c++) {
        Term head = rule->terms[heads[c]];
        uint32_t i = 0;
        while (i < arity && (terms[i].kind != TERM_VAR || terms[i].id != head.id)) i++;
        if (i == arity || head.kind != TERM_VAR) return false;
        columns[c] = i;
    }
    return true;
}

/* ---- relations passed on ---- */

static const Component *component_of(const Program *program, RelId relation) {
    return &program->components.items[program->relations.items[relation].component];
}

/* Whether nobody but rules ever looks at its rows, and rules see all of them. */
static bool is_ordinary(const Program *program, RelId r) {
    const Relation *relation = &program->relations.items[r];
    for (size_t i = 0; i < program->contraries.count; i++)
        if (program->contraries.items[i].first == r || program->contraries.items[i].second == r) return false;
    return relation->helper == HELPER_NONE && relation->contrary == NO_ID && relation->strict == NO_ID &&
           relation->key_count == 0 && relation->class_count == 0 && !relation->is_open;
}

static bool is_distinct(Work *work, const Component *component, RuleId id) {
    Arena arena = work_take_arena(work);
    Plan plan = plan_rule(work->store, component, id, NO_ID, &arena);
    bool is_distinct = plan_is_distinct(work->store->program, &plan, &arena);
    work_return_arena(work, &arena);
    return is_distinct;
}

/* The aggregate that the rows of a relation are all made for, one of :rows for each; NULL. */
static const Rule *fold_behind(Work *work, RelId r) {
    const Program *program = work->store->program;
    const Rule *reader = reader_of(work, r);
    uint32_t heads[TALLY_COLUMNS], columns[TALLY_COLUMNS];
    if (!reader || program->relations.items[reader->head].helper != HELPER_GROUPED) return NULL;
    const Component *rows = component_of(program, reader->head);
    const Rule *fold = fold_of_component(work, rows);
    if (!fold || rows->rule_count != 1) return NULL;
    for (uint32_t c = 0; c <= fold->group_count; c++) heads[c] = c;
    bool is_copied = find_columns(program, reader, heads, fold->group_count + 1, columns) &&
                     (is_distinct(work, rows, rows->rules[0]) || takes_repeats(work, fold));
    return is_copied ? fold : NULL;
}

/* Whether nobody needs the component's rows but the rows of an aggregate, which come next.  Those of one or two columns
 * may become sets, and lie in an order of their own. */
static bool may_pass(Work *work) {
    const Program *program = work->store->program;
    const Component *component = work->component;
    RelId r = component->relations[0];
    if (!uses(work->store->without, WAY_STREAMS) || !is_plain(work, component) || is_counted(work) ||
        program->relations.items[r].arity < 3 || !is_ordinary(program, r))
        return false;
    const Rule *fold = fold_behind(work, r);
    if (!fold ||
        program->relations.items[fold->body[0].relation].component != program->relations.items[r].component + 1)
        return false;
    if (takes_repeats(work, fold)) return true;
    for (uint32_t i = 0; i < component->rule_count; i++)
        if (program->rules.items[component->rules[i]].is_fold || !is_distinct(work, component, component->rules[i]))
            return false;
    return rules_keep_apart(program, component);
}

static void pass(const Work *work) {
    work->store->absences.items[work->component->relations[0]] = (Absence){true, work->store->round};
}

RelId stream_source(const Store *store, const Component *component) {
    const Program *program = store->program;
    if (component->rule_count != 1 || program->relations.items[component->relations[0]].helper != HELPER_GROUPED)
        return NO_ID;
    const Rule *rule = &program->rules.items[component->rules[0]];
    bool is_passed = rule->literal_count == 1 && rule->body[0].kind == LIT_ATOM &&
                     store_is_absent(store, rule->body[0].relation) && !store->streamed.items[rule->head];
    return is_passed ? rule->body[0].relation : NO_ID;
}

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
    bool going_on = plan_is_distinct(program, &plan, &arena) || takes_repeats(work, stream->fold);
    stream->is_refused = !going_on;
    stream->is_unusual = false;
    if (going_on && find_columns(program, rule, stream->column_of, stream->fold->group_count + 1, columns)) {
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
        !rules_keep_apart(work->store->program, stream->component) && !takes_repeats(work, stream->fold);
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
    bool is_found = find_columns(program, &program->rules.items[work->component->rules[0]], stream.column_of,
                                 fold->group_count + 1, columns);
    assert(is_found), (void)is_found; /* or it would not have been passed on */
    memcpy(stream.column_of, columns, (fold->group_count + 1) * sizeof *columns);
    stream.component = component_of(program, passed);
    return stream;
}

/* What was passed on is to be stored after all: there is something else to be done with it. */
static Streaming take_back(Work *work, RelId passed) {
    return passed == NO_ID || work_make_rows(work, passed) ? STREAM_NOT : STREAM_STOPPED;
}

Streaming stream_run(Work *work) {
    if (work->names_rows) return STREAM_NOT;
    RelId passed = stream_source(work->store, work->component);
    const Rule *fold = uses(work->store->without, WAY_STREAMS) ? fold_of_component(work, work->component) : NULL;
    if (!fold && may_pass(work)) {
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
    const Component *component = &program->components.items[program->relations.items[grouped].component];
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
