/* Parts of a theory that are closed under their strict rules (M. Caminada, L. Amgoud, On the evaluation of
 * argumentation formalisms, 2007).
 *
 *     h :- b, c.  also reads  -b :- -h, c.  and  -c :- -h, b.         transposition
 *     contrary p, q.  also reads  -p :- q.  and  -q :- p.             likewise rows that agree on a key
 *     h :- p(X), p(Y), r(X, Y).  also reads  -p(X) :- -h, r(X, X).    premises that may be the same row made one
 *
 * A part is what rules and contraries connect, among relations that something presumptive can be behind.  Comparisons,
 * aggregates and what is denied stay conditions.  Heads range over rows whose contrary is possible.  Where nothing can
 * speak for -h there is nothing to read backwards, so transposing starts at relations that have a contrary and goes
 * from there to the bodies of their rules. */
#include "lang/base/disjoint.h"
#include "lang/compile/argue_internal.h"

/* ---- parts ---- */

static void join(const Argue *a, RelId *parents, RelId one, RelId other) {
    if (is_presumed(a, one) && is_presumed(a, other)) disjoint_join(parents, one, other);
}

/* All that is presumed in it; the head need not be, of an objection. */
static void join_rule(const Argue *a, RelId *parents, const Rule *rule) {
    RelId last = rule->head;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        if (!literal_reads(&rule->body[i]) || !is_presumed(a, rule->body[i].relation)) continue;
        join(a, parents, last, rule->body[i].relation);
        last = rule->body[i].relation;
    }
}

static bool is_premise(const Argue *a, const Literal *literal) {
    return literal->kind == LIT_ATOM && is_presumed(a, literal->relation) &&
           relation_of(a, literal->relation)->helper == HELPER_NONE;
}

static bool can_transpose(const Argue *a, const Rule *rule) {
    return rule->kind == RULE_STRICT && !rule->is_fold && !rule->is_transposed &&
           relation_of(a, rule->head)->helper == HELPER_NONE;
}

static void find_closed(Argue *a) {
    const Program *program = a->program;
    uint32_t count = (uint32_t)program->relations.count;
    RelId *parents = arena_array(a->arena, RelId, count + 1);
    bool *is_closed = arena_array(a->arena, bool, count + 1);
    disjoint_init(parents, count);
    for (size_t r = 0; r < program->rules.count; r++) join_rule(a, parents, &program->rules.items[r]);
    for (RelId id = 0; id < count; id++)
        if (relation_of(a, id)->contrary != NO_ID) join(a, parents, id, relation_of(a, id)->contrary);
    for (size_t i = 0; i < program->contraries.count; i++)
        join(a, parents, program->contraries.items[i].first, program->contraries.items[i].second);
    for (size_t r = 0; r < program->rules.count; r++) {
        const Rule *rule = &program->rules.items[r];
        bool closes = a->policy.closed == CLOSED_EVERYWHERE;
        for (uint32_t i = 0; i < rule->literal_count && !closes; i++)
            closes = can_transpose(a, rule) && is_premise(a, &rule->body[i]);
        if (closes && is_presumed(a, rule->head)) is_closed[disjoint_root(parents, rule->head)] = true;
    }
    for (RelId id = 0; id < count; id++)
        note_of(a, id)->is_closed = is_presumed(a, id) && is_closed[disjoint_root(parents, id)];
}

/* ---- transposition ---- */

/* What cannot be presumed is possible where it holds. */
static RelId possible_of(Argue *a, RelId id) {
    if (!is_presumed(a, id)) return id;
    if (note_of(a, id)->possible == NO_ID) {
        RelId possible = argue_helper(a, HELPER_POSSIBLE, id);
        note_of(a, id)->possible = possible;
        note_of(a, id)->needs_possible = true;
    }
    return note_of(a, id)->possible;
}

/* Something may speak for -p: rules for p are to be read backwards, once. */
static void turn(Argue *a, RelId id, Open *open) {
    if (!note_of(a, id)->mark) vec_push(open, id);
    note_of(a, id)->mark = 1;
}

/* -p, for a rule that makes it; whether something presumptive is behind it is for argue_reach. */
static RelId negation_of(Argue *a, RelId id, Open *open) {
    RelId contrary = program_contrary(a->program, id);
    while (a->notes.count < a->program->relations.count) argue_note(a);
    turn(a, id, open);
    return contrary;
}

/* The rule with its head and its premise `out` denied and in each other's place.
 * A premise that stands there twice is one: -p may not need p. */
static void transpose(Argue *a, const Rule *rule, uint32_t out, Open *open) {
    const Literal *premise = &rule->body[out];
    RelId about = premise->relation, negated = negation_of(a, about, open);
    uint32_t arity = relation_of(a, about)->arity, count = 0;
    Literal *body = argue_body(a, rule, 2);
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (i != out && !argue_covered(a, &rule->body[i], premise)) body[count++] = rule->body[i];
    body[count] = argue_atom(relation_of(a, rule->head)->contrary, rule->terms);
    body[count++].span = rule->span;
    Rule turned = *rule;
    Term *terms = arena_copy(&a->program->arena, premise->terms, arity * sizeof *terms);
    Symbol *names = arena_array(&a->program->arena, Symbol, rule->variable_count + arity + 1);
    if (rule->variable_count) memcpy(names, rule->variables, rule->variable_count * sizeof *names);
    for (uint32_t i = 0; i < arity; i++) {
        if (terms[i].kind != TERM_ANY) continue;
        names[turned.variable_count] = relation_of(a, about)->columns[i].name;
        if (names[turned.variable_count] == NO_SYMBOL)
            names[turned.variable_count] = intern(values_symbols(a->program->values), STR("_"));
        terms[i] = term_var(turned.variable_count++);
    }
    turned.terms = terms;
    turned.variables = names;
    turned.is_transposed = true;
    RuleId made = argue_copy(a, &turned, negated, body, count);
    vec_push(&a->guards, ((Guard){made, about, terms}));
}

typedef struct {
    Argue *argue;
    uint32_t out;
    Open *open;
} Turning;

static void transpose_merged(void *context, const Rule *rule) {
    const Turning *t = context;
    transpose(t->argue, rule, t->out, t->open);
}

static void tell_too_many(const Argue *a, const Rule *rule) {
    Diag *diag = diag_add(a->diags, W0506, rule->span, "too many premises of this rule may be the same row");
    diag_remedy(a->diags, diag, "say which of them differ: not all that it denies backwards is found");
}

/* Literals that reading one rule backwards may take: of n premises there are n rules of n. */
enum { TURNED_MOST = 1 << 16 };

/* Premises are counted that nothing presumptive is behind as yet:
 * how long a rule is stays the same from pass to pass. */
bool argue_is_too_long(const Argue *a, const Rule *rule) {
    uint64_t atoms = 0, premises = 0;
    if (!can_transpose(a, rule)) return false;
    for (uint32_t i = 0; i < rule->literal_count; i++) {
        const Literal *literal = &rule->body[i];
        atoms += literal->kind == LIT_ATOM && relation_of(a, literal->relation)->helper == HELPER_NONE;
        premises += is_premise(a, literal);
    }
    return premises > 0 && atoms * rule->literal_count > TURNED_MOST;
}

static void tell_too_long(const Argue *a, const Rule *rule) {
    Diag *diag = diag_add(a->diags, W0507, rule->span, "this rule has too many premises to be read backwards");
    diag_remedy(a->diags, diag, "say it in parts: as it is, it denies none of its premises where its head is denied");
}

/* -own :- other, for what is declared and for keys; each once. */
static void deny_by_rivals(Argue *a, RelId own, bool **is_denied, Open *open) {
    Rivals rivals = argue_rivals(a, own);
    size_t which = 0;
    if (!is_denied[own]) is_denied[own] = arena_array(a->arena, bool, rivals.count + 1);
    for (size_t i = 0; i < rivals.count; i++) {
        const Rival *rival = &rivals.items[i];
        if (rival->other == relation_of(a, own)->contrary) continue;
        bool *is_known = &is_denied[own][which++];
        if (*is_known || !(note_of(a, rival->other)->is_closed || note_of(a, own)->is_closed)) continue;
        *is_known = true;
        RelId negated = negation_of(a, own, open);
        Literal body[2];
        uint32_t count = 0;
        body[count++] = argue_atom(rival->other, rival->other_terms);
        if (rival->condition) body[count++] = *rival->condition;
        argue_rule(a, negated, rival->own_terms, body, count, rival->variable_count);
        Rule *made = &vec_last(&a->program->rules);
        made->kind = RULE_STRICT;
        made->is_transposed = true;
        made->span = relation_of(a, own)->span;
        vec_push(&a->guards, ((Guard){(RuleId)a->program->rules.count - 1, own, rival->own_terms}));
    }
    vec_free(&rivals);
}

/* One pass over what is closed by now.  True if something was read backwards that was not before. */
static bool close_once(Argue *a, bool **is_turned, bool **is_denied) {
    Open open = {0};
    size_t before = a->program->rules.count;
    find_closed(a);
    argue_index_rules(a);
    for (RelId id = 0; id < a->head_count && goes_on(a, id); id++) {
        note_of(a, id)->mark = 0;
        if (relation_of(a, id)->helper != HELPER_NONE) continue;
        if (note_of(a, id)->is_closed && relation_of(a, id)->contrary != NO_ID) turn(a, id, &open);
        deny_by_rivals(a, id, is_denied, &open);
    }
    while (open.count && diags_go_on(a->diags, NO_SPAN)) {
        RelId id = vec_pop(&open);
        if (id >= a->head_count) continue; /* has no rules but transposed ones */
        for (uint32_t k = a->heads.first[id]; k < a->heads.first[id + 1]; k++) {
            RuleId r = a->heads.rules[k];
            const Rule rule = *rule_of(a, r);
            if (!can_transpose(a, &rule)) continue;
            if (!is_turned[r]) is_turned[r] = arena_array(a->arena, bool, rule.literal_count + 1);
            bool *is_told = &is_turned[r][rule.literal_count], is_whole = true;
            if (argue_is_too_long(a, &rule)) {
                if (!*is_told) tell_too_long(a, &rule);
                *is_told = true;
                continue;
            }
            for (uint32_t i = 0; i < rule.literal_count; i++) {
                if (is_turned[r][i] || !is_premise(a, &rule.body[i])) continue;
                is_turned[r][i] = true;
                is_whole = argue_merged(a, &rule, i, transpose_merged, &(Turning){a, i, &open}) && is_whole;
            }
            if (!is_whole) tell_too_many(a, &rule);
        }
    }
    vec_free(&open);
    return a->program->rules.count > before;
}

/* Heads range over what is possible.  That is told last, when it is known what is presumed;
 * it presumes nothing itself. */
static void add_guards(Argue *a) {
    for (size_t i = 0; i < a->guards.count; i++) {
        const Guard *guard = &a->guards.items[i];
        Rule *rule = rule_of(a, guard->rule);
        Literal *body = argue_body(a, rule, 1);
        body[rule->literal_count++] = argue_atom(possible_of(a, guard->about), guard->terms);
        rule->body = body;
    }
}

/* What transposed rules reach may close more. */
void argue_close(Argue *a) {
    if (a->policy.closed == CLOSED_NOWHERE) return;
    bool **is_turned = arena_array(a->arena, bool *, a->program->rules.count + 1);
    bool **is_denied = arena_array(a->arena, bool *, (a->program->relations.count + 1) * 6);
    while (close_once(a, is_turned, is_denied)) argue_reach(a);
    add_guards(a);
    for (RelId id = 0; id < a->notes.count; id++) a->program->relations.items[id].is_closed = note_of(a, id)->is_closed;
}
