/* The body is a rule of its own, whose head has what it shares with the rule that asks; its literals have the parts.
 * Of a `forall` what follows the comma is there denied: not one case for which it is not so. */
#include "runtime/show/quantified.h"

#include "runtime/judge/parts.h"
#include "runtime/show/cases.h"
#include "runtime/show/compared.h"
#include "runtime/show/words.h"

typedef struct {
    const Program *program;
    const Rule *rule;    /* of the body */
    const Value *values; /* of its variables, UNBOUND where they are its own */
    const Sources *sources;
    Text *text;
} Body;

static const Relation *relation_of(const Body *b, RelId id) { return &b->program->relations.items[id]; }

/* The name that somebody gave the variable; empty. */
static Str name_of(const Body *b, VarId variable) {
    bool is_named = b->rule->variables && b->rule->variables[variable] != NO_SYMBOL;
    Str name = is_named ? symbol_str(b->program, b->rule->variables[variable]) : STR("");
    return name.length && (name.text[0] == ':' || name.text[0] == '_') ? STR("") : name;
}

/* ---- one part ---- */

static bool atom_part_print(const Body *b, const Literal *literal, bool is_denied) {
    Value row[ATOM_COLUMNS];
    Str names[ATOM_COLUMNS];
    const Relation *relation = relation_of(b, literal->relation);
    for (uint32_t c = 0; c < relation->arity; c++) {
        Term term = literal->terms[c];
        row[c] = term_value(term, b->values);
        names[c] = row[c] == UNBOUND && term.kind == TERM_VAR ? name_of(b, term.id) : STR("");
        if (row[c] == UNBOUND && names[c].length == 0)
            names[c] = relation->sentence.length ? STR("something") : STR("_");
    }
    if (is_denied) text_add(b->text, relation->sentence.length ? STR("not: ") : STR("not "));
    named_sentence_print(b->program, literal->relation, row, names, b->text);
    return true;
}

static void side_print(const Body *b, const Expr *side) {
    Value value = side->kind == EXPR_CONST ? side->id : b->values[side->id];
    if (value == UNBOUND)
        text_add(b->text, name_of(b, side->id));
    else
        value_print(b->program->values, value, b->text);
}

static bool is_plain(const Body *b, const Expr *side) {
    return side->kind == EXPR_CONST ||
           (side->kind == EXPR_VAR && (b->values[side->id] != UNBOUND || name_of(b, side->id).length));
}

/* A plain side. */
static bool is_date(const Body *b, const Expr *side) {
    Value value = side->kind == EXPR_CONST ? side->id : b->values[side->id];
    return value != UNBOUND && value_kind(b->program->values, value) == KIND_DATE;
}

typedef struct {
    const Body *body;
    bool is_written; /* no variable has a value, and each a name: it reads as it was written */
    bool is_bound;   /* each has a value */
} Looking;

static void look_at_variable(void *context, VarId variable) {
    Looking *l = context;
    bool is_bound = l->body->values[variable] != UNBOUND;
    l->is_written = l->is_written && !is_bound && name_of(l->body, variable).length;
    l->is_bound = l->is_bound && is_bound;
}

static bool test_part_print(const Body *b, const Literal *literal, bool is_turned) {
    Looking l = {b, true, true};
    Expr bound;
    Literal own = literal_as_comparison(literal, &bound);
    if (is_turned && own.kind != LIT_COMPARE) return false;
    if (is_turned) own.op = compare_opposite(own.op);
    if (compared_print(b->program, &own, b->values, b->text)) return true;
    if (own.kind == LIT_COMPARE && is_plain(b, own.left) && is_plain(b, own.right)) {
        side_print(b, own.left);
        text_add(b->text, str_of(comparison_word(own.op, is_date(b, own.left) || is_date(b, own.right))));
        side_print(b, own.right);
        return true;
    }
    literal_each_variable(&own, look_at_variable, &l);
    if (l.is_bound)
        instance_print(b->program, &own, b->values, b->text);
    else if (l.is_written)
        literal_print(b->program, b->rule, &own, b->text);
    return l.is_bound || l.is_written;
}

/* The other variable of an equation of two, in which this one stands; NO_ID. */
static uint32_t other_side(const Literal *literal, VarId variable) {
    Expr bound;
    Literal own = literal_as_comparison(literal, &bound);
    if (own.kind != LIT_COMPARE || own.op != OP_EQ) return NO_ID;
    if (own.left->kind != EXPR_VAR || own.right->kind != EXPR_VAR) return NO_ID;
    return own.left->id == variable ? own.right->id : own.right->id == variable ? own.left->id : NO_ID;
}

/* That of the variable which the compiler set equal to it, where it made one. */
static Str total_name(const Body *b, VarId total) {
    for (uint32_t i = 0; i < b->rule->literal_count && name_of(b, total).length == 0; i++) {
        uint32_t other = other_side(&b->rule->body[i], total);
        if (other != NO_ID && name_of(b, other).length) return name_of(b, other);
    }
    return name_of(b, total);
}

/* A `forall` or an aggregate in it; a total that has no value yet by its name. */
static bool quantified_part_print(const Body *b, const Literal *literal) {
    Literal told = *literal;
    Term total = term_any();
    if (is_aggregate(b->program, literal)) total = literal->terms[relation_of(b, literal->relation)->arity - 1];
    bool is_open = total.kind == TERM_VAR && b->values[total.id] == UNBOUND;
    if (is_open) told.kind = LIT_ATOM; /* not yet that of no rows */
    if (!quantified_print(b->program, &told, b->values, b->sources, b->text)) return false;
    if (!is_open) return true;
    text_lit(b->text, " is ");
    Str name = total_name(b, total.id);
    text_add(b->text, name);
    return name.length > 0;
}

/* A body that is denied in it, or, turned, is to be so. */
static bool inner_part_print(const Body *b, const Literal *literal, bool is_turned) {
    Literal told = *literal;
    if (!is_turned && quantified_part_print(b, literal)) return true;
    if (literal->kind != LIT_NOT || literal_is_forall(literal, b->sources)) return false;
    if (is_turned) told.kind = LIT_ATOM;
    return case_print(b->program, &told, b->values, b->sources, b->text);
}

static bool is_helper(const Body *b, const Literal *literal) {
    return literal_reads(literal) && relation_of(b, literal->relation)->helper != HELPER_NONE;
}

/* is_turned: as what is denied there.  Bodies are bounded in depth, so recursion is too. */
static bool part_print_as(const Body *b, const Literal *literal, bool is_turned) {
    if (is_helper(b, literal)) return inner_part_print(b, literal, is_turned);
    switch (literal->kind) {
    case LIT_ATOM: return atom_part_print(b, literal, is_turned);
    case LIT_NOT: return atom_part_print(b, literal, !is_turned);
    case LIT_COMPARE:
    case LIT_BIND:
    case LIT_CONDITION: return test_part_print(b, literal, is_turned);
    default: return false;
    }
}

bool open_part_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                     const Sources *sources, Text *text) {
    const Body b = {program, rule, bindings, sources, text};
    size_t before = text->length;
    bool is_told = part_print_as(&b, literal, false);
    if (!is_told) text_cut(text, before);
    return is_told;
}

/* How far what is said of a part would be read as going on over the next ones: `not: ` and a name, or what has parts of
 * its own. */
typedef enum { REACH_OWN, REACH_NEXT, REACH_FAR } Reach;

static Reach reach_of(const Body *b, const Literal *literal, bool is_turned) {
    if (is_helper(b, literal)) return is_aggregate(b->program, literal) ? REACH_OWN : REACH_FAR;
    return literal->kind == (is_turned ? LIT_ATOM : LIT_NOT) ? REACH_NEXT : REACH_OWN;
}

/* ` and `; `, and `, `; and ` where it must be heard that what stands before has ended. */
static void between_print(Reach before, Reach reach, const char *word, Text *text) {
    if (before == REACH_FAR)
        text_lit(text, "; ");
    else
        text_add(text, before == REACH_NEXT && reach != REACH_OWN ? STR(", ") : STR(" "));
    text_printf(text, "%s ", word);
}

/* Of the parts that begin in a stretch of the source all, or what a `forall` has on one side of its comma.  What is
 * denied behind it beside something else is a condition as well: `not p or q` is `q, if p`. */
typedef struct {
    uint32_t begin, end;
    uint32_t comma; /* end: there is none */
    bool is_behind, is_moved;
} Stretch;

static bool is_within(const Body *b, const Stretch *s, const Literal *literal) {
    uint32_t at = literal->span.begin;
    if (at < s->begin || at >= s->end) return false;
    if (s->comma == s->end) return true;
    bool is_condition = at < s->comma || (s->is_moved && literal->kind == LIT_ATOM && !is_helper(b, literal));
    return is_condition != s->is_behind;
}

/* `3 is 3`: what has just been given its value; or that of a variable that nobody wrote. */
static bool says_nothing(const Body *b, const Literal *literal) {
    Expr bound;
    Literal own = literal_as_comparison(literal, &bound);
    if (own.kind != LIT_COMPARE || own.op != OP_EQ || own.left->kind != EXPR_VAR) return false;
    Value left = b->values[own.left->id], right;
    if (left == UNBOUND && own.right->kind == EXPR_VAR && b->values[own.right->id] == UNBOUND)
        return name_of(b, own.left->id).length == 0 || name_of(b, own.right->id).length == 0;
    return left != UNBOUND && instance_compute(b->program, own.right, b->values, &right) && left == right;
}

/* With the word between them; what reaches over others comes last.  False where there are none, or one has no words. */
static bool parts_print_as(const Body *b, Stretch stretch, bool is_turned, const char *word) {
    uint32_t count = 0;
    Reach before = REACH_OWN;
    for (Reach reach = REACH_OWN; reach <= REACH_FAR; reach++)
        for (uint32_t i = 0; i < b->rule->literal_count; i++) {
            const Literal *literal = &b->rule->body[i];
            if (!is_within(b, &stretch, literal) || reach_of(b, literal, is_turned) != reach) continue;
            if (count && says_nothing(b, literal)) continue;
            if (count++) between_print(before, reach, word, b->text);
            if (!part_print_as(b, literal, is_turned)) return false;
            before = reach;
        }
    return count > 0;
}

/* Whether a verb behind them is heard as that of the whole. */
static bool ends_in_atom(const Body *b) {
    for (uint32_t i = 0; i < b->rule->literal_count; i++)
        if (reach_of(b, &b->rule->body[i], false) != REACH_OWN) return false;
    return b->rule->literal_count && b->rule->body[b->rule->literal_count - 1].kind == LIT_ATOM;
}

/* ---- the whole ---- */

static bool forall_print(const Body *b, const Literal *literal) {
    uint32_t comma = literal->span.begin + (uint32_t)piece_find(span_text(b->sources, literal->span), ',');
    Stretch s = {literal->span.begin, literal->span.end, comma, true, true};
    bool is_left = false;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) is_left = is_left || is_within(b, &s, &b->rule->body[i]);
    s.is_behind = false;
    s.is_moved = is_left;
    text_lit(b->text, "whenever ");
    if (!parts_print_as(b, s, false, "and")) return false;
    text_lit(b->text, ", ");
    s.is_behind = true;
    return parts_print_as(b, s, true, "or");
}

/* `X and Y`: what is counted; of a sum only what is summed up. */
static bool counted_print(const Body *b, const Rule *fold) {
    uint32_t arity = relation_of(b, b->rule->head)->arity,
             end = fold->aggregate == AGG_COUNT ? arity : fold->group_count + 1;
    for (uint32_t c = fold->group_count; c < end; c++) {
        Term term = b->rule->terms[c];
        Str name = term.kind == TERM_VAR && b->values[term.id] == UNBOUND ? name_of(b, term.id) : STR("");
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
    if (!parts_print_as(b, (Stretch){0, UINT32_MAX, UINT32_MAX, false, false}, false, "and")) return false;
    if (value == UNBOUND && literal->kind == LIT_LOOKUP) value = literal->otherwise;
    if (value == UNBOUND) return true;
    text_add(b->text, ends_in_atom(b) ? STR(" is ") : STR(", is "));
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
    for (uint32_t i = 0; i < b->rule->literal_count; i++) count += is_within(b, &own, &b->rule->body[i]);
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
        is_told = parts_print_as(&b, own_stretch(&b, literal, helper), false, "and");
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
    is_told = is_told && parts_print_as(&b, own_stretch(&b, literal, helper), false, "and");
    if (!is_told) text_cut(text, before);
    proof_free(proof);
    return is_told;
}

/* Where a comparison is denied, its side that is not given is a case of its own; `L is after D` says that it is given. */
static bool is_of_none(const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *l = &rule->body[i];
        if (l->kind == LIT_COMPARE && l->op == OP_EQ && l->right->kind == EXPR_CONST && l->right->id == VALUE_NONE &&
            l->span.begin == l->left->span.begin && l->span.end == l->left->span.end)
            return true;
    }
    return false;
}

/* Each rule of its body is a case of its condition. */
static bool forall_cases_print(const Program *program, const Literal *literal, const Value *bindings,
                               const Sources *sources, Text *text) {
    Body b = {program, NULL, NULL, sources, text};
    uint32_t count = 0;
    bool is_told = true;
    for (uint32_t n = 0; is_told && (b.rule = body_rule_at(program, literal->relation, n)); n++) {
        if (is_of_none(b.rule)) continue;
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
