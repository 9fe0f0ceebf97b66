/* A thread looks twenty times a second.  It is not to be the one that gets Ctrl-C:
 * who waits for that waits in another. */
#include "runtime/cli/lookout.h"

#ifndef __wasi__
#include <signal.h>
#include <time.h>

enum { LOOKS_MS = 50 };

static struct timespec soon(void) {
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    at.tv_nsec += LOOKS_MS * 1000000;
    if (at.tv_nsec >= 1000000000) at.tv_sec++, at.tv_nsec -= 1000000000;
    return at;
}

static void *look(void *context) {
    Lookout *lookout = context;
    pthread_mutex_lock(&lookout->mutex);
    while (!lookout->is_over) {
        struct timespec at = soon();
        (void)pthread_cond_timedwait(&lookout->wake, &lookout->mutex, &at);
        if (lookout->is_over || atomic_load(&lookout->cancel)) continue;
        lookout->has_seen = watch_has_news(lookout->files);
        if (lookout->has_seen || atomic_load(lookout->interrupt)) atomic_store(&lookout->cancel, true);
    }
    pthread_mutex_unlock(&lookout->mutex);
    return NULL;
}

void lookout_begin(Lookout *lookout, const FileWatch *files, const atomic_bool *interrupt) {
    sigset_t all, before;
    *lookout = (Lookout){.files = files, .interrupt = interrupt};
    atomic_store(&lookout->cancel, atomic_load(interrupt));
    pthread_mutex_init(&lookout->mutex, NULL);
    pthread_cond_init(&lookout->wake, NULL);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    lookout->has_thread = pthread_create(&lookout->thread, NULL, look, lookout) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

bool lookout_end(Lookout *lookout) {
    pthread_mutex_lock(&lookout->mutex);
    lookout->is_over = true;
    pthread_cond_signal(&lookout->wake);
    pthread_mutex_unlock(&lookout->mutex);
    if (lookout->has_thread) pthread_join(lookout->thread, NULL);
    pthread_cond_destroy(&lookout->wake);
    pthread_mutex_destroy(&lookout->mutex);
    return lookout->has_seen;
}

#else

void lookout_begin(Lookout *lookout, const FileWatch *files, const atomic_bool *interrupt) {
    *lookout = (Lookout){.files = files, .interrupt = interrupt};
}

bool lookout_end(Lookout *lookout) {
    (void)lookout;
    return false;
}

#endif
