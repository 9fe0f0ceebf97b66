/* The kernel of bulk aggregates.
 *
 * Keys are hashed column by column for a whole block, slots are asked for before they are looked at, and then each
 * binding's group is known by number; what is folded is one loop over numbers.  A slot holds half of the hash, so that a
 * group's key is seldom fetched in vain.  Sums are kept in 64 bits: where that is too little, or a value is no integer,
 * the tally refuses, and rows in a table are folded with all the care that needs. */
#include "runtime/eval/tally.h"

#include "runtime/store/groups.h"
#include "runtime/store/hash.h"

#define GROUPS_MOST (UINT32_C(1) << 31)
enum { EXACT_SIZE = 1 << 22 }; /* so many small integers add up to less than 2^53, whatever their order */

Tally tally_begin(const Values *values, const Rule *fold) {
    return (Tally){.aggregate = fold->aggregate, .key_count = fold->group_count, .values = values};
}

void tally_clear(Tally *tally) {
    mem_free(tally->keys);
    mem_free(tally->totals);
    mem_free(tally->sizes);
    mem_free(tally->extremes);
    mem_free(tally->slots);
    *tally = (Tally){0};
}

static bool is_extreme(const Tally *tally) { return tally->aggregate == AGG_MIN || tally->aggregate == AGG_MAX; }

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

static uint64_t slot_entry(uint64_t hash, uint32_t group) { return hash << 32 | group; }

static void grow_slots(Tally *tally, uint64_t count) {
    mem_free(tally->slots);
    tally->slots = NULL;
    tally->slot_count = slots_for(count, &tally->shift);
    tally->slots = mem_alloc(tally->slot_count * sizeof *tally->slots);
    use_large_pages(tally->slots, tally->slot_count * sizeof *tally->slots);
    memset(tally->slots, 0xFF, tally->slot_count * sizeof *tally->slots);
    uint64_t mask = tally->slot_count - 1;
    for (uint32_t g = 0; g < tally->group_count; g++) {
        uint64_t hash = hash_of_group(tally, g), slot = hash >> tally->shift;
        while (tally->slots[slot] != UINT64_MAX) slot = (slot + 1) & mask;
        tally->slots[slot] = slot_entry(hash, g);
    }
}

static uint32_t capacity_for(const Tally *tally, uint64_t need) {
    uint64_t larger = (uint64_t)tally->capacity + tally->capacity / 2 + 16;
    return (uint32_t)(larger < need ? need : larger < UINT32_MAX ? larger : UINT32_MAX);
}

/* Bytes of a group, its slot left out. */
static uint64_t group_bytes(const Tally *tally) {
    uint64_t numbers = is_extreme(tally) ? sizeof(Value) : tally->aggregate == AGG_AVG ? 16 : 8;
    return tally->key_count * sizeof(Value) + numbers;
}

/* Groups to make slots for.  Where most bindings bring one of their own, more will come: entering them anew is dear. */
static uint64_t groups_ahead(const Tally *tally, uint64_t need) {
    bool is_new_mostly =
        (uint64_t)tally->group_count * 4 > tally->binding_count * 3 && tally->group_count > TALLY_BLOCK;
    uint64_t ahead = is_new_mostly ? need * 8 : need;
    return tally->most && ahead > tally->most ? (tally->most > need ? tally->most : need) : ahead;
}

static void room_for_groups(Tally *tally, uint32_t more) {
    uint64_t need = (uint64_t)tally->group_count + more;
    if (need > tally->capacity) {
        size_t room = tally->capacity = capacity_for(tally, need);
        tally->keys = mem_resize(tally->keys, room * tally->key_count * sizeof *tally->keys + 1);
        if (is_extreme(tally))
            tally->extremes = mem_resize(tally->extremes, room * sizeof *tally->extremes);
        else
            tally->totals = mem_resize(tally->totals, room * sizeof *tally->totals);
        if (tally->aggregate == AGG_AVG) tally->sizes = mem_resize(tally->sizes, room * sizeof *tally->sizes);
    }
    if (tally->key_count && need * 4 > tally->slot_count * 3) grow_slots(tally, groups_ahead(tally, need));
}

uint64_t tally_growth(const Tally *tally, uint32_t count) {
    uint64_t need = (uint64_t)tally->group_count + (tally->key_count ? count : 1), bytes = 0;
    uint32_t shift;
    if (need > tally->capacity) bytes += (capacity_for(tally, need) - tally->capacity) * group_bytes(tally);
    if (tally->key_count && need * 4 > tally->slot_count * 3)
        bytes += (slots_for(groups_ahead(tally, need), &shift) - tally->slot_count) * sizeof *tally->slots;
    return bytes;
}

static uint32_t new_group(Tally *tally, const Value *const *columns, uint32_t i) {
    uint32_t group = tally->group_count++;
    for (uint32_t k = 0; k < tally->key_count; k++) tally->keys[(size_t)group * tally->key_count + k] = columns[k][i];
    if (tally->totals) tally->totals[group] = 0;
    if (tally->sizes) tally->sizes[group] = 0;
    if (tally->extremes) tally->extremes[group] = columns[tally->key_count][i];
    return group;
}

/* The number of each binding's group. */
static void number_groups(Tally *tally, const Value *const *columns, uint32_t count, uint32_t *group_of) {
    uint64_t hashes[TALLY_BLOCK], mask = tally->slot_count - 1;
    hash_keys(tally, columns, count, hashes);
    for (uint32_t i = 0; i < count; i++) __builtin_prefetch(&tally->slots[hashes[i] >> tally->shift], 1);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t entry = tally->slots[hashes[i] >> tally->shift];
        if (entry != UINT64_MAX) __builtin_prefetch(tally->keys + (entry & UINT32_MAX) * tally->key_count);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint64_t slot = hashes[i] >> tally->shift, entry;
        uint32_t half = (uint32_t)hashes[i];
        for (; (entry = tally->slots[slot]) != UINT64_MAX; slot = (slot + 1) & mask)
            if (entry >> 32 == half && same_key(tally, (uint32_t)entry, columns, i)) break;
        if (entry == UINT64_MAX) entry = tally->slots[slot] = slot_entry(half, new_group(tally, columns, i));
        group_of[i] = (uint32_t)entry;
    }
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

static int compare(const Tally *tally, Value a, Value b) {
    if (value_is_small_int(a) && value_is_small_int(b)) {
        int64_t x = value_small_int(a), y = value_small_int(b);
        return (x > y) - (x < y);
    }
    return a == b ? 0 : value_compare(tally->values, a, b);
}

static void keep_extremes(Tally *tally, const Value *column, const uint32_t *group_of, uint32_t count) {
    bool is_least = tally->aggregate == AGG_MIN;
    for (uint32_t i = 0; i < count; i++) {
        Value *best = &tally->extremes[group_of[i]];
        int order = compare(tally, column[i], *best);
        if (is_least ? order < 0 : order > 0) *best = column[i];
    }
}

void tally_count(Tally *tally, uint64_t count) {
    if (count == 0) return;
    room_for_groups(tally, tally->group_count == 0);
    if (tally->group_count == 0) new_group(tally, NULL, 0);
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

bool tally_add(Tally *tally, const Value *const *columns, uint32_t count) {
    uint32_t group_of[TALLY_BLOCK];
    const Value *column = columns[tally->key_count];
    if (count == 0) return true;
    if (tally->group_count > GROUPS_MOST) return false;
    if (tally->key_count == 0 && tally->aggregate == AGG_COUNT) {
        tally_count(tally, count);
        return true;
    }
    tally->binding_count += count;
    find_groups(tally, columns, count, group_of);
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
    const Value *columns[65];
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

static bool result_of(const Tally *tally, Values *values, uint32_t group, Value *result) {
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

/* ORDER: Groups.  Rows of near keys are grouped by value (groups.c), others in the order in which keys come up. */
static uint32_t *find_order(const Tally *tally) {
    if (tally->key_count != 1 || tally->group_count == 0) return NULL;
    Value low = tally->keys[0], high = low;
    for (uint32_t g = 0; g < tally->group_count; g++) {
        low = tally->keys[g] < low ? tally->keys[g] : low;
        high = tally->keys[g] > high ? tally->keys[g] : high;
    }
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
        if (tally->key_count) memcpy(rows, tally->keys + (size_t)group * tally->key_count, (width - 1) * sizeof *rows);
        is_exact = result_of(tally, values, group, &rows[width - 1]);
    }
    mem_free(order);
    return is_exact;
}
