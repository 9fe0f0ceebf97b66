/* What sets may take, and windows for rows that are all known.
 *
 * They are worth their memory while windows and their table need no more bytes a row than a hash would, and up to a
 * megabyte that is to spare: a relation of some ten thousand rows grows, and is looked into, much faster with them.
 * Where it is taken only a few times as much ends it; else what is added last would depend on the order in which it
 * comes. */
#include "runtime/store/sets_internal.h"

enum { BYTES_A_ROW = 12, BYTES_FREE = 1 << 18, SPARE_A_ROW = 24, SPARE_MOST = 1 << 20, ON_THE_WAY = 2 };

static uint64_t count_now(const Sets *sets) {
    return sets->count + atomic_load_explicit(&sets->shared_count, memory_order_relaxed);
}

/* Bytes that the rows are worth. */
static uint64_t allowance(const Sets *sets, uint32_t bytes_a_row) {
    uint64_t count = count_now(sets), rows = count > sets->expected ? count : sets->expected;
    uint64_t spare = BYTES_FREE + rows * SPARE_A_ROW;
    return rows * bytes_a_row + (spare < SPARE_MOST ? spare : SPARE_MOST);
}

/* Bytes that windows and the words of their blocks may have; blocks that were left do not count, as it depends on turns
 * how many there are.  Once all is there that was expected, they may be larger on the way than what they are measured
 * by when all is added (sets_are_worth). */
static uint64_t bytes_at_most(const Sets *sets) {
    bool is_on_the_way = count_now(sets) >= sets->expected;
    return allowance(sets, is_on_the_way ? BYTES_A_ROW * ON_THE_WAY : BYTES_A_ROW);
}

uint64_t sets_words_at_most(const Sets *sets) {
    uint64_t most = bytes_at_most(sets), windows = (uint64_t)sets->range * sizeof(Window);
    return most > windows ? (most - windows) / sizeof(uint64_t) : 0;
}

bool sets_share_fits(const Sets *sets) { return !sets->pool.is_shared || sets->pool.lent <= sets_words_at_most(sets); }

bool sets_may_have_windows(const Sets *sets, uint64_t range) {
    return range < NO_WINDOW && sets->pool.lent * sizeof(uint64_t) + range * sizeof(Window) <= bytes_at_most(sets);
}

static uint32_t words_between_ends(const Sets *sets, Window window) {
    const uint64_t *bits = sets->pool.words + window.at;
    uint32_t begin = 0, end = window.words;
    while (end > begin && !bits[end - 1]) end--;
    while (begin < end && !bits[begin]) begin++;
    return end - begin;
}

/* Words from the first bit of each window to the last, and windows from the first to the last that has any. */
static uint64_t bytes_in_use(const Sets *sets) {
    uint64_t words = 0;
    uint32_t first = 0, behind = 0;
    for (uint32_t i = 0; i < sets->range; i++) {
        uint32_t some = words_between_ends(sets, sets->windows[i]);
        if (some && !words) first = i;
        if (some) behind = i + 1;
        words += some;
    }
    return words * sizeof(uint64_t) + (uint64_t)(behind - first) * sizeof(Window);
}

bool sets_are_worth(Sets *sets) {
    uint64_t most = allowance(sets, BYTES_A_ROW);
    if (sets->count < sets->measured + sets->measured / 4) return true; /* they were, not long ago */
    sets->measured = sets->count;
    return sets->pool.lent * sizeof(uint64_t) + (uint64_t)sets->range * sizeof(Window) <= most ||
           bytes_in_use(sets) <= most;
}

/* ---- windows for rows that are all known ---- */

static inline uint32_t key_rank(const Sets *sets, const Value *row) {
    return sets->arity == 2 ? value_rank(row[sets->key]) : 0;
}

/* One for each key from the lowest to the highest; false if they are too many. */
static bool make_windows(Sets *sets, const Value *rows, uint32_t count) {
    uint32_t lowest = UINT32_MAX, highest = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rank = key_rank(sets, rows + (size_t)i * sets->arity);
        if (rank < lowest) lowest = rank;
        if (rank > highest) highest = rank;
    }
    uint64_t range = (uint64_t)highest - lowest + 1;
    if (!sets_may_have_windows(sets, range)) return false;
    sets->base = lowest;
    sets->range = sets->window_capacity = (uint32_t)range;
    sets->windows = mem_alloc_zero(range * sizeof *sets->windows);
    return true;
}

/* Without a branch, as keys come in any order: `first` is kept as what it is short of UINT32_MAX,
 * `words` as where they end. */
static void reach_each(Sets *sets, const Value *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const Value *row = rows + (size_t)i * sets->arity;
        Window *window = &sets->windows[key_rank(sets, row) - sets->base];
        uint32_t word = value_rank(row[sets->value]) / 64, short_of = UINT32_MAX - word, end = word + 1;
        window->first = short_of > window->first ? short_of : window->first;
        window->words = end > window->words ? end : window->words;
    }
}

/* False if they are not worth it, which is known before any is there. */
static bool lay_windows(Sets *sets) {
    uint64_t in_use = 0, at = 0;
    bool is_too_long = false;
    for (uint32_t i = 0; i < sets->range; i++) {
        Window *window = &sets->windows[i];
        uint32_t is_there = 0 - (uint32_t)(window->words > 0); /* a mask: which are is as good as random */
        uint32_t first = (UINT32_MAX - window->first) & is_there, words = window->words - first;
        is_too_long |= words > WINDOW_MOST;
        in_use += words;
        words = pool_size(words) & is_there;
        *window = (Window){first, words, (uint32_t)at};
        at += words;
    }
    if (is_too_long || in_use > sets_words_at_most(sets) || at > UINT32_MAX) return false;
    pool_lay(&sets->pool, at);
    return true;
}

static void fill_windows(Sets *sets, const Value *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        const Value *row = rows + (size_t)i * sets->arity;
        const Window *window = &sets->windows[key_rank(sets, row) - sets->base];
        uint32_t rank = value_rank(row[sets->value]);
        sets->pool.words[window->at + (rank / 64 - window->first)] |= UINT64_C(1) << rank % 64;
    }
    sets->count = count;
}

bool sets_fill(Sets *sets, const Value *rows, uint32_t count) {
    if (count == 0) return true;
    if (!make_windows(sets, rows, count)) return false;
    reach_each(sets, rows, count);
    if (!lay_windows(sets)) return false;
    fill_windows(sets, rows, count);
    return true;
}
