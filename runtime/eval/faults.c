/* Faults as messages: what was computed, of which values, where it is written.
 *
 * A fault is noted in the middle of a join as three words and the values at hand; words are made of it only afterwards,
 * for the few that are kept.  A made rule (an aggregate, an answer) bears the label of the rule it was written in. */
#include "runtime/eval/budget.h"

static Symbol label_of(const Program *program, const Rule *rule) {
    if (rule->label != NO_SYMBOL) return rule->label;
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].written == rule->written && program->rules.items[i].label != NO_SYMBOL)
            return program->rules.items[i].label;
    return NO_SYMBOL;
}

static void list_print(const FaultRecord *fault, const Program *program, Text *text) {
    for (uint32_t i = 0; i < fault->argument_count; i++) {
        if (i) text_lit(text, ", ");
        value_print(program->values, fault->arguments[i], text);
    }
}

static void infix_print(const FaultRecord *fault, const Program *program, const char *operator, Text * text) {
    value_print(program->values, fault->arguments[0], text);
    text_printf(text, " %s ", operator);
    value_print(program->values, fault->arguments[1], text);
}

/* "10 / 0", "day(2013-10)", "sum for ann" */
static void work_print(const FaultRecord *fault, const Program *program, const Rule *rule, Text *text) {
    if (rule->is_fold) {
        text_printf(text, "%s", aggregate_name(rule->aggregate));
        if (fault->argument_count) text_lit(text, " for ");
        list_print(fault, program, text);
    } else if (!fault->expr) {
        infix_print(fault, program, compare_name(rule->body[fault->literal].op), text);
    } else if (fault->expr->id <= FN_MOD && fault->argument_count == 2) {
        infix_print(fault, program, builtin_signature((Builtin)fault->expr->id).name, text);
    } else {
        text_printf(text, "%s(", builtin_signature((Builtin)fault->expr->id).name);
        list_print(fault, program, text);
        text_lit(text, ")");
    }
}

/* "win(a), win(b) are undecided" */
static void open_print(const Outcome *outcome, const FaultRecord *fault, const Program *program, Text *text) {
    for (uint32_t i = 0; i < fault->named_count; i++) {
        const OpenAtom *atom = &outcome->open.items[fault->first_open + i];
        if (i) text_lit(text, ", ");
        literal_print(program, NULL, &(Literal){.kind = LIT_ATOM, .relation = atom->relation, .terms = atom->terms},
                      text);
    }
    if (fault->named_count) text_add(text, fault->named_count == 1 ? STR(" is undecided") : STR(" are undecided"));
}

static Span span_of(const FaultRecord *fault, const Rule *rule) {
    if (fault->expr) return fault->expr->span;
    return rule->is_fold ? rule->span : rule->body[fault->literal].span;
}

void outcome_explain(const Outcome *outcome, const Program *program, Diags *diags) {
    Text text;
    text_init(&text);
    for (size_t i = 0; i < outcome->faults.count; i++) {
        const FaultRecord *fault = &outcome->faults.items[i];
        const Rule *rule = &program->rules.items[fault->rule];
        Symbol label = label_of(program, rule);
        text_empty(&text);
        work_print(fault, program, rule, &text);
        if (label != NO_SYMBOL) {
            text_lit(&text, ", in rule ");
            text_add(&text, intern_text(values_symbols(program->values), label));
        }
        Diag *diag = diag_add(diags, E0801, span_of(fault, rule), "%s: %.*s", fault_name(fault->fault),
                              STR_FMT(text_str(&text)));
        diag_remedy(diags, diag, rule->is_fold ? "this group has no value" : "this binding derives nothing");
        text_empty(&text);
        open_print(outcome, fault, program, &text);
        if (text.length) diag_note(diags, diag, NO_SPAN, "%.*s", STR_FMT(text_str(&text)));
    }
    text_clear(&text);
}
