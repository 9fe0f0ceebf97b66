/* What is in the windows. */
#include "runtime/store/sets_internal.h"

void sets_find(const Sets *sets, const Value *keys, uint32_t count, uint32_t *windows) {
    for (uint32_t i = 0; i < count; i++) {
        windows[i] = sets_number_of(sets, keys ? keys[i] : 0);
        if (windows[i] < sets->range)
            __builtin_prefetch(&sets->windows[windows[i]]);
        else
            windows[i] = NO_WINDOW;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (windows[i] == NO_WINDOW) continue;
        const Window *window = &sets->windows[windows[i]];
        if (window->words)
            __builtin_prefetch(sets->pool.words + window->at);
        else
            windows[i] = NO_WINDOW;
    }
}

BitView window_view(const Sets *sets, uint32_t number) {
    if (number == NO_WINDOW) return (BitView){0};
    const Window *window = &sets->windows[number];
    return (BitView){sets->pool.words + window->at, window->first, window->words};
}

uint32_t window_read(const Sets *sets, uint32_t number, uint32_t *from, Value *out, uint32_t most) {
    if (number == NO_WINDOW) return 0;
    const Window window = sets->windows[number];
    uint32_t begin = *from / 64 >= window.first ? *from : window.first * 64, count = 0;
    uint64_t skipped = (UINT64_C(1) << begin % 64) - 1; /* of the first word */
    for (uint32_t word = begin / 64 - window.first; word < window.words; word++, skipped = 0) {
        uint64_t bits = sets->pool.words[window.at + word] & ~skipped;
        uint32_t first = (window.first + word) * 64;
        for (; bits; bits &= bits - 1) {
            uint32_t rank = first + (uint32_t)__builtin_ctzll(bits);
            if (count == most) {
                *from = rank;
                return count;
            }
            out[count++] = value_rank(rank);
        }
    }
    *from = UINT32_MAX;
    return count;
}
