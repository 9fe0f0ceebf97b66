/* The proof of the contrary is the one that `why` goes on to show, so that all answers name the same rule.  What a key
 * or a declared contrary denies is told by the row that is accepted instead. */
#include "runtime/show/denial.h"

#include "runtime/judge/refutations.h"
#include "runtime/show/prose.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

enum { ALSO_SHOWN = 3, OTHERS_NAMED = 2 };

static const Step *behind(const Proof *proof, StepId id) { return &proof->steps.items[step_behind(proof, id)]; }

static bool is_reported(const Proof *proof, const Step *step) {
    return proof->store->program->relations.items[step->relation].helper == HELPER_APPLIES;
}

static void denying_rule_print(const Proof *proof, const Step *step, const Sources *sources, bool with_gloss,
                               Text *text) {
    const Program *program = proof->store->program;
    const Rule *rule = step_rule(proof, step);
    rule_name_print(program, step->rule, sources, text);
    if (is_read_backwards(program, rule)) text_lit(text, ", read backwards");
    if (with_gloss && rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
}

/* `the accord was signed in 2001, s1 [The treaty]`, `calm(today), by rule fair`. */
static void shown_print(const Proof *proof, const Step *step, const Sources *sources, Text *text) {
    step_print_sentence(proof, step, sources, text);
    text_lit(text, ", ");
    if (step_rule(proof, step))
        text_lit(text, "by "), denying_rule_print(proof, step, sources, false, text);
    else
        statements_print(proof->store, step->relation, step->row, sources, text);
}

/* Whether the accepted row says more than that what is denied is not so. */
static bool says_more(const Program *program, RelId denied, const Step *step) {
    RelId said = program_said(program, step->relation);
    if (denied == NO_ID) return false;
    return said != program->relations.items[denied].contrary || program->relations.items[denied].is_negative;
}

void denial_print(const Proof *proof, RelId denied, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    const Step *step = behind(proof, 0);
    const Rule *rule = step_rule(proof, step);
    if (!rule) {
        text_add(text,
                 is_reported(proof, step) ? STR("refuted by a reported fact: ") : STR("refuted by a given fact: "));
        shown_print(proof, step, sources, text);
        return;
    }
    bool is_rival = rule_denies_rival(program, rule) && step->premise_count && step->premises[0] != NO_STEP;
    bool is_told = !is_rival && says_more(program, denied, step);
    text_add(text, is_told ? STR("refuted, since ") : STR("refuted by "));
    if (is_told) step_print_sentence(proof, step, sources, text), text_lit(text, ", by ");
    denying_rule_print(proof, step, sources, true, text);
    if (is_rival) {
        text_lit(text, ": ");
        shown_print(proof, behind(proof, step->premises[0]), sources, text);
    }
}

/* Strict rules may be there twice, so that each written one counts once. */
static bool is_counted(const Store *store, const Arguments *pro, size_t i) {
    const Rule *rules = store->program->rules.items;
    const Argument *argument = &pro->items[i];
    for (size_t k = 0; argument->rule != NO_ID && k < i; k++)
        if (pro->items[k].rule != NO_ID && rules[pro->items[k].rule].written == rules[argument->rule].written)
            return true;
    return false;
}

void denial_others_print(const Proof *proof, const Sources *sources, Text *text) {
    const Step *root = &proof->steps.items[0];
    if (proof->store->program->relations.items[root->relation].helper != HELPER_NONE) return;
    RuleId named[OTHERS_NAMED];
    uint32_t rules = 0, facts = 0;
    Dispute dispute = dispute_of(proof->store, root->relation, step_values(proof, root));
    for (size_t i = 0; i < dispute.pro.count; i++) {
        const Argument *argument = &dispute.pro.items[i];
        if (argument->state != APPLIES || argument->is_possible || denial_is_by(proof, argument)) continue;
        if (is_counted(proof->store, &dispute.pro, i)) continue;
        if (argument->rule == NO_ID)
            facts++;
        else if (rules++ < OTHERS_NAMED)
            named[rules - 1] = argument->rule;
    }
    dispute_clear(&dispute);
    for (uint32_t i = 0; i < rules && rules <= OTHERS_NAMED; i++) {
        text_lit(text, ", and by ");
        rule_name_print(proof->store->program, named[i], sources, text);
    }
    if (rules > OTHERS_NAMED) text_lit(text, ", and by "), count_print(rules, "more rule", "more rules", text);
    if (facts) text_add(text, rules ? STR(" and ") : STR(", and by ")), count_print(facts, "fact", "facts", text);
}

void denial_also_print(const Store *store, const Claim *claim, RowRef told, const Sources *sources, Text *text) {
    Arena arena;
    uint32_t count = 0;
    if (!claim) return;
    arena_init(&arena);
    Refutations all = refutations_of(store, claim, &arena);
    for (uint32_t i = 0; i < all.told; i++) {
        RowRef row = all.rows[i];
        if ((row.relation == told.relation && row.row == told.row) || count++ >= ALSO_SHOWN) continue;
        Proof *proof = prove(store, row.relation, row.row);
        text_lit(text, "  and ");
        denial_print(proof, store->program->relations.items[row.relation].contrary, sources, text);
        text_add_char(text, '\n');
        proof_free(proof);
    }
    if (count > ALSO_SHOWN)
        text_printf(text, "  and by %s%u more\n", all.is_cut ? "at least " : "", (unsigned)(count - ALSO_SHOWN));
    arena_clear(&arena);
}

bool denial_is_by(const Proof *proof, const Argument *argument) {
    const Rule *rules = proof->store->program->rules.items;
    const Rule *rule = step_rule(proof, behind(proof, 0));
    if (!rule || argument->rule == NO_ID) return !rule && argument->rule == NO_ID;
    return rule->written == rules[argument->rule].written && rule->is_transposed == rules[argument->rule].is_transposed;
}

void denial_brief_print(const Store *store, RowRef row, const Sources *sources, Text *text) {
    Proof *proof = prove(store, row.relation, row.row);
    const Step *step = behind(proof, 0);
    if (step_rule(proof, step))
        denying_rule_print(proof, step, sources, false, text);
    else
        statements_print(store, step->relation, step->row, sources, text);
    proof_free(proof);
}
