/* The bytes of a table in memory: all of them, or a part that moves over a file.
 *
 * Before the first byte stands a line end, and behind the last one is room for one: readers look there. */
#ifndef HENCE_WINDOW_H
#define HENCE_WINDOW_H

#include <stdint.h>

#include "lang/base/text.h"

typedef struct {
    char *begin, *end; /* bytes in hand */
    uint64_t passed;   /* bytes before them */
    uint64_t size;     /* of all of it; 0 where nobody knows */
    bool is_last;      /* nothing follows */
    int cause;         /* errno, where reading ended early; 0 */
    int file;          /* -1: none */
    char *room;        /* owned; NULL: the bytes are somebody else's */
    size_t capacity;
} Window;

/* All there is.  Borrows text and changes it: it grows by a byte at the front. */
void window_over(Window *window, Text *text);
/* The first part of a file.  False with errno. */
bool window_open(Window *window, const char *path);
/* Reads on.  What stands from `keep` on stays, at the front; gives where.  Other pointers into it are void.  Where it
 * has to be larger and there is no memory for that, it ends, and the cause is ENOMEM. */
char *window_move(Window *window, char *keep);
/* Reads on at another place of a file that can be read anywhere: the first byte in hand is the one at `offset`. */
void window_seek(Window *window, uint64_t offset);
void window_end(Window *window, int cause); /* nothing more is read */
void window_close(Window *window);

/* Another window with as much room, for what is read beside the first one: its end is the end of all it knows. */
void window_open_part(Window *part, const Window *whole);
/* Fills it with what stands at the offset, `most` bytes at most, and leaves the first window where it is.  False if
 * that cannot be read; *is_end if nothing follows. */
bool window_read_part(Window *part, const Window *whole, uint64_t offset, size_t most, bool *is_end);

#endif
