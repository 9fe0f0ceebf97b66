/* Each fact is tried by itself in two worlds.  Where that makes no difference, others are settled beside it, one, then
 * two, in every way; where all of them can be gone through, nothing is left that could make one. */
#include "runtime/judge/stable.h"

/* Of one fact with what is settled beside it. */
static bool judge_all(Settling *s, uint8_t *settled, uint32_t fact, Influence *influence) {
    Turnout *standings[] = {
        [FACT_UNKNOWN] = &influence->open, [FACT_HOLDS] = &influence->holds, [FACT_FAILS] = &influence->fails};
    bool is_whole = true, is_alone = influence->other_count == 0;
    influence->open = (Turnout){s->status, s->reason};
    for (int k = is_alone ? FACT_HOLDS : FACT_UNKNOWN; k <= FACT_FAILS; k++) {
        settled[fact] = (uint8_t)k;
        is_whole = is_whole && settling_verify(s, settled, &standings[k]->status, &standings[k]->reason);
    }
    settled[fact] = FACT_UNKNOWN;
    return is_whole;
}

static bool differs(const Influence *i) {
    return i->open.status != i->holds.status || i->open.status != i->fails.status;
}

static void try_alone(Settling *s, uint32_t fact, Arena *arena, Influence *influence) {
    uint8_t *settled = arena_array(arena, uint8_t, s->facts.count + 1);
    *influence = (Influence){.can = NOT_FOUND, .others = settled};
    if (judge_all(s, settled, fact, influence) && differs(influence)) influence->can = CAN_CHANGE;
}

/* With what is settled; false if there is no difference. */
static bool makes_difference(Settling *s, uint8_t *settled, uint32_t fact) {
    Out outs[3];
    for (int k = FACT_UNKNOWN; k <= FACT_FAILS; k++) {
        settled[fact] = (uint8_t)k;
        outs[k] = settling_try(s, settled);
    }
    settled[fact] = FACT_UNKNOWN;
    return outs[0] != outs[1] || outs[0] != outs[2];
}

/* False if it was stopped. */
static bool try_with(Settling *s, uint32_t fact, uint32_t others, Arena *arena, Influence *influence,
                     Stability *stability) {
    SettlingWays ways = settling_ways(s, others, fact, arena);
    while (settling_next(&ways)) {
        if (!settling_may_go_on(s)) return false;
        if (!makes_difference(s, ways.settled, fact)) continue;
        Influence found = {.can = CAN_CHANGE, .other_count = others};
        if (judge_all(s, ways.settled, fact, &found) && differs(&found)) {
            found.others = arena_copy(arena, ways.settled, s->facts.count);
            *influence = found;
            return true;
        }
        stability->unverified += s->inquiry->stop == STOP_NONE;
    }
    return true;
}

static void try_together(Settling *s, uint32_t size, Arena *arena, Influence *items, Stability *stability) {
    uint32_t count = (uint32_t)s->facts.count;
    for (uint32_t k = 2; k <= size && k <= count; k++) {
        for (uint32_t i = 0; i < count; i++)
            if (items[i].can == NOT_FOUND && !try_with(s, i, k - 1, arena, &items[i], stability)) return;
        stability->size = k;
    }
}

/* Whether it is certain by now that nothing settled can establish or refute it, or take that away. */
static bool is_fixed(Settling *s) {
    uint32_t ways = 0;
    for (Out out = OUT_ESTABLISHED; out <= OUT_NEITHER; out++) ways += settling_can_be(s, out);
    return ways == 1;
}

void stable_find(Settling *s, uint32_t size, Arena *arena, Stability *stability) {
    uint32_t count = (uint32_t)s->facts.count;
    Influence *items = arena_array(arena, Influence, count + 1);
    *stability = (Stability){.items = items, .is_fixed = s->residue && is_fixed(s)};
    bool is_whole = true, is_settled = stability->is_fixed && out_of(s->status) != OUT_NEITHER;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (Influence){.can = NOT_TRIED};
        is_whole = is_whole && settling_may_go_on(s);
        if (is_whole && is_settled)
            items[i].can = CANNOT;
        else if (is_whole)
            try_alone(s, i, arena, &items[i]);
    }
    if (is_whole) stability->size = 1;
    if (is_whole && !stability->is_fixed) try_together(s, size, arena, items, stability);
    bool is_certain = is_whole && s->tells_refuted && (stability->is_fixed || stability->size >= count);
    for (uint32_t i = 0; i < count && is_certain; i++)
        if (items[i].can == NOT_FOUND) items[i].can = CANNOT;
}
