/* What is established already needs nothing; all else is searched. */
#include "runtime/api/need.h"

#include "runtime/api/asked.h"
#include "runtime/judge/need.h"
#include "runtime/show/need.h"
#include "runtime/show/standing.h"

Answered need(Session *session, const RunOptions *run, const NeedAsk *ask, Text *out) {
    const Claim *claim = asked_claim(session, ask->subject, run);
    if (!claim) return ANSWER_REFUSED;
    const Store *store = session->world->store;
    Verdict verdict = judge_claim(store, claim);
    Arena arena;
    arena_init(&arena);
    Inquiry inquiry;
    Settling settling = {.inquiry = NULL};
    NeedSets sets = {.size = 0};
    uint32_t most = ask->most ? ask->most : NEED_MOST, size = ask->size ? ask->size : NEED_SIZE;
    bool is_established = verdict.status == STATUS_ESTABLISHED, is_stopped = session->world->outcome.stop != STOP_NONE;
    inquiry_init(&inquiry, store, claim, run, session->diags);
    if (!is_established && !is_stopped) {
        settling_init(&settling, &inquiry);
        need_find(&settling, most, size, &arena, &sets);
    }
    if (ask->as_json) {
        text_add_char(out, '{');
        standing_members(session->program, claim, verdict.status, verdict.reason, out);
        sets.is_stopped = sets.is_stopped || is_stopped;
        need_members(&settling, &sets, out);
        text_lit(out, "}\n");
    } else {
        standing_print(store, claim, &verdict, out);
        if (is_stopped)
            standing_stopped_print(out);
        else if (is_established)
            text_lit(out, "Nothing more is needed.\n");
        else
            need_print(&settling, &sets, size, out);
    }
    bool is_found = is_established || sets.establish.needs.count > 0;
    asked_stopped(session, inquiry.stop);
    need_clear(&sets);
    settling_clear(&settling);
    inquiry_clear(&inquiry);
    verdict_clear(&verdict);
    arena_clear(&arena);
    return is_found ? ANSWER_FINE : ANSWER_NEGATIVE;
}
