/* New rows.
 *
 * Rows of a round are one stretch of each table, so a round costs the relations there are, and its rows once.  A heap
 * keeps as many as are told, the last of them on top. */
#include "runtime/why/firing.h"

#include <stdlib.h>

#include "runtime/eval/budget.h"
#include "runtime/why/through.h"

static bool is_shown(const Relation *relation, bool with_helpers) {
    switch (relation->helper) {
    case HELPER_NONE:
    case HELPER_AGGREGATE:
    case HELPER_STRICT:
    case HELPER_APPLIES:
    case HELPER_OBJECTION: return true;
    default: return with_helpers;
    }
}

typedef struct {
    const Program *program;
    RelId id;
} Named;

static int name_order(const void *a, const void *b) {
    const Named *x = a, *y = b;
    const Relation *p = &x->program->relations.items[program_said(x->program, x->id)];
    const Relation *q = &x->program->relations.items[program_said(x->program, y->id)];
    if (p->name != q->name && p->name != NO_SYMBOL && q->name != NO_SYMBOL) {
        const Interner *symbols = values_symbols(x->program->values);
        return str_compare(intern_text(symbols, p->name), intern_text(symbols, q->name));
    }
    if (p->name != q->name) return p->name == NO_SYMBOL ? 1 : -1;
    if (p->arity != q->arity) return p->arity < q->arity ? -1 : 1;
    if (p->is_negative != q->is_negative) return p->is_negative ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
}

void firings_init(Firings *f, const Store *store, Symbol name, bool with_helpers) {
    const Program *program = store->program;
    size_t count = program->relations.count;
    *f = (Firings){.store = store, .with_helpers = with_helpers};
    arena_init(&f->arena);
    f->shows = arena_array(&f->arena, bool, count + 1);
    f->rank = arena_array(&f->arena, uint32_t, count + 1);
    Named *named = arena_array(&f->arena, Named, count + 1);
    for (RelId id = 0; id < count; id++) {
        const Relation *said = &program->relations.items[program_said(program, id)];
        bool is_named = name == NO_SYMBOL || said->name == name;
        f->shows[id] = is_named && is_shown(&program->relations.items[id], with_helpers);
        named[id] = (Named){program, id};
    }
    qsort(named, count, sizeof *named, name_order);
    for (uint32_t i = 0; i < count; i++) f->rank[named[i].id] = i;
}

void firings_clear(Firings *f) { arena_clear(&f->arena); }

bool firing_is_repeated(const Firings *f, RowRef row) {
    const Program *program = f->store->program;
    RuleId id = table_rule_of(store_table(f->store, row.relation), row.row);
    if (f->with_helpers || id == NO_ID || !rule_passes_on(program, &program->rules.items[id])) return false;
    Helper from = program->relations.items[program->rules.items[id].body[0].relation].helper;
    return program->relations.items[row.relation].helper != HELPER_NONE || from == HELPER_STRICT;
}

/* ---- the first of many ---- */

static bool is_before(const Firings *f, RowRef a, RowRef b) {
    if (a.relation != b.relation) return f->rank[a.relation] < f->rank[b.relation];
    const Table *table = store_table(f->store, a.relation);
    for (uint32_t c = 0; c < table_arity(table); c++) {
        int order = value_compare(f->store->program->values, table_row(table, a.row)[c], table_row(table, b.row)[c]);
        if (order) return order < 0;
    }
    return false;
}

static void sift_down(const Firings *f, RowRef *rows, size_t at, size_t count) {
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_before(f, rows[child], rows[child + 1])) child++;
        if (!is_before(f, rows[at], rows[child])) return;
        RowRef swap = rows[at];
        rows[at] = rows[child];
        rows[child] = swap;
    }
}

static void offer(const Firings *f, RowRef row, uint32_t most, RowRefs *rows) {
    if (rows->count < most) {
        vec_push(rows, row);
        for (size_t at = rows->count - 1, above; at > 0; at = above) {
            above = (at - 1) / 2;
            if (!is_before(f, rows->items[above], rows->items[at])) break;
            RowRef swap = rows->items[above];
            rows->items[above] = rows->items[at];
            rows->items[at] = swap;
        }
    } else if (most && is_before(f, row, rows->items[0])) {
        rows->items[0] = row;
        sift_down(f, rows->items, 0, rows->count);
    }
}

uint64_t firings_of_round(const Firings *f, Round round, uint32_t most, RowRefs *rows) {
    enum { ROWS_BETWEEN_CHECKS = 1 << 16 };
    uint64_t count = 0;
    vec_empty(rows);
    for (RelId id = 0; id < f->store->tables.count; id++) {
        if (!f->shows[id]) continue;
        const Table *table = store_table(f->store, id);
        RowId end = table_count_before(table, round + 1);
        for (RowId row = table_count_before(table, round); row < end; row++) {
            if (row % ROWS_BETWEEN_CHECKS == ROWS_BETWEEN_CHECKS - 1 && store_is_overdue(f->store)) break;
            if (firing_is_repeated(f, (RowRef){id, row})) continue;
            count++;
            offer(f, (RowRef){id, row}, most, rows);
        }
    }
    for (size_t left = rows->count; left-- > 1;) {
        RowRef last = rows->items[0];
        rows->items[0] = rows->items[left];
        rows->items[left] = last;
        sift_down(f, rows->items, 0, left);
    }
    return count;
}
