/* Waiting for files.
 *
 * What has changed is seen by looking: time, size and inode, so that all ways of saving count, writing in place,
 * putting another file in its place, a folder that comes and goes, and a disk of the network.  Events of the system
 * only tell when it is time to look. */
#include "runtime/cli/file_watch.h"

#include <time.h>

enum {
    CALM_MS = 40,      /* files that stay the same for so long were saved to their end */
    AWAY_MS = 1000,    /* so long a file may be away while it is saved */
    PATIENCE_MS = 1000 /* between looks without an event */
};

static Look look_at(const char *path) {
    struct stat state;
    if (stat(path, &state) != 0) return (Look){0};
    return (Look){true, (uint64_t)state.st_size, (uint64_t)state.st_ino, state.st_mtim};
}

static bool is_same(Look a, Look b) {
    return a.is_there == b.is_there && a.size == b.size && a.inode == b.inode && a.changed.tv_sec == b.changed.tv_sec &&
           a.changed.tv_nsec == b.changed.tv_nsec;
}

static bool is_before(struct timespec a, struct timespec b) {
    return a.tv_sec != b.tv_sec ? a.tv_sec < b.tv_sec : a.tv_nsec < b.tv_nsec;
}

void watch_init(FileWatch *watch) {
    *watch = (FileWatch){.events = events_new()};
    arena_init(&watch->arena);
}

void watch_clear(FileWatch *watch) {
    events_free(watch->events);
    vec_free(&watch->files);
    arena_clear(&watch->arena);
}

static WatchedFile *file_at(FileWatch *watch, const char *path) {
    for (size_t i = 0; i < watch->files.count; i++)
        if (strcmp(watch->files.items[i].path, path) == 0) return &watch->files.items[i];
    return NULL;
}

static void add_file(FileWatch *watch, const char *path) {
    WatchedFile file = {.path = arena_str(&watch->arena, str_of(path)).text, .look = look_at(path)};
    if (file.look.is_there && !is_before(file.look.changed, watch->looked)) file.look = (Look){0};
    vec_push(&watch->files, file);
    events_add(watch->events, file.path);
}

static bool is_among(const char *path, const char *const *paths, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], path) == 0) return true;
    return false;
}

void watch_set(FileWatch *watch, const char *const *paths, size_t count, bool keeps) {
    size_t kept = 0;
    for (size_t i = 0; i < watch->files.count; i++)
        if (keeps || is_among(watch->files.items[i].path, paths, count))
            watch->files.items[kept++] = watch->files.items[i];
    watch->files.count = kept;
    for (size_t i = 0; i < count; i++)
        if (!file_at(watch, paths[i])) add_file(watch, paths[i]);
}

void watch_look(FileWatch *watch) {
    clock_gettime(CLOCK_REALTIME, &watch->looked);
    for (size_t i = 0; i < watch->files.count; i++) watch->files.items[i].look = look_at(watch->files.items[i].path);
}

bool watch_has_news(const FileWatch *watch) {
    for (size_t i = 0; i < watch->files.count; i++)
        if (!is_same(watch->files.items[i].look, look_at(watch->files.items[i].path))) return true;
    return false;
}

/* Marks those that look otherwise than when they were read. */
static bool see_changes(FileWatch *watch) {
    bool has_any = false;
    for (size_t i = 0; i < watch->files.count; i++) {
        WatchedFile *file = &watch->files.items[i];
        file->has_changed = !is_same(file->look, look_at(file->path));
        has_any = has_any || file->has_changed;
    }
    return has_any;
}

static bool one_is_away(const FileWatch *watch) {
    for (size_t i = 0; i < watch->files.count; i++)
        if (watch->files.items[i].look.is_there && watch->files.items[i].has_changed &&
            !look_at(watch->files.items[i].path).is_there)
            return true;
    return false;
}

/* Until nobody writes any more, and what went away is back, or stays away. */
static void settle(FileWatch *watch, const atomic_bool *stop) {
    Vec(Look) looks = {0};
    bool is_calm = false;
    for (int waited = 0; !is_calm && !atomic_load(stop); waited += CALM_MS) {
        vec_empty(&looks);
        for (size_t i = 0; i < watch->files.count; i++) vec_push(&looks, look_at(watch->files.items[i].path));
        sleep_a_while(CALM_MS);
        is_calm = waited >= AWAY_MS || !one_is_away(watch);
        for (size_t i = 0; i < watch->files.count && is_calm; i++)
            is_calm = is_same(looks.items[i], look_at(watch->files.items[i].path));
    }
    vec_free(&looks);
}

bool watch_wait(FileWatch *watch, const atomic_bool *stop) {
    while (!atomic_load(stop)) {
        if (!see_changes(watch)) {
            events_wait(watch->events, PATIENCE_MS);
            continue;
        }
        settle(watch, stop);
        if (see_changes(watch)) return !atomic_load(stop);
    }
    return false;
}
