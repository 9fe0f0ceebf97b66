/* The verdict first; then atom after atom what it lacks or who speaks against it, those that others lead to by number; then
 * what would change it. */
#include "runtime/show/whynot.h"

#include "runtime/judge/hinges.h"
#include "runtime/judge/levers.h"
#include "runtime/show/missing.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/standing.h"
#include "runtime/show/tree.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

/* As text; JSON has all. */
#define ATTEMPTS_SHOWN 2
#define FACTS_SHOWN 6

static const Relation *relation_of(const WhyNot *w, RelId id) { return &w->store->program->relations.items[id]; }

static bool is_ground(const WhyNot *w, const Short *entry) {
    for (uint32_t i = 0; i < relation_of(w, entry->relation)->arity; i++)
        if (entry->row[i] == UNBOUND) return false;
    return relation_of(w, entry->relation)->helper == HELPER_NONE;
}

static void entry_atom_print(const WhyNot *w, const Short *entry, Text *text) {
    if (is_ground(w, entry))
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
        if (stand == STAND_HOLDS && check_is_trivial(&rule->body[i])) continue;
        if (stand == STAND_HOLDS && !is_asked) {
            folded++;
            continue;
        }
        text_printf(text, "    - %-4s  ", stand_mark(stand));
        premise_words_print(w->shortfall, attempt, i, w->sources, text);
        size_t before = text->length;
        text_lit(text, "  ");
        premise_reason_print(w->shortfall, attempt, i, true, w->sources, text);
        if (text->length == before + 2) text_cut(text, before);
        text_add_char(text, '\n');
    }
    if (folded) text_printf(text, "    - yes   %u more\n", (unsigned)folded);
}

static void route_print(const WhyNot *w, const Route *route, bool is_asked, bool is_answer, Text *text) {
    uint32_t shown = 0, most = is_asked ? ATTEMPTS_SHOWN : 1;
    if (!is_answer) {
        text_lit(text, "  - ");
        route_title_print(w->shortfall, route, w->sources, text);
        text_add_char(text, '\n');
    }
    for (uint32_t i = 0; i < route->attempt_count && shown < most; i++) {
        if (i && route->attempts[i].nearby->is_loose) continue;
        if (shown++) text_lit(text, "    or, as near:\n");
        attempt_print(w, &route->attempts[i], is_asked, text);
    }
    if (route->is_far && route->attempts[0].nearby->lacking > NEARBY_LEFT_OUT)
        text_lit(text, "    (more than two premises are lacking, and then only one instance is looked for)\n");
    else if (!route->is_far && route->found > shown)
        text_printf(text, "    (and %u more that lack as little)\n", (unsigned)(route->found - shown));
    if (route->is_cut) text_lit(text, "    (the search was stopped at its bounds; there may be nearer ones)\n");
}

/* ---- how an atom stands ---- */

static void facts_print(const WhyNot *w, RowRef row, Text *text) {
    WrittenAtoms facts = facts_below(w->store, row);
    if (facts.count) text_lit(text, "  it rests on\n");
    for (size_t i = 0; i < facts.count && i < FACTS_SHOWN; i++) {
        text_lit(text, "  - ");
        saying_print(w->store->program, facts.items[i].relation, facts.items[i].row, text);
        text_add_char(text, '\n');
    }
    if (facts.count > FACTS_SHOWN) text_lit(text, "  - and more: ask why\n");
    vec_free(&facts);
}

/* Whether the same written rule argues for the same row further up: strict rules may be there twice. */
static bool is_told(const WhyNot *w, const Arguments *arguments, size_t i) {
    const Argument *argument = &arguments->items[i];
    if (argument->rule == NO_ID) return false;
    uint32_t arity = relation_of(w, argument->about)->arity,
             written = w->store->program->rules.items[argument->rule].written;
    for (size_t k = 0; k < i; k++) {
        const Argument *other = &arguments->items[k];
        if (other->rule == NO_ID || other->about != argument->about || other->is_objection != argument->is_objection)
            continue;
        if (w->store->program->rules.items[other->rule].written == written &&
            (arity == 0 ||
             memcmp(argument_row(w->store, argument), argument_row(w->store, other), arity * sizeof(Value)) == 0))
            return true;
    }
    return false;
}

/* The contrary that is accepted, on what, and what was said for the atom all the same. */
static void refuted_print(const WhyNot *w, const Short *entry, Text *text) {
    RowRef rival = entry->judgement.row;
    const Value *row = table_row(store_table(w->store, rival.relation), rival.row);
    Dispute dispute = dispute_of(w->store, rival.relation, row);
    text_lit(text, "  what contradicts it is accepted\n");
    for (size_t i = 0; i < dispute.pro.count; i++) {
        if (is_told(w, &dispute.pro, i)) continue;
        text_lit(text, "  - ");
        argument_print(w->store, &dispute.pro.items[i], w->sources, text);
        text_add_char(text, '\n');
    }
    if (dispute.pro.count == 0) {
        text_lit(text, "  - ");
        sentence_print(w->store->program, rival.relation, row, text);
        text_add_char(text, '\n');
    }
    facts_print(w, rival, text);
    bool is_first = true;
    for (size_t i = 0; i < dispute.contra.count; i++) {
        const Argument *argument = &dispute.contra.items[i];
        if (argument->is_objection || argument->about != entry->relation || is_told(w, &dispute.contra, i)) continue;
        if (is_first) text_lit(text, "  for it\n");
        is_first = false;
        text_lit(text, "  - ");
        lost_print(w->store, argument, w->sources, text);
        text_add_char(text, '\n');
    }
    dispute_clear(&dispute);
}

static void side_print(const WhyNot *w, RowRef row, Text *text) {
    RowRef behind = row_behind(w->store, row);
    RuleId rule = table_rule_of(store_table(w->store, behind.relation), behind.row);
    text_lit(text, "  - ");
    atom_print(w->store->program, program_said(w->store->program, row.relation),
               table_row(store_table(w->store, row.relation), row.row), text);
    text_lit(text, "  ");
    if (rule == NO_ID)
        statements_print(w->store, behind.relation, behind.row, w->sources, text);
    else
        text_lit(text, "by "), rule_name_print(w->store->program, rule, w->sources, text);
    text_add_char(text, '\n');
}

static void inconsistent_print(const WhyNot *w, const Short *entry, Text *text) {
    Arena arena;
    arena_init(&arena);
    Rivals rivals = rivals_of(w->store->program, entry->relation, entry->row, &arena);
    text_lit(text, "  what is given contradicts itself here, so neither side counts\n");
    side_print(w, entry->judgement.row, text);
    for (size_t i = 0; i < rivals.count; i++) {
        RelId given = program_given(w->store->program, rivals.items[i].relation);
        RowId row =
            row_least(w->store, store_table(w->store, given), rivals.items[i].terms, rivals.items[i].except, true);
        if (row != NO_ROW) side_print(w, (RowRef){given, row}, text);
    }
    vec_free(&rivals);
    arena_clear(&arena);
}

/* Whether a rule on either side has neither a label nor a source. */
static bool has_no_name(const WhyNot *w, const Dispute *dispute, size_t against) {
    const Rule *rules = w->store->program->rules.items;
    RuleId loser = dispute->contra.items[against].rule;
    if (loser != NO_ID && rules[loser].label == NO_SYMBOL && rules[loser].kind != RULE_STRICT) return true;
    for (size_t i = 0; i < dispute->pro.count; i++)
        if (dispute->pro.items[i].rule != NO_ID && rules[dispute->pro.items[i].rule].label == NO_SYMBOL) return true;
    return false;
}

/* `no priority says which wins: r1 or r2`. */
static void priority_print(const WhyNot *w, const Short *entry, Text *text) {
    Dispute dispute = dispute_of(w->store, entry->relation, entry->row);
    bool is_hinted = false;
    for (size_t i = 0; i < dispute.contra.count && i < 3; i++) {
        Priorities priorities = priorities_over(w->store, &dispute.pro, &dispute.contra.items[i]);
        if (priorities.count == 0 && !is_hinted && !dispute.contra.items[i].is_given && has_no_name(w, &dispute, i))
            text_lit(text, "  no priority can be stated between rules that have no labels\n");
        is_hinted = is_hinted || priorities.count == 0;
        if (priorities.count)
            text_printf(text, "  no priority says which wins: %.*s or %.*s\n",
                        STR_FMT(symbol_str(w->store->program, priorities.items[0].winner)),
                        STR_FMT(symbol_str(w->store->program, priorities.items[0].loser)));
        vec_free(&priorities);
    }
    dispute_clear(&dispute);
}

/* The open atoms it comes down to. */
static void open_print(const WhyNot *w, const Short *entry, Text *text) {
    Hinges hinges = hinges_of(w->store, entry->relation, entry->row);
    uint32_t arity = relation_of(w, entry->relation)->arity;
    bool is_itself = hinges.count == 1 && hinges.items[0].relation == entry->relation &&
                     (arity == 0 || memcmp(hinges.items[0].row, entry->row, arity * sizeof(Value)) == 0);
    text_add(text, is_itself ? STR("  it is open: nothing says so and nothing denies it\n") : STR("  it hinges on\n"));
    for (size_t i = 0; i < hinges.count && i < FACTS_SHOWN && !is_itself; i++) {
        text_lit(text, "  - ");
        atom_print(w->store->program, hinges.items[i].relation, hinges.items[i].row, text);
        text_lit(text, "  open: nothing says so and nothing denies it\n");
    }
    if (hinges.count > FACTS_SHOWN) text_printf(text, "  - and %zu more\n", hinges.count - FACTS_SHOWN);
    vec_free(&hinges);
}

/* The first line of a circle says again what the heading has said. */
static Str behind_first_line(Str words) {
    const char *end = memchr(words.text, '\n', words.length);
    return end ? str_range(end + 1, words.text + words.length) : words;
}

/* Who argues, without what that goes back to: `why` tells it. */
static Str indented_lines(Str words) {
    size_t length = 0;
    while (length < words.length && words.text[length] == ' ') {
        while (words.text[length] != '\n') length++;
        length++;
    }
    return (Str){words.text, length};
}

static void undecided_print_short(const WhyNot *w, const Short *entry, Text *text) {
    Reason reason = entry->judgement.reason;
    if (reason == REASON_UNKNOWN) {
        open_print(w, entry, text);
        return;
    }
    Text quarrel;
    text_init(&quarrel);
    quarrel_print(w->store, entry->relation, entry->row, reason, w->sources, &quarrel);
    text_add_char(&quarrel, '\n');
    Str words = text_str(&quarrel);
    if (reason == REASON_CYCLIC) words = behind_first_line(words);
    if (reason == REASON_CONTESTED)
        words = indented_lines(words);
    else if (words.length)
        words.length--;
    text_add(text, words);
    text_clear(&quarrel);
    if (reason == REASON_CONTESTED) priority_print(w, entry, text);
}

static void status_lines_print(const WhyNot *w, const Short *entry, Text *text) {
    if (!is_ground(w, entry)) return;
    switch (entry->judgement.status) {
    case STATUS_REFUTED: refuted_print(w, entry, text); break;
    case STATUS_INCONSISTENT: inconsistent_print(w, entry, text); break;
    case STATUS_UNDECIDED: undecided_print_short(w, entry, text); break;
    default: break;
    }
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
        near_print(w->store, near, text);
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
    if (reason != REASON_EXCEPTED && reason != REASON_CYCLIC) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Stand stand = route->attempts[0].premises[i].stand;
        bool is_open = stand == STAND_OPEN || stand == STAND_UNDECIDED;
        bool is_exception = stand == STAND_IN_THE_WAY && rule->body[i].is_exception;
        if (stand_is_lacking(stand) && !(reason == REASON_CYCLIC ? is_open : is_exception)) return false;
    }
    return true;
}

static void routes_print(const WhyNot *w, const Short *entry, Text *text) {
    bool is_answer = relation_of(w, entry->relation)->helper == HELPER_ANSWER, is_first = true;
    if (entry->is_too_deep) text_printf(text, "  not followed further: --depth %u\n", (unsigned)w->depth);
    for (uint32_t i = 0; i < entry->route_count; i++) {
        if (is_told_already(w, entry, &entry->routes[i])) continue;
        if (is_first && is_answer) text_lit(text, "  part by part:\n");
        if (is_first && !is_answer)
            text_add(text, entry->judgement.status == STATUS_UNSUPPORTED
                               ? STR("  no rule has its premises; the nearest:\n")
                               : STR("  other rules lack premises:\n"));
        if (!is_first && is_answer) text_lit(text, "    or, the other way:\n");
        is_first = false;
        route_print(w, &entry->routes[i], entry->depth == 0, is_answer, text);
    }
    if (entry->left_out) text_printf(text, "  - and %u more rules\n", (unsigned)entry->left_out);
}

/* `2. looks_doomed(kz_ru) does not follow: kz_ru looks doomed`. */
static void heading_print(const WhyNot *w, const Short *entry, uint32_t number, Text *text) {
    if (number) text_printf(text, "%u. ", (unsigned)number + 1);
    entry_atom_print(w, entry, text);
    if (entry->judgement.status == STATUS_UNSUPPORTED) {
        text_lit(text, " does not follow");
    } else {
        text_lit(text, " is ");
        stands_print(entry->judgement.status, entry->judgement.reason, text);
    }
    if (relation_of(w, entry->relation)->sentence.length) {
        text_lit(text, ": ");
        sentence_print_open(w->store->program, entry->relation, entry->row, is_ground(w, entry) ? NULL : entry->names,
                            text);
    }
    text_add_char(text, '\n');
}

static void claim_heading_print(const WhyNot *w, Text *text) {
    const Claim *claim = w->goal->claim;
    text_printf(text, "%.*s is ", STR_FMT(w->asked));
    stands_print(w->verdict->status, w->verdict->reason, text);
    if (claim->sentence.length) text_printf(text, ": %.*s", STR_FMT(claim->sentence));
    cites_print(w->store->program, claim->cites, text);
    text_add_char(text, '\n');
}

static void asked_print(const WhyNot *w, Text *text) {
    const Short *asked = &w->shortfall->items.items[0];
    bool is_answer = relation_of(w, asked->relation)->helper == HELPER_ANSWER;
    if (w->goal->claim) claim_heading_print(w, text);
    if (!w->goal->claim && is_answer) {
        text_printf(text, "%.*s does not follow", STR_FMT(w->asked));
        if (asked->judgement.status == STATUS_UNDECIDED) text_lit(text, ": it is undecided");
        text_add_char(text, '\n');
    } else if (!is_answer) {
        if (w->pattern) {
            text_lit(text, "of what agrees with ");
            atom_print_open(w->store->program, asked->relation, w->pattern, asked->names, text);
            text_lit(text, " this comes furthest:\n");
        }
        heading_print(w, asked, 0, text);
    }
    if (is_answer && asked->route_count == 0)
        text_lit(text, "  each part of it holds, but no values make all of it hold\n");
    status_lines_print(w, asked, text);
    if (!is_answer) no_rule_print(w, asked, text);
    routes_print(w, asked, text);
}

/* ---- names ---- */

static void unheard_print(const WhyNot *w, Text *text) {
    const Unheard *unheard = w->unheard;
    const Short *asked = &w->shortfall->items.items[0];
    for (uint32_t i = 0; i < unheard->count; i++) {
        const UnheardValue *value = &unheard->values[i];
        if (value->near.length == 0 && !value->is_new) continue;
        text_lit(text, "  ");
        value_print(w->store->program->values, value->value, text);
        if (value->is_new)
            text_lit(text, " stands nowhere in the program");
        else
            text_printf(text, " stands in no row of %s%.*s", relation_of(w, asked->relation)->is_negative ? "-" : "",
                        STR_FMT(symbol_str(w->store->program, relation_of(w, asked->relation)->name)));
        if (value->near.length) {
            text_lit(text, "; did you mean ");
            value_print(w->store->program->values, value->meant, text);
            text_add_char(text, '?');
        }
        text_add_char(text, '\n');
    }
    if (!unheard->row) return;
    text_lit(text, "  ");
    atom_print(w->store->program, asked->relation, unheard->row, text);
    text_lit(text, " is ");
    stands_print(unheard->judgement.status, unheard->judgement.reason, text);
    text_add_char(text, '\n');
}

/* ---- all of it ---- */

void whynot_print(const WhyNot *w, Text *text) {
    const Shortfall *s = w->shortfall;
    if (w->judgement.status == STATUS_ESTABLISHED) {
        text_printf(text, "%.*s is established: nothing keeps it from following; hence why shows its proof\n",
                    STR_FMT(w->asked));
        return;
    }
    if (w->is_partial && !status_is_settled(w->judgement.status)) {
        unsettled_print(w->asked, text);
        text_add_char(text, '\n');
        unheard_print(w, text);
        repairs_print(w, text);
        return;
    }
    asked_print(w, text);
    unheard_print(w, text);
    whynot_repairs_print(w, text);
    for (uint32_t i = 1; i < s->items.count; i++) {
        heading_print(w, &s->items.items[i], i, text);
        status_lines_print(w, &s->items.items[i], text);
        routes_print(w, &s->items.items[i], text);
    }
    if (s->is_cut) text_printf(text, "(only %u missing atoms are followed)\n", (unsigned)SHORTS_KEPT);
}
