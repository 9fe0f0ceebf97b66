/* The search for sets that suffice.
 *
 * `met` are sets that every one that suffices has a member of.  The smallest set that meets all of them is found by
 * trying one size after the other: a set that is not met yet is chosen, the one with fewest members left, and each of
 * its members is tried; a member that was tried before stands out of the rest, so that no set is looked at twice.  As
 * many sets without common members that are not met show that the size is too small.
 * The choices lie in an array; nothing recurses. */
#include "runtime/judge/hitting.h"

#include <stdlib.h>
#include <string.h>

enum { CHOICES_MOST = 2000000 };

void families_clear(Families *families) {
    for (size_t i = 0; i < families->count; i++) mem_free(families->items[i].items);
    vec_free(families);
}

bool members_have(const Members *members, uint32_t member) {
    uint32_t at = numbers_find(members->items, 0, members->count, member);
    return at < members->count && members->items[at] == member;
}

bool members_within(const Members *part, const Members *whole) {
    for (uint32_t i = 0; i < part->count; i++)
        if (!members_have(whole, part->items[i])) return false;
    return true;
}

static Members members_of(const bool *has, uint32_t count, bool wanted) {
    Members members = {mem_alloc((size_t)count * sizeof(uint32_t) + 1), 0};
    for (uint32_t i = 0; i < count; i++)
        if (has[i] == wanted) members.items[members.count++] = i;
    return members;
}

/* ---- one set ---- */

/* Takes stretches of half the size each time, so that a small rest is reached in few steps; then one by one. */
bool property_shrink(const Property *p, bool *has) {
    Members left = members_of(has, p->count, true);
    bool going_on = true;
    for (uint32_t size = left.count; size > 0 && going_on; size /= 2) {
        for (uint32_t end = left.count; end > 0 && going_on;) {
            uint32_t begin = end > size ? end - size : 0;
            going_on = p->may_go_on(p->context);
            if (!going_on) break;
            for (uint32_t i = begin; i < end; i++) has[left.items[i]] = false;
            if (!p->suffices(p->context, has))
                for (uint32_t i = begin; i < end; i++) has[left.items[i]] = true;
            end = begin;
        }
        uint32_t kept = 0;
        for (uint32_t i = 0; i < left.count; i++)
            if (has[left.items[i]]) left.items[kept++] = left.items[i];
        left.count = kept;
        if (size > kept && kept > 0) size = kept + kept % 2; /* larger stretches would be all there is */
    }
    mem_free(left.items);
    return going_on;
}

/* ---- the smallest set that meets all ---- */

typedef struct {
    const Members *met; /* the set to be met by this choice */
    uint32_t next;      /* its member to be tried next */
    uint32_t chosen;    /* member; NO_MEMBER */
    uint32_t barred;    /* members that stand out, before this choice */
} Choice;
#define NO_MEMBER UINT32_MAX

typedef struct {
    const Property *property;
    Families met;
    Families *sets;
    bool *is_chosen;
    bool *is_barred;
    Vec(uint32_t) barred;
    Vec(Choice) choices;
    bool *is_used;     /* by member, for the bound */
    bool is_too_small; /* something was passed over for its size alone */
    uint64_t steps;
} Meeting;

static bool is_met(const Meeting *m, const Members *set) {
    for (uint32_t i = 0; i < set->count; i++)
        if (m->is_chosen[set->items[i]]) return true;
    return false;
}

/* The set that is not met yet with the fewest members left; how many are needed at least.  NULL: all are met. */
static const Members *choose(Meeting *m, uint32_t *least, bool *is_dead) {
    const Members *best = NULL;
    uint32_t best_left = UINT32_MAX;
    *least = 0;
    *is_dead = false;
    memset(m->is_used, 0, m->property->count);
    for (size_t i = 0; i < m->met.count; i++) {
        const Members *set = &m->met.items[i];
        if (is_met(m, set)) continue;
        uint32_t left = 0;
        bool is_apart = true;
        for (uint32_t k = 0; k < set->count; k++) {
            left += !m->is_barred[set->items[k]];
            is_apart = is_apart && !m->is_used[set->items[k]];
        }
        if (left == 0) *is_dead = true;
        if (left < best_left) best = set, best_left = left;
        if (!is_apart) continue;
        ++*least;
        for (uint32_t k = 0; k < set->count; k++) m->is_used[set->items[k]] = true;
    }
    return best;
}

/* Whether what is chosen contains a set that is known. */
static bool is_known(const Meeting *m) {
    for (size_t i = 0; i < m->sets->count; i++) {
        const Members *set = &m->sets->items[i];
        uint32_t k = 0;
        while (k < set->count && m->is_chosen[set->items[k]]) k++;
        if (k == set->count) return true;
    }
    return false;
}

static void unbar(Meeting *m, size_t count) {
    while (m->barred.count > count) m->is_barred[vec_pop(&m->barred)] = false;
}

/* The next member for the last choice; false if it has none left. */
static bool advance(Meeting *m) {
    Choice *choice = &vec_last(&m->choices);
    if (choice->chosen != NO_MEMBER) {
        m->is_chosen[choice->chosen] = false;
        m->is_barred[choice->chosen] = true;
        vec_push(&m->barred, choice->chosen);
        choice->chosen = NO_MEMBER;
    }
    while (choice->next < choice->met->count) {
        uint32_t member = choice->met->items[choice->next++];
        if (m->is_barred[member]) continue;
        choice->chosen = member;
        m->is_chosen[member] = true;
        return true;
    }
    unbar(m, choice->barred);
    m->choices.count--;
    return false;
}

typedef enum { MEETS, MEETS_NOT, MEETS_STOPPED } Meets;

/* A set of `size` members at most, none of them known: is_chosen tells which.  MEETS_NOT: there is none. */
static Meets meet_with(Meeting *m, uint32_t size) {
    bool goes_down = true;
    for (;;) {
        if (++m->steps > CHOICES_MOST) return MEETS_STOPPED;
        if (goes_down && !is_known(m)) {
            uint32_t least;
            bool is_dead;
            const Members *open = choose(m, &least, &is_dead);
            if (!open) return MEETS;
            bool fits = m->choices.count + least <= size;
            if (!is_dead && !fits) m->is_too_small = true;
            if (!is_dead && fits) vec_push(&m->choices, ((Choice){open, 0, NO_MEMBER, (uint32_t)m->barred.count}));
        }
        goes_down = false;
        while (m->choices.count && !goes_down) goes_down = advance(m);
        if (!goes_down) return MEETS_NOT;
    }
}

static void forget_choices(Meeting *m) {
    memset(m->is_chosen, 0, m->property->count);
    vec_empty(&m->choices);
    unbar(m, 0);
}

/* ---- all sets ---- */

/* From a set that does not suffice to one that nothing can be added to: what is left out has to be met. */
static bool note_unmet(Meeting *m, bool *has) {
    const Property *p = m->property;
    Members out = members_of(has, p->count, false);
    uint32_t kept = 0;
    for (uint32_t at = 0, size = out.count; at < out.count;) {
        uint32_t end = size < out.count - at ? at + size : out.count;
        if (!p->may_go_on(p->context)) {
            mem_free(out.items);
            return false;
        }
        for (uint32_t i = at; i < end; i++) has[out.items[i]] = true;
        if (!p->suffices(p->context, has)) { /* they can be added */
            at = end;
            size = size * 2 < out.count ? size * 2 : out.count;
            continue;
        }
        for (uint32_t i = at; i < end; i++) has[out.items[i]] = false;
        if (end - at == 1)
            out.items[kept++] = out.items[at++];
        else
            size = (end - at) / 2;
    }
    out.count = kept;
    vec_push(&m->met, out);
    return true;
}

/* Members without which all the others do not suffice, among those of one set. */
static bool find_needed(Meeting *m, const Members *among, bool *has) {
    const Property *p = m->property;
    for (uint32_t i = 0; i < among->count; i++) {
        if (!p->may_go_on(p->context)) return false;
        memset(has, true, p->count);
        has[among->items[i]] = false;
        if (p->suffices(p->context, has)) continue;
        Members alone = {mem_alloc(sizeof(uint32_t)), 1};
        alone.items[0] = among->items[i];
        vec_push(&m->met, alone);
    }
    return true;
}

static int by_size(const void *a, const void *b) {
    const Members *x = a, *y = b;
    if (x->count != y->count) return x->count < y->count ? -1 : 1;
    for (uint32_t i = 0; i < x->count; i++)
        if (x->items[i] != y->items[i]) return x->items[i] < y->items[i] ? -1 : 1;
    return 0;
}

static SetsEnd find_sets(Meeting *m, uint32_t most, bool *has) {
    const Property *p = m->property;
    for (uint32_t size = 0;;) {
        m->is_too_small = false;
        Meets meets = meet_with(m, size);
        memcpy(has, m->is_chosen, p->count);
        forget_choices(m);
        if (meets == MEETS_STOPPED) return SETS_STOPPED;
        if (meets == MEETS_NOT && !m->is_too_small) return SETS_ALL;
        if (meets == MEETS_NOT) {
            size++;
            continue;
        }
        if (m->sets->count == most) return SETS_CAPPED; /* may be one more */
        if (!p->may_go_on(p->context)) return SETS_STOPPED;
        if (p->suffices(p->context, has))
            vec_push(m->sets, members_of(has, p->count, true));
        else if (!note_unmet(m, has))
            return SETS_STOPPED;
    }
}

static void list_needed(const Meeting *m, SetsEnd end, Members *needed) {
    bool *has = mem_alloc_zero((size_t)m->property->count + 1);
    for (size_t i = 0; i < m->met.count; i++)
        if (m->met.items[i].count == 1) has[m->met.items[i].items[0]] = true;
    for (uint32_t i = 0; end == SETS_ALL && i < m->property->count; i++) {
        bool is_in_all = m->sets->count > 0;
        for (size_t s = 0; s < m->sets->count && is_in_all; s++) is_in_all = members_have(&m->sets->items[s], i);
        has[i] = has[i] || is_in_all;
    }
    *needed = members_of(has, m->property->count, true);
    mem_free(has);
}

SetsEnd property_sets(const Property *property, const Members *first, uint32_t most, Families *sets, Members *needed) {
    uint32_t count = property->count;
    Meeting m = {.property = property, .sets = sets};
    m.is_chosen = mem_alloc_zero((size_t)count + 1);
    m.is_barred = mem_alloc_zero((size_t)count + 1);
    m.is_used = mem_alloc_zero((size_t)count + 1);
    bool *has = mem_alloc_zero((size_t)count + 1);
    SetsEnd end = SETS_STOPPED;
    if (!first || find_needed(&m, first, has)) end = find_sets(&m, most, has);
    if (sets->count) qsort(sets->items, sets->count, sizeof *sets->items, by_size);
    list_needed(&m, end, needed);
    families_clear(&m.met);
    mem_free(m.is_chosen);
    mem_free(m.is_barred);
    mem_free(m.is_used);
    vec_free(&m.barred);
    vec_free(&m.choices);
    mem_free(has);
    return end;
}
