/* The bytes of a table in memory.
 *
 * A large table is read through one buffer that stays in the processor's cache, so that its text costs no memory and is
 * fetched once.  What is cut off at the end of the buffer moves to its front;
 * a record longer than the buffer doubles it.
 * A file is closed as soon as its end is seen: small ones before memory is taken for anything else. */
#include "runtime/io/window.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lang/base/mem.h"

enum { ROOM = 128 << 10 };

void window_over(Window *window, Text *text) {
    text_add_char(text, '\n');
    memmove(text->bytes + 1, text->bytes, text->length - 1);
    text->bytes[0] = '\n';
    *window = (Window){.begin = text->bytes + 1, .end = text->bytes + text->length, .is_last = true, .file = -1};
    window->size = text->length - 1;
}

static size_t space_of(const Window *window) {
    return (size_t)(window->room + window->capacity - 1 - window->end); /* one byte behind them stays free */
}

/* Fills what is free; small portions, as of a pipe, are put together. */
static void fill(Window *window) {
    while (!window->is_last && space_of(window)) {
        ssize_t got = read(window->file, window->end, space_of(window));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) window->cause = errno;
        if (got <= 0) window->is_last = true;
        if (got > 0) window->end += got;
    }
    if (window->is_last && window->file >= 0) {
        close(window->file);
        window->file = -1;
    }
}

bool window_open(Window *window, const char *path) {
    struct stat about;
    *window = (Window){.file = -1};
    if (stat(path, &about) != 0) return false;
    if (S_ISDIR(about.st_mode)) return errno = EISDIR, false;
    window->size = about.st_size > 0 ? (uint64_t)about.st_size : 0; /* a pipe says 0 */
    window->capacity = window->size && window->size < ROOM - 3 ? (size_t)window->size + 3 : ROOM;
    window->room = mem_alloc(window->capacity);
    window->room[0] = '\n';
    window->begin = window->end = window->room + 1;
    window->file = open(path, O_RDONLY);
    if (window->file < 0) return false;
    fill(window);
    return true;
}

void window_end(Window *window, int cause) {
    window->cause = cause;
    window->is_last = true;
    if (window->file >= 0) close(window->file);
    window->file = -1;
}

char *window_move(Window *window, char *keep) {
    if (window->is_last) return keep;
    size_t kept = (size_t)(window->end - keep);
    window->passed += (uint64_t)(keep - window->begin);
    memmove(window->room + 1, keep, kept);
    bool must_grow = kept + 2 >= window->capacity / 2;
    if (must_grow && mem_lacks(window->capacity)) {
        window_end(window, ENOMEM);
    } else if (must_grow) {
        window->capacity *= 2;
        window->room = mem_resize(window->room, window->capacity);
    }
    window->begin = window->room + 1;
    window->end = window->begin + kept;
    fill(window);
    return window->begin;
}

void window_seek(Window *window, uint64_t offset) {
    window->passed = offset;
    window->begin = window->end = window->room + 1;
    if (lseek(window->file, (off_t)offset, SEEK_SET) < 0) window_end(window, errno);
    fill(window);
}

void window_close(Window *window) {
    if (window->file >= 0) close(window->file);
    mem_free(window->room);
    *window = (Window){.file = -1};
}

/* ---- parts ---- */

void window_open_part(Window *part, const Window *whole) {
    *part = (Window){.is_last = true, .file = -1, .capacity = whole->capacity};
    part->room = mem_alloc(part->capacity);
    part->room[0] = '\n';
    part->begin = part->end = part->room + 1;
}

bool window_read_part(Window *part, const Window *whole, uint64_t offset, size_t most, bool *is_end) {
    size_t room = part->capacity - 2;
    if (most > room) most = room;
    part->passed = offset;
    part->end = part->begin;
    *is_end = false;
    while (most > 0 && !*is_end) {
        ssize_t got = pread(whole->file, part->end, most, (off_t)(offset + (uint64_t)(part->end - part->begin)));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        *is_end = got == 0;
        part->end += got;
        most -= (size_t)got;
    }
    return true;
}
