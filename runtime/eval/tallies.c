/* One rule's bindings, folded by several threads.
 *
 * Each worker has a tally of its own, and notes how many groups it had when it began each piece.  A group that a worker has
 * first met in a piece is, if no earlier piece has it, among those that one thread would first meet there, in the same order:
 * so the tallies are put together piece by piece, and groups come out in the order in which one thread would meet them. */
#include "runtime/eval/stream_internal.h"
#include "runtime/eval/workers.h"

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
    Deal deal;
    uint32_t member_count;
    Member *members;
} Tallies;

static void open_members(Tallies *p, Join *first, const Plan *plan) {
    Work *work = p->stream->work;
    for (uint32_t i = 0; i < p->member_count; i++) {
        Member *member = &p->members[i];
        Stream *stream = &member->stream;
        *stream = *p->stream;
        stream->deal = &p->deal;
        stream->taken = 0;
        stream->tally = tally_begin(work->store->program->values, stream->fold);
        stream->tally.most = p->stream->tally.most;
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

static void fold_pieces(void *context, uint32_t worker) {
    Tallies *p = context;
    Member *member = &p->members[worker];
    Stream *stream = &member->stream;
    Piece piece;
    while (deal_next(&p->deal, &piece)) {
        vec_push(&member->notes, ((Note){piece.number, stream->tally.group_count}));
        bool going_on = member->join ? join_run_part(member->join, piece.from, piece.to)
                                     : stream_scan(stream, p->literal, p->columns, piece.from, piece.to) &&
                                           deal_may_go_on(&p->deal);
        if (!going_on || stream->is_unusual || stream->is_refused) deal_stop(&p->deal);
        if (worker == 0) work_tell_progress(stream->work);
    }
}

static void call_off(void *context) { deal_stop(&((Tallies *)context)->deal); }

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

static bool put_together(Tallies *p) {
    uint64_t groups = 0, taken = 0;
    for (uint32_t i = 0; i < p->member_count; i++) {
        groups += p->members[i].stream.tally.group_count;
        taken += p->members[i].stream.taken;
    }
    p->stream->is_unusual = !stream_has_room(p->stream, groups < UINT32_MAX ? (uint32_t)groups : UINT32_MAX);
    if (p->stream->is_unusual || !work_count(p->stream->work, p->stream->rule, taken)) return false;
    for (uint32_t i = 0; i < p->member_count; i++)
        p->stream->tally.binding_count += p->members[i].stream.tally.binding_count;
    for (uint32_t piece = 0; piece < p->deal.piece_count; piece++)
        for (uint32_t i = 0; i < p->member_count; i++)
            if (!add_piece(p, &p->members[i], piece)) return false;
    return true;
}

static bool finish(Tallies *p) {
    Stream *stream = p->stream;
    for (uint32_t i = 0; i < p->member_count; i++) {
        stream->is_unusual = stream->is_unusual || p->members[i].stream.is_unusual;
        stream->is_refused = stream->is_refused || p->members[i].stream.is_refused;
    }
    if (stream->is_unusual || stream->is_refused) return false;
    if (!atomic_load(&p->deal.stops)) return put_together(p);
    stream->is_unusual = !work_should_stop(stream->work, stream->rule);
    return false;
}

bool tallies_run(Stream *stream, Join *first, const Plan *plan, const uint32_t *columns, RowId from, RowId to) {
    Work *work = stream->work;
    const Rule *rule = &work->store->program->rules.items[stream->rule];
    Tallies tallies = {.stream = stream, .literal = &rule->body[0], .columns = columns}, *p = &tallies;
    if (!work->workers) work->workers = workers_new(work->options->threads);
    p->member_count = workers_count(work->workers);
    p->members = mem_alloc_zero(p->member_count * sizeof *p->members);
    deal_begin(&p->deal, work, p->member_count, from, to, 0);
    open_members(p, first, plan);
    workers_run(work->workers, fold_pieces, call_off, p);
    bool going_on = finish(p);
    close_members(p);
    return going_on;
}
