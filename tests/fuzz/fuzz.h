/* What the fuzz targets share.
 *
 * A target is the function libFuzzer calls (LLVMFuzzerTestOneInput) with any bytes.  It ends the process where
 * something is not as it should be; memory and arithmetic are watched by the sanitizers it is built with.  `make fuzz`
 * runs the targets by libFuzzer; the tests link them with replay.c, which needs no clang. */
#ifndef HENCE_FUZZ_H
#define HENCE_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "lang/base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline Str fuzz_text(const uint8_t *data, size_t size) { return (Str){(const char *)data, size}; }

/* What must be so. */
#define fuzz_assert(is_so, what)                                                                                       \
    do {                                                                                                               \
        if (!(is_so)) {                                                                                                \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, (what));                                                \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

#endif
