/* What the rules that conclude something lack, the nearest first.
 *
 * Of what is asked each premise is told; further down only those that lack.
 * What is left out is counted, and `--full` has it; JSON has all. */
#include "runtime/show/below.h"
#include "runtime/show/missing.h"
#include "runtime/show/premise.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

#define ATTEMPTS_SHOWN 2
#define ROUTES_TOLD 3  /* of what is asked */
#define ROUTES_BELOW 2 /* of what is missing in it */
#define OPPOSED_TOLD 2 /* premises that hold though something speaks against them */

/* ---- rule after rule ---- */

static void attempt_print(const WhyNot *w, const Attempt *attempt, bool is_asked, Text *text) {
    const Rule *rule = &w->store->program->rules.items[attempt->nearby->rule];
    uint32_t folded = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Stand stand = attempt->premises[i].stand;
        if (stand == STAND_HOLDS && !w->is_full && check_is_trivial(&rule->body[i])) continue;
        if (stand == STAND_HOLDS && !w->is_full && !is_asked) {
            folded++;
            continue;
        }
        text_printf(text, "    - %-4s  ", stand_mark(stand));
        premise_told_print(w->shortfall, attempt, i, w->sources, text);
        size_t before = text->length;
        text_lit(text, "  ");
        premise_reason_print(w->shortfall, attempt, i, (ReasonStyle){true, w->is_full}, w->sources, text);
        if (text->length == before + 2) text_cut(text, before);
        text_add_char(text, '\n');
    }
    if (folded) text_printf(text, "    - yes   %u more; --full\n", (unsigned)folded);
}

static void route_print(const WhyNot *w, const Route *route, bool is_asked, bool is_answer, Text *text) {
    uint32_t shown = 0, most = shown_most(w, is_asked ? ATTEMPTS_SHOWN : 1), kept = 0, known = 0;
    if (!is_answer) {
        text_lit(text, "  - ");
        route_title_print(w->shortfall, route, w->sources, text);
        text_add_char(text, '\n');
    }
    for (uint32_t i = 0; i < route->attempt_count; i++) {
        const Nearby *nearby = route->attempts[i].nearby;
        if (i && (nearby->is_loose || nearby->repeats > route->attempts[0].nearby->repeats)) continue;
        kept++;
        if (shown >= most) continue;
        if (shown++) text_lit(text, "    or, as near:\n");
        known += route->attempts[i].nearby->pending <= route->attempts[0].nearby->pending;
        attempt_print(w, &route->attempts[i], is_asked, text);
    }
    if (route->is_far && route->attempts[0].nearby->lacking > NEARBY_LEFT_OUT)
        text_lit(text, "    (more than two premises are lacking, and then only one instance is looked for)\n");
    else if (!route->is_far && route->found > known)
        text_printf(text, "    (and %u more that %s as little%s)\n", (unsigned)(route->found - known),
                    route->found - known == 1 ? "lacks" : "lack", kept > shown ? "; --full" : "");
    if (route->is_cut) text_lit(text, "    (the search was stopped at its bounds; there may be nearer ones)\n");
}

/* Of an exception that fires and of a circle enough has been said. */
static bool is_told_already(const WhyNot *w, const Short *entry, const Route *route) {
    Reason reason = entry->judgement.reason;
    const Rule *rule = &w->store->program->rules.items[route->rule];
    if (w->is_full || (reason != REASON_EXCEPTED && reason != REASON_CYCLIC)) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Stand stand = route->attempts[0].premises[i].stand;
        bool is_open = stand == STAND_OPEN || stand == STAND_UNDECIDED;
        bool is_exception = stand == STAND_IN_THE_WAY && rule->body[i].is_exception;
        if (stand_is_lacking(stand) && !(reason == REASON_CYCLIC ? is_open : is_exception)) return false;
    }
    return true;
}

void routes_print(const WhyNot *w, const Short *entry, Text *text) {
    bool is_body = w->store->program->relations.items[entry->relation].helper == HELPER_ANSWER;
    uint32_t told = 0, left_out = entry->left_out, most = shown_most(w, entry->depth ? ROUTES_BELOW : ROUTES_TOLD);
    if (entry->is_too_deep) text_printf(text, "  not followed further: --depth %u\n", (unsigned)w->depth);
    for (uint32_t i = 0; i < entry->route_count; i++) {
        if (is_told_already(w, entry, &entry->routes[i])) continue;
        if (told == most && !is_body) {
            left_out++;
            continue;
        }
        if (told == 0 && is_body) text_lit(text, "  part by part:\n");
        if (told == 0 && !is_body)
            text_add(text, entry->judgement.status == STATUS_UNSUPPORTED
                               ? STR("  no rule has its premises; the nearest:\n")
                               : STR("  other rules lack premises:\n"));
        if (told && is_body) text_lit(text, "    or, the other way:\n");
        told++;
        route_print(w, &entry->routes[i], entry->depth == 0, is_body, text);
    }
    if (left_out)
        text_printf(text, "  - and %u more %s, not nearer%s\n", (unsigned)left_out, left_out == 1 ? "rule" : "rules",
                    left_out > entry->left_out ? "; --full" : "");
}

/* ---- the nearest, in a few lines ---- */

/* The first premise that lacks and goes on below; of a missing one that nobody could state otherwise. */
static void below_print_first(const WhyNot *w, const Attempt *attempt, Text *text) {
    uint32_t count = w->store->program->rules.items[attempt->nearby->rule].literal_count, lacking = 0;
    for (uint32_t i = 0; i < count; i++) lacking += stand_is_lacking(attempt->premises[i].stand);
    for (uint32_t i = 0; i < count; i++) {
        size_t before = text->length;
        if (!stand_is_lacking(attempt->premises[i].stand)) continue;
        if (lacking == 1) {
            text_lit(text, "  for that, ");
        } else {
            text_lit(text, "  for \"");
            premise_told_print(w->shortfall, attempt, i, w->sources, text);
            text_lit(text, "\", ");
        }
        if (below_print(w->shortfall, attempt, i, w->sources, text)) {
            text_lit(text, "; see 1\n");
            return;
        }
        text_cut(text, before);
    }
}

/* A premise that holds, and what speaks against it all the same. */
static void opposed_print(const WhyNot *w, const Attempt *attempt, Text *text) {
    uint32_t count = w->store->program->rules.items[attempt->nearby->rule].literal_count, told = 0;
    Text held;
    text_init(&held);
    for (uint32_t i = 0; i < count && told <= OPPOSED_TOLD; i++) {
        text_empty(&held);
        if (!premise_hold_print(w->shortfall, attempt, i, w->sources, &held)) continue;
        if (told++ == OPPOSED_TOLD) {
            text_lit(text, "  and more that it has is argued about; see 1\n");
            continue;
        }
        text_lit(text, "  it has: ");
        premise_told_print(w->shortfall, attempt, i, w->sources, text);
        text_printf(text, ", %.*s\n", STR_FMT(text_str(&held)));
    }
    text_clear(&held);
}

void nearest_print(const WhyNot *w, const Short *entry, Text *text) {
    if (entry->judgement.status != STATUS_UNSUPPORTED || entry->route_count == 0) return;
    const Route *route = &entry->routes[0];
    text_lit(text, "  no rule has its premises; the nearest is ");
    route_title_print(w->shortfall, route, w->sources, text);
    text_lit(text, "\n  it lacks: ");
    lacking_print(w->shortfall, &route->attempts[0], w->sources, text);
    size_t end = text->length;
    text_add_char(text, '\n');
    below_print_first(w, &route->attempts[0], text);
    if (text->length == end + 1) {
        text_cut(text, end);
        text_lit(text, "; see 1\n");
    }
    opposed_print(w, &route->attempts[0], text);
}
