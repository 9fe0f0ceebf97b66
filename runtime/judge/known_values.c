/* A list for each type, in order.  A variable of a comparison has the types of the columns in which it stands; what
 * only an expression computes has none. */
#include "runtime/judge/known_values.h"

#include "runtime/judge/grounds.h"

enum { RANGE_MOST = 12 /* values of an `int 1..12` that are gone through */ };

typedef Vec(Value) ValueList;

struct KnownValues {
    const Store *store;
    const Program *program;
    uint32_t most;
    ValueList *lists; /* by type */
};

static const Relation *relation_of(const KnownValues *k, RelId id) { return &k->program->relations.items[id]; }

static void note_value(KnownValues *k, TypeId type, Value value) {
    ValueList *list = &k->lists[type];
    size_t low = 0, high = list->count;
    if (value == VALUE_NONE || list->count > k->most) return;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = value_compare(k->program->values, list->items[middle], value);
        if (order == 0) return;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    vec_push(list, value);
    memmove(list->items + low + 1, list->items + low, (list->count - 1 - low) * sizeof value);
    list->items[low] = value;
}

/* ---- types and facts ---- */

static void note_types(KnownValues *k) {
    for (TypeId id = 0; id < k->program->types.count; id++) {
        const Type *type = &k->program->types.items[id];
        for (uint32_t i = 0; i < type->member_count; i++) note_value(k, id, type->members[i]);
        if (!type->has_range || (uint64_t)type->high - (uint64_t)type->low >= RANGE_MOST) continue;
        for (int64_t n = 0; n <= type->high - type->low; n++)
            note_value(k, id, value_int(k->program->values, type->low + n));
    }
}

static void note_facts(KnownValues *k) {
    for (RelId id = 0; id < k->program->relations.count; id++) {
        const Relation *said = relation_of(k, program_said(k->program, id));
        if (!relation_has_facts(k->program, id) || said->helper != HELPER_NONE) continue;
        const Table *table = store_table(k->store, id);
        for (RowId row = 0; row < store_given_count(k->store, id); row++)
            for (uint32_t c = 0; c < said->arity; c++) note_value(k, said->columns[c].type, table_row(table, row)[c]);
    }
}

/* ---- atoms of rules ---- */

static void note_terms(KnownValues *k, RelId id, const Term *terms) {
    const Relation *relation = relation_of(k, id);
    for (uint32_t c = 0; c < relation->arity && relation->helper == HELPER_NONE; c++)
        if (terms[c].kind == TERM_CONST) note_value(k, relation->columns[c].type, terms[c].id);
}

static void note_atoms(KnownValues *k, const Rule *rule) {
    note_terms(k, rule->head, rule->terms);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (literal_reads(&rule->body[i])) note_terms(k, rule->body[i].relation, rule->body[i].terms);
}

/* ---- comparisons of rules ---- */

/* For each column in which the variable stands. */
static void note_of_variable(KnownValues *k, const Rule *rule, VarId variable, Value value) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal_reads(literal)) continue;
        const Relation *relation = relation_of(k, literal->relation);
        if (relation->helper != HELPER_NONE) continue; /* such as what is counted */
        for (uint32_t c = 0; c < relation->arity; c++)
            if (literal->terms[c].kind == TERM_VAR && literal->terms[c].id == variable)
                note_value(k, relation->columns[c].type, value);
    }
}

/* Of whole numbers and days the next one, of other numbers one more or less; else the value itself. */
static Value beside(const KnownValues *k, Value value, int step) {
    Values *values = k->program->values;
    switch (value_kind(values, value)) {
    case KIND_INT: {
        int64_t n = value_to_int(values, value);
        return (step > 0 ? n == INT64_MAX : n == INT64_MIN) ? value : value_int(values, n + step);
    }
    case KIND_FLOAT: return value_float(values, value_to_float(values, value) + step);
    case KIND_DATE: {
        Date date = value_to_date(values, value), next;
        if (date.precision != DATE_DAY) return value;
        next = date_from_days(date_to_days(date) + step);
        return date_is_valid(next) ? value_date(values, next) : value;
    }
    default: return value;
    }
}

/* `X > 5` and `X =< 5` part 5 from 6, `X < 5` and `X >= 5` part it from 4. */
static int side_of(CompareOp op) { return op == OP_GT || op == OP_LE ? 1 : op == OP_LT || op == OP_GE ? -1 : 0; }

static void note_comparison(KnownValues *k, const Rule *rule, const Expr *variable, const Expr *value, int side) {
    if (variable->kind != EXPR_VAR || value->kind != EXPR_CONST) return;
    note_of_variable(k, rule, variable->id, value->id);
    if (side) note_of_variable(k, rule, variable->id, beside(k, value->id, side));
}

static void note_comparisons(KnownValues *k, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_COMPARE) {
            note_comparison(k, rule, literal->left, literal->right, side_of(literal->op));
            note_comparison(k, rule, literal->right, literal->left, -side_of(literal->op));
        } else if (literal->kind == LIT_BIND && literal->left->kind == EXPR_CONST) {
            note_of_variable(k, rule, literal->variable, literal->left->id);
        }
    }
}

/* ---- all of it ---- */

KnownValues *known_values_new(const Store *store, uint32_t most) {
    KnownValues *k = mem_alloc_zero(sizeof *k);
    *k = (KnownValues){.store = store, .program = store->program, .most = most};
    k->lists = mem_alloc_zero((k->program->types.count + 1) * sizeof *k->lists);
    note_types(k);
    note_facts(k);
    for (RuleId r = 0; r < k->program->rules.count; r++) {
        note_atoms(k, &k->program->rules.items[r]);
        note_comparisons(k, &k->program->rules.items[r]);
    }
    return k;
}

void known_values_free(KnownValues *k) {
    if (!k) return;
    for (TypeId type = 0; type < k->program->types.count; type++) vec_free(&k->lists[type]);
    mem_free(k->lists);
    mem_free(k);
}

uint32_t known_values_count(const KnownValues *k, const Column *column) {
    return (uint32_t)k->lists[column->type].count + column->is_optional;
}

Value known_value(const KnownValues *k, const Column *column, uint32_t i) {
    const ValueList *list = &k->lists[column->type];
    return i < list->count ? list->items[i] : VALUE_NONE;
}
