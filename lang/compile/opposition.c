/* Contraries become pairs of patterns.  What an undercut says, and when a prefer holds, become relations of their own,
 * whose columns are the variables shared with the rule they are about, under the same names (condition_shares). */
#include "lang/compile/opposition.h"

#include "lang/compile/phrase.h"

/* ---- contraries ---- */

static const Term *pattern_of(Lower *l, const Node *literal, const uint32_t *own) {
    return lower_pattern(l, literal, l->table->relation[literal->id], own);
}

static bool is_same(const Lower *l, RelId relation, const Term *a, const Term *b) {
    for (uint32_t i = 0; i < l->program->relations.items[relation].arity; i++)
        if (a[i].kind != b[i].kind || a[i].id != b[i].id) return false;
    return true;
}

/* With the variables of a pair numbered from 0: whoever reads it has room for those of two rows, however many atoms the
 * statement names. */
static const Term *numbered(Lower *l, RelId relation, const Term *terms, uint32_t *number, uint32_t *count) {
    uint32_t arity = l->program->relations.items[relation].arity;
    Term *made = arena_copy(&l->program->arena, terms, arity * sizeof *terms);
    for (uint32_t i = 0; i < arity; i++) {
        if (made[i].kind != TERM_VAR) continue;
        if (number[made[i].id] == NO_ID) number[made[i].id] = (*count)++;
        made[i].id = number[made[i].id];
    }
    return made;
}

static void named_twice(Lower *l, const Node *atom) {
    Diag *diag = diag_add(l->diags, E0228, atom->span, "this atom is named twice, as its own contrary");
    diag_remedy(l->diags, diag, "leave it out; what cannot be so at all is denied by a rule:  -p(X) :- q(X).");
}

void opposition_contrary(Lower *l, const Statement *s) {
    const Node *atoms = s->node;
    lower_begin(l, NULL, atoms, STRENGTH_CERTAIN);
    uint32_t variables = (uint32_t)l->variables.items.count, count = atoms->child_count;
    uint32_t *own = arena_array(l->arena, uint32_t, variables + 1);
    const Term **terms = arena_array(l->arena, const Term *, count);
    for (uint32_t i = 0; i < variables; i++) own[i] = i;
    for (uint32_t i = 0; i < count; i++) terms[i] = pattern_of(l, atoms->children[i], own);
    uint32_t *number = arena_array(l->arena, uint32_t, variables + 1);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = i + 1; j < count; j++) {
            RelId first = l->table->relation[atoms->children[i]->id];
            RelId second = l->table->relation[atoms->children[j]->id];
            uint32_t numbers = 0;
            if (first == second && is_same(l, first, terms[i], terms[j])) named_twice(l, atoms->children[j]);
            for (uint32_t v = 0; v < variables; v++) number[v] = NO_ID;
            const Term *one = numbered(l, first, terms[i], number, &numbers);
            const Term *other = numbered(l, second, terms[j], number, &numbers);
            vec_push(&l->program->contraries, ((Contrary){first, second, one, other, s->span}));
        }
}

/* ---- conditions ---- */

typedef struct {
    Vec(Symbol) names;
    Vec(Term) terms;
} Shared;

static void find_shared(const Lower *l, const Statement *s, const Statement *rule, Shared *shared) {
    for (uint32_t i = 0; i < l->variables.items.count; i++) {
        const VariableInfo *info = &l->variables.items.items[i];
        if (info->depth > 0 || info->name == NO_SYMBOL) continue;
        if (!condition_shares(s, rule, intern_text(values_symbols(l->program->values), info->name))) continue;
        vec_push(&shared->names, info->name);
        vec_push(&shared->terms, term_var(i));
    }
}

/* The relation that holds where the condition does; NO_ID after a message. */
static RelId condition_relation(Lower *l, const Statement *s, const Statement *rule, Helper helper, Rule pattern) {
    Shared shared = {0};
    lower_begin(l, NULL, s->node, STRENGTH_CERTAIN);
    find_shared(l, s, rule, &shared);
    uint32_t count = (uint32_t)shared.names.count;
    const Term *terms = arena_copy(l->arena, shared.terms.items, count * sizeof(Term));
    LoweredBody body = lower_body(l, s->node, NULL, terms, count);
    RelId relation = NO_ID;
    if (body.count) {
        relation = lower_helper(l, helper, arena_copy(l->arena, shared.names.items, count * sizeof(Symbol)), count,
                                s->node->span);
        pattern.head = relation;
        lower_rules(l, &body, pattern);
    }
    lowered_body_clear(&body);
    vec_free(&shared.names);
    vec_free(&shared.terms);
    return relation;
}

void opposition_prefer(Lower *l, const Statement *s, const Statement *rule) {
    Program *program = l->program;
    Preference preference = {phrase_symbol(program, s->text), phrase_symbol(program, s->text_2), NO_ID, NO_ID, s->span};
    if (s->node) {
        Rule pattern = {.kind = RULE_MADE, .label = NO_SYMBOL, .span = s->span};
        preference.condition = condition_relation(l, s, rule, HELPER_PREFERENCE, pattern);
        if (preference.condition == NO_ID) return;
    }
    vec_push(&program->preferences, preference);
}

void opposition_undercut(Lower *l, const Statement *s, const Statement *rule) {
    Program *program = l->program;
    Rule pattern = {.kind = RULE_STRICT, .label = NO_SYMBOL, .span = s->span};
    pattern.cites = phrase_cites(program, s->cites, s->cite_count);
    RelId exception = condition_relation(l, s, rule, HELPER_EXCEPTION, pattern);
    if (exception == NO_ID) return;
    vec_push(&program->undercuts, ((Undercut){phrase_symbol(program, s->text), exception, s->span}));
}
