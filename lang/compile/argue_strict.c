/* What is strictly shown, and what is possible at all.
 *
 *     S(h) <- S(b1), ..., S(bn), not P(c)       strict rule  h :- b1, ..., bn, not c.
 *     P(h) <- P(b1), ..., P(bn), not S(c)       any rule, without its exceptions
 *
 * `not c` in a strict rule means that c is not possible: nobody could make it true.  Relations that nothing presumptive
 * reaches are their own S and P, and the S of those that are only objected to is their P.  S and P are made only where
 * somebody reads them. */
#include "lang/compile/argue_internal.h"

/* An aggregate over what may be undecided shows nothing strictly. */
static bool can_be_strict(const Argue *a, const Rule *rule) {
    if (rule->kind != RULE_STRICT || rule->is_fold) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (!literal_reads(literal) || !is_reached(a, literal->relation)) continue;
        Helper helper = relation_of(a, literal->relation)->helper;
        if (literal->kind == LIT_LOOKUP || (literal->kind == LIT_ATOM && helper != HELPER_NONE)) return false;
    }
    return true;
}

static void need_strict(Argue *a, RelId id, Open *open) {
    if (!is_reached(a, id) || note_of(a, id)->needs_strict) return;
    note_of(a, id)->needs_strict = true;
    vec_push(open, id);
}

static void need_possible(Argue *a, RelId id, Open *open) {
    if (!is_presumed(a, id)) need_strict(a, id, open); /* which is its P */
    if (!is_reached(a, id) || note_of(a, id)->needs_possible) return;
    note_of(a, id)->needs_possible = true;
    vec_push(open, id);
}

/* What the S and P rules of a relation read in turn. */
static void need_for(Argue *a, RelId id, Open *open) {
    const Note note = *note_of(a, id);
    if (note.needs_possible && relation_of(a, id)->helper == HELPER_NONE) need_strict(a, id, open);
    for (uint32_t k = a->heads.first[id]; k < a->heads.first[id + 1]; k++) {
        const Rule *rule = rule_of(a, a->heads.rules[k]);
        bool is_strict = note.needs_strict && can_be_strict(a, rule);
        bool is_possible = note.needs_possible && rule->kind != RULE_OBJECTION;
        for (uint32_t i = 0; i < rule->literal_count; i++) {
            const Literal *literal = &rule->body[i];
            if (!literal_reads(literal)) continue;
            bool is_positive = literal->kind == LIT_ATOM && relation_of(a, literal->relation)->helper == HELPER_NONE;
            if (is_positive && is_strict) need_strict(a, literal->relation, open);
            if (is_positive && is_possible) need_possible(a, literal->relation, open);
            if (literal->kind == LIT_NOT && is_strict) need_possible(a, literal->relation, open);
            if (literal->kind == LIT_NOT && is_possible && !literal->is_exception &&
                relation_of(a, literal->relation)->helper == HELPER_NONE)
                need_strict(a, literal->relation, open);
        }
    }
}

/* A strict attacker is weighed against what wins for it: see argue_strong.c. */
static bool is_weighed(const Argue *a, RelId id) {
    if (!note_of(a, id)->is_closed) return false;
    bool is_any = a->policy.ambiguity == AMBIGUITY_PROPAGATE;
    for (EACH_CLASS(a, id, c)) is_any = is_any || argue_wins(a, &a->classes.items[c]);
    return is_any;
}

/* Where attacks on the relation range over its rows: for them it is told beforehand which there may be. */
bool argue_needs_domain(Argue *a, RelId id) {
    if (!note_of(a, id)->is_rivalled) return false;
    if (is_weighed(a, id)) return true;
    Rivals rivals = argue_rivals(a, id);
    bool needs = false;
    for (size_t i = 0; i < rivals.count; i++) needs = needs || rivals.items[i].needs_domain;
    vec_free(&rivals);
    return needs;
}

static void find_needs(Argue *a) {
    Open open = {0};
    for (RelId id = 0; id < a->head_count; id++) {
        if (note_of(a, id)->is_split) need_strict(a, id, &open);
        if (argue_needs_domain(a, id)) need_possible(a, id, &open);
        if (note_of(a, id)->needs_possible) vec_push(&open, id); /* a transposed rule asks for it */
    }
    while (open.count) need_for(a, vec_pop(&open), &open);
    vec_free(&open);
}

/* ---- relations ---- */

static void make_relations(Argue *a) {
    for (RelId id = 0; id < a->head_count; id++) {
        if (note_of(a, id)->needs_strict) {
            RelId strict = argue_helper(a, HELPER_STRICT, id);
            note_of(a, id)->strict = strict;
            Relation *relation = &a->program->relations.items[id], *made = &a->program->relations.items[strict];
            made->keys = relation->keys;
            made->key_count = relation->key_count;
            relation->strict = strict;
        }
        if (note_of(a, id)->needs_possible && note_of(a, id)->possible == NO_ID) {
            RelId possible = is_presumed(a, id) ? argue_helper(a, HELPER_POSSIBLE, id) : note_of(a, id)->strict;
            note_of(a, id)->possible = possible;
        }
    }
}

static RelId strict_of(const Argue *a, RelId id) {
    RelId strict = a->notes.items[id].strict;
    return strict == NO_ID ? id : strict;
}

/* Given facts are strictly shown; where they clash is found there. */
static void move_facts(Argue *a) {
    Program *program = a->program;
    for (size_t i = 0; i < program->facts.count; i++) {
        Fact *fact = &program->facts.items[i];
        if (relation_of(a, fact->relation)->helper != HELPER_NONE) continue;
        fact->relation = strict_of(a, fact->relation);
        program->relations.items[fact->relation].has_facts = true;
    }
    for (RelId id = 0; id < a->head_count; id++) {
        RelId contrary = relation_of(a, id)->contrary;
        if (note_of(a, id)->strict == NO_ID) continue;
        if (contrary != NO_ID) program->relations.items[note_of(a, id)->strict].contrary = strict_of(a, contrary);
    }
}

/* ---- rules ---- */

static void add_strict_rule(Argue *a, const Rule *rule) {
    if (!can_be_strict(a, rule)) return;
    Literal *body = argue_body(a, rule, 0);
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (!literal_reads(&body[i]) || !is_reached(a, body[i].relation)) continue;
        body[i].relation =
            body[i].kind == LIT_NOT ? note_of(a, body[i].relation)->possible : strict_of(a, body[i].relation);
    }
    argue_copy(a, rule, note_of(a, rule->head)->strict, body, rule->literal_count);
}

static bool reads_aggregate(const Argue *a, const Literal *literal) {
    return literal_reads(literal) && literal->kind != LIT_NOT && is_reached(a, literal->relation) &&
           relation_of(a, literal->relation)->helper == HELPER_AGGREGATE;
}

static bool expr_is_bound(const Expr *expr, const bool *is_bound) {
    if (!expr) return true;
    if (expr->kind == EXPR_VAR) return is_bound[expr->id];
    for (uint32_t i = 0; i < expr->argument_count; i++)
        if (!expr_is_bound(expr->arguments[i], is_bound)) return false;
    return true;
}

/* Without aggregates over what may be undecided, and without what is computed from them: that makes more possible,
 * never less.  False if the head needs a value that only they give. */
static bool drop_aggregates(const Argue *a, const Rule *rule, Literal *body, uint32_t *count) {
    bool *is_bound = arena_array(a->arena, bool, rule->variable_count + 1);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++)
        if (!reads_aggregate(a, &body[i])) body[kept++] = body[i];
    if (kept == *count) return true;
    for (bool grows = true; grows;) {
        grows = false;
        for (uint32_t i = 0; i < kept; i++) {
            const Literal *literal = &body[i];
            uint32_t arity = literal_reads(literal) ? relation_of(a, literal->relation)->arity : 0;
            for (uint32_t k = 0; k < arity && literal->kind != LIT_NOT; k++) {
                if (literal->terms[k].kind != TERM_VAR || is_bound[literal->terms[k].id]) continue;
                grows = is_bound[literal->terms[k].id] = true;
            }
            if (literal->kind != LIT_BIND) continue;
            bool left = expr_is_bound(literal->left, is_bound), right = is_bound[literal->variable];
            if (left && !right) grows = is_bound[literal->variable] = true;
            if (right && !left && literal->left->kind == EXPR_VAR) grows = is_bound[literal->left->id] = true;
        }
    }
    *count = 0;
    for (uint32_t i = 0; i < kept; i++) {
        bool fits = expr_is_bound(body[i].left, is_bound) && expr_is_bound(body[i].right, is_bound);
        if (body[i].kind == LIT_BIND) fits = fits && is_bound[body[i].variable];
        for (uint32_t k = 0; body[i].kind == LIT_NOT && k < relation_of(a, body[i].relation)->arity; k++)
            fits = fits && (body[i].terms[k].kind != TERM_VAR || is_bound[body[i].terms[k].id]);
        if (fits) body[(*count)++] = body[i];
    }
    for (uint32_t i = 0; i < relation_of(a, rule->head)->arity; i++)
        if (rule->terms[i].kind == TERM_VAR && !is_bound[rule->terms[i].id]) return false;
    return true;
}

static void add_possible_rule(Argue *a, const Rule *rule) {
    if (rule->kind == RULE_OBJECTION) return;
    Literal *body = argue_body(a, rule, 0);
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        Literal literal = body[i];
        bool is_reader = literal_reads(&literal) && is_reached(a, literal.relation);
        if (literal.is_exception) continue;
        if (is_reader && literal.kind == LIT_NOT) {
            RelId strict = note_of(a, literal.relation)->strict; /* denied for certain only if it is strictly shown */
            if (strict == NO_ID) continue;
            literal.relation = strict;
        }
        if (is_reader && literal.kind == LIT_ATOM && note_of(a, literal.relation)->possible != NO_ID)
            literal.relation = note_of(a, literal.relation)->possible;
        body[count++] = literal;
    }
    Literal *kept = arena_copy(&a->program->arena, body, count * sizeof *body);
    uint32_t kept_count = count;
    if (drop_aggregates(a, rule, kept, &kept_count))
        argue_copy(a, rule, note_of(a, rule->head)->possible, kept, kept_count);
    else
        argue_copy(a, rule, note_of(a, rule->head)->possible, body, count);
}

/* P holds of what is given and of what is reported. */
static void add_possible_facts(Argue *a, RelId id) {
    const Term *terms = argue_columns(a, id, 0);
    uint32_t arity = relation_of(a, id)->arity;
    RelId possible = note_of(a, id)->possible;
    if (note_of(a, id)->strict != NO_ID) {
        Literal body = argue_atom(note_of(a, id)->strict, terms);
        body.sees_hidden = true; /* what is in conflict was possible */
        argue_rule(a, possible, terms, &body, 1, arity);
    }
    for (EACH_CLASS(a, id, c)) {
        if (a->classes.items[c].reported == NO_ID) continue;
        Literal body = argue_atom(a->classes.items[c].reported, terms);
        argue_rule(a, possible, terms, &body, 1, arity);
    }
}

void argue_strict_level(Argue *a) {
    find_needs(a);
    make_relations(a);
    for (RelId id = 0; id < a->head_count; id++) {
        const Note note = *note_of(a, id);
        bool has_possible = note.possible != NO_ID && note.possible != note.strict;
        if (has_possible) add_possible_facts(a, id);
        for (uint32_t k = a->heads.first[id]; k < a->heads.first[id + 1]; k++) {
            const Rule rule = *rule_of(a, a->heads.rules[k]);
            if (note.strict != NO_ID) add_strict_rule(a, &rule);
            if (has_possible) add_possible_rule(a, &rule);
        }
        if (note.strict == NO_ID || note.is_split) continue;
        const Term *terms = argue_columns(a, id, 0); /* plain, but its facts are kept apart */
        Literal body = argue_atom(note.strict, terms);
        argue_rule(a, id, terms, &body, 1, relation_of(a, id)->arity);
    }
    move_facts(a);
}
