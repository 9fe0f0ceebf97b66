/* What is established already needs nothing; all else is searched. */
#include "runtime/api/need.h"

#include "runtime/api/asked.h"
#include "runtime/judge/need.h"
#include "runtime/show/need.h"

Answered need(Session *session, const RunOptions *run, const NeedAsk *ask, Text *out) {
    Asked asked;
    if (!asked_open(&asked, session, ask->subject, run)) return ANSWER_REFUSED;
    Settling settling = {.inquiry = NULL};
    NeedSets sets = {.is_stopped = asked.is_stopped};
    uint32_t most = ask->most ? ask->most : NEED_MOST, size = ask->size ? ask->size : NEED_SIZE;
    bool is_established = asked.verdict.status == STATUS_ESTABLISHED;
    if (!is_established && !asked.is_stopped) {
        asked_inquire(&asked, run);
        settling_init(&settling, &asked.inquiry);
        need_find(&settling, most, size, &asked.arena, &sets);
    }
    asked_begin(&asked, ask->as_json, out);
    if (ask->as_json)
        need_members(&settling, &sets, out);
    else if (is_established && !asked.is_stopped)
        text_lit(out, "Nothing more is needed.\n");
    else if (!asked.is_stopped)
        need_print(&settling, &sets, size, ask->is_dialogue, out);
    asked_end(ask->as_json, out);
    bool is_found = is_established || sets.establish.needs.count > 0;
    need_clear(&sets);
    settling_clear(&settling);
    asked_close(&asked);
    return is_found ? ANSWER_FINE : ANSWER_NEGATIVE;
}
