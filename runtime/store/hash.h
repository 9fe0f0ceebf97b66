/* Hashes of words, and the sizes of open-addressing tables. */
#ifndef HENCE_HASH_H
#define HENCE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Multiply and fold the halves: one multiplication a word pair, good in all bits. */
static inline uint64_t hash_fold(uint64_t word) {
    unsigned __int128 product = (unsigned __int128)(word ^ UINT64_C(0xA0761D6478BD642F)) * UINT64_C(0xE7037ED1A0B428DB);
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}
static inline uint64_t hash_step(uint64_t h, uint32_t word) { return hash_fold(h * 2 + word); }

/* The smallest power of two that holds `count` at three quarters full, and the shift that goes with it. */
uint64_t slots_for(uint64_t count, uint32_t *shift);

#endif
