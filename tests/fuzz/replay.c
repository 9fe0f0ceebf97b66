/* Runs a fuzz target without libFuzzer: on each file that is named, and on so many variants of them.
 *
 *     fuzz_csv COUNT FILE...
 *
 * A variant is a file, or the beginning of one and the end of another, with some bytes changed, left out, doubled or
 * put in from the file itself.  They are the same at each run: this guards the targets and the seeds in the tests,
 * finding is left to `make fuzz`. */
#include <string.h>

#include "tests/fuzz/fuzz.h"

enum { SIZE_MOST = 1 << 16 };

typedef struct {
    uint8_t *bytes;
    size_t size;
} Seed;

static uint64_t state = 1;

static uint32_t draw(uint32_t below) { /* xorshift64*, S. Vigna 2016 */
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 33) % below;
}

static Seed read_seed(const char *path) {
    Seed seed = {malloc(SIZE_MOST), 0};
    FILE *file = fopen(path, "rb");
    if (!file || !seed.bytes) {
        fprintf(stderr, "replay: cannot read %s\n", path);
        exit(1);
    }
    seed.size = fread(seed.bytes, 1, SIZE_MOST, file);
    fclose(file);
    return seed;
}

/* On the heap without a byte too much, so that a sanitizer sees what is read beyond. */
static void run(const uint8_t *bytes, size_t size) {
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact) exit(1);
    if (size) memcpy(exact, bytes, size);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static void change(Seed *seed) {
    size_t at = draw((uint32_t)seed->size), length = 1 + draw(12);
    if (length > seed->size - at) length = seed->size - at;
    switch (draw(5)) {
    case 0: seed->bytes[at] = (uint8_t) "(),.:-\"'\\ \n%{}|=<>0aX_\xC3\xFF\0"[draw(26)]; break;
    case 1: seed->bytes[at] ^= (uint8_t)(1u << draw(8)); break;
    case 2:
        memmove(seed->bytes + at, seed->bytes + at + length, seed->size - at - length);
        seed->size -= length;
        break;
    case 3:
        if (seed->size + length > SIZE_MOST) break;
        memmove(seed->bytes + at + length, seed->bytes + at, seed->size - at);
        seed->size += length;
        break;
    default: memmove(seed->bytes + at, seed->bytes + draw((uint32_t)(seed->size - length + 1)), length); break;
    }
}

static void run_variant(const Seed *seeds, int count, uint8_t *room) {
    const Seed *a = &seeds[draw((uint32_t)count)], *b = draw(3) ? a : &seeds[draw((uint32_t)count)];
    size_t cut_a = a == b ? a->size : draw((uint32_t)a->size + 1);
    size_t cut_b = a == b ? b->size : draw((uint32_t)b->size + 1);
    size_t rest = b->size - cut_b;
    if (cut_a + rest > SIZE_MOST) return;
    if (cut_a) memcpy(room, a->bytes, cut_a);
    if (rest) memcpy(room + cut_a, b->bytes + cut_b, rest);
    Seed variant = {room, cut_a + rest};
    for (uint32_t left = 1 + draw(4); left > 0 && variant.size; left--) change(&variant);
    run(variant.bytes, variant.size);
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: %s COUNT FILE...\n", argv[0]);
        return 2;
    }
    int count = argc - 2;
    long variants = strtol(argv[1], NULL, 10);
    Seed *seeds = malloc((size_t)count * sizeof *seeds);
    uint8_t *room = malloc(SIZE_MOST);
    if (!seeds || !room) return 1;
    for (int i = 0; i < count; i++) {
        seeds[i] = read_seed(argv[2 + i]);
        run(seeds[i].bytes, seeds[i].size);
    }
    for (long i = 0; i < variants; i++) run_variant(seeds, count, room);
    for (int i = 0; i < count; i++) free(seeds[i].bytes);
    free(seeds);
    free(room);
    return 0;
}
