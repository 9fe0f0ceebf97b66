/* One planned rule.
 *
 * Bindings flow through the steps in blocks.  A step fills its block; when the block is full it goes to the next step,
 * and a step that has used up its input goes back for more.  So blocks are full whatever the steps let through,
 * bindings come out in the order nested loops would give, and nothing recurses.
 * Head rows are inserted a block at a time.
 * Rows added meanwhile are invisible: every step reads up to the extent fixed when the round began.
 * All is made ready once and used in every round, because a run may have a million rounds of one row each. */
#include "runtime/eval/join_internal.h"

#include <assert.h>

/* ---- making ready ---- */

/* So many bindings that all blocks together stay in the cache, or at least in memory, however long the rule is; and few
 * where there are few rows, since making blocks ready costs too. */
static uint32_t block_size(const Work *work, const Plan *plan) {
    uint64_t columns = 1, rows = 0, size = BLOCK_MOST;
    for (uint32_t i = 0; i < plan->step_count; i++) {
        const Step *step = &plan->steps[i];
        columns += step->carried_count + step->fresh_count + 4;
        if (step->literal->kind == LIT_ATOM) rows += table_count(store_table(work->store, step->literal->relation));
    }
    while (size > 16 && size / 2 >= rows) size /= 2;
    while (size > 16 && size * columns > UINT64_C(1) << 20) size /= 2;
    return (uint32_t)size;
}

Value *join_column(Join *join) { return arena_room(&join->arena, join->block * sizeof(Value)); }

static const Value *constant_of(Join *join, Value v, uint32_t count) {
    Value *column = arena_room(&join->arena, count * sizeof(Value));
    for (uint32_t i = 0; i < count; i++) column[i] = v;
    return column;
}

const Value *join_constant(Join *join, Value v) { return constant_of(join, v, join->block); }

static void give_column(Join *join, Frame *f, VarId v) {
    assert(join->plan->slots[v] > 0);
    f->columns[join->plan->slots[v]] = join_column(join);
}

static void open_columns(Join *join, Frame *f) {
    const Step *step = f->step;
    const Literal *literal = step->literal;
    f->columns = arena_array(&join->arena, Value *, join->plan->slot_count);
    for (uint32_t i = 0; i < step->carried_count; i++) give_column(join, f, step->carried[i]);
    for (uint32_t i = 0; i < step->fresh_count; i++) give_column(join, f, step->fresh[i].variable);
    if (step->gives_set) give_column(join, f, join->plan->set_end);
    VarId made = NO_ID;
    if (literal->kind == LIT_BIND) made = step->is_reversed ? literal->left->id : literal->variable;
    if (literal->kind == LIT_LOOKUP && literal->terms[table_arity(f->table) - 1].kind == TERM_VAR)
        made = literal->terms[table_arity(f->table) - 1].id;
    if (made != NO_ID && !frame_column(join, f, made)) give_column(join, f, made);
}

/* The first step has the one binding that binds nothing as its input. */
const Value **join_keys(Join *join, const Frame *f, const Literal *literal, uint64_t columns) {
    const uint32_t inputs = f == join->frames ? 1 : join->block;
    const Value **keys = arena_array(&join->arena, const Value *, (size_t)__builtin_popcountll(columns) + 1);
    for (uint32_t c = 0, count = 0; columns >> c; c++) {
        if (!(columns >> c & 1)) continue;
        Term term = literal->terms[c];
        keys[count++] = term.kind == TERM_CONST ? constant_of(join, term.id, inputs) : frame_input(join, f, term.id);
        if (c == 63) break;
    }
    return keys;
}

/* The rows the aggregate was made of. */
static RelId relation_behind(const Program *program, RelId aggregate, uint64_t *columns) {
    const Rule *fold = program_fold(program, aggregate);
    if (!fold) return NO_ID;
    *columns = fold->group_count ? UINT64_MAX >> (64 - fold->group_count) : 0;
    return fold->body[0].relation;
}

static void open_rows(Join *join, Frame *f) {
    const Store *store = join->work->store;
    const Step *step = f->step;
    if (step->access == ACCESS_NONE) return;
    f->table = store_table(store, step->literal->relation);
    if (step->access == ACCESS_GROUPS) f->groups = work_groups(join->work, f->table, step->bound);
    if (step->literal->kind != LIT_LOOKUP) return;
    uint64_t columns;
    RelId rows = relation_behind(store->program, step->literal->relation, &columns);
    if (rows == NO_ID) return;
    Table *possible = store_possible(store, rows);
    f->behind = work_groups(join->work, possible ? possible : store_table(store, rows), columns);
}

static void open_vector(Join *join, Frame *f) {
    bool computes = f->step->literal->kind == LIT_BIND || f->step->literal->kind == LIT_COMPARE;
    if (computes && !f->step->is_reversed && uses(join->work->store->without, WAY_VECTORS))
        f->vector = vector_new(f->step->literal, join->plan->slots, &join->arena);
}

Join *join_open(Work *work, const Plan *plan) {
    const Program *program = work->store->program;
    Arena arena = work_take_arena(work);
    Join *join = arena_new(&arena, Join);
    join->work = work;
    join->plan = plan;
    join->rule = &program->rules.items[plan->rule];
    join->computer = (Computer){
        .values = program->values, .outcome = work->outcome, .rule = plan->rule, .budget = &work->options->budget};
    join->arity = program->relations.items[join->rule->head].arity;
    join->block = block_size(work, plan);
    join->arena = arena;
    join->frames = arena_array(&join->arena, Frame, plan->step_count + 1);
    join->bindings = arena_array(&join->arena, Value, join->rule->variable_count + 1);
    join->source = join_column(join);
    join->found = join_column(join);
    join->buffer = arena_room(&join->arena, ((size_t)join->block * join->arity + 1) * sizeof(Value));
    if (plan->set_step != NO_ID) {
        join->set_keys = join_column(join);
        for (uint32_t i = 0; i < join->block && join->rule->terms[0].kind == TERM_CONST; i++)
            join->set_keys[i] = join->rule->terms[0].id;
    }
    Value **none = arena_array(&join->arena, Value *, plan->slot_count);
    for (uint32_t i = 0; i < plan->step_count; i++) {
        Frame *f = &join->frames[i];
        f->step = &plan->steps[i];
        f->input = i ? join->frames[i - 1].columns : none;
        f->begin = join_column(join);
        f->end = join_column(join);
        open_rows(join, f);
        open_columns(join, f);
        if (f->table && f->step->access != ACCESS_SCAN) f->keys = join_keys(join, f, f->step->literal, f->step->bound);
        if (f->step->meet_count) meets_open(join, f);
        open_vector(join, f);
    }
    return join;
}

void join_set_sink(Join *join, Sink sink) {
    join->sink = sink;
    join->head = arena_array(&join->arena, const Value *, join->arity + 1);
    for (uint32_t c = 0; c < join->arity; c++)
        if (join->rule->terms[c].kind == TERM_CONST) join->head[c] = join_constant(join, join->rule->terms[c].id);
}

void join_close(Join *join) {
    if (!join) return;
    for (uint32_t i = 0; i < join->plan->step_count; i++) meets_close(&join->frames[i]);
    Arena arena = join->arena; /* with the join in it */
    work_return_arena(join->work, &arena);
}

/* ---- running ---- */

/* Brings what the step looks into up to date.  False where it can no longer be kept that way. */
static bool extend(const Join *join, Frame *f) {
    const Step *step = f->step;
    if (step->access == ACCESS_CHAIN) f->index = work_index(join->work, f->table, step->bound);
    if (step->access == ACCESS_SETS || step->access == ACCESS_WHOLE)
        f->sets = step_sets(join->work->store, join->work->component, step);
    if (step->access == ACCESS_WHOLE && !f->sets) table_find_batch(f->table, f->keys, 0, NULL); /* leaves sets now */
    return (f->sets || step->access != ACCESS_SETS) && meets_extend(join, f);
}

static void begin(Join *join) {
    join->visits = 0;
    for (uint32_t i = 0; i < join->plan->step_count; i++) {
        Frame *f = &join->frames[i];
        f->count = f->at = f->input_count = 0;
        f->is_done = f->is_probed = f->is_met = false;
        f->scan_found = -1;
    }
    if (join->plan->step_count) join->frames[0].input_count = 1; /* the one binding that binds nothing */
}

bool join_is_ready(Join *join) {
    for (uint32_t i = 0; i < join->plan->step_count; i++) {
        Frame *f = &join->frames[i];
        if (!f->table) continue;
        Extent extent = join->work->extents[f->step->literal->relation];
        f->from = f->step->reading == READ_DELTA ? extent.old : 0;
        f->to = f->step->reading == READ_OLD ? extent.old : extent.end;
        if (!extend(join, f)) return false;
    }
    return true;
}

void join_share(Join *join, Deal *deal, bool *is_unusual) {
    join->deal = deal;
    join->computer.is_unusual = is_unusual;
}

uint32_t join_rows(const Join *join, uint32_t *from) {
    const Step *first = join->frames[0].step;
    if (join->plan->step_count == 0 || first->access != ACCESS_SCAN) return 0;
    if (first->literal->kind != LIT_ATOM || first->is_test) return 0; /* it looks whether there is any row: once */
    *from = join->frames[0].from;
    return join->frames[0].to - join->frames[0].from;
}

const Value *join_set_keys(const Join *join, const Frame *f) {
    Term first = join->rule->terms[0];
    if (join->arity == 1) return NULL;
    return first.kind == TERM_VAR ? frame_column(join, f, first.id) : join->set_keys;
}

SetOrigin join_set_origin(const Join *join) {
    const Frame *giving = &join->frames[join->plan->set_step];
    SetOrigin origin = {.groups = giving->groups, .sets = giving->sets};
    if (giving->step->access == ACCESS_SCAN) origin.table = giving->table;
    return origin;
}

enum { VISITS_OF_SETS = 16 };

/* Head rows that differ in the last column alone come as a set. */
static bool emit_sets(Join *join, const Frame *f) {
    const Plan *plan = join->plan;
    const Value *keys = join_set_keys(join, f);
    SetOrigin origin = join_set_origin(join);
    join->visits += VISITS_OF_SETS * (uint64_t)f->count; /* each may be large */
    return work_add_sets(join->work, plan->rule, join->rule->head, keys, &origin,
                         frame_column(join, f, plan->set_variable), frame_column(join, f, plan->set_end), f->count);
}

static bool emit_columns(const Join *join, const Frame *f) {
    for (uint32_t c = 0; c < join->arity; c++)
        if (join->rule->terms[c].kind == TERM_VAR) join->head[c] = frame_column(join, f, join->rule->terms[c].id);
    return join->sink.take(join->sink.context, join->head, f->count);
}

void join_fill_rows(Join *join, const Frame *f) {
    uint32_t arity = join->arity, count = f->count;
    for (uint32_t c = 0; c < arity; c++) {
        Term term = join->rule->terms[c];
        const Value *column = term.kind == TERM_VAR ? frame_column(join, f, term.id) : NULL;
        Value *out = join->buffer + c;
        if (column)
            for (uint32_t i = 0; i < count; i++) out[(size_t)i * arity] = column[i];
        else
            for (uint32_t i = 0; i < count; i++) out[(size_t)i * arity] = term.id;
    }
}

static bool emit(Join *join, const Frame *f) {
    if (join->member) {
        return outbox_take(join, f);
    }
    if (join->sink.take) return emit_columns(join, f);
    if (join->plan->set_step != NO_ID) return emit_sets(join, f);
    join_fill_rows(join, f);
    return work_add(join->work, join->plan->rule, join->rule->head, join->buffer, f->count);
}

/* Of one thread: those of several are not counted, since who does what hangs on time. */
static void note_steps(Join *join) {
    if (!join->deal && !join->member) join->work->outcome->steps += join->visits;
    join->visits = 0;
}

static bool may_go_on(Join *join) {
    if (join->visits < VISITS_BETWEEN_CHECKS) return true;
    note_steps(join);
    if (join->deal) return deal_may_go_on(join->deal);
    return !work_should_stop(join->work, join->plan->rule);
}

static bool flow(Join *join) {
    Frame *frames = join->frames;
    uint32_t last = join->plan->step_count - 1, depth = 0;
    for (;;) {
        Frame *f = &frames[depth];
        frame_advance(join, f);
        if (!may_go_on(join)) return false;
        bool is_used_up = f->at == f->input_count;
        f->is_done = is_used_up && (depth == 0 || frames[depth - 1].is_done);
        if (f->count < join->block && !f->is_done) {
            if (!is_used_up) continue;
            depth--; /* for more */
            frames[depth].count = 0;
        } else if (depth < last) {
            depth++;
            frames[depth].input_count = f->count;
            frames[depth].at = 0;
            frames[depth].is_probed = frames[depth].is_met = false;
        } else {
            if (f->count && !emit(join, f)) return false;
            f->count = 0;
            if (f->is_done) return true;
        }
    }
}

bool join_run_part(Join *join, uint32_t from, uint32_t to) {
    begin(join);
    join->frames[0].from = from;
    join->frames[0].to = to;
    return flow(join);
}

bool join_run(Join *join) {
    begin(join);
    if (join->plan->step_count) {
        bool is_whole = flow(join);
        note_steps(join);
        return is_whole;
    }
    Frame always = {.count = 1};
    return emit(join, &always); /* no body, no variables */
}
