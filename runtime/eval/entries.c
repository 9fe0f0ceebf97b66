/* What all workers keep for a part, in the order of keys.
 *
 * Keys of a part lie near each other, so a counting sort puts its entries in order; those of a key stay as the pieces
 * had them.  Then the window of a key is filled at one go, and new rows need no sorting,
 * which are more than entries. */
#include "runtime/eval/team_internal.h"

typedef struct {
    uint32_t count, lowest, highest; /* ranks */
} Ranks;

/* What keys of a part may be: its range, but for the first and the last, which have the keys outside of all ranges. */
static Ranks ranks_of(const Team *p, uint32_t part) {
    const KeyRanges *ranges = &p->ranges;
    Ranks ranks = {.lowest = ranges->base + (part << ranges->shift)};
    ranks.highest = ranks.lowest + ((UINT32_C(1) << ranges->shift) - 1);
    if (ranks.highest < ranks.lowest) ranks.highest = UINT32_MAX; /* the last range may go on behind all ranks */
    for (uint32_t i = 0; i < p->member_count; i++) {
        const Outbox *box = &p->members[i].outbox;
        ranks.count += outbox_word_count(p, box, part) / p->width;
        if (part == 0 && box->lowest < ranks.lowest) ranks.lowest = box->lowest;
        if (part + 1 == ranges->count && box->highest > ranks.highest) ranks.highest = box->highest;
    }
    return ranks;
}

/* places[k]: where the entries of the rank lowest + k begin. */
static void find_places(const Team *p, uint32_t part, Ranks ranks, uint32_t *places) {
    memset(places, 0, ((size_t)ranks.highest - ranks.lowest + 2) * sizeof *places);
    for (Passage some = {0}; outbox_next(p, part, &some);) {
        for (uint32_t at = 0; at < some.count; at += p->width) places[value_rank(some.words[at]) - ranks.lowest + 1]++;
    }
    for (uint32_t k = 0; k < ranks.highest - ranks.lowest; k++) places[k + 1] += places[k];
}

static void put_entries(const Team *p, uint32_t part, Ranks ranks, uint32_t *places, Entries *entries) {
    uint32_t next = 0;
    for (Passage some = {0}; outbox_next(p, part, &some);) {
        for (uint32_t at = 0; at < some.count; at += p->width) {
            uint32_t to = places ? places[value_rank(some.words[at]) - ranks.lowest]++ : next++;
            entries->keys[to] = some.words[at];
            entries->begin[to] = some.words[at + 1];
            entries->end[to] = some.words[at + 2];
        }
    }
}

Entries part_entries(const Team *p, uint32_t part, Member *member) {
    Ranks ranks = ranks_of(p, part);
    bool is_sorted = ranks.count && ranks.highest - ranks.lowest < ranks.count * UINT64_C(4);
    size_t places = is_sorted ? (size_t)ranks.highest - ranks.lowest + 2 : 0;
    vec_reserve(&member->room, (size_t)ranks.count * 3 + places);
    uint32_t *room = member->room.items;
    Entries entries = {room, room + ranks.count, room + ranks.count * UINT64_C(2), ranks.count, is_sorted};
    room += (size_t)ranks.count * 3;
    if (is_sorted) find_places(p, part, ranks, room);
    put_entries(p, part, ranks, is_sorted ? room : NULL, &entries);
    return entries;
}
