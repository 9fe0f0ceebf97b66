/* Components in three values.
 *
 * The rules are made ground (ground.c), the well-founded model of that is found (model.c), and what is true is added to
 * the tables as if rounds had found it: a round for each step away from what needs no row of the component, so that a
 * row's premises are of earlier rounds, within a round in the order of rules and instances.  What is neither true nor
 * false goes to the possible tables.
 * A component that denies nothing undecided needs no instances:
 * two runs in two values bound it from below and above. */
#include "runtime/eval/alternate.h"

#include <stdlib.h>

#include "runtime/eval/ground.h"

bool component_needs_three_values(const Store *store, const Component *component) {
    bool reads_undecided = component->is_alternating;
    if (component->rule_count == 0) return false;
    for (uint32_t i = 0; i < component->relation_count && !reads_undecided; i++)
        reads_undecided = store_suspended(store, component->relations[i]) != NULL;
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        if (rule->is_fold) return false; /* it looks at them itself */
        for (uint32_t k = 0; k < rule->literal_count && !reads_undecided; k++) {
            LiteralKind kind = rule->body[k].kind;
            reads_undecided = (kind == LIT_ATOM || kind == LIT_NOT) && store_possible(store, rule->body[k].relation);
        }
    }
    return reads_undecided;
}

/* ---- true rows, round by round ---- */

enum { BUFFER_ROWS = 1024 };

typedef struct {
    Work *work;
    Scratch *scratch;
    const Ground *ground;
    const Model *model;
    uint32_t *waiting;           /* by true instance: its atoms that have no round yet */
    bool *is_placed;             /* by atom */
    InstanceId first_projection; /* instances from here on are projections */
    Vec(InstanceId) ready, next;
    Vec(AtomId) placed; /* in this round */
    Vec(Value) buffer;  /* rows of one scheme */
    uint32_t buffered;
} Placing;

static void place(Placing *p, AtomId a) {
    p->is_placed[a] = true;
    vec_push(&p->placed, a);
}

/* Tells those that wait for the atoms placed.  A projection has the round of its row. */
static void spread(Placing *p) {
    const Model *m = p->model;
    for (size_t n = 0; n < p->placed.count; n++) {
        AtomId a = p->placed.items[n];
        for (uint32_t k = m->first[a]; k < m->first[a + 1]; k++) {
            InstanceId i = m->occurrences[k] / 2;
            if (m->occurrences[k] & 1 || !instance_is_true(m, i) || --p->waiting[i] > 0) continue;
            AtomId head = p->ground->heads[i];
            if (p->is_placed[head]) continue;
            if (i >= p->first_projection)
                place(p, head);
            else
                vec_push(&p->next, i);
        }
    }
    vec_empty(&p->placed);
}

static bool flush(Placing *p, const Scheme *scheme) {
    bool going_on = p->buffered == 0 || work_add(p->work, scheme->rule, p->scratch->spaces.items[scheme->head].real,
                                                 p->buffer.items, p->buffered);
    vec_empty(&p->buffer);
    p->buffered = 0;
    return going_on;
}

static void keep_row(Placing *p, const Scheme *scheme, AtomId a) {
    const Space *space = &p->scratch->spaces.items[scheme->head];
    const Table *table = store_table(&p->scratch->store, space->relation);
    const Value *row = table_row(table, a - space->first);
    for (uint32_t c = 0; c < table_arity(table); c++) vec_push(&p->buffer, row[c]);
    vec_reserve(&p->buffer, 1);
    p->buffered++;
}

/* Schemes have their instances one behind the other. */
static const Scheme *scheme_of(const Placing *p, InstanceId i) {
    size_t low = 0, high = p->scratch->schemes.count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (p->scratch->schemes.items[middle].first <= i)
            low = middle;
        else
            high = middle;
    }
    return &p->scratch->schemes.items[low];
}

/* The heads of the instances that are ready, each from the first of them. */
static bool add_round(Placing *p) {
    if (!work_begin_round(p->work)) return false;
    const Scheme *scheme = scheme_of(p, p->ready.items[0]);
    for (size_t n = 0; n < p->ready.count; n++) {
        InstanceId i = p->ready.items[n];
        AtomId head = p->ground->heads[i];
        if (p->is_placed[head]) continue;
        if (i - scheme->first >= scheme->count || p->buffered == BUFFER_ROWS) {
            if (!flush(p, scheme)) return false;
            scheme = scheme_of(p, i);
        }
        place(p, head);
        keep_row(p, scheme, head);
    }
    return flush(p, scheme);
}

static void next_round(Placing *p) {
    vec_empty(&p->ready);
    bool is_sorted = true;
    for (size_t n = 0; n < p->next.count; n++) {
        if (n && p->next.items[n] < p->next.items[n - 1]) is_sorted = false;
        vec_push(&p->ready, p->next.items[n]);
    }
    if (!is_sorted) sort_numbers(p->ready.items, p->ready.count);
    vec_empty(&p->next);
}

/* Given atoms have round 0; instances that need no row of the component are ready at once. */
static void begin_placing(Placing *p) {
    const Ground *g = p->ground;
    p->waiting = mem_alloc_zero((size_t)g->instance_count * sizeof *p->waiting + 1);
    p->is_placed = mem_alloc_zero((size_t)g->atom_count + 1);
    p->first_projection = g->instance_count;
    for (size_t s = 0; s < p->scratch->schemes.count && p->first_projection == g->instance_count; s++)
        if (p->scratch->schemes.items[s].rule == NO_ID) p->first_projection = p->scratch->schemes.items[s].first;
    for (InstanceId i = 0; i < g->instance_count; i++) {
        if (!instance_is_true(p->model, i)) continue;
        for (uint32_t k = g->starts[i]; k < g->starts[i + 1]; k++) p->waiting[i] += !literal_is_denied(g->body[k]);
        if (p->waiting[i] == 0) vec_push(&p->next, i);
    }
    for (AtomId a = 0; a < g->atom_count; a++)
        if (g->is_given[a]) place(p, a);
    spread(p);
}

static bool add_true_rows(Work *work, Scratch *scratch, const Ground *ground, const Model *model) {
    Placing p = {.work = work, .scratch = scratch, .ground = ground, .model = model};
    bool going_on = true;
    begin_placing(&p);
    for (next_round(&p); p.ready.count && going_on; next_round(&p)) {
        going_on = add_round(&p);
        spread(&p);
    }
    mem_free(p.waiting);
    mem_free(p.is_placed);
    vec_free(&p.ready);
    vec_free(&p.next);
    vec_free(&p.placed);
    vec_free(&p.buffer);
    return going_on;
}

/* ---- undecided rows ---- */

/* Rows of the space from here on that are undecided, at most BUFFER_ROWS, one behind the other. */
static uint32_t gather_undecided(const Table *table, const Space *space, const Model *model, RowId *row, Value *rows) {
    uint32_t arity = table_arity(table), count = 0;
    for (; *row < space->count && count < BUFFER_ROWS; ++*row)
        if (model->truth[space->first + *row] == ATOM_UNDECIDED)
            memcpy(rows + (size_t)count++ * arity, table_row(table, *row), arity * sizeof *rows);
    return count;
}

static bool add_undecided(Work *work, const Scratch *scratch, const Space *space, const Model *model) {
    const Table *table = store_table(&scratch->store, space->relation);
    Value *rows = mem_alloc((size_t)table_arity(table) * BUFFER_ROWS * sizeof *rows + 1);
    bool going_on = true;
    for (RowId row = 0; row < space->count && going_on;) {
        uint32_t count = gather_undecided(table, space, model, &row, rows);
        if (count) table_insert_batch(store_make_possible(work->store, space->real), rows, count);
        going_on = !work_should_stop(work, NO_ID);
    }
    mem_free(rows);
    return going_on;
}

static bool add_undecided_rows(Work *work, const Scratch *scratch, const Model *model) {
    for (size_t s = 0; s < scratch->spaces.count; s++) {
        const Space *space = &scratch->spaces.items[s];
        if (space->real != NO_ID && !add_undecided(work, scratch, space, model)) return false;
    }
    return true;
}

/* ---- all of it ---- */

/* What the outcome says of scratch rules is about those they were made from. */
static void name_real_rules(const Scratch *scratch, const Program *program, Outcome *outcome, size_t faults_before) {
    const RuleId *real = scratch->real_rules.items;
    if (outcome->growing != NO_ID && outcome->growing >= scratch->rule_base)
        outcome->growing = real[outcome->growing - scratch->rule_base];
    for (size_t i = faults_before; i < outcome->faults.count; i++) {
        FaultRecord *fault = &outcome->faults.items[i];
        fault->rule = real[fault->rule - scratch->rule_base];
        const Rule *rule = &program->rules.items[fault->rule];
        uint32_t kept = 0; /* literals are in their order, but some are left out */
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            const Literal *literal = &rule->body[k];
            if (literal->kind == LIT_NOT && scratch->space_of[literal->relation] != NO_ID) continue;
            if (kept++ != fault->literal) continue;
            fault->literal = k;
            break;
        }
    }
}

/* Instances and possible rows count against the limits while they are there, not in what is reported.  ground NULL:
 * there are no instances. */
static bool make_possible(Work *work, Scratch *scratch, Ground *ground) {
    Outcome *outcome = work->outcome;
    uint64_t rows = outcome->rows_derived, rounds = outcome->rounds;
    size_t faults = outcome->faults.count;
    scratch->work.last_progress = work->last_progress;
    bool going_on =
        work_run_rounds(&scratch->work, &scratch->component) && (!ground || scratch_ground(scratch, ground));
    work->last_progress = scratch->work.last_progress;
    name_real_rules(scratch, work->store->program, outcome, faults);
    if (!going_on) return false;
    outcome->rows_derived = rows;
    outcome->rounds = rounds;
    return true;
}

static bool run_by_instances(Work *work, const Component *component) {
    Ground ground = {0};
    Model model = {0};
    work->component = component;
    vec_empty(&work->grown);
    scratch_prepare(work, component);
    Scratch *scratch = work->scratch;
    bool going_on = make_possible(work, scratch, &ground) && model_find(&model, &ground, work) &&
                    add_true_rows(work, scratch, &ground, &model) && add_undecided_rows(work, scratch, &model);
    model_clear(&model);
    return going_on;
}

/* Where nothing undecided is denied, a row is true if it follows from what is true, and possible if it follows from
 * what is possible: two runs in two values.  Nothing is computed,
 * so that no fault is told of twice; and no row is given. */
static bool is_bounded(const Store *store, const Component *component) {
    if (component->is_alternating || !uses(store->without, WAY_BOUNDS)) return false;
    for (uint32_t i = 0; i < component->relation_count; i++)
        if (table_count(store_table(store, component->relations[i])) || store_suspended(store, component->relations[i]))
            return false;
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &store->program->rules.items[component->rules[i]];
        for (uint32_t k = 0; k < rule->literal_count; k++) {
            const Literal *literal = &rule->body[k];
            bool is_decided = literal->kind == LIT_NOT && !store_possible(store, literal->relation);
            if (literal->kind != LIT_ATOM && !is_decided) return false;
        }
    }
    return true;
}

/* What is possible and not true. */
static void add_rest(Work *work, const Scratch *scratch, const Space *space) {
    const Table *table = store_table(&scratch->store, space->relation);
    if (space->real == NO_ID || table_count(table) == table_count(store_table(work->store, space->real))) return;
    table_insert_batch(store_make_possible(work->store, space->real), table_row(table, 0), table_count(table));
}

static bool run_by_bounds(Work *work, const Component *component) {
    scratch_prepare_possible(work, component);
    Scratch *scratch = work->scratch;
    work->component = component;
    bool going_on = make_possible(work, scratch, NULL) && work_run_rounds(work, component);
    for (size_t s = 0; s < scratch->spaces.count && going_on; s++) add_rest(work, scratch, &scratch->spaces.items[s]);
    return going_on;
}

bool run_alternating(Work *work, const Component *component) {
    bool going_on =
        is_bounded(work->store, component) ? run_by_bounds(work, component) : run_by_instances(work, component);
    if (!going_on && work->outcome->growing == NO_ID && component->rule_count)
        work->outcome->growing = component->rules[0];
    scratch_clear(work->scratch);
    return going_on;
}
