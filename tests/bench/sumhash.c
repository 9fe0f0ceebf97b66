/* sumhash [-c] NAME < rows: NAME, the number of rows, and a checksum that does not depend on their order.
 *
 * A row is a line of cells between tabs.  The checksum is the sum, modulo 2^64,
 * of the mixed FNV-1a hashes of the lines.
 * With -c the rows are CSV as `hence run --out` writes it: the header is left out, commas count as tabs.  Cells in
 * quotes are not undone, so this is for tables that need none. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define FNV_BASIS UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

static uint64_t mixed(uint64_t h) {
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ h >> 33;
}

int main(int argc, char **argv) {
    bool csv = argc > 1 && strcmp(argv[1], "-c") == 0;
    if (argc != 2 + csv) return fprintf(stderr, "usage: sumhash [-c] NAME < rows\n"), 2;
    static unsigned char buffer[1 << 20];
    uint64_t sum = 0, hash = FNV_BASIS, rows = 0;
    bool in_header = csv, in_line = false;
    for (size_t length; (length = fread(buffer, 1, sizeof buffer, stdin)) > 0;)
        for (size_t i = 0; i < length; i++) {
            unsigned char c = csv && buffer[i] == ',' ? '\t' : buffer[i];
            in_line = c != '\n';
            if (in_line) {
                hash = (hash ^ c) * FNV_PRIME;
                continue;
            }
            if (!in_header) sum += mixed(hash), rows++;
            in_header = false;
            hash = FNV_BASIS;
        }
    if (in_line) return fprintf(stderr, "sumhash: no newline at the end\n"), 1;
    printf("%s\t%llu\t%016llx\n", argv[1 + csv], (unsigned long long)rows, (unsigned long long)sum);
    return 0;
}
