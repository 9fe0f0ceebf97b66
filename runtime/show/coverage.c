/* Rules in the order written, relations that have facts as they are met;
 * a column that would be the same for all is left out. */
#include "runtime/show/coverage.h"

#include "runtime/show/table.h"
#include "runtime/show/words.h"
#include "runtime/why/nearby.h"

static const Rule *rule_of(const Program *program, const RuleUse *use) { return &program->rules.items[use->rule]; }

static void relation_print(const Program *program, RelId id, Text *text) {
    const Relation *relation = &program->relations.items[program_said(program, id)];
    while (relation->helper != HELPER_NONE && relation->of != NO_ID) relation = &program->relations.items[relation->of];
    text_printf(text, "%s%.*s/%u", relation->is_negative ? "-" : "", STR_FMT(symbol_str(program, relation->name)),
                (unsigned)relation->arity);
}

static Str undercut_rule(const Program *program, RelId exception) {
    for (size_t i = 0; i < program->undercuts.count; i++)
        if (program->undercuts.items[i].exception == exception)
            return symbol_str(program, program->undercuts.items[i].rule);
    return STR("");
}

void rule_use_name(const Program *program, const RuleUse *use, Text *text) {
    const Rule *rule = rule_of(program, use);
    if (program->relations.items[rule->head].helper == HELPER_EXCEPTION)
        text_printf(text, "undercut of %.*s", STR_FMT(undercut_rule(program, rule->head)));
    else if (rule->label != NO_SYMBOL)
        text_add(text, symbol_str(program, rule->label));
    else
        relation_print(program, rule->head, text);
}

static bool is_open(const Literal *literal, const Value *bindings) {
    if (literal_reads(literal)) return false;
    if (literal->kind == LIT_BIND && bindings[literal->variable] == UNBOUND) return true;
    return (literal->left && !instance_is_bound(literal->left, bindings)) ||
           (literal->right && !instance_is_bound(literal->right, bindings));
}

void rule_use_lacks(const Program *program, const RuleUse *use, const Sources *sources, Text *text) {
    if (!use->lacks) return;
    const Rule *rule = &program->rules.items[use->lacking_rule];
    if (is_open(use->lacks, use->bindings))
        written_print(sources, use->lacks->span, text);
    else
        literal_words_print(program, rule, use->lacks, use->bindings, sources, text);
}

/* ---- tables ---- */

static void add_text(Grid *grid, Text *text) {
    grid_add(grid, text_str(text));
    text_empty(text);
}

static void add_number(Grid *grid, const Program *program, uint64_t number) {
    grid_add_value(grid, program->values, value_int(program->values, (int64_t)number));
}

static bool fired_nowhere(const RuleUse *use) { return use->fired < FIRED_AGAIN && use->scenarios == 0; }

static void add_remark(const Coverage *coverage, const Program *program, const RuleUse *use, const Sources *sources,
                       Text *cell) {
    if (use->fired == FIRED_UNDECIDED) {
        text_lit(cell, "undecided");
    } else if (use->fired == FIRED_AGAIN && use->rows == 0) {
        text_lit(cell, "gives what is known already");
    } else if (fired_nowhere(use)) {
        text_lit(cell, "never fires");
        Text lacks;
        text_init(&lacks);
        rule_use_lacks(program, use, sources, &lacks);
        if (lacks.length) text_lit(cell, "; lacks: "), text_add(cell, text_str(&lacks));
        text_clear(&lacks);
    } else if (use->tests == 0 && coverage->test_count) {
        text_lit(cell, "no test asks for it");
    }
}

static void rules_print(const Coverage *coverage, const Program *program, const Sources *sources, Text *text) {
    Grid grid;
    Text cell;
    text_init(&cell);
    bool has_scenarios = coverage->scenario_count > 0, has_tests = coverage->test_count > 0;
    grid_init(&grid, 4u + has_scenarios + has_tests + coverage->cites, true);
    grid_add(&grid, STR("rule")), grid_add(&grid, STR("place")), grid_add(&grid, STR("rows"));
    if (has_scenarios) grid_add(&grid, STR("scenarios"));
    if (has_tests) grid_add(&grid, STR("tests"));
    if (coverage->cites) grid_add(&grid, STR("cites"));
    grid_add(&grid, STR(""));
    for (uint32_t i = 0; i < coverage->rule_count; i++) {
        const RuleUse *use = &coverage->rules[i];
        rule_use_name(program, use, &cell), add_text(&grid, &cell);
        place_print(sources, rule_of(program, use)->span, &cell), add_text(&grid, &cell);
        add_number(&grid, program, use->rows);
        if (has_scenarios) add_number(&grid, program, use->scenarios);
        if (has_tests) add_number(&grid, program, use->tests);
        if (coverage->cites) add_number(&grid, program, rule_of(program, use)->cites.count);
        add_remark(coverage, program, use, sources, &cell), add_text(&grid, &cell);
    }
    grid_print(&grid, "", text);
    grid_clear(&grid);
    text_clear(&cell);
}

static void relations_print(const Coverage *coverage, const Program *program, Text *text) {
    Grid grid;
    Text cell;
    text_init(&cell);
    grid_init(&grid, 3u + coverage->cites, true);
    grid_add(&grid, STR("relation")), grid_add(&grid, STR("facts"));
    if (coverage->cites) grid_add(&grid, STR("cited"));
    grid_add(&grid, STR(""));
    for (uint32_t i = 0; i < coverage->relation_count; i++) {
        const RelationUse *use = &coverage->relations[i];
        if (use->given == 0) continue;
        relation_print(program, use->relation, &cell), add_text(&grid, &cell);
        add_number(&grid, program, use->given);
        if (coverage->cites) add_number(&grid, program, use->cited);
        grid_add(&grid, use->is_used ? STR("") : STR("nobody asks for it"));
    }
    grid_print(&grid, "", text);
    grid_clear(&grid);
    text_clear(&cell);
}

void coverage_print(const Coverage *coverage, const Program *program, const Sources *sources, Text *text) {
    uint32_t fired = 0, tested = 0;
    for (uint32_t i = 0; i < coverage->rule_count; i++) {
        fired += !fired_nowhere(&coverage->rules[i]);
        tested += coverage->rules[i].tests > 0;
    }
    if (coverage->rule_count) {
        rules_print(coverage, program, sources, text);
        text_add_char(text, '\n');
    }
    bool has_facts = false;
    for (uint32_t i = 0; i < coverage->relation_count; i++) has_facts = has_facts || coverage->relations[i].given;
    if (has_facts) {
        relations_print(coverage, program, text);
        text_add_char(text, '\n');
    }
    text_printf(text, "%u of ", (unsigned)fired);
    count_print(coverage->rule_count, "rule fires", "rules fire", text);
    if (coverage->scenario_count) {
        text_lit(text, " on these facts or in one of ");
        count_print(coverage->scenario_count, "scenario", "scenarios", text);
    } else {
        text_lit(text, " on these facts");
    }
    if (coverage->test_count) {
        text_printf(text, "; %u behind what ", (unsigned)tested);
        count_print(coverage->test_count, "test asks", "tests ask", text);
    }
    text_add_char(text, '\n');
}

/* ---- JSON ---- */

static void text_json(Text *made, Text *text) {
    if (made->length)
        text_add_json(text, text_str(made));
    else
        text_lit(text, "null");
    text_empty(made);
}

static void rule_json(const Program *program, const RuleUse *use, const Sources *sources, Text *text) {
    static const char *const FIRED_NAMES[] = {"never", "undecided", "again", "yes"};
    Text made;
    text_init(&made);
    text_lit(text, "{\"rule\":");
    rule_use_name(program, use, &made), text_json(&made, text);
    text_lit(text, ",\"place\":");
    place_print(sources, rule_of(program, use)->span, &made), text_json(&made, text);
    text_printf(text, ",\"rows\":%llu,\"fired\":\"%s\",\"scenarios\":%u,\"tests\":%u,\"cites\":%u,\"lacks\":",
                (unsigned long long)use->rows, FIRED_NAMES[use->fired], (unsigned)use->scenarios, (unsigned)use->tests,
                (unsigned)rule_of(program, use)->cites.count);
    rule_use_lacks(program, use, sources, &made), text_json(&made, text);
    text_add_char(text, '}');
    text_clear(&made);
}

static void relation_json(const Program *program, const RelationUse *use, Text *text) {
    Text made;
    text_init(&made);
    text_lit(text, "{\"relation\":");
    relation_print(program, use->relation, &made), text_json(&made, text);
    text_printf(text, ",\"facts\":%u,\"cited\":%u,\"used\":%s}", (unsigned)use->given, (unsigned)use->cited,
                use->is_used ? "true" : "false");
    text_clear(&made);
}

void coverage_json(const Coverage *coverage, const Program *program, const Sources *sources, Text *text) {
    text_lit(text, "\"rules\":[");
    for (uint32_t i = 0; i < coverage->rule_count; i++) {
        text_add(text, i ? STR(",\n") : STR("\n"));
        rule_json(program, &coverage->rules[i], sources, text);
    }
    text_lit(text, "],\n\"relations\":[");
    for (uint32_t i = 0; i < coverage->relation_count; i++) {
        text_add(text, i ? STR(",\n") : STR("\n"));
        relation_json(program, &coverage->relations[i], text);
    }
    text_printf(text, "],\n\"scenarios\":%u,\"tests\":%u", (unsigned)coverage->scenario_count,
                (unsigned)coverage->test_count);
}
