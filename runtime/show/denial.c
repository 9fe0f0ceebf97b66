/* The proof of the contrary is the one that `why` goes on to show, so that all answers name the same rule.  What a key or
 * a declared contrary denies is told by the row that is accepted instead. */
#include "runtime/show/denial.h"

#include "runtime/show/prose.h"
#include "runtime/show/words.h"
#include "runtime/why/through.h"

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
    step_print_sentence(proof, step, text);
    text_lit(text, ", ");
    if (step_rule(proof, step))
        text_lit(text, "by "), denying_rule_print(proof, step, sources, false, text);
    else
        statements_print(proof->store, step->relation, step->row, sources, text);
}

/* Whether the accepted row is another than the contrary of what is denied. */
static bool is_other(const Program *program, RelId denied, const Step *step) {
    return denied != NO_ID && program_said(program, step->relation) != program->relations.items[denied].contrary;
}

void denial_print(const Proof *proof, RelId denied, const Sources *sources, Text *text) {
    const Program *program = proof->store->program;
    const Step *step = behind(proof, 0);
    const Rule *rule = step_rule(proof, step);
    if (!rule) {
        text_add(text, is_reported(proof, step) ? STR("a reported fact: ") : STR("a given fact: "));
        shown_print(proof, step, sources, text);
        return;
    }
    denying_rule_print(proof, step, sources, true, text);
    if (rule_denies_rival(program, rule) && step->premise_count && step->premises[0] != NO_STEP) {
        text_lit(text, ": ");
        shown_print(proof, behind(proof, step->premises[0]), sources, text);
    } else if (is_other(program, denied, step)) {
        text_lit(text, ", which shows: ");
        step_print_sentence(proof, step, text);
    }
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
