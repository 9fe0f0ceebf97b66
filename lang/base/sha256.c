/* SHA-256 as FIPS 180-4 writes it down: its constants (4.2.2), functions (4.1.2),
 * padding (5.1.1) and rounds (6.2.2). */
#include "lang/base/sha256.h"

static const uint32_t CONSTANTS[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotated(uint32_t x, unsigned by) { return x >> by | x << (32 - by); }

static uint32_t word_at(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void take_block(Sha256 *hash) {
    uint32_t w[64], s[8];
    for (int t = 0; t < 16; t++) w[t] = word_at(hash->block + 4 * t);
    for (int t = 16; t < 64; t++) {
        uint32_t low = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ w[t - 15] >> 3;
        uint32_t high = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + low + w[t - 7] + high;
    }
    memcpy(s, hash->state, sizeof s);
    for (int t = 0; t < 64; t++) {
        uint32_t sum = rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25);
        uint32_t first = s[7] + sum + ((s[4] & s[5]) ^ (~s[4] & s[6])) + CONSTANTS[t] + w[t];
        uint32_t other = rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22);
        uint32_t second = other + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += first;
        s[0] = first + second;
    }
    for (int i = 0; i < 8; i++) hash->state[i] += s[i];
}

void sha256_init(Sha256 *hash) {
    *hash = (Sha256){
        .state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void sha256_add(Sha256 *hash, Str bytes) {
    while (bytes.length) {
        size_t filled = (size_t)(hash->length % SHA256_BLOCK), size = SHA256_BLOCK - filled;
        if (size > bytes.length) size = bytes.length;
        memcpy(hash->block + filled, bytes.text, size);
        hash->length += size;
        bytes = (Str){bytes.text + size, bytes.length - size};
        if (hash->length % SHA256_BLOCK == 0) take_block(hash);
    }
}

/* A bit 1, zeros, and the length in bits as the last 64. */
static void pad(Sha256 *hash) {
    static const char PADDING[SHA256_BLOCK] = {(char)0x80};
    uint64_t bits = hash->length * 8;
    size_t filled = (size_t)(hash->length % SHA256_BLOCK);
    sha256_add(hash, (Str){PADDING, (filled < 56 ? 56 : 56 + SHA256_BLOCK) - filled});
    char length[8];
    for (int i = 0; i < 8; i++) length[i] = (char)(bits >> (56 - 8 * i));
    sha256_add(hash, (Str){length, sizeof length});
}

void sha256_end(Sha256 *hash, char digest[SHA256_HEX + 1]) {
    pad(hash);
    for (int i = 0; i < SHA256_HEX; i++) digest[i] = "0123456789abcdef"[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    digest[SHA256_HEX] = 0;
}

void sha256(Str bytes, char digest[SHA256_HEX + 1]) {
    Sha256 hash;
    sha256_init(&hash);
    sha256_add(&hash, bytes);
    sha256_end(&hash, digest);
}
