/* Nothing follows from a contradiction, within a group either.
 *
 * Who reads p waits for -p, so what contradicts itself is hidden before anybody reads it; but not where something that rests
 * on p leads on to -p, or to another row on which that hangs: all of them are in one group, whose rules have read p by
 * the time the contradiction is found.  Then the group is run again with some rows barred: they follow, and no rule sees
 * them.  Let F(B) be the rows that contradict another in the group when B is barred.
 *
 *     B = F(B)       is what is looked for: just what is contradicted is barred, all of it by what rests on no barred row.
 *
 * It is approached from both sides, from nothing: F(B) is too much where B is too little, and the other way round, so that
 * F, F F, ... close in on it (A. Van Gelder, The alternating fixpoint of logic programs with negation, 1993).  So a row that
 * is contradicted only by what follows from another contradiction is not contradicted.  No order of rules, facts or
 * files comes into this.
 * Where the two sides do not meet, some of the rows between them lead to their own contrary: p, then r from p, then -p from r.
 * They are barred for good, those first that hang on no others: x hangs on y if x is contradicted no more once y is barred
 * too, and of the circles in this relation those are taken that hang on nothing outside; then it is begun anew.  Where no
 * such circle is found, or there are too many rows to try, all rows between are barred: more than need be, but each
 * contradicted by what follows from given facts and strict rules.  The contrary of such a row has its proof in an aside, the
 * group as it was before the row was barred.
 * A group in which nothing contradicts itself, or nothing is read that does, pays nothing; others are run once or twice
 * more, and once more for each contradiction that has another one behind it. */
#include "runtime/eval/barred.h"
#include "runtime/eval/run_internal.h"
#include "runtime/eval/stream.h"
#include "runtime/store/aside.h"

enum { BETWEEN_TRIED = 32, /* rows */ TURNS_MOST = 64 /* without closing in */ };

/* A contradiction that only comes about in an aside, by the numbers of rows there. */
typedef struct {
    Conflict conflict;
    Store *aside;
} Told;

/* A group set aside, and what was barred in it. */
typedef struct {
    Store *aside;
    RowSet barred;
} Stage;

typedef struct {
    Work *work;
    Store *store;
    const GroupBegin *begin;
    uint32_t first, end;
    bool has_run;        /* the tables are those of a run */
    RowSet barred;       /* in that */
    RowSet hidden;       /* those of other groups that were not before */
    Conflicts found;     /* in that */
    RowSet contradicted; /* their rows */
    RowSet for_good;     /* not to be seen in any run to come */
    Vec(Stage) stages;
    Vec(Told) told;
} Quarantine;

static bool is_inside(const Quarantine *q, RelId relation) {
    uint32_t component = q->store->program->relations.items[relation].component;
    return component != NO_ID && component >= q->first && component < q->end &&
           q->store->program->components.items[component].rule_count > 0;
}

/* ---- one run ---- */

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

static void bar(Quarantine *q, const RowSet *barred) {
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

/* Rows that no rule ever sees need not be barred. */
static void note_row(Quarantine *q, RelId relation, RowId row) {
    const Table *table = store_table(q->store, relation);
    if (!table_is_sealed(table, row)) (void)rows_add(&q->contradicted, relation, table_row(table, row));
}

static void note_contradicted(Quarantine *q) {
    rows_clear(&q->contradicted);
    rows_init(&q->contradicted, q->store->program);
    for (size_t i = 0; i < q->found.count; i++) {
        note_row(q, q->found.items[i].first, q->found.items[i].first_row);
        note_row(q, q->found.items[i].second, q->found.items[i].second_row);
    }
}

/* F: what is contradicted when these rows are barred.  False if the run must stop. */
static bool run_barring(Quarantine *q, const RowSet *barred) {
    Work *work = q->work;
    bool named_rows = work->names_rows;
    if (q->has_run && rows_are_same(barred, &q->barred)) return true;
    rewind_group(q, NULL);
    bar(q, barred);
    work->names_rows = true; /* so that nothing is streamed, nor known as a set that cannot tell what is hidden */
    work->barred.items = (const Table **)q->barred.tables.items; /* lent */
    work->barred.count = q->barred.tables.count;
    bool going_on = work_run_components(work, q->first, q->end);
    work->barred.items = NULL;
    work->barred.count = 0;
    work->names_rows = named_rows;
    vec_empty(&q->found);
    conflicts_find(q->store, q->first, q->end, &q->found);
    note_contradicted(q);
    q->has_run = true;
    return going_on && work->outcome->stop == STOP_NONE;
}

/* ---- closing in ---- */

typedef struct {
    RelId relation;
    const Value *row;
} Between;

typedef struct {
    const RowSet *low;
    Vec(Between) rows;
} Betweens;

static void list_between(void *context, RelId relation, const Value *row) {
    Betweens *b = context;
    if (!rows_have(b->low, relation, row)) vec_push(&b->rows, ((Between){relation, row}));
}

static bool is_within(const RowSet *a, const RowSet *b) {
    Betweens rest = {.low = b};
    rows_each(a, list_between, &rest);
    bool is_empty = rest.rows.count == 0;
    vec_free(&rest.rows);
    return is_empty;
}

/* What is contradicted now, and what is barred for good. */
static void take_barred(const Quarantine *q, RowSet *set) {
    rows_clear(set);
    rows_init(set, q->store->program);
    rows_add_all(set, &q->for_good);
    rows_add_all(set, &q->contradicted);
}

typedef enum { STOPPED, MET, APART, ASTRAY } Meeting;

/* From what is barred for good; MET: the run in the tables is that of B.  Else *high is what comes of *low, and in APART the
 * other way round as well; ASTRAY: because of `not` they may go on for ever without closing in. */
static Meeting close_in(Quarantine *q, RowSet *low, RowSet *high) {
    RowSet next;
    rows_init(&next, q->store->program);
    rows_add_all(low, &q->for_good);
    bool going_on = run_barring(q, low), is_closer = true;
    take_barred(q, high);
    bool is_met = rows_are_same(low, high), is_apart = false;
    for (uint32_t turn = 0; going_on && !is_met && !is_apart && (is_closer || turn < TURNS_MOST); turn++) {
        going_on = run_barring(q, high);
        take_barred(q, &next);
        is_met = rows_are_same(&next, high);
        is_apart = rows_are_same(&next, low);
        is_closer = turn % 2 ? is_within(&next, low) : is_within(low, &next);
        if (is_met || is_apart) break;
        rows_swap(&next, low);
        rows_swap(low, high); /* the latest is tried next */
    }
    rows_clear(&next);
    return !going_on ? STOPPED : is_met ? MET : is_apart ? APART : ASTRAY;
}

/* ---- rows that lead to their own contrary ---- */

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

/* Takes the group as it is aside, with all contradictions in it that concern rows of `about`, which are barred for good with
 * their contraries. */
static void set_aside(Quarantine *q, const RowSet *about) {
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

/* As it is without streams, which leave rows out. */
static bool run_to_keep(Quarantine *q, const RowSet *barred) {
    q->has_run = false;
    return run_barring(q, barred);
}

static bool set_all_aside(Quarantine *q, const RowSet *barred) {
    if (!run_to_keep(q, barred)) return false;
    RowSet about;
    rows_init(&about, q->store->program);
    rows_add_all(&about, &q->contradicted);
    set_aside(q, &about);
    rows_clear(&about);
    return true;
}

/* hangs[x * count + y]: x is contradicted no more once y is barred as well. */
static bool find_what_hangs(Quarantine *q, const RowSet *low, const Betweens *b, bool *hangs) {
    size_t count = b->rows.count;
    bool going_on = true;
    for (size_t y = 0; y < count && going_on; y++) {
        RowSet more;
        rows_init(&more, q->store->program);
        rows_add_all(&more, low);
        (void)rows_add(&more, b->rows.items[y].relation, b->rows.items[y].row);
        going_on = run_barring(q, &more);
        for (size_t x = 0; x < count; x++)
            hangs[x * count + y] = !rows_have(&q->contradicted, b->rows.items[x].relation, b->rows.items[x].row);
        rows_clear(&more);
    }
    for (size_t k = 0; k < count; k++) /* and through others */
        for (size_t x = 0; x < count; x++)
            for (size_t y = 0; y < count; y++)
                hangs[x * count + y] = hangs[x * count + y] || (hangs[x * count + k] && hangs[k * count + y]);
    return going_on;
}

/* Rows on circles that hang on nothing outside. */
static void choose_first(const Betweens *b, const bool *hangs, RowSet *chosen) {
    size_t count = b->rows.count;
    for (size_t x = 0; x < count; x++) {
        bool is_first = hangs[x * count + x];
        for (size_t y = 0; y < count && is_first; y++) is_first = !hangs[x * count + y] || hangs[y * count + x];
        if (is_first) (void)rows_add(chosen, b->rows.items[x].relation, b->rows.items[x].row);
    }
}

/* Of the rows between two sets, one within the other.  False if the run must stop. */
static bool bar_first(Quarantine *q, const RowSet *low, const RowSet *high) {
    Betweens between = {.low = low};
    RowSet chosen;
    bool going_on = true;
    rows_init(&chosen, q->store->program);
    rows_each(high, list_between, &between);
    if (between.rows.count <= BETWEEN_TRIED) {
        bool *hangs = mem_alloc_zero(between.rows.count * between.rows.count + 1);
        going_on = find_what_hangs(q, low, &between, hangs);
        if (going_on) choose_first(&between, hangs, &chosen);
        mem_free(hangs);
    }
    if (going_on && chosen.count) {
        going_on = run_to_keep(q, low);
        if (going_on) set_aside(q, &chosen);
    } else if (going_on) {
        going_on = set_all_aside(q, low);
    }
    vec_free(&between.rows);
    rows_clear(&chosen);
    return going_on;
}

/* Two sets, each made of the other, that are not within each other come of `not`. */
static bool bar_between(Quarantine *q, Meeting meeting, const RowSet *one, const RowSet *other) {
    if (meeting == APART && is_within(one, other)) return bar_first(q, one, other);
    if (meeting == APART && is_within(other, one)) return bar_first(q, other, one);
    return set_all_aside(q, one) && set_all_aside(q, other);
}

/* ---- what only comes about aside ---- */

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

static void tell(Quarantine *q, Conflicts *conflicts) {
    leave_out_found(q);
    for (size_t i = 0; i < q->told.count; i++) {
        const Told *told = &q->told.items[i];
        Conflict conflict = told->conflict;
        conflict.first_row = row_here(q, told, conflict.first, conflict.first_row);
        conflict.second_row = row_here(q, told, conflict.second, conflict.second_row);
        vec_push(conflicts, conflict);
    }
}

/* ---- the result ---- */

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

static void finish(Quarantine *q, Conflicts *conflicts) {
    size_t before = conflicts->count;
    for (size_t i = 0; i < q->found.count; i++) vec_push(conflicts, q->found.items[i]);
    conflicts_hide(q->store, before, conflicts);
    for (size_t i = 0; i < q->stages.count; i++) {
        Parting parting = {q, &q->stages.items[i]};
        rows_each(&q->hidden, part, &parting);
        rows_each(&q->stages.items[i].barred, part, &parting);
    }
    tell(q, conflicts);
}

static void clear(Quarantine *q) {
    for (size_t i = 0; i < q->stages.count; i++) rows_clear(&q->stages.items[i].barred);
    rows_clear(&q->barred);
    rows_clear(&q->hidden);
    rows_clear(&q->contradicted);
    rows_clear(&q->for_good);
    vec_free(&q->stages);
    vec_free(&q->found);
    vec_free(&q->told);
}

/* What a run that stops has found follows from rows that may be contradicted: all of it is taken out, and the contradictions
 * are told. */
static void give_up(Quarantine *q) {
    RowSet about;
    rows_init(&about, q->store->program);
    rows_add_all(&about, &q->contradicted);
    set_aside(q, &about);
    rows_add_all(&about, &q->barred);
    bar(q, &about);
    vec_empty(&q->found);
    rows_clear(&about);
}

static bool quarantine(Quarantine *q) {
    Meeting meeting = APART;
    while (meeting == APART || meeting == ASTRAY) {
        RowSet low, high;
        rows_init(&low, q->store->program);
        rows_init(&high, q->store->program);
        meeting = close_in(q, &low, &high);
        if (meeting != MET && meeting != STOPPED && !bar_between(q, meeting, &low, &high)) meeting = STOPPED;
        rows_clear(&low);
        rows_clear(&high);
    }
    return meeting == MET;
}

/* Whether a rule of the group has looked at what is contradicted. */
static bool was_read(const Quarantine *q) {
    const Program *program = q->store->program;
    bool *is_found = mem_alloc_zero(program->relations.count + 1), was_read = false;
    for (size_t i = 0; i < q->found.count; i++)
        is_found[q->found.items[i].first] = is_found[q->found.items[i].second] = true;
    for (uint32_t c = q->first; c < q->end; c++)
        for (uint32_t i = 0; i < program->components.items[c].rule_count && !was_read; i++) {
            const Rule *rule = &program->rules.items[program->components.items[c].rules[i]];
            for (uint32_t k = 0; k < rule->literal_count; k++) {
                const Literal *literal = &rule->body[k];
                was_read = was_read || (literal->terms && !literal->sees_hidden && is_found[literal->relation]);
            }
        }
    mem_free(is_found);
    return was_read;
}

bool group_quarantine(Work *work, const GroupBegin *begin, uint32_t first, uint32_t end, bool going_on,
                      Conflicts *conflicts) {
    Quarantine q = {
        .work = work,
        .store = work->store,
        .begin = begin,
        .first = first,
        .end = end,
        .has_run = true,
    };
    conflicts_find(work->store, first, end, &q.found);
    if (q.found.count == 0) return going_on;
    rows_init(&q.barred, work->store->program);
    rows_init(&q.hidden, work->store->program);
    rows_init(&q.contradicted, work->store->program);
    rows_init(&q.for_good, work->store->program);
    if (was_read(&q)) {
        note_contradicted(&q);
        going_on = going_on && quarantine(&q);
        if (!going_on) give_up(&q);
    }
    finish(&q, conflicts);
    clear(&q);
    return going_on;
}
