/* Each step is looked up as `why --all` does (api/others.c), and what is found is compared by the facts below it: rows are
 * passed on by the translation, and a strict rule is there twice, so that another instance need not be another reason. */
#include "runtime/judge/other_ways.h"

#include "runtime/judge/grounds.h"

typedef struct {
    RelId relation; /* as it is written */
    const Value *row;
} Leaf;
typedef Vec(Leaf) Leaves;

typedef struct {
    const Proof *proof;
    StepId at;
    Leaves own, beside; /* facts of the proof, and those of them that it needs without the step */
    uint32_t proofs;
    OtherWays ways;
} Search;

static bool has_leaf(const Leaves *leaves, const Program *program, const Leaf *leaf) {
    uint32_t arity = program->relations.items[leaf->relation].arity;
    for (size_t i = 0; i < leaves->count; i++)
        if (leaves->items[i].relation == leaf->relation &&
            (arity == 0 || memcmp(leaves->items[i].row, leaf->row, arity * sizeof(Value)) == 0))
            return true;
    return false;
}

/* The facts that the root rests on, but for those below one step, NO_STEP: none. */
static void list_leaves(const Proof *proof, StepId except, Leaves *leaves) {
    const Program *program = proof->store->program;
    bool *is_ground = proof_grounds(proof), *is_met = mem_alloc_zero(proof->steps.count + 1);
    Vec(StepId) list = {0};
    vec_push(&list, 0);
    while (list.count) {
        StepId id = vec_pop(&list);
        const Step *step = &proof->steps.items[id];
        if (id == except || is_met[id] || !is_ground[id]) continue;
        is_met[id] = true;
        Leaf leaf = {program_said(program, step->relation), step_values(proof, step)};
        if (step->rule == NO_ID && relation_has_facts(program, step->relation) && !has_leaf(leaves, program, &leaf))
            vec_push(leaves, leaf);
        for (uint32_t i = 0; i < step->premise_count; i++)
            if (step->premises[i] != NO_STEP) vec_push(&list, step->premises[i]);
    }
    vec_free(&list);
    mem_free(is_ground);
    mem_free(is_met);
}

/* Whether a fact of the proof is neither below the other way nor needed beside it. */
static bool does_without_one(const Search *s, const Proof *other) {
    const Program *program = s->proof->store->program;
    Leaves below = {0};
    bool does = false;
    list_leaves(other, NO_STEP, &below);
    for (size_t i = 0; i < s->own.count && !does; i++)
        does = !has_leaf(&below, program, &s->own.items[i]) && !has_leaf(&s->beside, program, &s->own.items[i]);
    vec_free(&below);
    return does;
}

static bool is_shown(const Search *s, RuleId rule, const Value *bindings, const RowId *rows) {
    const Step *step = &s->proof->steps.items[s->at];
    const Rule *r = &s->proof->store->program->rules.items[rule];
    if (step->rule != rule || memcmp(step->bindings, bindings, r->variable_count * sizeof *bindings) != 0) return false;
    for (uint32_t i = 0; i < r->literal_count; i++) {
        RowId own = step->premises[i] == NO_STEP ? NO_ROW : s->proof->steps.items[step->premises[i]].row;
        if (own != rows[i]) return false;
    }
    return true;
}

/* Then another rule may need this one beside it, which wins against what speaks against the row. */
static bool is_argued_about(const Search *s, const Step *step) {
    const Store *store = s->proof->store;
    RelId said = program_said(store->program, step->relation);
    if (store->program->relations.items[said].class_count == 0) return false;
    Dispute dispute = dispute_of(store, said, step_values(s->proof, step));
    bool is_argued = dispute.contra.count > 0;
    dispute_clear(&dispute);
    return is_argued;
}

static bool note_instance(void *context, RuleId rule, const Value *bindings, const RowId *rows) {
    Search *s = context;
    const Store *store = s->proof->store;
    const Step *step = &s->proof->steps.items[s->at];
    if (is_shown(s, rule, bindings, rows)) return true;
    if (s->proofs == 0) {
        s->ways = OTHER_UNKNOWN;
        return false;
    }
    s->proofs--;
    uint32_t count = store->program->rules.items[rule].literal_count;
    if (is_argued_about(s, step)) {
        s->ways = OTHER_UNKNOWN;
        return true;
    }
    Proof *other = prove_by(store, (RowRef){step->relation, step->row}, &(RuleInstance){rule, bindings, rows, count});
    if (other && other->steps.count > OTHER_STEPS)
        s->ways = OTHER_UNKNOWN;
    else if (other && does_without_one(s, other))
        s->ways = OTHER_SOME;
    proof_free(other);
    return s->ways != OTHER_SOME;
}

static void look_at_step(Search *s, PremiseSearch *search, uint32_t *tries) {
    const Program *program = s->proof->store->program;
    const Step *step = &s->proof->steps.items[s->at];
    uint32_t id = program->relations.items[step->relation].component;
    const Component *component = id == NO_ID ? NULL : &program->components.items[id];
    if (!component) return;
    vec_empty(&s->beside);
    list_leaves(s->proof, s->at, &s->beside);
    if (s->beside.count == s->own.count) return; /* nothing hangs on the step alone */
    for (uint32_t i = 0; i < component->rule_count && s->ways != OTHER_SOME; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != step->relation || rule->is_fold) continue;
        bool is_whole =
            premises_each(search, component->rules[i], step_values(s->proof, step), tries, note_instance, s);
        if (!is_whole && s->ways != OTHER_SOME) s->ways = OTHER_UNKNOWN;
    }
}

/* By step whether the root rests on it, and not by way of an aggregate, which counts rows and not ways to them. */
static bool *steps_beside_folds(const Proof *proof) {
    bool *is_ground = proof_grounds(proof), *is_beside = mem_alloc_zero(proof->steps.count + 1);
    Vec(StepId) list = {0};
    vec_push(&list, 0);
    while (list.count) {
        StepId id = vec_pop(&list);
        const Step *step = &proof->steps.items[id];
        if (is_beside[id] || !is_ground[id] || step->is_lost) continue;
        if (step->rule != NO_ID && step_rule(proof, step)->is_fold) continue;
        is_beside[id] = true;
        for (uint32_t i = 0; i < step->premise_count; i++)
            if (step->premises[i] != NO_STEP) vec_push(&list, step->premises[i]);
    }
    vec_free(&list);
    mem_free(is_ground);
    return is_beside;
}

OtherWays proof_other_ways(const Proof *proof) {
    Search s = {.proof = proof, .proofs = OTHER_PROOFS, .ways = OTHER_NONE};
    uint32_t tries = OTHER_TRIES;
    if (proof->steps.count > OTHER_STEPS) return OTHER_UNKNOWN;
    bool *is_beside = steps_beside_folds(proof);
    PremiseSearch *search = premise_search_new(proof->store);
    list_leaves(proof, NO_STEP, &s.own);
    for (s.at = 0; s.at < proof->steps.count && s.ways != OTHER_SOME; s.at++)
        if (is_beside[s.at]) look_at_step(&s, search, &tries);
    premise_search_free(search);
    vec_free(&s.own);
    vec_free(&s.beside);
    mem_free(is_beside);
    return s.ways;
}
