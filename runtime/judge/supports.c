/* Supports.
 *
 * A world in which all facts are suspended is run once; what the claim hangs on in it is a ground program (residue.c),
 * and whether a set of facts is enough is one solution of that: its facts true, the others open.  Facts that nothing
 * hangs on are in no set.  More facts decide more and change nothing that is decided, so whatever contains a set that
 * is enough is enough, and the minimal ones are found by hitting.c.  A fact that is critical is in each set: with it
 * gone and all others kept the claim fails, so no set without it could be enough.
 * All that is told has been run in a world of its own. */
#include "runtime/judge/parts.h"
#include "runtime/judge/supports_internal.h"

/* Parts of ground programs that are looked at, below a second in all; what each stage may come up to, in percent. */
enum { SPENT_MOST = 25000000, FIRST_PERCENT = 40, SETS_PERCENT = 70, CRITICAL_PERCENT = 80, TRYING_PERCENT = 90 };
enum { LARGE_RESIDUE = 20000 };

static void allow(Search *s, uint64_t percent) { s->spent_most = (uint64_t)SPENT_MOST * percent / 100; }

/* ---- facts ---- */

uint32_t search_fact_count(const Search *s) { return (uint32_t)s->firsts.count - 1; }

void search_set_fact(Search *s, uint32_t fact, RowFate fate) {
    for (uint32_t i = s->firsts.items[fact]; i < s->firsts.items[fact + 1]; i++) s->fates[s->places.items[i]] = fate;
}

uint32_t search_number(const Search *s, uint32_t fact) {
    return inquiry_first(s->inquiry, s->numbers.items[s->firsts.items[fact]]);
}

void search_give_fact(Search *s, uint32_t fact, GivenFate fate) {
    inquiry_suppose(s->inquiry, search_number(s, fact), fate);
}

/* ---- asking ---- */

bool search_may_go_on(void *context) {
    Search *s = context;
    return s->spent < s->spent_most && store_may_search(s->store);
}

bool search_holds(Search *s) {
    s->trials++;
    s->spent += residue_size(s->residue);
    return residue_solve(s->residue, s->fates) && residue_is_true(s->residue, 0);
}

bool search_holds_without(Search *s, uint32_t fact) {
    for (uint32_t i = 0; i < search_fact_count(s); i++) search_set_fact(s, i, i == fact ? ROW_FALSE : ROW_TRUE);
    return search_holds(s);
}

static bool suffices(void *context, const bool *has) {
    Search *s = context;
    for (uint32_t i = 0; i < search_fact_count(s); i++) search_set_fact(s, i, has[i] ? ROW_TRUE : ROW_OPEN);
    return search_holds(s);
}

static bool is_accepted(const Store *store, RelId relation, const Value *values) {
    Table *table = store_table(store, relation);
    RowId row = table_find(table, values);
    return row != NO_ROW && !table_is_hidden(table, row);
}

static const Value *other_values(const Search *s, uint32_t i) {
    return table_row(store_table(s->inquiry->base, s->others[i].relation), s->others[i].row);
}

bool search_holds_in(const Search *s, const World *world) {
    const Store *store = world->store;
    if (world->outcome.stop != STOP_NONE || !inquiry_is_computed(s->inquiry, world)) return false;
    if (!s->row) return row_least(store, store_table(store, s->relation), NULL, NULL, false) != NO_ROW;
    for (uint32_t i = 0; i < s->other_count; i++)
        if (is_accepted(store, s->others[i].relation, other_values(s, i))) return true;
    return is_accepted(store, s->relation, s->row);
}

bool search_is_refuted_in(const Search *s, const World *world) {
    if (s->other_count == 0 || world->outcome.stop != STOP_NONE) return false;
    return judge_claim(world->store, s->inquiry->claim).status == STATUS_REFUTED;
}

/* ---- the residue ---- */

static World *suspend_all(Inquiry *q, Held *held) {
    for (;;) {
        inquiry_suppose_all(q, GIVEN_SUSPENDED);
        World *world = inquiry_run(q, NULL);
        if (world->outcome.stop != STOP_NONE || !inquiry_hold(q, world, held)) return world;
        world_free(world);
    }
}

static void aim_at(Search *s, uint32_t target, RelId relation, const Value *row) {
    Term terms[ATOM_COLUMNS];
    for (uint32_t i = 0; row && i < s->inquiry->base->program->relations.items[relation].arity; i++)
        terms[i] = term_const(row[i]);
    residue_aim(s->residue, target, relation, row ? terms : NULL, NULL);
}

/* At the rows of the target, or at all of its relation where it has none. */
static void aim(Search *s) {
    uint32_t target = residue_target(s->residue);
    aim_at(s, target, s->relation, s->row);
    for (uint32_t i = 0; i < s->other_count; i++) aim_at(s, target, s->others[i].relation, other_values(s, i));
}

/* In the order of facts: the residue has them as they were met. */
static void number_facts(Search *s) {
    const Inquiry *q = s->inquiry;
    uint32_t *place_of = mem_alloc((q->facts.count + 1) * sizeof *place_of);
    memset(place_of, 0xFF, (q->facts.count + 1) * sizeof *place_of);
    for (uint32_t i = 0; i < residue_count(s->residue); i++) {
        RowRef ref = residue_row(s->residue, i);
        const Value *values = table_row(store_suspended(s->store, ref.relation), ref.row);
        place_of[inquiry_number(q, ref.relation, table_find(store_table(q->base, ref.relation), values))] = i;
    }
    for (uint32_t n = 0; n < q->facts.count; n++)
        if (place_of[n] != NO_ID) vec_push(&s->numbers, n), vec_push(&s->places, place_of[n]);
    for (uint32_t i = 0; i < s->numbers.count; i++)
        if (i == 0 || !inquiry_is_same_fact(q, s->numbers.items[i - 1], s->numbers.items[i])) vec_push(&s->firsts, i);
    vec_push(&s->firsts, (uint32_t)s->numbers.count);
    s->fates = mem_alloc_zero(s->numbers.count + 1);
    mem_free(place_of);
}

/* ---- one set ---- */

/* Facts of which a row is marked, by number of the inquiry. */
static void mark_facts(const Search *s, const bool *is_marked, bool *has) {
    memset(has, false, search_fact_count(s));
    for (uint32_t i = 0; i < search_fact_count(s); i++)
        for (uint32_t k = s->firsts.items[i]; k < s->firsts.items[i + 1]; k++)
            has[i] = has[i] || is_marked[s->numbers.items[k]];
}

/* The leaves of the proof, where they are enough by themselves: a short way to a first set. */
static void begin_with_proof(Search *s, const Proof *proof, bool *has) {
    memset(has, true, search_fact_count(s));
    if (!proof || !search_may_go_on(s)) return;
    bool *is_leaf = mem_alloc_zero(s->inquiry->facts.count + 1);
    for (uint32_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        uint32_t number = inquiry_number(s->inquiry, step->relation, step->row);
        if (number != NO_ID) is_leaf[number] = true;
    }
    mark_facts(s, is_leaf, has);
    mem_free(is_leaf);
    if (!suffices(s, has)) memset(has, true, search_fact_count(s));
}

static Property property_of(Search *s) { return (Property){search_fact_count(s), suffices, search_may_go_on, s}; }

void search_close(Search *s) {
    residue_free(s->residue);
    vec_free(&s->numbers);
    vec_free(&s->places);
    vec_free(&s->firsts);
    mem_free(s->fates);
}

/* Of many answers the one that is proved: a set that is enough for it is enough, and found in a smaller residue. */
static bool begin_with_answer(Search *s, const Verdict *verdict, bool *has) {
    const Program *program = s->inquiry->base->program;
    bool is_one = s->row || program->relations.items[s->relation].arity == 0;
    if (is_one || verdict->row.row == NO_ROW || residue_size(s->residue) < LARGE_RESIDUE) return false;
    Search one = {.inquiry = s->inquiry, .store = s->store, .relation = s->relation, .spent_most = s->spent_most};
    one.row = table_row(store_table(s->inquiry->base, s->relation), verdict->row.row);
    one.residue = residue_new(s->store, FOR_ANY_WORLD);
    aim(&one);
    bool is_found = residue_close(one.residue);
    number_facts(&one);
    bool *kept = mem_alloc_zero(search_fact_count(&one) + 1), *is_kept = mem_alloc_zero(s->inquiry->facts.count + 1);
    Property property = property_of(&one);
    if (is_found) begin_with_proof(&one, verdict->proof, kept);
    is_found = is_found && property_shrink(&property, kept);
    for (uint32_t i = 0; i < search_fact_count(&one); i++) is_kept[one.numbers.items[one.firsts.items[i]]] = kept[i];
    mark_facts(s, is_kept, has);
    s->trials += one.trials;
    s->spent += one.spent;
    mem_free(kept);
    mem_free(is_kept);
    search_close(&one);
    return is_found && suffices(s, has);
}

static Members listed(const bool *has, size_t count) {
    Members members = {mem_alloc(count * sizeof(uint32_t) + 1), 0};
    for (uint32_t i = 0; i < count; i++)
        if (has[i]) members.items[members.count++] = i;
    return members;
}

/* ---- in worlds ---- */

static bool is_enough_in_a_world(Search *s, const Members *set) {
    Inquiry *q = s->inquiry;
    inquiry_suppose_all(q, GIVEN_SUSPENDED);
    for (uint32_t i = 0; i < set->count; i++) search_give_fact(s, set->items[i], GIVEN_KEPT);
    World *world = inquiry_run(q, NULL);
    bool holds = search_holds_in(s, world);
    world_free(world);
    return holds;
}

/* Sets that fail in their world are not told, and one that was found by deletion takes the place of all. */
static void verify_sets(Search *s, Supports *supports) {
    size_t kept = 0;
    for (size_t i = 0; i < supports->sets.count; i++) {
        Members *set = &supports->sets.items[i];
        if (is_enough_in_a_world(s, set)) {
            supports->sets.items[kept++] = *set;
        } else {
            supports->unverified += s->inquiry->stop == STOP_NONE;
            mem_free(set->items);
        }
    }
    if (kept < supports->sets.count) supports->end = SETS_STOPPED;
    supports->sets.count = kept;
}

static Status status_without(Search *s, uint32_t fact) {
    Inquiry *q = s->inquiry;
    inquiry_suppose_all(q, GIVEN_KEPT);
    search_give_fact(s, fact, GIVEN_TAKEN);
    World *world = inquiry_run(q, NULL);
    Status status = judge_claim(world->store, q->claim).status;
    world_free(world);
    return status;
}

/* Critical facts are in every set, thus in any one. */
static void find_critical(Search *s, const Members *set, Status status, Supports *supports) {
    supports->critical = (Members){mem_alloc(set->count * sizeof(uint32_t) + 1), 0};
    for (uint32_t i = 0; i < set->count; i++) {
        supports->is_critical_cut = !search_may_go_on(s);
        if (supports->is_critical_cut) return;
        uint32_t member = set->items[i];
        if (search_holds_without(s, member)) continue;
        if (status_without(s, member) != status && s->inquiry->stop == STOP_NONE)
            supports->critical.items[supports->critical.count++] = member;
    }
}

/* ---- all of it ---- */

static void to_numbers(const Search *s, Members *members) {
    for (uint32_t i = 0; i < members->count; i++) members->items[i] = search_number(s, members->items[i]);
}

static bool is_among(const Families *sets, const Members *set) {
    for (size_t i = 0; i < sets->count; i++)
        if (sets->items[i].count == set->count && members_within(set, &sets->items[i])) return true;
    return false;
}

static void find(Search *s, const Verdict *verdict, uint32_t most, Arena *arena, Supports *supports) {
    Property property = property_of(s);
    bool *has = mem_alloc_zero(search_fact_count(s) + 1);
    allow(s, FIRST_PERCENT);
    if (!begin_with_answer(s, verdict, has)) begin_with_proof(s, verdict->proof, has);
    bool is_minimal = property_shrink(&property, has);
    Members first = listed(has, search_fact_count(s));
    allow(s, SETS_PERCENT);
    supports->end = SETS_STOPPED;
    if (is_minimal) supports->end = property_sets(&property, &first, most, &supports->sets, &supports->needed);
    /* one that is enough, if perhaps not the smallest, is better than none */
    if (supports->end == SETS_STOPPED && suffices(s, has) && !is_among(&supports->sets, &first))
        vec_push(&supports->sets, listed(has, search_fact_count(s)));
    verify_sets(s, supports);
    allow(s, CRITICAL_PERCENT);
    find_critical(s, &first, verdict->status, supports);
    allow(s, TRYING_PERCENT);
    trying_find(s, &supports->needed, &supports->critical, arena, supports);
    allow(s, 100);
    resilience_find(s, &supports->sets, arena, &supports->resilience, &supports->unverified);
    for (size_t i = 0; i < supports->sets.count; i++) to_numbers(s, &supports->sets.items[i]);
    to_numbers(s, &supports->needed);
    to_numbers(s, &supports->critical);
    mem_free(first.items);
    mem_free(has);
}

/* Of rows that say the same the first. */
static Members facts_of(const Inquiry *q, bool *is_row) {
    for (uint32_t i = (uint32_t)q->facts.count; i-- > 0;) {
        if (!is_row[i]) continue;
        is_row[i] = false;
        is_row[inquiry_first(q, i)] = true;
    }
    return listed(is_row, q->facts.count);
}

/* Facts that are held and are leaves of the proof with all rows of its groups. */
static Members counted_in(const Inquiry *q, const Verdict *verdict) {
    bool *is_counted = mem_alloc_zero(q->facts.count + 1);
    Proof *proof = prove_whole(q->base, verdict->row.relation, verdict->row.row, WHOLE_STEPS);
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        uint32_t fact = step_rule(proof, step) ? NO_ID : inquiry_number(q, step->relation, step->row);
        if (fact != NO_ID) is_counted[fact] = q->is_held[fact];
    }
    if (proof->left_out) memcpy(is_counted, q->is_held, q->facts.count);
    Members counted = facts_of(q, is_counted);
    proof_free(proof);
    mem_free(is_counted);
    return counted;
}

World *search_open(Search *s, Held *held, bool *is_whole) {
    World *world = suspend_all(s->inquiry, held);
    s->store = world->store;
    s->residue = residue_new(world->store, FOR_ANY_WORLD);
    aim(s);
    *is_whole = world->outcome.stop == STOP_NONE && residue_close(s->residue);
    number_facts(s);
    return world;
}

void supports_find(Inquiry *q, const Verdict *verdict, uint32_t most, Arena *arena, Supports *supports) {
    *supports = (Supports){.end = SETS_STOPPED, .against = {NO_ID, NO_ROW}};
    Search s = {.inquiry = q, .relation = q->claim->question.answer};
    if (verdict->status == STATUS_REFUTED) {
        supports->is_refutation = true;
        supports->against = verdict->row;
        s.relation = verdict->row.relation;
        s.row = table_row(store_table(q->base, s.relation), verdict->row.row);
        supports->all_against = refutations_of(q->base, q->claim, arena);
        s.others = supports->all_against.rows;
        s.other_count = supports->all_against.count;
    }
    bool is_whole;
    World *world = search_open(&s, &supports->held_for, &is_whole);
    if (is_whole) find(&s, verdict, most, arena, supports);
    if (verdict->proof) {
        supports->absences = absences_of(verdict->proof, arena);
        absences_undo(q, verdict->status, &supports->absences, arena);
    }
    if (q->stop == STOP_NONE) q->stop = world->outcome.stop;
    bool *is_held = mem_alloc_zero(q->facts.count + 1);
    memcpy(is_held, q->is_held, q->facts.count);
    supports->held = facts_of(q, is_held);
    mem_free(is_held);
    if (supports->held_for.for_aggregate) supports->counted = counted_in(q, verdict);
    supports->trials = s.trials;
    search_close(&s);
    world_free(world);
}

void supports_clear(Supports *supports) {
    families_clear(&supports->sets);
    mem_free(supports->needed.items);
    mem_free(supports->critical.items);
    mem_free(supports->held.items);
    mem_free(supports->counted.items);
    *supports = (Supports){.end = SETS_STOPPED};
}
