/* Sets of values by key: the rows of a relation of one or two columns as bits.
 *
 * Of a relation p(K, V) each key K has a window, a stretch of 64-bit words that reaches from the lowest of its values
 * to the highest; of p(V) there is one window.  Where values lie near each other, as numbers and symbols that were read
 * together do, a row costs a few bits, whether one is known is asked of one word, and one set is added to another 64
 * values at a time.  Where they do not, windows are mostly empty:
 * then the sets give up, and their owner uses a hash. */
#ifndef HENCE_SETS_H
#define HENCE_SETS_H

#include "lang/base/value.h"

typedef struct Sets Sets;
typedef struct SetSource SetSource;

/* Values in an order that puts small integers, negative ones too, side by side.  Its own inverse.  UINT32_MAX is the
 * rank of no value: it would be that of the 2^29th wide one. */
static inline uint32_t value_rank(Value v) { return v ^ (v >> 2 & UINT32_C(0x20000000)); }

/* Of rows with `arity` columns, of which `key` is the key and the other one the value; arity 1 has no key.
 * `expected` rows are to come: until they are there, memory is measured by them. */
Sets *sets_new(uint32_t arity, uint32_t key, uint64_t expected);
void sets_free(Sets *sets);            /* NULL is fine */
uint64_t sets_count(const Sets *sets); /* values in all sets */
uint64_t sets_bytes(const Sets *sets);
void sets_key_range(const Sets *sets, uint32_t *lowest, uint32_t *range); /* ranks of keys that may have values */
/* Whether they are small enough to be kept, by what is in them;
 * looked through anew only when they have grown by a quarter. */
bool sets_are_worth(Sets *sets);
uint64_t sets_growth(const Sets *sets); /* bytes it may take more at the next step */

/* Before anything is added: windows for just these rows, distinct ones, and the rows in them, which are counted.  False
 * if they are not worth it: the sets must be given up. */
bool sets_fill(Sets *sets, const Value *rows, uint32_t count);

/* Adds rows, one behind the other; copies those that are new to `fresh`, which has room for all of them; how many is in
 * *added, and for the caller to count (sets_note).  Gives how many rows were looked at: fewer than count where the sets
 * must be given up, or while they are shared need room (sets_need_room). */
uint32_t sets_add_rows(Sets *sets, const Value *rows, uint32_t count, Value *fresh, uint32_t *added);
void sets_note(Sets *sets, uint64_t added);
/* Adds rows that are known to be new, and counts them; the same is given.  Not while the sets are shared. */
uint32_t sets_put_rows(Sets *sets, const Value *rows, uint32_t count);
/* Takes back rows that were added and not counted yet. */
void sets_remove_rows(Sets *sets, const Value *rows, uint32_t count);

/* Many sets, each to be added to that of a key.  A list: values[begin * stride], ... up to end.  Or, without values,
 * the set of the window `begin` in `sets`. */
struct SetSource {
    const Value *values;
    uint32_t stride;
    const Sets *sets;
};
/* A bound on its values: a cheap one if that is at most `room`, else the exact number. */
uint64_t set_most(const SetSource *source, uint32_t begin, uint32_t end, uint64_t room);

/* About how much is to be gone through to add a window. */
uint64_t set_visits(const Sets *sets, uint32_t window);

/* Adds a set to that of key (arity 1: to the one there is).  New rows go to `fresh`, which has room for so many
 * (set_most); how many is in *added, and for the caller to count.
 * Unless all went well some of the set may have been added:
 * to do it again does no harm. */
typedef enum {
    SETS_FINE,
    SETS_NEED_ROOM, /* while they are shared: after sets_make_room it will go on */
    SETS_GIVE_UP    /* they would be too large */
} SetsState;
SetsState sets_unite(Sets *sets, Value key, const SetSource *source, uint32_t begin, uint32_t end, Value *fresh,
                     uint32_t *added);

/* The same for many sets: set i is added to that of keys[i] (NULL for arity 1).  `fresh` has room for `room` rows.
 * Gives how many were added whole; the next one would need more room (set_most), or *state says why not. */
uint32_t sets_unite_many(Sets *sets, const Value *keys, const SetSource *source, const uint32_t *begin,
                         const uint32_t *end, uint32_t count, Value *fresh, uint64_t room, uint32_t *added,
                         SetsState *state);

/* Several threads may unite at a time, each through a branch of its own, if no two of them at the same key, and keys
 * are among those named here.  False: the sets must be given up.  Branches are good until the share ends. */
bool sets_share(Sets *sets, Value lowest, Value highest, uint32_t branches); /* by value_rank */
Sets *sets_branch(Sets *sets, uint32_t number);
bool sets_need_room(const Sets *sets);
void sets_make_room(Sets *sets);
/* After that: whether all branches together have taken no more than one thread may, which would have given them up. */
bool sets_share_fits(const Sets *sets);
void sets_end_share(Sets *sets);

#define NO_WINDOW UINT32_MAX
/* The window of each key, NO_WINDOW where it has none.  keys may be NULL for arity 1. */
void sets_find(const Sets *sets, const Value *keys, uint32_t count, uint32_t *windows);
/* Bits of a set, from the rank first * 64 on. */
typedef struct {
    const uint64_t *bits;
    uint32_t first, words;
} BitView;
BitView window_view(const Sets *sets, uint32_t window);
static inline bool view_has(BitView view, Value v) {
    uint32_t rank = value_rank(v), word = rank / 64 - view.first;
    return word < view.words && (view.bits[word] >> rank % 64 & 1);
}
/* Values of a window from *from on, a rank, in the order of ranks; fills `out` with up to `most` and moves *from on.
 * Gives how many; fewer than most only at the end. */
uint32_t window_read(const Sets *sets, uint32_t window, uint32_t *from, Value *out, uint32_t most);

#endif
