/* The body is a rule of its own, whose head has the variables that it shares with the rule that denies it. */
#include "runtime/show/cases.h"

#include "runtime/judge/matching.h"
#include "runtime/show/body_parts.h"
#include "runtime/show/written.h"
#include "runtime/why/bindings.h"

static const Relation *relation_of(const Store *store, RelId id) { return &store->program->relations.items[id]; }

const Rule *body_rule_at(const Program *program, RelId body, uint32_t n) {
    const Relation *relation = &program->relations.items[body];
    if (relation->helper != HELPER_BODY && relation->helper != HELPER_GROUPED && relation->helper != HELPER_EXCEPTION)
        return NULL;
    if (relation->component == NO_ID) return NULL;
    const Component *component = &program->components.items[relation->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head == body && n-- == 0) return rule;
    }
    return NULL;
}

const Rule *body_rule(const Program *program, RelId body) {
    return body_rule_at(program, body, 1) ? NULL : body_rule_at(program, body, 0);
}

/* The one atom that leaves a column open; NULL. */
static const Literal *open_atom(const Store *store, const Rule *rule, const Bindings *b) {
    const Literal *only = NULL;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM || bindings_open(b, literal, relation_of(store, literal->relation)->arity) == 0)
            continue;
        if (only) return NULL;
        only = literal;
    }
    return only;
}

/* By what it gives a value. */
static void case_print(const Store *store, const Literal *atom, const Value *own, const Value *row, Text *names) {
    bool is_first = true;
    for (uint32_t c = 0; c < relation_of(store, atom->relation)->arity; c++) {
        if (atom->terms[c].kind != TERM_VAR || own[atom->terms[c].id] != UNBOUND) continue;
        if (!is_first) text_add_char(names, ' ');
        is_first = false;
        value_print(store->program->values, row[c], names);
    }
}

static size_t list_cases(const Store *store, const Literal *atom, const Value *own, Text *names) {
    Table *table = store_table(store, atom->relation);
    Term terms[64];
    literal_terms(store->program, atom, own, terms);
    RowIds rows = rows_accepted(store, table, terms, NULL);
    for (size_t i = 0; names && i < rows.count && i < CASES_NAMED; i++) {
        if (i) text_lit(names, ", ");
        case_print(store, atom, own, table_row(table, rows.items[i]), names);
    }
    if (names && rows.count > CASES_NAMED) text_printf(names, " and %zu more", rows.count - CASES_NAMED);
    size_t count = rows.count;
    vec_free(&rows);
    return count;
}

/* Something else in its condition leaves some of its rows out. */
static bool is_restricted(const Store *store, const Rule *rule, const Literal *denied, const Literal *atom,
                          const Sources *sources) {
    const Body body = {store->program, rule, NULL, sources, NULL};
    const Stretch condition = forall_condition(&body, denied->span);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (&rule->body[i] != atom && stretch_has(&body, &condition, &rule->body[i])) return true;
    return false;
}

bool checked_cases(const Store *store, const Literal *denied, const Value *bindings, const Sources *sources,
                   size_t *count, Text *names) {
    const Rule *rule = body_rule(store->program, denied->relation);
    if (!rule || !span_is_written(sources, denied->span)) return false;
    Bindings b = {.values = mem_alloc((rule->variable_count + 1) * sizeof(Value))};
    for (uint32_t v = 0; v < rule->variable_count; v++) b.values[v] = UNBOUND;
    for (uint32_t c = 0; c < relation_of(store, rule->head)->arity; c++)
        if (rule->terms[c].kind == TERM_VAR) b.values[rule->terms[c].id] = term_value(denied->terms[c], bindings);
    const Literal *atom = open_atom(store, rule, &b);
    if (atom && is_restricted(store, rule, denied, atom, sources)) atom = NULL;
    if (atom) *count = list_cases(store, atom, b.values, names);
    mem_free(b.values);
    return atom != NULL;
}
