/* Events of the file system: inotify, where there is Linux; elsewhere a short sleep.
 *
 * Folders are listened to, not files: whoever saves a file by putting another in its place takes the old one away, and
 * events of that would be the last. */
#include "runtime/cli/file_events.h"

#include <time.h>

#include "lang/base/mem.h"

enum { SLEEP_MS = 250 };

void sleep_a_while(int milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

#ifdef __linux__

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "lang/base/text.h"

struct FileEvents {
    int descriptor;
};

FileEvents *events_new(void) {
    int descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) return NULL;
    FileEvents *events = mem_alloc(sizeof *events);
    events->descriptor = descriptor;
    return events;
}

void events_free(FileEvents *events) {
    if (events) close(events->descriptor);
    mem_free(events);
}

/* A folder that is listened to already is told apart by the system. */
void events_add(FileEvents *events, const char *path) {
    const char *slash = strrchr(path, '/');
    Text folder;
    if (!events) return;
    text_init(&folder);
    text_add(&folder, !slash ? STR(".") : slash == path ? STR("/") : str_range(path, slash));
    (void)inotify_add_watch(events->descriptor, folder.bytes,
                            IN_CLOSE_WRITE | IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_TO |
                                IN_MOVED_FROM);
    text_clear(&folder);
}

void events_wait(FileEvents *events, int milliseconds) {
    char block[4096] __attribute__((aligned(8)));
    if (!events) {
        sleep_a_while(SLEEP_MS);
        return;
    }
    struct pollfd listened = {.fd = events->descriptor, .events = POLLIN};
    if (poll(&listened, 1, milliseconds) <= 0) return;
    while (read(events->descriptor, block, sizeof block) > 0) continue;
}

#else

FileEvents *events_new(void) { return NULL; }
void events_free(FileEvents *events) { (void)events; }
void events_add(FileEvents *events, const char *path) { (void)events, (void)path; }
void events_wait(FileEvents *events, int milliseconds) {
    (void)events;
    sleep_a_while(milliseconds < SLEEP_MS ? milliseconds : SLEEP_MS);
}

#endif
