/* The real path, found as POSIX tells it: name after name, links followed as they come.
 *
 * `rest` is what is still to be walked, `real` what has been.  A link puts its target before the rest. */
#include "runtime/wasm/libc/missing.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_MOST = 4096, LINKS_MOST = 40 };

typedef struct {
    char rest[PATH_MOST + 1];
    char *real;
    size_t length; /* of real; 0: the root */
    int links;
} Walk;

static bool fail(int cause) { return errno = cause, false; }

/* Puts `text` before what is left. */
static bool walk_first(Walk *walk, const char *text, size_t length) {
    size_t left = strlen(walk->rest);
    if (length + 1 + left > PATH_MOST) return fail(ENAMETOOLONG);
    memmove(walk->rest + length + 1, walk->rest, left + 1);
    memcpy(walk->rest, text, length);
    walk->rest[length] = '/';
    return true;
}

static void go_up(Walk *walk) {
    while (walk->length > 0 && walk->real[--walk->length] != '/') {}
}

static bool follow(Walk *walk, size_t before) {
    char target[PATH_MOST];
    ssize_t length = readlink(walk->real, target, sizeof target);
    if (length < 0) return false;
    if (++walk->links > LINKS_MOST) return fail(ELOOP);
    walk->length = target[0] == '/' ? 0 : before;
    return walk_first(walk, target, (size_t)length);
}

static bool go_down(Walk *walk, const char *name, size_t length) {
    struct stat about;
    size_t before = walk->length;
    if (before + 1 + length > PATH_MOST) return fail(ENAMETOOLONG);
    walk->real[walk->length++] = '/';
    memcpy(walk->real + walk->length, name, length);
    walk->length += length;
    walk->real[walk->length] = '\0';
    if (lstat(walk->real, &about) != 0) return false;
    if (S_ISLNK(about.st_mode)) return follow(walk, before);
    return S_ISDIR(about.st_mode) || walk->rest[0] == '\0' || fail(ENOTDIR);
}

/* Takes the next name off the rest. */
static bool step(Walk *walk) {
    char name[PATH_MOST + 1];
    size_t length = strcspn(walk->rest, "/"), end = length + (walk->rest[length] == '/');
    memcpy(name, walk->rest, length);
    memmove(walk->rest, walk->rest + end, strlen(walk->rest + end) + 1);
    if (length == 0 || (length == 1 && name[0] == '.')) return true;
    if (length == 2 && memcmp(name, "..", 2) == 0) return go_up(walk), true;
    return go_down(walk, name, length);
}

char *realpath(const char *path, char *real) {
    Walk walk = {.real = real};
    char here[PATH_MOST];
    size_t length = strlen(path);
    if (length == 0) return errno = ENOENT, NULL;
    if (length > PATH_MOST) return errno = ENAMETOOLONG, NULL;
    memcpy(walk.rest, path, length + 1);
    if (path[0] != '/' && (!getcwd(here, sizeof here) || !walk_first(&walk, here, strlen(here)))) return NULL;
    while (walk.rest[0])
        if (!step(&walk)) return NULL;
    if (walk.length == 0) real[walk.length++] = '/';
    real[walk.length] = '\0';
    return real;
}

int fchmod(int file, mode_t mode) {
    (void)file, (void)mode;
    return 0;
}
