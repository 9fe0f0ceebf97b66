/* Verdicts.
 *
 * A claim is established if its answer relation has a row.  Otherwise its literals decide, one by one, under each
 * binding of its variables that some row of theirs suggests.  What is no literal, a `forall` say, counts as undecided
 * where an outcome of what is undecided in it could give an answer.
 * Of several answers the least in value order is the one explained, so that the order of facts does not matter. */
#include "runtime/judge/claims.h"

#include "runtime/eval/budget.h"
#include "runtime/judge/candidates.h"
#include "runtime/judge/hinges.h"
#include "runtime/judge/outlook.h"
#include "runtime/why/through.h"

static Values *values_of(const Store *store) { return store->program->values; }

/* ---- status ---- */

/* A verdict with what it was found on. */
typedef struct {
    Verdict verdict;
    Value bindings[ANSWER_COLUMNS];
    Atom atom;
} Decision;

/* The reason of an undecided row is found for the one verdict that is given, not for each that is looked at. */
static Verdict verdict_of(const Store *store, Judgement judgement) {
    Verdict verdict = {
        .status = judgement.status, .reason = judgement.reason, .row = judgement.row, .by = NO_ID, .part = NO_ID};
    if (judgement.status == STATUS_REFUTED) verdict.by = rule_behind(store, judgement.row);
    return verdict;
}

static Verdict with_reason(const Store *store, Verdict verdict) {
    Judgement judgement = {verdict.status, verdict.reason, verdict.row};
    status_find_reason(store, &judgement);
    verdict.reason = judgement.reason;
    return verdict;
}

static Verdict no_verdict(const Store *store, const Claim *claim, Status status) {
    return verdict_of(store, (Judgement){status, REASON_NONE, {claim->question.answer, NO_ROW}});
}

/* ---- one binding ---- */

/* How soon a status decides a conjunction. */
static int rank_in_part(Status status) {
    static const int RANKS[] = {[STATUS_REFUTED] = 0,
                                [STATUS_INCONSISTENT] = 1,
                                [STATUS_UNDECIDED] = 2,
                                [STATUS_UNSUPPORTED] = 3,
                                [STATUS_ESTABLISHED] = 4};
    return RANKS[status];
}

/* Refuted if a literal is, else the first of inconsistent, undecided, unsupported that one is.  Where all of them hold,
 * something that is no atom does not. */
static Verdict judge_binding(const Outlook *outlook, const Store *store, const Claim *claim, const Value *bindings) {
    Verdict best = no_verdict(store, claim, STATUS_UNSUPPORTED);
    int rank = rank_in_part(STATUS_ESTABLISHED);
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom) continue;
        Judgement judgement = part_judge(store, &claim->parts[i], bindings, NULL);
        if (rank_in_part(judgement.status) >= rank) continue;
        rank = rank_in_part(judgement.status);
        best = verdict_of(store, judgement);
        best.part = i;
    }
    bool is_open =
        rank > rank_in_part(STATUS_UNDECIDED) && store_is_undecided(&outlook->view, claim->question.answer, bindings);
    return is_open ? no_verdict(store, claim, STATUS_UNDECIDED) : best;
}

/* No binding meets the conditions: what is refuted whatever the binding refutes the claim all the same. */
static Verdict judge_unbound(const Store *store, const Claim *claim, const Value *none) {
    Term terms[ATOM_COLUMNS];
    Value row[ATOM_COLUMNS];
    for (uint32_t i = 0; i < claim->part_count; i++) {
        if (!claim->parts[i].is_atom || !part_terms(store, &claim->parts[i], none, terms, row)) continue;
        Judgement judgement = part_judge(store, &claim->parts[i], none, NULL);
        if (judgement.status != STATUS_REFUTED) continue;
        Verdict verdict = verdict_of(store, judgement);
        verdict.part = i;
        return verdict;
    }
    return no_verdict(store, claim, STATUS_UNSUPPORTED);
}

static void unbind(Value *bindings) {
    for (uint32_t i = 0; i < ANSWER_COLUMNS; i++) bindings[i] = UNBOUND;
}

Verdict judge_part(const Store *store, const Part *part) {
    Value none[ANSWER_COLUMNS];
    unbind(none);
    return with_reason(store, verdict_of(store, part_judge(store, part, none, NULL)));
}

/* ---- all bindings ---- */

static bool is_less(const Store *store, const Value *a, const Value *b, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        if (a[i] == b[i]) continue;
        if (a[i] == UNBOUND || b[i] == UNBOUND) return b[i] == UNBOUND;
        int order = value_compare(values_of(store), a[i], b[i]);
        if (order) return order < 0;
    }
    return false;
}

/* Not established: the first status in rank over all bindings, and the least binding that has it. */
static void judge_bindings(const Outlook *outlook, const Store *store, const Claim *claim, Decision *decision) {
    bool is_cut;
    Table *candidates = candidates_of(store, claim, &is_cut);
    uint32_t width = table_arity(candidates);
    if (table_count(candidates) == 0) decision->verdict = judge_unbound(store, claim, decision->bindings);
    for (RowId row = 0; row < table_count(candidates); row++) {
        const Value *candidate = table_row(candidates, row);
        if (row && !store_may_search(store)) break;
        Verdict verdict = judge_binding(outlook, store, claim, candidate);
        int later = status_rank_among(verdict.status) - status_rank_among(decision->verdict.status);
        if (row && (later > 0 || (later == 0 && !is_less(store, candidate, decision->bindings, width)))) continue;
        decision->verdict = verdict;
        memcpy(decision->bindings, candidate, width * sizeof *candidate);
    }
    decision->verdict.is_cut = is_cut;
    table_free(candidates);
}

/* ---- claims ---- */

/* Undecided as a whole: open facts if it hinges on any, else by the first row it hinges on. */
static void explain_whole(const Outlook *outlook, const Store *store, const Value *answer, Decision *decision) {
    RelId id = decision->verdict.row.relation;
    Hinged hinged;
    if (store_is_undecided(store, id, answer)) {
        decision->verdict.row.row = table_find(store_possible(store, id), answer);
        decision->verdict.reason = REASON_UNKNOWN;
        if (hinges_any(store, id, answer)) return;
    }
    decision->verdict.reason = REASON_CYCLIC;
    if (!outlook_hinge(outlook, id, answer, &hinged)) return;
    Judgement judgement = status_of_row(store, hinged.relation, hinged.row);
    if (judgement.status != STATUS_UNDECIDED) return;
    decision->verdict.reason = judgement.reason;
    if (decision->verdict.row.row != NO_ROW && judgement.reason != REASON_CONTESTED) return;
    decision->verdict.row = judgement.row;
    decision->atom.relation = hinged.relation;
    memcpy(decision->atom.row, hinged.row, store->program->relations.items[hinged.relation].arity * sizeof(Value));
}

static void judge_open(const Store *store, const Claim *claim, Decision *decision) {
    RelId answer = claim->question.answer;
    Outlook outlook;
    outlook_init(&outlook, store, &claim->question);
    RowId row = row_least_undecided(&outlook.view, answer, NULL, NULL);
    if (claim->part_count)
        judge_bindings(&outlook, store, claim, decision);
    else if (row != NO_ROW)
        decision->verdict.status = STATUS_UNDECIDED;
    const Verdict *verdict = &decision->verdict;
    if (verdict->part != NO_ID)
        (void)part_judge(store, &claim->parts[verdict->part], decision->bindings, &decision->atom);
    else if (verdict->status == STATUS_UNDECIDED && claim->part_count)
        explain_whole(&outlook, store, decision->bindings, decision);
    else if (verdict->status == STATUS_UNDECIDED)
        explain_whole(&outlook, store, table_row(store_possible(&outlook.view, answer), row), decision);
    outlook_clear(&outlook);
    if (verdict->part != NO_ID) decision->verdict = with_reason(store, decision->verdict);
}

static void judge(const Store *store, const Claim *claim, Decision *decision) {
    RelId answer = claim->question.answer;
    decision->atom.relation = NO_ID;
    unbind(decision->bindings);
    decision->verdict = no_verdict(store, claim, STATUS_UNSUPPORTED);
    RowId row = answer == NO_ID ? NO_ROW : row_least(store, store_table(store, answer), NULL, NULL, false);
    if (row != NO_ROW)
        decision->verdict = verdict_of(store, (Judgement){STATUS_ESTABLISHED, REASON_NONE, {answer, row}});
    else
        judge_open(store, claim, decision);
}

static bool was_stopped(const Store *store) { return store->watch && store->watch->outcome->stop != STOP_NONE; }

Verdict judge_claim(const Store *store, const Claim *claim) {
    Decision decision;
    judge(store, claim, &decision);
    decision.verdict.is_unjudged = decision.verdict.status == STATUS_UNSUPPORTED && was_stopped(store);
    return decision.verdict;
}

Status claim_deciding(const Store *store, const Claim *claim, Value *bindings) {
    Decision decision;
    judge(store, claim, &decision);
    memcpy(bindings, decision.bindings, sizeof decision.bindings);
    return decision.verdict.status;
}

void verdict_find_atom(Verdict *verdict, const Store *store, const Claim *claim, Arena *arena) {
    Decision decision;
    judge(store, claim, &decision);
    const Atom *atom = &decision.atom;
    if (atom->relation == NO_ID) return;
    verdict->about = atom->relation;
    verdict->atom = arena_copy(arena, atom->row, store->program->relations.items[atom->relation].arity * sizeof(Value));
}

const Claim *claim_find(const Program *program, Symbol name) {
    for (size_t i = 0; i < program->agenda->claims.count; i++)
        if (program->agenda->claims.items[i].name == name) return &program->agenda->claims.items[i];
    return NULL;
}
