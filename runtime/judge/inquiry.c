/* Inquiries.
 *
 * Facts stand in an order that files cannot change, so that of several answers the same one comes first every time.
 * Suspending facts is sound where the well-founded model looks at them row by row.  Two places do not: contradictions
 * of given facts and strict rules hide rows, and an aggregate over undecided rows has no value.  What stands below these
 * places is held, and who asks is told. */
#include "runtime/judge/inquiry.h"

#include <stdlib.h>

#include "runtime/why/residual.h"

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

/* Whether somebody gave or reported the rows: others come with the translation. */
static bool has_facts(const Program *program, RelId id) {
    Helper helper = program->relations.items[id].helper;
    return helper == HELPER_NONE || helper == HELPER_STRICT || helper == HELPER_APPLIES;
}

static void list_facts(Inquiry *q) {
    const Program *program = q->base->program;
    Vec(Entry) entries = {0};
    for (RelId id = 0; id < program->relations.count; id++) {
        q->first[id] = NO_ID;
        if (!cone_has(&q->cone, id) || !has_facts(program, id)) continue;
        q->first[id] = (uint32_t)entries.count;
        for (RowId row = 0; store_origin_count(q->base, id, row) > 0; row++)
            vec_push(&entries, ((Entry){{id, row}, q->base, name_of(program, id)}));
    }
    for (size_t i = 0; i < entries.count; i++) vec_push(&q->numbers, 0);
    if (entries.count > 1) qsort(entries.items, entries.count, sizeof *entries.items, by_value);
    for (size_t i = 0; i < entries.count; i++) {
        RowRef ref = entries.items[i].ref;
        q->numbers.items[q->first[ref.relation] + ref.row] = (uint32_t)i;
        vec_push(&q->facts, ref);
    }
    vec_free(&entries);
}

void inquiry_init(Inquiry *q, const Store *base, const Claim *claim, const RunOptions *options, Diags *diags) {
    *q = (Inquiry){.base = base, .claim = claim, .options = *options, .diags = diags};
    cone_init(&q->cone, base->program, claim);
    q->options.wanted = q->cone.components;
    q->options.progress = NULL;
    q->first = mem_alloc((base->program->relations.count + 1) * sizeof *q->first);
    list_facts(q);
    q->fates = mem_alloc_zero(q->facts.count + 1);
    q->is_held = mem_alloc_zero(q->facts.count + 1);
    World *plain = inquiry_run(q, NULL);
    q->faults = plain->outcome.fault_count;
    world_free(plain);
}

void inquiry_clear(Inquiry *q) {
    cone_clear(&q->cone);
    vec_free(&q->facts);
    mem_free(q->first);
    vec_free(&q->numbers);
    mem_free(q->fates);
    mem_free(q->is_held);
    *q = (Inquiry){0};
}

uint32_t inquiry_number(const Inquiry *q, RelId relation, RowId row) {
    if (q->first[relation] == NO_ID || store_origin_count(q->base, relation, row) == 0) return NO_ID;
    return q->numbers.items[q->first[relation] + row];
}

void inquiry_suppose_all(Inquiry *q, GivenFate fate) {
    for (size_t i = 0; i < q->facts.count; i++) q->fates[i] = (uint8_t)(q->is_held[i] ? GIVEN_KEPT : fate);
}

/* Rows outside the cone are not even copied. */
static GivenFate fate_of(void *context, RelId relation, RowId row) {
    const Inquiry *q = context;
    if (!cone_has(&q->cone, relation)) return GIVEN_TAKEN;
    if (q->first[relation] == NO_ID) return GIVEN_KEPT;
    return (GivenFate)q->fates[q->numbers.items[q->first[relation] + row]];
}

World *inquiry_run(Inquiry *q, const Changes *changes) {
    Changes all = changes ? *changes : (Changes){.fate = NULL};
    all.fate = fate_of;
    all.fate_context = q;
    World *world = world_new(q->base, &all, &q->options, q->diags);
    q->worlds++;
    if (q->stop == STOP_NONE) q->stop = world->outcome.stop;
    return world;
}

bool inquiry_is_computed(const Inquiry *q, const World *world) { return world->outcome.fault_count <= q->faults; }

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

static bool has_row(const Store *store, RelId id, const Rival *rival) {
    return row_least(store, store_table(store, id), rival->terms, rival->except, false) != NO_ROW ||
           row_least(store, store_table(store, id), rival->terms, rival->except, true) != NO_ROW ||
           row_least_undecided(store, id, rival->terms, rival->except) != NO_ROW;
}

static bool note_instance(void *context, const Residual *residual) {
    (void)residual;
    *(bool *)context = true;
    return false;
}

/* Suspended, and no rule could give it. */
static bool is_only_suspended(const Store *store, RelId id, const Value *row) {
    const Table *suspended = store_suspended(store, id);
    bool is_given = suspended && table_find(suspended, row) != NO_ROW, follows = false;
    if (is_given) residual_of_row(store, id, row, false, note_instance, &follows);
    return is_given && !follows && store_is_undecided(store, id, row);
}

/* Tells the relations of undecided rows and of what contradicts them; stops where it says false. */
typedef bool OnPair(void *context, RelId first, RelId second);

static bool each_in_row(const Store *store, RelId id, const Value *row, bool but_opposites, OnPair *tell, void *context,
                        Arena *arena) {
    const Program *program = store->program;
    RelId said = program->relations.items[id].helper == HELPER_STRICT ? program->relations.items[id].of : id;
    bool going_on = true;
    arena_clear(arena);
    Rivals rivals = rivals_of(program, said, row, arena);
    for (size_t i = 0; i < rivals.count && going_on; i++) {
        const Rival *rival = &rivals.items[i];
        RelId other = program_given(program, rival->relation);
        bool is_opposite = but_opposites && rival->relation == program->relations.items[said].contrary &&
                           is_only_suspended(store, id, row) && is_only_suspended(store, other, row);
        if (!is_opposite && has_row(store, other, rival)) going_on = tell(context, id, other);
    }
    vec_free(&rivals);
    return going_on;
}

/* Where the argument layer tells what is given from what is accepted, it is the given that contradicts. */
static bool each_contradiction(const Store *store, RelId id, bool but_opposites, OnPair *tell, void *context) {
    const Relation *relation = &store->program->relations.items[id];
    const Table *possible = store_possible(store, id);
    if (relation->strict != NO_ID || (relation->helper != HELPER_NONE && relation->helper != HELPER_STRICT))
        return true;
    Arena arena;
    arena_init(&arena);
    bool going_on = true;
    for (RowId row = 0; possible && row < table_count(possible) && going_on; row++)
        if (store_is_undecided(store, id, table_row(possible, row)))
            going_on = each_in_row(store, id, table_row(possible, row), but_opposites, tell, context, &arena);
    arena_clear(&arena);
    return going_on;
}

static bool is_enough(void *context, RelId first, RelId second) {
    (void)context, (void)first, (void)second;
    return false;
}

bool inquiry_may_contradict(const Store *store, RelId relation, bool but_opposites) {
    return !each_contradiction(store, relation, but_opposites, is_enough, NULL);
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
