/* Judged, searched, told. */
#include "runtime/api/rests.h"

#include "runtime/api/asked.h"
#include "runtime/judge/supports.h"
#include "runtime/show/rests.h"
#include "runtime/show/standing.h"

static void tell(const Inquiry *inquiry, const Verdict *verdict, const Supports *supports, const Session *session,
                 bool as_json, Text *out) {
    if (as_json) {
        text_add_char(out, '{');
        standing_members(session->program, inquiry->claim, verdict->status, verdict->reason, out);
        supports_members(inquiry, supports, session->sources, out);
        text_lit(out, "}\n");
        return;
    }
    standing_print(session->world->store, inquiry->claim, verdict, out);
    if (supports)
        supports_print(inquiry, supports, session->sources, out);
    else if (session->world->outcome.stop != STOP_NONE)
        standing_stopped_print(out);
    else
        text_lit(out, "Nothing shows it, so there is nothing that it rests on.\n");
}

Answered rests(Session *session, const RunOptions *run, const RestsAsk *ask, Text *out) {
    const Claim *claim = asked_claim(session, ask->subject, run);
    if (!claim) return ANSWER_REFUSED;
    const Store *store = session->world->store;
    Verdict verdict = judge_claim(store, claim);
    Arena arena;
    arena_init(&arena);
    bool is_shown = verdict.status == STATUS_ESTABLISHED || verdict.status == STATUS_REFUTED;
    if (!is_shown || session->world->outcome.stop != STOP_NONE) {
        tell(&(Inquiry){.claim = claim}, &verdict, NULL, session, ask->as_json, out);
    } else {
        Inquiry inquiry;
        Supports supports;
        verdict_explain(&verdict, store, claim, session->sources, &arena);
        inquiry_init(&inquiry, store, claim, run, session->diags);
        supports_find(&inquiry, &verdict, ask->most ? ask->most : SUPPORTS_MOST, &arena, &supports);
        tell(&inquiry, &verdict, &supports, session, ask->as_json, out);
        asked_stopped(session, inquiry.stop);
        supports_clear(&supports);
        inquiry_clear(&inquiry);
    }
    Status status = verdict.status;
    verdict_clear(&verdict);
    arena_clear(&arena);
    return status == STATUS_ESTABLISHED ? ANSWER_FINE : ANSWER_NEGATIVE;
}
