/* Resilience: the least number of sources without which the claim is no longer established.
 *
 * Sets of sources are tried by size.  Where the claim holds though some are not believed, it holds because of a set of
 * facts that are left, whatever is said of the rest: a larger set of sources must take one of these away, and that is
 * how it is continued.  So every set that could do is reached, and the first one is a smallest.  The same search as in
 * Reiter's hitting-set tree (1987), with the labels made on the way. */
#include <assert.h>
#include <stdlib.h>

#include "runtime/judge/supports_internal.h"

enum { SETS_TRIED_MOST = 3000 };

typedef struct {
    Symbol key;
    Str name;
} Named;

typedef struct {
    Search *search;
    Vec(Named) sources; /* of the facts it may hang on, by name */
    Families waiting;   /* sets of sources, by number, that are still to be tried or have been */
    Families needed;    /* by row of the search: the sources that take it away; count NO_ID: nothing does */
    Families held;      /* the same for facts that are held, each once */
    bool *out;
    uint32_t tried;
} Losing;

/* ---- sources ---- */

static int by_name(const void *a, const void *b) {
    return str_compare(((const Named *)a)->name, ((const Named *)b)->name);
}

static void list_cites(Losing *l, uint32_t fact) {
    const Inquiry *q = l->search->inquiry;
    const Interner *symbols = values_symbols(q->base->program->values);
    RowRef ref = q->facts.items[fact];
    for (uint32_t i = 0; i < store_origin_count(q->base, ref.relation, ref.row); i++) {
        Cites cites = store_origin(q->base, ref.relation, ref.row, i).cites;
        for (uint32_t k = 0; k < cites.count; k++)
            vec_push(&l->sources, ((Named){cites.items[k].key, intern_text(symbols, cites.items[k].key)}));
    }
}

static void list_sources(Losing *l) {
    const Inquiry *q = l->search->inquiry;
    for (size_t i = 0; i < l->search->numbers.count; i++) list_cites(l, l->search->numbers.items[i]);
    for (uint32_t i = 0; i < q->facts.count; i++)
        if (q->is_held[i]) list_cites(l, i);
    if (l->sources.count > 1) qsort(l->sources.items, l->sources.count, sizeof *l->sources.items, by_name);
    size_t kept = 0;
    for (size_t i = 0; i < l->sources.count; i++)
        if (kept == 0 || l->sources.items[kept - 1].key != l->sources.items[i].key)
            l->sources.items[kept++] = l->sources.items[i];
    l->sources.count = kept;
}

static uint32_t source_number(const Losing *l, Symbol key) {
    Str name = intern_text(values_symbols(l->search->inquiry->base->program->values), key);
    size_t low = 0, high = l->sources.count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (str_compare(l->sources.items[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

/* ---- sets of sources ---- */

static Members members_of(const bool *has, size_t count) {
    Members members = {mem_alloc(count * sizeof(uint32_t) + 1), 0};
    for (uint32_t i = 0; i < count; i++)
        if (has[i]) members.items[members.count++] = i;
    return members;
}

static bool note_source(void *context, Symbol key) {
    Losing *l = context;
    l->out[source_number(l, key)] = true;
    return true;
}

/* All that the statements of a fact cite, if each of them cites something. */
static Members sources_of(Losing *l, uint32_t fact) {
    memset(l->out, 0, l->sources.count);
    if (inquiry_is_dropped(l->search->inquiry, fact, note_source, l)) return members_of(l->out, l->sources.count);
    return (Members){NULL, NO_ID};
}

static bool is_same(const Members *a, const Members *b) {
    return a->count == b->count && (a->count == 0 || memcmp(a->items, b->items, a->count * sizeof *a->items) == 0);
}

static void add_set(Families *families, Members set) {
    for (size_t i = 0; i < families->count; i++)
        if (is_same(&families->items[i], &set)) {
            mem_free(set.items);
            return;
        }
    vec_push(families, set);
}

static Members united(const Members *a, const Members *b) {
    Members set = {mem_alloc((a->count + b->count) * sizeof(uint32_t) + 1), 0};
    for (uint32_t i = 0, k = 0; i < a->count || k < b->count;) {
        uint32_t x = i < a->count ? a->items[i] : NO_ID, y = k < b->count ? b->items[k] : NO_ID;
        set.items[set.count++] = x < y ? x : y;
        i += x <= y;
        k += y <= x;
    }
    return set;
}

static void list_needed(Losing *l) {
    const Inquiry *q = l->search->inquiry;
    l->out = mem_alloc_zero(l->sources.count + 1);
    for (size_t i = 0; i < l->search->numbers.count; i++)
        vec_push(&l->needed, sources_of(l, l->search->numbers.items[i]));
    for (uint32_t i = 0; i < q->facts.count; i++) {
        Members set = q->is_held[i] ? sources_of(l, i) : (Members){NULL, NO_ID};
        if (set.count != NO_ID) add_set(&l->held, set);
    }
}

/* ---- one set ---- */

static bool takes(const Members *sources, const Members *needed) {
    return needed->count != NO_ID && members_within(needed, sources);
}

/* Whether the fact, by its number, is taken with the sources. */
static bool is_taken(const Losing *l, size_t fact, const Members *sources) {
    assert(l->needed.items);
    return takes(sources, &l->needed.items[fact]);
}

static bool takes_held(const Losing *l, const Members *sources) {
    for (size_t i = 0; i < l->held.count; i++)
        if (takes(sources, &l->held.items[i])) return true;
    return false;
}

static const Symbol *keys_of(const Losing *l, const Members *sources, Arena *arena) {
    Symbol *keys = arena_array(arena, Symbol, sources->count + 1);
    for (uint32_t i = 0; i < sources->count; i++) keys[i] = l->sources.items[sources->items[i]].key;
    return keys;
}

typedef enum { HELD_ON, LOST, STAYS_REFUTED /* though by something else */ } Loss;

/* In a world in which they are not believed. */
static Loss loss_in_a_world(const Losing *l, const Members *sources, Arena *arena) {
    Inquiry *q = l->search->inquiry;
    inquiry_suppose_all(q, GIVEN_KEPT);
    Changes changes = {.distrusted = keys_of(l, sources, arena), .distrusted_count = sources->count};
    World *world = inquiry_run(q, &changes);
    Loss loss = search_holds_in(l->search, world) || q->stop != STOP_NONE ? HELD_ON
                : search_is_refuted_in(l->search, world)                  ? STAYS_REFUTED
                                                                          : LOST;
    world_free(world);
    return loss;
}

static void set_fates(Losing *l, const Members *sources, const bool *has) {
    Search *s = l->search;
    for (size_t i = 0; i < s->numbers.count; i++)
        s->fates[s->places.items[i]] = is_taken(l, i, sources) ? ROW_FALSE : has && !has[i] ? ROW_OPEN : ROW_TRUE;
}

/* What holds or fails may hang on held facts, which the residue takes as they are: then a world alone is asked.  Else
 * it is asked where the residue says that it is lost; *loss is what it says. */
static bool is_lost(Losing *l, const Members *sources, Arena *arena, Loss *loss) {
    bool is_held = takes_held(l, sources);
    if (!is_held) {
        set_fates(l, sources, NULL);
        if (search_holds(l->search)) return false;
    }
    *loss = loss_in_a_world(l, sources, arena);
    return !is_held || *loss == LOST;
}

typedef struct {
    Losing *losing;
    const Members *sources;
} Deprived;

static bool suffices_without(void *context, const bool *has) {
    Deprived *deprived = context;
    set_fates(deprived->losing, deprived->sources, has);
    return search_holds(deprived->losing->search);
}

static bool search_on(void *context) { return search_may_go_on(((Deprived *)context)->losing->search); }

/* ---- larger sets ---- */

static void continue_with(Losing *l, const Members *sources, const Members *needed) {
    if (needed->count == NO_ID || members_within(needed, sources)) return;
    add_set(&l->waiting, united(sources, needed));
}

static bool takes_fact(const Losing *l, uint32_t fact, const Members *sources) {
    const Search *s = l->search;
    for (uint32_t i = s->firsts.items[fact]; i < s->firsts.items[fact + 1]; i++)
        if (is_taken(l, i, sources)) return true;
    return false;
}

/* A set of facts that is known to be enough, and of which no row is taken. */
static const Members *known_support(const Losing *l, const Members *sources, const Families *sets) {
    for (size_t i = 0; i < sets->count; i++) {
        const Members *set = &sets->items[i];
        uint32_t k = 0;
        while (k < set->count && !takes_fact(l, set->items[k], sources)) k++;
        if (k == set->count) return set;
    }
    return NULL;
}

static void continue_with_fact(Losing *l, const Members *sources, uint32_t fact) {
    const Search *s = l->search;
    for (uint32_t i = s->firsts.items[fact]; i < s->firsts.items[fact + 1]; i++) {
        assert(i < l->needed.count);
        continue_with(l, sources, &l->needed.items[i]);
    }
}

/* False if it was stopped. */
static bool continue_set(Losing *l, const Members *sources, const Families *sets) {
    Search *s = l->search;
    for (size_t i = 0; i < l->held.count; i++) continue_with(l, sources, &l->held.items[i]);
    if (takes_held(l, sources)) { /* the facts that are left are not known: any other source may matter */
        for (uint32_t i = 0; i < l->sources.count; i++) continue_with(l, sources, &(Members){&i, 1});
        return true;
    }
    const Members *known = known_support(l, sources, sets);
    for (uint32_t i = 0; known && i < known->count; i++) continue_with_fact(l, sources, known->items[i]);
    if (known) return true;
    Deprived deprived = {l, sources};
    Property property = {(uint32_t)s->numbers.count, suffices_without, search_on, &deprived};
    bool *has = mem_alloc(s->numbers.count + 1);
    memset(has, true, s->numbers.count + 1);
    bool is_minimal = property_shrink(&property, has); /* what is taken already goes first: it is false either way */
    for (size_t i = 0; i < s->numbers.count; i++)
        if (has[i]) continue_with(l, sources, &l->needed.items[i]);
    mem_free(has);
    return is_minimal;
}

/* The least set that waits and has not been tried, moved to the front of the others. */
static bool next_set(Losing *l) {
    size_t best = l->tried;
    for (size_t i = l->tried; i < l->waiting.count; i++) {
        const Members *a = &l->waiting.items[i], *b = &l->waiting.items[best];
        bool is_less = a->count < b->count;
        for (uint32_t k = 0; a->count == b->count && k < a->count; k++)
            if (a->items[k] != b->items[k]) {
                is_less = a->items[k] < b->items[k];
                break;
            }
        if (is_less) best = i;
    }
    if (best >= l->waiting.count) return false;
    Members set = l->waiting.items[best];
    l->waiting.items[best] = l->waiting.items[l->tried];
    l->waiting.items[l->tried++] = set;
    return true;
}

/* ---- all of it ---- */

static void find_alone(Losing *l, Arena *arena, Resilience *resilience, uint32_t *unverified) {
    Symbol *alone = arena_array(arena, Symbol, l->sources.count + 1);
    for (uint32_t i = 0; i < l->sources.count && search_may_go_on(l->search); i++) {
        Members one = {&i, 1};
        Loss loss = HELD_ON;
        if (!is_lost(l, &one, arena, &loss)) continue;
        if (loss == LOST) alone[resilience->alone_count++] = l->sources.items[i].key;
        *unverified += loss == HELD_ON && l->search->inquiry->stop == STOP_NONE;
    }
    resilience->alone = alone;
}

static void find_least(Losing *l, const Families *sets, Arena *arena, Resilience *resilience, uint32_t *unverified) {
    vec_push(&l->waiting, ((Members){mem_alloc(1), 0}));
    while (next_set(l)) {
        const Members sources = l->waiting.items[l->tried - 1];
        resilience->tried = sources.count > 0 ? sources.count - 1 : 0;
        resilience->is_stopped = l->tried > SETS_TRIED_MOST || !search_may_go_on(l->search);
        if (resilience->is_stopped) return;
        Loss loss = HELD_ON;
        if (is_lost(l, &sources, arena, &loss)) {
            resilience->least = keys_of(l, &sources, arena);
            resilience->least_count = loss == STAYS_REFUTED ? 0 : sources.count;
            resilience->is_stopped = resilience->is_refuted_elsewhere = loss == STAYS_REFUTED;
            *unverified += loss == HELD_ON && l->search->inquiry->stop == STOP_NONE;
            return;
        }
        resilience->is_stopped = !continue_set(l, &sources, sets);
        if (resilience->is_stopped) return;
    }
    resilience->is_unfailing = true;
}

void resilience_find(Search *search, const Families *sets, Arena *arena, Resilience *resilience, uint32_t *unverified) {
    Losing l = {.search = search};
    *resilience = (Resilience){.alone = NULL};
    list_sources(&l);
    list_needed(&l);
    find_alone(&l, arena, resilience, unverified);
    find_least(&l, sets, arena, resilience, unverified);
    vec_free(&l.sources);
    families_clear(&l.waiting);
    for (size_t i = 0; i < l.needed.count; i++) mem_free(l.needed.items[i].items);
    vec_free(&l.needed);
    families_clear(&l.held);
    mem_free(l.out);
}
