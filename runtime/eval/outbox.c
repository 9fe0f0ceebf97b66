/* What a worker has found, until it is added: entries for the head, in parts by its first column. */
#include "runtime/eval/team_internal.h"

#include <assert.h>

/* Keys outside of the ranges go to the first part or the last. */
static inline uint32_t part_of(KeyRanges ranges, Value key) {
    uint32_t rank = value_rank(key), part = rank < ranges.base ? 0 : (rank - ranges.base) >> ranges.shift;
    return part < ranges.count ? part : ranges.count - 1;
}

/* The keys of entries that are `stride` words apart. */
static void note_keys(Outbox *box, const Value *keys, uint32_t stride, uint32_t count) {
    uint32_t lowest = box->lowest, highest = box->highest;
    assert(keys); /* heads without a key are one part */
    for (uint32_t i = 0; i < count; i++) {
        uint32_t rank = value_rank(keys[(size_t)i * stride]);
        lowest = rank < lowest ? rank : lowest;
        highest = rank > highest ? rank : highest;
    }
    box->lowest = lowest;
    box->highest = highest;
}

static void take_chunk(const Team *p, Outbox *box, PartBox *part) {
    vec_push(&part->chunks, (uint32_t)box->words.count);
    part->next = (uint32_t)box->words.count;
    part->end = part->next + p->chunk;
    vec_reserve(&box->words, part->end);
    box->words.count = part->end;
}

/* `width` is p->width, known where this is used, so that an entry is moved at one go. */
static inline uint32_t *room_in_part(const Team *p, Outbox *box, uint32_t number, uint32_t width) {
    PartBox *part = &box->parts[number];
    if (part->next == part->end) take_chunk(p, box, part);
    uint32_t *to = box->words.items + part->next;
    part->next += width;
    return to;
}

static inline uint32_t *room_for_entries(const Team *p, Outbox *box, uint32_t count) {
    size_t at = box->words.count, words = (size_t)count * p->width;
    vec_reserve(&box->words, at + words);
    box->words.count += words;
    return box->words.items + at;
}

/* Where there are parts, rows have two columns. */
static void keep_rows(const Team *p, Outbox *box, const Value *rows, uint32_t count) {
    const KeyRanges ranges = p->ranges;
    if (ranges.count == 1) {
        memcpy(room_for_entries(p, box, count), rows, (size_t)count * p->width * sizeof *rows);
        return;
    }
    note_keys(box, rows, 2, count);
    for (uint32_t i = 0; i < count; i++, rows += 2)
        memcpy(room_in_part(p, box, part_of(ranges, rows[0]), 2), rows, 2 * sizeof *rows);
}

static void keep_sets(const Team *p, Outbox *box, const Value *keys, const uint32_t *begin, const uint32_t *end,
                      uint32_t count) {
    const KeyRanges ranges = p->ranges;
    if (ranges.count > 1) note_keys(box, keys, 1, count);
    for (uint32_t i = 0; i < count; i++) {
        Value key = keys ? keys[i] : 0;
        uint32_t *to = ranges.count > 1 ? room_in_part(p, box, part_of(ranges, key), 3) : room_for_entries(p, box, 1);
        to[0] = key, to[1] = begin[i], to[2] = end[i];
    }
}

bool outbox_take(Join *join, const Frame *f) {
    Team *p = join->team;
    Member *member = join->member;
    uint32_t done = 0;
    uint64_t words = (uint64_t)f->count * p->width;
    if (p->has_sets) {
        const Value *keys = join_set_keys(join, f);
        const uint32_t *begin = frame_column(join, f, p->plan->set_variable);
        const uint32_t *end = frame_column(join, f, p->plan->set_end);
        if (p->is_apart) done = apart_unite(p, member, keys, begin, end, f->count, &words);
        keep_sets(p, &member->outbox, keys ? keys + done : NULL, begin + done, end + done, f->count - done);
    } else {
        join_fill_rows(join, f);
        if (p->is_apart) done = apart_add_rows(p, member, join->buffer, f->count, &words);
        keep_rows(p, &member->outbox, join->buffer + (size_t)done * p->width, f->count - done);
    }
    if (atomic_fetch_add_explicit(&p->words, words, memory_order_relaxed) > WORDS_KEPT_MOST) member->is_unusual = true;
    return !member->is_unusual;
}

uint32_t outbox_word_count(const Team *p, const Outbox *box, uint32_t number) {
    if (p->ranges.count == 1) return (uint32_t)box->words.count;
    const PartBox *part = &box->parts[number];
    return (uint32_t)part->chunks.count * p->chunk - (part->end - part->next);
}

const uint32_t *outbox_words(const Team *p, uint32_t piece, uint32_t part, uint32_t from, uint32_t *count) {
    const Outbox *box = &p->owner_of[piece]->outbox;
    const Note *note = p->note_of[piece];
    bool is_last = note == &vec_last(&p->owner_of[piece]->notes);
    uint32_t end = is_last ? outbox_word_count(p, box, part) : note[1].begins[part], at = note->begins[part] + from;
    *count = end - at;
    if (p->ranges.count == 1) return box->words.items + at;
    uint32_t inside = at % p->chunk;
    if (*count > p->chunk - inside) *count = p->chunk - inside;
    return *count ? box->words.items + box->parts[part].chunks.items[at / p->chunk] + inside : NULL;
}

bool outbox_next(const Team *p, uint32_t part, Passage *some) {
    for (some->from += some->count; some->piece < p->piece_count; some->piece++, some->from = 0) {
        some->words = outbox_words(p, some->piece, part, some->from, &some->count);
        if (some->count) return true;
    }
    return false;
}

void outbox_empty(Outbox *box) {
    vec_empty(&box->words);
    for (int i = 0; i < PARTS; i++) {
        vec_empty(&box->parts[i].chunks);
        box->parts[i].next = box->parts[i].end = 0;
    }
    box->lowest = UINT32_MAX;
    box->highest = 0;
}

void outbox_free(Outbox *box) {
    vec_free(&box->words);
    for (int i = 0; i < PARTS; i++) {
        vec_free(&box->parts[i].chunks);
        box->parts[i].next = box->parts[i].end = 0;
    }
}
