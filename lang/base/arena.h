/* An arena: everything born together dies together.
 *
 * Pieces are handed out from growing blocks and never freed alone.  A cleared arena is empty and usable. */
#ifndef HENCE_ARENA_H
#define HENCE_ARENA_H

#include <stddef.h>

#include "lang/base/str.h"

typedef struct ArenaBlock ArenaBlock;
typedef struct {
    ArenaBlock *blocks; /* newest first */
    char *next, *end;   /* free part of the newest block */
} Arena;

void arena_init(Arena *arena);
void arena_clear(Arena *arena);
void arena_reset(Arena *arena); /* the same, but it keeps its newest block */

void *arena_alloc(Arena *arena, size_t bytes) __attribute__((returns_nonnull)); /* zeroed, aligned for any type */
void *arena_room(Arena *arena, size_t bytes) __attribute__((returns_nonnull));  /* the same, not zeroed */
char *arena_bytes(Arena *arena, size_t count);                                  /* not zeroed, not aligned: for text */
void *arena_copy(Arena *arena, const void *bytes, size_t count);                /* a copy of count bytes */
Str arena_str(Arena *arena, Str text);                                          /* a copy, with a NUL behind it */
Str arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (size_t)(count)))

#endif
