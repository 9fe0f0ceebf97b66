/* One planned rule, by several threads.
 *
 * The rows of the first step are dealt out in pieces, and each worker runs the rule on its pieces and keeps what it
 * finds, with notes of where each piece begins.  Then all of it is added in the order of pieces (parts.c), so that rows
 * come in the order that one thread would give them; what can be added at once need not be kept (apart.c).  A head
 * without sets has one part, whose rows are added by ranges of slots (claims.c), or by the caller.
 * What is found is kept until a limit, then added, and so on: a wave.
 * What only one thread may do, making new values, noting faults or giving up sets, makes all of them stop;
 * then one does what is left. */
#include "runtime/eval/team_internal.h"

/* ---- making ready ---- */

/* Not for propositions, which are found at once. */
bool team_is_worth(const Work *work, const Plan *plan, const Join *join) {
    uint32_t from;
    return join->arity > 0 && deal_is_worth(work, plan, join_rows(join, &from));
}

static struct TeamRoom *room_new(uint32_t member_count) {
    struct TeamRoom *room = mem_alloc_zero(sizeof *room);
    room->member_count = member_count;
    room->members = mem_alloc_zero(member_count * sizeof *room->members);
    return room;
}

void team_room_free(struct TeamRoom *room) {
    if (!room) return;
    for (uint32_t i = 0; i < room->member_count; i++) {
        Member *member = &room->members[i];
        outbox_free(&member->outbox);
        vec_free(&member->notes);
        vec_free(&member->found);
        vec_free(&member->room);
    }
    for (int part = 0; part < PARTS; part++) vec_free(&room->parts[part].rows);
    mem_free(room->members);
    mem_free(room);
}

Team *team_open(Work *work, const Plan *plan, Join *first) {
    Team *p = mem_alloc_zero(sizeof *p);
    p->work = work;
    p->plan = plan;
    p->member_count = workers_count(work_workers(work));
    if (!work->team_room) work->team_room = room_new(p->member_count);
    p->members = work->team_room->members;
    p->parts = work->team_room->parts;
    p->shares = mem_alloc_zero(p->member_count * sizeof *p->shares);
    p->joins = mem_alloc(p->member_count * sizeof(Join *));
    for (uint32_t i = 0; i < p->member_count; i++) p->joins[i] = i ? join_open(work, plan) : first;
    return p;
}

void team_close(Team *team) {
    if (!team) return;
    for (uint32_t i = 1; i < team->member_count; i++) join_close(team->joins[i]);
    vec_free(&team->stretches);
    claims_clear(&team->claims);
    mem_free(team->joins);
    mem_free(team->shares);
    mem_free(team->note_of);
    mem_free(team->owner_of);
    mem_free(team);
}

/* ---- finding ---- */

static void find(void *context, uint32_t worker) {
    Team *p = context;
    Member *member = &p->members[worker];
    Piece piece;
    while (atomic_load(&p->words) < p->wave_words && deal_next(&p->deal, &piece)) {
        if (p->is_apart) piece = piece_apart(p, piece);
        Note note = {.piece = piece.number, .found = member->found.count};
        for (uint32_t part = 0; part < p->ranges.count; part++)
            note.begins[part] = outbox_word_count(p, &member->outbox, part);
        vec_push(&member->notes, note);
        if (!join_run_part(member->join, piece.from, piece.to) || member->is_unusual) deal_stop(&p->deal);
        if (worker == 0) work_tell_progress(p->work);
    }
}

static void call_off(void *context) { deal_stop(&((Team *)context)->deal); }

/* ---- waves ---- */

static bool add_piece(Team *p, RelId head, uint32_t piece) {
    const RuleId rule = p->plan->rule;
    uint32_t count;
    const uint32_t *words = outbox_words(p, piece, 0, 0, &count);
    if (!p->has_sets) return work_add(p->work, rule, head, words, count / p->width);
    const bool has_key = table_arity(store_table(p->work->store, head)) == 2;
    SetOrigin origin = join_set_origin(p->joins[0]);
    for (uint32_t at = 0; at < count; at += p->width) {
        const uint32_t *entry = words + at;
        if (!work_add_sets(p->work, rule, head, has_key ? entry : NULL, &origin, &entry[1], &entry[2], 1)) return false;
    }
    return true;
}

/* For a table without sets, where there is one part: piece by piece. */
static bool add_rows(Team *p, RelId head) {
    const Table *table = store_table(p->work->store, head);
    for (uint32_t piece = 0; piece < p->piece_count;) {
        bool are_claimed;
        const uint32_t from = piece, end = claims_end(p, table, piece, &are_claimed);
        if (are_claimed) claims_add(p, head, from, end);
        for (; piece < end; piece++)
            if (!are_claimed && !add_piece(p, head, piece)) return false;
    }
    return true;
}

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
    deal_begin(&p->deal, p->work, p->member_count, p->from, p->to, p->piece_most);
    atomic_store(&p->words, 0);
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        outbox_empty(&member->outbox);
        member->is_unusual = member->is_full = false;
        vec_empty(&member->notes);
        vec_empty(&member->found);
    }
    parts_begin(p);
}

static bool any_unusual(const Team *p) {
    for (uint32_t i = 0; i < p->member_count; i++)
        if (p->members[i].is_unusual) return true;
    return false;
}

/* Several threads keep more than one does: only without it can be seen whether the run must stop. */
static void forget_found(Team *p) {
    for (uint32_t i = 0; i < p->member_count; i++) {
        outbox_free(&p->members[i].outbox);
        vec_free(&p->members[i].found);
    }
}

/* Looks for rows; false if nothing is to be added: because only one may go on, or the run must stop. */
static bool find_rows(Team *p, bool *is_unusual) {
    atomic_store(&p->gives_up, p->is_apart && !apart_begin(p));
    if (!atomic_load(&p->gives_up)) workers_run(p->work->workers, find, call_off, p);
    *is_unusual = atomic_load(&p->gives_up) || any_unusual(p);
    if (p->is_apart && (atomic_load(&p->gives_up) || atomic_load(&p->deal.stops))) parts_take_back(p);
    if (atomic_load(&p->deal.stops)) forget_found(p);
    return !atomic_load(&p->deal.stops) && !*is_unusual;
}

/* So that a wave has some pieces for each worker. */
static void choose_pieces(Team *p, uint32_t rows) {
    uint64_t words = atomic_load(&p->words) + 1, most = rows * (uint64_t)p->wave_words / words;
    most /= PIECES_A_WAVE * p->member_count;
    p->piece_most = most == 0 ? 1 : most < UINT32_MAX ? (uint32_t)most : UINT32_MAX;
}

/* The first row behind the pieces of the wave. */
static uint32_t row_behind(const Team *p) {
    Piece last = {.from = p->from, .to = deal_row(&p->deal, p->piece_count)};
    return p->is_apart ? piece_apart(p, last).to : last.to;
}

/* Several waves; false if the run must stop.  *is_unusual: nothing was added from row p->from on. */
static bool run_waves(Team *p, RelId head, bool *is_unusual) {
    while (p->from < p->to) {
        begin_wave(p);
        if (!find_rows(p, is_unusual)) {
            bool must_stop = !*is_unusual && work_should_stop(p->work, p->plan->rule);
            *is_unusual = !must_stop;
            return !must_stop;
        }
        list_pieces(p);
        uint32_t from = row_behind(p);
        choose_pieces(p, from - p->from);
        if (!(p->ranges.count > 1 ? parts_add(p, head) : add_rows(p, head))) return false;
        *is_unusual = p->ranges.count > 1 && atomic_load(&p->gives_up);
        if (*is_unusual) return true;
        p->from = from;
    }
    return true;
}

static void share(Team *p, Member *member, Join *join) {
    member->join = join;
    join_share(member->join, &p->deal, &member->is_unusual);
    member->join->team = p;
    member->join->member = member;
}

static void unshare(Member *member) {
    join_share(member->join, NULL, NULL);
    member->join->team = NULL;
    member->join->member = NULL;
    member->join = NULL;
}

/* The first rows go to a table that may yet get sets: one thread finds out. */
static bool run_ahead(Team *p, Table *table) {
    uint32_t rows = 1, most = (p->to - p->from) / 4;
    for (; table_may_get_sets(table) && rows < most; rows *= 2) {
        uint32_t from = p->from;
        p->from += rows;
        if (!join_run_part(p->joins[0], from, p->from)) return false;
    }
    return true;
}

bool team_run(Team *p) {
    const Rule *rule = &p->work->store->program->rules.items[p->plan->rule];
    Table *table = store_table(p->work->store, rule->head);
    bool is_unusual = false;
    for (uint32_t i = 1; i < p->member_count; i++) (void)join_is_ready(p->joins[i]); /* as the first one is */
    uint32_t rows = join_rows(p->joins[0], &p->from);
    p->to = p->from + rows;
    if (!run_ahead(p, table)) return false;
    p->room = p->work->options->budget.max_bytes ? ROOM : ROOM_UNLIMITED;
    p->sets = table_sets_to_fill(table);
    p->has_sets = p->plan->set_step != NO_ID;
    p->width = p->has_sets ? 3 : table_arity(table);
    p->chunk = CHUNK_WORDS / p->width * p->width;
    parts_choose(p, table);
    p->wave_words = p->is_apart                                   ? WAVE_WORDS_APART
                    : !p->has_sets && table_may_be_claimed(table) ? WAVE_WORDS_CLAIMED
                                                                  : WAVE_WORDS;
    for (uint32_t i = 0; i < p->member_count; i++) share(p, &p->members[i], p->joins[i]);
    bool going_on = run_waves(p, rule->head, &is_unusual);
    for (uint32_t i = 0; i < p->member_count; i++) unshare(&p->members[i]);
    if (is_unusual) return join_run_part(p->joins[0], p->from, p->to);
    return going_on;
}
