/* Each set of facts is a world of either program; the least row that comes out otherwise is what they differ in.
 *
 * Of sets that differ only in which fresh name is which, one is enough: the names come up in their order in it.
 * (Whichever of them is first in the order of sets has that form:
 * to swap a name with one that comes up later puts it behind.) */
#include "runtime/judge/counterexample.h"

#include "runtime/judge/matching.h"
#include "runtime/judge/narrow.h"
#include "runtime/judge/parts.h"

enum { FACTS_AT_RANDOM = 12 };

typedef struct {
    const Universe *u;
    RelId relation[2];
    const RunOptions *run;
    Diags *diags;
    uint64_t seed;
    Counterexample *found;
    GivenRows rows[2];
    uint64_t spent; /* steps of all worlds so far */
    World *bare[2]; /* what differs in these worlds is not looked for; NULL: there are none */
} Search;

static const Program *program_of(const Search *s, uint32_t side) { return s->u->base[side]->program; }

/* ---- one set ---- */

static Value carry(const Search *s, uint32_t from, Value v) {
    return values_bring(program_of(s, from)->values, program_of(s, !from)->values, v);
}

typedef struct {
    Search *s;
    const World *worlds[2];
    uint32_t side; /* whose rows are looked at */
    bool is_found;
} Pair;

/* Without the facts that are tried. */
static bool differs_there_too(const Search *s, Value rows[2][ATOM_COLUMNS], const Judgement judged[2]) {
    for (uint32_t side = 0; side < 2; side++)
        if (status_at_sight(s->bare[side]->store, s->relation[side], rows[side]).status != judged[side].status)
            return false;
    return true;
}

/* Keeps the row if both programs say otherwise about it, and it is the least such row. */
static void look_at(void *context, const Value *row) {
    Pair *p = context;
    Search *s = p->s;
    Counterexample *found = s->found;
    uint32_t arity = program_of(s, 0)->relations.items[s->relation[0]].arity;
    Value rows[2][ATOM_COLUMNS];
    Judgement judged[2];
    for (uint32_t side = 0; side < 2; side++) {
        for (uint32_t c = 0; c < arity; c++) rows[side][c] = side == p->side ? row[c] : carry(s, p->side, row[c]);
        judged[side] = status_at_sight(p->worlds[side]->store, s->relation[side], rows[side]);
    }
    if (judged[0].status == judged[1].status) return;
    if (s->bare[0] && differs_there_too(s, rows, judged)) return;
    if (p->is_found && !row_is_before(program_of(s, 0)->values, rows[0], found->row[0], arity)) return;
    p->is_found = true;
    for (uint32_t side = 0; side < 2; side++) {
        found->row[side] = arena_copy(&found->arena, rows[side], arity * sizeof(Value));
        found->status[side] = judged[side].status;
        found->reason[side] = judged[side].reason;
    }
}

static void look_at_table(Pair *p, const Table *table) {
    for (RowId row = 0; table && row < table_count(table); row++) look_at(p, table_row(table, row));
}

static bool differ(Search *s, const World *const worlds[2]) {
    Pair p = {.s = s, .worlds = {worlds[0], worlds[1]}};
    for (p.side = 0; p.side < 2; p.side++) {
        const Store *store = worlds[p.side]->store;
        RelId ids[2] = {s->relation[p.side], program_of(s, p.side)->relations.items[s->relation[p.side]].contrary};
        for (uint32_t i = 0; i < 2; i++) {
            if (ids[i] == NO_ID) continue;
            look_at_table(&p, store_table(store, ids[i]));
            look_at_table(&p, store_possible(store, ids[i]));
            each_contested(store, ids[i], NULL, look_at, &p);
        }
    }
    return p.is_found;
}

/* Sets that contradict themselves, or that the right program does not come to an end with, tell nothing. */
static bool brings_about(void *context, const uint32_t *facts, uint32_t count, bool *is_enough) {
    Search *s = context;
    World *worlds[2] = {NULL, NULL};
    bool is_found = false;
    (void)is_enough;
    for (uint32_t side = 0; side < 2; side++) {
        Changes changes;
        universe_changes(s->u, side, facts, count, &s->rows[side], &changes);
        worlds[side] = world_new(s->u->base[side], &changes, s->run, s->diags);
        if (side == 0 && (worlds[0]->conflicts.count || worlds[0]->outcome.stop != STOP_NONE)) break;
    }
    for (uint32_t side = 0; side < 2; side++)
        if (worlds[side]) s->spent += worlds[side]->outcome.steps + store_row_count(worlds[side]->store);
    if (worlds[1]) {
        s->found->stop = worlds[1]->outcome.stop;
        is_found = s->found->stop != STOP_NONE || differ(s, (const World *const *)worlds);
    }
    world_free(worlds[0]);
    world_free(worlds[1]);
    return is_found;
}

static bool may_go_on(const Search *s) { return s->spent < SEARCH_STEPS; }

static bool try(Search *s, const uint32_t *facts, uint32_t count) {
    bool is_enough = false;
    s->found->tried++;
    return brings_about(s, facts, count, &is_enough);
}

static bool keep(Search *s, const uint32_t *facts, uint32_t count) {
    s->found->is_found = true;
    vec_empty(&s->found->facts);
    for (uint32_t i = 0; i < count; i++) vec_push(&s->found->facts, facts[i]);
    return true;
}

/* ---- all sets of a size ---- */

static bool is_first_of_its_kind(const Universe *u, const uint32_t *facts, uint32_t count) {
    uint8_t known = 0;
    for (uint32_t i = 0; i < count; i++) {
        const PossibleFact *fact = &u->facts.items[facts[i]];
        uint32_t arity = u->base[0]->program->relations.items[u->relations.items[fact->relation].of[0]].arity;
        for (uint32_t c = 0; c < arity; c++) {
            if (fact->fresh[c] > known + 1) return false;
            if (fact->fresh[c] == known + 1) known++;
        }
    }
    return true;
}

/* So many columns of one fact have a value that the other has somewhere. */
static uint32_t shared_values(const PossibleFact *fact, const PossibleFact *other, uint32_t arity) {
    uint32_t shared = 0;
    for (uint32_t c = 0; c < arity; c++) {
        uint32_t d = 0;
        while (d < arity && (fact->values[0][c] != other->values[0][d] || (fact == other && c == d))) d++;
        shared += d < arity;
    }
    return shared;
}

/* Some fact has a value twice, or two facts of one relation have the same values in another order. */
static bool is_odd(const Universe *u, const uint32_t *facts, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const PossibleFact *fact = &u->facts.items[facts[i]];
        uint32_t arity = u->base[0]->program->relations.items[u->relations.items[fact->relation].of[0]].arity;
        if (arity < 2) continue;
        if (shared_values(fact, fact, arity)) return true;
        for (uint32_t k = 0; k < i; k++) {
            const PossibleFact *other = &u->facts.items[facts[k]];
            if (other->relation == fact->relation && shared_values(fact, other, arity) == arity) return true;
        }
    }
    return false;
}

static bool try_sets(Search *s, uint32_t size, bool are_odd) {
    uint32_t *places = mem_alloc((size + 1) * sizeof *places);
    bool is_found = false;
    for (uint32_t i = 0; i < size; i++) places[i] = i;
    do {
        if (is_odd(s->u, places, size) != are_odd || !is_first_of_its_kind(s->u, places, size)) continue;
        is_found = try(s, places, size) && keep(s, places, size);
    } while (!is_found && may_go_on(s) && next_choice(places, size, s->u->count));
    mem_free(places);
    return is_found;
}

/* Names that differ first. */
static bool try_size(Search *s, uint32_t size) {
    return try_sets(s, size, false) || (size > 0 && may_go_on(s) && try_sets(s, size, true));
}

static bool try_small(Search *s) {
    uint64_t sets = 0;
    for (uint32_t size = 0; size <= s->u->count; size++) {
        sets += sets_of(s->u->count, size);
        if (size > 1 && sets > SETS_AT_MOST) return false; /* pairs are tried however many there are, but no more */
        if (sets > SETS_AT_MOST * 10) return false;
        if (try_size(s, size)) return true;
        if (!may_go_on(s)) return false;
        s->found->size = size;
    }
    return false;
}

/* ---- random sets ---- */

/* G. Steele, D. Lea, C. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014: splitmix64. */
uint64_t random_next(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static bool try_random(Search *s) {
    uint32_t n = s->u->wide, most = n < FACTS_AT_RANDOM ? n : FACTS_AT_RANDOM, facts[FACTS_AT_RANDOM];
    uint64_t state = s->seed;
    for (uint32_t i = 0; i < SETS_RANDOM && n > s->found->size && may_go_on(s); i++) {
        uint32_t least = s->found->size < most / 2 ? s->found->size + 1 : most / 2, count = 0;
        uint32_t wanted = least + (uint32_t)(random_next(&state) % (most - least + 1));
        for (uint32_t k = 0; k < n && count < wanted; k++)
            if (random_next(&state) % (n - k) < wanted - count) facts[count++] = s->u->count + k;
        s->found->random++;
        if (try(s, facts, count)) return keep(s, facts, count);
    }
    return false;
}

/* ---- all of it ---- */

static void make_small(Search *s) {
    Numbers facts = {0};
    for (size_t i = 0; i < s->found->facts.count; i++) vec_push(&facts, s->found->facts.items[i]);
    bool is_enough = false;
    if (facts.count && brings_about(s, NULL, 0, &is_enough)) vec_empty(&facts);
    if (facts.count) (void)narrow(&facts, brings_about, s);
    keep(s, facts.items, (uint32_t)facts.count);
    (void)brings_about(s, facts.items, (uint32_t)facts.count, &is_enough); /* what was found is that of this set */
    vec_free(&facts);
}

/* A single fact in place of none, if it brings about what does not come about without it. */
static void prefer_one_fact(Search *s) {
    RunOptions run = *s->run;
    bool is_enough = false;
    if (s->found->facts.count || s->found->stop != STOP_NONE || s->u->count == 0) return;
    for (uint32_t side = 0; side < 2; side++) {
        Changes changes;
        universe_changes(s->u, side, NULL, 0, &s->rows[side], &changes);
        s->bare[side] = world_new(s->u->base[side], &changes, &run, s->diags);
    }
    bool is_found = try_size(s, 1) && s->found->stop == STOP_NONE;
    world_free(s->bare[0]);
    world_free(s->bare[1]);
    s->bare[0] = s->bare[1] = NULL;
    if (is_found) return;
    keep(s, NULL, 0);
    (void)brings_about(s, NULL, 0, &is_enough);
}

void counterexample_find(const Universe *universe, Str relation, uint64_t seed, const RunOptions *run, Diags *diags,
                         Counterexample *found) {
    *found = (Counterexample){0};
    arena_init(&found->arena);
    Search s = {.u = universe, .run = run, .diags = diags, .seed = seed, .found = found};
    for (uint32_t side = 0; side < 2; side++) {
        s.relation[side] = relation_written(universe->base[side]->program, relation);
        if (s.relation[side] == NO_ID) return;
        found->relation[side] = s.relation[side];
    }
    if (try(&s, universe->given.items, (uint32_t)universe->given.count))
        keep(&s, universe->given.items, (uint32_t)universe->given.count);
    if (found->is_found || try_small(&s) || try_random(&s)) {
        make_small(&s);
        prefer_one_fact(&s);
    }
    vec_free(&s.rows[0]);
    vec_free(&s.rows[1]);
}

void counterexample_clear(Counterexample *found) {
    vec_free(&found->facts);
    arena_clear(&found->arena);
}
