/* The nearest instance of each rule tells what the rule lacks.  A premise that is argued for and yet not accepted is told
 * apart from one that nothing speaks for. */
#include "runtime/show/missing.h"

#include "runtime/judge/status.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/prose.h"
#include "runtime/show/words.h"
#include "runtime/why/instance.h"
#include "runtime/why/residual.h"

#define RULES_SHOWN 10
#define PREMISES_SHOWN 10

typedef struct {
    const Store *store;
    const Sources *sources;
    bool is_json;
    uint32_t rule_count;
    Text *text;
} Telling;

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

/* ---- how a premise stands ---- */

/* A row that is argued for, of those that agree; false if there is none. */
static bool find_argued(const Store *store, RelId id, const Term *terms, Value *row) {
    const Relation *relation = relation_of(store, id);
    for (uint32_t i = 0; i < relation->class_count; i++) {
        RelId class = relation->classes[i];
        if (relation_of(store, class)->helper != HELPER_APPLIES) continue;
        const Table *table = store_table(store, class);
        RowId found = row_least(store, store_table(store, class), terms, NULL, false);
        if (found == NO_ROW)
            table = store_possible(store, class), found = row_least_undecided(store, class, terms, NULL);
        if (found == NO_ROW) continue;
        memcpy(row, table_row(table, found), relation->arity * sizeof *row);
        return true;
    }
    return false;
}

/* Of an atom that is not accepted; `row` gets the row that shows it, where there is one. */
static const char *atom_standing(const Store *store, const Literal *literal, const Value *bindings, Value *row,
                                 bool *is_row) {
    RelId id = literal->relation;
    uint32_t arity = relation_of(store, id)->arity;
    Term terms[64];
    *is_row = true;
    for (uint32_t i = 0; i < arity; i++) {
        row[i] = literal_value(literal, i, bindings);
        terms[i] = row[i] == UNBOUND ? term_any() : term_const(row[i]);
        *is_row = *is_row && row[i] != UNBOUND;
    }
    RelId given = program_given(store->program, id);
    RowId hidden = row_least(store, store_table(store, given), terms, NULL, true);
    if (!*is_row && hidden != NO_ROW)
        memcpy(row, table_row(store_table(store, given), hidden), arity * sizeof *row);
    else if (!*is_row && !find_argued(store, id, terms, row))
        return "missing";
    *is_row = true;
    switch (status_at_sight(store, id, row).status) {
    case STATUS_REFUTED: return "refuted";
    case STATUS_INCONSISTENT: return "contradicted";
    case STATUS_UNDECIDED: {
        Judgement judgement = status_of_row(store, id, row);
        return judgement.reason == REASON_CONTESTED ? "contested" : "undecided";
    }
    default: return "missing";
    }
}

static bool is_plain(const Store *store, const Literal *literal) {
    return literal->kind == LIT_ATOM && relation_of(store, literal->relation)->helper == HELPER_NONE;
}

static const char *standing_of(const Store *store, const Residual *residual, const Literal *literal, LiteralTruth truth,
                               Value *row, bool *is_row) {
    *is_row = false;
    if (is_plain(store, literal)) return atom_standing(store, literal, residual->bindings, row, is_row);
    if (truth == LITERAL_UNDECIDED) return "undecided";
    if (literal->kind == LIT_NOT && relation_of(store, literal->relation)->helper == HELPER_NONE) return "in the way";
    return literal->is_exception ? "in the way" : "not so";
}

/* ---- one premise ---- */

static void premise_tell(Telling *t, const Residual *residual, const Literal *literal, LiteralTruth truth,
                         bool is_first) {
    const Program *program = t->store->program;
    Value row[64];
    bool is_row;
    const char *standing = standing_of(t->store, residual, literal, truth, row, &is_row);
    Literal told = *literal;
    if (strcmp(standing, "in the way") == 0) told.kind = LIT_ATOM;
    Text words, atom;
    text_init(&words);
    text_init(&atom);
    literal_words_print(program, &program->rules.items[residual->rule], &told, residual->bindings, t->sources, &words);
    if (is_row) atom_print(program, literal->relation, row, &atom);
    if (t->is_json) {
        text_printf(t->text, "%s{\"standing\":\"%s\",\"literal\":", is_first ? "" : ",", standing);
        text_add_json(t->text, text_str(&words));
        text_lit(t->text, ",\"atom\":");
        string_or_null(text_str(&atom), t->text);
        text_add_char(t->text, '}');
    } else {
        text_printf(t->text, "    - %s: %.*s", standing, STR_FMT(text_str(&words)));
        if (is_row && !str_equal(text_str(&words), text_str(&atom)))
            text_printf(t->text, " (%.*s)", STR_FMT(text_str(&atom)));
        text_add_char(t->text, '\n');
    }
    text_clear(&words);
    text_clear(&atom);
}

/* ---- one rule ---- */

static void rule_begin(Telling *t, RuleId id) {
    const Rule *rule = &t->store->program->rules.items[id];
    if (t->is_json) {
        text_add(t->text, t->rule_count > 1 ? STR(",\n{") : STR("{"));
        rule_json(t->store->program, id, t->sources, t->text);
        text_lit(t->text, ",\"premises\":[");
        return;
    }
    text_lit(t->text, "  - ");
    rule_name_print(t->store->program, id, t->sources, t->text);
    if (rule->gloss.length) text_printf(t->text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(t->store->program, rule->cites, t->text);
    text_add_char(t->text, '\n');
}

static bool tell_nearest(void *context, const Residual *residual) {
    Telling *t = context;
    const Rule *rule = &t->store->program->rules.items[residual->rule];
    uint32_t count = 0, lacking = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) lacking += residual->truth[i] != LITERAL_TRUE;
    if (lacking == 0) return true; /* it applies: what stops its conclusion is told elsewhere */
    t->rule_count++;
    if (!t->is_json && t->rule_count > RULES_SHOWN) return true;
    rule_begin(t, residual->rule);
    for (uint32_t i = 0; i < rule->literal_count && (t->is_json || count < PREMISES_SHOWN); i++)
        if (residual->truth[i] != LITERAL_TRUE)
            premise_tell(t, residual, &rule->body[i], residual->truth[i], count++ == 0);
    if (t->is_json)
        text_lit(t->text, "]}");
    else if (lacking > count)
        text_printf(t->text, "    - and %u more\n", (unsigned)(lacking - count));
    return true;
}

static void tell_rules(Telling *t, RelId head, const Value *row) {
    const Program *program = t->store->program;
    if (program->relations.items[head].component == NO_ID) return;
    const Component *component = &program->components.items[program->relations.items[head].component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head == head && rule->kind != RULE_MADE && !rule->is_transposed)
            residual_nearest(t->store, component->rules[i], row, tell_nearest, t);
    }
}

static void tell_all(Telling *t, RelId id, const Value *row) {
    const Relation *relation = relation_of(t->store, id);
    tell_rules(t, id, row);
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (relation_of(t->store, relation->classes[i])->helper == HELPER_APPLIES)
            tell_rules(t, relation->classes[i], row);
}

void missing_print(const Store *store, RelId id, const Value *row, const Str *names, const Sources *sources,
                   Text *text) {
    Text rules;
    text_init(&rules);
    Telling t = {.store = store, .sources = sources, .text = &rules};
    tell_all(&t, id, row);
    text_add(text,
             t.rule_count ? STR("  no rule has its premises: ") : STR("  nothing says so, and no rule concludes it: "));
    sentence_print_open(store->program, id, row, names, text);
    text_add_char(text, '\n');
    text_add(text, text_str(&rules));
    if (t.rule_count > RULES_SHOWN)
        text_printf(text, "  - and %u more rules\n", (unsigned)(t.rule_count - RULES_SHOWN));
    text_clear(&rules);
}

void missing_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    text_add_char(text, '[');
    tell_all(&(Telling){.store = store, .sources = sources, .is_json = true, .text = text}, id, row);
    text_add_char(text, ']');
}
