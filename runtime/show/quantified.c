/* The body is a rule of its own, whose head has what it shares with the rule that asks; its literals have the parts.
 * Of a `forall` what follows the comma is there denied: not one case for which it is not so. */
#include "runtime/show/quantified.h"

#include "runtime/judge/parts.h"
#include "runtime/show/cases.h"
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

/* Of dates it is which comes first. */
static const char *comparison_word(CompareOp op, bool is_date) {
    static const char *const NUMBERS[] = {
        [OP_LT] = " is less than ", [OP_LE] = " is at most ", [OP_GT] = " is more than ",
        [OP_GE] = " is at least ",  [OP_EQ] = " is ",         [OP_NE] = " is not "};
    static const char *const DATES[] = {[OP_LT] = " is before ",     [OP_LE] = " is not after ", [OP_GT] = " is after ",
                                        [OP_GE] = " is not before ", [OP_EQ] = " is ",           [OP_NE] = " is not "};
    return is_date ? DATES[op] : NUMBERS[op];
}

bool compared_print(const Program *program, const Literal *literal, const Value *bindings, Text *text) {
    Value left, right;
    if (literal->kind != LIT_COMPARE || literal->left->kind == EXPR_CALL || literal->right->kind == EXPR_CALL)
        return false;
    if (!instance_compute(program, literal->left, bindings, &left)) return false;
    if (!instance_compute(program, literal->right, bindings, &right)) return false;
    value_print(program->values, left, text);
    text_add(text, str_of(comparison_word(literal->op, value_kind(program->values, left) == KIND_DATE)));
    value_print(program->values, right, text);
    return true;
}

static bool test_part_print(const Body *b, const Literal *literal, CompareOp op) {
    Looking l = {b, true, true};
    Literal own = *literal;
    own.op = op;
    if (compared_print(b->program, &own, b->values, b->text)) return true;
    if (literal->kind == LIT_COMPARE && is_plain(b, literal->left) && is_plain(b, literal->right)) {
        side_print(b, literal->left);
        text_add(b->text, str_of(comparison_word(op, is_date(b, literal->left) || is_date(b, literal->right))));
        side_print(b, literal->right);
        return true;
    }
    literal_each_variable(literal, look_at_variable, &l);
    if (l.is_bound)
        instance_print(b->program, &own, b->values, b->text);
    else if (l.is_written)
        literal_print(b->program, b->rule, &own, b->text);
    return l.is_bound || l.is_written;
}

/* A `forall` or an aggregate in it; a total that has no value yet by its name. */
static bool inner_part_print(const Body *b, const Literal *literal) {
    Literal told = *literal;
    Term total = term_any();
    if (is_aggregate(b->program, literal)) total = literal->terms[relation_of(b, literal->relation)->arity - 1];
    bool is_open = total.kind == TERM_VAR && b->values[total.id] == UNBOUND;
    if (is_open) told.kind = LIT_ATOM; /* not yet that of no rows */
    if (!quantified_print(b->program, &told, b->values, b->sources, b->text)) return false;
    if (!is_open) return true;
    text_lit(b->text, " is ");
    text_add(b->text, name_of(b, total.id));
    return name_of(b, total.id).length > 0;
}

/* is_turned: as what is denied there.  Bodies are bounded in depth, so recursion is too. */
static bool part_print_as(const Body *b, const Literal *literal, bool is_turned) {
    if (literal_reads(literal) && relation_of(b, literal->relation)->helper != HELPER_NONE)
        return !is_turned && inner_part_print(b, literal);
    switch (literal->kind) {
    case LIT_ATOM: return atom_part_print(b, literal, is_turned);
    case LIT_NOT: return atom_part_print(b, literal, !is_turned);
    case LIT_COMPARE: return test_part_print(b, literal, is_turned ? compare_opposite(literal->op) : literal->op);
    case LIT_CONDITION:
    case LIT_BIND: return !is_turned && test_part_print(b, literal, literal->op);
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

/* `not: ` would be read as going on to what follows. */
static bool reads_on(const Literal *literal, bool is_turned) {
    return literal->kind == (is_turned ? LIT_ATOM : LIT_NOT);
}

/* Those that begin in the stretch of the source, each behind `between`;
 * false where there are none, or one has no words, or what follows would be read as a part of it. */
static bool parts_print_as(const Body *b, uint32_t begin, uint32_t end, bool is_turned, const char *between) {
    uint32_t count = 0;
    bool is_last = false;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) {
        const Literal *literal = &b->rule->body[i];
        if (literal->span.begin < begin || literal->span.begin >= end) continue;
        if (is_last) return false;
        if (count++) text_add(b->text, str_of(between));
        is_last = reads_on(literal, is_turned);
        if (!part_print_as(b, literal, is_turned)) return false;
    }
    return count > 0;
}

/* ---- the whole ---- */

static bool forall_print(const Body *b, const Literal *literal) {
    uint32_t comma = literal->span.begin + (uint32_t)piece_find(span_text(b->sources, literal->span), ',');
    text_lit(b->text, "whenever ");
    if (!parts_print_as(b, literal->span.begin, comma, false, " and ")) return false;
    text_lit(b->text, ", ");
    return parts_print_as(b, comma, literal->span.end, true, " or ");
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
    if (!parts_print_as(b, 0, UINT32_MAX, false, " and ")) return false;
    if (value == UNBOUND && literal->kind == LIT_LOOKUP) value = literal->otherwise;
    if (value == UNBOUND) return true;
    text_lit(b->text, " is ");
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

/* The negation must not be read as that of the first part alone. */
static const char *denial_of(const Body *b, Span own) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < b->rule->literal_count; i++)
        count += b->rule->body[i].span.begin >= own.begin && b->rule->body[i].span.begin < own.end;
    return count > 1 ? "in no case: " : "not: ";
}

bool case_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                Text *text) {
    Helper helper = program->relations.items[literal->relation].helper;
    if (helper != HELPER_BODY && helper != HELPER_EXCEPTION) return false;
    size_t before = text->length;
    Body b = {program, body_rule(program, literal->relation), NULL, sources, text};
    if (!b.rule) return false;
    Value *values = values_shared(b.rule, literal, program->relations.items[literal->relation].arity, bindings);
    b.values = values;
    Span own = helper == HELPER_BODY ? literal->span : b.rule->span; /* not what it repeats of the rule around it */
    if (literal->kind == LIT_NOT) text_add(text, str_of(denial_of(&b, own)));
    bool is_told = parts_print_as(&b, own.begin, own.end, false, " and ");
    if (!is_told) text_cut(text, before);
    mem_free(values);
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
    if (is_told) {
        Span own = helper == HELPER_BODY ? literal->span : b.rule->span;
        is_told = parts_print_as(&b, own.begin, own.end, false, " and ");
    }
    if (!is_told) text_cut(text, before);
    proof_free(proof);
    return is_told;
}

bool quantified_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                      Text *text) {
    bool is_forall = literal->kind == LIT_NOT && program->relations.items[literal->relation].helper == HELPER_BODY &&
                     literal_is_forall(literal, sources);
    const Rule *fold = is_aggregate(program, literal) ? program_fold(program, literal->relation) : NULL;
    if (!is_forall && !fold) return false;
    size_t before = text->length;
    Body b = {program, body_rule(program, fold ? fold->body[0].relation : literal->relation), NULL, sources, text};
    if (!b.rule) return false;
    uint32_t shared = fold ? fold->group_count : program->relations.items[literal->relation].arity;
    Value *values = values_shared(b.rule, literal, shared, bindings);
    b.values = values;
    bool is_told = fold ? aggregate_print(&b, fold, literal, bindings) : forall_print(&b, literal);
    if (!is_told) text_cut(text, before);
    mem_free(values);
    return is_told;
}
