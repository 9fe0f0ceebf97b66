/* What all workers have found, added to the sets of the head.
 *
 * Each part is gone through in the order of pieces, parts side by side: keys of different parts are different, so
 * nobody waits for anybody.  New rows are sorted by their first column, which puts the parts one behind the other. */
#include "runtime/eval/team_internal.h"

/* Ranges of keys, by those that are gone through, or else by what is there now;
 * keys outside of them go to the first part or the last. */
void parts_choose(Team *p, const Table *table) {
    uint32_t range = 0;
    p->ranges = (KeyRanges){.shift = 31, .count = 1};
    p->is_apart = false;
    if (!p->sets || table_arity(table) != 2) return;
    bool are_scanned = keys_are_scanned(p);
    p->is_apart = are_scanned && keys_are_apart(p);
    sets_key_range(p->sets, &p->ranges.base, &range);
    if (are_scanned) {
        p->ranges.base = p->lowest;
        range = p->highest - p->lowest + 1;
    }
    for (p->ranges.shift = 0; (range - 1) >> p->ranges.shift >= PARTS; p->ranges.shift++) continue;
    p->ranges.count = PARTS;
}

void parts_begin(Team *p) {
    for (uint32_t i = 0; i < p->ranges.count; i++) {
        p->parts[i].piece = p->parts[i].at = p->parts[i].row_count = 0;
        p->parts[i].visits = 0;
        p->parts[i].is_done = p->parts[i].is_sorted = false;
        vec_empty(&p->parts[i].rows);
    }
}

static uint64_t words_of_part(const Team *p, uint32_t part) {
    uint64_t words = 0;
    for (uint32_t i = 0; i < p->member_count; i++) words += outbox_word_count(p, &p->members[i].outbox, part);
    return words;
}

/* The largest first: who comes last has little left to do. */
static void order_parts(Team *p) {
    uint64_t words[PARTS];
    for (uint32_t i = 0; i < p->ranges.count; i++) {
        uint32_t at = i;
        words[i] = words_of_part(p, i);
        for (; at > 0 && words[p->order[at - 1]] < words[i]; at--) p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
}

/* ---- adding ---- */

/* Looks at the limits now and then; where they are passed, one thread finds out more. */
static bool may_go_on(Team *p, Part *part) {
    if (part->visits < VISITS_BETWEEN_CHECKS) return true;
    part->visits = 0;
    if (!budget_is_passed(p->work)) return true;
    atomic_store(&p->gives_up, true);
    return false;
}

/* Of a chunk; part->at goes on by what was done. */
static bool unite_rows(Team *p, Part *part, Member *member, const uint32_t *rows, uint32_t words) {
    uint32_t count = words / 2, added = 0;
    vec_reserve(&part->rows, part->rows.count + words);
    uint32_t done = sets_add_rows(member->sets, rows, count, part->rows.items + part->rows.count, &added);
    part->rows.count += (size_t)added * 2;
    part->row_count += added;
    part->visits += count;
    part->at += done * 2;
    if (!may_go_on(p, part)) return false;
    if (done < count && !sets_need_room(p->sets)) atomic_store(&p->gives_up, true);
    return done == count;
}

static void add_rows(Team *p, Part *part, uint32_t number, Member *member) {
    for (; part->piece < p->piece_count; part->piece++, part->at = 0) {
        uint32_t count;
        for (const uint32_t *words; (words = outbox_words(p, part->piece, number, part->at, &count));)
            if (!unite_rows(p, part, member, words, count)) return;
    }
    part->is_done = true;
}

/* Who waits for room sorts the entries again. */
static void add_sets(Team *p, Part *part, uint32_t number, Member *member) {
    const Entries e = part_entries(p, number, member);
    while (part->at < e.count) {
        uint32_t at = part->at, added = 0, some = sets_at_once(&p->source, e.begin + at, e.end + at, e.count - at);
        uint64_t most = set_most(&p->source, e.begin[at], e.end[at], (part->rows.capacity - part->rows.count) / 2);
        vec_reserve(&part->rows, part->rows.count + (most < p->room ? p->room : most) * 2);
        uint64_t room = (part->rows.capacity - part->rows.count) / 2;
        SetsState state;
        part->at += sets_unite_many(member->sets, e.keys + at, &p->source, e.begin + at, e.end + at, some,
                                    part->rows.items + part->rows.count, room, &added, &state);
        part->rows.count += (size_t)added * 2;
        part->row_count += added;
        part->visits += VISITS_AT_ONCE;
        if (state == SETS_GIVE_UP) atomic_store(&p->gives_up, true);
        if (state != SETS_FINE || !may_go_on(p, part)) return;
    }
    part->is_sorted = e.is_sorted;
    part->is_done = true;
}

static void add(void *context, uint32_t worker) {
    Team *p = context;
    Member *member = &p->members[worker];
    for (;;) {
        if (worker == 0) work_tell_progress(p->work);
        uint32_t number = atomic_fetch_add(&p->next, 1);
        if (number >= p->ranges.count) return;
        number = p->order[number];
        Part *part = &p->parts[number];
        if (part->is_done || atomic_load(&p->gives_up)) continue;
        p->has_sets ? add_sets(p, part, number, member) : add_rows(p, part, number, member);
    }
}

static void call_off(void *context) { atomic_store(&((Team *)context)->gives_up, true); }

static bool all_done(const Team *p) {
    for (uint32_t i = 0; i < p->ranges.count; i++)
        if (!p->parts[i].is_done) return false;
    return true;
}

/* ---- new rows ---- */

/* Each worker begins elsewhere, and goes on with what is left of the others' shares:
 * two that write to the same new page would both clear it. */
static void place(void *context, uint32_t worker) {
    Team *p = context;
    Table *table = store_table(p->work->store, p->work->store->program->rules.items[p->plan->rule].head);
    for (uint32_t i = 0; i < p->member_count; i++) {
        Share *share = &p->shares[(worker + i) % p->member_count];
        for (uint32_t number; (number = atomic_fetch_add(&share->next, 1)) < share->end;) {
            const Stretch *stretch = &p->stretches.items[number];
            table_place_rows(table, stretch->place, stretch->rows, stretch->count, stretch->is_sorted);
        }
    }
}

/* Stretches in a row, about as many rows for each. */
static void share_stretches(Team *p, RowId first, uint64_t count) {
    uint32_t number = 0;
    for (uint32_t i = 0; i < p->member_count; i++) {
        uint64_t behind = first + count * (i + 1) / p->member_count;
        atomic_store(&p->shares[i].next, number);
        while (number < p->stretches.count && p->stretches.items[number].place < behind) number++;
        p->shares[i].end = number;
    }
}

/* What is in order is only copied, some at a time, so that nobody waits for long. */
static void note_stretch(Team *p, const Value *rows, uint64_t count, bool is_sorted, uint64_t *place) {
    enum { COPIED_MOST = 1 << 14 };
    for (uint64_t at = 0, some; at < count; at += some) {
        some = is_sorted && count - at > COPIED_MOST ? COPIED_MOST : count - at;
        vec_push(&p->stretches, ((Stretch){rows + at * 2, (uint32_t)some, (RowId)(*place + at), is_sorted}));
    }
    *place += count;
}

/* First what was united as it was found, piece by piece, then what came by parts: the rows of a key in their order. */
static uint64_t list_stretches(Team *p, RowId first) {
    uint64_t place = first;
    vec_empty(&p->stretches);
    for (uint32_t piece = 0; p->is_apart && piece < p->piece_count; piece++) {
        const Member *owner = p->owner_of[piece];
        const Note *note = p->note_of[piece];
        size_t end = note == &vec_last(&owner->notes) ? owner->found.count : note[1].found;
        note_stretch(p, owner->found.items + note->found, (end - note->found) / 2, p->is_sorted, &place);
    }
    for (uint32_t i = 0; i < p->ranges.count; i++)
        note_stretch(p, p->parts[i].rows.items, p->parts[i].row_count, p->parts[i].is_sorted, &place);
    return place - first;
}

/* Once placed each stretch is in order; whether all of them are shows where one ends and the next begins. */
static bool stretches_are_sorted(const Team *p, const Table *table) {
    for (size_t i = 1; i < p->stretches.count; i++) {
        RowId place = p->stretches.items[i].place;
        if (value_rank(*table_row(table, place - 1)) > value_rank(*table_row(table, place))) return false;
    }
    return true;
}

/* The new rows go to the table. */
static bool place_all(Team *p, RelId head) {
    Table *table = store_table(p->work->store, head);
    RowId first = table_count(table);
    uint64_t count = list_stretches(p, first);
    if (count == 0) return true;
    if (first + count > ROW_LIMIT) { /* one thread stops before the first row too many */
        table_forget_sets(table);
        atomic_store(&p->gives_up, true);
        return true;
    }
    if (!work_has_room(p->work, p->plan->rule, table_growth(table, (uint32_t)count))) {
        table_forget_sets(table); /* they have rows that will never be there */
        return false;
    }
    table_begin_run(table, p->plan->rule, p->work->store->round);
    table_reserve(table, (uint32_t)count);
    share_stretches(p, first, count);
    workers_run(p->work->workers, place, NULL, p);
    table_end_placing(table, (uint32_t)count, stretches_are_sorted(p, table));
    p->work->outcome->rows_derived += count;
    work_note_growth(p->work, head, first);
    return true;
}

/* ---- all of it ---- */

bool team_share_sets(Team *p, uint32_t lowest, uint32_t highest) {
    if (!sets_share(p->sets, value_rank(lowest), value_rank(highest), p->member_count)) return false;
    for (uint32_t i = 0; i < p->member_count; i++) p->members[i].sets = sets_branch(p->sets, i);
    return true;
}

/* False: nothing is in any outbox. */
static bool share_sets(Team *p) {
    uint32_t lowest = UINT32_MAX, highest = 0;
    for (uint32_t i = 0; i < p->member_count; i++) {
        const Outbox *box = &p->members[i].outbox;
        lowest = box->lowest < lowest ? box->lowest : lowest;
        highest = box->highest > highest ? box->highest : highest;
    }
    if (lowest > highest) return false;
    if (p->has_sets) {
        SetOrigin origin = join_set_origin(p->joins[0]);
        p->source = set_source(&origin);
    }
    atomic_store(&p->gives_up, !team_share_sets(p, lowest, highest));
    return true;
}

bool parts_add(Team *p, RelId head) {
    sets_make_room(p->sets);
    order_parts(p);
    for (bool any = share_sets(p); any && !all_done(p) && !atomic_load(&p->gives_up);) {
        atomic_store(&p->next, 0);
        workers_run(p->work->workers, add, call_off, p);
        sets_make_room(p->sets);
    }
    if (atomic_load(&p->gives_up) || !sets_share_fits(p->sets)) {
        atomic_store(&p->gives_up, true);
        parts_take_back(p);
        return true;
    }
    sets_end_share(p->sets);
    return place_all(p, head);
}

/* Whether sets are given up is for one thread to say, which counts rows as they come;
 * or their order would depend on how many threads there are. */
void parts_take_back(Team *p) {
    for (uint32_t i = 0; i < p->member_count; i++)
        sets_remove_rows(p->sets, p->members[i].found.items, (uint32_t)(p->members[i].found.count / 2));
    for (uint32_t i = 0; i < p->ranges.count; i++)
        sets_remove_rows(p->sets, p->parts[i].rows.items, p->parts[i].row_count);
    sets_end_share(p->sets);
}
