/* Groups.
 *
 * The rows that are listed are the first in value order, so that the order of facts, and whether rows were stored, do
 * not matter: a heap keeps as many as are listed, the last of them on top. */
#include "runtime/why/group.h"

#include "runtime/eval/stream.h"
#include "runtime/store/seek.h"

typedef struct {
    const Store *store;
    const Rule *rule;
    const Table *table;
    Value result;
    bool is_extreme;
    RowId *rows; /* a heap: the one that would go first on top */
    uint32_t count, total;
} Picking;

/* Whether a is listed before b. */
static bool is_before(const Picking *p, RowId a, RowId b) {
    const Value *x = table_row(p->table, a), *y = table_row(p->table, b);
    uint32_t column = p->rule->group_count;
    bool x_is_result = x[column] == p->result, y_is_result = y[column] == p->result;
    if (p->is_extreme && x_is_result != y_is_result) return x_is_result;
    for (uint32_t c = column; c < table_arity(p->table); c++) {
        int order = value_compare(p->store->program->values, x[c], y[c]);
        if (order) return order < 0;
    }
    return false;
}

static void sift_down(const Picking *p, uint32_t at, uint32_t count) {
    for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && is_before(p, p->rows[child], p->rows[child + 1])) child++;
        if (!is_before(p, p->rows[at], p->rows[child])) return;
        RowId swap = p->rows[at];
        p->rows[at] = p->rows[child];
        p->rows[child] = swap;
    }
}

static void sift_up(const Picking *p, uint32_t at) {
    for (uint32_t above; at > 0 && is_before(p, p->rows[above = (at - 1) / 2], p->rows[at]); at = above) {
        RowId swap = p->rows[at];
        p->rows[at] = p->rows[above];
        p->rows[above] = swap;
    }
}

static void pick(void *context, RowId row) {
    Picking *p = context;
    p->total++;
    if (p->count < GROUP_ROWS_LISTED) {
        p->rows[p->count++] = row;
        sift_up(p, p->count - 1);
    } else if (is_before(p, row, p->rows[0])) {
        p->rows[0] = row;
        sift_down(p, 0, p->count);
    }
}

void group_each(const Store *store, const Rule *rule, const Value *head, OnGroupRow *tell, void *context) {
    streamed_fill(store, rule->body[0].relation);
    Table *table = store_table(store, rule->body[0].relation);
    if (rule->group_count == 0) {
        for (RowId row = 0; row < table_count(table); row++) tell(context, row);
        return;
    }
    Seek seek = seek_rows(table, UINT64_MAX >> (64 - rule->group_count), head, 0, table_count(table));
    for (RowId row; (row = seek_next(&seek)) != NO_ROW;) tell(context, row);
}

uint32_t group_list(const Store *store, const Rule *rule, const Value *head, RowId *rows, uint32_t *total) {
    streamed_fill(store, rule->body[0].relation);
    Picking p = {store, rule, store_table(store, rule->body[0].relation), head[rule->group_count], false, rows, 0, 0};
    p.is_extreme = rule->aggregate == AGG_MIN || rule->aggregate == AGG_MAX;
    group_each(store, rule, head, pick, &p);
    for (uint32_t left = p.count; left-- > 1;) {
        RowId last = rows[0];
        rows[0] = rows[left];
        rows[left] = last;
        sift_down(&p, 0, left);
    }
    *total = p.total;
    return p.count;
}
