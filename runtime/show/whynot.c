/* The verdict first; then atom after atom what it lacks or who speaks against it,
 * those that others lead to by number; then what would change it. */
#include "runtime/show/whynot.h"

#include "runtime/judge/dispute.h"
#include "runtime/show/circling.h"
#include "runtime/show/further.h"
#include "runtime/show/premise.h"
#include "runtime/show/prose.h"
#include "runtime/show/setting.h"
#include "runtime/show/slips.h"
#include "runtime/show/standing.h"
#include "runtime/show/summary.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"

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
    text_lit(text, "  no rule concludes it and no fact states it: it would have to be stated");
    if (is_refuted) {
        text_add_char(text, '\n');
        return;
    }
    RowRef near = row_nearest(w->store, entry->relation, entry->row);
    if (near.row != NO_ROW && relation->arity) {
        text_lit(text, "; ");
        near_print(w->store, near, entry->row, w->is_full, text);
    } else if (relation->arity) {
        text_printf(text, "; nothing is stated of %s%.*s", relation->is_negative ? "-" : "",
                    STR_FMT(symbol_str(w->store->program, relation->name)));
    }
    text_add_char(text, '\n');
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

/* `  the case of it that is nearest to holding: "the csto was founded in 2003"`: of a pattern the row that is told
 * about, whose atom stands below. */
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
    if (!is_answer(w)) {
        no_rule_print(w, asked, text);
        nearest_print(w, asked, text);
    }
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
        summary_tell(proof, NULL, PROVEN_ASKED, w->sources, &style, text);
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
