/* Large blocks are mappings of their own, of whole large pages where the system has such.
 *
 * They grow by moving pages, not bytes, and what was never written to is never read.  The first touch of a page costs
 * some thousand instructions, for which threads queue: large ones are touched less often.  The C library maps large
 * blocks only until the first of them is freed; from then on it takes them from its heap, and copies what grows there.
 * Where a sanitizer looks at what is read and written, it sees only what the C library gives. */
#define _GNU_SOURCE /* mremap, madvise */

#include "lang/base/block.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if defined __linux__ && !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
#include <sys/mman.h>
#endif

#if defined MREMAP_MAYMOVE && defined MADV_HUGEPAGE

enum { LARGE = 2 << 20 };

static bool is_mapped(size_t bytes) { return bytes >= LARGE && bytes <= SIZE_MAX - LARGE; }

/* Only mappings of whole large pages are put where such a page may begin. */
static size_t whole_pages(size_t bytes) { return (bytes + LARGE - 1) / LARGE * LARGE; }

static void *map(size_t bytes) {
    void *block = mmap(NULL, whole_pages(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED) return NULL;
    (void)madvise(block, whole_pages(bytes), MADV_HUGEPAGE); /* a wish; nothing depends on it */
    return block;
}

static void *remap(void *block, size_t old, size_t bytes) {
    void *moved = mremap(block, whole_pages(old), whole_pages(bytes), MREMAP_MAYMOVE);
    return moved == MAP_FAILED ? NULL : moved;
}

static void unmap(void *block, size_t bytes) { (void)munmap(block, whole_pages(bytes)); }

#else

static bool is_mapped(size_t bytes) {
    (void)bytes;
    return false;
}

static void *map(size_t bytes) { return malloc(bytes); }
static void *remap(void *block, size_t old, size_t bytes) {
    (void)old;
    return realloc(block, bytes);
}
static void unmap(void *block, size_t bytes) {
    (void)bytes;
    free(block);
}

#endif

void *block_new(size_t bytes, bool is_zeroed) {
    if (is_mapped(bytes)) return map(bytes);
    return is_zeroed ? calloc(1, bytes) : malloc(bytes);
}

static void *move(void *block, size_t old, size_t bytes) {
    void *moved = block_new(bytes, false);
    if (!moved) return NULL;
    memcpy(moved, block, old < bytes ? old : bytes);
    block_free(block, old);
    return moved;
}

void *block_resize(void *block, size_t old, size_t bytes) {
    if (is_mapped(old) != is_mapped(bytes)) return move(block, old, bytes);
    return is_mapped(bytes) ? remap(block, old, bytes) : realloc(block, bytes);
}

void block_free(void *block, size_t bytes) { is_mapped(bytes) ? unmap(block, bytes) : free(block); }
