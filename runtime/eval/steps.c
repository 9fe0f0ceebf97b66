/* The steps of a rule on blocks of bindings.
 *
 * A step looks up all bindings of its input at once, so that the waiting for memory overlaps; then it goes through what
 * was found for each in turn.  It notes for every binding it makes which one of the input it comes from and which row
 * it met; only then are columns filled, one after the other, in loops that do nothing else.  What the steps before have
 * bound is copied only as far as somebody reads it later. */
#include "runtime/eval/join_internal.h"

/* ---- rows for each binding ---- */

/* Whether there is such a row, hidden in begin and end: which one it is nobody asks. */
static void probe_sets(Frame *f, uint32_t count) {
    bool has_key = table_arity(f->table) == 2;
    const Value *values = f->keys[has_key];
    sets_find(f->sets, has_key ? f->keys[0] : NULL, count, f->begin);
    for (uint32_t i = 0; i < count; i++) {
        f->end[i] = view_has(window_view(f->sets, f->begin[i]), values[i]);
        f->begin[i] = 0;
    }
}

static void probe(Frame *f) {
    uint32_t n = f->input_count;
    switch (f->step->access) {
    case ACCESS_SCAN:
        for (uint32_t i = 0; i < n; i++) f->begin[i] = f->from, f->end[i] = f->to;
        break;
    case ACCESS_SETS:
        sets_find(f->sets, f->keys[0], n, f->end);
        for (uint32_t i = 0; i < n; i++) f->begin[i] = f->end[i] == NO_WINDOW ? UINT32_MAX : 0;
        break;
    case ACCESS_WHOLE:
        if (f->sets) {
            probe_sets(f, n);
            break;
        }
        table_find_batch(f->table, f->keys, n, f->begin);
        for (uint32_t i = 0; i < n; i++) {
            if (f->begin[i] < f->from || f->begin[i] >= f->to) f->begin[i] = f->to; /* none, or not to be seen */
            f->end[i] = f->begin[i] < f->to ? f->begin[i] + 1 : f->to;
        }
        break;
    case ACCESS_GROUPS: groups_probe(f->groups, f->keys, n, f->begin, f->end); break;
    case ACCESS_CHAIN:
        index_probe(f->index, f->keys, n, f->begin);
        for (uint32_t i = 0; i < n; i++) f->end[i] = f->to;
        break;
    case ACCESS_NONE: break;
    }
    f->is_probed = true;
}

static RowId row_at(const Frame *f, uint32_t position) {
    return f->step->access == ACCESS_GROUPS ? f->groups->entries[position] : position;
}

static uint32_t behind(const Frame *f, uint32_t position) {
    return f->step->access == ACCESS_CHAIN ? index_links(f->index)[position] : position + 1;
}

/* Whether the row may be seen, and is alike where the literal wants it: p(X, X), or a constant in the delta. */
static bool row_fits(const Frame *f, RowId row) {
    const Step *step = f->step;
    if (table_hidden_count(f->table) && !step->literal->sees_hidden && table_is_hidden(f->table, row)) return false;
    const Value *values = table_row(f->table, row);
    for (uint32_t i = 0; i < step->same_count; i++)
        if (values[step->same[i].column] != values[step->same[i].earlier]) return false;
    if (step->access != ACCESS_SCAN) return true;
    for (uint32_t c = 0, arity = table_arity(f->table); c < arity; c++)
        if (step->bound >> c & 1 && values[c] != step->literal->terms[c].id) return false;
    return true;
}

/* Whether every row between begin and end is good as it is. */
static bool all_fit(const Frame *f) {
    if (f->sets) return true;
    if (f->step->access == ACCESS_GROUPS) return f->step->same_count == 0; /* hidden rows are not in groups */
    return f->step->same_count == 0 && (table_hidden_count(f->table) == 0 || f->step->literal->sees_hidden) &&
           (f->step->access != ACCESS_SCAN || f->step->bound == 0);
}

/* ---- columns of the block ---- */

static void gather_carried(const Join *join, const Frame *f, uint32_t from) {
    const uint32_t *source = join->source;
    for (uint32_t k = 0; k < f->step->carried_count; k++) {
        VarId v = f->step->carried[k];
        const Value *in = frame_input(join, f, v);
        Value *out = frame_column(join, f, v);
        for (uint32_t i = from; i < f->count; i++) out[i] = in[source[i]];
    }
}

static void gather_fresh(const Join *join, const Frame *f, uint32_t from) {
    const RowId *found = join->found;
    uint32_t arity = table_arity(f->table);
    if (f->step->fresh_count == 0 || from == f->count) return;
    const Value *rows = table_row(f->table, 0);
    if (f->step->access != ACCESS_SCAN)
        for (uint32_t i = from; i < f->count; i++) __builtin_prefetch(rows + (size_t)found[i] * arity);
    for (uint32_t k = 0; k < f->step->fresh_count; k++) {
        const Value *column = rows + f->step->fresh[k].column;
        Value *out = frame_column(join, f, f->step->fresh[k].variable);
        for (uint32_t i = from; i < f->count; i++) out[i] = column[(size_t)found[i] * arity];
    }
}

/* ---- atoms that bind ---- */

/* Values lie side by side in the groups: nothing else is touched. */
static void expand_values(Join *join, Frame *f) {
    uint32_t *source = join->source, count = f->count, block = join->block, at = f->at;
    const Value *entries = f->groups->entries;
    Value *out = frame_column(join, f, f->step->fresh[0].variable);
    for (; at < f->input_count; at++) {
        uint32_t begin = f->begin[at], end = f->end[at], room = block - count;
        if (end - begin > room) end = begin + room;
        for (; begin < end; begin++) {
            out[count] = entries[begin];
            source[count++] = at;
        }
        f->begin[at] = begin;
        if (begin < f->end[at]) break; /* full */
    }
    f->at = at;
    f->count = count;
}

/* The same of sets; begin is the rank to go on from, end the window. */
static void expand_window(Join *join, Frame *f) {
    uint32_t *source = join->source, count = f->count, block = join->block, at = f->at;
    Value *out = frame_column(join, f, f->step->fresh[0].variable);
    for (; at < f->input_count; at++) {
        uint32_t made = window_read(f->sets, f->end[at], &f->begin[at], out + count, block - count);
        for (uint32_t end = count + made; count < end; count++) source[count] = at;
        if (f->begin[at] < UINT32_MAX) break; /* full */
    }
    f->at = at;
    f->count = count;
}

/* ---- sets, for the head alone ---- */

static void pass_sets(Join *join, Frame *f) {
    uint32_t *begin = frame_column(join, f, join->plan->set_variable),
             *end = frame_column(join, f, join->plan->set_end);
    bool has_windows = f->step->access == ACCESS_SETS;
    for (; f->at < f->input_count && f->count < join->block; f->at++) {
        if (has_windows ? f->end[f->at] == NO_WINDOW : f->begin[f->at] == f->end[f->at]) continue;
        begin[f->count] = has_windows ? f->end[f->at] : f->begin[f->at];
        end[f->count] = f->end[f->at];
        join->source[f->count++] = f->at;
    }
}

/* Of rows in order those that begin alike. */
static void pass_stretches(Join *join, Frame *f) {
    uint32_t *begin = frame_column(join, f, join->plan->set_variable),
             *end = frame_column(join, f, join->plan->set_end);
    Value *first = frame_column(join, f, f->step->fresh[0].variable);
    if (f->step->fresh[0].variable == join->plan->set_variable) first = NULL; /* nobody reads it */
    for (; f->at < f->input_count; f->at++) {
        uint32_t row = f->begin[f->at], to = f->end[f->at];
        while (row < to && f->count < join->block) {
            uint32_t from = row;
            Value key = *table_row(f->table, row);
            while (row < to && *table_row(f->table, row) == key) row++;
            if (first) first[f->count] = key;
            begin[f->count] = from;
            end[f->count] = row;
            join->source[f->count++] = f->at;
        }
        f->begin[f->at] = row;
        if (row < to) return;
    }
}

static void expand_plain(Join *join, Frame *f) {
    for (; f->at < f->input_count; f->at++) {
        uint32_t begin = f->begin[f->at], end = f->end[f->at];
        while (begin < end && f->count < join->block) {
            join->found[f->count] = row_at(f, begin);
            join->source[f->count++] = f->at;
            begin = behind(f, begin);
        }
        f->begin[f->at] = begin;
        if (begin < end) return;
    }
}

static void expand_checked(Join *join, Frame *f) {
    uint64_t most = join->visits + VISITS_AT_ONCE;
    for (; f->at < f->input_count; f->at++) {
        uint32_t begin = f->begin[f->at], end = f->end[f->at];
        for (; begin < end && f->count < join->block && join->visits < most; join->visits++) {
            RowId row = row_at(f, begin);
            begin = behind(f, begin);
            if (!row_fits(f, row)) continue;
            join->found[f->count] = row;
            join->source[f->count++] = f->at;
        }
        f->begin[f->at] = begin;
        if (begin < end) return;
    }
}

static void expand(Join *join, Frame *f) {
    uint32_t from = f->count;
    if (!f->is_probed) probe(f);
    if (f->step->gives_set) {
        f->step->access == ACCESS_SCAN ? pass_stretches(join, f) : pass_sets(join, f);
    } else if (f->step->meet_count) {
        meet_expand(join, f);
    } else if (f->step->access == ACCESS_SETS) {
        expand_window(join, f);
    } else if (f->step->access == ACCESS_GROUPS && f->groups->has_values) {
        expand_values(join, f);
    } else {
        if (all_fit(f))
            expand_plain(join, f);
        else
            expand_checked(join, f);
        gather_fresh(join, f, from);
    }
    gather_carried(join, f, from);
}

/* ---- atoms that test, and `not` ---- */

static bool finds_any(Join *join, Frame *f, uint32_t at) {
    if (f->step->access == ACCESS_SETS) return f->end[at] != NO_WINDOW; /* none is empty */
    if (all_fit(f)) return f->begin[at] < f->end[at];
    if (f->step->access == ACCESS_SCAN && f->scan_found >= 0) return f->scan_found;
    bool found = false;
    for (uint32_t i = f->begin[at]; i < f->end[at] && !found; i = behind(f, i), join->visits++)
        found = row_fits(f, row_at(f, i));
    f->scan_found = found;
    return found;
}

static void test(Join *join, Frame *f) {
    bool wanted = f->step->literal->kind == LIT_ATOM;
    uint32_t from = f->count;
    uint64_t most = join->visits + VISITS_AT_ONCE;
    if (!f->is_probed) probe(f);
    for (; f->at < f->input_count && f->count < join->block && join->visits < most; f->at++)
        if (finds_any(join, f, f->at) == wanted) join->source[f->count++] = f->at;
    gather_carried(join, f, from);
}

/* ---- comparisons and functions ---- */

static void load_reads(Join *join, const Frame *f, uint32_t at) {
    for (uint32_t k = 0; k < f->step->read_count; k++)
        join->bindings[f->step->reads[k]] = frame_input(join, f, f->step->reads[k])[at];
}

/* So many bindings of the input are gone through at once. */
static uint32_t lanes_ahead(const Join *join, const Frame *f) {
    uint32_t left = f->input_count - f->at, room = join->block - f->count;
    if (left > room) left = room;
    return left < LANES ? left : LANES;
}

static void select_lanes(Join *join, Frame *f, const uint32_t *holds, uint32_t lanes) {
    uint32_t *source = join->source, count = f->count, at = f->at;
    for (uint32_t i = 0; i < lanes; i++) {
        source[count] = at + i;
        count += holds[i];
    }
    f->at += lanes;
    f->count = count;
}

static void filter(Join *join, Frame *f) {
    uint32_t from = f->count;
    while (f->at < f->input_count && f->count < join->block && join->computer.spent < VISITS_AT_ONCE) {
        uint32_t lanes = lanes_ahead(join, f), end = f->at + lanes;
        const uint32_t *holds = f->vector ? vector_holds(f->vector, f->input, f->at, lanes) : NULL;
        if (holds) select_lanes(join, f, holds, lanes);
        for (; f->at < end; f->at++) {
            load_reads(join, f, f->at);
            if (compute_holds(&join->computer, f->step->literal, join->bindings, f->step->number))
                join->source[f->count++] = f->at;
        }
    }
    gather_carried(join, f, from);
}

/* The variable that gets the value, unless it has one: then both must be the same value, so that it does not matter
 * which of two literals runs first. */
static VarId target_of(const Step *step) {
    return step->is_reversed ? step->literal->left->id : step->literal->variable;
}

static void assign_lane(Join *join, Frame *f, Value value) {
    VarId target = target_of(f->step);
    if (f->step->is_check && value != frame_input(join, f, target)[f->at]) return;
    if (!f->step->is_check && frame_column(join, f, target)) frame_column(join, f, target)[f->count] = value;
    join->source[f->count++] = f->at;
}

static void assign(Join *join, Frame *f) {
    const Step *step = f->step;
    const Literal *literal = step->literal;
    uint32_t from = f->count;
    while (f->at < f->input_count && f->count < join->block && join->computer.spent < VISITS_AT_ONCE) {
        uint32_t lanes = lanes_ahead(join, f), end = f->at + lanes;
        const Value *values = step->is_reversed ? frame_input(join, f, literal->variable) + f->at : NULL;
        if (f->vector) values = vector_values(f->vector, f->input, f->at, lanes);
        for (uint32_t i = 0; f->at < end; i++, f->at++) {
            Value value;
            if (values) {
                value = values[i];
            } else {
                load_reads(join, f, f->at);
                if (!compute(&join->computer, literal->left, join->bindings, step->number, &value)) continue;
            }
            assign_lane(join, f, value);
        }
    }
    gather_carried(join, f, from);
}

/* ---- aggregates looked up ---- */

/* A group that has rows but no result could not be computed: then `otherwise` would be a lie. */
static void find_uncomputed(Join *join, Frame *f, bool *is_uncomputed) {
    uint32_t *begin = join->source, *end = join->found;
    bool misses = false;
    for (uint32_t i = 0; i < f->input_count; i++) misses = misses || f->begin[i] == f->end[i];
    memset(is_uncomputed, 0, f->input_count);
    if (!misses || !f->behind) return;
    groups_probe(f->behind, f->keys, f->input_count, begin, end);
    for (uint32_t i = 0; i < f->input_count; i++) is_uncomputed[i] = f->begin[i] == f->end[i] && begin[i] < end[i];
}

/* Fills a block in one go: it gives no more bindings than it reads. */
static void look_up(Join *join, Frame *f) {
    const Step *step = f->step;
    const Literal *literal = step->literal;
    Term term = literal->terms[table_arity(f->table) - 1];
    bool is_uncomputed[BLOCK_MOST];
    uint32_t from = f->count;
    if (!f->is_probed) probe(f);
    find_uncomputed(join, f, is_uncomputed);
    for (; f->at < f->input_count && f->count < join->block; f->at++) {
        uint32_t at = f->at;
        if (is_uncomputed[at]) continue;
        Value value = f->begin[at] < f->end[at] ? f->groups->entries[f->begin[at]] : literal->otherwise;
        if (term.kind == TERM_CONST && term.id != value) continue;
        if (term.kind == TERM_VAR && step->is_check && frame_input(join, f, term.id)[at] != value) continue;
        if (term.kind == TERM_VAR && !step->is_check && frame_column(join, f, term.id))
            frame_column(join, f, term.id)[f->count] = value;
        join->source[f->count++] = at;
    }
    gather_carried(join, f, from);
}

void frame_advance(Join *join, Frame *f) {
    uint32_t at = f->at, count = f->count;
    switch (f->step->literal->kind) {
    case LIT_ATOM: f->step->is_test ? test(join, f) : expand(join, f); break;
    case LIT_NOT: test(join, f); break;
    case LIT_BIND: assign(join, f); break;
    case LIT_LOOKUP: look_up(join, f); break;
    case LIT_COMPARE:
    case LIT_CONDITION: filter(join, f); break;
    }
    join->visits += (uint64_t)(f->at - at) + (f->count - count) + 1 + join->computer.spent;
    join->computer.spent = 0;
}
