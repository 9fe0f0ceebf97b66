/* A fact may be stated twice, for certain and as a report: it is taken back as a whole, as a scenario does.  Facts that
 * cannot be suspended are not weighed, and then not all is known; parameters are none. */
#include "runtime/judge/critical.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/supports_internal.h"

enum { SPENT_MOST = 200000 /* parts of ground programs, below a hundredth of a second */ };
enum { RANK_CITED, RANK_NAMED, RANK_WORDS, RANK_BARE, RANKS };

typedef struct {
    Search search;
    const Proof *proof;
    uint32_t *at; /* by fact of the inquiry: its step in the proof; NO_ID: none */
} Weighing;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static RowRef ref_of(const Weighing *w, size_t i) { return w->search.inquiry->facts.items[w->search.numbers.items[i]]; }

static WrittenAtom atom_of(const Weighing *w, size_t i) {
    const Store *base = w->search.inquiry->base;
    RowRef ref = ref_of(w, i);
    return (WrittenAtom){program_said(base->program, ref.relation),
                         table_row(store_table(base, ref.relation), ref.row)};
}

static bool is_same(const Weighing *w, size_t i, size_t k) {
    return written_atom_is_same(w->search.inquiry->base->program, atom_of(w, i), atom_of(w, k));
}

/* ---- which come first ---- */

static bool has_id(const Store *store, RowRef ref) {
    for (uint32_t i = 0; i < store_origin_count(store, ref.relation, ref.row); i++)
        if (store_origin(store, ref.relation, ref.row, i).label != NO_SYMBOL) return true;
    return false;
}

static int rank_of(const Weighing *w, size_t i) {
    const Store *base = w->search.inquiry->base;
    RowRef ref = ref_of(w, i);
    if (fact_is_attested(base, ref.relation, ref.row)) return RANK_CITED;
    if (has_id(base, ref)) return RANK_NAMED;
    return relation_of(base, program_said(base->program, ref.relation))->sentence.length ? RANK_WORDS : RANK_BARE;
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

/* Of two of one rank what the proof meets first; what it does not meet comes last, in the order of facts. */
static bool is_before(const Weighing *w, size_t a, size_t b) {
    int x = rank_of(w, a), y = rank_of(w, b);
    uint32_t p = w->at[w->search.numbers.items[a]], q = w->at[w->search.numbers.items[b]];
    return x != y ? x < y : p != q ? p < q : a < b;
}

/* ---- each by itself ---- */

static bool is_said_before(const Weighing *w, size_t i) {
    for (size_t k = 0; k < i; k++)
        if (is_same(w, k, i)) return true;
    return false;
}

/* Facts that a scenario can take back. */
static bool is_fact(const Weighing *w, size_t i) {
    const Relation *relation = relation_of(w->search.inquiry->base, atom_of(w, i).relation);
    return relation->helper == HELPER_NONE && !relation->is_parameter;
}

/* Whether it holds without it, all else as it is. */
static bool holds_without(Weighing *w, size_t i) {
    Search *s = &w->search;
    for (size_t k = 0; k < s->numbers.count; k++)
        s->fates[s->places.items[k]] = is_same(w, k, i) ? ROW_FALSE : ROW_TRUE;
    return search_holds(s);
}

typedef Vec(size_t) Places;

static void weigh_each(Weighing *w, Critical *critical, Places *found) {
    for (size_t i = 0; i < w->search.numbers.count; i++) {
        if (!is_fact(w, i) || is_said_before(w, i)) continue;
        if (!search_may_go_on(&w->search)) {
            critical->is_whole = false;
            return;
        }
        critical->weighed++;
        if (holds_without(w, i)) continue;
        size_t at = found->count;
        vec_push(found, i);
        for (; at > 0 && is_before(w, i, found->items[at - 1]); at--) found->items[at] = found->items[at - 1];
        found->items[at] = i;
    }
}

/* All true: else what the residue tells is not what a world comes to. */
static bool holds_now(Weighing *w) {
    Search *s = &w->search;
    for (size_t k = 0; k < s->numbers.count; k++) s->fates[s->places.items[k]] = ROW_TRUE;
    return search_holds(s);
}

static bool holds_some(const Inquiry *q) {
    for (size_t i = 0; i < q->facts.count; i++)
        if (q->is_held[i]) return true;
    return false;
}

Critical critical_find(Inquiry *q, const Proof *proof, RelId relation, const Value *row) {
    Critical critical = {.is_whole = false};
    Weighing w = {.search = {.inquiry = q, .relation = relation, .row = row, .spent_most = SPENT_MOST}, .proof = proof};
    Places found = {0};
    Held held = {false, false};
    Stop stop = q->stop;
    bool is_whole;
    World *world = search_open(&w.search, &held, &is_whole);
    find_places(&w);
    if (is_whole && holds_now(&w)) {
        critical.is_whole = !holds_some(q);
        weigh_each(&w, &critical, &found);
    }
    for (size_t i = 0; i < found.count; i++) vec_push(&critical.facts, atom_of(&w, found.items[i]));
    vec_free(&found);
    mem_free(w.at);
    search_close(&w.search);
    world_free(world);
    q->stop = stop; /* the world of all facts may take more than one that lacks a fact */
    inquiry_suppose_all(q, GIVEN_KEPT);
    return critical;
}

void critical_clear(Critical *critical) { vec_free(&critical->facts); }
