/* Faults as messages: what was computed, of which values, where it is written.
 *
 * A fault is noted in the middle of a join as three words and the values at hand; words are made of it only afterwards,
 * for the few that are kept.  A made rule (an aggregate, an answer) bears the label of the rule it was written in. */
#include "runtime/eval/budget.h"

/* ---- which are kept ---- */

static int compare_numbers(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

/* By place in the rule, then by what it is and of which values. */
static int compare_faults(const Values *values, const FaultRecord *a, const FaultRecord *b) {
    int order = compare_numbers(a->literal, b->literal);
    if (!order) order = compare_numbers(a->expr ? a->expr->span.begin : 0, b->expr ? b->expr->span.begin : 0);
    if (!order) order = compare_numbers(a->expr ? a->expr->id : 0, b->expr ? b->expr->id : 0);
    for (uint32_t i = 0; !order && i < a->argument_count && i < b->argument_count; i++)
        order = value_compare(values, a->arguments[i], b->arguments[i]);
    return order ? order : compare_numbers(a->fault, b->fault);
}

/* Those of the rule stand in their order, those of other rules between them. */
FaultRecord *outcome_keep_fault(Outcome *outcome, const Values *values, const FaultRecord *fault) {
    FaultRecord *items = outcome->faults.items;
    size_t places[FAULT_LIMIT + 1];
    uint32_t count = 0, k;
    outcome->fault_count++;
    for (size_t i = 0; i < outcome->faults.count; i++)
        if (items[i].rule == fault->rule) places[count++] = i;
    for (k = count; k > 0; k--) {
        int order = compare_faults(values, fault, &items[places[k - 1]]);
        if (order > 0) break;
        if (order < 0) continue;
        items[places[k - 1]].times++;
        return NULL;
    }
    if (k == FAULT_LIMIT) return NULL;
    if (count < FAULT_LIMIT) {
        places[count++] = outcome->faults.count;
        vec_push(&outcome->faults, *fault);
        items = outcome->faults.items;
    }
    for (uint32_t i = count - 1; i > k; i--) items[places[i]] = items[places[i - 1]];
    items[places[k]] = *fault;
    items[places[k]].times = 1;
    return &items[places[k]];
}

uint64_t outcome_untold(const Outcome *outcome) {
    uint64_t untold = outcome->fault_count;
    for (size_t i = 0; i < outcome->faults.count; i++) untold -= outcome->faults.items[i].times;
    return untold;
}

/* ---- messages ---- */

static Symbol label_of(const Program *program, const Rule *rule) {
    if (rule->label != NO_SYMBOL) return rule->label;
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].written == rule->written && program->rules.items[i].label != NO_SYMBOL)
            return program->rules.items[i].label;
    return NO_SYMBOL;
}

/* At most three, of a wide group the first ones. */
static void list_print(const FaultRecord *fault, const Program *program, Text *text) {
    for (uint32_t i = 0; i < fault->argument_count && i < 3; i++) {
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
