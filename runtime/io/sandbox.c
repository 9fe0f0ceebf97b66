/* The sandbox.
 *
 * What of a path is there is resolved by realpath; what is not is names alone, so that it stays where its folder is.  A
 * name `..` behind something that is not there is refused: nobody knows where it will lead. */
#define _XOPEN_SOURCE 700 /* realpath */
#include "runtime/io/sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "lang/base/mem.h"
#include "lang/base/near_file.h"
#include "lang/base/text.h"

enum { PATH_MOST = 4096 };

struct Sandbox {
    Text name, root;
};

void sandbox_close(Sandbox *sandbox) {
    if (!sandbox) return;
    text_clear(&sandbox->name);
    text_clear(&sandbox->root);
    mem_free(sandbox);
}

Sandbox *sandbox_open(const char *folder) {
    struct stat about;
    char real[PATH_MOST + 1];
    if (!realpath(folder, real) || stat(real, &about) != 0) return NULL;
    if (!S_ISDIR(about.st_mode)) return errno = ENOTDIR, NULL;
    Sandbox *sandbox = mem_alloc_zero(sizeof *sandbox);
    text_init(&sandbox->name);
    text_init(&sandbox->root);
    text_add(&sandbox->name, str_of(folder));
    text_add(&sandbox->root, str_of(real));
    return sandbox;
}

Str sandbox_name(const Sandbox *sandbox) { return text_str(&sandbox->name); }

/* Whether `..` stands among the names of the path. */
static bool goes_up(const char *path) {
    for (const char *at = path; (at = strstr(at, "..")); at++) {
        bool begins = at == path || at[-1] == '/', ends = at[2] == '\0' || at[2] == '/';
        if (begins && ends) return true;
    }
    return false;
}

/* The real path of what of it is there.  False if it cannot be told. */
static bool resolve(const char *path, char real[PATH_MOST + 1]) {
    char part[PATH_MOST + 1];
    size_t length = strlen(path);
    if (length == 0 || length > PATH_MOST) return false;
    memcpy(part, path, length + 1);
    while (!realpath(part, real)) {
        struct stat about;
        if (errno != ENOENT || lstat(part, &about) == 0) return false; /* a link to nowhere leads who knows where */
        while (length > 0 && part[length - 1] == '/') length--;
        while (length > 0 && part[length - 1] != '/') length--;
        if (goes_up(path + length)) return false;
        if (length == 0) return realpath(".", real) != NULL;
        part[length] = '\0';
    }
    return true;
}

static bool is_within(const Sandbox *sandbox, const char *path) {
    char real[PATH_MOST + 1];
    if (!resolve(path, real)) return false;
    Str root = text_str(&sandbox->root);
    if (root.length == 1) return true; /* all there is */
    return strncmp(real, root.text, root.length) == 0 && (real[root.length] == '\0' || real[root.length] == '/');
}

bool sandbox_lets_write(const Sandbox *sandbox, const char *path) {
    if (!sandbox || is_within(sandbox, path)) return true;
    return errno = CAUSE_OUTSIDE, false;
}

bool sandbox_lets_read(const Sandbox *sandbox, const char *path) {
    struct stat about;
    if (!sandbox) return true;
    if (!is_within(sandbox, path)) return errno = CAUSE_OUTSIDE, false;
    if (stat(path, &about) != 0 || S_ISREG(about.st_mode) || S_ISDIR(about.st_mode)) return true;
    return errno = CAUSE_SPECIAL, false;
}
