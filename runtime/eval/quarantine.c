/* Nothing follows from a contradiction, within a group either.
 *
 * Who reads p waits for -p, so what contradicts itself is hidden before anybody reads it; but not where something that
 * rests on p leads on to -p, or to another row on which that hangs: all of them are in one group, whose rules have read
 * p by the time the contradiction is found.  Then the group is run again with some rows barred: they follow, and no
 * rule sees them.  Let F(B) be the rows that another one contradicts which is there when B is barred, of those that
 * they have met in this or an earlier run since it was begun; whether they are there themselves does not matter, since
 * no rule is to see them if they are.
 *
 *     B = F(B)       is what is looked for: just what is contradicted is barred, all of it by what rests on no barred
 *                    row.
 *
 * It is approached from both sides, from nothing: F(B) is too much where B is too little, and the other way round, so
 * that F, F F, ... close in on it (A. Van Gelder, The alternating fixpoint of logic programs with negation, 1993).  So
 * a row that is contradicted only by what follows from another contradiction is not contradicted.  No order of rules,
 * facts or files comes into this.
 * Where the two sides do not meet, some of the rows between them lead to their own contrary:
 * p, then r from p, then -p from r.
 * They are barred for good, those first that hang on no others: x hangs on y if x is contradicted no more once y is
 * barred too, and of the circles in this relation those are taken that hang on nothing outside; then it is begun anew.
 * Where no such circle is found, or there are too many rows to try, all rows between are barred: more than need be, but
 * each contradicted by what follows from given facts and strict rules.  The contrary of such a row has its proof in an
 * aside, the group as it was before the row was barred.  Each time more rows are barred for good than before, so that
 * it comes to an end: if none of the two sides has any to tell, as `not` may have it,
 * then the latest run before them that has.
 * What is strictly shown and undecided meets what it would contradict as well, so that nothing hangs on it where that
 * is given; such rows alone close in at once, since what was decided before they are barred stays so.
 * A group in which nothing contradicts itself, or nothing is read that does, pays nothing; others are run once or twice
 * more, and once more for each contradiction that has another one behind it. */
#include "runtime/eval/quarantine_internal.h"

#include <assert.h>

enum { BETWEEN_TRIED = 32, /* rows */ TURNS_MOST = 64 /* without closing in */ };

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

/* What is barred on its way. */
typedef struct {
    RowSet low, high;
    RowSet telling; /* in the latest run that has something to tell */
} Sides;

/* Whether rows contradict each other in the run that are not barred for good. */
static bool has_to_tell(const Quarantine *q) {
    for (size_t i = 0; i < q->found.count; i++) {
        const Conflict *c = &q->found.items[i];
        if (!rows_have(&q->for_good, c->first, table_row(store_table(q->store, c->first), c->first_row)) ||
            !rows_have(&q->for_good, c->second, table_row(store_table(q->store, c->second), c->second_row)))
            return true;
    }
    return false;
}

static bool run_to_tell(Quarantine *q, const RowSet *barred, RowSet *telling) {
    if (!quarantine_run(q, barred)) return false;
    if (!has_to_tell(q)) return true;
    rows_clear(telling);
    rows_init(telling, q->store->program);
    rows_add_all(telling, barred);
    return true;
}

typedef enum { STOPPED, MET, APART, ASTRAY } Meeting;

/* From what is barred for good; MET: the run in the tables is that of B.  Else `high` is what comes of `low`, and in
 * APART the other way round as well; ASTRAY: because of `not` they may go on for ever without closing in.  In both a
 * run has had something to tell: what is contradicted and not barred for good has met its contrary in one of these. */
static Meeting close_in(Quarantine *q, Sides *sides) {
    RowSet next, *low = &sides->low, *high = &sides->high;
    rows_init(&next, q->store->program);
    rows_add_all(low, &q->for_good);
    bool going_on = run_to_tell(q, low, &sides->telling), is_closer = true;
    take_barred(q, high);
    bool is_met = rows_are_same(low, high), is_apart = false;
    for (uint32_t turn = 0; going_on && !is_met && !is_apart && (is_closer || turn < TURNS_MOST); turn++) {
        going_on = run_to_tell(q, high, &sides->telling);
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

/* As it is without streams, which leave rows out. */
static bool run_to_keep(Quarantine *q, const RowSet *barred) {
    q->has_run = false;
    return quarantine_run(q, barred);
}

static bool set_all_aside(Quarantine *q, const RowSet *barred) {
    if (!run_to_keep(q, barred)) return false;
    if (!has_to_tell(q)) return true;
    RowSet about;
    rows_init(&about, q->store->program);
    rows_add_all(&about, &q->contradicted);
    quarantine_set_aside(q, &about);
    rows_clear(&about);
    return true;
}

/* hangs[x * count + y]: x is contradicted no more once y is barred as well.  What has met only then is forgotten: it
 * does not matter in which order they are tried. */
static bool find_what_hangs(Quarantine *q, const RowSet *low, const Betweens *b, bool *hangs) {
    size_t count = b->rows.count;
    bool going_on = true;
    for (size_t y = 0; y < count && going_on; y++) {
        Met before = met_copy(&q->met);
        RowSet more;
        rows_init(&more, q->store->program);
        rows_add_all(&more, low);
        (void)rows_add(&more, b->rows.items[y].relation, b->rows.items[y].row);
        going_on = quarantine_run(q, &more);
        for (size_t x = 0; x < count; x++)
            hangs[x * count + y] = !rows_have(&q->contradicted, b->rows.items[x].relation, b->rows.items[x].row);
        rows_clear(&more);
        met_clear(&q->met);
        q->met = before;
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
        if (going_on) quarantine_set_aside(q, &chosen);
    } else if (going_on) {
        going_on = set_all_aside(q, low);
    }
    vec_free(&between.rows);
    rows_clear(&chosen);
    return going_on;
}

/* Two sets, each made of the other, that are not within each other come of `not`. */
static bool bar_of(Quarantine *q, Meeting meeting, const RowSet *one, const RowSet *other) {
    if (meeting == APART && is_within(one, other)) return bar_first(q, one, other);
    if (meeting == APART && is_within(other, one)) return bar_first(q, other, one);
    return set_all_aside(q, one) && set_all_aside(q, other);
}

/* What has met is forgotten: it is begun anew. */
static bool bar_more(Quarantine *q, Meeting meeting, const Sides *sides) {
    uint32_t before = q->for_good.count;
    bool going_on = bar_of(q, meeting, &sides->low, &sides->high);
    if (going_on && q->for_good.count == before) going_on = set_all_aside(q, &sides->telling);
    assert(!going_on || q->for_good.count > before);
    met_clear(&q->met);
    met_init(&q->met, q->store->program);
    q->has_run = false;
    return going_on;
}

/* ---- the result ---- */

static void finish(Quarantine *q, Conflicts *conflicts) {
    size_t before = conflicts->count;
    for (size_t i = 0; i < q->overruled.count; i++) {
        Table *possible = store_possible(q->store, q->overruled.items[i].open);
        table_hide(possible, table_find(possible, q->overruled.items[i].open_row));
    }
    for (size_t i = 0; i < q->found.count; i++) vec_push(conflicts, q->found.items[i]);
    conflicts_hide(q->store, before, conflicts);
    quarantine_tell(q, conflicts);
}

static void clear(Quarantine *q) {
    for (size_t i = 0; i < q->stages.count; i++) rows_clear(&q->stages.items[i].barred);
    rows_clear(&q->barred);
    rows_clear(&q->hidden);
    met_clear(&q->met);
    rows_clear(&q->contradicted);
    rows_clear(&q->for_good);
    vec_free(&q->stages);
    vec_free(&q->found);
    vec_free(&q->overruled);
    vec_free(&q->told);
}

/* What a run that stops has found follows from rows that may be contradicted:
 * all of it is taken out, and the contradictions are told. */
static void give_up(Quarantine *q) {
    Outcome *outcome = q->work->outcome;
    uint64_t rows = outcome->rows_derived, rounds = outcome->rounds; /* of these it is told all the same */
    RowSet about;
    rows_init(&about, q->store->program);
    rows_add_all(&about, &q->contradicted);
    quarantine_set_aside(q, &about);
    rows_add_all(&about, &q->barred);
    quarantine_bar(q, &about);
    vec_empty(&q->found);
    vec_empty(&q->overruled);
    outcome->rows_derived = rows;
    outcome->rounds = rounds;
    rows_clear(&about);
}

static bool quarantine(Quarantine *q) {
    Meeting meeting = APART;
    while (meeting == APART || meeting == ASTRAY) {
        Sides sides;
        rows_init(&sides.low, q->store->program);
        rows_init(&sides.high, q->store->program);
        rows_init(&sides.telling, q->store->program);
        meeting = close_in(q, &sides);
        if (meeting != MET && meeting != STOPPED && !bar_more(q, meeting, &sides)) meeting = STOPPED;
        rows_clear(&sides.low);
        rows_clear(&sides.high);
        rows_clear(&sides.telling);
    }
    return meeting == MET;
}

/* Whether a rule of the group has looked at what is contradicted. */
static bool was_read(const Quarantine *q) {
    const Program *program = q->store->program;
    bool *is_found = mem_alloc_zero(program->relations.count + 1), was_read = false;
    for (size_t i = 0; i < q->found.count; i++)
        is_found[q->found.items[i].first] = is_found[q->found.items[i].second] = true;
    for (size_t i = 0; i < q->overruled.count; i++) is_found[q->overruled.items[i].open] = true;
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
    quarantine_find(&q);
    if (q.found.count == 0 && q.overruled.count == 0) {
        vec_free(&q.found);
        vec_free(&q.overruled);
        return going_on;
    }
    rows_init(&q.barred, work->store->program);
    rows_init(&q.hidden, work->store->program);
    met_init(&q.met, work->store->program);
    rows_init(&q.contradicted, work->store->program);
    rows_init(&q.for_good, work->store->program);
    if (was_read(&q)) {
        going_on = quarantine_note(&q, going_on) && quarantine(&q);
        if (!going_on) give_up(&q);
    }
    finish(&q, conflicts);
    clear(&q);
    return going_on;
}
