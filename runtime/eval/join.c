/* One planned rule.
 *
 * Steps are nested loops without recursion: each step keeps the row it stands on, and the innermost one that finds a match
 * hands over to the next.  Head rows are collected and inserted a batch at a time, so the table's latency overlaps.
 * Rows added meanwhile are invisible: every step reads up to the extent fixed when the round began. */
#include "runtime/eval/run_internal.h"

#define BUFFER_ROWS 1024
#define CHECK_EVERY 16384

typedef struct {
    RowId next, end;
    const Index *index; /* NULL: a scan */
} Cursor;

typedef struct {
    Work *work;
    const Plan *plan;
    const Rule *rule;
    Computer computer;
    Value *bindings;
    Cursor *cursors;
    Value *buffer;
    uint32_t arity, buffered;
    uint32_t ticks;
} Join;

static void fill_key(const Join *join, const Step *step, Value *key, bool whole) {
    const Literal *literal = step->literal;
    uint32_t n = 0;
    for (uint32_t i = 0; step->bound >> i && i < 64; i++) {
        if (!(step->bound >> i & 1)) continue;
        Term term = literal->terms[i];
        key[n++] = term.kind == TERM_CONST ? term.id : join->bindings[term.id];
    }
    (void)whole;
}

static RowId first_visible(const Table *table, RowId row, RowId end, const Index *index) {
    while (row < end && table_hidden_count(table) && table_is_hidden(table, row)) row = index ? index_next(index, row) : row + 1;
    return row;
}

static void range_of(const Join *join, const Step *step, RowId *from, RowId *to) {
    Extent extent = join->work->extents[step->literal->relation];
    *from = step->reading == READ_DELTA ? extent.old : 0;
    *to = step->reading == READ_OLD ? extent.old : extent.end;
}

/* Stands the step before its first row. */
static void open_atom(Join *join, const Step *step, Cursor *cursor) {
    Table *table = store_table(join->work->store, step->literal->relation);
    RowId from, to;
    Value key[64];
    range_of(join, step, &from, &to);
    *cursor = (Cursor){from, to, NULL};
    if (step->is_whole) {
        fill_key(join, step, key, true);
        RowId row = table_find(table, key);
        cursor->next = row >= from && row < to ? row : NO_ROW;
        cursor->end = cursor->next == NO_ROW ? 0 : row + 1;
    } else if (step->bound) {
        fill_key(join, step, key, false);
        cursor->index = table_index(table, step->bound);
        cursor->next = index_first(cursor->index, key, from);
    }
}

/* Gives the fresh variables their values; false where a variable written twice has two. */
static bool bind_row(Join *join, const Step *step, const Value *row) {
    const Literal *literal = step->literal;
    uint32_t arity = join->work->store->program->relations.items[literal->relation].arity;
    for (uint32_t i = 0; i < arity; i++) {
        Term term = literal->terms[i];
        if (step->fresh >> i & 1) join->bindings[term.id] = row[i];
        else if (term.kind == TERM_VAR && !(step->bound >> i & 1) && join->bindings[term.id] != row[i]) return false;
    }
    return true;
}

static bool advance_atom(Join *join, const Step *step, Cursor *cursor) {
    const Table *table = store_table(join->work->store, step->literal->relation);
    for (;;) {
        RowId row = first_visible(table, cursor->next, cursor->end, cursor->index);
        if (row >= cursor->end) return false;
        cursor->next = cursor->index ? index_next(cursor->index, row) : row + 1;
        if (!bind_row(join, step, table_row(table, row))) continue;
        if (step->is_test) cursor->end = 0;
        return true;
    }
}

static bool matches_none(Join *join, const Step *step) {
    Step probe = *step;
    Cursor cursor;
    open_atom(join, &probe, &cursor);
    const Table *table = store_table(join->work->store, step->literal->relation);
    return first_visible(table, cursor.next, cursor.end, cursor.index) >= cursor.end;
}

static bool look_up(Join *join, const Step *step) {
    const Literal *literal = step->literal;
    Table *table = store_table(join->work->store, literal->relation);
    uint32_t last = table_arity(table) - 1;
    Value key[64], value = literal->otherwise;
    fill_key(join, step, key, false);
    RowId row = index_first(table_index(table, step->bound), key, 0);
    row = first_visible(table, row, table_count(table), table_index(table, step->bound));
    if (row < table_count(table)) value = table_row(table, row)[last];
    Term term = literal->terms[last];
    if (term.kind == TERM_CONST) return term.id == value;
    if (term.kind == TERM_VAR && step->is_check) return join->bindings[term.id] == value;
    if (term.kind == TERM_VAR) join->bindings[term.id] = value;
    return true;
}

static bool bind_value(Join *join, const Step *step, uint32_t number) {
    const Literal *literal = step->literal;
    if (step->is_reversed) {
        join->bindings[literal->left->id] = join->bindings[literal->variable];
        return true;
    }
    Value value;
    if (!compute(&join->computer, literal->left, join->bindings, number, &value)) return false;
    if (step->is_check) {
        bool holds = false;
        compare_apply(OP_EQ, join->computer.values, join->bindings[literal->variable], value, &holds);
        return holds;
    }
    join->bindings[literal->variable] = value;
    return true;
}

/* A step that gives at most one binding. */
static bool passes(Join *join, const Step *step) {
    uint32_t number = (uint32_t)(step->literal - join->rule->body);
    switch (step->literal->kind) {
    case LIT_NOT: return matches_none(join, step);
    case LIT_LOOKUP: return look_up(join, step);
    case LIT_BIND: return bind_value(join, step, number);
    default: return compute_holds(&join->computer, step->literal, join->bindings, number);
    }
}

static bool flush(Join *join) {
    bool going_on = work_add(join->work, join->plan->rule, join->rule->head, join->buffer, join->buffered);
    join->buffered = 0;
    return going_on;
}

static bool emit(Join *join) {
    Value *row = join->buffer + (size_t)join->buffered++ * join->arity;
    for (uint32_t i = 0; i < join->arity; i++) {
        Term term = join->rule->terms[i];
        row[i] = term.kind == TERM_VAR ? join->bindings[term.id] : term.id;
    }
    return join->buffered < BUFFER_ROWS || flush(join);
}

static bool search(Join *join) {
    uint32_t count = join->plan->step_count, depth = 0;
    if (count == 0) return emit(join);
    bool entering = true;
    for (;;) {
        if (++join->ticks >= CHECK_EVERY) {
            join->ticks = 0;
            if (work_should_stop(join->work, join->plan->rule)) return false;
        }
        const Step *step = &join->plan->steps[depth];
        bool found;
        if (step->literal->kind == LIT_ATOM) {
            if (entering) open_atom(join, step, &join->cursors[depth]);
            found = advance_atom(join, step, &join->cursors[depth]);
        } else {
            found = entering && passes(join, step);
        }
        if (!found) {
            if (depth == 0) return true;
            depth--;
            entering = false;
        } else if (depth + 1 == count) {
            if (!emit(join)) return false;
            entering = false;
        } else {
            depth++;
            entering = true;
        }
    }
}

bool join_run(Work *work, const Plan *plan) {
    const Program *program = work->store->program;
    const Rule *rule = &program->rules.items[plan->rule];
    Join join = {.work = work, .plan = plan, .rule = rule, .arity = program->relations.items[rule->head].arity};
    join.computer = (Computer){program->values, work->outcome, plan->rule, 0};
    for (size_t i = 0; i < work->outcome->faults.count; i++) join.computer.rule_faults += work->outcome->faults.items[i].rule == plan->rule;
    join.bindings = mem_alloc_zero((rule->variable_count + 1) * sizeof *join.bindings);
    join.cursors = mem_alloc_zero((plan->step_count + 1) * sizeof *join.cursors);
    join.buffer = mem_alloc((BUFFER_ROWS * (size_t)join.arity + 1) * sizeof *join.buffer);
    bool going_on = search(&join);
    going_on = flush(&join) && going_on;
    mem_free(join.bindings);
    mem_free(join.cursors);
    mem_free(join.buffer);
    return going_on;
}
