/* A group run again with some rows barred, and what is kept of such runs.
 *
 * Rows of the group are hidden as they come, before any rule sees them; those of other groups, which are complete,
 * before the group runs.  Nothing is streamed and nothing known as sets meanwhile.  A run set aside keeps its tables;
 * tables of other groups it shares with the store, but for those of which something else is hidden by the end. */
#include "runtime/eval/quarantine_internal.h"
#include "runtime/eval/stream.h"
#include "runtime/store/aside.h"

static bool is_inside(const Quarantine *q, RelId relation) {
    uint32_t component = q->store->program->relations.items[relation].component;
    return component != NO_ID && component >= q->first && component < q->end &&
           q->store->program->components.items[component].rule_count > 0;
}

/* ---- before a run ---- */

/* Takes out what the group has derived.  aside: takes it over; NULL: nobody. */
static void rewind_relation(Quarantine *q, RelId r, Store *aside) {
    Store *store = q->store;
    Table *was = table_rewind(store_table_as_is(store, r), store_given_count(store, r));
    if (aside) {
        aside_take(aside, r, was, store->possible.items[r]);
    } else {
        table_free(was);
        table_free(store->possible.items[r]);
    }
    store->possible.items[r] = NULL;
    if (store->streamed.items[r]) mem_free(store->streamed.items[r]->results);
    mem_free(store->streamed.items[r]);
    store->streamed.items[r] = NULL;
    store->absences.items[r] = (Absence){.is_absent = false};
    uint32_t count = table_count(store_table_as_is(store, r));
    q->work->extents[r] = (Extent){count, count, NO_ID};
}

static void rewind_group(Quarantine *q, Store *aside) {
    const Program *program = q->store->program;
    for (RelId r = 0; r < program->relations.count; r++)
        if (is_inside(q, r)) rewind_relation(q, r, aside);
    Outcome *outcome = q->work->outcome;
    size_t kept = 0;
    for (size_t i = 0; i < outcome->faults.count; i++) {
        RelId head = program->rules.items[outcome->faults.items[i].rule].head;
        if (!is_inside(q, head)) outcome->faults.items[kept++] = outcome->faults.items[i];
    }
    outcome->faults.count = kept;
    outcome->fault_count = q->begin->fault_count;
    outcome->rows_derived = q->begin->rows_derived;
    outcome->rounds = q->begin->rounds;
    q->store->round = q->begin->round;
}

/* Calls it for the row in the table of a relation, and in that of what is possible. */
typedef void OnTable(Table *table, RowId row);
static void in_tables(const Store *store, RelId relation, const Value *row, OnTable *change) {
    Table *tables[] = {store_table(store, relation), store_possible(store, relation)};
    for (int i = 0; i < 2; i++) {
        RowId found = tables[i] ? table_find(tables[i], row) : NO_ROW;
        if (found != NO_ROW) change(tables[i], found);
    }
}

static void show_row(void *context, RelId relation, const Value *row) {
    in_tables(((Quarantine *)context)->store, relation, row, table_show);
}

/* Of other groups; of this one rows are hidden as they come. */
static void hide_outside(void *context, RelId relation, const Value *row) {
    Quarantine *q = context;
    const Table *table = store_table(q->store, relation);
    RowId found = table_find(table, row);
    if (is_inside(q, relation) || found == NO_ROW || table_is_hidden(table, found)) return;
    (void)rows_add(&q->hidden, relation, row);
    in_tables(q->store, relation, row, table_hide);
}

/* Given rows of the group. */
static void hide_inside(void *context, RelId relation, const Value *row) {
    Quarantine *q = context;
    if (is_inside(q, relation)) in_tables(q->store, relation, row, table_hide);
}

void quarantine_bar(Quarantine *q, const RowSet *barred) {
    RowSet own;
    rows_init(&own, q->store->program);
    rows_add_all(&own, barred);
    rows_swap(&q->barred, &own);
    rows_clear(&own);
    rows_each(&q->hidden, show_row, q);
    rows_clear(&q->hidden);
    rows_init(&q->hidden, q->store->program);
    rows_each(&q->barred, hide_outside, q);
    rows_each(&q->barred, hide_inside, q);
}

/* ---- what is contradicted ---- */

void met_init(Met *met, const Program *program) {
    rows_init(&met->rows, program);
    met->pairs = table_new(4);
}

void met_clear(Met *met) {
    rows_clear(&met->rows);
    table_free(met->pairs);
    met->pairs = NULL;
}

Met met_copy(const Met *met) {
    Met copy;
    met_init(&copy, met->rows.program);
    rows_add_all(&copy.rows, &met->rows); /* in their order, by which the pairs name them */
    for (RowId p = 0; p < table_count(met->pairs); p++) (void)table_insert(copy.pairs, table_row(met->pairs, p), NULL);
    return copy;
}

static RowId number_met(Quarantine *q, RelId relation, const Value *row) {
    (void)rows_add(&q->met.rows, relation, row);
    return table_find(q->met.rows.tables.items[relation], row);
}

/* Rows that no rule ever sees need not be barred. */
static void note_row(Quarantine *q, RelId relation, const Value *row) {
    const Table *table = store_table(q->store, relation);
    RowId found = table_find(table, row);
    if (found == NO_ROW || !table_is_sealed(table, found)) (void)rows_add(&q->contradicted, relation, row);
}

static bool is_there(const Quarantine *q, RelId relation, const Value *row) {
    return table_find(store_table(q->store, relation), row) != NO_ROW;
}

/* Rows that have met anything and agree on a key: each is contradicted by any other that is there. */
static bool note_by_key(Quarantine *q, RelId relation, const Key *key) {
    Table *met = q->met.rows.tables.items[relation];
    KeyedRows keyed = keyed_rows(q->store, met, key);
    bool going_on = keyed.index != NULL;
    uint32_t count = table_count(met), *there = mem_alloc_zero(count * sizeof *there);
    RowId *first = mem_alloc(count * sizeof *first);
    for (RowId row = 0; row < count && going_on; row++) {
        first[row] = keyed_first(&keyed, row);
        there[first[row]] += is_there(q, relation, table_row(met, row));
        going_on = conflicts_may_look(q->store, row);
    }
    for (RowId row = 0; row < count && going_on; row++) {
        const Value *values = table_row(met, row);
        if (there[first[row]] > is_there(q, relation, values)) note_row(q, relation, values);
        going_on = conflicts_may_look(q->store, row);
    }
    mem_free(there);
    mem_free(first);
    return going_on;
}

static void note_by_pair(Quarantine *q, const Value *pair) {
    const Value *first = table_row(q->met.rows.tables.items[pair[0]], pair[1]),
                *second = table_row(q->met.rows.tables.items[pair[2]], pair[3]);
    if (is_there(q, pair[2], second)) note_row(q, pair[0], first);
    if (is_there(q, pair[0], first)) note_row(q, pair[2], second);
}

static void note_meeting(Quarantine *q, RelId first, const Value *first_row, RelId second, const Value *second_row,
                         bool is_by_key) {
    RowId a = number_met(q, first, first_row), b = number_met(q, second, second_row);
    if (!is_by_key) (void)table_insert(q->met.pairs, (const Value[]){first, a, second, b}, NULL);
}

static void note_conflict(Quarantine *q, const Conflict *c) {
    note_meeting(q, c->first, table_row(store_table(q->store, c->first), c->first_row), c->second,
                 table_row(store_table(q->store, c->second), c->second_row),
                 c->key < q->store->program->relations.items[c->first].key_count);
}

/* False if the run must stop before all of it is looked at. */
static bool note_met(Quarantine *q) {
    const Program *program = q->store->program;
    bool going_on = true;
    for (size_t i = 0; i < q->found.count && going_on; i++) {
        note_conflict(q, &q->found.items[i]);
        going_on = conflicts_may_look(q->store, (RowId)i);
    }
    for (size_t i = 0; i < q->overruled.count && going_on; i++) {
        const OverruledRow *o = &q->overruled.items[i];
        note_meeting(q, o->open, o->open_row, o->sure, o->sure_row, o->is_by_key);
        going_on = conflicts_may_look(q->store, (RowId)i);
    }
    for (RowId p = 0; p < table_count(q->met.pairs) && going_on; p++) {
        note_by_pair(q, table_row(q->met.pairs, p));
        going_on = conflicts_may_look(q->store, p);
    }
    for (RelId r = 0; r < program->relations.count; r++)
        for (uint32_t k = 0; q->met.rows.tables.items[r] && k < program->relations.items[r].key_count && going_on; k++)
            going_on = note_by_key(q, r, &program->relations.items[r].keys[k]);
    return going_on;
}

bool quarantine_note(Quarantine *q, bool going_on) {
    rows_clear(&q->contradicted);
    rows_init(&q->contradicted, q->store->program);
    if (going_on && q->work->outcome->stop == STOP_NONE && note_met(q)) return true;
    for (size_t i = 0; i < q->found.count; i++) {
        const Conflict *c = &q->found.items[i];
        note_row(q, c->first, table_row(store_table(q->store, c->first), c->first_row));
        note_row(q, c->second, table_row(store_table(q->store, c->second), c->second_row));
    }
    return false;
}

/* ---- a run ---- */

void quarantine_find(Quarantine *q) {
    vec_empty(&q->found);
    vec_empty(&q->overruled);
    conflicts_find(q->store, q->first, q->end, &q->found);
    conflicts_overrule(q->store, q->first, q->end, &q->overruled);
}

bool quarantine_run(Quarantine *q, const RowSet *barred) {
    Work *work = q->work;
    bool named_rows = work->names_rows;
    if (q->has_run && rows_are_same(barred, &q->barred)) return true;
    rewind_group(q, NULL);
    quarantine_bar(q, barred);
    work->names_rows = true; /* so that nothing is streamed, nor known as a set that cannot tell what is hidden */
    work->barred.items = (const Table **)q->barred.tables.items; /* lent */
    work->barred.count = q->barred.tables.count;
    bool going_on = work_run_components(work, q->first, q->end);
    work->barred.items = NULL;
    work->barred.count = 0;
    work->names_rows = named_rows;
    quarantine_find(q);
    q->has_run = true;
    return quarantine_note(q, going_on);
}

/* ---- runs set aside ---- */

/* Rows of the store that only an aggregate has seen so far are looked at by proofs. */
static void fill_earlier(const Quarantine *q) {
    const Program *program = q->store->program;
    for (RelId r = 0; r < program->relations.count; r++) {
        uint32_t component = program->relations.items[r].component;
        if (component == NO_ID || component >= q->first) continue;
        streamed_fill(q->store, r);
        (void)store_table(q->store, r);
    }
}

static bool concerns(const Quarantine *q, const Conflict *c, const RowSet *about) {
    return rows_have(about, c->first, table_row(store_table(q->store, c->first), c->first_row)) ||
           rows_have(about, c->second, table_row(store_table(q->store, c->second), c->second_row));
}

/* Of rows that agree on a key each is told with the first of them, but contradicts all. */
static Table *keys_concerned(const Quarantine *q, const RowSet *about) {
    Table *keys = table_new(3);
    for (size_t i = 0; i < q->found.count; i++) {
        const Conflict *c = &q->found.items[i];
        if (c->key != NO_ID && concerns(q, c, about))
            (void)table_insert(keys, (const Value[]){c->first, c->key, c->first_row}, NULL);
    }
    return keys;
}

void quarantine_set_aside(Quarantine *q, const RowSet *about) {
    fill_earlier(q);
    Stage stage = {.aside = store_add_aside(q->store)};
    rows_init(&stage.barred, q->store->program);
    rows_add_all(&stage.barred, &q->barred);
    Table *keys = keys_concerned(q, about);
    for (size_t i = 0; i < q->found.count; i++) {
        const Conflict *c = &q->found.items[i];
        if (c->key == NO_ID ? !concerns(q, c, about)
                            : table_find(keys, (const Value[]){c->first, c->key, c->first_row}) == NO_ROW)
            continue;
        (void)rows_add(&q->for_good, c->first, table_row(store_table(q->store, c->first), c->first_row));
        (void)rows_add(&q->for_good, c->second, table_row(store_table(q->store, c->second), c->second_row));
        vec_push(&q->told, ((Told){*c, stage.aside}));
    }
    table_free(keys);
    vec_push(&q->stages, stage);
    rewind_group(q, stage.aside);
    q->has_run = false;
}

static bool has_row(const Store *store, const Told *told, RelId relation, RowId row) {
    return table_find(store_table(store, relation), table_row(store_table(told->aside, relation), row)) != NO_ROW;
}

/* Its number here; it is added, and hidden, if it does not follow without what is barred. */
static RowId row_here(Quarantine *q, const Told *told, RelId relation, RowId row) {
    Table *table = store_table(q->store, relation);
    const Table *there = store_table(told->aside, relation);
    RowId here = table_find(table, table_row(there, row));
    if (here == NO_ROW) {
        RowId first = table_count(table);
        table_begin_run(table, table_rule_of(there, row), q->store->round);
        table_insert(table, table_row(there, row), &here);
        table_end_run(table, first);
        store_note_aside(q->store, (RowRef){relation, here}, told->aside, row);
        q->work->extents[relation].old = q->work->extents[relation].end = table_count(table);
    }
    in_tables(q->store, relation, table_row(there, row), table_hide);
    return here;
}

/* What has come about here was found here. */
static void leave_out_found(Quarantine *q) {
    size_t kept = 0;
    for (size_t i = 0; i < q->told.count; i++) {
        const Told *told = &q->told.items[i];
        const Conflict *c = &told->conflict;
        bool is_here =
            has_row(q->store, told, c->first, c->first_row) && has_row(q->store, told, c->second, c->second_row);
        if (!is_here) q->told.items[kept++] = *told;
    }
    q->told.count = kept;
}

typedef struct {
    Quarantine *q;
    const Stage *stage;
} Parting;

/* Of other groups more or less is hidden by now than was in a stage, which then has a table of its own. */
static void part(void *context, RelId relation, const Value *row) {
    const Parting *p = context;
    Store *store = p->q->store, *aside = p->stage->aside;
    Table *possible = store_possible(store, relation);
    if (is_inside(p->q, relation)) return;
    if (store_table(store, relation) == store_table(aside, relation))
        aside_take(aside, relation, table_copy(store_table(store, relation)), possible ? table_copy(possible) : NULL);
    in_tables(aside, relation, row, rows_have(&p->stage->barred, relation, row) ? table_hide : table_show);
}

void quarantine_tell(Quarantine *q, Conflicts *conflicts) {
    for (size_t i = 0; i < q->stages.count; i++) {
        Parting parting = {q, &q->stages.items[i]};
        rows_each(&q->hidden, part, &parting);
        rows_each(&q->stages.items[i].barred, part, &parting);
    }
    leave_out_found(q);
    for (size_t i = 0; i < q->told.count; i++) {
        const Told *told = &q->told.items[i];
        Conflict conflict = told->conflict;
        conflict.first_row = row_here(q, told, conflict.first, conflict.first_row);
        conflict.second_row = row_here(q, told, conflict.second, conflict.second_row);
        vec_push(conflicts, conflict);
    }
}
