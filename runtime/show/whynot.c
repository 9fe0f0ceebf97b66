/* The verdict first; then atom after atom what it lacks or who speaks against it, those that others lead to by number; then
 * what would change it. */
#include "runtime/show/whynot.h"

#include "runtime/judge/dispute.h"
#include "runtime/show/below.h"
#include "runtime/show/circling.h"
#include "runtime/show/further.h"
#include "runtime/show/missing.h"
#include "runtime/show/premise.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/slips.h"
#include "runtime/show/standing.h"
#include "runtime/show/summary.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

/* As text; JSON has all. */
#define ATTEMPTS_SHOWN 2
#define ROUTES_TOLD 3    /* of what is asked */
#define ROUTES_BELOW 2   /* of what is missing in it */
#define OPPOSED_TOLD 2   /* premises that hold though something speaks against them */
#define STANDING_LINES 4 /* that may stand between the verdict and what would change it */
#define QUARREL_LINES 8  /* the same where it is argued about */

static const Relation *relation_of(const WhyNot *w, RelId id) { return &w->store->program->relations.items[id]; }

bool short_is_ground(const WhyNot *w, const Short *entry) {
    const Relation *relation = relation_of(w, entry->relation);
    return relation->helper == HELPER_NONE && row_is_ground(entry->row, relation->arity);
}

static void entry_atom_print(const WhyNot *w, const Short *entry, Text *text) {
    if (short_is_ground(w, entry))
        atom_print(w->store->program, entry->relation, entry->row, text);
    else
        atom_print_open(w->store->program, entry->relation, entry->row, entry->names, text);
}

/* ---- one rule ---- */

/* Of what was asked each premise; further down only those that lack. */
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

/* ---- atoms ---- */

/* Whether some fact states it all the same, or did so in vain. */
static bool is_stated(const WhyNot *w, const Short *entry) {
    Dispute dispute = dispute_of(w->store, entry->relation, entry->row);
    bool any = dispute.pro.count > 0;
    dispute_clear(&dispute);
    return any;
}

static void no_rule_print(const WhyNot *w, const Short *entry, Text *text) {
    const Relation *relation = relation_of(w, entry->relation);
    bool is_refuted = entry->judgement.status == STATUS_REFUTED;
    if ((entry->judgement.status != STATUS_UNSUPPORTED && !is_refuted) || entry->rule_count || entry->depth) return;
    if (is_refuted && is_stated(w, entry)) return;
    text_lit(text, "  no rule concludes it and no fact states it; it can only be given");
    if (is_refuted) {
        text_add_char(text, '\n');
        return;
    }
    RowRef near = row_nearest(w->store, entry->relation, entry->row);
    if (near.row != NO_ROW && relation->arity) {
        text_lit(text, "; ");
        near_print(w->store, near, w->is_full, text);
    } else if (relation->arity) {
        text_printf(text, "; nothing is stated of %s%.*s", relation->is_negative ? "-" : "",
                    STR_FMT(symbol_str(w->store->program, relation->name)));
    }
    text_add_char(text, '\n');
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

static void routes_print(const WhyNot *w, const Short *entry, Text *text) {
    bool is_body = relation_of(w, entry->relation)->helper == HELPER_ANSWER;
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

/* `2. looks_doomed(kz_ru) is unsupported: kz_ru looks doomed`. */
static void heading_print(const WhyNot *w, const Short *entry, uint32_t number, Text *text) {
    if (number) text_printf(text, "%u. ", (unsigned)number + 1);
    entry_atom_print(w, entry, text);
    text_lit(text, " is ");
    stands_print(entry->judgement.status, entry->judgement.reason, text);
    if (number == 0 && !w->goal->claim) setting_print_of(w->store, entry->relation, text);
    if (relation_of(w, entry->relation)->sentence.length) {
        const char *quote = entry->judgement.status == STATUS_ESTABLISHED ? "" : "\"";
        text_printf(text, ": %s", quote);
        open_sentence_print(w->store->program, entry->relation, entry->row,
                            short_is_ground(w, entry) ? NULL : entry->names, text);
        text_printf(text, "%s", quote);
    }
    text_add_char(text, '\n');
}

static void claim_heading_print(const WhyNot *w, Text *text) {
    const Claim *claim = w->goal->claim;
    text_printf(text, "%.*s is ", STR_FMT(w->asked));
    stands_print(w->verdict->status, w->verdict->reason, text);
    setting_print(w->store, claim, text);
    claim_words_print(w->store->program, claim, w->verdict->status, text);
    text_add_char(text, '\n');
}

static bool is_answer(const WhyNot *w) {
    return relation_of(w, w->shortfall->items.items[0].relation)->helper == HELPER_ANSWER;
}

/* Whether the claim says the same of the one atom that it is about. */
static bool is_said_by_claim(const WhyNot *w, const Short *asked) {
    if (!w->goal->claim || !w->goal->claim->sentence.length) return false;
    return w->verdict->status == asked->judgement.status && w->verdict->reason == asked->judgement.reason;
}

/* `  the case of it that is nearest to holding: "the csto was founded in 2003"`: of a pattern the row that is told about, whose atom
 * stands below. */
static void nearest_row_print(const WhyNot *w, const Short *asked, Text *text) {
    text_lit(text, "  the case of it that is nearest to holding: \"");
    open_sentence_print(w->store->program, asked->relation, asked->row, short_is_ground(w, asked) ? NULL : asked->names,
                        text);
    text_lit(text, "\"\n");
}

static void verdict_print_first(const WhyNot *w, Text *text) {
    const Short *asked = &w->shortfall->items.items[0];
    if (w->goal->claim) claim_heading_print(w, text);
    if (!w->goal->claim && is_answer(w)) {
        text_printf(text, "%.*s is ", STR_FMT(w->asked));
        stands_print(asked->judgement.status, asked->judgement.reason, text);
        setting_print_of(w->store, w->goal->question->answer, text);
        text_add_char(text, '\n');
    } else if (!is_answer(w) && is_said_by_claim(w, asked)) {
        /* who argues about it says the sentence */
        if (w->pattern && asked->judgement.reason != REASON_CONTESTED) nearest_row_print(w, asked, text);
    } else if (!is_answer(w)) {
        if (w->pattern) {
            text_lit(text, "of what agrees with ");
            atom_print_open(w->store->program, asked->relation, w->pattern, asked->names, text);
            if (relation_of(w, asked->relation)->sentence.length) {
                text_lit(text, ", that ");
                open_sentence_print(w->store->program, asked->relation, w->pattern, asked->names, text);
                text_add_char(text, ',');
            }
            text_lit(text, " this comes furthest:\n");
        }
        heading_print(w, asked, 0, text);
    }
    if (is_answer(w) && asked->route_count == 0)
        text_lit(text, "  each part of it holds, but no values make all of it hold\n");
}

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

/*     no rule has its premises; the nearest is rule vote: citizens vote [The Code]
 *     it lacks: emil is a citizen
 *     of that rule naturalised [The Code] lacks: emil lives here; emil took the oath; see 1 */
static void nearest_print(const WhyNot *w, const Short *entry, Text *text) {
    if (entry->judgement.status != STATUS_UNSUPPORTED || entry->route_count == 0 || is_answer(w)) return;
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

/* As many whole lines of it. */
static Str first_lines(Str words, uint32_t count) {
    size_t length = 0;
    for (; length < words.length && count; length++) count -= words.text[length] == '\n';
    return (Str){words.text, length};
}

/* How it stands, as far as that is short; true if the rest is to be told below what would change it. */
static bool standing_print_first(const WhyNot *w, Text *text) {
    const Short *asked = &w->shortfall->items.items[0];
    if (is_answer(w) && w->verdict && w->verdict->status == STATUS_REFUTED) {
        (void)refutation_print(w, w->verdict->row, verdict_denied_in(w->goal->claim, w->verdict), w->goal->claim, text);
        return false;
    }
    if (is_answer(w) && asked->judgement.status == STATUS_REFUTED) {
        (void)refutation_print(w, asked->judgement.row, NO_ID, w->goal->body, text);
        return false;
    }
    if (asked->judgement.status == STATUS_REFUTED && short_is_ground(w, asked)) {
        bool has_more = refutation_print(w, asked->judgement.row, asked->relation, NULL, text);
        if (!is_answer(w)) no_rule_print(w, asked, text);
        return has_more;
    }
    Text standing;
    text_init(&standing);
    short_standing_print(w, asked, &standing);
    Str words = text_str(&standing);
    bool is_quarrel = asked->judgement.status == STATUS_UNDECIDED;
    bool is_long = first_lines(words, is_quarrel ? QUARREL_LINES : STANDING_LINES).length < words.length;
    text_add(text, is_long ? first_lines(words, is_quarrel ? 4 : 2) : words);
    if (is_long) text_lit(text, "  and more, see 1\n");
    text_clear(&standing);
    if (!is_answer(w)) no_rule_print(w, asked, text);
    nearest_print(w, asked, text);
    circle_print(w->shortfall, text);
    return is_long;
}

/* The first entry, whose verdict stands above already; nothing where nothing is left to tell. */
static void asked_print(const WhyNot *w, bool with_standing, Text *text) {
    const Short *asked = &w->shortfall->items.items[0];
    Text lines;
    text_init(&lines);
    if (with_standing) short_standing_print(w, asked, &lines);
    routes_print(w, asked, &lines);
    if (lines.length || w->shortfall->items.count > 1) {
        text_lit(text, "1. ");
        if (is_answer(w))
            text_add(text, w->asked);
        else
            entry_atom_print(w, asked, text);
        text_add_char(text, '\n');
    }
    text_add(text, text_str(&lines));
    text_clear(&lines);
}

/* ---- what holds ---- */

/* On whose word, and where to go on: the row that holds, of a question that is an atom. */
static void established_print(const WhyNot *w, Text *text) {
    TreeStyle style = {.tells_change = true,
                       .is_dialogue = w->is_dialogue,
                       .files = w->files,
                       .options = w->options,
                       .run = w->run,
                       .tips = true};
    RowRef row = w->verdict ? w->verdict->row : w->judgement.row;
    text_printf(text, "%.*s is established%s", STR_FMT(w->asked),
                w->verdict && w->verdict->policy_sensitive ? " (policy-sensitive)" : "");
    if (w->goal->claim)
        setting_print(w->store, w->goal->claim, text);
    else
        setting_print_of(w->store, w->goal->question->answer, text);
    text_printf(text, ": nothing keeps it from following; '%s' shows its proof\n",
                w->is_dialogue ? ":why" : "hence why");
    if (row.relation != NO_ID && row.row != NO_ROW) {
        Proof *proof = prove(w->store, row.relation, row.row);
        summary_tell(proof, NULL, "it", w->sources, &style, text);
        proof_free(proof);
    }
    if (w->verdict && w->verdict->policy_sensitive) policy_tell(&style, text);
    further_tell(&style, "rests", w->asked, text);
}

/* ---- all of it ---- */

void whynot_print(const WhyNot *w, Text *text) {
    const Shortfall *s = w->shortfall;
    if (w->judgement.status == STATUS_ESTABLISHED) {
        established_print(w, text);
        return;
    }
    if (w->is_partial && !status_is_settled(w->judgement.status)) {
        unsettled_print(w->asked, text);
        text_add_char(text, '\n');
        slips_print(w->store, w->shortfall->items.items[0].relation, w->unheard, text);
        repairs_print(w, false, text);
        return;
    }
    verdict_print_first(w, text);
    bool is_long = standing_print_first(w, text);
    slips_print(w->store, w->shortfall->items.items[0].relation, w->unheard, text);
    Text asked;
    text_init(&asked);
    asked_print(w, is_long, &asked);
    repairs_print(w, asked.length > 0, text);
    text_add(text, text_str(&asked));
    text_clear(&asked);
    for (uint32_t i = 1; i < s->items.count; i++) {
        heading_print(w, &s->items.items[i], i, text);
        short_standing_print(w, &s->items.items[i], text);
        routes_print(w, &s->items.items[i], text);
    }
    more_repairs_print(w, text);
    if (s->is_cut) text_printf(text, "(only %u missing atoms are followed)\n", (unsigned)SHORTS_KEPT);
}
