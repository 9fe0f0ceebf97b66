/* Judged, searched, told. */
#include "runtime/api/rests.h"

#include "runtime/api/asked.h"
#include "runtime/judge/supports.h"
#include "runtime/show/further.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/rests.h"

/* What is not shown rests on nothing; who speaks for it all the same, and what stops them. */
static void tell_unshown(const Asked *asked, Text *out) {
    const Verdict *verdict = &asked->verdict;
    if (!verdict->atom) {
        text_lit(out, "Nothing shows it, so there is nothing that it rests on.\n");
        return;
    }
    text_lit(out, "Neither it nor its contrary is shown, so there is nothing that it rests on.\n");
    quarrel_print(asked->session->world->store, verdict->about, verdict->atom, verdict->reason, asked->session->sources,
                  out);
}

static void tell_shown(const Asked *asked, const Supports *supports, const RestsAsk *ask, Text *out) {
    const Session *session = asked->session;
    Text files, options;
    text_init(&files);
    text_init(&options);
    files_words_print(session->paths, session->path_count, &files);
    supposed_words_print(session, ask->supposed, &options);
    TreeStyle style = {.is_dialogue = ask->is_dialogue,
                       .files = text_str(&files),
                       .options = text_str(&options),
                       .tells_change = true};
    supports_facts_print(&asked->inquiry, supports, session->sources, ask->is_full, &style, out);
    text_add_char(out, '\n');
    supports_sources_print(&asked->inquiry, supports, session->sources, out);
    text_clear(&files);
    text_clear(&options);
}

static void tell(const Asked *asked, const Supports *supports, const RestsAsk *ask, Text *out) {
    const Sources *sources = asked->session->sources;
    asked_begin(asked, ask->as_json, out);
    if (ask->as_json)
        supports_members(&asked->inquiry, supports, sources, out);
    else if (supports)
        tell_shown(asked, supports, ask, out);
    else if (!asked->is_stopped)
        tell_unshown(asked, out);
    asked_end(ask->as_json, out);
}

Answered rests(Session *session, const RunOptions *run, const RestsAsk *ask, Text *out) {
    Asked asked;
    if (!asked_open(&asked, session, ask->subject, run)) return ANSWER_REFUSED;
    Status status = asked.verdict.status;
    bool is_shown = status == STATUS_ESTABLISHED || status == STATUS_REFUTED;
    verdict_explain(&asked.verdict, session->world->store, asked.claim, session->sources, &asked.arena);
    if (is_shown && !asked.is_stopped) {
        Supports supports;
        asked_inquire(&asked, run);
        supports_find(&asked.inquiry, &asked.verdict, ask->most ? ask->most : SUPPORTS_MOST, &asked.arena, &supports);
        tell(&asked, &supports, ask, out);
        supports_clear(&supports);
    } else {
        tell(&asked, NULL, ask, out);
    }
    asked_close(&asked);
    return status == STATUS_ESTABLISHED ? ANSWER_FINE : ANSWER_NEGATIVE;
}
