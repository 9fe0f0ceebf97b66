/* Residues solved.
 *
 * Where rows may contradict each other, one world is the well-founded model in which just those are barred of which
 * both sides are true.  It is found as the rounds find it (eval/quarantine.c): F(B) is what is contradicted where B is
 * barred, and F, F F, ... of nothing is tried until nothing changes, group after group, since what is barred in one
 * decides what follows in the next.  Mostly nothing is contradicted, and the first model is the last. */
#include "runtime/eval/budget.h"
#include "runtime/judge/residue_internal.h"

enum { TURNS_MOST = 64 /* in one group */ };

/* Whether there are loops is worth looking for where there is more than one solution. */
static void find_model(Residue *r) {
    r->solved++;
    if (r->solved == 1) {
        (void)model_find(&r->model, &r->ground, NULL);
        return;
    }
    if (r->solved == 2) r->ground.has_no_loops = !ground_has_loops(&r->ground);
    (void)model_find_again(&r->model);
}

/* ---- what is contradicted ---- */

static bool is_there(const Residue *r, AtomId atom) { return r->model.truth[atom] == ATOM_TRUE; }

/* By a row that is there and that it has met, now or under what was barred before. */
static bool is_contradicted(const Residue *r, const Weighed *w) {
    bool is_so = false;
    for (uint32_t i = w->first_rival; i < w->first_rival + w->rival_count && !is_so; i++)
        is_so = is_there(r, r->rivals.items[i]) && (is_there(r, w->there) || r->has_met.items[i]);
    return is_so;
}

static void note_met(Residue *r, const Weighed *w) {
    for (uint32_t i = w->first_rival; i < w->first_rival + w->rival_count; i++)
        r->has_met.items[i] = r->has_met.items[i] || (is_there(r, r->rivals.items[i]) && is_there(r, w->there));
}

/* The first group in which something else is contradicted than is barred; false if there is none. */
static bool find_stage(const Residue *r, uint32_t *stage) {
    bool is_found = false;
    for (size_t i = 0; i < r->weighed.count; i++) {
        const Weighed *w = &r->weighed.items[i];
        if ((is_found && w->stage >= *stage) || is_contradicted(r, w) == r->is_given.items[w->bar]) continue;
        is_found = true;
        *stage = w->stage;
    }
    return is_found;
}

/* False if it is what was barred the last time but one. */
static bool bar_contradicted(Residue *r, uint32_t stage) {
    bool is_new = false;
    for (size_t i = 0; i < r->weighed.count; i++) {
        Weighed *w = &r->weighed.items[i];
        if (w->stage != stage) continue;
        note_met(r, w);
        bool is_barred = is_contradicted(r, w);
        is_new = is_new || is_barred != w->was_barred;
        w->was_barred = r->is_given.items[w->bar];
        r->is_given.items[w->bar] = is_barred;
    }
    return is_new;
}

static void begin_weighing(Residue *r) {
    for (size_t i = 0; i < r->weighed.count; i++)
        r->weighed.items[i].was_barred = r->is_given.items[r->weighed.items[i].bar] = false;
    for (size_t i = 0; i < r->rivals.count; i++) r->has_met.items[i] = false;
}

/* ---- solving ---- */

bool residue_solve(Residue *r, const uint8_t *fates) {
    for (size_t i = 0; i < r->suspended.count; i++) {
        r->is_given.items[r->deciding.items[i]] = fates[i] == ROW_TRUE;
        r->is_open.items[r->deciding.items[i]] = fates[i] == ROW_OPEN;
    }
    begin_weighing(r);
    find_model(r);
    uint32_t stage = NO_ID, last = NO_ID;
    for (uint32_t turn = 0; find_stage(r, &stage); turn++, last = stage) {
        if (last != NO_ID && stage < last) return false; /* what comes later changes nothing before */
        if (stage != last) turn = 0;
        bool is_new = bar_contradicted(r, stage);
        if (turn == TURNS_MOST || (turn > 0 && !is_new) || !store_may_search(r->store)) return false;
        find_model(r);
    }
    return true;
}

bool residue_is_true(const Residue *r, uint32_t target) {
    return r->model.truth[r->targets.items[target]] == ATOM_TRUE;
}

bool residue_is_false(const Residue *r, uint32_t target) {
    return r->model.truth[r->targets.items[target]] == ATOM_FALSE;
}

uint64_t residue_spent(const Residue *r) { return r->solved * residue_size(r); }
