/* How groups are made.
 *
 * Rows are dealt to parts, by the first bits of the hash of their key or, where keys number the groups, by ranges of
 * them; then each part numbers its keys and sorts its rows by group with a counting sort.  Where keys are many a part
 * is small enough for the cache.  It has groups, slots and entries of its own, side by side with those of the others,
 * and rows stay in their order: so what comes out does not depend on who does which part, nor on how many are at it (S.
 * Manegold, P. Boncz, M. Kersten, Optimizing main-memory join on modern hardware, 2002).  A small table is one part;
 * without a key rows are listed as they stand. */
#include "runtime/store/relation_internal.h"

enum { CHUNK = 256, PART_BITS = 6, PARTS_MOST = 1 << PART_BITS, MANY_ROWS = 1 << 15, UNEVEN = 4 };

/* The first row of a group, and what is kept of its hash: rows are only looked at where that is the same. */
typedef struct {
    RowId row;
    uint32_t rest;
} Sample;

/* Of a part: its rows, which are entries [begin, end), and its groups. */
typedef struct {
    uint32_t begin, end, first_group, group_count;
    uint32_t shift;
    uint64_t slot_count;
    RowId *slots; /* while keys are numbered: groups of the part */
    Vec(Sample) samples;
} GroupPart;

typedef struct {
    Groups *groups;
    const Table *table;
    bool is_direct; /* keys number the groups */
    uint32_t part_count, stretch_rows;
    uint32_t key_shift; /* where keys number the groups: bits of a number within its part */
    uint32_t value_column;
    uint32_t (*places)[PARTS_MOST]; /* by stretch of rows: how many go to each part, then where the next one does */
    uint32_t *entries, *starts;
    uint32_t *group_of; /* by entry: some bits of the hash, then the group within the part */
    GroupPart parts[PARTS_MOST];
} Grouping;

static void run(const Crew *crew, PartTask *task, Grouping *g, uint32_t count) {
    if (crew && count > 1) {
        crew->run(crew->context, task, g, count);
        return;
    }
    for (uint32_t i = 0; i < count; i++) task(g, i);
}

/* ---- which group a row is in ---- */

/* Whether the one column of the key can number the groups itself. */
static bool choose_direct(Groups *groups) {
    const Table *table = groups->table;
    if (groups->key_count != 1 || table->count == 0) return false;
    uint32_t c = groups->key[0], arity = table->arity;
    Value low = table->rows[c], high = low;
    for (RowId row = 0; row < table->count; row++) {
        Value v = table->rows[(size_t)row * arity + c];
        low = v < low ? v : low;
        high = v > high ? v : high;
    }
    if (!groups_are_near(low, high, table->count)) return false;
    groups->base = low;
    groups->group_count = high - low + 1;
    return true;
}

/* The number of its group, or the hash of its key in the high bits. */
static inline uint64_t number_of_row(const Grouping *g, RowId row) {
    const Value *values = table_row(g->table, row);
    return g->is_direct ? values[g->groups->key[0]] - g->groups->base : groups_hash(g->groups, values);
}

static inline uint32_t part_of(const Grouping *g, uint64_t number) {
    if (g->part_count == 1) return 0;
    return (uint32_t)(g->is_direct ? number >> g->key_shift : number >> (64 - PART_BITS));
}

/* What is kept of it while rows are dealt. */
static inline uint32_t rest_of(const Grouping *g, uint64_t number) {
    if (g->is_direct) return (uint32_t)(g->part_count == 1 ? number : number & ((UINT64_C(1) << g->key_shift) - 1));
    return (uint32_t)(number >> (g->part_count == 1 ? 32 : 32 - PART_BITS));
}

/* ---- rows to parts ---- */

static RowId stretch_end(const Grouping *g, uint32_t stretch) {
    uint64_t end = (uint64_t)(stretch + 1) * g->stretch_rows;
    return end < g->table->count ? (RowId)end : g->table->count;
}

static void count_rows(void *context, uint32_t stretch) {
    Grouping *g = context;
    uint32_t *places = g->places[stretch];
    for (RowId row = stretch * g->stretch_rows; row < stretch_end(g, stretch); row++)
        if (table_is_visible(g->table, row)) places[part_of(g, number_of_row(g, row))]++;
}

static void deal_rows(void *context, uint32_t stretch) {
    Grouping *g = context;
    uint32_t *places = g->places[stretch];
    for (RowId row = stretch * g->stretch_rows; row < stretch_end(g, stretch); row++) {
        if (!table_is_visible(g->table, row)) continue;
        uint64_t number = number_of_row(g, row);
        uint32_t at = places[part_of(g, number)]++;
        g->entries[at] = row;
        g->group_of[at] = rest_of(g, number);
    }
}

static void find_places(Grouping *g, uint32_t stretches) {
    uint32_t at = 0;
    for (uint32_t p = 0; p < g->part_count; p++) {
        g->parts[p].begin = at;
        for (uint32_t s = 0; s < stretches; s++) {
            uint32_t some = g->places[s][p];
            g->places[s][p] = at;
            at += some;
        }
        g->parts[p].end = at;
    }
}

static void deal(Grouping *g, const Crew *crew) {
    const uint32_t stretches = g->part_count;
    g->stretch_rows = (uint32_t)(((uint64_t)g->table->count + stretches - 1) / stretches);
    g->places = mem_alloc_zero(stretches * sizeof *g->places);
    run(crew, count_rows, g, stretches);
    find_places(g, stretches);
    run(crew, deal_rows, g, stretches);
    mem_free(g->places);
}

/* ---- keys ---- */

static inline uint64_t slot_of(uint32_t rest, uint32_t shift) { return (uint64_t)rest << 32 >> shift; }

/* Enters the groups of a part into slots of which it has them for itself. */
static void enter_groups(const GroupPart *part, RowId *slots, uint64_t slot_count, uint32_t shift, uint32_t first) {
    const uint64_t mask = slot_count - 1;
    memset(slots, 0xFF, slot_count * sizeof *slots);
    for (uint32_t i = 0; i < part->samples.count; i++) {
        uint64_t slot = slot_of(part->samples.items[i].rest, shift);
        while (slots[slot] != NO_ROW) slot = (slot + 1) & mask;
        slots[slot] = first + i;
    }
}

static void grow_slots(GroupPart *part) {
    mem_free(part->slots);
    part->slots = NULL;
    part->slot_count = slots_for(part->samples.count * 2 + CHUNK, &part->shift);
    part->slots = mem_alloc(part->slot_count * sizeof *part->slots);
    enter_groups(part, part->slots, part->slot_count, part->shift, 0);
}

static uint32_t find_or_enter(const Grouping *g, GroupPart *part, RowId row, uint32_t rest) {
    const uint64_t mask = part->slot_count - 1;
    uint64_t slot = slot_of(rest, part->shift);
    for (; part->slots[slot] != NO_ROW; slot = (slot + 1) & mask) {
        const Sample *sample = &part->samples.items[part->slots[slot]];
        if (sample->rest == rest &&
            groups_same_key(g->groups, table_row(g->table, row), table_row(g->table, sample->row)))
            return part->slots[slot];
    }
    part->slots[slot] = (uint32_t)part->samples.count;
    vec_push(&part->samples, ((Sample){row, rest}));
    return part->slots[slot];
}

/* What will be compared is asked for. */
static void ask_for_rows(const Grouping *g, const GroupPart *part, uint32_t from, uint32_t size) {
    for (uint32_t i = from; i < from + size; i++) {
        uint32_t group = part->slots[slot_of(g->group_of[i], part->shift)];
        if (group == NO_ROW || part->samples.items[group].rest != g->group_of[i]) continue;
        __builtin_prefetch(table_row(g->table, g->entries[i]));
        __builtin_prefetch(table_row(g->table, part->samples.items[group].row));
    }
}

/* Groups of a part by the first row of each. */
static void number_keys(void *context, uint32_t number) {
    Grouping *g = context;
    GroupPart *part = &g->parts[number];
    for (uint32_t from = part->begin; from < part->end; from += CHUNK) {
        uint32_t size = part->end - from < CHUNK ? part->end - from : CHUNK;
        if ((part->samples.count + size) * 4 > part->slot_count * 3) grow_slots(part);
        ask_for_rows(g, part, from, size);
        for (uint32_t i = from; i < from + size; i++)
            g->group_of[i] = find_or_enter(g, part, g->entries[i], g->group_of[i]);
    }
    mem_free(part->slots);
    part->slots = NULL;
    part->group_count = (uint32_t)part->samples.count;
}

/* ---- groups ---- */

/* Hashed keys: one table of slots, of which each part has as many. */
static void lay_slots(Grouping *g) {
    Groups *groups = g->groups;
    uint32_t most = 0;
    for (uint32_t p = 0; p < g->part_count; p++)
        if (g->parts[p].group_count > most) most = g->parts[p].group_count;
    uint64_t slots = slots_for((uint64_t)most + most / 4 + 1, &groups->shift);
    if (g->part_count > 1) groups->shift -= PART_BITS;
    groups->wrap = slots - 1;
    groups->slot_count = slots * g->part_count;
    groups->slots = mem_alloc(groups->slot_count * sizeof *groups->slots);
    groups->samples = mem_alloc((size_t)groups->group_count * sizeof *groups->samples + 1);
}

static void number_groups(Grouping *g) {
    uint32_t first = 0;
    for (uint32_t p = 0; p < g->part_count; p++) {
        GroupPart *part = &g->parts[p];
        if (g->is_direct) {
            uint64_t end = g->part_count == 1 ? g->groups->group_count : ((uint64_t)p + 1) << g->key_shift;
            part->group_count = (uint32_t)(end < g->groups->group_count ? end : g->groups->group_count) - first;
        }
        part->first_group = first;
        first += part->group_count;
    }
    g->groups->group_count = first;
}

/* next[k] runs from where group k begins to its end. */
static void sort_part(Grouping *g, const GroupPart *part) {
    const uint32_t count = part->end - part->begin, *group_of = g->group_of + part->begin;
    uint32_t *entries = g->entries + part->begin,
             *next = mem_alloc_zero(((size_t)part->group_count + 1) * sizeof *next);
    uint32_t *sorted = mem_alloc((size_t)count * sizeof *sorted + 1);
    for (uint32_t i = 0; i < count; i++) next[group_of[i] + 1]++;
    for (uint32_t k = 0; k < part->group_count; k++) {
        g->starts[part->first_group + k] = part->begin + next[k];
        next[k + 1] += next[k];
    }
    for (uint32_t i = 0; i < count; i++) {
        if (g->groups->has_values && i + 16 < count) __builtin_prefetch(table_row(g->table, entries[i + 16]));
        sorted[next[group_of[i]]++] =
            g->groups->has_values ? table_row(g->table, entries[i])[g->value_column] : entries[i];
    }
    memcpy(entries, sorted, count * sizeof *sorted);
    mem_free(sorted);
    mem_free(next);
}

static void finish_part(void *context, uint32_t number) {
    Grouping *g = context;
    GroupPart *part = &g->parts[number];
    Groups *groups = g->groups;
    sort_part(g, part);
    if (g->is_direct) return;
    const uint32_t shift = g->part_count == 1 ? groups->shift : groups->shift + PART_BITS;
    enter_groups(part, groups->slots + number * (groups->wrap + 1), groups->wrap + 1, shift, part->first_group);
    for (uint32_t k = 0; k < part->group_count; k++)
        groups->samples[part->first_group + k] = part->samples.items[k].row;
    vec_free(&part->samples);
}

/* ---- all of it ---- */

static uint32_t parts_for(Grouping *g) {
    uint32_t last = g->groups->group_count - 1;
    if (g->table->count < MANY_ROWS) return 1;
    if (!g->is_direct) return PARTS_MOST;
    for (g->key_shift = 0; last >> g->key_shift >= PARTS_MOST; g->key_shift++) continue;
    return (last >> g->key_shift) + 1;
}

/* Many keys whose hashes begin alike: parts would have slots that they do not need. */
static bool is_uneven(const Grouping *g) {
    uint64_t all = 0, most = 0;
    for (uint32_t p = 0; p < g->part_count; p++) {
        all += g->parts[p].group_count;
        if (g->parts[p].group_count > most) most = g->parts[p].group_count;
    }
    return most * g->part_count > all * UNEVEN + PARTS_MOST * CHUNK;
}

static void forget_keys(Grouping *g) {
    for (uint32_t p = 0; p < g->part_count; p++) {
        vec_free(&g->parts[p].samples);
        g->parts[p] = (GroupPart){0};
    }
}

static void deal_by_keys(Grouping *g, const Crew *crew) {
    for (;;) {
        deal(g, crew);
        run(crew, number_keys, g, g->part_count);
        if (!is_uneven(g)) return;
        forget_keys(g);
        g->part_count = 1;
    }
}

static void group(Grouping *g, const Crew *crew) {
    Groups *groups = g->groups;
    g->part_count = parts_for(g);
    g->entries = mem_alloc((size_t)g->table->count * sizeof *g->entries + 1);
    g->group_of = mem_alloc((size_t)g->table->count * sizeof *g->group_of + 1);
    g->is_direct ? deal(g, crew) : deal_by_keys(g, crew);
    number_groups(g);
    if (!g->is_direct) lay_slots(g);
    g->starts = mem_alloc(((size_t)groups->group_count + 1) * sizeof *g->starts);
    run(crew, finish_part, g, g->part_count);
    g->starts[groups->group_count] = g->parts[g->part_count - 1].end;
    mem_free(g->group_of);
    groups->entries = g->entries;
    groups->starts = g->starts;
}

/* No key: one group. */
static void list_rows(Groups *groups, uint32_t value_column) {
    const Table *table = groups->table;
    uint32_t *entries = mem_alloc((size_t)table->count * sizeof *entries + 1), count = 0;
    for (RowId row = 0; row < table->count; row++)
        if (table_is_visible(table, row))
            entries[count++] = groups->has_values ? table_row(table, row)[value_column] : row;
    groups->group_count = 1;
    groups->entries = entries;
    groups->starts = mem_alloc_zero(2 * sizeof *groups->starts);
    groups->starts[1] = count;
}

Groups *groups_new(const Table *table, uint64_t columns, const Crew *crew) {
    Groups *groups = mem_alloc_zero(sizeof *groups);
    Grouping g = {.groups = groups, .table = table};
    groups->table = table;
    groups->columns = columns;
    groups->row_count = table->count;
    groups->hidden_count = table->hidden_count;
    for (uint32_t i = 0; i < table->arity; i++) {
        if (columns >> i & 1)
            groups->key[groups->key_count++] = i;
        else
            g.value_column = i;
    }
    groups->has_values = groups->key_count + 1 == table->arity;
    if (groups->key_count == 0) {
        list_rows(groups, g.value_column);
        return groups;
    }
    g.is_direct = choose_direct(groups);
    group(&g, crew);
    return groups;
}
