/* Threads that wait for work.
 *
 * A run has many short rounds, so a worker that has done its share looks for the next one for a while before it goes to
 * sleep; to wake one costs more than many rounds take. */
#define _GNU_SOURCE /* processors of a thread */

#include "runtime/eval/workers.h"

#include "lang/base/mem.h"

#ifndef __wasi__

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

enum { LOOKS = 4000, LOOKS_BETWEEN_YIELDS = 64 };

struct Workers {
    uint32_t count; /* threads, and one more */
    pthread_t *threads;
    Task *task;
    CallOff *call_off;
    void *context;
    MemEnding ending; /* of the threads */
    atomic_bool lacks_memory;
    MemAccount *account;
    _Atomic uint32_t turn;    /* counts tasks */
    _Atomic uint32_t working; /* threads that have not done theirs yet */
    _Atomic uint32_t next_number;
    _Atomic uint32_t asleep;
    _Atomic bool is_over;
    pthread_mutex_t mutex;
    pthread_cond_t has_work;
};

static void pause_a_little(uint32_t looks) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
    if (looks % LOOKS_BETWEEN_YIELDS == 0) sched_yield();
}

static void wait_for_turn(Workers *w, uint32_t done) {
    for (uint32_t looks = 1; looks < LOOKS; looks++) {
        if (atomic_load(&w->turn) != done) return;
        pause_a_little(looks);
    }
    pthread_mutex_lock(&w->mutex);
    atomic_fetch_add(&w->asleep, 1);
    while (atomic_load(&w->turn) == done) pthread_cond_wait(&w->has_work, &w->mutex);
    atomic_fetch_sub(&w->asleep, 1);
    pthread_mutex_unlock(&w->mutex);
}

/* A failed allocation must not leave a thread's stack, nor the task while others are at it. */
static void do_task(Workers *w, uint32_t number) {
    MemGuard guard;
    if (mem_try_alone(&guard)) {
        w->task(w->context, number);
        mem_end_try_alone();
    } else {
        atomic_store(&w->lacks_memory, true);
        if (w->call_off) w->call_off(w->context);
    }
}

static void *work_on(void *context) {
    Workers *w = context;
    uint32_t number = atomic_fetch_add(&w->next_number, 1);
    for (uint32_t done = 0;; done++) {
        wait_for_turn(w, done);
        if (atomic_load(&w->is_over)) return NULL;
        mem_enter(w->account);
        do_task(w, number);
        mem_enter(NULL);
        atomic_fetch_sub(&w->working, 1);
    }
}

/* On the n-th processor behind the caller's, so that each is on one of its own while there are enough: a scheduler that
 * would rather leave processors asleep, as that of a virtual machine may, lets a new thread wait behind its maker for
 * longer than a short run takes.  From there it may go anywhere.  False if that cannot be had. */
static bool begin_apart(Workers *w, uint32_t n) {
#ifdef __GLIBC__
    cpu_set_t all, one;
    pthread_attr_t attributes;
    const int mine = sched_getcpu();
    if (mine < 0 || sched_getaffinity(0, sizeof all, &all) != 0 || CPU_COUNT(&all) < 2) return false;
    size_t at = (size_t)mine;
    for (uint32_t behind = n % (uint32_t)CPU_COUNT(&all); behind > 0; behind -= CPU_ISSET(at, &all) != 0)
        at = (at + 1) % CPU_SETSIZE;
    CPU_ZERO(&one);
    CPU_SET(at, &one);
    pthread_attr_init(&attributes);
    bool is_there = pthread_attr_setaffinity_np(&attributes, sizeof one, &one) == 0 &&
                    pthread_create(&w->threads[n], &attributes, work_on, w) == 0;
    pthread_attr_destroy(&attributes);
    if (is_there) (void)pthread_setaffinity_np(w->threads[n], sizeof all, &all);
    return is_there;
#else
    (void)w, (void)n;
    return false;
#endif
}

static bool begin_thread(Workers *w, uint32_t n) {
    return begin_apart(w, n) || pthread_create(&w->threads[n], NULL, work_on, w) == 0;
}

static void next_turn(Workers *w) {
    pthread_mutex_lock(&w->mutex);
    atomic_fetch_add(&w->turn, 1);
    if (atomic_load(&w->asleep)) pthread_cond_broadcast(&w->has_work);
    pthread_mutex_unlock(&w->mutex);
}

static void end_threads(void *context) {
    Workers *w = context;
    atomic_store(&w->is_over, true);
    next_turn(w);
    for (uint32_t i = 1; i < w->count; i++) pthread_join(w->threads[i], NULL);
    pthread_cond_destroy(&w->has_work);
    pthread_mutex_destroy(&w->mutex);
}

Workers *workers_new(uint32_t count) {
    Workers *w = mem_alloc_zero(sizeof *w);
    w->threads = mem_alloc(count * sizeof *w->threads);
    w->count = 1;
    atomic_store(&w->next_number, 1);
    pthread_mutex_init(&w->mutex, NULL);
    pthread_cond_init(&w->has_work, NULL);
    while (w->count < count && begin_thread(w, w->count)) w->count++;
    mem_at_end(&w->ending, end_threads, w);
    return w;
}

void workers_free(Workers *w) {
    if (!w) return;
    mem_forget_ending(&w->ending);
    end_threads(w);
    mem_free(w->threads);
    mem_free(w);
}

uint32_t workers_count(const Workers *w) { return w->count; }

bool workers_try(Workers *w, Task *task, CallOff *call_off, void *context) {
    w->task = task;
    w->call_off = call_off;
    w->context = context;
    w->account = mem_current();
    atomic_store(&w->lacks_memory, false);
    atomic_store(&w->working, w->count - 1);
    next_turn(w);
    do_task(w, 0);
    for (uint32_t looks = 1; atomic_load(&w->working) > 0; looks++) pause_a_little(looks);
    return !atomic_load(&w->lacks_memory);
}

#else

struct Workers {
    uint32_t count;
};

Workers *workers_new(uint32_t count) {
    (void)count;
    Workers *w = mem_alloc_zero(sizeof *w);
    w->count = 1;
    return w;
}

void workers_free(Workers *w) { mem_free(w); }
uint32_t workers_count(const Workers *w) { return w->count; }
bool workers_try(Workers *w, Task *task, CallOff *call_off, void *context) {
    (void)w, (void)call_off;
    task(context, 0);
    return true;
}

#endif

void workers_run(Workers *w, Task *task, CallOff *call_off, void *context) {
    if (!workers_try(w, task, call_off, context)) mem_fail();
}
