/* Values that several literals give.
 *
 * A step goes through the values it finds for a binding and keeps those that are in the sets of its tests.  A set is
 * bits: a window, or a group whose values are marked in a bitmap of the join's own, which stays for as long as bindings
 * ask for the same group.  A group that is much larger than what is to be tested is not marked;
 * then each value is looked up. */
#include "runtime/eval/join_internal.h"

enum { MARKING_COSTS = 8 }; /* look-ups of one value, less than marking as many */

static uint32_t words_of(const Groups *groups, uint32_t *first) {
    uint32_t low, high;
    groups_range(groups, &low, &high);
    *first = low / 64;
    return high / 64 - low / 64 + 1;
}

static void open_marks(Meet *meet) {
    meet->words = words_of(meet->groups, &meet->first_word);
    meet->marks = mem_alloc_zero(meet->words * sizeof *meet->marks);
}

/* The columns of a test that are bound when its value is found. */
static uint64_t other_columns(const Step *test) { return test->bound & ~(UINT64_C(1) << test->meet_column); }

/* Slots of a table whose whole rows are looked for, and which has none yet. */
static uint64_t slots_bytes(const Work *work, const Step *step) {
    if (step->access != ACCESS_WHOLE || step_sets(work->store, work->component, step)) return 0;
    return table_find_growth(store_table(work->store, step->literal->relation));
}

uint64_t plan_bytes(const Work *work, const Plan *plan) {
    uint64_t words = 0, bytes = 0;
    for (uint32_t s = 0; s < plan->step_count; s++) {
        bytes += slots_bytes(work, &plan->steps[s]);
        for (uint32_t i = 0; i < plan->steps[s].meet_count; i++) {
            const Step *test = &plan->steps[s].meets[i];
            uint32_t first;
            if (meet_sets(work->store, work->component, test)) continue;
            words +=
                words_of(table_groups(store_table(work->store, test->literal->relation), other_columns(test)), &first);
        }
    }
    return bytes + words * sizeof(uint64_t);
}

void meets_open(Join *join, Frame *f) {
    const Work *work = join->work;
    f->meets = arena_array(&join->arena, Meet, f->step->meet_count);
    for (uint32_t i = 0; i < f->step->meet_count; i++) {
        Meet *meet = &f->meets[i];
        meet->step = &f->step->meets[i];
        meet->table = store_table(work->store, meet->step->literal->relation);
        meet->begin = join_column(join);
        meet->end = join_column(join);
        meet->keys = join_keys(join, f, meet->step->literal, other_columns(meet->step));
        if (meet_sets(work->store, work->component, meet->step)) continue;
        meet->groups = table_groups(meet->table, other_columns(meet->step));
        open_marks(meet);
    }
}

void meets_close(Frame *f) {
    for (uint32_t i = 0; i < f->step->meet_count && f->meets; i++) mem_free(f->meets[i].marks);
}

bool meets_extend(const Join *join, Frame *f) {
    for (uint32_t i = 0; i < f->step->meet_count; i++) {
        Meet *meet = &f->meets[i];
        if (meet->groups) {
            bool asks_sets = table_sets(meet->table) && table_hidden_count(meet->table) == 0;
            if (!asks_sets) table_find_batch(meet->table, NULL, 0, NULL); /* makes slots now: later several would */
            continue;
        }
        meet->sets = meet_sets(join->work->store, join->work->component, meet->step);
        if (!meet->sets) return false;
    }
    return true;
}

static void probe(Frame *f) {
    for (uint32_t i = 0; i < f->step->meet_count; i++) {
        Meet *meet = &f->meets[i];
        if (meet->sets)
            sets_find(meet->sets, table_arity(meet->table) == 2 ? meet->keys[0] : NULL, f->input_count, meet->begin);
        else
            groups_probe(meet->groups, meet->keys, f->input_count, meet->begin, meet->end);
    }
}

static void mark(Meet *meet, uint32_t begin, uint32_t end) {
    const Value *values = meet->groups->entries;
    for (uint32_t i = meet->marked_begin; i < meet->marked_end; i++)
        meet->marks[value_rank(values[i]) / 64 - meet->first_word] = 0;
    for (uint32_t i = begin; i < end; i++) {
        uint32_t rank = value_rank(values[i]);
        meet->marks[rank / 64 - meet->first_word] |= UINT64_C(1) << rank % 64;
    }
    meet->marked_begin = begin;
    meet->marked_end = end;
}

/* `count` values of the binding are to be tested. */
static void set_to_binding(Join *join, Meet *meet, uint32_t at, uint32_t count) {
    uint32_t begin = meet->begin[at], end = meet->end[at];
    meet->is_found = false;
    if (meet->sets) {
        meet->view = window_view(meet->sets, begin);
        return;
    }
    bool is_marked = begin == meet->marked_begin && end == meet->marked_end;
    if (begin == end) {
        meet->view = (BitView){0};
        return;
    }
    meet->is_found = !is_marked && (end - begin) / MARKING_COSTS > count;
    if (meet->is_found) return;
    if (!is_marked) {
        mark(meet, begin, end);
        join->visits += end - begin;
    }
    meet->view = (BitView){meet->marks, meet->first_word, meet->words};
}

/* Keeps of `in` what is in the view, or what is not. */
static uint32_t keep_in_view(BitView view, bool wanted, const Value *in, uint32_t count, Value *out) {
    static const uint64_t NO_BITS = 0;
    const uint64_t *bits = view.words ? view.bits : &NO_BITS;
    const uint32_t base = view.first * 64;
    const uint64_t range = (uint64_t)view.words * 64, unwanted = !wanted;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) { /* without a branch: what comes next is anybody's guess */
        Value v = in[i];
        uint32_t place = value_rank(v) - base, is_inside = place < range;
        uint64_t word = bits[is_inside ? place / 64 : 0] >> place % 64;
        out[kept] = v;
        kept += (uint32_t)((word & is_inside) ^ unwanted);
    }
    return kept;
}

/* Whether the row can be seen.  A table that is known as sets tells it by them: looking for the number of a row would
 * be their end, and other steps read them. */
static bool has_row(const Table *table, const Value *row) {
    const Sets *sets = table_sets(table);
    if (sets && table_hidden_count(table) == 0) {
        uint32_t window;
        sets_find(sets, row, 1, &window);
        return view_has(window_view(sets, window), row[table_arity(table) - 1]);
    }
    RowId found = table_find(table, row);
    return found != NO_ROW && !table_is_hidden(table, found);
}

static uint32_t keep_found(const Meet *meet, uint32_t at, bool wanted, const Value *in, uint32_t count, Value *out) {
    Value row[64];
    uint32_t kept = 0, arity = table_arity(meet->table);
    for (uint32_t c = 0, k = 0; c < arity; c++)
        if (c != meet->step->meet_column) row[c] = meet->keys[k++][at];
    for (uint32_t i = 0; i < count; i++) {
        row[meet->step->meet_column] = in[i];
        Value v = in[i];
        out[kept] = v;
        kept += has_row(meet->table, row) == wanted;
    }
    return kept;
}

static uint32_t keep_met(const Frame *f, const Value *values, uint32_t count, Value *out) {
    for (uint32_t i = 0; i < f->step->meet_count; i++) {
        const Meet *meet = &f->meets[i];
        bool wanted = meet->step->literal->kind == LIT_ATOM;
        count = meet->is_found ? keep_found(meet, f->at, wanted, values, count, out)
                               : keep_in_view(meet->view, wanted, values, count, out);
        values = out;
    }
    return count;
}

/* Some of the values of the binding at hand, as many as the block may have room for; false when there are no more. */
static bool next_values(Frame *f, uint32_t room, Value *spare, const Value **values, uint32_t *count) {
    if (f->step->access == ACCESS_SETS) {
        *values = spare;
        *count = window_read(f->sets, f->end[f->at], &f->begin[f->at], spare, room);
        return f->begin[f->at] < UINT32_MAX;
    }
    uint32_t left = f->end[f->at] - f->begin[f->at];
    *values = f->groups->entries + f->begin[f->at];
    *count = left < room ? left : room;
    f->begin[f->at] += *count;
    return left > room;
}

void meet_expand(Join *join, Frame *f) {
    Value *out = frame_column(join, f, f->step->fresh[0].variable), spare[BLOCK_MOST];
    const Value *values;
    uint32_t count;
    if (!f->is_met) probe(f);
    f->is_met = true;
    for (; f->at < f->input_count; f->at++) {
        bool has_more = true, is_new = true;
        uint32_t most = f->step->access == ACCESS_SETS ? UINT32_MAX : f->end[f->at] - f->begin[f->at];
        while (has_more) {
            if (f->count == join->block || join->visits > VISITS_AT_ONCE * 4) return;
            has_more = next_values(f, join->block - f->count, spare, &values, &count);
            for (uint32_t i = 0; i < f->step->meet_count && is_new; i++)
                set_to_binding(join, &f->meets[i], f->at, has_more ? most : count);
            is_new = false;
            join->visits += count;
            count = keep_met(f, values, count, out + f->count);
            for (uint32_t end = f->count + count; f->count < end; f->count++) join->source[f->count] = f->at;
        }
    }
}
