/* A look at files while a run is at work: one that is saved, or Ctrl-C, calls the run off. */
#ifndef HENCE_LOOKOUT_H
#define HENCE_LOOKOUT_H

#ifndef __wasi__
#include <pthread.h>
#endif

#include "runtime/cli/file_watch.h"

typedef struct {
    atomic_bool cancel; /* of the run; stays where it is as long as somebody may ask for it */
    const FileWatch *files;
    const atomic_bool *interrupt;
    bool has_seen; /* a file that was saved */
    bool is_over, has_thread;
#ifndef __wasi__ /* WebAssembly has neither threads nor signals: nobody looks */
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
#endif
} Lookout;

/* The files are borrowed, and must not be changed before its end.  Where no thread can be had, nobody looks. */
void lookout_begin(Lookout *lookout, const FileWatch *files, const atomic_bool *interrupt);
bool lookout_end(Lookout *lookout); /* whether a file was saved meanwhile, so that the run was called off */

#endif
