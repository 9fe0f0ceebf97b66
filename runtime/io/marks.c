/* Where separators and line ends stand in a stretch of text.
 *
 * Sixty-four bytes at a time become a word with a bit for each, whose bits are then read from the lowest up.  Cells are
 * short, so a byte-wise loop mispredicts the end of nearly each; here the only guess is how many eights of bits a word
 * has.  The idea is of Geoff Langdale and Daniel Lemire, Parsing gigabytes of JSON per second, 2019.
 * SSE2 is part of every x86-64; other machines take eight bytes at a time in plain C. */
#include "runtime/io/marks.h"

#include <string.h>

#if defined __SSE2__
#include <emmintrin.h>
#endif

typedef struct {
    uint64_t marks, high; /* a bit for each of 64 bytes */
} Block;

#if defined __SSE2__

static inline Block look(const char *bytes, char separator) {
    const __m128i tab = _mm_set1_epi8(separator), lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r');
    Block block = {0, 0};
    for (unsigned i = 0; i < 4; i++) {
        __m128i part = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
        __m128i is_mark =
            _mm_or_si128(_mm_cmpeq_epi8(part, tab), _mm_or_si128(_mm_cmpeq_epi8(part, lf), _mm_cmpeq_epi8(part, cr)));
        block.marks |= (uint64_t)(uint32_t)_mm_movemask_epi8(is_mark) << 16 * i;
        block.high |= (uint64_t)(uint32_t)_mm_movemask_epi8(part) << 16 * i;
    }
    return block;
}

#else

#define EACH(byte) (UINT64_C(0x0101010101010101) * (uint8_t)(byte))

/* The top bit of each byte that is zero, exactly. */
static inline uint64_t zeros(uint64_t word) {
    const uint64_t low = EACH(0x7F);
    return ~(((word & low) + low) | word | low);
}

/* The first byte in memory is the lowest. */
static inline uint64_t word_at(const char *bytes) {
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++) word |= (uint64_t)(uint8_t)bytes[i] << 8 * i; /* one load where that is one */
    return word;
}

/* Top bits of the bytes, put side by side. */
static inline uint64_t gathered(uint64_t tops) { return (tops >> 7) * UINT64_C(0x0102040810204080) >> 56; }

static inline Block look(const char *bytes, char separator) {
    Block block = {0, 0};
    for (unsigned i = 0; i < 8; i++) {
        uint64_t word = word_at(bytes + 8 * i);
        uint64_t is_mark = zeros(word ^ EACH(separator)) | zeros(word ^ EACH('\n')) | zeros(word ^ EACH('\r'));
        block.marks |= gathered(is_mark) << 8 * i;
        block.high |= gathered(word & EACH(0x80)) << 8 * i;
    }
    return block;
}

#endif

/* In plain operations: the instruction for it is not part of every x86-64. */
static inline uint32_t count_bits(uint64_t bits) {
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

static inline unsigned lowest(uint64_t bits) { return (unsigned)__builtin_ctzll(bits | UINT64_C(1) << 63); }

/* Eight at a time, whether there are so many or not: what is written too much is written over, or has room behind. */
static inline uint32_t add_marks(uint64_t bits, uint32_t base, uint16_t *marks) {
    const uint32_t count = count_bits(bits);
    for (uint32_t done = 0; done < count; done += 8)
        for (unsigned i = 0; i < 8; i++) {
            marks[done + i] = (uint16_t)(base + lowest(bits));
            bits &= bits - 1;
        }
    return count;
}

uint32_t marks_find(const char *bytes, size_t length, char separator, uint16_t marks[static MARKS_ROOM],
                    bool *has_high) {
    uint32_t count = 0;
    uint64_t high = 0;
    size_t at = 0;
    for (; at + 64 <= length; at += 64) {
        Block block = look(bytes + at, separator);
        high |= block.high;
        count += add_marks(block.marks, (uint32_t)at, marks + count);
    }
    if (at < length) {
        char rest[64] = {0};
        memcpy(rest, bytes + at, length - at);
        Block block = look(rest, separator);
        high |= block.high;
        count += add_marks(block.marks, (uint32_t)at, marks + count);
    }
    *has_high = *has_high || high;
    return count;
}
