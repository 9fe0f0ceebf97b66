/* What is probably not meant in an argument, seen on core rules.
 *
 * A priority is in order if some conclusion of its winner may stand against one of its loser; heads that differ in a constant
 * never do.  A rule is always beaten if a rule against it needs no more than it does: the variables of that rule are read as
 * terms of this one, first from the heads and then premise by premise, each going to the first that fits.  So a warning is
 * always right, but not every case is found.  The work is bounded; beyond that, nothing is said. */
#include "lang/compile/lint_argue.h"

#define WORK_LIMIT 4000000

/* A conclusion that can be ranked. */
typedef struct {
    RelId relation;
    const Term *terms;
    bool is_objection;
} Conclusion;

typedef struct {
    uint32_t conclusion, next;
} Named;

typedef Vec(Term) Reading; /* by variable; TERM_ANY: not read yet */

typedef struct {
    const Program *program;
    Diags *diags;
    Vec(Conclusion) conclusions;
    Vec(Named) named;         /* one for each label and source of a conclusion */
    Vec(uint32_t) by_name;    /* by symbol: the first of named; NO_ID */
    Vec(RuleId) by_head;      /* by relation: the first rule; NO_ID */
    Vec(RuleId) next_of_head; /* by rule */
    Vec(bool) is_undercut;    /* by symbol of a label */
    Reading pattern, reading; /* of a contrary; of the variables of the rule that beats */
    uint64_t work;
} Lint;

static bool may_work(Lint *l) { return ++l->work <= WORK_LIMIT; }

static bool same_term(Term a, Term b) { return a.kind == b.kind && a.kind != TERM_ANY && a.id == b.id; }

static uint32_t arity_of(const Lint *l, RelId relation) { return l->program->relations.items[relation].arity; }

/* ---- rules that support their own premises ---- */

static void lint_support(Lint *l, const Rule *rule) {
    bool is_conclusion = rule->kind == RULE_STRICT || rule->kind == RULE_PRESUMPTIVE;
    if (!is_conclusion || rule->is_fold || l->program->relations.items[rule->head].helper != HELPER_NONE) return;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        if (literal->kind != LIT_ATOM || literal->relation != rule->head) continue;
        bool is_same = true;
        for (uint32_t k = 0; k < arity_of(l, rule->head) && is_same; k++)
            is_same = same_term(rule->terms[k], literal->terms[k]);
        if (!is_same) continue;
        Diag *diag = diag_add(l->diags, W0501, literal->span, "the rule supports its own premise");
        diag_remedy(l->diags, diag, "it adds nothing: leave the rule out, or ask for something else");
        return;
    }
}

/* ---- who is called what ---- */

static void name_conclusion(Lint *l, uint32_t conclusion, Symbol name) {
    if (name == NO_SYMBOL) return;
    while (l->by_name.count <= name) vec_push(&l->by_name, NO_ID);
    vec_push(&l->named, ((Named){conclusion, l->by_name.items[name]}));
    l->by_name.items[name] = (uint32_t)l->named.count - 1;
}

static void add_conclusion(Lint *l, Conclusion conclusion, Symbol label, Cites cites) {
    uint32_t number = (uint32_t)l->conclusions.count;
    vec_push(&l->conclusions, conclusion);
    name_conclusion(l, number, label);
    for (uint32_t i = 0; i < cites.count; i++) name_conclusion(l, number, cites.items[i].key);
}

static const Term *terms_of_row(Lint *l, const Value *row, uint32_t arity, Arena *arena) {
    (void)l;
    Term *terms = arena_array(arena, Term, arity);
    for (uint32_t i = 0; i < arity; i++) terms[i] = term_const(row[i]);
    return terms;
}

static void find_conclusions(Lint *l, Arena *arena) {
    const Program *program = l->program;
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        if (rule->kind != RULE_PRESUMPTIVE && rule->kind != RULE_OBJECTION) continue;
        add_conclusion(l, (Conclusion){rule->head, rule->terms, rule->kind == RULE_OBJECTION}, rule->label,
                       rule->cites);
    }
    for (size_t i = 0; i < program->facts.count; i++) {
        const Fact *fact = &program->facts.items[i];
        if (!fact->is_reported) continue;
        const Term *terms = terms_of_row(l, fact->values, arity_of(l, fact->relation), arena);
        add_conclusion(l, (Conclusion){fact->relation, terms, false}, fact->label, fact->cites);
    }
    for (size_t i = 0; i < program->agenda->scenarios.count; i++)
        for (uint32_t k = 0; k < program->agenda->scenarios.items[i].change_count; k++) {
            const Change *change = &program->agenda->scenarios.items[i].changes[k];
            if (change->kind == CHANGE_ASSERT && change->is_reported)
                add_conclusion(l, (Conclusion){change->relation, change->terms, false}, change->label, change->cites);
        }
}

/* ---- priorities without a conflict ---- */

static bool may_be_equal(Term a, Term b) { return a.kind != TERM_CONST || b.kind != TERM_CONST || a.id == b.id; }

static bool rows_may_be_equal(const Lint *l, const Conclusion *a, const Conclusion *b) {
    for (uint32_t i = 0; i < arity_of(l, a->relation); i++)
        if (!may_be_equal(a->terms[i], b->terms[i])) return false;
    return true;
}

/* Whether two rows may agree on the key, and differ elsewhere. */
static bool keys_may_clash(const Lint *l, const Conclusion *a, const Conclusion *b, const Key *key) {
    uint64_t in_key = 0;
    for (uint32_t i = 0; i < key->count; i++) {
        if (!may_be_equal(a->terms[key->columns[i]], b->terms[key->columns[i]])) return false;
        in_key |= UINT64_C(1) << key->columns[i];
    }
    for (uint32_t i = 0; i < arity_of(l, a->relation); i++)
        if (!(in_key >> i & 1) && !(a->terms[i].kind == TERM_CONST && same_term(a->terms[i], b->terms[i]))) return true;
    return false;
}

static void forget(Reading *reading) {
    for (size_t i = 0; i < reading->count; i++) reading->items[i] = term_any();
}

static Term *read_as(Reading *reading, uint32_t variable) {
    while (reading->count <= variable) vec_push(reading, term_any());
    return &reading->items[variable];
}

/* A pattern of `contrary` and a head: constants of the head are noted for the variables of the pattern. */
static bool may_fit(Lint *l, const Term *pattern, const Conclusion *c) {
    for (uint32_t i = 0; i < arity_of(l, c->relation); i++) {
        if (pattern[i].kind == TERM_CONST && !may_be_equal(pattern[i], c->terms[i])) return false;
        if (pattern[i].kind != TERM_VAR || c->terms[i].kind != TERM_CONST) continue;
        Term *known = read_as(&l->pattern, pattern[i].id);
        if (known->kind == TERM_CONST && known->id != c->terms[i].id) return false;
        *known = c->terms[i];
    }
    return true;
}

static bool are_declared_contraries(Lint *l, const Conclusion *a, const Conclusion *b) {
    for (size_t i = 0; i < l->program->contraries.count; i++) {
        const Contrary *contrary = &l->program->contraries.items[i];
        if (!may_work(l)) return true;
        forget(&l->pattern);
        if (contrary->first == a->relation && contrary->second == b->relation &&
            may_fit(l, contrary->first_terms, a) && may_fit(l, contrary->second_terms, b))
            return true;
        forget(&l->pattern);
        if (contrary->first == b->relation && contrary->second == a->relation &&
            may_fit(l, contrary->first_terms, b) && may_fit(l, contrary->second_terms, a))
            return true;
    }
    return false;
}

static bool may_clash(Lint *l, const Conclusion *a, const Conclusion *b) {
    const Relation *relation = &l->program->relations.items[a->relation];
    if (a->is_objection || b->is_objection)
        return a->is_objection != b->is_objection && a->relation == b->relation && rows_may_be_equal(l, a, b);
    if (relation->contrary == b->relation && rows_may_be_equal(l, a, b)) return true;
    for (uint32_t k = 0; a->relation == b->relation && k < relation->key_count; k++)
        if (keys_may_clash(l, a, b, &relation->keys[k])) return true;
    return are_declared_contraries(l, a, b);
}

static uint32_t first_named(const Lint *l, Symbol name) {
    return name < l->by_name.count ? l->by_name.items[name] : NO_ID;
}

static void lint_priority(Lint *l, const Preference *preference) {
    uint32_t winners = first_named(l, preference->winner), losers = first_named(l, preference->loser);
    if (winners == NO_ID || losers == NO_ID) return; /* nothing cites the source; or it is not known at all */
    for (uint32_t i = winners; i != NO_ID; i = l->named.items[i].next)
        for (uint32_t k = losers; k != NO_ID; k = l->named.items[k].next)
            if (!may_work(l) || may_clash(l, &l->conclusions.items[l->named.items[i].conclusion],
                                          &l->conclusions.items[l->named.items[k].conclusion]))
                return;
    Interner *symbols = values_symbols(l->program->values);
    Diag *diag = diag_add(l->diags, W0502, preference->span, "'%.*s' and '%.*s' are never in conflict",
                          STR_FMT(intern_text(symbols, preference->winner)),
                          STR_FMT(intern_text(symbols, preference->loser)));
    diag_remedy(l->diags, diag, "if their conclusions cannot both be so, say it:  contrary p(X), q(X).");
}

/* ---- rules that are always beaten ---- */

/* Reads a term of the beating rule as one of the beaten rule. */
static bool read_term(Lint *l, Term from, Term to) {
    if (from.kind == TERM_CONST) return same_term(from, to);
    if (from.kind == TERM_ANY || to.kind == TERM_ANY) return false;
    Term *known = read_as(&l->reading, from.id);
    if (known->kind == TERM_ANY) *known = to;
    return same_term(*known, to);
}

static bool same_expr(const Lint *l, const Expr *from, const Expr *to) {
    if (from->kind == EXPR_VAR && from->id < l->reading.count) {
        Term term = l->reading.items[from->id];
        return (term.kind == TERM_VAR && to->kind == EXPR_VAR && term.id == to->id) ||
               (term.kind == TERM_CONST && to->kind == EXPR_CONST && term.id == to->id);
    }
    if (from->kind == EXPR_VAR || from->kind != to->kind || from->id != to->id) return false;
    for (uint32_t i = 0; i < from->argument_count; i++) /* as deep as NODE_DEPTH_LIMIT allows */
        if (!same_expr(l, from->arguments[i], to->arguments[i])) return false;
    return true;
}

static bool read_terms(Lint *l, const Literal *from, const Literal *to) {
    for (uint32_t i = 0; i < arity_of(l, from->relation); i++) {
        bool is_any = from->terms[i].kind == TERM_ANY && (from->kind == LIT_ATOM || to->terms[i].kind == TERM_ANY);
        if (!is_any && !read_term(l, from->terms[i], to->terms[i])) return false;
    }
    return true;
}

/* Whether a premise of the beating rule is this one of the beaten rule. */
static bool read_literal(Lint *l, const Literal *from, const Literal *to) {
    if (from->kind != to->kind) return false;
    switch (from->kind) {
    case LIT_ATOM:
    case LIT_NOT:
    case LIT_LOOKUP: return from->relation == to->relation && read_terms(l, from, to);
    case LIT_COMPARE:
        return from->op == to->op && same_expr(l, from->left, to->left) && same_expr(l, from->right, to->right);
    case LIT_CONDITION:
        return from->condition == to->condition && same_expr(l, from->left, to->left) &&
               same_expr(l, from->right, to->right);
    case LIT_BIND:
        return same_expr(l, from->left, to->left) && read_term(l, term_var(from->variable), term_var(to->variable));
    }
    return false;
}

/* Atoms before what compares their variables. */
static bool needs_no_more(Lint *l, const Rule *winner, const Rule *loser) {
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < winner->literal_count; i++) {
            const Literal *literal = &winner->body[i];
            if (literal->is_exception) return false;
            if ((literal->kind == LIT_ATOM) != (pass == 0)) continue;
            bool is_found = false;
            for (uint32_t k = 0; k < loser->literal_count && !is_found; k++) {
                if (!may_work(l)) return false;
                Vec(Term) before = {0};
                for (size_t v = 0; v < l->reading.count; v++) vec_push(&before, l->reading.items[v]);
                is_found = read_literal(l, literal, &loser->body[k]);
                for (size_t v = 0; v < l->reading.count && !is_found; v++)
                    l->reading.items[v] = v < before.count ? before.items[v] : term_any();
                vec_free(&before);
            }
            if (!is_found) return false;
        }
    return true;
}

/* In each case the reading of the winner's variables is begun anew from the heads. */
static bool read_heads(Lint *l, const Rule *winner, const Rule *loser) {
    forget(&l->reading);
    for (uint32_t i = 0; i < arity_of(l, loser->head); i++)
        if (!read_term(l, winner->terms[i], loser->terms[i])) return false;
    return true;
}

static bool read_keys(Lint *l, const Rule *winner, const Rule *loser, const Key *key) {
    bool has_difference = false;
    forget(&l->reading);
    for (uint32_t i = 0; i < key->count; i++)
        if (!read_term(l, winner->terms[key->columns[i]], loser->terms[key->columns[i]])) return false;
    for (uint32_t i = 0; i < arity_of(l, loser->head); i++)
        has_difference |= !may_be_equal(winner->terms[i], loser->terms[i]);
    return has_difference;
}

/* Each row of the loser fits its pattern, and the winner's row is what the other pattern asks for then. */
static bool read_contrary(Lint *l, const Rule *winner, const Rule *loser, const Term *winning, const Term *losing) {
    forget(&l->reading);
    forget(&l->pattern);
    for (uint32_t i = 0; i < arity_of(l, loser->head); i++) {
        if (losing[i].kind == TERM_ANY) continue;
        if (losing[i].kind == TERM_CONST) {
            if (!same_term(losing[i], loser->terms[i])) return false;
            continue;
        }
        Term *known = read_as(&l->pattern, losing[i].id);
        if (known->kind == TERM_ANY) *known = loser->terms[i];
        if (!same_term(*known, loser->terms[i])) return false;
    }
    for (uint32_t i = 0; i < arity_of(l, winner->head); i++) {
        if (winning[i].kind == TERM_ANY) continue;
        Term wanted = winning[i].kind == TERM_CONST ? winning[i] : *read_as(&l->pattern, winning[i].id);
        bool is_free = wanted.kind == TERM_ANY; /* the pattern says nothing of it */
        if (is_free) *read_as(&l->pattern, winning[i].id) = winner->terms[i];
        if (is_free && winner->terms[i].kind == TERM_VAR) return false; /* might be wanted twice: not looked into */
        if (!is_free && !read_term(l, winner->terms[i], wanted)) return false;
    }
    return true;
}

static bool opposes_everywhere(Lint *l, const Rule *winner, const Rule *loser) {
    const Relation *relation = &l->program->relations.items[loser->head];
    if (relation->contrary == winner->head && read_heads(l, winner, loser) && needs_no_more(l, winner, loser))
        return true;
    for (uint32_t k = 0; winner->head == loser->head && k < relation->key_count; k++)
        if (read_keys(l, winner, loser, &relation->keys[k]) && needs_no_more(l, winner, loser)) return true;
    for (size_t i = 0; i < l->program->contraries.count; i++) {
        const Contrary *c = &l->program->contraries.items[i];
        if (!may_work(l)) return false;
        if (c->first == winner->head && c->second == loser->head &&
            read_contrary(l, winner, loser, c->first_terms, c->second_terms) && needs_no_more(l, winner, loser))
            return true;
        if (c->second == winner->head && c->first == loser->head &&
            read_contrary(l, winner, loser, c->second_terms, c->first_terms) && needs_no_more(l, winner, loser))
            return true;
    }
    return false;
}

static bool is_called(const Rule *rule, Symbol name) {
    bool is_cited = rule->label == name;
    for (uint32_t i = 0; i < rule->cites.count; i++) is_cited |= rule->cites.items[i].key == name;
    return is_cited;
}

static bool is_preferred(Lint *l, const Rule *winner, const Rule *loser) {
    for (size_t i = 0; i < l->program->preferences.count; i++) {
        const Preference *p = &l->program->preferences.items[i];
        if (!may_work(l)) return false;
        if (p->condition == NO_ID && is_called(winner, p->winner) && is_called(loser, p->loser)) return true;
    }
    return false;
}

static bool beats(Lint *l, const Rule *winner, const Rule *loser) {
    bool is_undercut = winner->label != NO_SYMBOL && winner->label < l->is_undercut.count &&
                       l->is_undercut.items[winner->label];
    if (!may_work(l) || is_undercut) return false;
    if (winner->kind != RULE_STRICT && winner->kind != RULE_PRESUMPTIVE) return false;
    return opposes_everywhere(l, winner, loser) && (winner->kind == RULE_STRICT || is_preferred(l, winner, loser));
}

static const Rule *beaten_from(Lint *l, const Rule *loser, RelId head) {
    if (head == NO_ID) return NULL;
    for (RuleId r = l->by_head.items[head]; r != NO_ID; r = l->next_of_head.items[r])
        if (beats(l, &l->program->rules.items[r], loser)) return &l->program->rules.items[r];
    return NULL;
}

/* A rule that beats this one wherever it applies; NULL if none is found. */
static const Rule *beaten_by(Lint *l, const Rule *loser) {
    const Relation *relation = &l->program->relations.items[loser->head];
    const Rule *winner = beaten_from(l, loser, relation->contrary);
    if (!winner && relation->key_count) winner = beaten_from(l, loser, loser->head);
    for (size_t i = 0; i < l->program->contraries.count && !winner; i++) {
        const Contrary *c = &l->program->contraries.items[i];
        if (c->first == loser->head) winner = beaten_from(l, loser, c->second);
        if (!winner && c->second == loser->head) winner = beaten_from(l, loser, c->first);
    }
    return winner;
}

/* A written rule loses if each of its alternatives does. */
static void lint_beaten(Lint *l) {
    const Rule *rules = l->program->rules.items;
    for (size_t i = 0, end; i < l->program->rules.count; i = end) {
        const Rule *winner = NULL, *first = NULL;
        bool is_beaten = true;
        for (end = i; end < l->program->rules.count && rules[end].written == rules[i].written; end++) {
            if (rules[end].kind != RULE_PRESUMPTIVE || !is_beaten) continue;
            if (!first) first = &rules[end];
            winner = beaten_by(l, &rules[end]);
            is_beaten = winner != NULL;
        }
        if (!first || !is_beaten) continue;
        Diag *diag = diag_add(l->diags, W0504, first->span, "this rule is always beaten");
        diag_remedy(l->diags, diag, "leave it out, or let what beats it need more");
        diag_note(l->diags, diag, winner->span, "by this one, which says the contrary and needs no more");
    }
}

/* ---- all of them ---- */

static void index_rules(Lint *l) {
    for (size_t i = 0; i < l->program->relations.count; i++) vec_push(&l->by_head, NO_ID);
    for (size_t i = 0; i < l->program->rules.count; i++) vec_push(&l->next_of_head, NO_ID);
    for (RuleId i = (RuleId)l->program->rules.count; i-- > 0;) {
        RelId head = l->program->rules.items[i].head;
        l->next_of_head.items[i] = l->by_head.items[head];
        l->by_head.items[head] = i;
    }
    for (size_t i = 0; i < l->program->undercuts.count; i++) {
        Symbol label = l->program->undercuts.items[i].rule;
        while (l->is_undercut.count <= label) vec_push(&l->is_undercut, false);
        l->is_undercut.items[label] = true;
    }
}

void lint_argue(const Program *program, Diags *diags) {
    Lint l = {.program = program, .diags = diags};
    Arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < program->rules.count; i++) lint_support(&l, &program->rules.items[i]);
    if (program->preferences.count) find_conclusions(&l, &arena);
    for (size_t i = 0; i < program->preferences.count; i++) lint_priority(&l, &program->preferences.items[i]);
    index_rules(&l);
    l.work = 0;
    lint_beaten(&l);
    arena_clear(&arena);
    vec_free(&l.conclusions);
    vec_free(&l.named);
    vec_free(&l.by_name);
    vec_free(&l.by_head);
    vec_free(&l.next_of_head);
    vec_free(&l.is_undercut);
    vec_free(&l.pattern);
    vec_free(&l.reading);
}
