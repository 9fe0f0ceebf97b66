/* What is probably not meant in an argument, seen on core rules.
 *
 * A priority is in order if some conclusion of its winner may stand against one of its loser; heads that differ in a
 * constant never do.  What a strict rule draws from a conclusion may clash further on, so of those nothing is said.
 * The work is bounded; beyond that, nothing is said. */
#include "lang/compile/lint_argue.h"

#include "lang/compile/beaten.h"

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

typedef struct {
    const Program *program;
    Diags *diags;
    Vec(Conclusion) conclusions;
    Vec(Named) named;      /* one for each label and source of a conclusion */
    Vec(uint32_t) by_name; /* by symbol: the first of named; NO_ID */
    Vec(bool) is_premise;  /* by relation: of a strict rule */
    Vec(Term) pattern;     /* by variable of a contrary: the constant it must be; TERM_ANY: none */
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

static const Term *terms_of_row(const Value *row, uint32_t arity, Arena *arena) {
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
        const Term *terms = terms_of_row(fact->values, arity_of(l, fact->relation), arena);
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

static Term *wanted_for(Lint *l, uint32_t variable) {
    while (l->pattern.count <= variable) vec_push(&l->pattern, term_any());
    return &l->pattern.items[variable];
}

/* A pattern of `contrary` and a head: constants of the head are noted for the variables of the pattern. */
static bool may_fit(Lint *l, const Term *pattern, const Conclusion *c) {
    for (uint32_t i = 0; i < arity_of(l, c->relation); i++) {
        if (pattern[i].kind == TERM_CONST && !may_be_equal(pattern[i], c->terms[i])) return false;
        if (pattern[i].kind != TERM_VAR || c->terms[i].kind != TERM_CONST) continue;
        Term *known = wanted_for(l, pattern[i].id);
        if (known->kind == TERM_CONST && known->id != c->terms[i].id) return false;
        *known = c->terms[i];
    }
    return true;
}

static bool are_declared_contraries(Lint *l, const Conclusion *a, const Conclusion *b) {
    for (size_t i = 0; i < l->program->contraries.count; i++) {
        const Contrary *contrary = &l->program->contraries.items[i];
        if (!may_work(l)) return true;
        vec_empty(&l->pattern);
        if (contrary->first == a->relation && contrary->second == b->relation && may_fit(l, contrary->first_terms, a) &&
            may_fit(l, contrary->second_terms, b))
            return true;
        vec_empty(&l->pattern);
        if (contrary->first == b->relation && contrary->second == a->relation && may_fit(l, contrary->first_terms, b) &&
            may_fit(l, contrary->second_terms, a))
            return true;
    }
    return false;
}

static void find_premises(Lint *l) {
    for (size_t i = 0; i < l->program->relations.count; i++) vec_push(&l->is_premise, false);
    for (size_t r = 0; r < l->program->rules.count; r++) {
        const Rule *rule = &l->program->rules.items[r];
        for (uint32_t i = 0; i < rule->literal_count && rule->kind == RULE_STRICT; i++)
            if (rule->body[i].kind == LIT_ATOM && l->program->relations.items[rule->head].helper == HELPER_NONE)
                l->is_premise.items[rule->body[i].relation] = true;
    }
}

static bool may_clash(Lint *l, const Conclusion *a, const Conclusion *b) {
    const Relation *relation = &l->program->relations.items[a->relation];
    if (l->is_premise.items[a->relation] || l->is_premise.items[b->relation]) return true;
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
    Diag *diag =
        diag_add(l->diags, W0502, preference->span, "'%.*s' and '%.*s' are never in conflict",
                 STR_FMT(intern_text(symbols, preference->winner)), STR_FMT(intern_text(symbols, preference->loser)));
    diag_remedy(l->diags, diag, "if their conclusions cannot both be so, say it:  contrary p(X), q(X).");
}

/* ---- all of them ---- */

void lint_argue(const Program *program, Diags *diags) {
    Lint l = {.program = program, .diags = diags};
    Arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < program->rules.count; i++) lint_support(&l, &program->rules.items[i]);
    if (program->preferences.count) find_conclusions(&l, &arena);
    if (program->preferences.count) find_premises(&l);
    for (size_t i = 0; i < program->preferences.count; i++) lint_priority(&l, &program->preferences.items[i]);
    lint_beaten(program, diags);
    arena_clear(&arena);
    vec_free(&l.conclusions);
    vec_free(&l.named);
    vec_free(&l.by_name);
    vec_free(&l.pattern);
    vec_free(&l.is_premise);
}
