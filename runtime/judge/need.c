/* All ways to settle one open fact are tried, then all of two, and so on,
 * so that what is told first is smallest and what contains it is not told.
 * What refutes a claim with variables no residue tells: then each way is run as a world, once the other side is done,
 * so that these do not keep it from being searched; open facts that only a refutation can hang on are tried as well. */
#include "runtime/judge/need.h"

static bool contains(const uint8_t *settled, const Need *need, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (need->settled[i] != FACT_UNKNOWN && need->settled[i] != settled[i]) return false;
    return true;
}

static bool is_told(const NeedSide *side, const uint8_t *settled, size_t count) {
    for (size_t i = 0; i < side->needs.count; i++)
        if (contains(settled, &side->needs.items[i], count)) return true;
    return false;
}

enum { REFUTE_WORLDS = 200 };

static bool is_done(const NeedSide *side) { return side->is_capped || side->is_impossible || side->is_so; }

/* One more than was asked for tells that there are more. */
static void note(Settling *s, NeedSide *side, const SettlingWays *ways, Status wanted, uint32_t most, Arena *arena,
                 NeedSets *sets) {
    size_t count = s->facts.count;
    Status status;
    Reason reason;
    if (is_done(side) || is_told(side, ways->settled, count)) return;
    side->is_capped = side->needs.count == most;
    if (side->is_capped) return;
    if (settling_verify(s, ways->settled, &status, &reason) && status == wanted)
        vec_push(&side->needs, ((Need){arena_copy(arena, ways->settled, count), ways->size}));
    else
        sets->unverified += s->inquiry->stop == STOP_NONE;
}

/* False if it was stopped. */
static bool try_size(Settling *s, uint32_t hung, uint32_t size, uint32_t most, Arena *arena, NeedSets *sets) {
    SettlingWays ways = settling_ways(s, size, NO_ID, arena);
    size_t count = s->facts.count;
    ways.count = hung;
    while (!(is_done(&sets->establish) && is_done(&sets->refute)) && settling_next(&ways)) {
        if (!settling_may_go_on(s)) return false;
        bool is_known = (is_done(&sets->establish) || is_told(&sets->establish, ways.settled, count)) &&
                        (is_done(&sets->refute) || is_told(&sets->refute, ways.settled, count));
        if (is_known) continue;
        Out out = settling_try(s, ways.settled);
        if (out == OUT_ESTABLISHED) note(s, &sets->establish, &ways, STATUS_ESTABLISHED, most, arena, sets);
        if (out == OUT_REFUTED) note(s, &sets->refute, &ways, STATUS_REFUTED, most, arena, sets);
    }
    return true;
}

static void try_worlds(Settling *s, NeedSide *side, uint32_t size, uint32_t most, Arena *arena) {
    SettlingWays ways = settling_ways(s, size, NO_ID, arena);
    size_t count = s->facts.count;
    Status status;
    Reason reason;
    while (!is_done(side) && settling_next(&ways)) {
        if (is_told(side, ways.settled, count)) continue;
        side->is_stopped = side->worlds == REFUTE_WORLDS || !settling_may_go_on(s);
        if (side->is_stopped) return;
        side->worlds++;
        if (!settling_verify(s, ways.settled, &status, &reason) || status != STATUS_REFUTED) continue;
        side->is_capped = side->needs.count == most;
        if (side->is_capped) return;
        vec_push(&side->needs, ((Need){arena_copy(arena, ways.settled, count), ways.size}));
    }
}

/* So many of the facts can tell whether it is established; the others come behind them. */
static uint32_t add_idle(Settling *s) {
    uint32_t hung = (uint32_t)s->facts.count;
    for (size_t i = 0; i < s->idle.count; i++) vec_push(&s->facts, s->idle.items[i]);
    vec_empty(&s->idle);
    return hung;
}

void need_find(Settling *s, uint32_t most, uint32_t size, Arena *arena, NeedSets *sets) {
    *sets = (NeedSets){.size = 0};
    sets->establish.is_impossible = !settling_can_be(s, OUT_ESTABLISHED);
    sets->refute.is_impossible = !settling_can_be(s, OUT_REFUTED);
    bool by_worlds = s->residue && !s->tells_refuted;
    sets->refute.is_so = by_worlds;
    uint32_t hung = by_worlds ? add_idle(s) : (uint32_t)s->facts.count, last = hung < size ? hung : size;
    for (uint32_t k = 1; k <= last && !sets->is_stopped; k++) {
        if (is_done(&sets->establish) && is_done(&sets->refute)) break;
        sets->is_stopped = !try_size(s, hung, k, most, arena, sets);
        if (!sets->is_stopped) sets->size = k;
    }
    if (!by_worlds || s->status == STATUS_REFUTED) return;
    sets->refute.is_so = false;
    last = s->facts.count < size ? (uint32_t)s->facts.count : size;
    for (uint32_t k = 1; k <= last && !is_done(&sets->refute) && !sets->refute.is_stopped; k++)
        try_worlds(s, &sets->refute, k, most, arena);
    if (!sets->is_stopped && !sets->refute.is_stopped) sets->size = last;
}

void need_clear(NeedSets *sets) {
    vec_free(&sets->establish.needs);
    vec_free(&sets->refute.needs);
}
