/* Inquiries.
 *
 * Facts stand in an order that files cannot change, so that of several answers the same one comes first every time.
 * Suspending facts is sound where the well-founded model looks at them row by row.  Two places do not: contradictions
 * of given facts and strict rules hide rows, and an aggregate over undecided rows has no value.  What stands below
 * these places is held, and who asks is told. */
#include "runtime/judge/inquiry.h"

#include <stdlib.h>

#include "runtime/judge/extract.h"
#include "runtime/judge/grounds.h"
#include "runtime/judge/kept.h"
#include "runtime/judge/residue.h"

typedef struct {
    RowRef ref;
    const Store *store;
    Str name;
} Entry;

static Str name_of(const Program *program, RelId id) {
    Symbol name = program->relations.items[program_said(program, id)].name;
    return name == NO_SYMBOL ? STR("") : intern_text(values_symbols(program->values), name);
}

static int by_value(const void *a, const void *b) {
    const Entry *x = a, *y = b;
    const Program *program = x->store->program;
    const Relation *p = &program->relations.items[x->ref.relation], *q = &program->relations.items[y->ref.relation];
    int order = str_compare(x->name, y->name);
    if (order) return order;
    if (p->arity != q->arity) return p->arity < q->arity ? -1 : 1;
    const Relation *said_p = &program->relations.items[program_said(program, x->ref.relation)],
                   *said_q = &program->relations.items[program_said(program, y->ref.relation)];
    if (said_p->is_negative != said_q->is_negative) return said_p->is_negative ? 1 : -1;
    const Value *r = table_row(store_table(x->store, x->ref.relation), x->ref.row),
                *s = table_row(store_table(y->store, y->ref.relation), y->ref.row);
    for (uint32_t c = 0; c < p->arity; c++)
        if ((order = value_compare(program->values, r[c], s[c])) != 0) return order;
    bool is_reported = p->helper == HELPER_APPLIES;
    if (is_reported != (q->helper == HELPER_APPLIES)) return is_reported ? 1 : -1;
    return (x->ref.relation > y->ref.relation) - (x->ref.relation < y->ref.relation);
}

static void list_facts(Inquiry *q) {
    const Program *program = q->base->program;
    Vec(Entry) entries = {0};
    for (RelId id = 0; id < program->relations.count; id++) {
        q->first[id] = NO_ID;
        if (!cone_has(&q->cone, id) || !relation_has_facts(program, id)) continue;
        q->first[id] = (uint32_t)q->numbers.count;
        for (RowId row = 0; row < store_given_count(q->base, id); row++) {
            vec_push(&q->numbers, NO_ID);
            if (slice_has(&q->slice, id, row)) vec_push(&entries, ((Entry){{id, row}, q->base, name_of(program, id)}));
        }
    }
    if (entries.count > 1) qsort(entries.items, entries.count, sizeof *entries.items, by_value);
    for (size_t i = 0; i < entries.count; i++) {
        RowRef ref = entries.items[i].ref;
        q->numbers.items[q->first[ref.relation] + ref.row] = (uint32_t)i;
        vec_push(&q->facts, ref);
    }
    vec_free(&entries);
}

/* What is shared has all rows, what is computed anew only those of the slice;
 * but it takes a table for each relation. */
static bool shares_enough(const Inquiry *q) {
    enum { SHARE = 8 };
    return q->base->is_whole && store_row_count(q->base) / SHARE <= q->facts.count + q->base->program->relations.count;
}

void inquiry_init(Inquiry *q, const Store *base, const Claim *claim, const RunOptions *options, Diags *diags) {
    *q = (Inquiry){.base = base, .claim = claim, .options = *options, .diags = diags};
    cone_init(&q->cone, base->program, claim);
    slice_init(&q->slice, base, &claim, 1);
    q->options.wanted = q->cone.components;
    q->options.progress = NULL;
    q->first = mem_alloc((base->program->relations.count + 1) * sizeof *q->first);
    list_facts(q);
    q->fates = mem_alloc_zero(q->facts.count + 1);
    q->is_held = mem_alloc_zero(q->facts.count + 1);
    q->shares = shares_enough(q);
}

void inquiry_clear(Inquiry *q) {
    cone_clear(&q->cone);
    slice_clear(&q->slice);
    vec_free(&q->facts);
    mem_free(q->first);
    vec_free(&q->numbers);
    mem_free(q->fates);
    mem_free(q->is_held);
    vec_free(&q->fated);
    *q = (Inquiry){0};
}

void row_inquiry_begin(RowInquiry *own, const Store *store, RelId relation, const Value *row, const Claim *claim,
                       const RunOptions *options, Arena *arena) {
    const Relation *r = &store->program->relations.items[relation];
    Term *terms = arena_array(arena, Term, r->arity + 1);
    for (uint32_t i = 0; i < r->arity && row; i++) terms[i] = term_const(row[i]);
    own->part = (Part){.is_atom = true, .relation = relation, .terms = terms};
    own->claim = (Claim){.name = NO_SYMBOL,
                         .question = {.answer = relation},
                         .parts = &own->part,
                         .part_count = r->helper == HELPER_NONE};
    if (claim) own->claim = *claim;
    own->sources = sources_new();
    inquiry_init(&own->inquiry, store, &own->claim, options, diags_new(own->sources));
}

void row_inquiry_end(RowInquiry *own) {
    Diags *diags = own->inquiry.diags;
    inquiry_clear(&own->inquiry);
    diags_free(diags);
    sources_free(own->sources);
}

uint32_t inquiry_number(const Inquiry *q, RelId relation, RowId row) {
    if (q->first[relation] == NO_ID || row >= store_given_count(q->base, relation)) return NO_ID;
    return q->numbers.items[q->first[relation] + row];
}

bool inquiry_is_same_fact(const Inquiry *q, uint32_t a, uint32_t b) {
    const Program *program = q->base->program;
    RowRef x = q->facts.items[a], y = q->facts.items[b];
    RelId said = program_said(program, x.relation);
    return said == program_said(program, y.relation) &&
           row_is_same(table_row(store_table(q->base, x.relation), x.row),
                       table_row(store_table(q->base, y.relation), y.row), program->relations.items[said].arity);
}

uint32_t inquiry_first(const Inquiry *q, uint32_t fact) {
    while (fact > 0 && inquiry_is_same_fact(q, fact - 1, fact)) fact--;
    return fact;
}

uint32_t inquiry_end(const Inquiry *q, uint32_t first) {
    uint32_t end = first + 1;
    while (end < q->facts.count && inquiry_is_same_fact(q, first, end)) end++;
    return end;
}

void inquiry_suppose(Inquiry *q, uint32_t first, GivenFate fate) {
    for (uint32_t i = first, end = inquiry_end(q, first); i < end; i++)
        if (fate != GIVEN_SUSPENDED || !q->is_held[i]) q->fates[i] = (uint8_t)fate;
}

void inquiry_suppose_all(Inquiry *q, GivenFate fate) {
    for (size_t i = 0; i < q->facts.count; i++) q->fates[i] = (uint8_t)(q->is_held[i] ? GIVEN_KEPT : fate);
}

/* Rows outside the slice are not even copied. */
static GivenFate fate_of(void *context, RelId relation, RowId row) {
    const Inquiry *q = context;
    if (!slice_has(&q->slice, relation, row)) return GIVEN_TAKEN;
    if (q->first[relation] == NO_ID) return GIVEN_KEPT;
    return (GivenFate)q->fates[q->numbers.items[q->first[relation] + row]];
}

static World *note_world(Inquiry *q, World *world) {
    q->worlds++;
    if (q->stop == STOP_NONE) q->stop = world->outcome.stop;
    return world;
}

World *inquiry_run_changes(Inquiry *q, const Changes *changes) {
    return note_world(q, extract_world(q->base, changes, &q->claim, 1, &q->options, q->diags));
}

/* Facts stand in an order that has those of a relation side by side. */
static void find_fated(Inquiry *q) {
    vec_empty(&q->fated);
    for (size_t i = 0; i < q->facts.count; i++) {
        RelId id = q->facts.items[i].relation;
        if (q->fates[i] != GIVEN_KEPT && (q->fated.count == 0 || vec_last(&q->fated) != id)) vec_push(&q->fated, id);
    }
}

static void share(Inquiry *q, Changes *changes) {
    find_fated(q);
    changes->reach = kept_reach(q->base);
    changes->tells_fated = true;
    changes->fated = q->fated.items;
    changes->fated_count = (uint32_t)q->fated.count;
}

World *inquiry_run(Inquiry *q, const Changes *changes) {
    Changes all = changes ? *changes : (Changes){.fate = NULL};
    if (q->shares) share(q, &all);
    all.fate = fate_of;
    all.fate_context = q;
    return note_world(q, world_new(q->base, &all, &q->options, q->diags));
}

static void count_faults(Inquiry *q) {
    uint8_t *fates = q->fates;
    q->fates = mem_alloc_zero(q->facts.count + 1);
    World *plain = inquiry_run(q, NULL);
    q->faults = plain->outcome.fault_count;
    q->has_faults = true;
    world_free(plain);
    mem_free(q->fates);
    q->fates = fates;
}

bool inquiry_is_computed(Inquiry *q, const World *world) {
    if (world->outcome.fault_count && !q->has_faults) count_faults(q);
    return world->outcome.fault_count <= q->faults;
}

bool inquiry_judge(Inquiry *q, const World *world, Status *status, Reason *reason) {
    if (world->outcome.stop != STOP_NONE || !inquiry_is_computed(q, world)) return false;
    Verdict verdict = judge_claim(world->store, q->claim);
    *status = verdict.status;
    *reason = verdict.reason;
    verdict_clear(&verdict);
    return true;
}

bool inquiry_is_dropped(const Inquiry *q, uint32_t fact, bool (*is_distrusted)(void *context, Symbol key),
                        void *context) {
    RowRef ref = q->facts.items[fact];
    for (uint32_t i = 0; i < store_origin_count(q->base, ref.relation, ref.row); i++) {
        Cites cites = store_origin(q->base, ref.relation, ref.row, i).cites;
        if (cites.count == 0) return false;
        for (uint32_t k = 0; k < cites.count; k++)
            if (!is_distrusted(context, cites.items[k].key)) return false;
    }
    return true;
}

/* ---- what may be contradicted ---- */

static bool has_decided(const Store *store, RelId id, const Rival *rival) {
    return row_least(store, store_table(store, id), rival->terms, rival->except, false) != NO_ROW ||
           row_least(store, store_table(store, id), rival->terms, rival->except, true) != NO_ROW;
}

static bool is_suspended(const Store *store, RelId id, const Value *row) {
    return store_suspended(store, id) && table_find(store_suspended(store, id), row) != NO_ROW;
}

/* Tells the relations of undecided rows and of what contradicts them; stops where it says false. */
typedef bool OnPair(void *context, RelId first, RelId second);

typedef struct {
    const Store *store;
    bool is_weighed; /* by a residue: what it takes account of is passed over */
    OnPair *tell;
    void *context;
    Arena arena;
} Looking;

/* Two suspended rows would be hidden from the start if both were given; opposites never are. */
static bool may_both_be_given(const Looking *l, RelId id, const Value *row, RelId other, const Rival *rival) {
    const Relation *said = &l->store->program->relations.items[program_said(l->store->program, id)];
    if (rival->relation == said->contrary || !is_suspended(l->store, id, row) || !store_suspended(l->store, other))
        return false;
    RowWalk walk = row_walk(store_suspended(l->store, other), rival->terms, rival->except);
    return row_walk_on(&walk) != NO_ROW;
}

static bool counts(Looking *l, RelId id, const Value *row, RelId other, const Rival *rival) {
    if (has_decided(l->store, other, rival)) return true;
    if (row_least_undecided(l->store, other, rival->terms, rival->except) == NO_ROW) return false;
    return !l->is_weighed || may_both_be_given(l, id, row, other, rival);
}

static bool each_in_row(Looking *l, RelId id, const Value *row) {
    const Program *program = l->store->program;
    RelId said = program->relations.items[id].helper == HELPER_STRICT ? program->relations.items[id].of : id;
    bool going_on = true;
    arena_clear(&l->arena);
    Rivals rivals = rivals_of(program, said, row, &l->arena);
    for (size_t i = 0; i < rivals.count && going_on; i++) {
        RelId other = program_given(program, rivals.items[i].relation);
        if (counts(l, id, row, other, &rivals.items[i])) going_on = l->tell(l->context, id, other);
    }
    vec_free(&rivals);
    return going_on;
}

/* Where the argument layer tells what is given from what is accepted, it is the given that contradicts. */
static bool each_contradiction(const Store *store, RelId id, bool is_weighed, OnPair *tell, void *context) {
    const Relation *relation = &store->program->relations.items[id];
    const Table *possible = store_possible(store, id);
    if (relation->strict != NO_ID || (relation->helper != HELPER_NONE && relation->helper != HELPER_STRICT))
        return true;
    Looking l = {.store = store, .is_weighed = is_weighed, .tell = tell, .context = context};
    arena_init(&l.arena);
    bool going_on = true;
    for (RowId row = 0; possible && row < table_count(possible) && going_on; row++)
        if (store_is_undecided(store, id, table_row(possible, row)))
            going_on = each_in_row(&l, id, table_row(possible, row));
    arena_clear(&l.arena);
    return going_on;
}

static bool is_enough(void *context, RelId first, RelId second) {
    (void)context, (void)first, (void)second;
    return false;
}

bool inquiry_may_contradict(const Store *store, RelId relation) {
    return !each_contradiction(store, relation, true, is_enough, NULL);
}

/* ---- what is held ---- */

typedef struct {
    Inquiry *inquiry;
    Vec(RelId) relations; /* what is below them is to be held */
} Holding;

static void hold_below(Holding *h, RelId id) {
    for (size_t i = 0; i < h->relations.count; i++)
        if (h->relations.items[i] == id) return;
    vec_push(&h->relations, id);
}

static bool hold_both(void *context, RelId first, RelId second) {
    hold_below(context, first);
    hold_below(context, second);
    return true;
}

static void look_at_aggregates(Holding *h) {
    const Program *program = h->inquiry->base->program;
    for (RuleId r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        if (rule->is_fold && cone_has(&h->inquiry->cone, rule->head)) hold_below(h, rule->body[0].relation);
    }
}

/* True if a fact is held that was not. */
static bool hold_facts(Holding *h) {
    Inquiry *q = h->inquiry;
    Cone below;
    bool is_new = false;
    cone_init_of(&below, q->base->program, h->relations.items, h->relations.count);
    for (size_t i = 0; i < q->facts.count; i++) {
        if (q->is_held[i] || !cone_has(&below, q->facts.items[i].relation)) continue;
        is_new = q->is_held[i] = true;
    }
    cone_clear(&below);
    return is_new;
}

bool inquiry_hold(Inquiry *q, const World *world, Held *held) {
    Holding h = {.inquiry = q};
    for (RelId id = 0; id < q->base->program->relations.count; id++)
        if (cone_has(&q->cone, id)) (void)each_contradiction(world->store, id, false, hold_both, &h);
    bool is_contradictory = h.relations.count && hold_facts(&h);
    vec_empty(&h.relations);
    bool is_counted = false;
    if (!inquiry_is_computed(q, world)) {
        look_at_aggregates(&h);
        is_counted = h.relations.count && hold_facts(&h);
    }
    held->for_contradiction = held->for_contradiction || is_contradictory;
    held->for_aggregate = held->for_aggregate || is_counted;
    vec_free(&h.relations);
    return is_contradictory || is_counted;
}
