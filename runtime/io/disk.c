/* Whole files.
 *
 * What is written goes to a temporary file in the same folder, is forced to the disk and takes its name last, so that a
 * crash or a full disk leaves the old file as it was.  Memory is taken before files are opened, since running out of it
 * jumps away. */
#include "runtime/io/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/base/mem.h"

enum { ROOM = 1 << 16, PATH_MOST = 4096, LINKS_MOST = 40 };

/* ---- names ---- */

bool path_is_same(const char *path, Str other) {
    struct stat here, there;
    Text copy;
    text_init(&copy);
    text_printf(&copy, "%.*s", STR_FMT(other));
    bool is_same = copy.length && stat(path, &here) == 0 && stat(copy.bytes, &there) == 0 &&
                   here.st_dev == there.st_dev && here.st_ino == there.st_ino;
    text_clear(&copy);
    return is_same;
}

/* ---- reading ---- */

static bool read_all(int file, Text *bytes) {
    ssize_t got = 1;
    while (got > 0) {
        if (bytes->length + 1 >= bytes->capacity) {
            if (mem_lacks(bytes->capacity + ROOM)) return errno = ENOMEM, false;
            bytes->capacity = bytes->capacity * 2 + ROOM;
            bytes->bytes = mem_resize(bytes->bytes, bytes->capacity);
        }
        got = read(file, bytes->bytes + bytes->length, bytes->capacity - bytes->length - 1);
        if (got > 0)
            bytes->length += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    bytes->bytes[bytes->length] = '\0';
    return got == 0;
}

bool disk_read(void *context, const char *path, Text *bytes) {
    (void)context;
    struct stat about;
    if (stat(path, &about) != 0) return false;
    if (S_ISDIR(about.st_mode)) return errno = EISDIR, false;
    if ((uint64_t)about.st_size >= SIZE_MAX / 2) return errno = EFBIG, false;
    if (mem_lacks((uint64_t)about.st_size)) return errno = ENOMEM, false;
    text_clear(bytes);
    bytes->capacity = (size_t)about.st_size + 2; /* a pipe says 0 */
    bytes->bytes = mem_alloc(bytes->capacity);
    int file = open(path, O_RDONLY);
    bool is_read = file >= 0 && read_all(file, bytes);
    int cause = errno;
    if (file >= 0) close(file);
    errno = cause;
    return is_read;
}

/* ---- writing ---- */

static bool write_all(int file, Str bytes) {
    while (bytes.length > 0) {
        ssize_t written = write(file, bytes.text, bytes.length);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.text += written;
        bytes.length -= (size_t)written;
    }
    return true;
}

/* With the mode of `like`; NULL: that of new files. */
static bool write_whole(const char *path, Str bytes, const struct stat *like) {
    Text other;
    text_init(&other);
    text_printf(&other, "%s.%ld.tmp", path, (long)getpid());
    int file = open(other.bytes, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0666);
    bool is_written =
        file >= 0 && (!like || fchmod(file, like->st_mode & 07777) == 0) && write_all(file, bytes) && fsync(file) == 0;
    int cause = errno;
    if (file >= 0 && close(file) != 0 && is_written) cause = errno, is_written = false;
    if (is_written && rename(other.bytes, path) != 0) cause = errno, is_written = false;
    if (!is_written && file >= 0) unlink(other.bytes);
    text_clear(&other);
    errno = cause;
    return is_written;
}

/* A terminal, a pipe: there is nothing to be kept whole, and no file is to stand in its place. */
static bool write_through(const char *path, Str bytes) {
    int file = open(path, O_WRONLY);
    bool is_written = file >= 0 && write_all(file, bytes);
    int cause = errno;
    if (file >= 0 && close(file) != 0 && is_written) cause = errno, is_written = false;
    errno = cause;
    return is_written;
}

bool disk_write(const char *path, Str bytes) {
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) return write_through(path, bytes);
    return write_whole(path, bytes, NULL);
}

/* Goes one link on; false where `path` is none. */
static bool follow_link(Text *path) {
    char target[PATH_MOST];
    ssize_t length = readlink(path->bytes, target, sizeof target);
    if (length < 0) return false;
    text_cut(path, target[0] == '/' ? 0 : path->length - path_file(text_str(path)).length);
    text_add(path, (Str){target, (size_t)length});
    return true;
}

bool disk_rewrite(const char *path, Str bytes) {
    struct stat about;
    Text real;
    text_init(&real);
    text_add(&real, str_of(path));
    for (int links = 0; links < LINKS_MOST && follow_link(&real);) links++;
    bool is_written = stat(path, &about) == 0 && access(path, W_OK) == 0;
    if (is_written && !S_ISREG(about.st_mode)) errno = EINVAL, is_written = false;
    is_written = is_written && write_whole(real.bytes, bytes, &about);
    int cause = errno;
    text_clear(&real);
    errno = cause;
    return is_written;
}

static bool make_one(const char *path) { return mkdir(path, 0777) == 0 || errno == EEXIST; }

bool disk_make_folder(const char *path) {
    struct stat about;
    Text part;
    text_init(&part);
    text_add(&part, str_of(path));
    bool is_made = true;
    for (size_t i = 1; i < part.length && is_made; i++) {
        if (part.bytes[i] != '/') continue;
        part.bytes[i] = '\0';
        is_made = stat(part.bytes, &about) == 0 || make_one(part.bytes);
        part.bytes[i] = '/';
    }
    is_made = is_made && part.length > 0 && make_one(path);
    if (is_made && (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))) errno = ENOTDIR, is_made = false;
    int cause = errno;
    text_clear(&part);
    errno = cause;
    return is_made;
}

const char *disk_remedy(int cause) {
    switch (cause) {
    case ENOENT: return "make its folder first, or write elsewhere";
    case ENOTDIR: return "a file stands where a folder is needed: write elsewhere";
    case EACCES:
    case EPERM:
    case EROFS: return "write elsewhere, or change who may write there";
    case EISDIR: return "name a file in it";
    case ENOSPC:
    case EFBIG:
    case EDQUOT: return "make room, or write elsewhere";
    default: return "";
    }
}

void disk_complain(const char *what, const char *path, int cause, Text *text) {
    const char *remedy = disk_remedy(cause);
    text_printf(text, "hence: %s '%s': %s%s%s\n", what, path, strerror(cause), *remedy ? "; " : "", remedy);
}
