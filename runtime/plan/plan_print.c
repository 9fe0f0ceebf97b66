/* Plans as text, for those who wonder why a rule is slow. */
#include "runtime/plan/plan.h"

static void columns_print(uint64_t columns, Text *text) {
    const char *between = "";
    for (uint32_t i = 0; i < 64; i++)
        if (columns >> i & 1) {
            text_printf(text, "%s%u", between, i);
            between = ", ";
        }
}

static void step_print(const Program *program, const Rule *rule, const Step *step, Text *text) {
    static const char *const WORDS[] = {"compute", "scan", "find", "probe", "probe", "read"};
    static const char *const READINGS[] = {"", " old", " delta"};
    bool is_plain_test = step->is_test && step->access != ACCESS_WHOLE;
    text_printf(text, "  %s%s%s ", WORDS[step->access], is_plain_test ? " one of" : "", READINGS[step->reading]);
    literal_print(program, rule, step->literal, text);
    if (step->access == ACCESS_GROUPS || step->access == ACCESS_CHAIN || step->access == ACCESS_SETS) {
        text_lit(text, " on ");
        columns_print(step->bound, text);
    }
    if (step->gives_set) text_lit(text, " as a set");
    if (step->literal->kind == LIT_ATOM && !step->is_test) text_printf(text, ", about %.0f rows", step->fan_out);
    text_add_char(text, '\n');
}

void plan_print(const Program *program, const Plan *plan, Text *text) {
    const Rule *rule = &program->rules.items[plan->rule];
    rule_print(program, rule, text);
    text_add_char(text, '\n');
    for (uint32_t i = 0; i < plan->step_count; i++) step_print(program, rule, &plan->steps[i], text);
}
