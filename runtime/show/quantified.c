/* The body is a rule of its own, whose head has what it shares with the rule that asks; its literals have the parts.
 * Of a `forall` what follows the comma is there denied: not one case for which it is not so. */
#include "runtime/show/quantified.h"

#include "runtime/judge/parts.h"
#include "runtime/show/body_parts.h"
#include "runtime/show/cases.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Body *b, RelId id) { return &b->program->relations.items[id]; }

static bool forall_print(const Body *b, const Literal *literal) {
    Stretch s = forall_condition(b, literal->span);
    text_lit(b->text, "whenever ");
    if (!parts_print(b, s, false, "and")) return false;
    text_lit(b->text, ", ");
    s.is_behind = true;
    return parts_print(b, s, true, "or");
}

/* `X and Y`: what is counted; of a sum only what is summed up. */
static bool counted_print(const Body *b, const Rule *fold) {
    uint32_t arity = relation_of(b, b->rule->head)->arity,
             end = fold->aggregate == AGG_COUNT ? arity : fold->group_count + 1;
    for (uint32_t c = fold->group_count; c < end; c++) {
        Term term = b->rule->terms[c];
        Str name = term.kind == TERM_VAR && b->values[term.id] == UNBOUND ? part_variable_name(b, term.id) : STR("");
        if (name.length == 0) return false;
        if (c > fold->group_count) text_lit(b->text, " and ");
        text_add(b->text, name);
    }
    return end > fold->group_count;
}

static bool aggregate_print(const Body *b, const Rule *fold, const Literal *literal, const Value *bindings) {
    static const char *const WORDS[] = {[AGG_COUNT] = "the number of ",
                                        [AGG_SUM] = "the sum of ",
                                        [AGG_MIN] = "the least ",
                                        [AGG_MAX] = "the greatest ",
                                        [AGG_AVG] = "the average of "};
    Value value = term_value(literal->terms[relation_of(b, literal->relation)->arity - 1], bindings);
    text_add(b->text, str_of(WORDS[fold->aggregate]));
    if (!counted_print(b, fold)) return false;
    text_lit(b->text, " for which ");
    if (!parts_print(b, (Stretch){0, UINT32_MAX, UINT32_MAX, false, false}, false, "and")) return false;
    if (value == UNBOUND && literal->kind == LIT_LOOKUP) value = literal->otherwise;
    if (value == UNBOUND) return true;
    text_add(b->text, parts_end_in_atom(b) ? STR(" is ") : STR(", is "));
    value_print(b->program->values, value, b->text);
    return true;
}

/* What the body shares with the rule that asks for it has the values there; to be freed. */
static Value *values_shared(const Rule *body, const Literal *literal, uint32_t count, const Value *bindings) {
    Value *values = mem_alloc((body->variable_count + 1) * sizeof *values);
    for (uint32_t v = 0; v < body->variable_count; v++) values[v] = UNBOUND;
    for (uint32_t c = 0; c < count; c++)
        if (body->terms[c].kind == TERM_VAR) values[body->terms[c].id] = term_value(literal->terms[c], bindings);
    return values;
}

/* Not what it repeats of the rule around it. */
static Stretch own_stretch(const Body *b, const Literal *literal, Helper helper) {
    Span own = helper == HELPER_BODY ? literal->span : b->rule->span;
    return (Stretch){own.begin, own.end, own.end, false, false};
}

/* The negation must not be read as that of the first part alone. */
static bool is_long(const Body *b, const Literal *literal, Helper helper) {
    Stretch own = own_stretch(b, literal, helper);
    uint32_t count = 0;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) count += stretch_has(b, &own, &b->rule->body[i]);
    return count > 1 || body_rule_at(b->program, literal->relation, 1);
}

/* The rules of a body are its alternatives. */
bool case_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                Text *text) {
    Helper helper = program->relations.items[literal->relation].helper;
    if (helper != HELPER_BODY && helper != HELPER_EXCEPTION) return false;
    Body b = {program, body_rule_at(program, literal->relation, 0), NULL, sources, text};
    size_t before = text->length;
    bool is_told = b.rule != NULL;
    if (b.rule && literal->kind == LIT_NOT)
        text_add(text, is_long(&b, literal, helper) ? STR("in no case: ") : STR("not: "));
    for (uint32_t n = 0; is_told && (b.rule = body_rule_at(program, literal->relation, n)); n++) {
        Value *values = values_shared(b.rule, literal, program->relations.items[literal->relation].arity, bindings);
        b.values = values;
        if (n) text_lit(text, "; or ");
        is_told = parts_print(&b, own_stretch(&b, literal, helper), false, "and");
        mem_free(values);
    }
    if (!is_told) text_cut(text, before);
    return is_told;
}

bool case_found_print(const Store *store, const Literal *literal, RowRef row, const Sources *sources, Text *text) {
    const Program *program = store->program;
    Helper helper = program->relations.items[row.relation].helper;
    if (helper != HELPER_BODY && helper != HELPER_EXCEPTION) return false;
    size_t before = text->length;
    Proof *proof = prove(store, row.relation, row.row);
    const Step *step = &proof->steps.items[0];
    Body b = {program, step_rule(proof, step), step->bindings, sources, text};
    bool is_told = b.rule && b.rule->kind != RULE_MADE && !step->is_lost && step->bindings;
    is_told = is_told && parts_print(&b, own_stretch(&b, literal, helper), false, "and");
    if (!is_told) text_cut(text, before);
    proof_free(proof);
    return is_told;
}

/* Of a comparison that is denied, a side not given is a case of its own.  Behind the comma `L is after D` says that it
 * is given; in a condition `L is at most D` does not say that of what has no L. */
static bool is_of_none(const Rule *rule, uint32_t comma) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *l = &rule->body[i];
        if (l->span.begin > comma && l->kind == LIT_COMPARE && l->op == OP_EQ && l->right->kind == EXPR_CONST &&
            l->right->id == VALUE_NONE && l->span.begin == l->left->span.begin && l->span.end == l->left->span.end)
            return true;
    }
    return false;
}

/* Each rule of its body is a case of its condition. */
static bool forall_cases_print(const Program *program, const Literal *literal, const Value *bindings,
                               const Sources *sources, Text *text) {
    Body b = {program, NULL, NULL, sources, text};
    uint32_t count = 0, comma = forall_comma(sources, literal->span);
    bool is_told = true;
    for (uint32_t n = 0; is_told && (b.rule = body_rule_at(program, literal->relation, n)); n++) {
        if (is_of_none(b.rule, comma)) continue;
        Value *values = values_shared(b.rule, literal, program->relations.items[literal->relation].arity, bindings);
        b.values = values;
        if (count++) text_lit(text, "; and ");
        is_told = forall_print(&b, literal);
        mem_free(values);
    }
    return is_told && count;
}

static bool fold_print(const Program *program, const Rule *fold, const Literal *literal, const Value *bindings,
                       const Sources *sources, Text *text) {
    Body b = {program, body_rule(program, fold->body[0].relation), NULL, sources, text};
    if (!b.rule) return false;
    Value *values = values_shared(b.rule, literal, fold->group_count, bindings);
    b.values = values;
    bool is_told = aggregate_print(&b, fold, literal, bindings);
    mem_free(values);
    return is_told;
}

bool quantified_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                      Text *text) {
    bool is_forall = literal->kind == LIT_NOT && program->relations.items[literal->relation].helper == HELPER_BODY &&
                     literal_is_forall(literal, sources);
    const Rule *fold = is_aggregate(program, literal) ? program_fold(program, literal->relation) : NULL;
    size_t before = text->length;
    bool is_told = is_forall ? forall_cases_print(program, literal, bindings, sources, text)
                   : fold    ? fold_print(program, fold, literal, bindings, sources, text)
                             : false;
    if (!is_told) text_cut(text, before);
    return is_told;
}
