/* A row of some literal is where to begin; the other literals extend it in turn, each by the rows that agree with what
 * is bound, or not at all where none does.  Every literal is begun with once, so that their order does not matter. */
#include "runtime/judge/candidates.h"

#include "runtime/eval/budget.h"

typedef struct {
    const Store *store;
    const Rule *rule; /* of the claim: its conditions */
    Value *values;    /* by variable of the rule: room to work in */
    Table *rows;
    uint32_t width;
    bool is_cut;
} Candidates;

static Table *new_rows(uint32_t width) {
    Table *table = table_new(width);
    table_begin_run(table, NO_ID, 0);
    return table;
}

/* ---- conditions ---- */

/* The value of `X = expression`, either way; false if there is nothing to give. */
static bool give_value(const Candidates *made, const Literal *literal) {
    Value *values = made->values;
    if (literal->kind != LIT_BIND) return false;
    if (values[literal->variable] == UNBOUND)
        return instance_compute(made->store->program, literal->left, values, &values[literal->variable]) &&
               values[literal->variable] != UNBOUND;
    if (literal->left->kind != EXPR_VAR || values[literal->left->id] != UNBOUND) return false;
    values[literal->left->id] = values[literal->variable];
    return true;
}

static bool fails(const Candidates *made, const Literal *literal) {
    if (literal->kind != LIT_BIND && literal->kind != LIT_COMPARE && literal->kind != LIT_CONDITION) return false;
    if (!instance_is_bound(literal->left, made->values)) return false;
    if (literal->kind != LIT_BIND && !instance_is_bound(literal->right, made->values)) return false;
    return !instance_holds(made->store->program, literal, made->values);
}

/* Gives variables the values that follow from the others; false where a condition does not hold. */
static bool settle(const Candidates *made, Value *bindings) {
    const Rule *rule = made->rule;
    for (uint32_t v = 0; v < rule->variable_count; v++) made->values[v] = UNBOUND;
    for (uint32_t c = 0; c < made->width; c++)
        if (rule->terms[c].kind == TERM_VAR) made->values[rule->terms[c].id] = bindings[c];
    for (bool gives = true; gives;) {
        gives = false;
        for (uint32_t i = 0; i < rule->literal_count; i++) gives = give_value(made, &rule->body[i]) || gives;
    }
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (fails(made, &rule->body[i])) return false;
    for (uint32_t c = 0; c < made->width; c++) bindings[c] = term_value(rule->terms[c], made->values);
    return true;
}

static void keep(Candidates *made, const Value *bindings) {
    if (table_count(made->rows) < BINDING_LIMIT)
        table_insert(made->rows, bindings, NULL);
    else
        made->is_cut = made->is_cut || table_find(made->rows, bindings) == NO_ROW;
}

static void add(Candidates *made, Value *bindings) {
    if (settle(made, bindings)) keep(made, bindings);
}

/* ---- literals ---- */

typedef struct {
    Candidates *made;
    const Value *bindings;
    const Part *part;
    bool has_match;
} Extension;

static void extend_with(void *context, const Value *row) {
    Extension *extension = context;
    Candidates *made = extension->made;
    const Part *part = extension->part;
    Value more[ANSWER_COLUMNS];
    memcpy(more, extension->bindings, made->width * sizeof *more);
    for (uint32_t i = 0; i < made->store->program->relations.items[part->relation].arity; i++) {
        Term term = part->terms[i];
        Value known = term.kind == TERM_CONST ? term.id : term.kind == TERM_VAR ? more[term.id] : UNBOUND;
        if (known != UNBOUND && known != row[i]) return;
        if (term.kind == TERM_VAR) more[term.id] = row[i];
    }
    extension->has_match = true;
    add(made, more);
}

static void extend_from(void *context, Table *table) {
    Extension *extension = context;
    Term terms[ATOM_COLUMNS];
    Value row[ATOM_COLUMNS];
    (void)part_terms(extension->made->store, extension->part, extension->bindings, terms, row);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId r; (r = row_walk_on(&walk)) != NO_ROW && store_may_search(extension->made->store);)
        extend_with(extension, table_row(table, r));
}

static void extend(Candidates *made, const Value *bindings, const Part *part) {
    Extension extension = {made, bindings, part, false};
    each_status_table(made->store, part->relation, extend_from, &extension);
    Term terms[ATOM_COLUMNS];
    Value row[ATOM_COLUMNS];
    if (!part_terms(made->store, part, bindings, terms, row))
        each_excepted(made->store, part->relation, terms, extend_with, &extension);
    if (!extension.has_match) keep(made, bindings);
}

static bool extends(const Part *part) { return part->is_atom && !part->is_negated; }

static void extend_all(Candidates *now, const Part *part) {
    Candidates next = *now;
    next.rows = new_rows(now->width);
    for (RowId row = 0; row < table_count(now->rows) && store_may_search(now->store); row++)
        extend(&next, table_row(now->rows, row), part);
    table_free(now->rows);
    *now = next;
}

/* Those that begin with one literal; NO_ID: with none. */
static void begin_with(Candidates *now, const Claim *claim, uint32_t first) {
    Value none[ANSWER_COLUMNS];
    for (uint32_t i = 0; i < now->width; i++) none[i] = UNBOUND;
    now->rows = new_rows(now->width);
    add(now, none);
    if (first != NO_ID) extend_all(now, &claim->parts[first]);
    for (uint32_t p = 0; first != NO_ID && p < claim->part_count; p++)
        if (p != first && extends(&claim->parts[p])) extend_all(now, &claim->parts[p]);
}

Table *candidates_of(const Store *store, const Claim *claim, bool *is_cut) {
    const Rule *rule = &store->program->rules.items[claim->question.rule];
    Candidates now = {.store = store, .rule = rule, .width = claim->question.name_count};
    Table *all = new_rows(now.width);
    bool has_begun = false;
    now.values = mem_alloc(rule->variable_count * sizeof *now.values + 1);
    for (uint32_t p = 0; p <= claim->part_count; p++) {
        bool is_last = p == claim->part_count;
        if (is_last ? has_begun : now.width == 0 || !extends(&claim->parts[p])) continue;
        begin_with(&now, claim, is_last ? NO_ID : p);
        for (RowId row = 0; row < table_count(now.rows); row++) table_insert(all, table_row(now.rows, row), NULL);
        table_free(now.rows);
        has_begun = true;
    }
    mem_free(now.values);
    *is_cut = now.is_cut;
    return all;
}
