/* Files that are waited for to be saved. */
#ifndef HENCE_FILE_WATCH_H
#define HENCE_FILE_WATCH_H

#include <stdatomic.h>
#include <sys/stat.h>

#include "lang/base/arena.h"
#include "lang/base/vec.h"
#include "runtime/cli/file_events.h"

/* How a file looks from outside: whoever saves it changes some of that. */
typedef struct {
    bool is_there;
    uint64_t size, inode;
    struct timespec changed;
} Look;

typedef struct {
    const char *path; /* in the arena */
    Look look;
    bool has_changed; /* since the last wait began */
} WatchedFile;

typedef struct {
    Vec(WatchedFile) files;
    FileEvents *events;
    Arena arena;
    struct timespec looked; /* when all were looked at last */
} FileWatch;

void watch_init(FileWatch *watch);
void watch_clear(FileWatch *watch);
/* Watches these files from now on, and no others, besides those that are watched already if `keeps` says so.  One that
 * was changed after all were looked at last, and so may have been read before it was, counts as changed. */
void watch_set(FileWatch *watch, const char *const *paths, size_t count, bool keeps);
void watch_look(FileWatch *watch);           /* before they are read */
bool watch_has_news(const FileWatch *watch); /* whether one looks otherwise than it did then; nothing is noted */
/* Waits until some have changed and are left alone again; they may have been away for a moment.
 * False: `stop` was set. */
bool watch_wait(FileWatch *watch, const atomic_bool *stop);

#endif
