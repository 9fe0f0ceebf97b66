/* Judged, searched, told. */
#include "runtime/api/rests.h"

#include "runtime/api/asked.h"
#include "runtime/api/reread.h"
#include "runtime/judge/supports.h"
#include "runtime/show/priority.h"
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

/* ---- priorities ---- */

/* How what is asked comes out without the priority; false where that could not be told. */
static bool try_without(const Asked *asked, const RestsAsk *ask, const RunOptions *run, Unranked *unranked) {
    const Repair repair = {.steps = {{.kind = STEP_UNPREFER,
                                      .relation = NO_ID,
                                      .winner = unranked->priority.winner,
                                      .loser = unranked->priority.loser}},
                           .step_count = 1};
    Rereading rereading = {.session = asked->session, .supposed = ask->supposed, .run = run, .repair = &repair};
    Session other;
    Asked again;
    bool is_told = reread(&rereading, &other) && asked_open(&again, &other, ask->subject, run);
    if (is_told) {
        unranked->status = again.verdict.status;
        unranked->reason = again.verdict.reason;
        asked_close(&again);
    }
    if (other.world) asked_stopped(asked->session, other.world->outcome.stop);
    reread_end(&rereading, &other);
    return is_told;
}

/* Each that its proof wins by is taken back by itself; those are kept that change what is asked. */
static void find_unrankings(const Asked *asked, const RestsAsk *ask, const RunOptions *run, Unrankings *found) {
    const Verdict *verdict = &asked->verdict;
    if (!verdict->proof) return;
    Priorities priorities = priorities_below(verdict->proof, &found->is_left);
    for (size_t i = 0; i < priorities.count; i++) {
        Unranked unranked = {.priority = priorities.items[i]};
        bool is_told = session_stop(asked->session) == STOP_NONE && try_without(asked, ask, run, &unranked);
        found->is_left = found->is_left || !is_told;
        if (is_told && (unranked.status != verdict->status || unranked.reason != verdict->reason))
            vec_push(&found->items, unranked);
    }
    vec_free(&priorities);
}

/* ---- telling ---- */

static void tell_shown(const Asked *asked, const Supports *supports, const Unrankings *unrankings, const RestsAsk *ask,
                       Text *out) {
    const Session *session = asked->session;
    Typed typed;
    typed_init(&typed, session, ask->supposed);
    TreeStyle style = {.is_dialogue = ask->is_dialogue,
                       .files = text_str(&typed.files),
                       .options = text_str(&typed.options),
                       .tells_change = true};
    supports_facts_print(&asked->inquiry, supports, session->sources, ask->is_full, &style, out);
    unrankings_print(session->program, unrankings, session->sources, out);
    text_add_char(out, '\n');
    supports_sources_print(&asked->inquiry, supports, session->sources, out);
    typed_clear(&typed);
}

static void tell(const Asked *asked, const Supports *supports, const Unrankings *unrankings, const RestsAsk *ask,
                 Text *out) {
    const Sources *sources = asked->session->sources;
    asked_begin(asked, ask->as_json, out);
    if (ask->as_json) {
        supports_members(&asked->inquiry, supports, sources, out);
        unrankings_members(asked->session->program, unrankings, sources, out);
    } else if (supports) {
        tell_shown(asked, supports, unrankings, ask, out);
    } else if (!asked->is_stopped) {
        tell_unshown(asked, out);
    }
    asked_end(ask->as_json, out);
}

Answered rests(Session *session, const RunOptions *run, const RestsAsk *ask, Text *out) {
    Asked asked;
    if (!asked_open(&asked, session, ask->subject, run)) return ANSWER_REFUSED;
    Status status = asked.verdict.status;
    bool is_shown = status == STATUS_ESTABLISHED || status == STATUS_REFUTED;
    Unrankings unrankings = {0};
    verdict_explain(&asked.verdict, session->world->store, asked.claim, session->sources, &asked.arena);
    if (is_shown && !asked.is_stopped) {
        Supports supports;
        asked_inquire(&asked, run);
        supports_find(&asked.inquiry, &asked.verdict, ask->most ? ask->most : SUPPORTS_MOST, &asked.arena, &supports);
        find_unrankings(&asked, ask, run, &unrankings);
        tell(&asked, &supports, &unrankings, ask, out);
        vec_free(&unrankings.items);
        supports_clear(&supports);
    } else {
        tell(&asked, NULL, &unrankings, ask, out);
    }
    asked_close(&asked);
    return status == STATUS_ESTABLISHED ? ANSWER_FINE : ANSWER_NEGATIVE;
}
