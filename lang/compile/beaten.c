/* Rules that always lose.
 *
 * A rule against it must need no more than it does: the variables of that rule are read as terms of this one, first
 * from the heads and then premise by premise, each going to the first that fits.  So a warning is always right, but not
 * every case is found.  The work is bounded; beyond that, nothing is said. */
#include "lang/compile/beaten.h"

#include "lang/program/heads.h"

#define WORK_LIMIT 1000000

typedef Vec(Term) Reading; /* by variable; TERM_ANY: not read yet */

typedef struct {
    const Program *program;
    Heads heads;
    Vec(bool) is_undercut;    /* by symbol of a label */
    Reading pattern, reading; /* of a contrary; of the variables of the rule that beats */
    Vec(uint32_t) read;       /* variables of `reading`, in the order in which they were read */
    uint64_t work;
} Contest;

static bool may_work(Contest *c) { return ++c->work <= WORK_LIMIT; }

static bool same_term(Term a, Term b) { return a.kind == b.kind && a.kind != TERM_ANY && a.id == b.id; }
static bool are_apart(Term a, Term b) { return a.kind == TERM_CONST && b.kind == TERM_CONST && a.id != b.id; }
static uint32_t arity_of(const Contest *c, RelId relation) { return c->program->relations.items[relation].arity; }

/* ---- reading one rule as another ---- */

static void forget(Reading *reading) {
    for (size_t i = 0; i < reading->count; i++) reading->items[i] = term_any();
}

static Term *read_as(Reading *reading, uint32_t variable) {
    while (reading->count <= variable) vec_push(reading, term_any());
    return &reading->items[variable];
}

/* Reads a term of the beating rule as one of the beaten rule. */
static bool read_term(Contest *c, Term from, Term to) {
    if (from.kind == TERM_CONST) return same_term(from, to);
    if (from.kind == TERM_ANY || to.kind == TERM_ANY) return false;
    Term *known = read_as(&c->reading, from.id);
    if (known->kind == TERM_ANY) {
        *known = to;
        vec_push(&c->read, from.id);
    }
    return same_term(*known, to);
}

static void unread(Contest *c, size_t read) {
    while (c->read.count > read) c->reading.items[vec_pop(&c->read)] = term_any();
}

static bool same_expr(const Contest *c, const Expr *from, const Expr *to) {
    if (from->kind == EXPR_VAR && from->id < c->reading.count) {
        Term term = c->reading.items[from->id];
        return (term.kind == TERM_VAR && to->kind == EXPR_VAR && term.id == to->id) ||
               (term.kind == TERM_CONST && to->kind == EXPR_CONST && term.id == to->id);
    }
    if (from->kind == EXPR_VAR || from->kind != to->kind || from->id != to->id) return false;
    for (uint32_t i = 0; i < from->argument_count; i++) /* as deep as NODE_DEPTH_LIMIT allows */
        if (!same_expr(c, from->arguments[i], to->arguments[i])) return false;
    return true;
}

static bool read_terms(Contest *c, const Literal *from, const Literal *to) {
    for (uint32_t i = 0; i < arity_of(c, from->relation); i++) {
        bool is_any = from->terms[i].kind == TERM_ANY && (from->kind == LIT_ATOM || to->terms[i].kind == TERM_ANY);
        if (!is_any && !read_term(c, from->terms[i], to->terms[i])) return false;
    }
    return true;
}

/* Whether a premise of the beating rule is this one of the beaten rule. */
static bool read_literal(Contest *c, const Literal *from, const Literal *to) {
    if (from->kind != to->kind) return false;
    switch (from->kind) {
    case LIT_ATOM:
    case LIT_NOT:
    case LIT_LOOKUP: return from->relation == to->relation && read_terms(c, from, to);
    case LIT_COMPARE:
        return from->op == to->op && same_expr(c, from->left, to->left) && same_expr(c, from->right, to->right);
    case LIT_CONDITION:
        return from->condition == to->condition && same_expr(c, from->left, to->left) &&
               same_expr(c, from->right, to->right);
    case LIT_BIND:
        return same_expr(c, from->left, to->left) && read_term(c, term_var(from->variable), term_var(to->variable));
    }
    return false;
}

/* Atoms before what compares their variables. */
static bool needs_no_more(Contest *c, const Rule *winner, const Rule *loser) {
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < winner->literal_count; i++) {
            const Literal *literal = &winner->body[i];
            if (literal->is_exception) return false;
            if ((literal->kind == LIT_ATOM) != (pass == 0)) continue;
            bool is_found = false;
            for (uint32_t k = 0; k < loser->literal_count && !is_found; k++) {
                if (!may_work(c)) return false;
                size_t read = c->read.count;
                is_found = read_literal(c, literal, &loser->body[k]);
                if (!is_found) unread(c, read);
            }
            if (!is_found) return false;
        }
    return true;
}

/* In each case the reading of the winner's variables is begun anew from the heads. */
static bool read_heads(Contest *c, const Rule *winner, const Rule *loser) {
    unread(c, 0);
    for (uint32_t i = 0; i < arity_of(c, loser->head); i++)
        if (!read_term(c, winner->terms[i], loser->terms[i])) return false;
    return true;
}

static bool read_keys(Contest *c, const Rule *winner, const Rule *loser, const Key *key) {
    bool has_difference = false;
    unread(c, 0);
    for (uint32_t i = 0; i < key->count; i++)
        if (!read_term(c, winner->terms[key->columns[i]], loser->terms[key->columns[i]])) return false;
    for (uint32_t i = 0; i < arity_of(c, loser->head); i++)
        has_difference |= are_apart(winner->terms[i], loser->terms[i]);
    return has_difference;
}

/* Each row of the loser fits its pattern, and the winner's row is what the other pattern asks for then. */
static bool read_contrary(Contest *c, const Rule *winner, const Rule *loser, const Term *winning, const Term *losing) {
    unread(c, 0);
    forget(&c->pattern);
    for (uint32_t i = 0; i < arity_of(c, loser->head); i++) {
        if (losing[i].kind == TERM_ANY) continue;
        if (losing[i].kind == TERM_CONST) {
            if (!same_term(losing[i], loser->terms[i])) return false;
            continue;
        }
        Term *known = read_as(&c->pattern, losing[i].id);
        if (known->kind == TERM_ANY) *known = loser->terms[i];
        if (!same_term(*known, loser->terms[i])) return false;
    }
    for (uint32_t i = 0; i < arity_of(c, winner->head); i++) {
        if (winning[i].kind == TERM_ANY) continue;
        Term wanted = winning[i].kind == TERM_CONST ? winning[i] : *read_as(&c->pattern, winning[i].id);
        bool is_free = wanted.kind == TERM_ANY; /* the pattern says nothing of it */
        if (is_free) *read_as(&c->pattern, winning[i].id) = winner->terms[i];
        if (is_free && winner->terms[i].kind == TERM_VAR) return false; /* might be wanted twice: not looked into */
        if (!is_free && !read_term(c, winner->terms[i], wanted)) return false;
    }
    return true;
}

static bool opposes_everywhere(Contest *c, const Rule *winner, const Rule *loser) {
    const Relation *relation = &c->program->relations.items[loser->head];
    if (relation->contrary == winner->head && read_heads(c, winner, loser) && needs_no_more(c, winner, loser))
        return true;
    for (uint32_t k = 0; winner->head == loser->head && k < relation->key_count; k++)
        if (read_keys(c, winner, loser, &relation->keys[k]) && needs_no_more(c, winner, loser)) return true;
    for (size_t i = 0; i < c->program->contraries.count; i++) {
        const Contrary *pair = &c->program->contraries.items[i];
        if (!may_work(c)) return false;
        if (pair->first == winner->head && pair->second == loser->head &&
            read_contrary(c, winner, loser, pair->first_terms, pair->second_terms) && needs_no_more(c, winner, loser))
            return true;
        if (pair->second == winner->head && pair->first == loser->head &&
            read_contrary(c, winner, loser, pair->second_terms, pair->first_terms) && needs_no_more(c, winner, loser))
            return true;
    }
    return false;
}

static bool is_called(const Rule *rule, Symbol name) {
    bool is_cited = rule->label == name;
    for (uint32_t i = 0; i < rule->cites.count; i++) is_cited |= rule->cites.items[i].key == name;
    return is_cited;
}

static bool is_preferred(Contest *c, const Rule *winner, const Rule *loser) {
    for (size_t i = 0; i < c->program->preferences.count; i++) {
        const Preference *p = &c->program->preferences.items[i];
        if (!may_work(c)) return false;
        if (p->condition == NO_ID && is_called(winner, p->winner) && is_called(loser, p->loser)) return true;
    }
    return false;
}

static bool beats(Contest *c, const Rule *winner, const Rule *loser) {
    bool is_undercut =
        winner->label != NO_SYMBOL && winner->label < c->is_undercut.count && c->is_undercut.items[winner->label];
    if (!may_work(c) || is_undercut) return false;
    if (winner->kind != RULE_STRICT && winner->kind != RULE_PRESUMPTIVE) return false;
    return opposes_everywhere(c, winner, loser) && (winner->kind == RULE_STRICT || is_preferred(c, winner, loser));
}

static const Rule *beaten_from(Contest *c, const Rule *loser, RelId head) {
    if (head == NO_ID) return NULL;
    for (uint32_t i = c->heads.first[head]; i < c->heads.first[head + 1]; i++) {
        const Rule *winner = &c->program->rules.items[c->heads.rules[i]];
        if (beats(c, winner, loser)) return winner;
    }
    return NULL;
}

/* A rule that beats this one wherever it applies; NULL if none is found. */
static const Rule *beaten_by(Contest *c, const Rule *loser) {
    const Relation *relation = &c->program->relations.items[loser->head];
    const Rule *winner = beaten_from(c, loser, relation->contrary);
    if (!winner && relation->key_count) winner = beaten_from(c, loser, loser->head);
    for (size_t i = 0; i < c->program->contraries.count && !winner; i++) {
        const Contrary *pair = &c->program->contraries.items[i];
        if (pair->first == loser->head) winner = beaten_from(c, loser, pair->second);
        if (!winner && pair->second == loser->head) winner = beaten_from(c, loser, pair->first);
    }
    return winner;
}

/* ---- all rules ---- */

static void index_rules(Contest *c) {
    c->heads = heads_of(c->program);
    for (size_t i = 0; i < c->program->undercuts.count; i++) {
        Symbol label = c->program->undercuts.items[i].rule;
        while (c->is_undercut.count <= label) vec_push(&c->is_undercut, false);
        c->is_undercut.items[label] = true;
    }
}

static void report(Diags *diags, const Rule *loser, const Rule *winner) {
    Diag *diag = diag_add(diags, W0504, loser->span, "this rule is always beaten");
    diag_remedy(diags, diag, "leave it out, or let what beats it need more");
    diag_note(diags, diag, winner->span, "by this one, which says the contrary and needs no more");
}

/* A written rule loses if each of its alternatives does. */
void lint_beaten(const Program *program, Diags *diags) {
    Contest contest = {.program = program};
    const Rule *rules = program->rules.items;
    index_rules(&contest);
    for (size_t i = 0, end; i < program->rules.count; i = end) {
        const Rule *winner = NULL, *first = NULL;
        bool is_beaten = true;
        for (end = i; end < program->rules.count && rules[end].written == rules[i].written; end++) {
            if (rules[end].kind != RULE_PRESUMPTIVE || !is_beaten) continue;
            if (!first) first = &rules[end];
            winner = beaten_by(&contest, &rules[end]);
            is_beaten = winner != NULL;
        }
        if (first && is_beaten) report(diags, first, winner);
    }
    heads_clear(&contest.heads);
    vec_free(&contest.is_undercut);
    vec_free(&contest.pattern);
    vec_free(&contest.reading);
    vec_free(&contest.read);
}
