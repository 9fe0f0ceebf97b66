/* Facts that cannot be suspended are each weighed by a world, as far as there are; parameters are none. */
#include "runtime/judge/critical.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/supports_internal.h"

enum { SPENT_MOST = 200000 /* parts of ground programs, below a hundredth of a second */ };
enum { RANK_CITED, RANK_NAMED, RANK_WORDS, RANK_BARE, RANKS };

typedef struct {
    Search search;
    const Proof *proof;
    uint32_t *at; /* by row of the inquiry: its step in the proof; NO_ID: none */
} Weighing;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static WrittenAtom atom_of(const Weighing *w, uint32_t number) {
    const Store *base = w->search.inquiry->base;
    RowRef ref = w->search.inquiry->facts.items[number];
    return (WrittenAtom){program_said(base->program, ref.relation),
                         table_row(store_table(base, ref.relation), ref.row)};
}

/* ---- which come first ---- */

static bool has_id(const Store *store, RowRef ref) {
    for (uint32_t i = 0; i < store_origin_count(store, ref.relation, ref.row); i++)
        if (store_origin(store, ref.relation, ref.row, i).label != NO_SYMBOL) return true;
    return false;
}

/* The best of all that states the fact. */
static int rank_of(const Weighing *w, uint32_t number) {
    const Store *base = w->search.inquiry->base;
    WrittenAtom atom = atom_of(w, number);
    int rank = relation_of(base, atom.relation)->sentence.length ? RANK_WORDS : RANK_BARE;
    RowRefs rows = rows_stating(base, atom.relation, atom.row);
    for (size_t i = 0; i < rows.count; i++) {
        RowRef ref = rows.items[i];
        int own = fact_is_attested(base, ref.relation, ref.row) ? RANK_CITED : has_id(base, ref) ? RANK_NAMED : rank;
        if (own < rank) rank = own;
    }
    vec_free(&rows);
    return rank;
}

/* Where the proof meets the fact first. */
static uint32_t place_of(const Weighing *w, uint32_t first) {
    const Inquiry *q = w->search.inquiry;
    uint32_t place = NO_ID;
    for (uint32_t i = first, end = inquiry_end(q, first); i < end; i++)
        if (w->at[i] < place) place = w->at[i];
    return place;
}

static void find_places(Weighing *w) {
    const Inquiry *q = w->search.inquiry;
    w->at = mem_alloc((q->facts.count + 1) * sizeof *w->at);
    memset(w->at, 0xFF, (q->facts.count + 1) * sizeof *w->at);
    for (uint32_t i = 0; i < w->proof->steps.count; i++) {
        const Step *step = &w->proof->steps.items[i];
        uint32_t number = step->rule == NO_ID ? inquiry_number(q, step->relation, step->row) : NO_ID;
        if (number != NO_ID && w->at[number] == NO_ID) w->at[number] = i;
    }
}

typedef struct {
    uint32_t number; /* of its first row in the inquiry */
    int rank;
    uint32_t place;
} Needed;
typedef Vec(Needed) NeededList;

/* Of two of one rank what the proof meets first; what it does not meet comes last, in the order of facts. */
static bool is_before(Needed a, Needed b) {
    return a.rank != b.rank ? a.rank < b.rank : a.place != b.place ? a.place < b.place : a.number < b.number;
}

static void keep(const Weighing *w, uint32_t number, NeededList *found) {
    const Needed fact = {number, rank_of(w, number), place_of(w, number)};
    size_t at = found->count;
    vec_push(found, fact);
    for (; at > 0 && is_before(fact, found->items[at - 1]); at--) found->items[at] = found->items[at - 1];
    found->items[at] = fact;
}

/* ---- each by itself ---- */

/* Facts that a scenario can take back. */
static bool is_fact(const Weighing *w, uint32_t number) {
    const Relation *relation = relation_of(w->search.inquiry->base, atom_of(w, number).relation);
    return relation->helper == HELPER_NONE && !relation->is_parameter;
}

static bool has_held_row(const Inquiry *q, uint32_t first) {
    for (uint32_t i = first, end = inquiry_end(q, first); i < end; i++)
        if (q->is_held[i]) return true;
    return false;
}

static void weigh_each(Weighing *w, Critical *critical, NeededList *found) {
    for (uint32_t i = 0; i < search_fact_count(&w->search); i++) {
        uint32_t number = search_number(&w->search, i);
        if (!is_fact(w, number) || has_held_row(w->search.inquiry, number)) continue;
        if (!search_may_go_on(&w->search)) {
            critical->is_whole = false;
            return;
        }
        critical->weighed++;
        if (!search_holds_without(&w->search, i)) keep(w, number, found);
    }
}

/* Whether that is known; all of the fact's rows are taken. */
static bool weigh_in_a_world(Weighing *w, uint32_t first, bool *holds) {
    Inquiry *q = w->search.inquiry;
    inquiry_suppose_all(q, GIVEN_KEPT);
    inquiry_suppose(q, first, GIVEN_TAKEN);
    World *world = inquiry_run(q, NULL);
    bool is_known = world->outcome.stop == STOP_NONE && inquiry_is_computed(q, world);
    *holds = is_known && search_holds_in(&w->search, world);
    world_free(world);
    return is_known;
}

/* What no ground program tells: facts that cannot be suspended. */
static void weigh_held(Weighing *w, uint32_t most, Critical *critical, NeededList *found) {
    Inquiry *q = w->search.inquiry;
    for (uint32_t i = 0; i < q->facts.count; i++) {
        if (inquiry_first(q, i) != i || !has_held_row(q, i) || !is_fact(w, i)) continue;
        bool holds, is_known = critical->worlds < most;
        if (is_known) {
            critical->worlds++;
            is_known = weigh_in_a_world(w, i, &holds);
        }
        critical->is_whole = critical->is_whole && is_known;
        if (!is_known) return;
        critical->weighed++;
        if (!holds) keep(w, i, found);
    }
}

Critical critical_find(Inquiry *q, const Proof *proof, RelId relation, const Value *row, uint32_t most_worlds) {
    Critical critical = {.is_whole = false};
    Weighing w = {.search = {.inquiry = q, .relation = relation, .row = row, .spent_most = SPENT_MOST}, .proof = proof};
    NeededList found = {0};
    Held held = {false, false};
    Stop stop = q->stop;
    bool is_whole;
    World *world = search_open(&w.search, &held, &is_whole);
    find_places(&w);
    if (is_whole && search_holds_without(&w.search, NO_ID)) { /* else a world comes to something else */
        critical.is_whole = true;
        weigh_each(&w, &critical, &found);
        weigh_held(&w, most_worlds, &critical, &found);
    }
    for (size_t i = 0; i < found.count; i++) vec_push(&critical.facts, atom_of(&w, found.items[i].number));
    vec_free(&found);
    mem_free(w.at);
    search_close(&w.search);
    world_free(world);
    q->stop = stop; /* the world of all facts may take more than one that lacks a fact */
    inquiry_suppose_all(q, GIVEN_KEPT);
    return critical;
}

void critical_clear(Critical *critical) { vec_free(&critical->facts); }
