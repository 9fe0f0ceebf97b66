/* Windows of bits.
 *
 * Windows lie in one pool, each in a block of its own; a window that must reach further moves to a larger block.  They
 * are found by the key itself, less the smallest. */
#include "runtime/store/sets_internal.h"

enum { CHUNK = 256, ROOM_TO_SHARE = 1 << 18 };

Sets *sets_new(uint32_t arity, uint32_t key, uint64_t expected) {
    Sets *sets = mem_alloc_zero(sizeof *sets);
    sets->arity = arity;
    sets->key = arity == 2 ? key : 0;
    sets->value = arity == 2 ? 1 - key : 0;
    sets->expected = expected;
    return sets;
}

void sets_free(Sets *sets) {
    if (!sets) return;
    mem_free(sets->windows);
    mem_free(sets->branches);
    pool_clear(&sets->pool);
    mem_free(sets);
}

uint64_t sets_count(const Sets *sets) { return sets->count; }
uint64_t sets_bytes(const Sets *sets) {
    return pool_bytes(&sets->pool) + (uint64_t)sets->window_capacity * sizeof *sets->windows;
}
uint64_t sets_growth(const Sets *sets) { return pool_growth(&sets->pool); }

void sets_key_range(const Sets *sets, uint32_t *lowest, uint32_t *range) {
    *lowest = sets->base;
    *range = sets->range;
}

/* ---- windows ---- */

/* Makes the window reach the words [low, high). */
static SetsState widen(Sets *sets, Window *window, uint32_t low, uint32_t high) {
    Window old = *window;
    bool grows_down = old.words && low < old.first;
    if (old.words) {
        if (old.first < low) low = old.first;
        if (old.first + old.words > high) high = old.first + old.words;
    }
    if (high - low > WINDOW_MOST) return SETS_GIVE_UP;
    uint32_t size = pool_size(high - low), at = 0;
    PoolState state = pool_take(&sets->pool, size, old.words, sets_words_at_most(sets), &at);
    if (state != POOL_FINE) return state == POOL_NEEDS_ROOM ? SETS_NEED_ROOM : SETS_GIVE_UP;
    memset(sets->pool.words + at, 0, size * sizeof *sets->pool.words);
    window->at = at;
    window->words = size;
    window->first = grows_down && high >= size ? high - size : low; /* room to spare where it grows */
    if (!old.words) return SETS_FINE;
    memcpy(sets->pool.words + at + (old.first - window->first), sets->pool.words + old.at,
           old.words * sizeof *sets->pool.words);
    pool_leave(&sets->pool, old.at, old.words);
    return SETS_FINE;
}

/* Makes room for the window of this rank. */
static bool reach_key(Sets *sets, uint32_t rank) {
    uint32_t low = rank, high = rank;
    if (sets->range) {
        if (sets->base < low) low = sets->base;
        if (sets->base + (sets->range - 1) > high) high = sets->base + (sets->range - 1);
    }
    uint64_t range = (uint64_t)high - low + 1;
    if (!sets_may_have_windows(sets, range)) return false;
    if (range > sets->window_capacity) {
        uint64_t larger = range + range / 2 + 16;
        sets->window_capacity = larger < NO_WINDOW ? (uint32_t)larger : NO_WINDOW;
        sets->windows = mem_resize(sets->windows, sets->window_capacity * sizeof *sets->windows);
    }
    uint32_t shift = sets->range ? sets->base - low : 0, room = sets->window_capacity - (uint32_t)range;
    if (shift) { /* downwards: leave some of the room below for what may come */
        uint32_t spare = room < low ? room : low;
        shift += spare;
        low -= spare;
        range += spare;
        memmove(sets->windows + shift, sets->windows, sets->range * sizeof *sets->windows);
        memset(sets->windows, 0, shift * sizeof *sets->windows);
    }
    memset(sets->windows + shift + sets->range, 0, (size_t)(range - shift - sets->range) * sizeof *sets->windows);
    sets->base = low;
    sets->range = (uint32_t)range;
    return true;
}

/* ---- adding ---- */

static Window *new_window(Sets *sets, Value key) {
    if (!reach_key(sets, sets->arity == 2 ? value_rank(key) : 0)) return NULL;
    return &sets->windows[sets_number_of(sets, key)];
}

/* NULL where the sets must be given up. */
static inline Window *window_for(Sets *sets, Value key) {
    uint32_t number = sets_number_of(sets, key);
    return number < sets->range ? &sets->windows[number] : new_window(sets, key);
}

/* The word of a rank, NULL where there is none: *state says why. */
static inline uint64_t *word_for(Sets *sets, Window *window, uint32_t rank, SetsState *state) {
    uint32_t word = rank / 64;
    if (word - window->first >= window->words && (*state = widen(sets, window, word, word + 1)) != SETS_FINE)
        return NULL;
    return &sets->pool.words[window->at + (word - window->first)];
}

static void ask_for_rows(const Sets *sets, const Value *rows, uint32_t count) {
    const uint32_t arity = sets->arity, key = sets->key, value = sets->value;
    if (sets->range == 0) return;
    if (arity == 2)
        for (uint32_t i = 0; i < count; i++) {
            uint32_t number = sets_number_of(sets, rows[(size_t)i * arity + key]);
            __builtin_prefetch(&sets->windows[number < sets->range ? number : 0]);
        }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = sets_number_of(sets, rows[(size_t)i * arity + key]);
        if (number >= sets->range) continue;
        const Window *window = &sets->windows[number];
        uint32_t word = value_rank(rows[(size_t)i * arity + value]) / 64 - window->first;
        if (word < window->words) __builtin_prefetch(&sets->pool.words[window->at + word], 1);
    }
}

/* A branch measures itself by what all have added and taken. */
static void tell_trunk(Sets *sets, uint32_t added) {
    if (!sets->trunk) return;
    sets->count = sets->trunk->count + atomic_fetch_add(&sets->trunk->shared_count, added) + added;
    pool_tell(&sets->pool);
}

uint32_t sets_add_rows(Sets *sets, const Value *rows, uint32_t count, Value *fresh, uint32_t *added) {
    const uint32_t arity = sets->arity, key = sets->key, value = sets->value;
    uint32_t made = 0, i = 0;
    for (; i < count; i++) {
        if (i % CHUNK == 0) ask_for_rows(sets, rows + (size_t)i * arity, count - i < CHUNK ? count - i : CHUNK);
        const Value *row = rows + (size_t)i * arity;
        uint32_t rank = value_rank(row[value]);
        Window *window = window_for(sets, row[key]);
        SetsState state;
        uint64_t *word = window ? word_for(sets, window, rank, &state) : NULL;
        if (!word) break;
        uint64_t bit = UINT64_C(1) << rank % 64, old = *word;
        *word = old | bit;
        fresh[0] = row[0]; /* stays only if the row is new */
        if (arity == 2) fresh[1] = row[1];
        uint32_t is_new = !(old & bit);
        fresh += is_new ? arity : 0;
        made += is_new;
    }
    *added = made;
    tell_trunk(sets, made);
    return i;
}

/* The window of a key is looked for once where its rows lie together. */
static uint32_t put_some(Sets *sets, const Value *rows, uint32_t count) {
    const uint32_t arity = sets->arity, key = sets->key, value = sets->value;
    const Value *row = rows;
    Window *window = NULL;
    uint32_t i = 0;
    ask_for_rows(sets, rows, count);
    for (; i < count; i++, row += arity) {
        if (!window || row[key] != (row - arity)[key]) window = window_for(sets, row[key]);
        uint32_t rank = value_rank(row[value]);
        SetsState state;
        uint64_t *word = window ? word_for(sets, window, rank, &state) : NULL;
        if (!word) break;
        *word |= UINT64_C(1) << rank % 64;
    }
    return i;
}

uint32_t sets_put_rows(Sets *sets, const Value *rows, uint32_t count) {
    uint32_t done = 0;
    while (done < count) {
        uint32_t size = count - done < CHUNK ? count - done : CHUNK;
        uint32_t some = put_some(sets, rows + (size_t)done * sets->arity, size);
        sets_note(sets, some);
        done += some;
        if (some < size) break;
    }
    return done;
}

static inline Value *put(const Sets *sets, Value *fresh, Value key, Value v) {
    if (sets->arity == 1) {
        *fresh = v;
        return fresh + 1;
    }
    fresh[sets->key] = key;
    fresh[sets->value] = v;
    return fresh + 2;
}

/* The hot loop: rows are written whether they are new or not, and stay only if they are. */
static inline SetsState unite_list(Sets *sets, Window *window, Value key, const Value *values, size_t stride,
                                   uint32_t count, bool has_key, Value **fresh) {
    const uint32_t key_at = sets->key, value_at = has_key ? sets->value : 0;
    uint64_t *bits = sets->pool.words + window->at;
    uint32_t first = window->first, words = window->words;
    Value *to = *fresh;
    SetsState state = SETS_FINE;
    for (uint32_t i = 0; i < count; i++) {
        Value v = values[i * stride];
        uint32_t rank = value_rank(v), word = rank / 64;
        if (word - first >= words) {
            state = widen(sets, window, word, word + 1);
            if (state != SETS_FINE) break;
            bits = sets->pool.words + window->at;
            first = window->first;
            words = window->words;
        }
        uint64_t bit = UINT64_C(1) << rank % 64, old = bits[word - first];
        bits[word - first] = old | bit;
        if (has_key) to[key_at] = key;
        to[value_at] = v;
        to += old & bit ? 0 : 1 + has_key;
    }
    *fresh = to;
    return state;
}

static SetsState unite_window(Sets *sets, Window *window, Value key, const Sets *from, Window source, Value **fresh) {
    const uint64_t *bits = from->pool.words + source.at;
    while (source.words && !bits[source.words - 1]) source.words--;
    while (source.words && !*bits) bits++, source.first++, source.words--;
    if (!source.words) return SETS_FINE;
    if (source.first < window->first || source.first + source.words > window->first + window->words) {
        SetsState state = widen(sets, window, source.first, source.first + source.words);
        if (state != SETS_FINE) return state;
    }
    uint64_t *known = sets->pool.words + window->at + (source.first - window->first);
    for (uint32_t w = 0; w < source.words; w++) {
        uint64_t new = bits[w] & ~known[w];
        known[w] |= new;
        for (; new; new &= new - 1)
            *fresh = put(sets, *fresh, key, value_rank((source.first + w) * 64 + (uint32_t)__builtin_ctzll(new)));
    }
    return SETS_FINE;
}

uint64_t set_most(const SetSource *source, uint32_t begin, uint32_t end, uint64_t room) {
    if (source->values) return end - begin;
    if (begin == NO_WINDOW) return 0;
    const Window *window = &source->sets->windows[begin];
    uint64_t most = (uint64_t)window->words * 64;
    if (most <= room) return most;
    most = 0;
    for (uint32_t w = 0; w < window->words; w++)
        most += (uint32_t)__builtin_popcountll(source->sets->pool.words[window->at + w]);
    return most;
}

uint64_t set_visits(const Sets *sets, uint32_t window) {
    return window == NO_WINDOW ? 1 : sets->windows[window].words + 1;
}

SetsState sets_unite(Sets *sets, Value key, const SetSource *source, uint32_t begin, uint32_t end, Value *fresh,
                     uint32_t *added) {
    Value *at = fresh;
    Window *window = window_for(sets, key);
    SetsState state = window ? SETS_FINE : SETS_GIVE_UP;
    if (window && source->values)
        state = unite_list(sets, window, key, source->values + (size_t)begin * source->stride, source->stride,
                           end - begin, sets->arity == 2, &at);
    else if (window && begin != NO_WINDOW)
        state = unite_window(sets, window, key, source->sets, source->sets->windows[begin], &at);
    *added = (uint32_t)((at - fresh) / sets->arity);
    tell_trunk(sets, *added);
    return state;
}

static SetsState unite_lists(Sets *sets, const Value *keys, const SetSource *source, const uint32_t *begin,
                             const uint32_t *end, uint32_t count, Value **fresh, const Value *limit, uint32_t *done) {
    const bool has_key = sets->arity == 2;
    SetsState state = SETS_FINE;
    uint32_t i = 0;
    for (; i < count; i++) {
        uint32_t size = end[i] - begin[i];
        if ((uint64_t)size << has_key > (uint64_t)(limit - *fresh)) break;
        Window *window = window_for(sets, has_key ? keys[i] : 0);
        const Value *values = source->values + (size_t)begin[i] * source->stride;
        if (!window)
            state = SETS_GIVE_UP;
        else if (has_key)
            state = unite_list(sets, window, keys[i], values, source->stride, size, true, fresh);
        else
            state = unite_list(sets, window, 0, values, source->stride, size, false, fresh);
        if (state != SETS_FINE) break;
    }
    *done = i;
    return state;
}

static SetsState unite_windows(Sets *sets, const Value *keys, const SetSource *source, const uint32_t *begin,
                               const uint32_t *end, uint32_t count, Value **fresh, const Value *limit, uint32_t *done) {
    SetsState state = SETS_FINE;
    uint32_t i = 0;
    for (; i < count; i++) {
        uint64_t room = (uint64_t)(limit - *fresh) / sets->arity;
        if (begin[i] == NO_WINDOW) continue;
        if (set_most(source, begin[i], end[i], room) > room) break;
        Window *window = window_for(sets, keys ? keys[i] : 0);
        state = window ? unite_window(sets, window, keys ? keys[i] : 0, source->sets, source->sets->windows[begin[i]],
                                      fresh)
                       : SETS_GIVE_UP;
        if (state != SETS_FINE) break;
    }
    *done = i;
    return state;
}

uint32_t sets_unite_many(Sets *sets, const Value *keys, const SetSource *source, const uint32_t *begin,
                         const uint32_t *end, uint32_t count, Value *fresh, uint64_t room, uint32_t *added,
                         SetsState *state) {
    const Value *limit = fresh + room * sets->arity;
    Value *to = fresh;
    uint32_t done;
    *state = source->values ? unite_lists(sets, keys, source, begin, end, count, &to, limit, &done)
                            : unite_windows(sets, keys, source, begin, end, count, &to, limit, &done);
    *added = (uint32_t)((to - fresh) / sets->arity);
    tell_trunk(sets, *added);
    return done;
}

void sets_note(Sets *sets, uint64_t added) { sets->count += added; }

void sets_remove_rows(Sets *sets, const Value *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++, rows += sets->arity) {
        const Window *window = &sets->windows[sets_number_of(sets, rows[sets->key])];
        uint32_t rank = value_rank(rows[sets->value]);
        sets->pool.words[window->at + (rank / 64 - window->first)] &= ~(UINT64_C(1) << rank % 64);
    }
}

/* ---- for several threads ---- */

static void make_branches(Sets *sets, uint32_t count) {
    if (sets->branch_count >= count) return;
    sets->branches = mem_resize(sets->branches, count * sizeof *sets->branches);
    for (; sets->branch_count < count; sets->branch_count++) sets->branches[sets->branch_count] = (Sets){0};
}

static void join_branches(Sets *sets) {
    for (uint32_t i = 0; i < sets->branch_count; i++) {
        Sets *branch = &sets->branches[i];
        branch->arity = sets->arity, branch->key = sets->key, branch->value = sets->value;
        branch->base = sets->base, branch->range = sets->range;
        branch->windows = sets->windows;
        branch->window_capacity = sets->window_capacity;
        branch->count = sets->count + sets->shared_count;
        branch->expected = sets->expected;
        branch->trunk = sets;
        pool_join(&branch->pool, &sets->pool);
    }
}

bool sets_share(Sets *sets, Value lowest, Value highest, uint32_t branches) {
    if (!window_for(sets, lowest) || !window_for(sets, highest)) return false;
    pool_share(&sets->pool, sets->pool.used / 4 + ROOM_TO_SHARE); /* so that they seldom stop for want of it */
    make_branches(sets, branches);
    join_branches(sets);
    return true;
}

Sets *sets_branch(Sets *sets, uint32_t number) { return &sets->branches[number]; }

bool sets_need_room(const Sets *sets) { return sets->pool.wanted > 0; }

void sets_make_room(Sets *sets) {
    pool_give_room(&sets->pool);
    if (sets->pool.is_shared) join_branches(sets);
}

void sets_end_share(Sets *sets) {
    pool_end_share(&sets->pool);
    sets->shared_count = 0;
}
