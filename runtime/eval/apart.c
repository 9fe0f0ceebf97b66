/* Workers that never meet at a key.
 *
 * Where the head's first column is that of the rows a rule goes through, and these lie in its order, pieces that end
 * where it changes have no key in common.  Then a worker adds what it finds to the head's sets at once, and keeps but
 * the rows that are new: nothing is written down to be read again.  When the sets need room, what comes goes to the
 * outbox, and the wave ends with the pieces at hand. */
#include "runtime/eval/team_internal.h"

/* ---- which keys ---- */

/* Whether the rows of the first step are in the order of their first column, or have no other; and its range. */
static bool note_range(Team *p, const Table *table) {
    uint32_t arity = table_arity(table), before = 0, lowest = UINT32_MAX, highest = 0;
    const Value *row = table_row(table, p->from);
    bool is_sorted = true;
    if (table_is_sorted(table, p->from, p->to)) {
        p->lowest = value_rank(*row);
        p->highest = value_rank(*table_row(table, p->to - 1));
        return p->is_sorted = true;
    }
    for (uint32_t i = p->from; i < p->to; i++, row += arity) {
        uint32_t rank = value_rank(*row);
        is_sorted = is_sorted & (before <= rank);
        lowest = rank < lowest ? rank : lowest;
        highest = rank > highest ? rank : highest;
        before = rank;
    }
    p->lowest = lowest;
    p->highest = highest;
    p->is_sorted = is_sorted;
    return is_sorted || arity == 1;
}

bool keys_are_scanned(const Team *p) {
    const Term key = p->joins[0]->rule->terms[0], *terms = p->plan->steps[0].literal->terms;
    return p->plan->steps[0].literal->kind == LIT_ATOM && key.kind == TERM_VAR && terms[0].kind == TERM_VAR &&
           terms[0].id == key.id;
}

bool keys_are_apart(Team *p) { return p->from < p->to && note_range(p, p->joins[0]->frames[0].table); }

/* The first row from this one on that begins otherwise than the one before. */
static uint32_t next_key(const Team *p, const Table *table, uint32_t row) {
    if (row == p->from || row == p->to) return row;
    Value before = *table_row(table, row - 1);
    while (row < p->to && *table_row(table, row) == before) row++;
    return row;
}

Piece piece_apart(const Team *p, Piece piece) {
    const Table *table = p->joins[0]->frames[0].table;
    return (Piece){piece.number, next_key(p, table, piece.from), next_key(p, table, piece.to)};
}

/* ---- finding ---- */

bool apart_begin(Team *p) {
    if (p->has_sets) {
        SetOrigin origin = join_set_origin(p->joins[0]);
        p->source = set_source(&origin);
    }
    return team_share_sets(p, p->lowest, p->highest);
}

static void must_wait(Team *p, Member *member) {
    member->is_full = true;
    atomic_fetch_add_explicit(&p->words, WAVE_WORDS, memory_order_relaxed);
}

static void must_give_up(Team *p) {
    atomic_store(&p->gives_up, true);
    deal_stop(&p->deal);
}

uint32_t apart_unite(Team *p, Member *member, const Value *keys, const uint32_t *begin, const uint32_t *end,
                     uint32_t count, uint64_t *words) {
    size_t before = member->found.count;
    uint32_t done = 0;
    while (done < count && !member->is_full && !member->is_unusual) {
        uint32_t added = 0, some = sets_at_once(&p->source, begin + done, end + done, count - done);
        uint64_t room = (member->found.capacity - member->found.count) / 2;
        uint64_t most = set_most(&p->source, begin[done], end[done], room);
        vec_reserve(&member->found, member->found.count + (most < p->room ? p->room : most) * 2);
        room = (member->found.capacity - member->found.count) / 2;
        SetsState state;
        done += sets_unite_many(member->sets, keys + done, &p->source, begin + done, end + done, some,
                                member->found.items + member->found.count, room, &added, &state);
        member->found.count += (size_t)added * 2;
        if (state == SETS_GIVE_UP) must_give_up(p);
        if (state == SETS_NEED_ROOM) must_wait(p, member);
        if (state != SETS_FINE) break;
        if (done < count) member->is_unusual = !deal_may_go_on(&p->deal);
    }
    *words = member->found.count - before + (uint64_t)(count - done) * p->width;
    return done;
}

uint32_t apart_add_rows(Team *p, Member *member, const Value *rows, uint32_t count, uint64_t *words) {
    uint32_t added = 0, done = 0;
    if (!member->is_full) {
        vec_reserve(&member->found, member->found.count + (size_t)count * 2);
        done = sets_add_rows(member->sets, rows, count, member->found.items + member->found.count, &added);
        member->found.count += (size_t)added * 2;
        if (done < count) sets_need_room(p->sets) ? must_wait(p, member) : must_give_up(p);
    }
    *words = ((uint64_t)added + count - done) * 2;
    return done;
}
