/* One planned rule, by several threads.
 *
 * First the rows of the first step are dealt out in pieces, and each worker runs the rule on its pieces and keeps what it
 * finds, in parts by the first column of the head, with notes of where each piece begins.  Then each part is gone through in
 * the order of pieces, parts side by side: keys of different parts are different, so nobody waits for anybody.  New rows are
 * sorted by their first column, which puts the parts one behind the other.  So rows come in the order that one thread would
 * give them.  A head without sets has one part, and the caller adds its rows.
 * What is found is kept until a limit, then added, and so on: a wave.
 * What only one thread may do, making new values, noting faults or giving up sets, makes all of them stop; then one does
 * what is left. */
#include "runtime/eval/join_internal.h"
#include "runtime/eval/workers.h"

enum { WAVE_WORDS = 1 << 23 };

/* Where a piece begins in the outbox of the worker who took it. */
typedef struct {
    uint32_t piece;
    uint32_t begins[PARTS];
} Note;

typedef struct {
    Join *join;
    Outbox outbox;
    Vec(Note) notes; /* of its pieces, in order */
    bool is_unusual; /* something that only one thread may do was to be done: all is to be done again */
} Member;

/* A part being added. */
typedef struct {
    uint32_t piece, at; /* to go on from: word `at` of what the piece has */
    bool is_done;
    Vec(Value) rows; /* new ones */
    uint32_t row_count;
    uint32_t place; /* of them in the table, behind its first new row */
} Part;

struct Team {
    Work *work;
    const Plan *plan;
    Member *members;
    uint32_t member_count;
    uint32_t from, to;          /* rows of the first step that are left */
    Deal deal;                  /* of them */
    uint32_t base, shift;       /* the part of a key: (rank - base) >> shift */
    uint32_t part_count, width; /* words of an entry */
    bool has_sets;              /* entries are keys and sets; else rows */
    uint32_t piece_count;       /* of the wave */
    const Note **note_of;       /* by piece of the wave */
    Member **owner_of;
    Part parts[PARTS];
    SetSource source;
    RowId first_row;
    Sets *sets;
    _Atomic uint32_t next_part;
    _Atomic uint64_t words; /* kept in this wave */
    atomic_bool gives_up;
};

/* ---- making ready ---- */

/* Not for propositions, which are found at once. */
bool team_is_worth(const Work *work, const Join *join) {
    uint32_t from;
    return join->arity > 0 && deal_is_worth(work, join_rows(join, &from));
}

Team *team_open(Work *work, const Plan *plan, Join *first) {
    Team *team = mem_alloc_zero(sizeof *team);
    Team *p = team;
    if (!work->workers) work->workers = workers_new(work->options->threads);
    p->work = work;
    p->plan = plan;
    p->member_count = workers_count(work->workers);
    p->members = mem_alloc_zero(p->member_count * sizeof *p->members);
    for (uint32_t i = 0; i < p->member_count; i++) p->members[i].join = i ? join_open(work, plan) : first;
    return team;
}

void team_close(Team *team) {
    if (!team) return;
    for (uint32_t i = 0; i < team->member_count; i++) {
        Member *member = &team->members[i];
        if (i) join_close(member->join);
        for (int part = 0; part < PARTS; part++) vec_free(&member->outbox.words[part]);
        vec_free(&member->notes);
    }
    for (int part = 0; part < PARTS; part++) vec_free(&team->parts[part].rows);
    mem_free(team->members);
    mem_free(team->note_of);
    mem_free(team->owner_of);
    mem_free(team);
}

/* The ranges of keys, by what is there now; keys outside of them go to the first part or the last. */
static void choose_parts(Team *p, const Table *table) {
    uint32_t range = 0;
    p->part_count = 1;
    p->shift = 31;
    p->base = 0;
    if (!p->sets || table_arity(table) != 2) return;
    sets_key_range(p->sets, &p->base, &range);
    for (p->shift = 0; (range - 1) >> p->shift >= PARTS; p->shift++) continue;
    p->part_count = PARTS;
}

static inline uint32_t part_of(const Team *p, Value key) {
    uint32_t rank = value_rank(key), part = rank < p->base ? 0 : (rank - p->base) >> p->shift;
    return part < p->part_count ? part : p->part_count - 1;
}

/* ---- finding ---- */

static void note_key(Outbox *box, Value key) {
    uint32_t rank = value_rank(key);
    if (rank < box->lowest) box->lowest = rank;
    if (rank > box->highest) box->highest = rank;
}

void outbox_take(Join *join, const Frame *f) {
    Team *p = join->team;
    Outbox *box = join->outbox;
    const Value *keys = NULL, *begin = NULL, *end = NULL, *rows = join->buffer;
    if (p->has_sets) {
        keys = join_set_keys(join, f);
        begin = f->columns[p->plan->set_variable];
        end = f->columns[p->plan->set_end];
    } else {
        join_fill_rows(join, f);
    }
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t key = p->has_sets ? (keys ? keys[i] : 0) : rows[(size_t)i * p->width];
        uint32_t part = p->part_count > 1 ? part_of(p, key) : 0;
        if (p->part_count > 1) note_key(box, key);
        vec_reserve(&box->words[part], box->words[part].count + p->width);
        uint32_t *to = box->words[part].items + box->words[part].count;
        if (p->has_sets)
            to[0] = key, to[1] = begin[i], to[2] = end[i];
        else
            for (uint32_t c = 0; c < p->width; c++) to[c] = rows[(size_t)i * p->width + c];
        box->words[part].count += p->width;
    }
    atomic_fetch_add_explicit(&p->words, (uint64_t)f->count * p->width, memory_order_relaxed);
}

static void find(void *context, uint32_t worker) {
    Team *p = context;
    Member *member = &p->members[worker];
    Piece piece;
    while (atomic_load(&p->words) < WAVE_WORDS && deal_next(&p->deal, &piece)) {
        Note note = {.piece = piece.number};
        for (uint32_t part = 0; part < p->part_count; part++)
            note.begins[part] = (uint32_t)member->outbox.words[part].count;
        vec_push(&member->notes, note);
        if (!join_run_part(member->join, piece.from, piece.to) || member->is_unusual) deal_stop(&p->deal);
    }
}

/* ---- adding ---- */

/* The words of a part that a piece has. */
static const uint32_t *words_of(const Team *p, uint32_t piece, uint32_t part, uint32_t *count) {
    const Member *owner = p->owner_of[piece];
    const Note *note = p->note_of[piece];
    bool is_last = note == &vec_last(&owner->notes);
    uint32_t end = is_last ? (uint32_t)owner->outbox.words[part].count : note[1].begins[part];
    *count = end - note->begins[part];
    return owner->outbox.words[part].items + note->begins[part];
}

/* Unites an entry; false if the part must wait. */
static bool unite(Team *p, Part *part, const uint32_t *entry) {
    uint32_t added = 0, arity = 2;
    uint64_t most = set_most(&p->source, entry[1], entry[2], part->rows.capacity - part->rows.count);
    vec_reserve(&part->rows, part->rows.count + most * arity);
    SetsState state =
        sets_unite(p->sets, entry[0], &p->source, entry[1], entry[2], part->rows.items + part->rows.count, &added);
    part->rows.count += (size_t)added * arity;
    part->row_count += added;
    if (state == SETS_GIVE_UP) atomic_store(&p->gives_up, true);
    return state == SETS_FINE;
}

static bool unite_rows(Team *p, Part *part, const uint32_t *rows, uint32_t *at, uint32_t end) {
    enum { ROWS = 1024 };
    while (*at < end) {
        uint32_t count = (end - *at) / 2 < ROWS ? (end - *at) / 2 : ROWS, added = 0;
        vec_reserve(&part->rows, part->rows.count + (size_t)count * 2);
        uint32_t done = sets_add_rows(p->sets, rows + *at, count, part->rows.items + part->rows.count, &added);
        part->rows.count += (size_t)added * 2;
        part->row_count += added;
        *at += done * 2;
        if (done == count) continue;
        if (!sets_need_room(p->sets)) atomic_store(&p->gives_up, true);
        return false;
    }
    return true;
}

static void add_part(Team *p, Part *part, uint32_t number) {
    for (; part->piece < p->piece_count; part->piece++, part->at = 0) {
        uint32_t count;
        const uint32_t *words = words_of(p, part->piece, number, &count);
        if (!p->has_sets && !unite_rows(p, part, words, &part->at, count)) return;
        for (; p->has_sets && part->at < count; part->at += p->width)
            if (!unite(p, part, words + part->at)) return;
    }
    part->is_done = true;
}

static void add(void *context, uint32_t worker) {
    Team *p = context;
    (void)worker;
    for (;;) {
        uint32_t number = atomic_fetch_add(&p->next_part, 1);
        if (number >= p->part_count) return;
        if (!p->parts[number].is_done && !atomic_load(&p->gives_up)) add_part(p, &p->parts[number], number);
    }
}

static void place(void *context, uint32_t worker) {
    Team *p = context;
    Table *table = store_table(p->work->store, p->work->store->program->rules.items[p->plan->rule].head);
    (void)worker;
    for (;;) {
        uint32_t number = atomic_fetch_add(&p->next_part, 1);
        if (number >= p->part_count) return;
        const Part *part = &p->parts[number];
        table_place_rows(table, p->first_row + part->place, part->rows.items, part->row_count);
    }
}

static bool all_done(const Team *p) {
    for (uint32_t i = 0; i < p->part_count; i++)
        if (!p->parts[i].is_done) return false;
    return true;
}

/* The new rows of all parts go to the table. */
static bool place_all(Team *p, RelId head) {
    Table *table = store_table(p->work->store, head);
    uint64_t count = 0;
    for (uint32_t i = 0; i < p->part_count; i++) {
        p->parts[i].place = (uint32_t)count;
        count += p->parts[i].row_count;
    }
    if (!work_has_room(p->work, p->plan->rule, table_growth(table, (uint32_t)count))) return false;
    p->first_row = table_count(table);
    table_begin_run(table, p->plan->rule, p->work->store->round);
    table_reserve(table, (uint32_t)count);
    atomic_store(&p->next_part, 0);
    workers_run(p->work->workers, place, p);
    table_end_placing(table, (uint32_t)count);
    p->work->outcome->rows_derived += count;
    work_note_growth(p->work, head, p->first_row);
    return true;
}

/* For a table without sets, where there is one part: piece by piece. */
static bool add_rows(Team *p, RelId head) {
    RuleId rule = p->plan->rule;
    bool has_key = table_arity(store_table(p->work->store, head)) == 2;
    SetOrigin origin = p->has_sets ? join_set_origin(p->members[0].join) : (SetOrigin){0};
    for (uint32_t piece = 0; piece < p->piece_count; piece++) {
        uint32_t count;
        const uint32_t *words = words_of(p, piece, 0, &count);
        if (!p->has_sets && !work_add(p->work, rule, head, words, count / p->width)) return false;
        for (uint32_t at = 0; p->has_sets && at < count; at += p->width) {
            const uint32_t *entry = words + at;
            if (!work_add_sets(p->work, rule, head, has_key ? entry : NULL, &origin, &entry[1], &entry[2], 1))
                return false;
        }
    }
    return true;
}

/* Adds nothing where the sets must be given up. */
static bool add_to_sets(Team *p, RelId head) {
    uint32_t lowest = UINT32_MAX, highest = 0;
    for (uint32_t i = 0; i < p->member_count; i++) {
        const Outbox *box = &p->members[i].outbox;
        lowest = box->lowest < lowest ? box->lowest : lowest;
        highest = box->highest > highest ? box->highest : highest;
    }
    if (lowest > highest) return true; /* nothing was found */
    if (p->has_sets) {
        SetOrigin origin = join_set_origin(p->members[0].join);
        p->source = set_source(&origin);
    }
    bool is_shared = sets_share(p->sets, value_rank(lowest), value_rank(highest));
    atomic_store(&p->gives_up, !is_shared);
    while (!all_done(p) && !atomic_load(&p->gives_up)) {
        atomic_store(&p->next_part, 0);
        workers_run(p->work->workers, add, p);
        sets_make_room(p->sets);
    }
    sets_end_share(p->sets);
    if (!atomic_load(&p->gives_up)) return place_all(p, head);
    table_forget_sets(store_table(p->work->store, head));
    return true;
}

/* ---- waves ---- */

/* Notes by piece.  Pieces are dealt out in order, so those of a wave are the first so many. */
static void list_pieces(Team *p) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->member_count; i++) count += (uint32_t)p->members[i].notes.count;
    p->piece_count = count;
    p->note_of = mem_resize(p->note_of, (count + 1) * sizeof *p->note_of);
    p->owner_of = mem_resize(p->owner_of, (count + 1) * sizeof *p->owner_of);
    for (uint32_t i = 0; i < p->member_count; i++)
        for (size_t n = 0; n < p->members[i].notes.count; n++) {
            const Note *note = &p->members[i].notes.items[n];
            p->note_of[note->piece] = note;
            p->owner_of[note->piece] = &p->members[i];
        }
}

static void begin_wave(Team *p) {
    deal_begin(&p->deal, p->work, p->member_count, p->from, p->to);
    atomic_store(&p->words, 0);
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        for (int part = 0; part < PARTS; part++) vec_empty(&member->outbox.words[part]);
        member->outbox.lowest = UINT32_MAX;
        member->outbox.highest = 0;
        member->is_unusual = false;
        vec_empty(&member->notes);
    }
    for (uint32_t i = 0; i < p->part_count; i++) {
        p->parts[i].piece = p->parts[i].at = p->parts[i].row_count = 0;
        p->parts[i].is_done = false;
        vec_empty(&p->parts[i].rows);
    }
}

static bool any_unusual(const Team *p) {
    for (uint32_t i = 0; i < p->member_count; i++)
        if (p->members[i].is_unusual) return true;
    return false;
}

/* Several waves; false if the run must stop.  *is_unusual: nothing was added from row p->from on. */
static bool run_waves(Team *p, RelId head, bool *is_unusual) {
    while (p->from < p->to) {
        begin_wave(p);
        workers_run(p->work->workers, find, p);
        *is_unusual = any_unusual(p);
        if (*is_unusual) return true;
        if (atomic_load(&p->deal.stops)) return !work_should_stop(p->work, p->plan->rule);
        list_pieces(p);
        uint64_t done = (uint64_t)p->piece_count * p->deal.piece_rows;
        if (!(p->part_count > 1 ? add_to_sets(p, head) : add_rows(p, head))) return false;
        *is_unusual = p->part_count > 1 && atomic_load(&p->gives_up);
        if (*is_unusual) return true;
        p->from = done < p->to - p->from ? p->from + (uint32_t)done : p->to;
    }
    return true;
}

static void share(Team *p, Member *member) {
    join_share(member->join, &p->deal, &member->is_unusual);
    member->join->team = p;
    member->join->outbox = &member->outbox;
}

static void unshare(Member *member) {
    join_share(member->join, NULL, NULL);
    member->join->team = NULL;
    member->join->outbox = NULL;
}

bool team_run(Team *team) {
    Team *p = team;
    const Rule *rule = &p->work->store->program->rules.items[p->plan->rule];
    Table *table = store_table(p->work->store, rule->head);
    bool is_unusual = false;
    for (uint32_t i = 1; i < p->member_count; i++) (void)join_is_ready(p->members[i].join); /* as the first one is */
    p->sets = table_sets_to_fill(table);
    p->has_sets = p->plan->set_step != NO_ID;
    p->width = p->has_sets ? 3 : table_arity(table);
    choose_parts(p, table);
    uint32_t rows = join_rows(p->members[0].join, &p->from);
    p->to = p->from + rows;
    for (uint32_t i = 0; i < p->member_count; i++) share(p, &p->members[i]);
    bool going_on = run_waves(p, rule->head, &is_unusual);
    for (uint32_t i = 0; i < p->member_count; i++) unshare(&p->members[i]);
    if (is_unusual) return join_run_part(p->members[0].join, p->from, p->to);
    return going_on;
}
