/* Which relations are split, and the classes of their rules; then the parts one after the other. */
#include "lang/compile/argue_internal.h"

/* ---- what something presumptive reaches ---- */

bool argue_is_needed(const Program *program) {
    for (size_t i = 0; i < program->rules.count; i++)
        if (program->rules.items[i].kind == RULE_PRESUMPTIVE || program->rules.items[i].kind == RULE_OBJECTION)
            return true;
    for (size_t i = 0; i < program->facts.count; i++)
        if (program->facts.items[i].is_reported) return true;
    for (size_t i = 0; i < program->relations.count; i++)
        if (program->relations.items[i].is_open) return true;
    for (size_t i = 0; i < program->agenda->scenarios.count; i++)
        for (uint32_t k = 0; k < program->agenda->scenarios.items[i].change_count; k++)
            if (program->agenda->scenarios.items[i].changes[k].is_reported) return true;
    return false;
}

static void reach(Argue *a, RelId id) { note_of(a, id)->is_presumed = note_of(a, id)->is_reached = true; }

static void reach_reported(Argue *a, RelId id) {
    reach(a, id);
    note_of(a, id)->has_reported = true;
}

static void reach_seeds(Argue *a) {
    const Program *program = a->program;
    for (size_t i = 0; i < program->rules.count; i++) {
        const Rule *rule = &program->rules.items[i];
        if (rule->kind == RULE_PRESUMPTIVE) reach(a, rule->head);
        if (rule->kind == RULE_OBJECTION)
            note_of(a, rule->head)->is_reached = note_of(a, rule->head)->has_objections = true;
    }
    for (size_t i = 0; i < program->facts.count; i++)
        if (program->facts.items[i].is_reported) reach_reported(a, program->facts.items[i].relation);
    for (RelId id = 0; id < a->head_count; id++) {
        if (!relation_of(a, id)->is_open) continue;
        reach(a, id);
        if (relation_of(a, id)->contrary != NO_ID) reach(a, relation_of(a, id)->contrary);
    }
    for (size_t i = 0; i < program->agenda->scenarios.count; i++) {
        const Scenario *scenario = &program->agenda->scenarios.items[i];
        for (uint32_t k = 0; k < scenario->change_count; k++)
            if (scenario->changes[k].is_reported) reach_reported(a, scenario->changes[k].relation);
    }
}

/* A worklist over the literals that read each relation. */
void argue_spread(const Argue *a, size_t rule_count, Passes *passes, bool *is_marked) {
    const Rule *rules = a->program->rules.items;
    uint32_t relation_count = (uint32_t)a->program->relations.count,
             *first = mem_alloc_zero((relation_count + 2) * sizeof *first);
    for (size_t r = 0; r < rule_count; r++)
        for (uint32_t i = 0; i < rules[r].literal_count; i++)
            if (passes(a, &rules[r], &rules[r].body[i])) first[rules[r].body[i].relation + 2]++;
    for (uint32_t i = 1; i <= relation_count; i++) first[i + 1] += first[i];
    RelId *heads = mem_alloc((first[relation_count + 1] + 1) * sizeof *heads);
    for (size_t r = 0; r < rule_count; r++)
        for (uint32_t i = 0; i < rules[r].literal_count; i++)
            if (passes(a, &rules[r], &rules[r].body[i])) heads[first[rules[r].body[i].relation + 1]++] = rules[r].head;
    Vec(RelId) open = {0};
    for (RelId id = 0; id < relation_count; id++)
        if (is_marked[id]) vec_push(&open, id);
    while (open.count) {
        RelId id = vec_pop(&open);
        for (uint32_t i = first[id]; i < first[id + 1]; i++) {
            if (is_marked[heads[i]]) continue;
            is_marked[heads[i]] = true;
            vec_push(&open, heads[i]);
        }
    }
    vec_free(&open);
    mem_free(first);
    mem_free(heads);
}

static bool reads(const Argue *a, const Rule *rule, const Literal *literal) {
    (void)a, (void)rule;
    return literal_reads(literal);
}

/* An objection shows nothing: what is only objected to is presumed by nobody. */
static bool shows_by(const Argue *a, const Rule *rule, const Literal *literal) {
    return rule->kind != RULE_OBJECTION && reads(a, rule, literal);
}

void argue_reach(Argue *a) {
    size_t count = a->program->relations.count;
    bool *is_marked = mem_alloc_zero((count + 1) * sizeof *is_marked);
    for (RelId id = 0; id < count; id++) is_marked[id] = is_presumed(a, id);
    argue_spread(a, a->program->rules.count, shows_by, is_marked);
    for (RelId id = 0; id < count; id++) {
        if (is_marked[id]) reach(a, id);
        is_marked[id] = is_reached(a, id);
    }
    argue_spread(a, a->program->rules.count, reads, is_marked);
    for (RelId id = 0; id < count; id++) note_of(a, id)->is_reached = is_marked[id];
    mem_free(is_marked);
}

/* ---- undercuts ---- */

/* The exception's columns are those variables of the rule that have their names. */
static const Term *undercut_terms(Argue *a, const Rule *rule, RelId exception) {
    const Relation *relation = relation_of(a, exception);
    Term *terms = arena_array(&a->program->arena, Term, relation->arity + 1);
    for (uint32_t i = 0; i < relation->arity; i++) {
        terms[i] = term_any();
        for (VarId v = 0; v < rule->variable_count; v++)
            if (rule->variables[v] == relation->columns[i].name) terms[i] = term_var(v);
    }
    return terms;
}

typedef struct {
    Symbol label;
    RuleId rule;
    uint32_t next;
} Labelled;

static void apply_undercuts(Argue *a) {
    Program *program = a->program;
    if (program->undercuts.count == 0) return;
    uint32_t *first = arena_array(a->arena, uint32_t, a->symbol_count),
             *next = arena_array(a->arena, uint32_t, program->rules.count);
    for (uint32_t i = 0; i < a->symbol_count; i++) first[i] = NO_ID;
    for (RuleId r = (RuleId)program->rules.count; r-- > 0;) {
        Symbol label = program->rules.items[r].label;
        next[r] = NO_ID;
        if (label == NO_SYMBOL) continue;
        next[r] = first[label];
        first[label] = r;
    }
    for (size_t i = 0; i < program->undercuts.count; i++) {
        Undercut undercut = program->undercuts.items[i];
        for (RuleId r = first[undercut.rule]; r != NO_ID; r = next[r]) {
            Rule *rule = rule_of(a, r);
            if (rule->kind != RULE_PRESUMPTIVE && rule->kind != RULE_OBJECTION) continue;
            Literal *body = argue_body(a, rule, 1);
            body[rule->literal_count] = argue_not(undercut.exception, undercut_terms(a, rule, undercut.exception));
            body[rule->literal_count].is_exception = true;
            body[rule->literal_count++].span = undercut.span;
            rule->body = body;
        }
    }
}

/* ---- which relations are split ---- */

static bool is_kept_whole(const Relation *relation) { return relation->helper != HELPER_NONE; }

static void choose_split(Argue *a) {
    for (RelId id = 0; id < a->program->relations.count; id++) {
        Note *note = note_of(a, id);
        const Relation *relation = relation_of(a, id);
        if (!note->is_reached || is_kept_whole(relation)) continue;
        note->is_rivalled = relation->contrary != NO_ID || relation->key_count > 0 || note->has_objections;
        note->is_split = note->is_rivalled || note->has_reported || relation->is_open;
    }
    for (size_t i = 0; i < a->program->contraries.count; i++) {
        RelId both[] = {a->program->contraries.items[i].first, a->program->contraries.items[i].second};
        for (int k = 0; k < 2; k++)
            if (is_reached(a, both[k])) note_of(a, both[k])->is_rivalled = note_of(a, both[k])->is_split = true;
    }
}

/* ---- classes ---- */

static void index_preferences(Argue *a) {
    const Program *program = a->program;
    a->is_named = arena_array(a->arena, bool, a->symbol_count);
    a->is_winner = arena_array(a->arena, bool, a->symbol_count);
    a->first_beaten = arena_array(a->arena, uint32_t, a->symbol_count);
    a->next_beaten = arena_array(a->arena, uint32_t, program->preferences.count + 1);
    for (uint32_t i = 0; i < a->symbol_count; i++) a->first_beaten[i] = NO_ID;
    for (uint32_t i = (uint32_t)program->preferences.count; i-- > 0;) {
        const Preference *preference = &program->preferences.items[i];
        a->is_named[preference->winner] = a->is_named[preference->loser] = a->is_winner[preference->winner] = true;
        a->next_beaten[i] = a->first_beaten[preference->loser];
        a->first_beaten[preference->loser] = i;
    }
}

/* The cited sources, each once, in the order of their numbers; none unless preferences speak of one of them. */
static uint32_t named_sources(Argue *a, Cites cites, const Symbol **sources) {
    Symbol *found = arena_array(a->arena, Symbol, cites.count + 1);
    uint32_t count = 0;
    bool is_any_named = false;
    for (uint32_t i = 0; i < cites.count; i++) {
        Symbol key = cites.items[i].key;
        uint32_t at = count;
        is_any_named = is_any_named || a->is_named[key];
        while (at > 0 && found[at - 1] > key) at--;
        if (at > 0 && found[at - 1] == key) continue;
        memmove(found + at + 1, found + at, (count++ - at) * sizeof *found);
        found[at] = key;
    }
    *sources = found;
    return is_any_named ? count : 0;
}

static bool is_class(const Class *class, const Class *wanted) {
    return class->is_objection == wanted->is_objection && class->is_strict == wanted->is_strict &&
           class->is_soft == wanted->is_soft && class->label == wanted->label &&
           class->source_count == wanted->source_count &&
           (class->source_count == 0 ||
            memcmp(class->sources, wanted->sources, class->source_count * sizeof *class->sources) == 0);
}

static uint32_t add_class(Argue *a, Class class) {
    uint32_t id = (uint32_t)a->classes.count;
    class.applies = argue_helper(a, class.is_objection ? HELPER_OBJECTION : HELPER_APPLIES, class.about);
    vec_push(&a->classes, class);
    Note *note = note_of(a, class.about);
    if (note->first_class == NO_ID)
        note->first_class = id;
    else
        a->classes.items[note->last_class].next = id;
    note->last_class = id;
    return id;
}

typedef enum { CLASS_PRESUMPTIVE, CLASS_OBJECTION, CLASS_STRICT, CLASS_SOFT } ClassKind;

/* A label is one rule's or fact's, so its class is found by the label; of the others there are few. */
static uint32_t class_for(Argue *a, RelId about, Symbol label, Cites cites, ClassKind kind) {
    bool is_objection = kind == CLASS_OBJECTION, is_strict = kind >= CLASS_STRICT;
    Class wanted = {.about = about,
                    .reported = NO_ID,
                    .perhaps = NO_ID,
                    .label = label != NO_SYMBOL && label < a->symbol_count && a->is_named[label] ? label : NO_SYMBOL,
                    .is_objection = is_objection,
                    .is_strict = is_strict,
                    .is_soft = kind == CLASS_SOFT,
                    .rule = NO_ID,
                    .next = NO_ID};
    wanted.source_count = is_strict ? 0 : named_sources(a, cites, &wanted.sources);
    if (wanted.label != NO_SYMBOL && a->class_of_label[wanted.label] != NO_ID) return a->class_of_label[wanted.label];
    if (wanted.label == NO_SYMBOL)
        for (EACH_CLASS(a, about, c))
            if (is_class(&a->classes.items[c], &wanted)) return c;
    uint32_t made = add_class(a, wanted);
    if (wanted.label != NO_SYMBOL) a->class_of_label[wanted.label] = made;
    return made;
}

static bool denies_presumed(const Argue *a, const Rule *rule) {
    for (uint32_t i = 0; i < rule->literal_count; i++)
        if (rule->body[i].kind == LIT_NOT && is_presumed(a, rule->body[i].relation)) return true;
    return false;
}

static void class_rules(Argue *a) {
    a->class_of = arena_array(a->arena, uint32_t, a->rule_count + 1);
    for (RuleId r = 0; r < a->rule_count; r++) {
        const Rule rule = *rule_of(a, r);
        a->class_of[r] = NO_ID;
        if (!note_of(a, rule.head)->is_split) continue;
        bool is_strict = rule.kind == RULE_STRICT && note_of(a, rule.head)->is_closed;
        ClassKind kind = rule.kind == RULE_OBJECTION                                ? CLASS_OBJECTION
                         : !is_strict                                               ? CLASS_PRESUMPTIVE
                         : denies_presumed(a, &rule) || argue_is_too_long(a, &rule) ? CLASS_SOFT
                                                                                    : CLASS_STRICT;
        Cites cites = {0};
        if (rule.kind != RULE_STRICT) cites = rule.cites; /* sources are ranked for what can yield */
        uint32_t class = class_for(a, rule.head, rule.label, cites, kind);
        a->class_of[r] = class;
        if (a->classes.items[class].rule == NO_ID) a->classes.items[class].rule = r;
    }
}

/* Reported facts are given rows of their class; a relation between the two keeps them apart where somebody needs them
 * without what rules add. */
static RelId reported_in(Argue *a, RelId about, Symbol label, Cites cites) {
    uint32_t id = class_for(a, about, label, cites, CLASS_PRESUMPTIVE);
    if (a->classes.items[id].reported == NO_ID) {
        RelId reported = argue_helper(a, HELPER_APPLIES, about);
        const Term *terms = argue_columns(a, about, 0);
        Literal body = argue_atom(reported, terms);
        a->classes.items[id].reported = reported;
        argue_rule(a, a->classes.items[id].applies, terms, &body, 1, relation_of(a, about)->arity);
    }
    return a->classes.items[id].reported;
}

static void class_facts(Argue *a) {
    Program *program = a->program;
    for (size_t i = 0; i < program->facts.count; i++) {
        Fact fact = program->facts.items[i];
        if (!fact.is_reported) continue;
        RelId reported = reported_in(a, fact.relation, fact.label, fact.cites);
        program->facts.items[i].relation = reported;
        program->relations.items[reported].has_facts = true;
    }
    for (size_t i = 0; i < program->agenda->scenarios.count; i++) {
        const Scenario *scenario = &program->agenda->scenarios.items[i];
        for (uint32_t k = 0; k < scenario->change_count; k++) {
            Change *change = (Change *)(uintptr_t)&scenario->changes[k];
            if (change->is_reported) change->relation = reported_in(a, change->relation, change->label, change->cites);
        }
    }
}

/* What a closed theory's strict rule denies cannot be read backwards, so its conclusion is beyond rebuttal only where
 * what it denies is not possible: there the rule applies as one that denies nothing.  One that is too long to be read
 * backwards can always be rebutted. */
static void add_firm_rules(Argue *a) {
    for (RuleId r = 0; r < a->rule_count; r++) {
        if (a->class_of[r] == NO_ID || !a->classes.items[a->class_of[r]].is_soft) continue;
        const Rule rule = *rule_of(a, r);
        if (argue_is_too_long(a, &rule)) continue;
        Literal *body = argue_body(a, &rule, 0);
        bool is_told = true;
        for (uint32_t i = 0; i < rule.literal_count; i++) {
            if (body[i].kind != LIT_NOT || !is_presumed(a, body[i].relation)) continue;
            is_told = is_told && note_of(a, body[i].relation)->possible != NO_ID;
            body[i].relation = note_of(a, body[i].relation)->possible;
        }
        if (!is_told) continue;
        uint32_t class = class_for(a, rule.head, rule.label, rule.cites, CLASS_STRICT);
        argue_copy(a, &rule, a->classes.items[class].applies, body, rule.literal_count);
    }
}

/* Rules of split relations derive that they apply; whether that is accepted is for argue_attacks. */
static void move_heads(Argue *a) {
    for (RuleId r = 0; r < a->rule_count; r++) {
        if (a->class_of[r] == NO_ID) continue;
        RelId applies = a->classes.items[a->class_of[r]].applies;
        rule_of(a, r)->head = applies;
        a->program->relations.items[applies].has_rules = true;
    }
}

/* What judges and proofs look up. */
static void tell_classes(Argue *a) {
    for (RelId id = 0; id < a->head_count; id++) {
        uint32_t count = 0;
        for (EACH_CLASS(a, id, c)) count++;
        if (count == 0) continue;
        RelId *list = arena_array(&a->program->arena, RelId, count);
        count = 0;
        for (EACH_CLASS(a, id, c)) list[count++] = a->classes.items[c].applies;
        a->program->relations.items[id].classes = list;
        a->program->relations.items[id].class_count = count;
    }
}

static void propagate_relations(Argue *a) {
    if (a->policy.ambiguity == AMBIGUITY_PROPAGATE) argue_perhaps_relations(a);
}

static void propagate(Argue *a) {
    if (a->policy.ambiguity == AMBIGUITY_PROPAGATE) argue_perhaps(a);
}

static void take_steps(Argue *a) {
    static void (*const STEPS[])(Argue *) = {
        apply_undercuts,     index_preferences, reach_seeds,       argue_reach,    argue_close,
        argue_reach,         choose_split,      argue_index_rules, class_rules,    class_facts,
        argue_strict_level,  argue_domains,     argue_audit,       add_firm_rules, move_heads,
        propagate_relations, argue_attacks,     propagate,         argue_open,     tell_classes};
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS && diags_go_on_now(a->diags, NO_SPAN); i++) STEPS[i](a);
}

void argue(Program *program, const Policy *policy, Diags *diags) {
    if (!argue_is_needed(program)) return;
    Arena arena;
    arena_init(&arena);
    Argue a = {.program = program, .arena = &arena, .diags = diags, .policy = *policy, .undecided = NO_ID};
    a.symbol_count = intern_count(values_symbols(program->values));
    a.class_of_label = arena_array(&arena, uint32_t, a.symbol_count);
    for (uint32_t i = 0; i < a.symbol_count; i++) a.class_of_label[i] = NO_ID;
    for (RelId id = 0; id < program->relations.count; id++)
        if (program->relations.items[id].is_open) (void)program_contrary(program, id);
    for (size_t i = 0; i < program->relations.count; i++) argue_note(&a);
    a.head_count = (uint32_t)program->relations.count;
    take_steps(&a);
    if (diags_go_on_now(diags, NO_SPAN))
        ranking_check(program, &a.ranks, (uint32_t)program->relations.count, ", by what their names stand for", diags);
    vec_free(&a.ranks);
    vec_free(&a.notes);
    vec_free(&a.classes);
    vec_free(&a.guards);
    vec_free(&a.strengths);
    heads_clear(&a.heads);
    arena_clear(&arena);
}
