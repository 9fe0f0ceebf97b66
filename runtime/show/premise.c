/* In the words of `why`, with what is known instead of what is missing. */
#include "runtime/show/premise.h"

#include "runtime/show/compared.h"
#include "runtime/show/denial.h"
#include "runtime/show/excepted.h"
#include "runtime/show/failing.h"
#include "runtime/show/opposition.h"
#include "runtime/show/prose.h"
#include "runtime/show/quantified.h"
#include "runtime/show/quarrel.h"
#include "runtime/show/standing.h"
#include "runtime/show/tree.h"
#include "runtime/show/valueless.h"
#include "runtime/show/words.h"
#include "runtime/why/bindings.h"
#include "runtime/why/through.h"

#define NEAR_LENGTH 80 /* of the values of a row that nearly fits */

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

static const Rule *rule_of(const Shortfall *s, const Attempt *attempt) {
    return &s->store->program->rules.items[attempt->nearby->rule];
}

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
    bool is_row = literal_reads(literal);
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

bool literal_is_computed(const Literal *literal) {
    return literal->kind == LIT_COMPARE || literal->kind == LIT_CONDITION || literal->kind == LIT_BIND;
}

/* Then it must not read as that of no rows. */
static bool is_without_value(const Shortfall *s, const Attempt *attempt, uint32_t i) {
    const Literal *literal = &rule_of(s, attempt)->body[i];
    return literal->kind == LIT_LOOKUP && aggregate_is_valueless(s->store, literal, attempt->nearby->bindings);
}

void premise_words_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Rule *rule = rule_of(s, attempt);
    Literal own = rule->body[i], *literal = &own;
    if (is_without_value(s, attempt, i)) own.kind = LIT_ATOM;
    bool has_values = !literal_is_computed(literal) ||
                      (instance_is_bound(literal->left, attempt->nearby->bindings) &&
                       (literal->kind == LIT_BIND ? attempt->nearby->bindings[literal->variable] != UNBOUND
                                                  : instance_is_bound(literal->right, attempt->nearby->bindings)));
    bool is_helper = !literal_is_computed(literal) && relation_of(s->store, literal->relation)->helper != HELPER_NONE;
    if (!has_values || (attempt->premises[i].stand == STAND_PENDING && !is_helper))
        open_literal_print(s, attempt, literal, text);
    else
        literal_words_print(s->store->program, rule, literal, attempt->nearby->bindings, sources, text);
}

void premise_told_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    Literal literal = rule_of(s, attempt)->body[i];
    if (is_without_value(s, attempt, i)) literal.kind = LIT_ATOM;
    if (attempt->premises[i].stand == STAND_PENDING &&
        open_part_print(s->store->program, rule_of(s, attempt), &literal, attempt->nearby->bindings, sources, text))
        return;
    if ((attempt->premises[i].stand == STAND_HOLDS || attempt->premises[i].stand == STAND_NOT_SO) &&
        compared_print(s->store->program, &literal, attempt->nearby->bindings, text))
        return;
    bool is_denied = literal.kind == LIT_NOT &&
                     (literal.is_exception || relation_of(s->store, literal.relation)->helper == HELPER_NONE);
    if (!is_denied || attempt->premises[i].stand != STAND_IN_THE_WAY) {
        if (!quantified_print(s->store->program, &literal, attempt->nearby->bindings, sources, text))
            premise_words_print(s, attempt, i, sources, text);
        return;
    }
    literal.kind = LIT_ATOM;
    const bool is_sentence = relation_of(s->store, literal.relation)->sentence.length > 0;
    text_add(text, literal.is_exception ? STR("an exception fires: ") : is_sentence ? STR("not: ") : STR("not "));
    const RowRef firing = attempt->premises[i].fact;
    if (firing.row != NO_ROW && case_found_print(s->store, &literal, firing, sources, text)) return;
    literal_words_print(s->store->program, rule_of(s, attempt), &literal, attempt->nearby->bindings, sources, text);
}

/* Its sentence says in what it is another row than the one that is wanted. */
static bool reads_otherwise(const Store *store, RelId id, const Value *row, const Value *wanted) {
    for (uint32_t i = 0; i < relation_of(store, id)->arity; i++)
        if (wanted[i] != UNBOUND && wanted[i] != row[i] && sentence_names(store->program, id, i)) return true;
    return false;
}

void near_print(const Store *store, RowRef near, const Value *wanted, bool is_full, Text *text) {
    const Relation *relation = relation_of(store, near.relation);
    const Value *row = table_row(store_table(store, near.relation), near.row);
    if (reads_otherwise(store, near.relation, row, wanted)) {
        text_lit(text, "but \"");
        sentence_print(store->program, near.relation, row, text);
        text_add_char(text, '"');
        return;
    }
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
        near_print(store, premise->near, premise->row, style.is_full, text);
    } else if (premise->near.row == NO_ROW && premise->below == NO_ID && relation_of(store, premise->relation)->arity) {
        text_printf(text, "; nothing is stated of %s%.*s",
                    relation_of(store, premise->relation)->is_negative ? "-" : "",
                    STR_FMT(symbol_str(store->program, relation_of(store, premise->relation)->name)));
    }
}

static bool is_ground(const Store *store, const Premise *premise) {
    return row_is_ground(premise->row, relation_of(store, premise->relation)->arity);
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
        if (premise->fact.row != NO_ROW) (void)exception_grounds_print(store, premise->fact, true, sources, text);
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
    const Literal *literal = &rule_of(s, attempt)->body[i];
    if (text->length > before) return;
    if (compared_print(s->store->program, literal, attempt->nearby->bindings, text))
        text_cut(text, before); /* told in words, it needs no more */
    else
        text_add(text, literal_is_computed(literal) ? STR("is false") : STR("that is not so"));
}

bool premise_hold_print(const Shortfall *s, const Attempt *attempt, uint32_t i, const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    if (premise->stand != STAND_HOLDS || premise->fact.row == NO_ROW) return false;
    origin_of_row_print(s->store, premise->fact, sources, text);
    return opposition_print(s->store, premise->fact, sources, text);
}

void premise_reason_print(const Shortfall *s, const Attempt *attempt, uint32_t i, ReasonStyle style,
                          const Sources *sources, Text *text) {
    const Premise *premise = &attempt->premises[i];
    const Literal *literal = &rule_of(s, attempt)->body[i];
    bool is_numbered = style.is_numbered;
    switch (premise->stand) {
    case STAND_HOLDS: (void)premise_hold_print(s, attempt, i, sources, text); break;
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
