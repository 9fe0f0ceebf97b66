/* One rule's bindings, folded by several threads.
 *
 * While there are few groups, each worker has a tally of its own,
 * and notes how many groups it had when it began each piece.
 * A group that a worker has first met in a piece is, if no earlier piece has it, among those that one thread would
 * first meet there, in the same order: so the tallies are put together piece by piece, and groups come out in the order
 * in which one thread would meet them.  Where that would take too long, since there are many, groups are divided among
 * the workers and bindings are sent to who has their group (portions.c).  What is found is put together in waves.
 * Where memory is limited each has its own to the end: what is sent takes room that one thread would not need. */
#include "runtime/eval/stream_internal.h"

enum { WORDS_A_ROW = 512, PIECES_A_WAVE = 8 }; /* times the rows that are worth several threads */

typedef struct {
    uint32_t piece, first_group;
} Note;

typedef struct {
    Stream stream;
    Join *join;
    Vec(Note) notes;
    size_t next; /* note, while all is put together */
} Member;

typedef struct {
    Stream *stream;
    const Literal *literal; /* to be scanned, where there are no joins */
    const uint32_t *columns;
    RowId from, to; /* rows that are left */
    Deal deal;      /* of them */
    uint32_t piece_most;
    _Atomic uint64_t words; /* sent in this wave */
    atomic_bool is_full;    /* somebody has many groups */
    uint32_t member_count;
    Member *members;
} Tallies;

static uint64_t rows_worth(const Work *work) { return threads_from(work->options, DEFAULT_THREADS_FROM); }

static uint64_t wave_words(const Work *work) { return rows_worth(work) * WORDS_A_ROW; }

static bool are_many(const Stream *stream, const Tally *tally) {
    return tally->key_count > 0 && uses(stream->work->store->without, WAY_PORTIONS) &&
           stream->work->options->budget.max_bytes == 0 && tally->group_count > rows_worth(stream->work);
}

static void open_members(Tallies *p, Join *first, const Plan *plan) {
    Work *work = p->stream->work;
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        Stream *stream = &member->stream;
        *stream = *p->stream;
        stream->deal = &p->deal;
        stream->tally = (Tally){0};
        if (!first) continue;
        member->join = i ? join_open(work, plan) : first;
        if (i) (void)join_is_ready(member->join); /* as the first one is */
        join_set_sink(member->join, (Sink){stream_take, stream});
        join_share(member->join, &p->deal, &stream->is_unusual);
    }
}

static void close_members(Tallies *p) {
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        if (i) join_close(member->join);
        if (!i && member->join) join_share(member->join, NULL, NULL);
        tally_clear(&member->stream.tally);
        vec_free(&member->notes);
    }
    mem_free(p->members);
}

static void begin_wave(Tallies *p) {
    const Stream *whole = p->stream;
    deal_begin(&p->deal, whole->work, p->member_count, p->from, p->to, p->piece_most);
    atomic_store(&p->words, 0);
    atomic_store(&p->is_full, false);
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        Stream *stream = &member->stream;
        tally_clear(&stream->tally);
        stream->tally = tally_begin(whole->work->store->program->values, whole->fold);
        stream->tally.most = whole->tally.most;
        stream->portions = whole->portions;
        stream->box = whole->portions ? &whole->portions->boxes[i] : NULL;
        stream->taken = 0;
        vec_empty(&member->notes);
        member->next = 0;
    }
}

/* ---- finding ---- */

static bool fold_piece(Tallies *p, Member *member, Piece piece) {
    Stream *stream = &member->stream;
    uint64_t before = stream->box ? box_words(stream->box) : 0;
    vec_push(&member->notes, ((Note){piece.number, stream->tally.group_count}));
    if (stream->box) box_begin_piece(stream->box, piece.number);
    bool going_on = member->join
                        ? join_run_part(member->join, piece.from, piece.to)
                        : stream_scan(stream, p->literal, p->columns, piece.from, piece.to) && deal_may_go_on(&p->deal);
    if (stream->box) atomic_fetch_add(&p->words, box_words(stream->box) - before);
    if (are_many(p->stream, &stream->tally)) atomic_store(&p->is_full, true);
    return going_on && !stream->is_unusual && !stream->is_refused;
}

static void fold_pieces(void *context, uint32_t worker) {
    Tallies *p = context;
    const uint64_t most = wave_words(p->stream->work);
    Piece piece;
    while (atomic_load(&p->words) < most && !atomic_load(&p->is_full) && deal_next(&p->deal, &piece)) {
        if (!fold_piece(p, &p->members[worker], piece)) deal_stop(&p->deal);
        if (worker == 0) work_tell_progress(p->stream->work);
    }
}

static void call_off(void *context) { deal_stop(&((Tallies *)context)->deal); }

/* ---- putting together ---- */

/* The groups of the next piece, if it is one of this member's. */
static bool add_piece(Tallies *p, Member *member, uint32_t piece) {
    Stream *stream = p->stream;
    const Tally *from = &member->stream.tally;
    if (member->next == member->notes.count || member->notes.items[member->next].piece != piece) return true;
    uint32_t group = member->notes.items[member->next++].first_group;
    uint32_t end =
        member->next < member->notes.count ? member->notes.items[member->next].first_group : from->group_count;
    for (; group < end && !stream->is_refused; group += TALLY_BLOCK) {
        uint32_t count = end - group < TALLY_BLOCK ? end - group : TALLY_BLOCK;
        stream->is_refused = !tally_merge(&stream->tally, from, group, count);
    }
    return !stream->is_refused;
}

static bool merge_tallies(Tallies *p, uint32_t piece_count) {
    Stream *stream = p->stream;
    uint64_t groups = 0;
    for (uint32_t i = 0; i < p->member_count; i++) groups += p->members[i].stream.tally.group_count;
    stream->is_unusual = !stream_has_room(stream, groups < UINT32_MAX ? (uint32_t)groups : UINT32_MAX);
    if (stream->is_unusual) return false;
    for (uint32_t i = 0; i < p->member_count; i++)
        stream->tally.binding_count += p->members[i].stream.tally.binding_count;
    for (uint32_t piece = 0; piece < piece_count; piece++)
        for (uint32_t i = 0; i < p->member_count; i++)
            if (!add_piece(p, &p->members[i], piece)) return false;
    return true;
}

/* So that a wave has some pieces for each worker. */
static void choose_pieces(Tallies *p, uint32_t rows) {
    uint64_t words = atomic_load(&p->words), most = rows * wave_words(p->stream->work) / (words + 1);
    most /= PIECES_A_WAVE * p->member_count;
    p->piece_most = most == 0 ? 1 : most < UINT32_MAX ? (uint32_t)most : UINT32_MAX;
}

static bool put_together(Tallies *p) {
    Stream *stream = p->stream;
    uint64_t taken = 0;
    uint32_t pieces = 0;
    for (uint32_t i = 0; i < p->member_count; i++) {
        taken += p->members[i].stream.taken;
        pieces += (uint32_t)p->members[i].notes.count;
    }
    RowId to = deal_row(&p->deal, pieces);
    if (!stream->portions && !merge_tallies(p, pieces)) return false;
    stream->is_refused = stream->portions && !portions_add(stream->portions);
    if (stream->is_refused || !work_count(stream->work, stream->rule, taken)) return false;
    choose_pieces(p, to - p->from);
    p->from = to;
    return true;
}

/* ---- waves ---- */

static bool finish_wave(Tallies *p) {
    Stream *stream = p->stream;
    for (uint32_t i = 0; i < p->member_count; i++) {
        stream->is_unusual = stream->is_unusual || p->members[i].stream.is_unusual;
        stream->is_refused = stream->is_refused || p->members[i].stream.is_refused;
    }
    bool has_stopped = atomic_load(&p->deal.stops);
    if (!stream->is_unusual && !stream->is_refused && !has_stopped) return put_together(p);
    if (stream->portions) portions_forget(stream->portions);
    if (!stream->is_unusual && !stream->is_refused) stream->is_unusual = !work_should_stop(stream->work, stream->rule);
    return false;
}

static void divide_if_many(Stream *stream) {
    if (stream->portions || !are_many(stream, &stream->tally)) return;
    if (!stream->work->portions) stream->work->portions = portions_new(stream->work->workers);
    stream->portions = stream->work->portions;
    portions_begin(stream->portions, &stream->tally, stream->tally.most);
    tally_clear(&stream->tally);
}

bool tallies_run(Stream *stream, Join *first, const Plan *plan, const uint32_t *columns, RowId *from, RowId to) {
    Work *work = stream->work;
    const Rule *rule = &work->store->program->rules.items[stream->rule];
    Tallies tallies = {.stream = stream, .literal = &rule->body[0], .columns = columns, .from = *from, .to = to};
    Tallies *p = &tallies;
    p->piece_most = (uint32_t)rows_worth(work) / 4 + 1; /* to see early whether there are many groups */
    p->member_count = workers_count(work_workers(work));
    p->members = mem_alloc_zero(p->member_count * sizeof *p->members);
    open_members(p, first, plan);
    bool going_on = true;
    while (p->from < p->to && going_on) {
        divide_if_many(stream);
        begin_wave(p);
        workers_run(work->workers, fold_pieces, call_off, p);
        going_on = finish_wave(p);
    }
    close_members(p);
    *from = p->from;
    return going_on;
}

/* ---- alone ---- */

void tallies_begin_alone(Stream *stream) {
    stream->box = stream->portions ? &stream->portions->boxes[0] : NULL;
    if (stream->box) box_begin_piece(stream->box, 0);
}

bool tallies_end_alone(Stream *stream) {
    if (stream->box) stream->is_refused = !portions_add(stream->portions);
    stream->box = NULL;
    return !stream->is_refused;
}

bool tallies_make_room(Stream *stream) {
    if (box_words(stream->box) < wave_words(stream->work)) return true;
    bool is_taken = tallies_end_alone(stream);
    tallies_begin_alone(stream);
    return is_taken;
}
