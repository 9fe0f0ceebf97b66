/* The kernel of bulk aggregates.
 *
 * Keys are hashed column by column for a whole block, slots are asked for before they are looked at, and then each
 * binding's group is known by number; what is folded is one loop over numbers.  A slot's bits that the number of a
 * group leaves over are bits of the hash, so that a group's key is seldom fetched in vain.  Sums are kept in 64 bits:
 * where that is too little, or a value is no integer, the tally refuses, and rows in a table are folded with all the
 * care that needs. */
#include "runtime/eval/tally.h"

#include <assert.h>

#include "runtime/store/groups.h"
#include "runtime/store/hash.h"

#define GROUPS_MOST (UINT32_C(1) << 31)
enum { CHUNK = 128 };          /* keys looked for at a time: what is fetched for them stays in the nearest cache */
enum { EXACT_SIZE = 1 << 22 }; /* so many small integers add up to less than 2^53, whatever their order */

Tally tally_begin(const Values *values, const Rule *fold) {
    return (Tally){.aggregate = fold->aggregate, .key_count = fold->group_count, .values = values};
}

void tally_clear(Tally *tally) {
    mem_free(tally->block);
    *tally = (Tally){0};
}

static bool is_extreme(const Tally *tally) { return tally->aggregate == AGG_MIN || tally->aggregate == AGG_MAX; }

void tally_empty(Tally *tally) {
    tally->group_count = 0;
    tally->binding_count = 0;
    if (tally->slot_count) memset(tally->slots, 0xFF, tally->slot_count * sizeof *tally->slots);
}

/* ---- groups ---- */

static bool same_key(const Tally *tally, uint32_t group, const Value *const *columns, uint32_t i) {
    const Value *key = tally->keys + (size_t)group * tally->key_count;
    for (uint32_t k = 0; k < tally->key_count; k++)
        if (key[k] != columns[k][i]) return false;
    return true;
}

/* Two columns at a time. */
static uint64_t hash_of_group(const Tally *tally, uint32_t group) {
    const Value *key = tally->keys + (size_t)group * tally->key_count;
    uint64_t h = 0;
    uint32_t k = 0;
    for (; k + 1 < tally->key_count; k += 2) h = hash_fold(h + (key[k] | (uint64_t)key[k + 1] << 32));
    return k < tally->key_count ? hash_fold(h + key[k]) : h;
}

static void hash_keys(const Tally *tally, const Value *const *columns, uint32_t count, uint64_t *hashes) {
    uint32_t k = 0;
    memset(hashes, 0, count * sizeof *hashes);
    for (; k + 1 < tally->key_count; k += 2)
        for (uint32_t i = 0; i < count; i++)
            hashes[i] = hash_fold(hashes[i] + (columns[k][i] | (uint64_t)columns[k + 1][i] << 32));
    for (uint32_t i = 0; i < count && k < tally->key_count; i++) hashes[i] = hash_fold(hashes[i] + columns[k][i]);
}

static void fill_slots(Tally *tally) {
    uint64_t mask = tally->slot_count - 1;
    memset(tally->slots, 0xFF, tally->slot_count * sizeof *tally->slots);
    for (uint32_t g = 0; g < tally->group_count; g++) {
        uint64_t hash = hash_of_group(tally, g), slot = hash >> tally->shift;
        while (tally->slots[slot] != NO_ID) slot = (slot + 1) & mask;
        tally->slots[slot] = ((uint32_t)hash & tally->marks) | g;
    }
}

/* Bytes of a group, its slot left out. */
static uint64_t group_bytes(const Tally *tally) {
    uint64_t numbers = is_extreme(tally) ? sizeof(Value) : tally->aggregate == AGG_AVG ? 16 : 8;
    return tally->key_count * sizeof(Value) + numbers;
}

/* Groups to make room for.  Where most bindings bring one of their own, more will come: entering them anew is dear. */
static uint64_t groups_ahead(const Tally *tally, uint64_t need) {
    bool is_new_mostly =
        (uint64_t)tally->group_count * 4 > tally->binding_count * 3 && tally->group_count > TALLY_BLOCK;
    uint64_t ahead = is_new_mostly && !tally->is_tight ? need * 8 : need;
    return tally->most && ahead > tally->most ? (tally->most > need ? tally->most : need) : ahead;
}

/* As many as there may be before there are more slots. */
static uint32_t capacity_of(const Tally *tally, uint64_t slot_count) {
    uint64_t capacity = tally->key_count ? slot_count / 4 * 3 : 1;
    return (uint32_t)(capacity < UINT32_MAX ? capacity : UINT32_MAX);
}

/* Takes some bytes off the block at hand, and brings over what was in use. */
static void *take_part(char **at, size_t bytes, const void *known, size_t used) {
    void *part = *at;
    *at += bytes;
    if (used) memcpy(part, known, used);
    return part;
}

/* One block for all: not realloc, which copies what is not in use yet; and the allocator gives the same pages to the
 * next tally, where it returns many blocks to the system one by one.
 * What is widest comes first, so that all is aligned. */
static void move_to_block(Tally *tally, size_t bytes) {
    char *block = mem_alloc(bytes + 1), *at = block;
    size_t used = tally->group_count, room = tally->capacity, key = tally->key_count * sizeof(Value);
    if (!is_extreme(tally)) tally->totals = take_part(&at, room * 8, tally->totals, used * 8);
    if (tally->aggregate == AGG_AVG) tally->sizes = take_part(&at, room * 8, tally->sizes, used * 8);
    if (is_extreme(tally))
        tally->extremes = take_part(&at, room * sizeof(Value), tally->extremes, used * sizeof(Value));
    tally->keys = take_part(&at, room * key, tally->keys, used * key);
    tally->slots = (uint32_t *)at;
    mem_free(tally->block);
    tally->block = block;
}

static uint64_t block_bytes(const Tally *tally, uint64_t slot_count) {
    return slot_count * sizeof *tally->slots + capacity_of(tally, slot_count) * group_bytes(tally);
}

static void room_for_groups(Tally *tally, uint32_t more) {
    uint64_t need = (uint64_t)tally->group_count + more;
    if (need <= tally->capacity) return;
    tally->slot_count = tally->key_count ? slots_for(groups_ahead(tally, need), &tally->shift) : 0;
    tally->marks = (uint32_t) ~(tally->slot_count - 1);
    tally->capacity = capacity_of(tally, tally->slot_count);
    move_to_block(tally, block_bytes(tally, tally->slot_count));
    if (tally->key_count) fill_slots(tally);
}

uint64_t tally_growth(const Tally *tally, uint32_t count) {
    uint64_t need = (uint64_t)tally->group_count + (tally->key_count ? count : 1);
    uint32_t shift;
    if (need <= tally->capacity) return 0;
    uint64_t slot_count = tally->key_count ? slots_for(groups_ahead(tally, need), &shift) : 0;
    return block_bytes(tally, slot_count);
}

/* A group without a key and of no values. */
static uint32_t add_group(Tally *tally) {
    uint32_t group = tally->group_count++;
    if (tally->totals) tally->totals[group] = 0;
    if (tally->sizes) tally->sizes[group] = 0;
    return group;
}

static uint32_t new_group(Tally *tally, const Value *const *columns, uint32_t i) {
    uint32_t group = add_group(tally);
    Value *key = tally->keys + (size_t)group * tally->key_count;
    for (uint32_t k = 0; k < tally->key_count; k++) {
        assert(columns[k]);
        key[k] = columns[k][i];
    }
    if (tally->extremes) {
        assert(columns[tally->key_count]);
        tally->extremes[group] = columns[tally->key_count][i];
    }
    return group;
}

static uint32_t find_group(Tally *tally, uint64_t hash, const Value *const *columns, uint32_t i) {
    const uint64_t mask = tally->slot_count - 1;
    const uint32_t marks = tally->marks, mark = (uint32_t)hash & marks;
    uint64_t slot = hash >> tally->shift;
    for (uint32_t entry; (entry = tally->slots[slot]) != NO_ID; slot = (slot + 1) & mask)
        if ((entry & marks) == mark && same_key(tally, entry & ~marks, columns, i)) return entry & ~marks;
    uint32_t group = new_group(tally, columns, i);
    tally->slots[slot] = mark | group;
    return group;
}

/* Fetches the key of the group that the slot names, and what is counted of it, if that may be the one. */
static void ask_for_group(const Tally *tally, uint64_t hash) {
    uint32_t entry = tally->slots[hash >> tally->shift], group = entry & ~tally->marks;
    if (entry == NO_ID || (entry & tally->marks) != ((uint32_t)hash & tally->marks)) return;
    __builtin_prefetch(tally->keys + (size_t)group * tally->key_count);
    if (tally->totals) __builtin_prefetch(&tally->totals[group], 1);
}

/* The number of each binding's group. */
static void number_groups(Tally *tally, const Value *const *columns, uint32_t count, uint32_t *group_of) {
    uint64_t hashes[TALLY_BLOCK];
    hash_keys(tally, columns, count, hashes);
    for (uint32_t from = 0; from < count; from += CHUNK) {
        uint32_t end = count - from < CHUNK ? count : from + CHUNK;
        for (uint32_t i = from; i < end; i++) __builtin_prefetch(&tally->slots[hashes[i] >> tally->shift], 1);
        for (uint32_t i = from; i < end; i++) ask_for_group(tally, hashes[i]);
        for (uint32_t i = from; i < end; i++) group_of[i] = find_group(tally, hashes[i], columns, i);
    }
}

void tally_divide(const Tally *tally, const Value *const *columns, uint32_t count, uint32_t bits, uint8_t *part_of) {
    uint64_t hashes[TALLY_BLOCK];
    const uint32_t mask = (UINT32_C(1) << bits) - 1;
    hash_keys(tally, columns, count, hashes);
    for (uint32_t i = 0; i < count; i++) part_of[i] = (uint8_t)(hashes[i] & mask);
}

void tally_move(Tally *to, const Tally *from, uint32_t group) {
    const Value *key = from->keys + (size_t)group * from->key_count, *columns[65];
    for (uint32_t k = 0; k < from->key_count; k++) columns[k] = key + k;
    columns[from->key_count] = is_extreme(from) ? &from->extremes[group] : NULL;
    assert(to->key_count == from->key_count && is_extreme(to) == is_extreme(from));
    room_for_groups(to, 1);
    uint32_t moved = find_group(to, hash_of_group(from, group), columns, 0);
    if (to->totals) to->totals[moved] = from->totals[group];
    if (to->sizes) to->sizes[moved] = from->sizes[group];
}

/* ---- folding ---- */

static bool add_numbers(Tally *tally, const Value *column, const uint32_t *group_of, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        int64_t number = value_small_int(column[i]), *total = &tally->totals[group_of[i]];
        if (!value_is_small_int(column[i])) {
            if (tally->aggregate == AGG_AVG || value_kind(tally->values, column[i]) != KIND_INT) return false;
            number = value_to_int(tally->values, column[i]);
        }
        if (__builtin_add_overflow(*total, number, total)) return false;
        if (tally->sizes) tally->sizes[group_of[i]]++;
    }
    return true;
}

static void keep_extremes(Tally *tally, const Value *column, const uint32_t *group_of, uint32_t count) {
    bool is_least = tally->aggregate == AGG_MIN;
    for (uint32_t i = 0; i < count; i++) {
        Value *best = &tally->extremes[group_of[i]];
        int order = value_order(tally->values, column[i], *best);
        if (is_least ? order < 0 : order > 0) *best = column[i];
    }
}

void tally_count(Tally *tally, uint64_t count) {
    if (count == 0) return;
    room_for_groups(tally, tally->group_count == 0);
    if (tally->group_count == 0) add_group(tally);
    tally->totals[0] += (int64_t)count;
    tally->binding_count += count;
}

/* The number of each binding's group, also where there is but one. */
static void find_groups(Tally *tally, const Value *const *columns, uint32_t count, uint32_t *group_of) {
    room_for_groups(tally, tally->key_count ? count : tally->group_count == 0);
    if (tally->key_count) {
        number_groups(tally, columns, count, group_of);
        return;
    }
    if (tally->group_count == 0) new_group(tally, columns, 0);
    memset(group_of, 0, count * sizeof *group_of);
}

/* The first bindings of the groups from `next` on, which come up in their order. */
static void note_firsts(const Tally *tally, uint32_t next, const uint32_t *group_of, uint32_t *firsts) {
    for (uint32_t i = 0; next < tally->group_count; i++) {
        *firsts = i;
        firsts += group_of[i] == next;
        next += group_of[i] == next;
    }
}

bool tally_add(Tally *tally, const Value *const *columns, uint32_t count) {
    return tally_add_noting(tally, columns, count, NULL);
}

bool tally_add_noting(Tally *tally, const Value *const *columns, uint32_t count, uint32_t *firsts) {
    uint32_t group_of[TALLY_BLOCK], groups_before = tally->group_count;
    const Value *column = columns[tally->key_count];
    if (count == 0) return true;
    if (tally->group_count > GROUPS_MOST) return false;
    if (tally->key_count == 0 && tally->aggregate == AGG_COUNT) {
        tally_count(tally, count);
        return true;
    }
    tally->binding_count += count;
    find_groups(tally, columns, count, group_of);
    if (firsts) note_firsts(tally, groups_before, group_of, firsts);
    if (is_extreme(tally)) {
        keep_extremes(tally, column, group_of, count);
        return true;
    }
    if (tally->aggregate != AGG_COUNT) return add_numbers(tally, column, group_of, count);
    for (uint32_t i = 0; i < count; i++) tally->totals[group_of[i]]++;
    return true;
}

/* ---- from elsewhere ---- */

/* Keys of groups as columns; room has space for them. */
static void turn_keys(const Tally *from, uint32_t first, uint32_t count, Value *room, const Value **columns) {
    uint32_t width = from->key_count;
    for (uint32_t k = 0; k < width; k++) {
        const Value *keys = from->keys + (size_t)first * width + k;
        for (uint32_t i = 0; i < count; i++) room[(size_t)k * count + i] = keys[(size_t)i * width];
        columns[k] = room + (size_t)k * count;
    }
}

static bool add_totals(Tally *tally, const Tally *from, uint32_t first, const uint32_t *group_of, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        int64_t *total = &tally->totals[group_of[i]];
        if (__builtin_add_overflow(*total, from->totals[first + i], total)) return false;
        if (tally->sizes) tally->sizes[group_of[i]] += from->sizes[first + i];
    }
    return true;
}

bool tally_merge(Tally *tally, const Tally *from, uint32_t first_group, uint32_t count) {
    uint32_t group_of[TALLY_BLOCK];
    const Value *columns[TALLY_COLUMNS];
    assert(tally->key_count == from->key_count && is_extreme(tally) == is_extreme(from));
    if (tally->group_count > GROUPS_MOST) return false;
    Value *room = mem_alloc((size_t)from->key_count * count * sizeof *room + 1);
    turn_keys(from, first_group, count, room, columns);
    columns[from->key_count] = is_extreme(from) ? from->extremes + first_group : NULL;
    find_groups(tally, columns, count, group_of);
    mem_free(room);
    if (!is_extreme(from)) return add_totals(tally, from, first_group, group_of, count);
    keep_extremes(tally, from->extremes + first_group, group_of, count);
    return true;
}

/* ---- results ---- */

bool tally_result(const Tally *tally, Values *values, uint32_t group, Value *result) {
    if (is_extreme(tally)) {
        *result = tally->extremes[group];
    } else if (tally->aggregate == AGG_AVG) {
        if (tally->sizes[group] > EXACT_SIZE) return false;
        *result = value_float(values, (double)tally->totals[group] / (double)tally->sizes[group]);
    } else {
        *result = value_int(values, tally->totals[group]);
    }
    return true;
}

void tally_note_range(const Tally *tally, Value *low, Value *high) {
    for (uint32_t g = 0; g < tally->group_count; g++) {
        *low = tally->keys[g] < *low ? tally->keys[g] : *low;
        *high = tally->keys[g] > *high ? tally->keys[g] : *high;
    }
}

/* False if it is yet to be made. */
static inline bool result_at_hand(const Tally *tally, uint32_t group, Value *result) {
    if (is_extreme(tally)) {
        *result = tally->extremes[group];
        return true;
    }
    int64_t total = tally->totals[group];
    *result = value_of_small_int(total);
    return tally->aggregate != AGG_AVG && int_is_small(total);
}

bool tally_write(const Tally *tally, uint32_t from, uint32_t to, const uint32_t *numbers, const uint32_t *order,
                 Value *rows) {
    const uint32_t width = tally->key_count;
    const Value *key = tally->keys + (size_t)from * width;
    bool is_complete = true;
    for (uint32_t g = from; g < to; g++) {
        Value *row = rows + (size_t)(order ? order[numbers[g]] : numbers[g]) * (width + 1);
        for (uint32_t k = 0; k < width; k++) row[k] = *key++;
        is_complete &= result_at_hand(tally, g, &row[width]);
    }
    return is_complete;
}

/* ORDER: Groups.  Rows of near keys are grouped by value (groups.c), others in the order in which keys come up. */
static uint32_t *find_order(const Tally *tally) {
    if (tally->key_count != 1 || tally->group_count == 0) return NULL;
    Value low = tally->keys[0], high = low;
    tally_note_range(tally, &low, &high);
    if (!groups_are_near(low, high, tally->binding_count)) return NULL;
    size_t span = (size_t)(high - low) + 1;
    uint32_t *order = mem_alloc(span * sizeof *order), count = 0;
    memset(order, 0xFF, span * sizeof *order);
    for (uint32_t g = 0; g < tally->group_count; g++) order[tally->keys[g] - low] = g;
    for (size_t v = 0; v < span; v++)
        if (order[v] != NO_ID) order[count++] = order[v];
    return order;
}

bool tally_finish(const Tally *tally, Values *values, Value *rows) {
    uint32_t *order = find_order(tally), width = tally->key_count + 1;
    bool is_exact = true;
    for (uint32_t i = 0; i < tally->group_count && is_exact; i++, rows += width) {
        uint32_t group = order ? order[i] : i;
        const Value *key = tally->keys + (size_t)group * tally->key_count;
        for (uint32_t k = 0; k < tally->key_count; k++) rows[k] = key[k];
        is_exact = tally_result(tally, values, group, &rows[width - 1]);
    }
    mem_free(order);
    return is_exact;
}
