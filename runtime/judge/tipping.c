/* Facts that it cannot do without are known by one world (critical.h), where worlds are small; else those of the proof
 * are tried.  Facts that somebody vouches for come first: those of the frame in which they are told tip nearly
 * everything, which says little. */
#include "runtime/judge/tipping_internal.h"

#include "runtime/judge/clash.h"
#include "runtime/judge/critical.h"
#include "runtime/judge/grounds.h"
#include "runtime/judge/kept.h"
#include "runtime/judge/remedies_internal.h"
#include "runtime/judge/repair_internal.h"

/* At most so many worlds, half of them for facts that are taken back; for what is absent, and for one rival; of so many
 * steps the rivals are looked at. */
enum { TRIES_MOST = 16, ABSENT_TRIES = 4, RIVAL_TRIES = 3, RIVALS_MOST = 3 };
enum { CRITICAL_TRIES = 2 /* what it costs to find the facts that are critical, in worlds */ };

typedef struct {
    const Proof *proof;
    RowInquiry own;
    const Claim *claim; /* whose answer the root is; NULL */
    RelId said;         /* else the relation of the root, as it is written; NO_ID: of an answer */
    const Value *row;   /* of the root */
    Arena *arena;
    Critical critical; /* weighed 0: nobody knows */
    bool has_names;    /* of facts: others are the frame in which they are told */
    uint32_t tries;    /* worlds that may be run yet */
    uint32_t run;      /* those that were */
    bool has_strength; /* of the proof, and it tells how strong the answer is: */
    Strength strength;
    Vec(RepairStep) facts; /* that were tried alone, each once */
    RemedyList stated;     /* what was tried for rivals: several may lack the same */
    Tip clashing;          /* tips it by contradicting something: told where nothing else is found; steps 0: none */
} Weighing;

static const Relation *relation_of(const Weighing *w, RelId id) {
    return &w->proof->store->program->relations.items[id];
}

/* The relation of the row that is asked about: the answer of a claim or question, else as it is written. */
static RelId target_of(const Weighing *w) { return w->said == NO_ID ? w->proof->steps.items[0].relation : w->said; }

/* ---- how many worlds ---- */

/* Of what is given and follows in the cone, as much as the slice has of what is given there. */
static uint64_t rows_of(const Inquiry *q) {
    uint64_t rows = 0, given = 0;
    for (RelId id = 0; id < q->base->program->relations.count; id++) {
        if (!cone_has(&q->cone, id)) continue;
        rows += table_count(store_table_as_is(q->base, id));
        if (store_possible(q->base, id)) rows += table_count(store_possible(q->base, id));
        given += store_given_count(q->base, id);
    }
    return given ? rows * q->slice.count / given : rows;
}

bool tipping_is_large(const Store *store) { return store_row_count(store) >= TIPPING_ROWS; }

/* By what a world has to compute, so that it is the same on every machine. */
uint32_t tipping_tries(const Inquiry *q) {
    uint64_t tries = WORK_MOST / (rows_of(q) + cone_rule_work(&q->cone) + 1);
    return tries == 0 ? 1 : tries < TRIES_MOST ? (uint32_t)tries : TRIES_MOST;
}

/* ---- how it comes out ---- */

static bool judge_root(void *context, const World *world, Status *status, Reason *reason) {
    Weighing *w = context;
    const Step *root = &w->proof->steps.items[0];
    if (w->claim) return inquiry_judge(&w->own.inquiry, world, status, reason);
    if (world->outcome.stop != STOP_NONE || !inquiry_is_computed(&w->own.inquiry, world)) return false;
    if (w->said != NO_ID) {
        Judgement judgement = status_of_row(world->store, w->said, w->row);
        *status = judgement.status;
        *reason = judgement.reason;
        return true;
    }
    const Table *table = store_table(world->store, root->relation);
    RowId row = table_find(table, w->row);
    *status = row != NO_ROW && !table_is_hidden(table, row) ? STATUS_ESTABLISHED : STATUS_UNSUPPORTED;
    *reason = REASON_NONE;
    return true;
}

static bool may_go_on(const Weighing *w) { return w->tries && w->own.inquiry.stop == STOP_NONE; }

/* What is stated and contradicts something waits until nothing else is found.  Whether it is noted. */
static bool note(Weighing *w, const RepairStep *steps, uint32_t count, Judgement outcome, Contradicted clash,
                 Tip *tip) {
    bool is_odd = clash.row.row != NO_ROW && steps[0].kind == STEP_ADD;
    Tip *to = is_odd ? &w->clashing : tip;
    if (to->step_count && clash_rank(&to->clash) <= clash_rank(&clash)) return false;
    memcpy(to->steps, steps, count * sizeof *steps);
    to->step_count = count;
    to->is_bare = !w->claim && w->said == NO_ID;
    to->status = outcome.status;
    to->reason = outcome.reason;
    to->clash = clash;
    return to == tip;
}

/* The slice stays what it is while facts are only taken back. */
static World *run_with(Weighing *w, const Repair *repair, const Changes *changes) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind != STEP_RETRACT) return inquiry_run_changes(&w->own.inquiry, changes);
    return inquiry_run(&w->own.inquiry, changes);
}

/* What two absences lack, or an absence and a rival, is one fact. */
static void count_fact(Weighing *w, const RepairStep *step, Tip *tip) {
    for (size_t i = 0; i < w->facts.count; i++)
        if (step_is_same(w->proof->store->program, &w->facts.items[i], step)) return;
    vec_push(&w->facts, *step);
    tip->tried++;
}

/* How strong it is in a world in which it is still established; as it was where that is not known. */
static Strength strength_in(const Weighing *w, const World *world) {
    RelId relation = target_of(w);
    RowId row = w->claim ? judge_claim(world->store, w->claim).row.row
                         : table_find(store_table(world->store, relation), w->row);
    if (row == NO_ROW) return w->strength;
    Proof *proof = prove(world->store, relation, row);
    Strength strength = proof->left_out ? w->strength : grounds_of(proof, w->arena).strength;
    proof_free(proof);
    return strength;
}

/* That is a change too, where it does not come out otherwise. */
static void note_weaker(Weighing *w, const World *world, const RepairStep *step, Tip *tip) {
    if (!w->has_strength || tip->weaker != STRENGTH_CERTAIN || step->kind != STEP_RETRACT) return;
    Strength strength = strength_in(w, world);
    if (strength <= w->strength) return;
    tip->weaker = strength;
    tip->weakening = *step;
}

/* Whether the answer is another one then, which *tip then has. */
static bool tips(Weighing *w, const RepairStep *steps, uint32_t count, Tip *tip) {
    const Program *program = w->proof->store->program;
    Repair repair = {.step_count = count};
    memcpy(repair.steps, steps, count * sizeof *steps);
    Changes changes = repair_changes(program, program, &repair, w->arena);
    w->tries--;
    World *world = run_with(w, &repair, &changes);
    Status status;
    Reason reason;
    bool is_run = judge_root(w, world, &status, &reason);
    if (is_run && count == 1 && status == STATUS_ESTABLISHED) note_weaker(w, world, steps, tip);
    Contradicted clash = NONE_CONTRADICTED;
    bool tips_it = is_run && status != STATUS_ESTABLISHED;
    if (tips_it) clash = repair_clash(&repair, w->proof->store, world->store, NULL, w->proof);
    world_free(world);
    w->run += is_run;
    if (is_run && count == 1) count_fact(w, steps, tip);
    return tips_it && note(w, steps, count, (Judgement){.status = status, .reason = reason}, clash, tip);
}

/* ---- without a fact ---- */

static bool is_tried(const WrittenAtoms *facts, size_t count, const Weighing *w) {
    const Program *program = w->proof->store->program;
    for (size_t i = 0; i < count; i++)
        if (written_atom_is_same(program, facts->items[i], facts->items[count])) return true;
    return false;
}

static void take_each(Weighing *w, bool is_named, Tip *tip) {
    WrittenAtoms facts = facts_below_alone(w->proof, is_named);
    for (size_t i = 0; i < facts.count && tip->step_count == 0 && may_go_on(w); i++) {
        const RepairStep step = {.kind = STEP_RETRACT, .relation = facts.items[i].relation, .row = facts.items[i].row};
        if (!is_tried(&facts, i, w)) (void)tips(w, &step, 1, tip);
    }
    vec_free(&facts);
}

static void find_critical(Weighing *w, Tipping *tipping) {
    if (w->tries <= CRITICAL_TRIES) return;
    uint32_t worlds = w->tries / 4;
    w->critical = critical_find(&w->own.inquiry, w->proof, target_of(w), w->claim ? NULL : w->row, worlds);
    tipping->needed_count = (uint32_t)w->critical.facts.count;
    tipping->needed =
        arena_copy(w->arena, w->critical.facts.items, tipping->needed_count * sizeof *w->critical.facts.items);
}

/* Those that are known to be critical, until one has been run; false if nobody knows. */
static bool take_critical(Weighing *w, Tip *tip) {
    const Critical *critical = &w->critical;
    if (w->tries <= CRITICAL_TRIES) return false;
    w->tries -= CRITICAL_TRIES + critical->worlds;
    for (size_t i = 0; i < critical->facts.count && tip->step_count == 0 && may_go_on(w); i++) {
        const WrittenAtom *fact = &critical->facts.items[i];
        const RepairStep step = {.kind = STEP_RETRACT, .relation = fact->relation, .row = fact->row};
        if (tips(w, &step, 1, tip)) tip->others = (uint32_t)critical->facts.count - 1;
    }
    tip->is_weighed = critical->is_whole;
    if (critical->is_whole && critical->facts.count == 0) tip->tried = critical->weighed;
    return critical->weighed > 0;
}

/* ---- with one more ---- */

static void add_absent(Weighing *w, Absences *absences, Tip *tip) {
    uint32_t most = w->tries < ABSENT_TRIES ? w->tries : ABSENT_TRIES;
    RepairStep facts[ABSENT_TRIES];
    uint32_t worlds, fact_count;
    const Absent *found = absences_undo_one(&w->own.inquiry, w->proof, judge_root, w, most, absences, &worlds, facts,
                                            &fact_count, w->arena);
    for (uint32_t i = 0; i < fact_count; i++) count_fact(w, &facts[i], tip);
    w->tries -= worlds;
    if (!found) return;
    Judgement outcome = {.status = found->status, .reason = found->reason};
    (void)note(w, found->added, found->added_count, outcome, found->clash, tip);
}

/* Facts to state that need nothing compiled anew, neither far-fetched nor the rival itself. */
static bool is_evidence(const Weighing *w, const Kinds *kinds, const Rival *rival, const Remedy *remedy) {
    for (uint32_t i = 0; i < remedy->count; i++)
        if (remedy->steps[i].kind != STEP_ADD || remedy->steps[i].is_unusual ||
            remedy->steps[i].relation == rival->relation ||
            remedy->steps[i].relation >= w->proof->store->program->compiled)
            return false;
    return remedy->count > 0 && !repair_is_far_fetched(kinds, remedy->steps, remedy->count);
}

static bool is_stated(const Weighing *w, const Remedy *remedy) {
    for (size_t i = 0; i < w->stated.count; i++) {
        const Remedy *known = &w->stated.items[i];
        bool is_same = known->count == remedy->count;
        for (uint32_t k = 0; k < remedy->count && is_same; k++)
            is_same = step_is_same(w->proof->store->program, &known->steps[k], &remedy->steps[k]);
        if (is_same) return true;
    }
    return false;
}

/* What a rule for the rival lacks. */
static void add_rival(Weighing *w, const Rival *rival, Tip *tip) {
    const Store *store = w->proof->store;
    uint32_t arity = relation_of(w, rival->relation)->arity, most = w->run + RIVAL_TRIES;
    Value *row = arena_array(w->arena, Value, arity + 1);
    for (uint32_t c = 0; c < arity; c++) row[c] = rival->terms[c].kind == TERM_CONST ? rival->terms[c].id : UNBOUND;
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {rival->relation, NO_ROW}};
    Shortfall *shortfall = shortfall_of(store, rival->relation, row, NULL, &judgement, 1);
    Familiar *familiar = familiar_new(shortfall);
    Remedies remedies = remedies_of_thinker((Thinker){.shortfall = shortfall,
                                                      .familiar = familiar,
                                                      .store = store,
                                                      .arena = w->arena,
                                                      .values = store->program->values,
                                                      .heads = kept_of(store)->heads});
    const Kinds kinds = {store, &shortfall->items.items[0], familiar, w->has_names};
    for (uint32_t i = 0; i < remedies.count && w->run < most && tip->step_count == 0 && may_go_on(w); i++)
        if (is_evidence(w, &kinds, rival, &remedies.items[i]) && !is_stated(w, &remedies.items[i])) {
            vec_push(&w->stated, remedies.items[i]);
            (void)tips(w, remedies.items[i].steps, remedies.items[i].count, tip);
        }
    familiar_free(familiar);
    shortfall_free(shortfall);
}

static bool has_rules(const Weighing *w, RelId id) {
    const Relation *relation = relation_of(w, id);
    const uint32_t *first = kept_of(w->proof->store)->heads.first;
    if (first[id] < first[id + 1]) return true;
    for (uint32_t i = 0; i < relation->class_count; i++)
        if (first[relation->classes[i]] < first[relation->classes[i] + 1]) return true;
    return false;
}

/* Rivals of a step for which rules could speak.  False if there are none. */
static bool add_rivals(Weighing *w, const Step *step, Tip *tip) {
    const Program *program = w->proof->store->program;
    RelId said = program_said(program, step->relation);
    bool any = false;
    if (step->rule == NO_ID || relation_of(w, said)->helper != HELPER_NONE) return false;
    Rivals rivals = rivals_of(program, said, step_values(w->proof, step), w->arena);
    for (size_t i = 0; i < rivals.count && tip->step_count == 0 && may_go_on(w); i++) {
        if (!has_rules(w, rivals.items[i].relation)) continue;
        any = true;
        add_rival(w, &rivals.items[i], tip);
    }
    vec_free(&rivals);
    return any;
}

static void add_each(Weighing *w, Absences *absences, Tip *tip) {
    uint32_t looked_at = 0;
    add_absent(w, absences, tip);
    for (size_t i = 0; i < w->proof->steps.count && looked_at < RIVALS_MOST && tip->step_count == 0 && may_go_on(w);
         i++)
        looked_at += add_rivals(w, &w->proof->steps.items[i], tip);
    if (tip->step_count || w->clashing.step_count == 0) return;
    w->clashing.tried = tip->tried;
    *tip = w->clashing;
}

/* ---- all of it ---- */

static const Claim *claim_of(const Program *program, RelId answer) {
    for (size_t i = 0; i < program->agenda->claims.count; i++)
        if (program->agenda->claims.items[i].question.answer == answer) return &program->agenda->claims.items[i];
    return NULL;
}

/* Without a fact; where nothing is named no fact is of a frame. */
static void take_away(Weighing *w, Tip *tip) {
    bool is_known = take_critical(w, tip);
    if (tip->step_count) return;
    uint32_t half = w->tries / 2, tried = tip->tried;
    w->tries -= half;
    if (!is_known || !tip->is_weighed || w->has_strength) take_each(w, w->has_names, tip);
    if (tip->is_weighed) tip->tried = tried;
    w->tries += half;
}

static void weigh(Weighing *w, bool is_whole, Absences *absences, Tipping *tipping) {
    find_critical(w, tipping);
    if (!is_whole) {
        if (absences->count > 1) add_absent(w, absences, &tipping->with);
        return;
    }
    Tip *without = &tipping->without;
    take_away(w, without);
    if (may_go_on(w)) add_each(w, absences, &tipping->with);
    if (w->has_names && !without->is_weighed && without->step_count == 0 && tipping->with.step_count == 0)
        take_each(w, false, without);
    tipping->is_searched = w->own.inquiry.stop == STOP_NONE;
}

Tipping tipping_of(const Proof *proof, const RunOptions *run, bool is_whole, Absences *absences, Arena *arena) {
    const Program *program = proof->store->program;
    const Step *root = &proof->steps.items[0];
    Tipping tipping = {.is_searched = false};
    Weighing w = {.proof = proof, .row = step_values(proof, root), .said = NO_ID, .arena = arena};
    tipping.without.clash = tipping.with.clash = NONE_CONTRADICTED;
    Grounds grounds = grounds_of(proof, arena);
    tipping.fact_count = grounds.facts.count;
    if (tipping_is_large(proof->store)) return tipping;
    if (relation_of(&w, root->relation)->helper == HELPER_ANSWER)
        w.claim = claim_of(program, root->relation);
    else if (relation_of(&w, program_said(program, root->relation))->helper == HELPER_NONE)
        w.said = program_said(program, root->relation);
    tipping.is_claim = w.claim != NULL;
    w.has_strength = !proof->left_out && !(w.claim && w.claim->has_strength);
    tipping.may_weaken = w.has_strength && program->is_graded;
    w.strength = grounds.strength;
    row_inquiry_begin(&w.own, proof->store, target_of(&w), w.row, w.claim, run, arena);
    w.tries = tipping_tries(&w.own.inquiry);
    w.has_names = store_has_names(proof->store);
    weigh(&w, is_whole, absences, &tipping);
    if (is_whole && tipping.is_searched) tipping_find_effects(proof->store, w.claim, run, &tipping, arena);
    critical_clear(&w.critical);
    vec_free(&w.stated);
    vec_free(&w.facts);
    row_inquiry_end(&w.own);
    return tipping;
}
