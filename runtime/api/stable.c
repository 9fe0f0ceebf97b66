/* Searched, and told. */
#include "runtime/api/stable.h"

#include "runtime/api/asked.h"
#include "runtime/judge/stable.h"
#include "runtime/show/need.h"
#include "runtime/show/standing.h"

static bool is_stable(const Settling *settling, const Stability *stability) {
    for (size_t i = 0; i < settling->facts.count; i++)
        if (stability->items[i].can != CANNOT) return false;
    bool is_known = settling->tells_refuted || settling->facts.count + settling->idle.count == 0;
    return is_known && settling->inquiry->stop == STOP_NONE;
}

Answered stable(Session *session, const RunOptions *run, const StableAsk *ask, Text *out) {
    const Claim *claim = asked_claim(session, ask->subject, run);
    if (!claim) return ANSWER_REFUSED;
    const Store *store = session->world->store;
    Verdict verdict = judge_claim(store, claim);
    Arena arena;
    arena_init(&arena);
    Inquiry inquiry;
    Settling settling = {.inquiry = &inquiry};
    Stability stability = {.items = NULL};
    uint32_t size = ask->size ? ask->size : STABLE_SIZE;
    inquiry_init(&inquiry, store, claim, run, session->diags);
    bool is_stopped = session->world->outcome.stop != STOP_NONE;
    if (!is_stopped) {
        settling_init(&settling, &inquiry);
        stable_find(&settling, size, &arena, &stability);
    }
    if (ask->as_json) {
        text_add_char(out, '{');
        standing_members(session->program, claim, verdict.status, verdict.reason, out);
        stable_members(&settling, &stability, is_stopped || inquiry.stop != STOP_NONE, out);
        text_lit(out, "}\n");
    } else {
        standing_print(store, claim, &verdict, out);
        if (is_stopped)
            standing_stopped_print(out);
        else
            stable_print(&settling, &stability, size, out);
    }
    bool holds = !is_stopped && is_stable(&settling, &stability);
    asked_stopped(session, inquiry.stop);
    settling_clear(&settling);
    inquiry_clear(&inquiry);
    verdict_clear(&verdict);
    arena_clear(&arena);
    return holds ? ANSWER_FINE : ANSWER_NEGATIVE;
}
