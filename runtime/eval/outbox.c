/* What a worker has found, until it is added: entries for the head, in parts by its first column. */
#include "runtime/eval/team_internal.h"

static inline uint32_t part_of(const Team *p, Value key) {
    uint32_t rank = value_rank(key), part = rank < p->base ? 0 : (rank - p->base) >> p->shift;
    return part < p->part_count ? part : p->part_count - 1;
}

static void note_key(Outbox *box, Value key) {
    uint32_t rank = value_rank(key);
    if (rank < box->lowest) box->lowest = rank;
    if (rank > box->highest) box->highest = rank;
}

static void keep_rows(const Team *p, Outbox *box, const Value *rows, uint32_t count) {
    const uint32_t width = p->width;
    if (p->part_count == 1) {
        size_t at = box->words[0].count;
        vec_reserve(&box->words[0], at + (size_t)count * width);
        memcpy(box->words[0].items + at, rows, (size_t)count * width * sizeof *rows);
        box->words[0].count += (size_t)count * width;
        return;
    }
    for (uint32_t i = 0; i < count; i++, rows += width) {
        uint32_t part = part_of(p, rows[0]);
        note_key(box, rows[0]);
        vec_reserve(&box->words[part], box->words[part].count + width);
        uint32_t *to = box->words[part].items + box->words[part].count;
        for (uint32_t c = 0; c < width; c++) to[c] = rows[c];
        box->words[part].count += width;
    }
}

static void keep_sets(const Team *p, Outbox *box, const Value *keys, const uint32_t *begin, const uint32_t *end,
                      uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        Value key = keys ? keys[i] : 0;
        uint32_t part = p->part_count > 1 ? part_of(p, key) : 0;
        if (p->part_count > 1) note_key(box, key);
        vec_reserve(&box->words[part], box->words[part].count + p->width);
        uint32_t *to = box->words[part].items + box->words[part].count;
        to[0] = key, to[1] = begin[i], to[2] = end[i];
        box->words[part].count += p->width;
    }
}

bool outbox_take(Join *join, const Frame *f) {
    Team *p = join->team;
    Member *member = join->member;
    uint32_t done = 0;
    uint64_t words = (uint64_t)f->count * p->width;
    if (p->has_sets) {
        const Value *keys = join_set_keys(join, f);
        const uint32_t *begin = f->columns[p->plan->set_variable], *end = f->columns[p->plan->set_end];
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

const uint32_t *outbox_words(const Team *p, uint32_t piece, uint32_t part, uint32_t *count) {
    const Member *owner = p->owner_of[piece];
    const Note *note = p->note_of[piece];
    bool is_last = note == &vec_last(&owner->notes);
    uint32_t end = is_last ? (uint32_t)owner->outbox.words[part].count : note[1].begins[part];
    *count = end - note->begins[part];
    return owner->outbox.words[part].items + note->begins[part];
}
