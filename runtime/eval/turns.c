/* Pieces of work that pass stages.
 *
 * What can be done next is looked up under a lock that is held for a few instructions.  A step is short, so who finds
 * none looks again for a while before it goes to sleep, as in workers.c. */
#include "runtime/eval/turns.h"

#include <assert.h>

#include "lang/base/mem.h"

#ifndef __wasi__

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { LOOKS = 2000, LOOKS_BETWEEN_YIELDS = 64 };

typedef struct {
    uint32_t number, stage; /* of its piece, next */
    bool is_held;           /* by a worker */
} Place;

struct Turns {
    uint32_t stages, free, place_count;
    uint32_t next[TURNS_STAGES]; /* the piece whose turn it is */
    Place places[TURNS_PLACES];
    bool is_over, is_off;
    uint32_t asleep;
    _Atomic uint32_t changes; /* counts them */
    pthread_mutex_t mutex;
    pthread_cond_t has_changed;
};

Turns *turns_new(uint32_t stages, uint32_t free, uint32_t places) {
    assert(stages <= TURNS_STAGES && places <= TURNS_PLACES);
    Turns *t = mem_alloc_zero(sizeof *t);
    t->stages = stages;
    t->free = free;
    t->place_count = places;
    for (uint32_t i = 0; i < places; i++) t->places[i].number = i;
    pthread_mutex_init(&t->mutex, NULL);
    pthread_cond_init(&t->has_changed, NULL);
    return t;
}

void turns_free(Turns *t) {
    if (!t) return;
    pthread_cond_destroy(&t->has_changed);
    pthread_mutex_destroy(&t->mutex);
    mem_free(t);
}

/* ---- under the lock ---- */

static void note_change(Turns *t) {
    atomic_fetch_add(&t->changes, 1);
    if (t->asleep) pthread_cond_broadcast(&t->has_changed);
}

static bool is_ready(const Turns *t, const Place *place) {
    if (place->is_held || (place->stage == 0 && t->is_over)) return false;
    return t->free >> place->stage & 1 || t->next[place->stage] == place->number;
}

/* Of two that can go on, the one that has come further, then the earlier one. */
static bool is_before(const Place *place, const Place *other) {
    return place->stage != other->stage ? place->stage > other->stage : place->number < other->number;
}

static Place *find_ready(Turns *t, Step last) {
    Place *best = NULL;
    if (last.place < t->place_count && t->places[last.place].stage > 0 && is_ready(t, &t->places[last.place]))
        return &t->places[last.place];
    for (uint32_t i = 0; i < t->place_count; i++)
        if (is_ready(t, &t->places[i]) && (!best || is_before(&t->places[i], best))) best = &t->places[i];
    return best;
}

static bool is_done(const Turns *t) {
    bool is_done = t->is_over;
    for (uint32_t i = 0; i < t->place_count; i++) is_done = is_done && t->places[i].stage == 0 && !t->places[i].is_held;
    return is_done;
}

static void end_step(Turns *t, Step step) {
    Place *place = &t->places[step.place];
    place->is_held = false;
    if (!(t->free >> step.stage & 1)) t->next[step.stage]++;
    if (++place->stage == t->stages) {
        place->stage = 0;
        place->number += t->place_count;
    }
    note_change(t);
}

/* Lets go of the lock until something has changed. */
static void wait_for_change(Turns *t) {
    const uint32_t seen = atomic_load(&t->changes);
    pthread_mutex_unlock(&t->mutex);
    for (uint32_t looks = 1; looks < LOOKS && atomic_load(&t->changes) == seen; looks++) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
        if (looks % LOOKS_BETWEEN_YIELDS == 0) sched_yield();
    }
    pthread_mutex_lock(&t->mutex);
    t->asleep++;
    while (atomic_load(&t->changes) == seen) pthread_cond_wait(&t->has_changed, &t->mutex);
    t->asleep--;
}

/* ---- steps ---- */

bool turns_next(Turns *t, Step *step) {
    Place *place = NULL;
    pthread_mutex_lock(&t->mutex);
    if (step->place < t->place_count) end_step(t, *step);
    while (!t->is_off && !(place = find_ready(t, *step)) && !is_done(t)) wait_for_change(t);
    if (place) {
        place->is_held = true;
        *step = (Step){(uint32_t)(place - t->places), place->stage};
    }
    pthread_mutex_unlock(&t->mutex);
    return place;
}

void turns_end(Turns *t) {
    pthread_mutex_lock(&t->mutex);
    t->is_over = true;
    note_change(t);
    pthread_mutex_unlock(&t->mutex);
}

void turns_call_off(Turns *t) {
    pthread_mutex_lock(&t->mutex);
    t->is_off = true;
    note_change(t);
    pthread_mutex_unlock(&t->mutex);
}

bool turns_are_off(Turns *t) {
    pthread_mutex_lock(&t->mutex);
    bool is_off = t->is_off;
    pthread_mutex_unlock(&t->mutex);
    return is_off;
}

#else /* there is one worker, and nothing for it to share */

struct Turns {
    bool is_off;
};

Turns *turns_new(uint32_t stages, uint32_t free, uint32_t places) {
    (void)stages, (void)free, (void)places;
    return mem_alloc_zero(sizeof(Turns));
}

void turns_free(Turns *t) { mem_free(t); }
bool turns_next(Turns *t, Step *step) {
    (void)t, (void)step;
    return false;
}
void turns_end(Turns *t) { (void)t; }
void turns_call_off(Turns *t) { t->is_off = true; }
bool turns_are_off(Turns *t) { return t->is_off; }

#endif
