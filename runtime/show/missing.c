/* Premises are told in the words of `why`, each with what is known instead. */
#include "runtime/show/missing.h"

#include "runtime/show/below.h"
#include "runtime/show/circling.h"
#include "runtime/show/denial.h"
#include "runtime/show/failing.h"
#include "runtime/show/json_internal.h"
#include "runtime/show/opposition.h"
#include "runtime/show/prose.h"
#include "runtime/show/quantified.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/setting.h"
#include "runtime/show/standing.h"
#include "runtime/show/tree.h"
#include "runtime/show/words.h"
#include "runtime/why/bindings.h"
#include "runtime/why/through.h"

#define RULES_SHOWN 10
#define PREMISES_SHOWN 10
#define BELOW_TOLD 2
#define NEAR_LENGTH 80 /* of the values of a row that nearly fits */

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static const Rule *rule_of(const Shortfall *s, const Attempt *attempt) {
    return &s->store->program->rules.items[attempt->nearby->rule];
}

/* ---- one premise ---- */

const char *stand_mark(Stand stand) {
    switch (stand) {
    case STAND_HOLDS: return "yes";
    case STAND_OPEN:
    case STAND_UNDECIDED: return "open";
    case STAND_CONTESTED:
    case STAND_PENDING: return "?";
    default: return "no";
    }
}

/* As it was written, with the values that its variables have: `Y < 2003`, `Y =< Last, with Last = 2015`. */
static void open_literal_print(const Shortfall *s, const Attempt *attempt, const Literal *literal, Text *text) {
    const Program *program = s->store->program;
    const Rule *rule = rule_of(s, attempt);
    literal_print(program, rule, literal, text);
    bool *is_used = mem_alloc_zero(rule->variable_count + 1);
    const Expr *sides[] = {literal->left, literal->right};
    bool is_row = literal->kind == LIT_ATOM || literal->kind == LIT_NOT || literal->kind == LIT_LOOKUP;
    for (uint32_t i = 0; is_row && i < relation_of(s->store, literal->relation)->arity; i++)
        if (literal->terms[i].kind == TERM_VAR) is_used[literal->terms[i].id] = true;
    for (int k = 0; !is_row && k < 2; k++) {
        if (!sides[k]) continue;
        if (sides[k]->kind == EXPR_VAR) is_used[sides[k]->id] = true;
        for (uint32_t i = 0; i < sides[k]->argument_count; i++)
            if (sides[k]->arguments[i]->kind == EXPR_VAR) is_used[sides[k]->arguments[i]->id] = true;
    }
    const char *lead = ", with ";
    for (VarId v = 0; v < rule->variable_count; v++) {
        Str name =
            rule->variables && rule->variables[v] != NO_SYMBOL ? symbol_str(program, rule->variables[v]) : STR("");
        if (!is_used[v] || attempt->nearby->bindings[v] == UNBOUND || name.length == 0 || name.text[0] == ':') continue;
        text_printf(text, "%s%.*s = ", lead, STR_FMT(name));
        value_print(program->values, attempt->nearby->bindings[v], text);
        lead = ", ";
    }
    mem_free(is_used);
}

static bool is_computed(const Literal *literal) {
    return literal->kind == LIT_COMPARE || literal->kind == LIT_CONDITION || literal->kind == LIT_BIND;
}

/* Of `not (a, b)` only what is inside is quoted, of `forall(a, b)` all of it. */
static bool is_denied_body(const Shortfall *s, const Literal *literal, const Sources *sources) {
    bool is_body = literal->kind == LIT_NOT && !literal->is_exception &&
                   relation_of(s->store, literal->relation)->name == NO_SYMBOL;
    return is_body && relation_of(s->store, literal->relation)->of == NO_ID && !literal_is_forall(literal, sources);
}

void premise_words_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Rule *rule = rule_of(s, attempt);
    const Literal *literal = &rule->body[i];
    bool has_values = !is_computed(literal) ||
                      (instance_is_bound(literal->left, attempt->nearby->bindings) &&
                       (literal->kind == LIT_BIND ? attempt->nearby->bindings[literal->variable] != UNBOUND
                                                  : instance_is_bound(literal->right, attempt->nearby->bindings)));
    bool is_helper = !is_computed(literal) && relation_of(s->store, literal->relation)->helper != HELPER_NONE;
    if (is_denied_body(s, literal, sources)) text_lit(text, "not: ");
    if (!has_values || (attempt->premises[i].stand == STAND_PENDING && !is_helper))
        open_literal_print(s, attempt, literal, text);
    else
        literal_words_print(s->store->program, rule, literal, attempt->nearby->bindings, sources, text);
}

void premise_told_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    Literal literal = rule_of(s, attempt)->body[i];
    bool is_denied = literal.kind == LIT_NOT && relation_of(s->store, literal.relation)->helper == HELPER_NONE;
    if (!is_denied || attempt->premises[i].stand != STAND_IN_THE_WAY) {
        if (!quantified_print(s->store->program, &literal, attempt->nearby->bindings, sources, text))
            premise_words_print(s, attempt, i, sources, text);
        return;
    }
    literal.kind = LIT_ATOM;
    const bool is_sentence = relation_of(s->store, literal.relation)->sentence.length > 0;
    text_add(text, literal.is_exception ? STR("an exception fires: ") : is_sentence ? STR("not: ") : STR("not "));
    literal_words_print(s->store->program, rule_of(s, attempt), &literal, attempt->nearby->bindings, sources, text);
}

void near_print(const Store *store, RowRef near, bool is_full, Text *text) {
    const Relation *relation = relation_of(store, near.relation);
    const Value *row = table_row(store_table(store, near.relation), near.row);
    text_printf(text, "%s%.*s holds of ", relation->is_negative ? "-" : "",
                STR_FMT(symbol_str(store->program, relation->name)));
    size_t begin = text->length;
    for (uint32_t i = 0; i < relation->arity; i++) {
        size_t before = text->length;
        if (i) text_lit(text, ", ");
        value_print(store->program->values, row[i], text);
        if (i == 0 || is_full || text->length - begin <= NEAR_LENGTH) continue;
        text_cut(text, before);
        text_lit(text, ", ...");
        return;
    }
}

/* `f2 [Young 1989]`, `by rule r`: where an accepted row comes from. */
static void origin_of_row_print(const Store *store, RowRef row, const Sources *sources, Text *text) {
    if (relation_of(store, row.relation)->helper != HELPER_NONE) return;
    RowRef behind = row_behind(store, row);
    RuleId rule = table_rule_of(store_table(store, behind.relation), behind.row);
    if (rule == NO_ID) {
        statements_print(store, behind.relation, behind.row, sources, text);
    } else {
        text_lit(text, "by ");
        rule_name_print(store->program, rule, sources, text);
    }
}

static void go_on_print(const Premise *premise, bool is_numbered, Text *text) {
    if (is_numbered && premise->below == 0) text_lit(text, ": see 1");
    if (is_numbered && premise->below && premise->below != NO_ID)
        text_printf(text, ": see %u", (unsigned)premise->below + 1);
}

static void missing_reason_print(const Store *store, const Premise *premise, ReasonStyle style, Text *text) {
    text_add(text, premise->below == NO_ID ? STR("no such fact") : STR("it does not follow"));
    go_on_print(premise, style.is_numbered, text);
    if (premise->near.row != NO_ROW && relation_of(store, premise->relation)->arity) {
        text_lit(text, "; ");
        near_print(store, premise->near, style.is_full, text);
    } else if (premise->near.row == NO_ROW && premise->below == NO_ID && relation_of(store, premise->relation)->arity) {
        text_printf(text, "; nothing is stated of %s%.*s",
                    relation_of(store, premise->relation)->is_negative ? "-" : "",
                    STR_FMT(symbol_str(store->program, relation_of(store, premise->relation)->name)));
    }
}

static bool is_ground(const Store *store, const Premise *premise) {
    for (uint32_t i = 0; i < relation_of(store, premise->relation)->arity; i++)
        if (premise->row[i] == UNBOUND) return false;
    return true;
}

/* `, as for p(a)`: of a pattern the row that is meant. */
static void meant_print(const Shortfall *s, const Attempt *attempt, uint32_t i, Text *text) {
    const Premise *premise = &attempt->premises[i];
    const Literal *literal = &rule_of(s, attempt)->body[i];
    bool is_pattern = false;
    for (uint32_t c = 0; c < relation_of(s->store, premise->relation)->arity; c++)
        is_pattern = is_pattern || term_value(literal->terms[c], attempt->nearby->bindings) == UNBOUND;
    if (is_pattern && is_ground(s->store, premise)) {
        text_lit(text, ", as for ");
        atom_print(s->store->program, premise->relation, premise->row, text);
    }
}

static void disputed_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const char *word, bool is_numbered,
                           Text *text) {
    text_add(text, str_of(word));
    meant_print(s, attempt, i, text);
    go_on_print(&attempt->premises[i], is_numbered, text);
}

void contested_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    if (premise->stand == STAND_CONTESTED && premise->relation != NO_ID && is_ground(s->store, premise))
        contest_print(s->store, premise->relation, premise->row, sources, text);
}

/* By whom it is denied. */
static void refuted_print(const Shortfall *s, const Attempt *attempt, uint32_t i, bool is_numbered,
                          const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    Judgement judgement = {.row = {NO_ID, NO_ROW}};
    if (is_ground(s->store, premise)) judgement = status_at_sight(s->store, premise->relation, premise->row);
    text_lit(text, "refuted");
    if (judgement.row.row != NO_ROW && judgement.status == STATUS_REFUTED) {
        text_lit(text, " by ");
        denial_brief_print(s->store, judgement.row, sources, text);
    }
    meant_print(s, attempt, i, text);
    go_on_print(premise, is_numbered, text);
}

/* A premise that denies what is undecided: the row, and how that stands. */
static void unsettled_denial_print(const Store *store, const Literal *literal, const Value *bindings, Text *text) {
    Term terms[ATOM_COLUMNS];
    bool is_row = literal->kind == LIT_NOT && relation_of(store, literal->relation)->helper == HELPER_NONE;
    if (is_row) literal_terms(store->program, literal, bindings, terms);
    RowId row = is_row ? row_least_undecided(store, literal->relation, terms, NULL) : NO_ROW;
    if (row == NO_ROW) {
        text_lit(text, "undecided");
        return;
    }
    const Value *values = table_row(store_possible(store, literal->relation), row);
    Judgement judgement = status_of_row(store, literal->relation, values);
    stands_print(judgement.status, judgement.reason, text);
    if (judgement.reason == REASON_CYCLIC) text_lit(text, ", it hangs on a circle");
    text_lit(text, ": ask why ");
    atom_print(store->program, literal->relation, values, text);
}

/* What is in the way, as a sentence. */
static void blocker_print(const Store *store, const Premise *premise, const Sources *sources, Text *text) {
    if (premise->fact.row == NO_ROW || relation_of(store, premise->fact.relation)->helper != HELPER_NONE) {
        text_lit(text, "an exception fires");
        return;
    }
    text_lit(text, "in the way: ");
    atom_print(store->program, premise->fact.relation,
               table_row(store_table(store, premise->fact.relation), premise->fact.row), text);
    text_lit(text, " holds, ");
    origin_of_row_print(store, premise->fact, sources, text);
}

static void not_so_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    size_t before = text->length;
    failing_print(s, attempt, i, sources, text);
    if (text->length == before && !failing_comparison_print(s, attempt, i, text))
        text_add(text, is_computed(&rule_of(s, attempt)->body[i]) ? STR("is false") : STR("that is not so"));
}

void premise_reason_print(const Shortfall *s, const Attempt *attempt, uint32_t i, ReasonStyle style,
                          const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    const Literal *literal = &rule_of(s, attempt)->body[i];
    bool is_numbered = style.is_numbered;
    switch (premise->stand) {
    case STAND_HOLDS:
        if (premise->fact.row != NO_ROW) origin_of_row_print(s->store, premise->fact, sources, text);
        if (premise->fact.row != NO_ROW) (void)opposition_print(s->store, premise->fact, sources, text);
        break;
    case STAND_MISSING: missing_reason_print(s->store, premise, style, text); break;
    case STAND_OPEN: disputed_print(s, attempt, i, "undecided: unknown", is_numbered, text); break;
    case STAND_UNDECIDED:
        if (premise->relation == NO_ID)
            unsettled_denial_print(s->store, literal, attempt->nearby->bindings, text);
        else
            disputed_print(s, attempt, i, "undecided: cyclic, it hangs on a circle", is_numbered, text);
        break;
    case STAND_CONTESTED:
        disputed_print(s, attempt, i, "undecided: contested", is_numbered, text);
        if (!is_numbered || premise->below == NO_ID) contested_print(s, attempt, i, sources, text);
        break;
    case STAND_EXCEPTED: disputed_print(s, attempt, i, "undecided: excepted", is_numbered, text); break;
    case STAND_REFUTED: refuted_print(s, attempt, i, is_numbered, sources, text); break;
    case STAND_CONTRADICTED: disputed_print(s, attempt, i, "contradicted", is_numbered, text); break;
    case STAND_IN_THE_WAY: blocker_print(s->store, premise, sources, text); break;
    case STAND_NOT_SO: not_so_print(s, attempt, i, sources, text); break;
    case STAND_PENDING: text_lit(text, "hangs on what is missing"); break;
    }
}

/* ---- one rule ---- */

void route_title_print(const Shortfall *s, const Route *route, const Sources *sources, Text *text) {
    const Program *program = s->store->program;
    const Rule *rule = &program->rules.items[route->rule];
    rule_name_print(program, route->rule, sources, text);
    if (rule->gloss.length) text_printf(text, ": %.*s", STR_FMT(rule->gloss));
    cites_print(program, rule->cites, text);
}

/* The value of an aggregate that something false may be about. */
static bool tells_value(const Shortfall *s, const Attempt *attempt, uint32_t i) {
    const Rule *rule = rule_of(s, attempt);
    if (attempt->premises[i].stand != STAND_HOLDS || !is_aggregate(s->store->program, &rule->body[i])) return false;
    for (uint32_t k = 0; k < rule->literal_count; k++)
        if (is_computed(&rule->body[k]) && attempt->premises[k].stand == STAND_NOT_SO) return true;
    return false;
}

bool premise_is_opposed(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources) {
    const Premise *premise = &attempt->premises[i];
    Text words;
    if (premise->stand != STAND_HOLDS || premise->fact.row == NO_ROW) return false;
    text_init(&words);
    bool is_opposed = opposition_print(s->store, premise->fact, sources, &words);
    text_clear(&words);
    return is_opposed;
}

static void below_print_behind(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources,
                               Text *text) {
    size_t before = text->length;
    text_lit(text, ": ");
    if (!below_print(s, attempt, i, sources, text)) text_cut(text, before);
}

/* Of the nearest rule the first premises are told with what they lack in their turn. */
static void attempt_print(const Shortfall *s, const Attempt *attempt, bool is_nearest, const Sources *sources,
                          Text *text) {
    uint32_t count = 0, lacking = attempt->nearby->lacking;
    for (uint32_t i = 0; i < rule_of(s, attempt)->literal_count && count < PREMISES_SHOWN; i++) {
        bool is_lacking = stand_is_lacking(attempt->premises[i].stand);
        if (!is_lacking && !tells_value(s, attempt, i) && !premise_is_opposed(s, attempt, i, sources)) continue;
        count += is_lacking;
        text_printf(text, "    - %s  ", stand_mark(attempt->premises[i].stand));
        premise_told_print(s, attempt, i, sources, text);
        size_t before = text->length;
        text_lit(text, "  ");
        premise_reason_print(s, attempt, i, (ReasonStyle){0}, sources, text);
        if (text->length == before + 2) text_cut(text, before);
        if (is_nearest && count <= BELOW_TOLD) below_print_behind(s, attempt, i, sources, text);
        text_add_char(text, '\n');
    }
    if (lacking > count) text_printf(text, "    - and %u more\n", (unsigned)(lacking - count));
}

/* Each rule that concludes it. */
static void routes_print(const Shortfall *s, const Sources *sources, Text *text) {
    const Short *asked = &s->items.items[0];
    for (uint32_t i = 0; i < asked->route_count && i < RULES_SHOWN; i++) {
        text_lit(text, "  - ");
        route_title_print(s, &asked->routes[i], sources, text);
        text_add_char(text, '\n');
        attempt_print(s, &asked->routes[i].attempts[0], i == 0, sources, text);
    }
    uint32_t more = asked->route_count + asked->left_out;
    if (more > RULES_SHOWN) text_printf(text, "  - and %u more rules\n", (unsigned)(more - RULES_SHOWN));
}

static const char *lack_of(const Short *asked) {
    return asked->route_count ? "no rule has its premises" : "nothing says so, and no rule concludes it";
}

void missing_print(const Store *store, RelId id, const Value *row, const Str *names, const Sources *sources,
                   Text *text) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, names, &judgement, 0);
    text_printf(text, "  %s: ", lack_of(&s->items.items[0]));
    open_sentence_print(store->program, id, row, names, text);
    text_add_char(text, '\n');
    circle_print_of(store, id, row, text);
    routes_print(s, sources, text);
    shortfall_free(s);
}

void missing_verdict_print(const Store *store, Str asked, RelId id, const Value *row, const Str *names,
                           const Sources *sources, Text *verdict, Text *lines) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, names, &judgement, 0);
    text_printf(verdict, "%.*s is unsupported", STR_FMT(asked));
    setting_print_of(store, id, verdict);
    text_printf(verdict, ": %s", lack_of(&s->items.items[0]));
    if (relation_of(store, id)->sentence.length) {
        text_lit(lines, "  that is: ");
        open_sentence_print(store->program, id, row, names, lines);
        text_add_char(lines, '\n');
    }
    circle_print_of(store, id, row, lines);
    routes_print(s, sources, lines);
    shortfall_free(s);
}

void missing_parts_print(const Store *store, RelId answer, const Sources *sources, Text *text) {
    Value row[64];
    Str names[64];
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {answer, NO_ROW}};
    for (uint32_t i = 0; i < relation_of(store, answer)->arity; i++) row[i] = UNBOUND, names[i] = STR("something");
    Shortfall *s = shortfall_of(store, answer, row, names, &judgement, 0);
    const Short *asked = &s->items.items[0];
    if (asked->route_count == 0) text_lit(text, "  each part of it holds, but no values make all of it hold\n");
    for (uint32_t i = 0; i < asked->route_count && i < RULES_SHOWN; i++) {
        text_add(text, i ? STR("  or, the other way:\n") : STR("  what is lacking:\n"));
        attempt_print(s, &asked->routes[i].attempts[0], i == 0, sources, text);
    }
    shortfall_free(s);
}

/* ---- as JSON ---- */

static void premise_json(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    bool is_open = premise->stand == STAND_OPEN || premise->stand == STAND_EXCEPTED;
    Text piece;
    text_init(&piece);
    premise_words_print(s, attempt, i, sources, &piece);
    text_printf(text, "{\"standing\":\"%s\",\"literal\":", stand_name(is_open ? STAND_UNDECIDED : premise->stand));
    text_add_json(text, text_str(&piece));
    text_empty(&piece);
    if (premise->relation != NO_ID && is_ground(s->store, premise))
        atom_print(s->store->program, premise->relation, premise->row, &piece);
    text_lit(text, ",\"atom\":");
    string_or_null(text_str(&piece), text);
    text_add_char(text, '}');
    text_clear(&piece);
}

void missing_json(const Store *store, RelId id, const Value *row, const Sources *sources, Text *text) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {id, NO_ROW}};
    Shortfall *s = shortfall_of(store, id, row, NULL, &judgement, 0);
    const Short *asked = &s->items.items[0];
    text_add_char(text, '[');
    for (uint32_t r = 0; r < asked->route_count; r++) {
        const Attempt *attempt = &asked->routes[r].attempts[0];
        const char *lead = "";
        text_add(text, r ? STR(",\n{") : STR("{"));
        rule_json(store->program, asked->routes[r].rule, sources, text);
        text_lit(text, ",\"premises\":[");
        for (uint32_t i = 0; i < rule_of(s, attempt)->literal_count; i++) {
            if (!stand_is_lacking(attempt->premises[i].stand)) continue;
            text_printf(text, "%s", lead);
            premise_json(s, attempt, i, sources, text);
            lead = ",";
        }
        text_lit(text, "]}");
    }
    text_add_char(text, ']');
    shortfall_free(s);
}
