/* Parts of rules, for the files of the translation. */
#include "lang/compile/argue_internal.h"

#include <stdio.h>

void argue_note(Argue *a) {
    Note note = {0};
    note.strict = note.possible = note.rebutted = note.strictly = note.perhaps = note.winners = NO_ID;
    note.domain = note.last_compared = NO_ID;
    note.first_class = note.last_class = NO_ID;
    vec_push(&a->notes, note);
}

RelId argue_relation(Argue *a, Helper helper, RelId of, uint32_t arity) {
    Column *columns = arena_array(&a->program->arena, Column, arity + 1);
    for (uint32_t i = 0; i < arity; i++) columns[i] = (Column){NO_SYMBOL, TYPE_ID_ANY, true};
    RelId id = program_add_relation(a->program, (Relation){.name = NO_SYMBOL,
                                                           .arity = arity,
                                                           .columns = columns,
                                                           .contrary = NO_ID,
                                                           .helper = helper,
                                                           .span = NO_SPAN});
    Relation *made = &a->program->relations.items[id];
    made->of = of;
    if (of != NO_ID) made->span = relation_of(a, of)->span;
    argue_note(a);
    return id;
}

/* Named as what it is about, so that its rows read as rows of that. */
RelId argue_helper(Argue *a, Helper helper, RelId of) {
    RelId id = argue_relation(a, helper, of, relation_of(a, of)->arity);
    Relation *made = &a->program->relations.items[id];
    const Relation *about = relation_of(a, of);
    made->columns = about->columns;
    made->is_negative = about->is_negative;
    made->sentence = about->sentence;
    return id;
}

const Term *argue_columns(Argue *a, RelId relation, VarId first) {
    uint32_t arity = relation_of(a, relation)->arity;
    Term *terms = arena_array(&a->program->arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_var(first + i);
    return terms;
}

Literal argue_atom(RelId relation, const Term *terms) {
    return (Literal){.kind = LIT_ATOM, .relation = relation, .terms = terms, .span = NO_SPAN};
}

Literal argue_not(RelId relation, const Term *terms) {
    return (Literal){.kind = LIT_NOT, .relation = relation, .terms = terms, .span = NO_SPAN};
}

/* P; where S is P, what is in conflict was possible too. */
Literal argue_possible(const Argue *a, RelId relation, const Term *terms) {
    const Note *note = &a->notes.items[relation];
    Literal literal = argue_atom(note->domain == NO_ID ? note->possible : note->domain, terms);
    literal.sees_hidden = note->possible == note->strict;
    return literal;
}

Literal argue_differ(Argue *a, VarId left, VarId right) {
    return (Literal){.kind = LIT_COMPARE,
                     .op = OP_NE,
                     .left = expr_var(&a->program->arena, left, NO_SPAN),
                     .right = expr_var(&a->program->arena, right, NO_SPAN),
                     .span = NO_SPAN};
}

void argue_rule(Argue *a, RelId head, const Term *terms, const Literal *body, uint32_t count, uint32_t variable_count) {
    Symbol *names = arena_array(&a->program->arena, Symbol, variable_count + 1);
    for (uint32_t i = 0; i < variable_count; i++) {
        char text[16];
        int length = snprintf(text, sizeof text, ":%u", (unsigned)i + 1);
        names[i] = intern(values_symbols(a->program->values), (Str){text, (size_t)length});
    }
    program_add_rule(a->program, (Rule){.kind = RULE_MADE,
                                        .head = head,
                                        .terms = terms,
                                        .body = arena_copy(&a->program->arena, body, count * sizeof *body),
                                        .literal_count = count,
                                        .variable_count = variable_count,
                                        .variables = names,
                                        .label = NO_SYMBOL,
                                        .written = NO_ID,
                                        .span = NO_SPAN});
}

Literal *argue_body(Argue *a, const Rule *rule, uint32_t more) {
    Literal *body = arena_array(&a->program->arena, Literal, rule->literal_count + more + 1);
    if (rule->literal_count) memcpy(body, rule->body, rule->literal_count * sizeof *body);
    return body;
}

RuleId argue_copy(Argue *a, const Rule *rule, RelId head, const Literal *body, uint32_t count) {
    Rule copy = *rule;
    copy.head = head;
    copy.body = body;
    copy.literal_count = count;
    return program_add_rule(a->program, copy);
}

void argue_index_rules(Argue *a) {
    const Program *program = a->program;
    a->rule_count = (uint32_t)program->rules.count;
    a->head_count = (uint32_t)program->relations.count;
    heads_clear(&a->heads); /* rules have been added since */
    a->heads = heads_of(program);
}

/* ---- rivals ---- */

/* Terms of a contrary with a variable of its own for each `_`. */
static const Term *filled_terms(Argue *a, RelId relation, const Term *terms, uint32_t *variable_count) {
    uint32_t arity = relation_of(a, relation)->arity;
    Term *filled = arena_copy(&a->program->arena, terms, arity * sizeof *terms);
    for (uint32_t i = 0; i < arity; i++)
        if (filled[i].kind == TERM_ANY) filled[i] = term_var((*variable_count)++);
    return filled;
}

static uint32_t variables_in(const Term *terms, uint32_t arity) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < arity; i++)
        if (terms[i].kind == TERM_VAR && terms[i].id >= count) count = terms[i].id + 1;
    return count;
}

static bool stands_in(Term term, const Term *terms, uint32_t arity) {
    if (term.kind != TERM_VAR) return true;
    for (uint32_t i = 0; i < arity; i++)
        if (terms[i].kind == TERM_VAR && terms[i].id == term.id) return true;
    return false;
}

static void add_declared(Argue *a, Rivals *rivals, RelId own, const Term *own_terms, RelId other, const Term *terms) {
    uint32_t own_arity = relation_of(a, own)->arity, other_arity = relation_of(a, other)->arity;
    uint32_t count = variables_in(own_terms, own_arity), more = variables_in(terms, other_arity);
    Rival rival = {.own = own, .other = other, .variable_count = count > more ? count : more};
    rival.own_terms = filled_terms(a, own, own_terms, &rival.variable_count);
    rival.other_terms = filled_terms(a, other, terms, &rival.variable_count);
    for (uint32_t i = 0; i < own_arity; i++)
        if (!stands_in(rival.own_terms[i], rival.other_terms, other_arity)) rival.needs_domain = true;
    vec_push(rivals, rival);
}

/* Rows that agree on the key and differ in some other column: one rival a column. */
static void add_key(Argue *a, Rivals *rivals, RelId own, const Key *key) {
    uint32_t arity = relation_of(a, own)->arity;
    const Term *terms = argue_columns(a, own, 0);
    Term *others = arena_array(&a->program->arena, Term, arity + 1);
    for (uint32_t i = 0; i < arity; i++) others[i] = term_var(arity + i);
    bool *is_key = arena_array(a->arena, bool, arity + 1);
    for (uint32_t i = 0; i < key->count; i++) {
        is_key[key->columns[i]] = true;
        others[key->columns[i]] = terms[key->columns[i]];
    }
    for (uint32_t i = 0; i < arity; i++) {
        if (is_key[i]) continue;
        Literal *differ = arena_new(&a->program->arena, Literal);
        *differ = argue_differ(a, i, arity + i);
        vec_push(rivals, ((Rival){.own = own,
                                  .other = own,
                                  .own_terms = terms,
                                  .other_terms = others,
                                  .condition = differ,
                                  .variable_count = 2 * arity,
                                  .needs_domain = true}));
    }
}

Rivals argue_rivals(Argue *a, RelId own) {
    const Program *program = a->program;
    Rivals rivals = {0};
    RelId contrary = relation_of(a, own)->contrary;
    if (contrary != NO_ID) {
        const Term *terms = argue_columns(a, own, 0);
        vec_push(&rivals, ((Rival){.own = own,
                                   .other = contrary,
                                   .own_terms = terms,
                                   .other_terms = terms,
                                   .variable_count = relation_of(a, own)->arity}));
    }
    for (size_t i = 0; i < program->contraries.count; i++) {
        const Contrary c = program->contraries.items[i];
        if (c.first == own) add_declared(a, &rivals, own, c.first_terms, c.second, c.second_terms);
        if (c.second == own) add_declared(a, &rivals, own, c.second_terms, c.first, c.first_terms);
    }
    for (uint32_t k = 0; k < relation_of(a, own)->key_count; k++)
        add_key(a, &rivals, own, &relation_of(a, own)->keys[k]);
    return rivals;
}
