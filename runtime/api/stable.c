/* Searched, and told. */
#include "runtime/api/stable.h"

#include "runtime/api/asked.h"
#include "runtime/judge/stable.h"
#include "runtime/show/need.h"

static bool is_stable(const Settling *settling, const Stability *stability) {
    for (size_t i = 0; i < settling->facts.count; i++)
        if (stability->items[i].can != CANNOT) return false;
    bool is_known = settling->tells_refuted || settling->facts.count + settling->idle.count == 0;
    return is_known && settling->inquiry->stop == STOP_NONE;
}

Answered stable(Session *session, const RunOptions *run, const StableAsk *ask, Text *out) {
    Asked asked;
    if (!asked_open(&asked, session, ask->subject, run)) return ANSWER_REFUSED;
    Settling settling = {.inquiry = &asked.inquiry};
    Stability stability = {.items = NULL};
    uint32_t size = ask->size ? ask->size : STABLE_SIZE;
    if (!asked.is_stopped) {
        asked_inquire(&asked, run);
        settling_init(&settling, &asked.inquiry);
        stable_find(&settling, size, &asked.arena, &stability);
    }
    asked_begin(&asked, ask->as_json, out);
    if (ask->as_json)
        stable_members(&settling, &stability, asked.is_stopped || asked.inquiry.stop != STOP_NONE, out);
    else if (!asked.is_stopped)
        stable_print(&settling, &stability, size, ask->is_dialogue, out);
    asked_end(ask->as_json, out);
    bool holds = !asked.is_stopped && is_stable(&settling, &stability);
    settling_clear(&settling);
    asked_close(&asked);
    return holds ? ANSWER_FINE : ANSWER_NEGATIVE;
}
