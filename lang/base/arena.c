/* An arena: everything born together dies together.
 *
 * A piece is the next stretch of the newest block; blocks double from 4 KiB to 1 MiB, so a piece costs an addition.
 * The first is small, because most arenas are: two for each rule that runs.
 * Blocks are as malloc gives them: pieces are cleared one by one when they are handed out, so that what nobody takes of
 * a block costs no clearing and no pages.  Large pieces are blocks of their own, zeroed by who knows what is fresh.
 * A piece that would waste much of a block gets one of its own, behind the newest, whose free part stays in use. */
#include "lang/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include "lang/base/mem.h"

enum { FIRST_BLOCK = 1024, SECOND_BLOCK = 4096, LARGEST_BLOCK = 1 << 20, LARGE_PIECE = 1 << 16 };

struct ArenaBlock {
    alignas(max_align_t) ArenaBlock *next;
    size_t size; /* of what follows */
};

void arena_init(Arena *arena) { *arena = (Arena){0}; }

void arena_clear(Arena *arena) {
    for (ArenaBlock *block = arena->blocks; block;) {
        ArenaBlock *next = block->next;
        mem_free(block);
        block = next;
    }
    *arena = (Arena){0};
}

void arena_reset(Arena *arena) {
    ArenaBlock *newest = arena->blocks;
    if (!newest) return;
    arena->blocks = newest->next;
    arena_clear(arena);
    newest->next = NULL;
    *arena = (Arena){newest, (char *)(newest + 1), (char *)(newest + 1) + newest->size};
}

static ArenaBlock *new_block(size_t size, bool is_zeroed) {
    if (size > SIZE_MAX - sizeof(ArenaBlock)) size = SIZE_MAX - sizeof(ArenaBlock);
    ArenaBlock *block = is_zeroed ? mem_alloc_zero(sizeof *block + size) : mem_alloc(sizeof *block + size);
    block->size = size;
    return block;
}

/* Behind the newest, if there is one. */
static char *own_block(Arena *arena, size_t bytes, bool is_zeroed) {
    ArenaBlock *block = new_block(bytes, is_zeroed);
    ArenaBlock **link = arena->blocks ? &arena->blocks->next : &arena->blocks;
    block->next = *link;
    *link = block;
    return (char *)(block + 1);
}

static char *take(Arena *arena, size_t bytes, size_t alignment) {
    size_t gap = -(uintptr_t)arena->next & (alignment - 1);
    size_t room = (size_t)(arena->end - arena->next);
    if (!arena->blocks || room < gap || room - gap < bytes) {
        size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
        if (arena->blocks && size < SECOND_BLOCK) size = SECOND_BLOCK;
        if (size > LARGEST_BLOCK) size = LARGEST_BLOCK;
        if (arena->blocks && bytes > size / 4) return own_block(arena, bytes, false);
        ArenaBlock *block = new_block(bytes > size ? bytes : size, false);
        block->next = arena->blocks;
        arena->blocks = block;
        arena->next = (char *)(block + 1);
        arena->end = arena->next + block->size;
        gap = 0;
    }
    char *piece = arena->next + gap;
    arena->next = piece + bytes;
    return piece;
}

void *arena_alloc(Arena *arena, size_t bytes) {
    if (bytes >= LARGE_PIECE) return own_block(arena, bytes, true);
    return memset(take(arena, bytes, alignof(max_align_t)), 0, bytes);
}

void *arena_room(Arena *arena, size_t bytes) { return take(arena, bytes, alignof(max_align_t)); }
char *arena_bytes(Arena *arena, size_t count) { return take(arena, count, 1); }

void *arena_copy(Arena *arena, const void *bytes, size_t count) {
    void *copy = take(arena, count, alignof(max_align_t));
    if (count) memcpy(copy, bytes, count);
    return copy;
}

Str arena_str(Arena *arena, Str text) {
    char *copy = arena_bytes(arena, text.length + 1);
    if (text.length) memcpy(copy, text.text, text.length);
    copy[text.length] = 0;
    return (Str){copy, text.length};
}

Str arena_printf(Arena *arena, const char *format, ...) {
    va_list list, again;
    va_start(list, format);
    va_copy(again, list);
    int length = vsnprintf(NULL, 0, format, list);
    va_end(list);
    if (length < 0) length = 0;
    char *text = arena_bytes(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return (Str){text, (size_t)length};
}
