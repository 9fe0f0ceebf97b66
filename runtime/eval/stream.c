/* Aggregates without a table of what they run over.
 *
 *     N = count(X, Y : tc(X, Y))      :rows(X, Y) :- tc(X, Y).      :aggregate(N) :- count of :rows(X, Y)
 *
 * When the round of :rows comes, its bindings are folded (tally.c) instead of stored, and the results wait for the round
 * of :aggregate: so rounds, limits and faults are those of a run that stores them.  That is right where no two bindings
 * give the same row, or where it does not matter, as for min and max.
 * The rows are made, as of that round, when a proof or a comparison of worlds asks for them, and before some of what they
 * were made of is hidden.  An aggregate that was streamed has a value for every group: what has none is left to fold.c. */
#include "runtime/eval/stream.h"

#include <assert.h>

#include "runtime/eval/alternate.h"
#include "runtime/eval/stream_internal.h"

enum { ROWS_BETWEEN_CHECKS = 1 << 18 };

/* ---- what can be streamed ---- */

/* The one rule that reads a relation, if that is a fold: found for all relations at once. */
static RuleId *find_folds(const Program *program) {
    enum { UNREAD = NO_ID, READ = NO_ID - 1 };
    RuleId *fold_of = mem_alloc((program->relations.count + 1) * sizeof *fold_of);
    memset(fold_of, 0xFF, (program->relations.count + 1) * sizeof *fold_of);
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (literal->kind != LIT_ATOM && literal->kind != LIT_NOT && literal->kind != LIT_LOOKUP) continue;
            RuleId *fold = &fold_of[literal->relation];
            *fold = *fold == UNREAD && rule->is_fold ? r : READ;
        }
    }
    for (size_t r = 0; r < program->relations.count; r++)
        if (fold_of[r] == READ) fold_of[r] = NO_ID;
    return fold_of;
}

/* The aggregate over the component's rows; NULL if it is not made of such rows. */
static const Rule *fold_of_component(Work *work) {
    const Program *program = work->store->program;
    const Component *component = work->component;
    RelId r = component->relations[0];
    if (!uses(work->store->without, WAY_STREAMS) || component->relation_count != 1 || component->is_recursive ||
        program->relations.items[r].helper != HELPER_GROUPED || table_count(store_table(work->store, r)) > 0)
        return NULL;
    if (component_needs_three_values(work->store, component)) return NULL; /* some may be undecided */
    if (!work->fold_of) work->fold_of = find_folds(program);
    RuleId fold = work->fold_of[r];
    if (fold == NO_ID || program->relations.items[r].arity <= program->rules.items[fold].group_count) return NULL;
    return &program->rules.items[fold];
}

static bool expr_is_given(const Expr *expr, const bool *is_given) {
    if (expr->kind == EXPR_VAR) return is_given[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_given(expr->arguments[i], is_given)) return false;
    return true;
}

static bool term_is_given(Term term, const bool *is_given) {
    return term.kind == TERM_CONST || (term.kind == TERM_VAR && is_given[term.id]);
}

/* Marks what the literal computes from variables that are marked; false if that is nothing new. */
static bool give_result(const Literal *literal, uint32_t arity, bool *is_given) {
    VarId result = NO_ID;
    if (literal->kind == LIT_BIND && expr_is_given(literal->left, is_given)) result = literal->variable;
    if (literal->kind == LIT_BIND && literal->left->kind == EXPR_VAR && is_given[literal->variable])
        result = literal->left->id;
    if (literal->kind == LIT_LOOKUP && literal->terms[arity - 1].kind == TERM_VAR) {
        result = literal->terms[arity - 1].id;
        for (uint32_t i = 0; i + 1 < arity; i++)
            if (!term_is_given(literal->terms[i], is_given)) result = NO_ID;
    }
    if (result == NO_ID || is_given[result]) return false;
    return is_given[result] = true;
}

/* Whether the head row tells which rows were met, so that no two bindings give the same one. */
static bool is_distinct(const Program *program, const Plan *plan, Arena *arena) {
    const Rule *rule = &program->rules.items[plan->rule];
    const Relation *relations = program->relations.items;
    bool *is_given = arena_array(arena, bool, rule->variable_count + 1), any = true;
    for (uint32_t c = 0; c < relations[rule->head].arity; c++)
        if (rule->terms[c].kind == TERM_VAR) is_given[rule->terms[c].id] = true;
    while (any) {
        any = false;
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            any = give_result(literal, literal->terms ? relations[literal->relation].arity : 0, is_given) || any;
        }
    }
    for (uint32_t s = 0; s < plan->step_count; s++) {
        const Literal *literal = plan->steps[s].literal;
        if (literal->kind != LIT_ATOM || plan->steps[s].is_test) continue;
        for (uint32_t c = 0; c < relations[literal->relation].arity; c++)
            if (!term_is_given(literal->terms[c], is_given)) return false;
    }
    return true;
}

/* Whether it does not matter that rows come again, nor that they are counted again. */
static bool takes_repeats(const Stream *stream) {
    const Budget *budget = &stream->work->options->budget;
    return (stream->fold->aggregate == AGG_MIN || stream->fold->aggregate == AGG_MAX) && !budget->max_rows &&
           !budget->max_rounds;
}

/* ---- bindings ---- */

static bool may_take(Stream *stream, uint32_t count) {
    Work *work = stream->work;
    uint64_t growth = work->options->budget.max_bytes ? tally_growth(&stream->tally, count) : 0;
    if (!stream->deal)
        return work_count(work, stream->rule, count) && (!growth || work_has_room(work, stream->rule, growth));
    stream->taken += count;
    stream->is_unusual = growth && !budget_has_room(work, growth); /* one of them takes less than several */
    return !stream->is_unusual;
}

bool stream_take(void *context, const Value *const *columns, uint32_t count) {
    Stream *stream = context;
    for (uint32_t from = 0; from < count; from += TALLY_BLOCK) {
        uint32_t some = count - from < TALLY_BLOCK ? count - from : TALLY_BLOCK;
        const Value *part[65];
        for (uint32_t c = 0; c <= stream->fold->group_count; c++) part[c] = columns[c] + from;
        if (!may_take(stream, some)) return false;
        stream->is_refused = !tally_add(&stream->tally, part, some);
        if (stream->is_refused) return false;
    }
    return true;
}

/* By column of the head, the column of the one atom that the body is; false if it is more than that. */
static bool find_columns(const Program *program, const Rule *rule, uint32_t count, uint32_t *columns) {
    if (rule->literal_count != 1 || rule->body[0].kind != LIT_ATOM) return false;
    const Term *terms = rule->body[0].terms;
    uint32_t arity = program->relations.items[rule->body[0].relation].arity;
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind == TERM_CONST) return false;
        for (uint32_t k = 0; k < i && terms[i].kind == TERM_VAR; k++)
            if (terms[k].kind == TERM_VAR && terms[k].id == terms[i].id) return false;
    }
    for (uint32_t c = 0; c < count; c++) {
        uint32_t i = 0;
        while (i < arity && (terms[i].kind != TERM_VAR || terms[i].id != rule->terms[c].id)) i++;
        if (i == arity || rule->terms[c].kind != TERM_VAR) return false;
        columns[c] = i;
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
    Value *room = mem_alloc((size_t)column_count * TALLY_BLOCK * sizeof *room), *out[65];
    for (uint32_t c = 0; c < column_count; c++) out[c] = room + (size_t)c * TALLY_BLOCK;
    for (RowId row = from; row < to && going_on;) {
        uint32_t count = gather(table, sees_all, &row, to, columns, column_count, out);
        going_on = stream_take(stream, (const Value *const *)out, count);
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
        if (!work_count(stream->work, stream->rule, count)) return false;
        tally_count(&stream->tally, count);
        return true;
    }
    stream->tally.most = end;
    bool going_on = false, is_shared = deal_is_worth(stream->work, end);
    if (is_shared) going_on = tallies_run(stream, NULL, plan, columns, 0, end);
    if (is_shared && !stream->is_unusual) return going_on;
    return stream_scan(stream, literal, columns, 0, end);
}

static bool run_join(Stream *stream, const Plan *plan) {
    Join *join = join_open(stream->work, plan);
    bool is_ready = join_is_ready(join), going_on = false; /* as it was just planned */
    assert(is_ready);
    uint32_t from = 0, rows = join_rows(join, &from);
    bool is_shared = deal_is_worth(stream->work, rows);
    if (is_shared) going_on = tallies_run(stream, join, plan, NULL, from, from + rows);
    if (!is_shared || stream->is_unusual) {
        join_set_sink(join, (Sink){stream_take, stream});
        going_on = is_ready && join_run(join);
    }
    join_close(join);
    return going_on;
}

/* False if the run must stop, or rows are needed after all. */
static bool stream_rule(Stream *stream, RuleId id) {
    Work *work = stream->work;
    const Program *program = work->store->program;
    const Rule *rule = &program->rules.items[id];
    uint32_t columns[65];
    Arena arena;
    stream->rule = id;
    if (work_should_stop(work, id)) return false;
    arena_init(&arena);
    Plan plan = plan_rule(work->store, work->component, id, NO_ID, &arena);
    bool going_on = is_distinct(program, &plan, &arena) || takes_repeats(stream);
    stream->is_refused = !going_on;
    stream->is_unusual = false;
    if (going_on && find_columns(program, rule, stream->fold->group_count + 1, columns)) {
        going_on = scan(stream, &plan, &rule->body[0], columns);
    } else if (going_on) {
        going_on = run_join(stream, &plan);
    }
    arena_clear(&arena);
    return going_on;
}

/* ---- a component ---- */

/* As many rules as give rows once; false as above. */
static bool stream_rules(Stream *stream) {
    const Component *component = stream->work->component;
    stream->is_refused = component->rule_count > 1 && !takes_repeats(stream);
    for (uint32_t i = 0; i < component->rule_count && !stream->is_refused; i++)
        if (!stream_rule(stream, component->rules[i])) return false;
    return !stream->is_refused;
}

static bool keep_results(Stream *stream) {
    Store *store = stream->work->store;
    uint32_t width = stream->fold->group_count + 1, count = stream->tally.group_count;
    Value *results = mem_alloc((size_t)count * width * sizeof *results + 1);
    if (!tally_finish(&stream->tally, store->program->values, results)) {
        mem_free(results);
        return false;
    }
    Streamed *streamed = mem_alloc(sizeof *streamed);
    *streamed = (Streamed){.round = store->round, .results = results, .result_count = count};
    store->streamed.items[stream->work->component->relations[0]] = streamed;
    return true;
}

Streaming stream_run(Work *work) {
    const Rule *fold = fold_of_component(work);
    if (!fold) return STREAM_NOT;
    Outcome *outcome = work->outcome;
    uint64_t rows = outcome->rows_derived, faults = outcome->fault_count;
    size_t kept = outcome->faults.count;
    Stream stream = {.work = work, .fold = fold, .tally = tally_begin(work->store->program->values, fold)};
    Streaming streaming = stream_rules(&stream) && keep_results(&stream) ? STREAM_DONE
                          : outcome->stop == STOP_NONE                   ? STREAM_NOT
                                                                         : STREAM_STOPPED;
    tally_clear(&stream.tally);
    if (streaming != STREAM_NOT) return streaming;
    outcome->rows_derived = rows; /* all of it comes again */
    outcome->fault_count = faults;
    outcome->faults.count = kept;
    return STREAM_NOT;
}

/* ---- rows after all ---- */

static void run_rule(Work *work, RuleId id) {
    Arena arena;
    arena_init(&arena);
    Plan plan = plan_rule(work->store, work->component, id, NO_ID, &arena);
    Join *join = join_open(work, &plan);
    bool is_ready = join_is_ready(join);
    assert(is_ready);
    if (is_ready) (void)join_run(join);
    join_close(join);
    arena_clear(&arena);
}

void streamed_fill(const Store *store, RelId grouped) {
    Streamed *streamed = store->streamed.items[grouped];
    if (!streamed || streamed->is_filled) return;
    streamed->is_filled = true;
    const Component *component = &store->program->components.items[store->program->relations.items[grouped].component];
    Store then = *store; /* of that round */
    then.round = streamed->round;
    Outcome outcome = {.stop = STOP_NONE};
    RunOptions options = {.without = store->without};
    if (store->watch) options.budget = store->watch->budget;
    options.budget.max_rows = options.budget.max_rounds = 0;
    Work work = work_begin(&then, &options, &outcome);
    work.component = component;
    for (uint32_t i = 0; i < component->rule_count && outcome.stop == STOP_NONE; i++)
        run_rule(&work, component->rules[i]);
    work_end(&work);
    if (store->watch && outcome.stop != STOP_NONE) store->watch->outcome->stop = outcome.stop;
    outcome_clear(&outcome);
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
        if (store->streamed.items[r] && reads_any(store, r, is_read)) streamed_fill(store, r);
}
