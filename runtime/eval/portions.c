/* Groups divided by hash.
 *
 * To unite tallies that several threads have made of the same groups costs as much as to make them, where there are
 * nearly as many groups as bindings.  Here bindings are sent to who has their group: eight to sixteen bytes are written
 * and read in order, and the tallies, each a small part of all, stay in the caches.
 * The number of a group is how many others have a first binding before its own: those of all portions in a stretch of
 * the wave set bits, and are counted.  So groups are in the order of their first bindings without being sorted or
 * merged.  Threads that are at work side by side write to memory that is not side by side. */
#include "runtime/eval/portions.h"

#include <assert.h>

#include "runtime/store/groups.h"

#define GROUPS_MOST (UINT32_C(1) << 31)

/* As much room as it had before, if that is of use. */
static void begin_portion(Portion *portion, const Tally *like, uint64_t most) {
    Tally *tally = &portion->tally;
    if (tally->aggregate == like->aggregate && tally->key_count == like->key_count) {
        tally_empty(tally);
    } else {
        tally_clear(tally);
        *tally = (Tally){.aggregate = like->aggregate, .key_count = like->key_count, .values = like->values};
    }
    tally->most = most ? most / PORTIONS + most / PORTIONS / 4 + 1 : 0;
    portion->known_count = 0;
    vec_empty(&portion->numbers);
}

static void take_over(Portions *p, const Tally *tally) {
    for (uint32_t group = 0; group < tally->group_count; group++) {
        const Value *columns[65];
        uint8_t part;
        for (uint32_t k = 0; k < tally->key_count; k++) columns[k] = tally->keys + (size_t)group * tally->key_count + k;
        tally_divide(tally, columns, 1, PORTION_BITS, &part);
        tally_move(&p->items[part].tally, tally, group);
        vec_push(&p->items[part].numbers, group);
        p->items[part].known_count++;
    }
}

Portions *portions_new(Workers *workers) {
    Portions *p = mem_alloc_zero(sizeof *p);
    p->workers = workers;
    p->box_count = workers_count(workers);
    p->boxes = mem_alloc_zero(p->box_count * sizeof *p->boxes);
    return p;
}

void portions_begin(Portions *p, const Tally *tally, uint64_t most) {
    p->is_counted = tally->aggregate == AGG_COUNT;
    p->width = tally->key_count + !p->is_counted + 1;
    p->group_count = tally->group_count;
    p->binding_count = tally->binding_count;
    atomic_store(&p->is_refused, false);
    for (int i = 0; i < PORTIONS; i++) begin_portion(&p->items[i], tally, most);
    take_over(p, tally);
    portions_forget(p);
}

static void free_box(Box *box) {
    for (int i = 0; i < PORTIONS; i++) vec_free(&box->words[i]);
    vec_free(&box->notes);
}

void portions_free(Portions *p) {
    if (!p) return;
    for (uint32_t i = 0; i < p->box_count; i++) free_box(&p->boxes[i]);
    mem_free(p->boxes);
    mem_free(p->pieces);
    mem_free(p->bounds);
    for (int i = 0; i < PORTIONS; i++) {
        tally_clear(&p->items[i].tally);
        vec_free(&p->items[i].numbers);
    }
    mem_free(p);
}

/* ---- boxes ---- */

void box_begin_piece(Box *box, uint32_t piece) {
    BoxNote note = {.piece = piece};
    for (int i = 0; i < PORTIONS; i++) note.begins[i] = (uint32_t)box->words[i].count;
    vec_push(&box->notes, note);
}

void box_take(const Portions *p, Box *box, const Value *const *columns, uint32_t count) {
    const uint32_t width = p->width, columns_kept = width - 1;
    uint32_t *to[PORTIONS], place = vec_last(&box->notes).count;
    uint8_t part_of[TALLY_BLOCK];
    tally_divide(&p->items[0].tally, columns, count, PORTION_BITS, part_of);
    for (int i = 0; i < PORTIONS; i++) {
        vec_reserve(&box->words[i], box->words[i].count + (size_t)count * width);
        to[i] = box->words[i].items + box->words[i].count;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *entry = to[part_of[i]];
        for (uint32_t c = 0; c < columns_kept; c++) entry[c] = columns[c][i];
        entry[columns_kept] = place + i;
        to[part_of[i]] = entry + width;
    }
    for (int i = 0; i < PORTIONS; i++) box->words[i].count = (size_t)(to[i] - box->words[i].items);
    vec_last(&box->notes).count += count;
}

uint64_t box_words(const Box *box) {
    uint64_t words = 0;
    for (int i = 0; i < PORTIONS; i++) words += box->words[i].count;
    return words;
}

void portions_forget(Portions *p) {
    for (uint32_t i = 0; i < p->box_count; i++) {
        for (int portion = 0; portion < PORTIONS; portion++) vec_empty(&p->boxes[i].words[portion]);
        vec_empty(&p->boxes[i].notes);
    }
}

/* ---- a wave ---- */

static void list_pieces(Portions *p) {
    uint32_t piece_count = 0, base = 0;
    for (uint32_t i = 0; i < p->box_count; i++) piece_count += (uint32_t)p->boxes[i].notes.count;
    p->piece_count = piece_count;
    p->pieces = mem_resize(p->pieces, (piece_count + 1) * sizeof *p->pieces);
    for (uint32_t i = 0; i < p->box_count; i++)
        for (size_t n = 0; n < p->boxes[i].notes.count; n++) {
            const BoxNote *note = &p->boxes[i].notes.items[n];
            p->pieces[note->piece] = (BoxPiece){&p->boxes[i], note, 0};
        }
    for (uint32_t piece = 0; piece < piece_count; piece++) {
        p->pieces[piece].base = base;
        base += p->pieces[piece].note->count;
    }
    p->wave_count = base;
}

/* Bindings of a portion, gathered from one piece after the other. */
typedef struct {
    uint32_t piece, at; /* the word to go on from */
    uint32_t count;
    uint32_t *columns[66]; /* TALLY_BLOCK of each; the last one has their places in the wave */
} Gathered;

static uint32_t words_end(const BoxPiece *piece, uint32_t portion) {
    bool is_last = piece->note == &vec_last(&piece->box->notes);
    return is_last ? (uint32_t)piece->box->words[portion].count : piece->note[1].begins[portion];
}

/* False if there are no more. */
static bool gather(const Portions *p, uint32_t portion, Gathered *g) {
    const uint32_t width = p->width;
    g->count = 0;
    while (g->piece < p->piece_count && g->count < TALLY_BLOCK) {
        const BoxPiece *piece = &p->pieces[g->piece];
        uint32_t end = words_end(piece, portion), from = piece->note->begins[portion] + g->at;
        uint32_t some = (end - from) / width, room = TALLY_BLOCK - g->count;
        if (some > room) some = room;
        const uint32_t *entries = piece->box->words[portion].items + from;
        for (uint32_t c = 0; c < width; c++) {
            assert(g->columns[c]);
            uint32_t *column = g->columns[c] + g->count, base = c + 1 < width ? 0 : piece->base;
            for (uint32_t i = 0; i < some; i++) column[i] = base + entries[(size_t)i * width + c];
        }
        g->count += some;
        g->at += some * width;
        if (from + some * width < end) break;
        g->piece++;
        g->at = 0;
    }
    return g->count > 0;
}

static void note_firsts(Portion *portion, const uint32_t *places, const uint32_t *firsts, uint32_t before) {
    uint32_t count = portion->tally.group_count - before;
    vec_reserve(&portion->numbers, portion->tally.group_count);
    uint32_t *numbers = portion->numbers.items + before;
    for (uint32_t i = 0; i < count; i++) numbers[i] = places[firsts[i]];
    portion->numbers.count += count;
}

static bool add_portion(Portions *p, uint32_t number, Gathered *g) {
    Portion *portion = &p->items[number];
    uint32_t firsts[TALLY_BLOCK];
    g->piece = g->at = 0;
    while (gather(p, number, g)) {
        uint32_t before = portion->tally.group_count;
        if (!tally_add_noting(&portion->tally, (const Value *const *)g->columns, g->count, firsts)) return false;
        note_firsts(portion, g->columns[p->width - 1], firsts, before);
    }
    return true;
}

/* The next one, of portions or of stretches, that nobody has taken. */
static bool next_one(Portions *p, uint32_t *number) {
    *number = atomic_fetch_add(&p->next, 1);
    return *number < p->next_end;
}

static void run(Portions *p, Task *task, uint32_t end) {
    atomic_store(&p->next, 0);
    p->next_end = end;
    workers_run(p->workers, task, NULL, p);
}

static void add(void *context, uint32_t worker) {
    Portions *p = context;
    Gathered g = {0};
    uint32_t *room = mem_alloc((size_t)p->width * TALLY_BLOCK * sizeof *room);
    (void)worker;
    for (uint32_t c = 0; c < p->width; c++) g.columns[c] = room + (size_t)c * TALLY_BLOCK;
    for (uint32_t number; next_one(p, &number);)
        if (!add_portion(p, number, &g)) atomic_store(&p->is_refused, true);
    mem_free(room);
}

/* ---- numbers ---- */

enum { STRETCH_BITS = 14, STRETCH = 1 << STRETCH_BITS }; /* numbers that one worker is at */

/* Stretches of `count` numbers: those of all groups, or the places of those that have none yet.  Gives how many. */
static uint32_t list_stretches(Portions *p, uint32_t count, bool is_of_all) {
    uint32_t stretches = (count >> STRETCH_BITS) + 1;
    p->bounds = mem_resize(p->bounds, ((size_t)stretches + 1) * PORTIONS * sizeof *p->bounds);
    for (uint32_t i = 0; i < PORTIONS; i++) {
        const Portion *portion = &p->items[i];
        uint32_t at = is_of_all ? 0 : portion->known_count;
        for (uint32_t s = 0; s < stretches; s++)
            p->bounds[s * PORTIONS + i] = at =
                numbers_find(portion->numbers.items, at, (uint32_t)portion->numbers.count, s << STRETCH_BITS);
        p->bounds[stretches * PORTIONS + i] = (uint32_t)portion->numbers.count;
    }
    return stretches;
}

/* The places of a stretch of the wave become numbers:
 * that of the first one is known from what lies before the bounds. */
static void number_stretch(Portions *p, const uint32_t *from, const uint32_t *to, uint32_t low) {
    uint16_t ranks[STRETCH] = {0}, rank = 0;
    uint32_t base = p->group_count;
    for (int i = 0; i < PORTIONS; i++) {
        const uint32_t *places = p->items[i].numbers.items;
        base += from[i] - p->items[i].known_count;
        for (uint32_t g = from[i]; g < to[i]; g++) ranks[places[g] - low] = 1;
    }
    for (uint32_t at = 0; at < STRETCH; at++) {
        uint16_t is_first = ranks[at];
        ranks[at] = rank;
        rank = (uint16_t)(rank + is_first);
    }
    for (int i = 0; i < PORTIONS; i++) {
        uint32_t *numbers = p->items[i].numbers.items;
        for (uint32_t g = from[i]; g < to[i]; g++) numbers[g] = base + ranks[numbers[g] - low];
    }
}

static void number_groups(void *context, uint32_t worker) {
    Portions *p = context;
    (void)worker;
    for (uint32_t s; next_one(p, &s);) {
        const uint32_t *from = p->bounds + (size_t)s * PORTIONS;
        number_stretch(p, from, from + PORTIONS, s << STRETCH_BITS);
    }
}

static void name_groups(Portions *p) {
    uint64_t groups = 0;
    run(p, number_groups, list_stretches(p, p->wave_count, false));
    for (int i = 0; i < PORTIONS; i++) {
        p->items[i].known_count = p->items[i].tally.group_count;
        groups += p->items[i].tally.group_count;
    }
    p->group_count = (uint32_t)groups;
}

bool portions_add(Portions *p) {
    list_pieces(p);
    run(p, add, PORTIONS);
    name_groups(p);
    p->binding_count += p->wave_count;
    portions_forget(p);
    return !atomic_load(&p->is_refused) && p->group_count <= GROUPS_MOST;
}

/* ---- results ---- */

/* ORDER: Groups.  As in tally.c: near keys by value. */
static uint32_t *find_order(const Portions *p) {
    Value low = UINT32_MAX, high = 0;
    if (p->items[0].tally.key_count != 1 || p->group_count == 0) return NULL;
    for (int i = 0; i < PORTIONS; i++) tally_note_range(&p->items[i].tally, &low, &high);
    if (!groups_are_near(low, high, p->binding_count)) return NULL;
    size_t span = (size_t)(high - low) + 1;
    uint32_t *by_value = mem_alloc(span * sizeof *by_value), count = 0;
    memset(by_value, 0xFF, span * sizeof *by_value);
    for (int i = 0; i < PORTIONS; i++)
        for (uint32_t g = 0; g < p->items[i].tally.group_count; g++)
            by_value[p->items[i].tally.keys[g] - low] = p->items[i].numbers.items[g];
    uint32_t *order = mem_alloc(((size_t)p->group_count + 1) * sizeof *order);
    for (size_t v = 0; v < span; v++)
        if (by_value[v] != NO_ID) order[by_value[v]] = count++;
    mem_free(by_value);
    return order;
}

static Value *row_of(const Portions *p, const Portion *portion, uint32_t group) {
    uint32_t number = portion->numbers.items[group], row = p->order ? p->order[number] : number;
    return p->rows + (size_t)row * (portion->tally.key_count + 1);
}

/* Rows whose results need nothing to be made. */
static void write_rows(void *context, uint32_t worker) {
    Portions *p = context;
    (void)worker;
    for (uint32_t s; next_one(p, &s);) {
        const uint32_t *from = p->bounds + (size_t)s * PORTIONS, *to = from + PORTIONS;
        for (int i = 0; i < PORTIONS; i++)
            if (!tally_write(&p->items[i].tally, from[i], to[i], p->items[i].numbers.items, p->order, p->rows))
                atomic_store(&p->is_incomplete, true);
    }
}

/* The others, in the order of rows: so values are made in the order in which one thread makes them. */
static bool complete_rows(Portions *p) {
    typedef struct {
        const Tally *tally;
        uint32_t group;
    } Result;
    uint32_t width = p->items[0].tally.key_count + 1;
    Result *results = mem_alloc(((size_t)p->group_count + 1) * sizeof *results);
    bool is_exact = true;
    for (int i = 0; i < PORTIONS; i++)
        for (uint32_t g = 0; g < p->items[i].tally.group_count; g++)
            results[(size_t)(row_of(p, &p->items[i], g) - p->rows) / width] = (Result){&p->items[i].tally, g};
    for (uint32_t r = 0; r < p->group_count && is_exact; r++)
        is_exact = tally_result(results[r].tally, p->values, results[r].group, &p->rows[(size_t)r * width + width - 1]);
    mem_free(results);
    return is_exact;
}

bool portions_finish(Portions *p, Values *values, Value *rows) {
    p->values = values;
    p->rows = rows;
    p->order = find_order(p);
    atomic_store(&p->is_incomplete, false);
    run(p, write_rows, list_stretches(p, p->group_count, true));
    bool is_exact = !atomic_load(&p->is_incomplete) || complete_rows(p);
    mem_free(p->order);
    p->order = NULL;
    return is_exact;
}
