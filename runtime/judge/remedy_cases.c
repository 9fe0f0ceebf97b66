/* The cases of a body that is denied: each is undone by taking back what makes it one,
 * or by giving it what it lacks. */
#include "runtime/judge/levers.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/why/premises.h"

typedef RemedyList List;

/* The cases of a body that is denied, and what would undo each: all of them together, as far as a remedy has steps. */
typedef struct {
    Thinker *t;
    RowRef row;
    List sofar;
    const Value *known[REPAIR_STEPS]; /* the bindings of each */
    uint32_t count;
    bool is_too_many;
} Cases;
enum { CASE_TRIES = 10000 };

/* Rows that differ where nobody looks make no other case. */
static bool is_known_case(const Cases *c, const Value *bindings, uint32_t variables) {
    for (uint32_t i = 0; i < c->count; i++)
        if (variables == 0 || memcmp(c->known[i], bindings, variables * sizeof *bindings) == 0) return true;
    return false;
}

/* What would give an atom that a case lacks, where stating it is not all: it is refuted, or only rules conclude it. */
static void supply(Thinker *t, WrittenAtom atom, List *list) {
    Judgement judgement = status_of_row(t->store, atom.relation, atom.row);
    bool is_simple = judgement.status == STATUS_UNSUPPORTED && relation_is_given(t->store, atom.relation);
    if (is_simple || t->is_nested) return;
    Shortfall *shortfall = shortfall_of(t->store, atom.relation, atom.row, NULL, &judgement, 1);
    Thinker nested = {.shortfall = shortfall,
                      .familiar = t->familiar,
                      .store = t->store,
                      .arena = t->arena,
                      .is_nested = true,
                      .values = t->values,
                      .heads = t->heads};
    Remedies remedies = remedies_of_thinker(nested);
    List more = {0};
    for (uint32_t i = 0; i < remedies.count; i++) vec_push(&more, remedies.items[i]);
    remedies_append(t, list, &more);
    vec_free(&more);
    shortfall_free(shortfall);
}

/* A case is undone by taking back what makes it one, or by giving it what it lacks. */
static void undo_proof_of_case(Thinker *t, List *list, const Proof *proof) {
    remedies_undo_proof(t, list, proof);
    WrittenAtoms lacking = denials_below(proof, t->arena);
    for (size_t i = 0; i < lacking.count; i++) supply(t, lacking.items[i], list);
    vec_free(&lacking);
}

static bool undo_case(void *context, RuleId rule, const Value *bindings, const RowId *rows) {
    Cases *c = context;
    uint32_t count = c->t->store->program->rules.items[rule].literal_count;
    uint32_t variables = c->t->store->program->rules.items[rule].variable_count;
    List more = {0};
    if (is_known_case(c, bindings, variables)) return true;
    if (c->count == REPAIR_STEPS) {
        c->is_too_many = true;
        return false;
    }
    c->known[c->count++] = arena_copy(c->t->arena, bindings, (variables + 1) * sizeof *bindings);
    Proof *proof = prove_by(c->t->store, c->row, &(RuleInstance){rule, bindings, rows, count});
    if (proof) undo_proof_of_case(c->t, &more, proof);
    if (c->count == 1)
        remedies_append(c->t, &c->sofar, &more);
    else
        remedies_multiply_into(c->t, &c->sofar, &more);
    proof_free(proof);
    vec_free(&more);
    return true;
}

void remedies_undo_cases(Thinker *t, RemedyList *list, RowRef row) {
    const Table *table = store_table(t->store, row.relation);
    Cases cases = {.t = t, .row = row};
    RuleId rule = table_rule_of(table, row.row);
    uint32_t tries = CASE_TRIES;
    PremiseSearch *search = premise_search_new(t->store);
    if (rule != NO_ID && !t->store->program->rules.items[rule].is_fold)
        (void)premises_each(search, rule, table_row(table, row.row), &tries, undo_case, &cases);
    premise_search_free(search);
    if (!cases.is_too_many) remedies_append(t, list, &cases.sofar);
    vec_free(&cases.sofar);
}
