/* The checks of a proof are gone through; what is denied because it is refuted,
 * contested or excepted rests on what does that, and is no absence. */
#include "runtime/judge/absences_internal.h"

static const Relation *relation_of(const Program *program, RelId id) { return &program->relations.items[id]; }

/* ---- which there are ---- */

typedef struct {
    const Store *store;
    Arena *arena;
    Absences *absences;
} Finding;

static bool is_same(const Program *program, const Absent *a, const Absent *b) {
    if (a->kind != b->kind || a->relation != b->relation) return false;
    if (a->relation == NO_ID) return a->rule == b->rule && a->literal == b->literal && a->bindings == b->bindings;
    uint32_t arity = relation_of(program, a->relation)->arity;
    return row_is_same(a->row, b->row, arity);
}

static void add(Finding *f, Absent absence) {
    Absences *list = f->absences;
    absence.clash = NONE_CONTRADICTED;
    for (uint32_t i = 0; i < list->count; i++)
        if (is_same(f->store->program, &list->items[i], &absence)) return;
    if (list->count == ABSENCES_KEPT)
        list->is_cut = true;
    else
        list->items[list->count++] = absence;
}

/* Nobody and nothing speaks for it: neither given and contradicted, nor refuted, argued for in vain or excepted. */
static bool is_unknown(const Store *store, const Literal *literal, const Value *bindings, const Value *row) {
    RelId from[] = {literal->relation, program_given(store->program, literal->relation)};
    Term terms[ATOM_COLUMNS];
    bool is_row = literal_terms(store->program, literal, bindings, terms);
    for (int k = 0; k < 2; k++)
        if (row_least(store, store_table(store, from[k]), terms, NULL, true) != NO_ROW) return false;
    if (literal_is_contested(store, literal, bindings)) return false;
    return !is_row || status_at_sight(store, literal->relation, row).status == STATUS_UNSUPPORTED;
}

/* A body of comparisons alone: no fact could make it so. */
static bool is_computed(const Program *program, const Literal *denied) {
    const Relation *body = relation_of(program, denied->relation);
    if (body->helper != HELPER_BODY || body->component == NO_ID) return false;
    const Component *component = &program->components.items[body->component];
    for (uint32_t i = 0; i < component->rule_count; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        for (uint32_t k = 0; rule->head == denied->relation && k < rule->literal_count; k++) {
            uint32_t at = rule->body[k].span.begin; /* what it repeats of the rule around it stands elsewhere */
            bool is_own = at >= denied->span.begin && at < denied->span.end;
            if (is_own && literal_reads(&rule->body[k])) return false;
        }
    }
    return true;
}

static void add_denied(Finding *f, const Step *step, uint32_t i) {
    const Program *program = f->store->program;
    const Literal *literal = &program->rules.items[step->rule].body[i];
    Helper helper = relation_of(program, literal->relation)->helper;
    uint32_t arity = relation_of(program, literal->relation)->arity;
    Value *row = arena_array(f->arena, Value, arity + 1);
    (void)literal_row(program, literal, step->bindings, row);
    if (helper != HELPER_NONE && helper != HELPER_BODY && helper != HELPER_EXCEPTION) return;
    if (helper == HELPER_NONE && !is_unknown(f->store, literal, step->bindings, row)) return;
    if (is_computed(program, literal)) return;
    add(f, (Absent){.kind = helper == HELPER_NONE ? ABSENT_ATOM : ABSENT_CASE,
                    .rule = step->rule,
                    .literal = i,
                    .bindings = step->bindings,
                    .relation = literal->relation,
                    .row = row});
}

static bool is_variable(const Expr *side, const Literal *literal, uint32_t column) {
    return side->kind == EXPR_VAR && literal->terms[column].kind == TERM_VAR && literal->terms[column].id == side->id;
}

bool absence_is_bounded(const Program *program, const Literal *literal, const Literal *comparison) {
    uint32_t last = relation_of(program, literal->relation)->arity - 1;
    bool is_left = is_variable(comparison->left, literal, last),
         is_right = is_variable(comparison->right, literal, last);
    bool is_below = comparison->op == OP_LT || comparison->op == OP_LE,
         is_above = comparison->op == OP_GT || comparison->op == OP_GE;
    if (!is_left && !is_right) return false;
    const Rule *fold = program_fold(program, literal->relation);
    if (!fold) return false;
    if (!is_below && !is_above) return true;
    return (is_left ? is_below : is_above) == (fold->aggregate != AGG_MIN);
}

/* An aggregate over no rows, or one that a comparison keeps from being more. */
static void add_counted(Finding *f, const Step *step, uint32_t i) {
    const Program *program = f->store->program;
    const Rule *rule = &program->rules.items[step->rule];
    const Literal *literal = &rule->body[i];
    bool is_empty = literal->kind == LIT_LOOKUP && step->premises[i] == NO_STEP;
    bool is_fixed = literal->terms[relation_of(program, literal->relation)->arity - 1].kind == TERM_CONST;
    for (uint32_t k = 0; k < rule->literal_count && !is_fixed; k++)
        is_fixed = rule->body[k].kind == LIT_COMPARE && absence_is_bounded(program, literal, &rule->body[k]);
    if (is_empty || is_fixed)
        add(f, (Absent){.kind = is_empty ? ABSENT_ROWS : ABSENT_MORE,
                        .rule = step->rule,
                        .literal = i,
                        .bindings = step->bindings,
                        .relation = NO_ID});
}

static void look_at_step(Finding *f, const Step *step, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind == LIT_NOT)
            add_denied(f, step, i);
        else if ((literal->kind == LIT_ATOM || literal->kind == LIT_LOOKUP) &&
                 relation_of(f->store->program, literal->relation)->helper == HELPER_AGGREGATE)
            add_counted(f, step, i);
    }
}

Absences absences_of(const Proof *proof, Arena *arena) {
    Absences absences = {.items = arena_array(arena, Absent, ABSENCES_KEPT)};
    Finding f = {proof->store, arena, &absences};
    bool *is_ground = proof_grounds(proof);
    for (size_t i = 0; i < proof->steps.count && !absences.is_cut; i++) {
        const Step *step = &proof->steps.items[i];
        if (is_ground[i] && step->rule != NO_ID && step->bindings) look_at_step(&f, step, step_rule(proof, step));
    }
    mem_free(is_ground);
    return absences;
}
