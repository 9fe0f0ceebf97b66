/* limits [FILE]: what one core of this machine can do at all, to measure an engine by; and what a second one adds.
 *
 * Reading memory; keeping pairs distinct by a hash table, with and without prefetching, by sorting, and by a bitmap,
 * for as many as the closure tc_rand offers and keeps; and reading every cell of FILE, a table with tabs.  Then simple
 * work by one thread, and the same by each of two at a time: twice as much a second where cores share nothing.
 * Every result feeds something printed, so that nothing is optimised away. */
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { OFFERED = 12700000, DISTINCT = 6333741, NODES = 3200, AHEAD = 16 };

static double begun;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t random_bits(void) {
    static uint64_t s = UINT64_C(88172645463325252);
    s ^= s << 13;
    s ^= s >> 7;
    return s ^= s << 17;
}

static uint64_t mixed(uint64_t h) {
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    return h ^ h >> 29;
}

static void *space(size_t bytes) {
    void *made = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!made) exit(fputs("limits: out of memory\n", stderr));
    memset(made, 0, bytes);
    return made;
}

static void read_memory(void) {
    size_t words = (size_t)1 << 25;
    uint64_t *memory = space(words * sizeof *memory), sum = 0;
    begun = now();
    for (size_t i = 0; i < words; i++) sum += memory[i];
    printf("sequential read       %6.1f GB/s (%d)\n", (double)words * 8 / (now() - begun) / 1e9, (int)sum);
    free(memory);
}

static void insert_hashed(const uint64_t *keys, bool prefetches) {
    const size_t slots = (size_t)1 << 24;
    uint64_t *table = space(slots * sizeof *table);
    size_t fresh = 0;
    begun = now();
    for (size_t i = 0; i < OFFERED; i++) {
        if (prefetches && i + AHEAD < OFFERED) __builtin_prefetch(&table[mixed(keys[i + AHEAD]) & (slots - 1)], 1);
        size_t at = mixed(keys[i]) & (slots - 1);
        while (table[at] && table[at] != keys[i]) at = (at + 1) & (slots - 1);
        if (table[at]) continue;
        table[at] = keys[i];
        fresh++;
    }
    double seconds = now() - begun;
    printf("hash insert%s %6.1f M offered/s, %5.1f M new/s\n", prefetches ? ", prefetch" : "          ",
           OFFERED / seconds / 1e6, (double)fresh / seconds / 1e6);
    free(table);
}

/* By a byte at a time, the last first. */
static void sort(uint64_t *keys) {
    uint64_t *other = space(OFFERED * sizeof *other);
    begun = now();
    for (int shift = 0; shift < 64; shift += 8) {
        size_t starts[257] = {0};
        for (size_t i = 0; i < OFFERED; i++) starts[(keys[i] >> shift & 255) + 1]++;
        for (int i = 0; i < 256; i++) starts[i + 1] += starts[i];
        for (size_t i = 0; i < OFFERED; i++) other[starts[keys[i] >> shift & 255]++] = keys[i];
        uint64_t *sorted = other;
        other = keys;
        keys = sorted;
    }
    printf("radix sort, 8 bytes   %6.1f M keys/s (%d)\n", OFFERED / (now() - begun) / 1e6, keys[0] <= keys[1]);
    free(other); /* eight passes: keys are back where they were */
}

static void set_bits(const uint64_t *keys) {
    const size_t pairs = (size_t)NODES * NODES;
    uint64_t *bits = space(pairs / 8 + 8);
    size_t set = 0;
    begun = now();
    for (size_t i = 0; i < OFFERED; i++) {
        size_t pair = keys[i * 7919 % OFFERED] % pairs;
        set += !(bits[pair >> 6] >> (pair & 63) & 1);
        bits[pair >> 6] |= UINT64_C(1) << (pair & 63);
    }
    printf("bitmap set            %6.1f M offered/s (%zu set)\n", OFFERED / (now() - begun) / 1e6, set);
    free(bits);
}

static void scan(const char *path) {
    int file = open(path, O_RDONLY);
    struct stat status;
    if (file < 0 || fstat(file, &status) || status.st_size == 0) return;
    size_t length = (size_t)status.st_size, rows = 0;
    char *text = mmap(NULL, length, PROT_READ, MAP_PRIVATE, file, 0);
    if (text == MAP_FAILED) return;
    uint64_t cell = 0, sum = 0;
    for (size_t i = 0; i < length; i += 4096) sum += (unsigned char)text[i]; /* into memory, before time is taken */
    begun = now();
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\t' && text[i] != '\n') {
            cell = cell * 31 + (unsigned char)text[i];
            continue;
        }
        sum += mixed(cell);
        cell = 0;
        rows += text[i] == '\n';
    }
    double seconds = now() - begun;
    printf("scan, hash every cell %6.0f MB/s, %5.1f M rows/s (%zu rows, %llx)\n", (double)length / seconds / 1e6,
           (double)rows / seconds / 1e6, rows, (unsigned long long)sum);
    munmap(text, length);
    close(file);
}

/* ---- two at a time ---- */

enum { WORDS = 1 << 24, ROUNDS = 4, TIMES = 5 };
static uint32_t *shared;      /* read by both */
static volatile uint64_t end; /* where results go */

static void *count_up(void *own) {
    uint64_t h = (uintptr_t)own;
    for (int i = 0; i < 1 << 27; i++) h = h * UINT64_C(6364136223846793005) + 1;
    end = h;
    return NULL;
}

static void *read_anywhere(void *own) {
    uint64_t h = (uintptr_t)own, sum = 0;
    for (int i = 0; i < 1 << 23; i++) {
        h = h * UINT64_C(6364136223846793005) + 1;
        sum += shared[h >> 40];
    }
    end = sum;
    return NULL;
}

static void *read_in_order(void *own) {
    uint64_t sum = 0;
    (void)own;
    for (int round = 0; round < ROUNDS; round++)
        for (size_t i = 0; i < WORDS; i++) sum += shared[i];
    end = sum;
    return NULL;
}

static void *write_in_order(void *own) {
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t i = 0; i < WORDS; i++) ((uint32_t *)own)[i] = i + round;
    return NULL;
}

static void *touch_pages(void *own) {
    const size_t bytes = (size_t)WORDS * 4;
    (void)own;
    char *fresh = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (fresh == MAP_FAILED) exit(fputs("limits: out of memory\n", stderr));
    for (size_t at = 0; at < bytes; at += 4096) fresh[at] = 1;
    munmap(fresh, bytes);
    return NULL;
}

/* Seconds of the quickest of some times, by one thread or by two. */
static double seconds_of(void *(*work)(void *), uint32_t *const own[2], bool by_two) {
    double least = 1e9;
    for (int time = 0; time < TIMES; time++) {
        pthread_t other;
        begun = now();
        if (by_two && pthread_create(&other, NULL, work, own[1])) exit(fputs("limits: no second thread\n", stderr));
        work(own[0]);
        if (by_two) pthread_join(other, NULL);
        if (now() - begun < least) least = now() - begun;
    }
    return least;
}

static void compare(const char *name, void *(*work)(void *), uint32_t *const own[2]) {
    printf("two threads, %-18s %.2f times as much as one\n", name,
           2 * seconds_of(work, own, false) / seconds_of(work, own, true));
}

static void work_by_two(void) {
    uint32_t *own[2] = {space((size_t)WORDS * 4), space((size_t)WORDS * 4)};
    shared = space((size_t)WORDS * 4);
    compare("arithmetic:", count_up, own);
    compare("reads anywhere:", read_anywhere, own);
    compare("reads in order:", read_in_order, own);
    compare("writes in order:", write_in_order, own);
    compare("new pages:", touch_pages, own);
    free(own[0]), free(own[1]), free(shared);
}

int main(int argc, char **argv) {
    uint64_t *keys = space(OFFERED * sizeof *keys);
    for (size_t i = 0; i < OFFERED; i++) keys[i] = mixed(random_bits() % DISTINCT + 1) | 1; /* 0 is an empty slot */
    read_memory();
    insert_hashed(keys, false);
    insert_hashed(keys, true);
    sort(keys);
    set_bits(keys);
    if (argc > 1) scan(argv[1]);
    free(keys);
    work_by_two();
    return 0;
}
