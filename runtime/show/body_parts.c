/* What would be heard as going on over the parts behind it, a denial or what has parts of its own, is told last and set
 * apart.  Bodies are bounded in depth, so recursion is too. */
#include "runtime/show/body_parts.h"

#include "runtime/judge/parts.h"
#include "runtime/show/compared.h"
#include "runtime/show/quantified.h"
#include "runtime/show/words.h"

static const Relation *relation_of(const Body *b, RelId id) { return &b->program->relations.items[id]; }

Str part_variable_name(const Body *b, VarId variable) { return term_name(b->program, b->rule, term_var(variable)); }

/* ---- one part ---- */

static bool atom_part_print(const Body *b, const Literal *literal, bool is_denied) {
    Value row[ATOM_COLUMNS];
    Str names[ATOM_COLUMNS];
    const Relation *relation = relation_of(b, literal->relation);
    for (uint32_t c = 0; c < relation->arity; c++) {
        Term term = literal->terms[c];
        row[c] = term_value(term, b->values);
        names[c] = row[c] == UNBOUND && term.kind == TERM_VAR ? part_variable_name(b, term.id) : STR("");
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
        text_add(b->text, part_variable_name(b, side->id));
    else
        value_print(b->program->values, value, b->text);
}

static bool is_plain(const Body *b, const Expr *side) {
    return side->kind == EXPR_CONST ||
           (side->kind == EXPR_VAR && (b->values[side->id] != UNBOUND || part_variable_name(b, side->id).length));
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
    l->is_written = l->is_written && !is_bound && part_variable_name(l->body, variable).length;
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

/* What an equation sets a variable equal to; NULL. */
static const Expr *other_side(const Literal *literal, Expr *bound, VarId variable) {
    Literal own = literal_as_comparison(literal, bound);
    if (own.kind != LIT_COMPARE || own.op != OP_EQ) return NULL;
    if (own.left->kind == EXPR_VAR && own.left->id == variable) return own.right;
    return own.right->kind == EXPR_VAR && own.right->id == variable ? own.left : NULL;
}

/* The total by its name; where the compiler made one, by what it is set equal to. */
static bool total_print(const Body *b, VarId total) {
    Expr bound;
    text_add(b->text, part_variable_name(b, total));
    if (part_variable_name(b, total).length) return true;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) {
        const Expr *other = other_side(&b->rule->body[i], &bound, total);
        if (!other || !is_plain(b, other)) continue;
        side_print(b, other);
        return true;
    }
    return false;
}

/* Such an equation, which has been told with the total. */
static bool is_of_total(const Body *b, const Literal *literal) {
    Expr bound;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) {
        const Literal *other = &b->rule->body[i];
        if (!is_aggregate(b->program, other)) continue;
        Term total = other->terms[relation_of(b, other->relation)->arity - 1];
        if (total.kind != TERM_VAR || b->values[total.id] != UNBOUND || part_variable_name(b, total.id).length)
            continue;
        if (other_side(literal, &bound, total.id)) return true;
    }
    return false;
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
    return total_print(b, total.id);
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

bool stretch_has(const Body *b, const Stretch *s, const Literal *literal) {
    uint32_t at = literal->span.begin;
    if (at < s->begin || at >= s->end) return false;
    if (s->comma == s->end) return true;
    bool is_condition = at < s->comma || (s->is_moved && literal->kind == LIT_ATOM && !is_helper(b, literal));
    return is_condition != s->is_behind;
}

Stretch forall_condition(const Body *b, Span span) {
    Stretch s = {span.begin, span.end, forall_comma(b->sources, span), true, true};
    bool is_left = false;
    for (uint32_t i = 0; i < b->rule->literal_count; i++) is_left = is_left || stretch_has(b, &s, &b->rule->body[i]);
    s.is_behind = false;
    s.is_moved = is_left;
    return s;
}

/* `3 is 3`: what has just been given its value. */
static bool says_nothing(const Body *b, const Literal *literal) {
    Expr bound;
    Literal own = literal_as_comparison(literal, &bound);
    if (own.kind != LIT_COMPARE || own.op != OP_EQ || own.left->kind != EXPR_VAR) return false;
    Value left = b->values[own.left->id], right;
    return left != UNBOUND && instance_compute(b->program, own.right, b->values, &right) && left == right;
}

bool parts_print(const Body *b, Stretch stretch, bool is_turned, const char *word) {
    uint32_t count = 0;
    Reach before = REACH_OWN;
    for (Reach reach = REACH_OWN; reach <= REACH_FAR; reach++)
        for (uint32_t i = 0; i < b->rule->literal_count; i++) {
            const Literal *literal = &b->rule->body[i];
            if (!stretch_has(b, &stretch, literal) || reach_of(b, literal, is_turned) != reach) continue;
            if (count && (says_nothing(b, literal) || is_of_total(b, literal))) continue;
            if (count++) between_print(before, reach, word, b->text);
            if (!part_print_as(b, literal, is_turned)) return false;
            before = reach;
        }
    return count > 0;
}

bool parts_end_in_atom(const Body *b) {
    for (uint32_t i = 0; i < b->rule->literal_count; i++)
        if (reach_of(b, &b->rule->body[i], false) != REACH_OWN) return false;
    return b->rule->literal_count && b->rule->body[b->rule->literal_count - 1].kind == LIT_ATOM;
}
