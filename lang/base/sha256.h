/* SHA-256, for fingerprints of files: FIPS 180-4, Secure Hash Standard (2015), sections 5 and 6.2.
 *
 *     Sha256 hash;
 *     sha256_init(&hash);
 *     sha256_add(&hash, bytes);      as often as there are pieces
 *     sha256_end(&hash, digest);                                       */
#ifndef HENCE_SHA256_H
#define HENCE_SHA256_H

#include <stdint.h>

#include "lang/base/str.h"

enum { SHA256_BLOCK = 64, SHA256_HEX = 64 };

typedef struct {
    uint32_t state[8];
    uint8_t block[SHA256_BLOCK]; /* what waits for a whole one */
    uint64_t length;             /* bytes so far, below 2^61 */
} Sha256;

void sha256_init(Sha256 *hash);
void sha256_add(Sha256 *hash, Str bytes);
/* The digest as lower-case hexadecimal digits with a NUL behind them; the hash is used up. */
void sha256_end(Sha256 *hash, char digest[SHA256_HEX + 1]);
/* All of it at once. */
void sha256(Str bytes, char digest[SHA256_HEX + 1]);

#endif
