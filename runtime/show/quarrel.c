/* Arguments as lines.  Helper relations read as what they are about, so that nobody meets the translation. */
#include "runtime/show/quarrel.h"

#include "runtime/judge/around.h"
#include "runtime/judge/parts.h"
#include "runtime/show/denial.h"
#include "runtime/show/excepted.h"
#include "runtime/show/opposition.h"
#include "runtime/show/prose.h"
#include "runtime/show/sides.h"
#include "runtime/show/summary.h"
#include "runtime/show/tree.h"
#include "runtime/show/undecided.h"
#include "runtime/show/words.h"

#define BEHIND_NAMED 2
#define GLOSS_LENGTH 80 /* of what a winner says */

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* ---- one argument ---- */

static void name_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->rule == NO_ID) {
        text_add(text, argument->is_given ? STR("given: ") : STR("reported: "));
        statements_print(store, argument->applies.relation, argument->applies.row, sources, text);
        return;
    }
    const Rule *rule = &store->program->rules.items[argument->rule];
    rule_name_print(store->program, argument->rule, sources, text);
    if (is_read_backwards(store->program, rule)) text_lit(text, ", read backwards");
    if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(store->program, rule->cites, text);
}

void argument_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->is_objection) {
        text_lit(text, "an objection");
    } else {
        const Value *row = argument_row(store, argument);
        sentence_print(store->program, argument->about, row, text);
    }
    text_lit(text, " (");
    name_print(store, argument, sources, text);
    text_add_char(text, ')');
}

/* On whose word a rule applies: the facts below it. */
static void grounds_print(const Store *store, const Argument *argument, Text *text) {
    bool applies = argument->rule != NO_ID && argument->state == APPLIES && !argument->is_possible;
    if (!applies) return;
    size_t before = text->length;
    Proof *proof = argument_prove(store, argument);
    text_lit(text, ", ");
    summary_facts_print(proof, text);
    if (text->length == before + 2) text_cut(text, before);
    proof_free(proof);
}

/* What speaks in vain against the facts and rules below it. */
static void opposed_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->rule == NO_ID || argument->state != APPLIES || argument->is_possible) return;
    size_t before = text->length;
    Proof *proof = argument_prove(store, argument);
    text_lit(text, "; ");
    if (!opposition_print_premises(proof, sources, text)) text_cut(text, before);
    proof_free(proof);
}

static void loss_print(const Program *program, const Argument *argument, Text *text) {
    switch (argument->lost) {
    case LOST_NOT: break;
    case LOST_TO_GIVEN: text_lit(text, ", but what is given cannot be rebutted"); break;
    case LOST_TO_PREFERENCE:
        text_printf(text, ", but %.*s is preferred over %.*s",
                    STR_FMT(symbol_str(program, argument->preference->winner)),
                    STR_FMT(symbol_str(program, argument->preference->loser)));
        break;
    case LOST_TO_STRICT: text_lit(text, ", but what a strict rule concludes cannot be rebutted"); break;
    case LOST_TO_RIVAL: text_lit(text, ", but what contradicts it is accepted"); break;
    case LOST_FOR_WEAKNESS: text_lit(text, ", but it rests on something weaker"); break;
    }
}

void lost_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    argument_print(store, argument, sources, text);
    loss_print(store->program, argument, text);
}

/* ` (who has no fever is calm)`: what the winner of a priority says, in short. */
static void winner_gloss_print(const Program *program, Symbol winner, Text *text) {
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        if (rule->label != winner || rule->gloss.length == 0 || rule->gloss.length > GLOSS_LENGTH) continue;
        text_printf(text, " (%.*s)", STR_FMT(rule->gloss));
        return;
    }
}

/* Nobody is cited for a priority: it is the theory that states it, or the scenario. */
static void preference_told_print(const Program *program, const Preference *preference, bool with_gloss,
                                  const Sources *sources, Text *text) {
    text_printf(text, ", but %.*s", STR_FMT(symbol_str(program, preference->winner)));
    if (with_gloss) winner_gloss_print(program, preference->winner, text);
    text_printf(text, " is preferred over %.*s, by this %s", STR_FMT(symbol_str(program, preference->loser)),
                preference->scenario == NO_ID ? "theory" : "scenario");
    size_t before = text->length;
    text_lit(text, " (");
    place_print(sources, preference->span, text);
    if (text->length == before + 2)
        text_cut(text, before);
    else
        text_add_char(text, ')');
}

void lost_told_print(const Store *store, const Argument *argument, bool with_gloss, const Sources *sources,
                     Text *text) {
    argument_print(store, argument, sources, text);
    grounds_print(store, argument, text);
    if (argument->lost == LOST_TO_PREFERENCE)
        preference_told_print(store->program, argument->preference, with_gloss, sources, text);
    else
        loss_print(store->program, argument, text);
}

void lost_brief_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    name_print(store, argument, sources, text);
    loss_print(store->program, argument, text);
}

static bool is_contradicted(const Store *store, const Argument *argument) {
    return argument->is_given && !argument->is_possible &&
           table_is_hidden(store_table(store, argument->applies.relation), argument->applies.row);
}

/* ---- what is behind a side ---- */

/* `; behind it rule al: living alone means bachelor [The Code], on 1 fact [The neighbour]`: of an argument that may
 * apply what it hangs on, where that stands elsewhere. */
static void behind_print(const Store *store, const Argument *argument, const Sources *sources, Text *text) {
    if (argument->rule == NO_ID || store->program->rules.items[argument->rule].kind != RULE_STRICT) return;
    Around around = around_of(store, argument->about, argument_row(store, argument), true);
    for (size_t i = 0; i < around.pro.count && i < BEHIND_NAMED; i++) {
        text_add(text, i ? STR(" and ") : STR("; behind it "));
        name_print(store, &around.pro.items[i], sources, text);
        grounds_print(store, &around.pro.items[i], text);
    }
    around_clear(&around);
}

/* What the other side has said but for a value is `the same`. */
static void arguments_print(const Store *store, bool is_pro, const Dispute *dispute, const Sources *sources,
                            Text *text) {
    const Arguments *arguments = is_pro ? &dispute->pro : &dispute->contra;
    const Arguments *others = is_pro ? &dispute->contra : &dispute->pro;
    if (arguments->count == 0) return;
    text_add(text, is_pro ? STR("  for it\n") : STR("  against it\n"));
    for (size_t i = 0; i < arguments->count; i++) {
        text_lit(text, "  - ");
        if (difference_print(store, &arguments->items[i], others, !is_pro, text)) {
            text_lit(text, " (");
            name_print(store, &arguments->items[i], sources, text);
            text_add_char(text, ')');
        } else {
            argument_print(store, &arguments->items[i], sources, text);
        }
        grounds_print(store, &arguments->items[i], text);
        opposed_print(store, &arguments->items[i], sources, text);
        if (is_contradicted(store, &arguments->items[i]))
            text_lit(text, ", itself contradicted by what is given");
        else if (arguments->items[i].is_contested)
            text_lit(text, ", which attacks though it only may apply");
        else if (arguments->items[i].state == APPLIES_PERHAPS)
            text_lit(text, ", if it applies"), behind_print(store, &arguments->items[i], sources, text);
        text_add_char(text, '\n');
    }
}

/* ---- in few words ---- */

/* What the other side says is told where it is more than that the row is not so. */
static void side_print(const Store *store, const Arguments *side, const char *title, bool tells_conclusion,
                       const Sources *sources, Text *text) {
    size_t count = 0;
    for (size_t i = 0; i < side->count; i++) {
        const Argument *argument = &side->items[i];
        if (argument->state != APPLIES && !argument->is_contested) continue;
        if (count++) continue;
        text_printf(text, "%s", title);
        if (tells_conclusion && !argument->is_objection && !relation_of(store, argument->about)->is_negative)
            text_lit(text, ": "), argument_print(store, argument, sources, text);
        else
            text_add_char(text, ' '), name_print(store, argument, sources, text);
    }
    if (count > 1) text_printf(text, " and %zu more", count - 1);
}

void contest_print(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Dispute dispute = dispute_of(store, id, row);
    side_print(store, &dispute.pro, "; for it", false, sources, text);
    side_print(store, &dispute.contra, "; against it", true, sources, text);
    dispute_clear(&dispute);
}

/* ---- what is held off ---- */

/* What the rule would conclude; nothing of one that only stands for an exception. */
static bool conclusion_print(const Program *program, const Rule *rule, const Value *bindings, Text *text) {
    const Relation *head = &program->relations.items[rule->head];
    RelId said = program_said(program, rule->head);
    Value row[ATOM_COLUMNS];
    if (head->helper == HELPER_OBJECTION) {
        text_lit(text, "an objection");
        return true;
    }
    if (program->relations.items[said].helper != HELPER_NONE) return false;
    for (uint32_t i = 0; i < head->arity; i++) row[i] = term_value(rule->terms[i], bindings);
    open_sentence_print(program, said, row, NULL, text);
    return true;
}

/* `"ann is away" would speak against it (rule trips [The diary], on 5 facts, 1 by [Anna]), but is set aside because ann
 * is back, by f3` */
static void held_rule_print(const Store *store, const HeldOff *held, const char *it, const Sources *sources,
                            Text *text) {
    const Program *program = store->program;
    const Rule *rule = &program->rules.items[held->residual.rule];
    Arena arena;
    arena_init(&arena);
    text_add_char(text, '"');
    bool is_told = conclusion_print(program, rule, held->residual.bindings, text);
    if (!is_told) text_cut(text, text->length - 1);
    if (is_told) text_printf(text, "\" would speak against %s (", it);
    rule_name_print(program, held->residual.rule, sources, text);
    if (!is_told && rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
    Grounds grounds = grounds_of_premises(store, &held->residual, &arena);
    if (grounds.facts.count) text_lit(text, ", on "), attested_short_print(program, &grounds.facts, text);
    if (is_told)
        text_add_char(text, ')');
    else
        text_printf(text, ", would speak against %s", it);
    text_lit(text, ", but is set aside because ");
    exception_print(store, &held->residual, &rule->body[held->exception], sources, text);
    exception_word_print(store, held->by, true, sources, text);
    arena_clear(&arena);
}

/* Who speaks for the row: by a rule as it was written, if there is one. */
static const Argument *speaker(const Store *store, const Dispute *dispute) {
    for (size_t i = 0; i < dispute->pro.count; i++) {
        const Argument *pro = &dispute->pro.items[i];
        if (pro->rule == NO_ID || !store->program->rules.items[pro->rule].is_transposed) return pro;
    }
    return dispute->pro.count ? &dispute->pro.items[0] : NULL;
}

static void held_row_print(const Store *store, const HeldOff *held, const char *it, const Sources *sources,
                           Text *text) {
    static const char *const WORDS[] = {
        [HELD_REFUTED] = ", but is refuted by ", [HELD_CONTESTED] = ", but is contested by "};
    Dispute dispute = dispute_of(store, held->relation, held->row);
    const Argument *pro = speaker(store, &dispute);
    text_add_char(text, '"');
    sentence_print(store->program, held->relation, held->row, text);
    text_printf(text, "\" would speak against %s", it);
    if (pro) text_lit(text, " ("), name_print(store, pro, sources, text), text_add_char(text, ')');
    text_add(text, str_of(WORDS[held->holding]));
    denial_brief_print(store, held->by, sources, text);
    dispute_clear(&dispute);
}

void contradiction_print(const Store *store, RowRef row, RowRef by, const Sources *sources, Text *text) {
    if (store_origin_count(store, row.relation, row.row) == 0 || store_origin_count(store, by.relation, by.row) == 0) {
        text_lit(text, "contradicted, so not counted");
        return;
    }
    text_lit(text, "contradicted (");
    statements_print(store, row.relation, row.row, sources, text);
    text_lit(text, ", ");
    statements_print(store, by.relation, by.row, sources, text);
    text_lit(text, "), so not counted");
}

void held_print(const Store *store, const HeldOff *held, const char *it, const Sources *sources, Text *text) {
    if (held->holding == HELD_EXCEPTED) {
        held_rule_print(store, held, it, sources, text);
    } else if (held->holding == HELD_CONTRADICTED) {
        RelId given = program_given(store->program, held->relation);
        text_add_char(text, '"');
        sentence_print(store->program, held->relation, held->row, text);
        text_printf(text, "\" would speak against %s, but is ", it);
        contradiction_print(store, (RowRef){given, table_find(store_table(store, given), held->row)}, held->by, sources,
                            text);
    } else {
        held_row_print(store, held, it, sources, text);
    }
}

/* ---- all of it ---- */

void quarrel_print(const Store *store, RelId id, const Value *row, Reason reason, const Sources *sources, Text *text) {
    if (reason == REASON_EXCEPTED) {
        exceptions_print(store, id, row, sources, text);
        return;
    }
    Dispute dispute = dispute_of(store, id, row);
    arguments_print(store, true, &dispute, sources, text);
    arguments_print(store, false, &dispute, sources, text);
    one_source_print(store, &dispute, text);
    dispute_clear(&dispute);
    if (reason == REASON_CONTESTED) text_lit(text, "  and neither side is preferred\n");
    const Table *possible = store_possible(store, id);
    RowId open = possible ? table_find(possible, row) : NO_ROW;
    if (open != NO_ROW && store_is_undecided(store, id, row)) undecided_print(store, id, open, false, sources, text);
}
