/* First a world in which the facts of the proof alone are known, then one with those beside them that were found so
 * far.  Where neither is enough, all are suspended, as for what a claim rests on (supports.c), and of those that are
 * not the proof's each is taken away without which it is still shown; what is left is run as a world too. */
#include "runtime/judge/keeping.h"
#include "runtime/judge/supports_internal.h"

enum { SPENT_MOST = 1000000 /* parts of ground programs, below a twentieth of a second */ };

typedef struct {
    Search search;
    bool *is_leaf;        /* by fact: of the proof */
    bool *is_kept;        /* by fact: beside it */
    bool *is_own;         /* by number of the search: a fact of the proof */
    Vec(uint32_t) others; /* numbers of those that are not */
} Beside;

static bool suffices(void *context, const bool *has) {
    Beside *b = context;
    Search *s = &b->search;
    for (size_t i = 0; i < s->numbers.count; i++) s->fates[s->places.items[i]] = b->is_own[i] ? ROW_TRUE : ROW_OPEN;
    for (size_t k = 0; k < b->others.count; k++)
        if (has[k]) s->fates[s->places.items[b->others.items[k]]] = ROW_TRUE;
    return search_holds(s);
}

static bool may_go_on(void *context) { return search_may_go_on(&((Beside *)context)->search); }

static void find_leaves(const Inquiry *q, const Proof *proof, bool *is_leaf) {
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count; i++) {
        const Step *step = &proof->steps.items[i];
        uint32_t number = is_ground[i] && step->rule == NO_ID ? inquiry_number(q, step->relation, step->row) : NO_ID;
        if (number != NO_ID) is_leaf[number] = true;
    }
    mem_free(is_ground);
}

static void set_own_apart(Beside *b) {
    Search *s = &b->search;
    b->is_own = mem_alloc_zero(s->numbers.count + 1);
    for (size_t i = 0; i < s->numbers.count; i++) {
        b->is_own[i] = b->is_leaf[s->numbers.items[i]];
        if (!b->is_own[i]) vec_push(&b->others, (uint32_t)i);
    }
}

/* The world in which they and the facts of the proof are given, and all others unknown but for those that are held. */
static bool holds_in_a_world(Beside *b) {
    Search *s = &b->search;
    Inquiry *q = s->inquiry;
    Held held = {false, false};
    for (;;) {
        for (size_t i = 0; i < q->facts.count; i++)
            q->fates[i] = b->is_leaf[i] || b->is_kept[i] || q->is_held[i] ? GIVEN_KEPT : GIVEN_SUSPENDED;
        World *world = inquiry_run(q, NULL);
        bool is_again = world->outcome.stop == STOP_NONE && inquiry_hold(q, world, &held);
        bool holds = !is_again && search_holds_in(s, world);
        world_free(world);
        if (!is_again) return holds;
    }
}

/* Which of the others it needs; false if that was not found out. */
static bool shrink(Beside *b) {
    const Search *s = &b->search;
    Property property = {(uint32_t)b->others.count, suffices, may_go_on, b};
    bool *has = mem_alloc(b->others.count + 1);
    memset(has, true, b->others.count);
    bool is_found = may_go_on(b) && suffices(b, has) && property_shrink(&property, has);
    memset(b->is_kept, 0, s->inquiry->facts.count);
    for (size_t k = 0; k < b->others.count; k++) b->is_kept[s->numbers.items[b->others.items[k]]] = has[k];
    mem_free(has);
    return is_found;
}

static bool find_all(Beside *b) {
    Held held = {false, false};
    bool is_whole;
    World *world = search_open(&b->search, &held, &is_whole);
    set_own_apart(b);
    bool is_found = is_whole && shrink(b) && holds_in_a_world(b);
    search_close(&b->search);
    world_free(world);
    return is_found;
}

/* Those that were found by looking at what the proof denies. */
static bool keep_found(Beside *b, const Keeping *keeping) {
    const Inquiry *q = b->search.inquiry;
    bool any = false;
    for (uint32_t i = 0; i < keeping->row_count; i++) {
        Proof *proof = prove(q->base, keeping->rows[i].relation, keeping->rows[i].row);
        find_leaves(q, proof, b->is_kept);
        proof_free(proof);
    }
    for (size_t i = 0; i < q->facts.count; i++) any = any || (b->is_kept[i] && !b->is_leaf[i]);
    return any;
}

static bool find(Beside *b, const Keeping *keeping) {
    if (holds_in_a_world(b)) return true;
    if (b->search.inquiry->stop != STOP_NONE) return false;
    if (keep_found(b, keeping) && holds_in_a_world(b)) return true;
    return b->search.inquiry->stop == STOP_NONE && find_all(b);
}

/* Facts that are given in every world, and are none of the proof. */
static bool holds_beside(const Beside *b) {
    const Inquiry *q = b->search.inquiry;
    for (size_t i = 0; i < q->facts.count; i++)
        if (q->is_held[i] && !b->is_leaf[i]) return true;
    return false;
}

static void note(Beside *b, Arena *arena, Keeping *keeping) {
    const Inquiry *q = b->search.inquiry;
    RowRef *facts = mem_alloc((q->facts.count + 1) * sizeof *facts);
    size_t count = 0;
    for (size_t i = 0; i < q->facts.count; i++)
        if (b->is_kept[i] && !b->is_leaf[i] && relation_is_counted(q->base->program, q->facts.items[i].relation))
            facts[count++] = q->facts.items[i];
    keeping->facts = facts_attested(q->base, facts, count, arena);
    keeping->rows = arena_copy(arena, facts, count * sizeof *facts);
    keeping->row_count = (uint32_t)count;
    keeping->searched = holds_beside(b) ? SEARCHED_HELD : SEARCHED_ALL;
    keeping->is_doubtful = keeping->is_cut = false;
    mem_free(facts);
}

static void search(Inquiry *q, const Proof *proof, Arena *arena, Keeping *keeping) {
    const Step *root = &proof->steps.items[0];
    Beside b = {
        .search = {.inquiry = q, .relation = root->relation, .row = step_values(proof, root), .spent_most = SPENT_MOST},
        .is_leaf = mem_alloc_zero(q->facts.count + 1),
        .is_kept = mem_alloc_zero(q->facts.count + 1)};
    b.search.store = q->base;
    find_leaves(q, proof, b.is_leaf);
    if (find(&b, keeping))
        note(&b, arena, keeping);
    else
        keeping->searched = q->stop != STOP_NONE || !store_may_search(q->base) ? SEARCHED_STOPPED : SEARCHED_TRIALS;
    mem_free(b.is_leaf);
    mem_free(b.is_kept);
    mem_free(b.is_own);
    vec_free(&b.others);
}

void keeping_search(const Proof *proof, const RunOptions *run, Arena *arena, Keeping *keeping) {
    const Step *root = &proof->steps.items[0];
    RowInquiry own;
    if (!keeping->is_doubtful && !keeping->is_cut) return;
    row_inquiry_begin(&own, proof->store, root->relation, step_values(proof, root), NULL, run, arena);
    search(&own.inquiry, proof, arena, keeping);
    row_inquiry_end(&own);
}
