/* How an atom that does not follow stands: who denies it, who argues about it, what it hinges on. */
#include "runtime/judge/around.h"
#include "runtime/judge/levers.h"
#include "runtime/show/below.h"
#include "runtime/show/denial.h"
#include "runtime/show/prose.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/summary.h"
#include "runtime/show/tree.h"
#include "runtime/show/whynot_internal.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

/* As text; JSON has all. */
#define FACTS_SHOWN 6
#define DENIERS_SHOWN 6
#define PRIORITIES_NAMED 3

static const Relation *relation_of(const WhyNot *w, RelId id) { return &w->store->program->relations.items[id]; }

static void facts_print(const WhyNot *w, RowRef row, Text *text) {
    Proof *proof = prove(w->store, row.relation, row.row);
    WrittenAtoms facts = facts_below(proof);
    proof_free(proof);
    if (facts.count) text_lit(text, "  it rests on\n");
    for (size_t i = 0; i < facts.count && i < shown_most(w, FACTS_SHOWN); i++) {
        text_lit(text, "  - ");
        saying_print(w->store->program, facts.items[i].relation, facts.items[i].row, text);
        text_add_char(text, '\n');
    }
    if (facts.count > shown_most(w, FACTS_SHOWN))
        text_lit(text, "  - and more; --full\n");
    else if (facts.count == LEVERS_KEPT)
        text_lit(text, "  - and perhaps more: ask why\n");
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
            row_is_same(argument_row(w->store, argument), argument_row(w->store, other), arity))
            return true;
    }
    return false;
}

/* Whose arguments deny it: the one that `why` goes on to show, then the others. */
static void deniers_print(const WhyNot *w, const Proof *proof, const Short *entry, const Arguments *pro, Text *text) {
    uint32_t told = 0;
    text_lit(text, "  ");
    denial_print(proof, entry->relation, w->sources, text);
    text_add_char(text, '\n');
    for (size_t i = 0; i < pro->count; i++) {
        if (is_told(w, pro, i) || denial_is_by(proof, &pro->items[i])) continue;
        if (told++ >= shown_most(w, DENIERS_SHOWN)) continue;
        text_lit(text, "  and by ");
        lost_brief_print(w->store, &pro->items[i], w->sources, text);
        text_add_char(text, '\n');
    }
    if (told > shown_most(w, DENIERS_SHOWN))
        text_printf(text, "  and by %u more; --full\n", (unsigned)(told - DENIERS_SHOWN));
}

/* The contrary that is accepted, on what, and what was said for the atom all the same. */
static void refuted_print(const WhyNot *w, const Short *entry, Text *text) {
    RowRef rival = entry->judgement.row;
    const Value *row = table_row(store_table(w->store, rival.relation), rival.row);
    Dispute dispute = dispute_of(w->store, rival.relation, row);
    Proof *proof = prove(w->store, rival.relation, rival.row);
    deniers_print(w, proof, entry, &dispute.pro, text);
    proof_free(proof);
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

/* Whether others deny it too, or somebody speaks for it. */
static bool is_argued(const WhyNot *w, RowRef rival) {
    Dispute dispute = dispute_of(w->store, rival.relation, table_row(store_table(w->store, rival.relation), rival.row));
    bool is_argued = dispute.pro.count > 1 || dispute.contra.count;
    dispute_clear(&dispute);
    return is_argued;
}

bool refutation_print(const WhyNot *w, RowRef rival, RelId denied, const Claim *claim, Text *text) {
    const TreeStyle plain = {.tells_change = true, .run = w->run};
    Proof *proof = prove(w->store, rival.relation, rival.row);
    text_lit(text, "  ");
    denial_print(proof, denied, w->sources, text);
    denial_others_print(proof, w->sources, text);
    text_add_char(text, '\n');
    denial_also_print(w->store, claim, rival, w->sources, text);
    summary_tell(proof, NULL, PROVEN_CONTRARY, w->sources, &plain, text);
    bool has_more = proof->steps.count > 1 || is_argued(w, rival);
    proof_free(proof);
    return has_more;
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

/* Why no priority between these sides can be stated. */
typedef struct {
    bool lacks_label, is_strict;
} Unranked;

static const Rule *rule_of_argument(const WhyNot *w, const Argument *argument) {
    return argument->rule == NO_ID ? NULL : &w->store->program->rules.items[argument->rule];
}

static void note_unranked(const WhyNot *w, const Dispute *dispute, size_t against, Unranked *unranked) {
    const Rule *loser = rule_of_argument(w, &dispute->contra.items[against]);
    bool can_win = false, lacks_label = loser && loser->label == NO_SYMBOL;
    if (dispute->contra.items[against].is_given) return;
    for (size_t i = 0; i < dispute->pro.count; i++) {
        const Rule *winner = rule_of_argument(w, &dispute->pro.items[i]);
        if (winner && winner->kind == RULE_STRICT) continue;
        can_win = true;
        lacks_label = lacks_label || (winner && winner->label == NO_SYMBOL);
    }
    if (!can_win || (loser && loser->kind == RULE_STRICT))
        unranked->is_strict = true;
    else
        unranked->lacks_label = unranked->lacks_label || lacks_label;
}

/* Whether a priority between the two is stated: it did not decide, since others are to be beaten as well. */
static bool is_ranked(const Program *program, const Priority *pair) {
    for (size_t i = 0; i < program->preferences.count; i++) {
        const Preference *stated = &program->preferences.items[i];
        if (stated->condition != NO_ID) continue;
        if ((stated->winner == pair->winner && stated->loser == pair->loser) ||
            (stated->winner == pair->loser && stated->loser == pair->winner))
            return true;
    }
    return false;
}

static void pairs_print(const WhyNot *w, const Priorities *priorities, bool *is_named, Text *text) {
    const Program *program = w->store->program;
    size_t i = 0;
    while (i < priorities->count && is_ranked(program, &priorities->items[i])) i++;
    if (i == priorities->count) return;
    text_add(text, *is_named ? STR("; ") : STR(": no priority says which wins, "));
    text_printf(text, "%.*s or %.*s", STR_FMT(symbol_str(program, priorities->items[i].winner)),
                STR_FMT(symbol_str(program, priorities->items[i].loser)));
    *is_named = true;
}

/* A strict rule is no stronger than what it goes back to: a priority over that counts. */
static bool is_strict_on_others(const WhyNot *w, const Argument *argument) {
    const Rule *rule = rule_of_argument(w, argument);
    return rule && rule->kind == RULE_STRICT && (rule->is_transposed || argument->state == APPLIES_PERHAPS);
}

static void pairs_behind_print(const WhyNot *w, const Short *entry, bool *is_named, Text *text) {
    Around around = around_of(w->store, entry->relation, entry->row, true);
    for (size_t i = 0; i < around.contra.count && i < PRIORITIES_NAMED; i++) {
        Priorities priorities = priorities_over(w->store, &around.pro, &around.contra.items[i]);
        pairs_print(w, &priorities, is_named, text);
        vec_free(&priorities);
    }
    around_clear(&around);
}

/* `: no priority says which wins, r1 or r2`, behind the line that says that neither is preferred. */
static void priority_print(const WhyNot *w, const Short *entry, Text *text) {
    Dispute dispute = dispute_of(w->store, entry->relation, entry->row);
    Unranked unranked = {false, false};
    bool is_named = false, is_behind = false;
    text_cut(text, text->length - 1);
    for (size_t i = 0; i < dispute.pro.count; i++)
        is_behind = is_behind || is_strict_on_others(w, &dispute.pro.items[i]);
    for (size_t i = 0; i < dispute.contra.count && i < PRIORITIES_NAMED; i++) {
        const Argument *against = &dispute.contra.items[i];
        if (is_strict_on_others(w, against)) {
            is_behind = true;
            continue;
        }
        Priorities priorities = priorities_over(w->store, &dispute.pro, against);
        if (priorities.count == 0) note_unranked(w, &dispute, i, &unranked);
        pairs_print(w, &priorities, &is_named, text);
        vec_free(&priorities);
    }
    if (is_behind) pairs_behind_print(w, entry, &is_named, text);
    if (unranked.lacks_label)
        text_lit(text, "; between rules that have no labels no priority can be stated");
    else if (unranked.is_strict && !is_named && !is_behind)
        text_lit(text, "; no priority concerns a strict rule");
    text_add_char(text, '\n');
    dispute_clear(&dispute);
}

/* The first line of a circle says again what the heading has said, unless somebody argues about it. */
static Str behind_first_line(Str words) {
    if (words.length && words.text[0] == ' ') return words;
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
        short_open_print(w, entry, text);
        if (entry == w->shortfall->items.items) contested_ways_print(w->shortfall, w->sources, text);
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

void short_standing_print(const WhyNot *w, const Short *entry, Text *text) {
    if (!short_is_ground(w, entry)) return;
    switch (entry->judgement.status) {
    case STATUS_REFUTED: refuted_print(w, entry, text); break;
    case STATUS_INCONSISTENT: inconsistent_print(w, entry, text); break;
    case STATUS_UNDECIDED: undecided_print_short(w, entry, text); break;
    default: break;
    }
}
