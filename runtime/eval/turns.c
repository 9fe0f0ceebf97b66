/* Stages that pieces of work pass in the order of their numbers.
 *
 * A stage is short, so who has to wait looks again for a while before it goes to sleep, as in workers.c. */
#include "runtime/eval/turns.h"

#include <assert.h>

#include "lang/base/mem.h"

enum { MOST_STAGES = 4 };

#ifndef __wasi__

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { LOOKS = 2000, LOOKS_BETWEEN_YIELDS = 64 };

struct Turns {
    _Atomic uint32_t next[MOST_STAGES]; /* whose turn it is */
    _Atomic uint32_t asleep;
    _Atomic bool is_off;
    pthread_mutex_t mutex;
    pthread_cond_t has_passed;
};

Turns *turns_new(uint32_t stages) {
    assert(stages <= MOST_STAGES);
    (void)stages;
    Turns *turns = mem_alloc_zero(sizeof *turns);
    pthread_mutex_init(&turns->mutex, NULL);
    pthread_cond_init(&turns->has_passed, NULL);
    return turns;
}

void turns_free(Turns *turns) {
    if (!turns) return;
    pthread_cond_destroy(&turns->has_passed);
    pthread_mutex_destroy(&turns->mutex);
    mem_free(turns);
}

static bool goes_on(Turns *turns, uint32_t stage, uint32_t number) {
    return atomic_load(&turns->is_off) || atomic_load(&turns->next[stage]) == number;
}

static void wake_all(Turns *turns) {
    if (atomic_load(&turns->asleep) == 0) return; /* who is about to sleep looks once more after it has said so */
    pthread_mutex_lock(&turns->mutex);
    pthread_cond_broadcast(&turns->has_passed);
    pthread_mutex_unlock(&turns->mutex);
}

bool turns_wait(Turns *turns, uint32_t stage, uint32_t number) {
    for (uint32_t looks = 1; looks < LOOKS && !goes_on(turns, stage, number); looks++) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
        if (looks % LOOKS_BETWEEN_YIELDS == 0) sched_yield();
    }
    if (!goes_on(turns, stage, number)) {
        pthread_mutex_lock(&turns->mutex);
        atomic_fetch_add(&turns->asleep, 1);
        while (!goes_on(turns, stage, number)) pthread_cond_wait(&turns->has_passed, &turns->mutex);
        atomic_fetch_sub(&turns->asleep, 1);
        pthread_mutex_unlock(&turns->mutex);
    }
    return !atomic_load(&turns->is_off);
}

void turns_pass(Turns *turns, uint32_t stage) {
    atomic_fetch_add(&turns->next[stage], 1);
    wake_all(turns);
}

void turns_call_off(Turns *turns) {
    atomic_store(&turns->is_off, true);
    wake_all(turns);
}

bool turns_are_off(const Turns *turns) { return atomic_load(&((Turns *)(uintptr_t)turns)->is_off); }

#else

struct Turns {
    bool is_off;
};

Turns *turns_new(uint32_t stages) {
    (void)stages;
    return mem_alloc_zero(sizeof(Turns));
}

void turns_free(Turns *turns) { mem_free(turns); }
bool turns_wait(Turns *turns, uint32_t stage, uint32_t number) {
    (void)stage, (void)number;
    return !turns->is_off;
}
void turns_pass(Turns *turns, uint32_t stage) { (void)turns, (void)stage; }
void turns_call_off(Turns *turns) { turns->is_off = true; }
bool turns_are_off(const Turns *turns) { return turns->is_off; }

#endif
