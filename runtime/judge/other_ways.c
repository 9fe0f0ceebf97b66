/* Each step is looked up as `why --all` does (api/others.c), and what is found is compared by the facts below it: rows
 * are passed on by the translation, and a strict rule is there twice, so that another instance need not be
 * another reason. */
#include "runtime/judge/other_ways.h"

#include "runtime/judge/grounds.h"
#include "runtime/judge/levers.h"

#define NO_LEAF UINT32_MAX

/* The facts that a proof's root rests on, each once. */
typedef struct {
    WrittenAtoms facts;
    uint32_t *of_step; /* by step: its place among them, NO_LEAF */
    bool *is_ground;   /* by step: the root rests on it */
} Leaves;

typedef struct {
    const Proof *proof;
    StepId at;
    Leaves own;
    bool *beside; /* by fact: the proof needs it without the step, too */
    uint32_t proofs;
    OtherWays ways;
} Search;

static uint32_t leaf_place(const Leaves *leaves, const Program *program, const WrittenAtom *leaf) {
    for (uint32_t i = 0; i < leaves->facts.count; i++)
        if (written_atom_is_same(program, leaves->facts.items[i], *leaf)) return i;
    return NO_LEAF;
}

static void leaves_init(Leaves *leaves, const Proof *proof) {
    const Program *program = proof->store->program;
    *leaves = (Leaves){.is_ground = proof_grounds(proof)};
    leaves->of_step = mem_alloc((proof->steps.count + 1) * sizeof *leaves->of_step);
    for (StepId id = 0; id < proof->steps.count; id++) {
        const Step *step = &proof->steps.items[id];
        leaves->of_step[id] = NO_LEAF;
        if (!leaves->is_ground[id] || step->rule != NO_ID || !relation_has_facts(program, step->relation)) continue;
        WrittenAtom leaf = {program_said(program, step->relation), step_values(proof, step)};
        leaves->of_step[id] = leaf_place(leaves, program, &leaf);
        if (leaves->of_step[id] != NO_LEAF) continue;
        leaves->of_step[id] = (uint32_t)leaves->facts.count;
        vec_push(&leaves->facts, leaf);
    }
}

static void leaves_clear(Leaves *leaves) {
    vec_free(&leaves->facts);
    mem_free(leaves->of_step);
    mem_free(leaves->is_ground);
}

/* The facts that the root rests on but for what is below the step; how many. */
static size_t note_beside(Search *s) {
    const Proof *proof = s->proof;
    bool *is_met = mem_alloc_zero(proof->steps.count + 1);
    size_t count = 0;
    Vec(StepId) list = {0};
    memset(s->beside, 0, s->own.facts.count + 1);
    vec_push(&list, 0);
    while (list.count) {
        StepId id = vec_pop(&list);
        const Step *step = &proof->steps.items[id];
        uint32_t leaf = s->own.of_step[id];
        if (id == s->at || is_met[id] || !s->own.is_ground[id]) continue;
        is_met[id] = true;
        if (leaf != NO_LEAF && !s->beside[leaf]) {
            s->beside[leaf] = true;
            count++;
        }
        for (uint32_t i = 0; i < step->premise_count; i++)
            if (step->premises[i] != NO_STEP) vec_push(&list, step->premises[i]);
    }
    vec_free(&list);
    mem_free(is_met);
    return count;
}

/* Whether a fact of the proof is neither below the other way nor needed beside it. */
static bool does_without_one(const Search *s, const Proof *other) {
    const Program *program = s->proof->store->program;
    Leaves below;
    bool does = false;
    leaves_init(&below, other);
    for (size_t i = 0; i < s->own.facts.count && !does; i++)
        does = !s->beside[i] && leaf_place(&below, program, &s->own.facts.items[i]) == NO_LEAF;
    leaves_clear(&below);
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
    if (note_beside(s) == s->own.facts.count) return; /* nothing hangs on the step alone */
    for (uint32_t i = 0; i < component->rule_count && s->ways != OTHER_SOME; i++) {
        const Rule *rule = &program->rules.items[component->rules[i]];
        if (rule->head != step->relation || rule->is_fold) continue;
        bool is_whole =
            premises_each(search, component->rules[i], step_values(s->proof, step), tries, note_instance, s);
        if (!is_whole && s->ways != OTHER_SOME) s->ways = OTHER_UNKNOWN;
    }
}

/* By step whether the root rests on it, and not by way of an aggregate, which counts rows and not ways to them. */
static bool *steps_beside_folds(const Proof *proof, const bool *is_ground) {
    bool *is_beside = mem_alloc_zero(proof->steps.count + 1);
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
    return is_beside;
}

OtherWays proof_other_ways(const Proof *proof) {
    Search s = {.proof = proof, .proofs = OTHER_PROOFS, .ways = OTHER_NONE};
    uint32_t tries = OTHER_TRIES;
    if (proof->steps.count > OTHER_STEPS) return OTHER_UNKNOWN;
    leaves_init(&s.own, proof);
    s.beside = mem_alloc_zero(s.own.facts.count + 1);
    bool *is_beside = steps_beside_folds(proof, s.own.is_ground);
    PremiseSearch *search = premise_search_new(proof->store);
    for (s.at = 0; s.at < proof->steps.count && s.ways != OTHER_SOME; s.at++)
        if (is_beside[s.at]) look_at_step(&s, search, &tries);
    premise_search_free(search);
    leaves_clear(&s.own);
    mem_free(s.beside);
    mem_free(is_beside);
    return s.ways;
}
