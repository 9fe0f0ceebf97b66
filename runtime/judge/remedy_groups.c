/* Facts that would make the group of an aggregate larger or smaller.
 *
 * Where a comparison fails on the value of an aggregate, the rows it runs over are mostly those of one atom: one more
 * or one less of them changes the value by as much as is wanted.  Where the rows are those of several atoms, some lack
 * but one of them: a vote of somebody who is no member.  What the group does not say of a row to add is as in a row
 * that is there, but for a value that must not be there yet. */
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/instance.h"

typedef RemedyList List;

typedef struct {
    Thinker *t;
    Aggregate aggregate;
    int64_t have, need; /* the value, and how much more it should be; less where it is below 0 */
    const Rule *rows;   /* of :rows, whose head is the group, then what is folded */
    uint32_t group_count;
    const Literal *atom; /* what the rows are made of */
    bool only_known;     /* a new value is a name that is known elsewhere */
    Value *values;       /* by variable of `rows`: those of the group */
} Group;

static const Relation *relation_of(const Thinker *t, RelId id) { return &t->store->program->relations.items[id]; }

/* ---- what fails, and by how much ---- */

bool remedies_reads_aggregate(const Thinker *t, const Literal *literal) {
    bool reads = literal->kind == LIT_ATOM || literal->kind == LIT_LOOKUP;
    return reads && relation_of(t, literal->relation)->helper == HELPER_AGGREGATE;
}

static bool is_result(const Thinker *t, const Literal *literal, const Expr *side) {
    if (side->kind != EXPR_VAR || !remedies_reads_aggregate(t, literal)) return false;
    Term last = literal->terms[relation_of(t, literal->relation)->arity - 1];
    return last.kind == TERM_VAR && last.id == side->id;
}

/* How much larger the left side should be, or the right one; false where that is no matter of more or less. */
static bool find_need(CompareOp op, bool is_right, int64_t have, int64_t other, int64_t *need) {
    if (have > INT32_MAX || have < INT32_MIN || other > INT32_MAX || other < INT32_MIN) return false;
    bool is_more = is_right ? op == OP_LT || op == OP_LE : op == OP_GT || op == OP_GE;
    *need = other - have;
    if (op == OP_GT || op == OP_LT) *need += is_more ? 1 : -1;
    if (op == OP_NE) *need = 1;
    return *need != 0;
}

static bool measure(Group *g, const Literal *comparison, const Value *bindings, bool is_right) {
    const Expr *sides[] = {comparison->left, comparison->right};
    const Program *program = g->t->store->program;
    Value have, other;
    if (!instance_compute(program, sides[is_right], bindings, &have) ||
        !instance_compute(program, sides[!is_right], bindings, &other))
        return false;
    if (value_kind(g->t->values, have) != KIND_INT || value_kind(g->t->values, other) != KIND_INT) return false;
    g->have = value_to_int(g->t->values, have);
    return find_need(comparison->op, is_right, g->have, value_to_int(g->t->values, other), &g->need);
}

/* ---- rows of the group ---- */

static void group_terms(const Group *g, Term *terms) {
    for (uint32_t c = 0; c < relation_of(g->t, g->atom->relation)->arity; c++) {
        Value value = term_value(g->atom->terms[c], g->values);
        terms[c] = value == UNBOUND ? g->atom->terms[c] : term_const(value);
    }
}

/* The rows that agree with the group, least first. */
static uint32_t list_rows(const Group *g, RowId *rows, uint32_t most) {
    Table *table = store_table(g->t->store, g->atom->relation);
    uint32_t arity = table_arity(table), count = 0;
    Term terms[ATOM_COLUMNS];
    group_terms(g, terms);
    RowWalk walk = row_walk(table, terms, NULL);
    for (RowId row; (row = row_walk_on(&walk)) != NO_ROW;) {
        uint32_t at = count;
        if (table_is_hidden(table, row)) continue;
        while (at > 0 && row_is_before(g->t->values, table_row(table, row), table_row(table, rows[at - 1]), arity))
            at--;
        if (at == most) continue;
        if (count < most) count++;
        for (uint32_t i = count - 1; i > at; i--) rows[i] = rows[i - 1];
        rows[at] = row;
    }
    return count;
}

/* A value that the column does not have in the group, the n-th such; UNBOUND if there is none to be had. */
static Value new_value(const Group *g, uint32_t column, uint32_t n) {
    Term terms[ATOM_COLUMNS];
    group_terms(g, terms);
    if (g->only_known) return remedies_known_value(g->t, g->atom->relation, terms, column, n);
    return remedies_new_value(g->t, g->atom->relation, terms, column, n);
}

/* ---- more ---- */

static uint32_t column_of(const Group *g, VarId variable) {
    uint32_t arity = relation_of(g->t, g->atom->relation)->arity;
    for (uint32_t c = 0; c < arity; c++)
        if (g->atom->terms[c].kind == TERM_VAR && g->atom->terms[c].id == variable) return c;
    return NO_ID;
}

/* The column of a variable behind the group that can be given any value: what tells rows apart. */
static uint32_t free_column(const Group *g, uint32_t from) {
    for (uint32_t i = from; i < relation_of(g->t, g->rows->head)->arity; i++) {
        Term term = g->rows->terms[i];
        uint32_t column = term.kind == TERM_VAR ? column_of(g, term.id) : NO_ID;
        if (column != NO_ID && g->values[term.id] == UNBOUND) return column;
    }
    return NO_ID;
}

/* A row as `like`, with a new value, and where there is one with the value that is folded. */
static bool make_row(const Group *g, RowId like, uint32_t n, Value folded, Value *row, bool *is_example) {
    uint32_t arity = relation_of(g->t, g->atom->relation)->arity;
    uint32_t own = folded == UNBOUND ? NO_ID : free_column(g, g->group_count),
             other = free_column(g, g->group_count + (folded != UNBOUND));
    if (folded != UNBOUND && own == NO_ID) return false;
    if (folded == UNBOUND && other == NO_ID) return false;
    for (uint32_t c = 0; c < arity; c++) {
        row[c] = term_value(g->atom->terms[c], g->values);
        if (row[c] == UNBOUND && like != NO_ROW)
            row[c] = table_row(store_table(g->t->store, g->atom->relation), like)[c];
    }
    *is_example = other != NO_ID;
    if (other != NO_ID) row[other] = new_value(g, other, n);
    if (own != NO_ID) row[own] = folded;
    if (g->only_known) {
        *is_example = false;
        return other != NO_ID && row[other] != UNBOUND && !remedies_fill_fresh(g->t, g->atom->relation, row);
    }
    *is_example = remedies_fill_fresh(g->t, g->atom->relation, row) || *is_example;
    return true;
}

static void add_rows_as(const Group *g, uint32_t count, Value folded, List *list) {
    List sofar = {0};
    Value row[ATOM_COLUMNS];
    bool is_example;
    RowId rows[FILLS] = {NO_ROW};
    if (list_rows(g, rows, 1) == 0) {
        for (uint32_t c = 0; c < relation_of(g->t, g->atom->relation)->arity; c++)
            row[c] = term_value(g->atom->terms[c], g->values);
        if (remedies_nearest_rows(g->t, g->atom->relation, row, rows) == 0) rows[0] = NO_ROW;
    }
    vec_push(&sofar, ((Remedy){.count = 0}));
    for (uint32_t i = 0; i < count && make_row(g, rows[0], i, folded, row, &is_example); i++) {
        List one = {0};
        remedies_add_fact(g->t, &one, g->atom->relation, row, false);
        if (one.count) one.items[0].steps[0].is_example = is_example;
        if (one.count) one.items[0].steps[0].is_sized = is_example && folded != UNBOUND;
        remedies_multiply_into(g->t, &sofar, &one);
        vec_free(&one);
    }
    if (sofar.count && sofar.items[0].count == count) remedies_append(g->t, list, &sofar);
    vec_free(&sofar);
}

/* So many rows more: of names that are known, then of others. */
static void add_rows(Group *g, uint32_t count, Value folded, List *list) {
    g->only_known = true;
    add_rows_as(g, count, folded, list);
    g->only_known = false;
    add_rows_as(g, count, folded, list);
}

/* ---- less ---- */

static void take_rows(const Group *g, uint32_t count, List *list) {
    RowId rows[FILLS];
    uint32_t found = list_rows(g, rows, FILLS);
    List sofar = {0}, some = {0};
    vec_push(&sofar, ((Remedy){.count = 0}));
    for (uint32_t k = 0; k < found; k++) remedies_undo(g->t, &some, (RowRef){g->atom->relation, rows[k]});
    for (uint32_t i = 0; i < count; i++) remedies_multiply_into(g->t, &sofar, &some);
    remedies_append(g->t, list, &sofar);
    vec_free(&sofar);
    vec_free(&some);
}

/* ---- rows that nearly count ---- */

/* So many of them, where more rows are wanted. */
static void think_near(const Group *g, const Value *head, List *list) {
    List some = {0}, sofar = {0};
    uint32_t count = g->aggregate == AGG_COUNT ? (uint32_t)g->need : 1;
    if (g->need <= 0 || count > REPAIR_STEPS) return;
    remedies_complete_rule(g->t, &some, (RuleId)(g->rows - g->t->store->program->rules.items), head, BEHIND_DEPTH);
    vec_push(&sofar, ((Remedy){.count = 0}));
    for (uint32_t i = 0; i < count; i++) remedies_multiply_into(g->t, &sofar, &some);
    remedies_append(g->t, list, &sofar);
    vec_free(&sofar);
    vec_free(&some);
}

static void think_group(Group *g, List *list) {
    Value folded = value_int(g->t->values, g->aggregate == AGG_SUM ? g->need : g->have + g->need);
    bool is_more = g->need > 0;
    switch (g->aggregate) {
    case AGG_COUNT:
        if (is_more && g->need <= REPAIR_STEPS) add_rows(g, (uint32_t)g->need, UNBOUND, list);
        if (!is_more && -g->need <= REPAIR_STEPS) take_rows(g, (uint32_t)-g->need, list);
        return;
    case AGG_SUM:
        add_rows(g, 1, folded, list);
        take_rows(g, 1, list);
        return;
    case AGG_MIN:
    case AGG_MAX:
        if (is_more == (g->aggregate == AGG_MAX)) add_rows(g, 1, folded, list);
        take_rows(g, 1, list);
        return;
    default: return;
    }
}

/* ---- which group ---- */

/* The variables of the rule for :rows get the values that the group has in the aggregate's literal. */
static bool bind_group(Group *g, const Literal *result, const Value *bindings) {
    for (uint32_t v = 0; v < g->rows->variable_count; v++) g->values[v] = UNBOUND;
    for (uint32_t i = 0; i < g->group_count; i++) {
        Value value = term_value(result->terms[i], bindings);
        Term term = g->rows->terms[i];
        if (value == UNBOUND) return false;
        if (term.kind == TERM_VAR) g->values[term.id] = value;
        if (term.kind == TERM_CONST && term.id != value) return false;
    }
    return true;
}

/* Each atom that somebody could state rows of is tried as what the rows are made of. */
static void think_rows(Group *g, const Literal *result, const Value *bindings, List *list) {
    g->values = arena_array(g->t->arena, Value, g->rows->variable_count + 1);
    if (!bind_group(g, result, bindings)) return;
    Value head[ATOM_COLUMNS];
    for (uint32_t c = 0; c < relation_of(g->t, g->rows->head)->arity; c++)
        head[c] = term_value(g->rows->terms[c], g->values);
    think_near(g, head, list);
    for (uint32_t i = 0; i < g->rows->literal_count; i++) {
        g->atom = &g->rows->body[i];
        if (g->atom->kind == LIT_ATOM && relation_of(g->t, g->atom->relation)->helper == HELPER_NONE)
            think_group(g, list);
    }
}

static void think_result(Group *g, const Literal *result, const Value *bindings, List *list) {
    const Program *program = g->t->store->program;
    const Heads *heads = &g->t->heads;
    for (uint32_t i = heads->first[result->relation]; i < heads->first[result->relation + 1]; i++) {
        const Rule *fold = &program->rules.items[heads->rules[i]];
        if (!fold->is_fold) continue;
        RelId rows = fold->body[0].relation;
        g->aggregate = fold->aggregate;
        g->group_count = fold->group_count;
        for (uint32_t k = heads->first[rows]; k < heads->first[rows + 1]; k++) {
            g->rows = &program->rules.items[heads->rules[k]];
            think_rows(g, result, bindings, list);
        }
    }
}

/* The value that the group has; false if it has none. */
static bool find_result(const Thinker *t, const Literal *literal, const Value *bindings, Value *value) {
    Table *table = store_table(t->store, literal->relation);
    uint32_t last = table_arity(table) - 1;
    Term terms[ATOM_COLUMNS];
    for (uint32_t c = 0; c < last; c++) {
        Value known = term_value(literal->terms[c], bindings);
        if (known == UNBOUND) return false;
        terms[c] = term_const(known);
    }
    terms[last] = term_any();
    RowId row = row_least(t->store, table, terms, NULL, false);
    *value = row != NO_ROW ? table_row(table, row)[last] : literal->otherwise;
    return row != NO_ROW || literal->kind == LIT_LOOKUP;
}

/* The literal asks for a value that the group does not have. */
static void resize_to(Thinker *t, List *list, const Literal *literal, const Value *bindings) {
    Value have, wanted = term_value(literal->terms[relation_of(t, literal->relation)->arity - 1], bindings);
    Group g = {.t = t};
    if (wanted == UNBOUND || !find_result(t, literal, bindings, &have)) return;
    if (value_kind(t->values, have) != KIND_INT || value_kind(t->values, wanted) != KIND_INT) return;
    g.have = value_to_int(t->values, have);
    if (find_need(OP_EQ, false, g.have, value_to_int(t->values, wanted), &g.need))
        think_result(&g, literal, bindings, list);
}

/* ---- where another rule counts ---- */

/* `votes(T, N), N >= 3` where `votes(T, N) :- N = count(W : vote(T, W))`:
 * the literal of that rule which gives the column. */
static void think_counting_rule(Group *g, const Rule *rule, const Literal *literal, uint32_t column,
                                const Value *bindings, List *list) {
    Value *values = arena_array(g->t->arena, Value, rule->variable_count + 1);
    const Expr result = {.kind = EXPR_VAR, .id = rule->terms[column].id};
    if (rule->terms[column].kind != TERM_VAR) return;
    for (uint32_t v = 0; v < rule->variable_count; v++) values[v] = UNBOUND;
    for (uint32_t c = 0; c < relation_of(g->t, literal->relation)->arity; c++)
        if (rule->terms[c].kind == TERM_VAR) values[rule->terms[c].id] = term_value(literal->terms[c], bindings);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (is_result(g->t, &rule->body[i], &result)) think_result(g, &rule->body[i], values, list);
}

static void think_counting_rules(Group *g, RelId head, const Literal *literal, uint32_t column, const Value *bindings,
                                 List *list) {
    const Heads *heads = &g->t->heads;
    for (uint32_t i = heads->first[head]; i < heads->first[head + 1]; i++)
        think_counting_rule(g, &g->t->store->program->rules.items[heads->rules[i]], literal, column, bindings, list);
}

/* Where the side is a column of an atom that somebody wrote, and rules give its value. */
static void think_elsewhere(Group *g, const Literal *literal, const Expr *side, const Value *bindings, List *list) {
    if (literal->kind != LIT_ATOM || side->kind != EXPR_VAR) return;
    const Relation *relation = relation_of(g->t, literal->relation);
    for (uint32_t c = 0; c < relation->arity && relation->helper == HELPER_NONE; c++) {
        if (literal->terms[c].kind != TERM_VAR || literal->terms[c].id != side->id) continue;
        think_counting_rules(g, literal->relation, literal, c, bindings, list);
        for (uint32_t k = 0; k < relation->class_count; k++)
            think_counting_rules(g, relation->classes[k], literal, c, bindings, list);
    }
}

void remedies_resize_group(Thinker *t, List *list, const Rule *rule, const Literal *literal, const Value *bindings) {
    if (literal->kind != LIT_COMPARE) {
        resize_to(t, list, literal, bindings);
        return;
    }
    const Expr *sides[] = {literal->left, literal->right};
    for (uint32_t i = 0; i < rule->literal_count; i++)
        for (int is_right = 0; is_right < 2; is_right++) {
            Group g = {.t = t};
            if (!measure(&g, literal, bindings, is_right)) continue;
            if (is_result(t, &rule->body[i], sides[is_right]))
                think_result(&g, &rule->body[i], bindings, list);
            else
                think_elsewhere(&g, &rule->body[i], sides[is_right], bindings, list);
        }
}
