/* Remedies are tried one after the other, each in a world of its own, those of one step before those of two.  How many
 * are tried goes by the rows a world has, so that it does not depend on the speed of the machine. */
#include "runtime/judge/repair_internal.h"

#include "runtime/judge/circle.h"
#include "runtime/judge/remedies.h"
#include "runtime/judge/repair_memo.h"

enum { ROWS_RUN = 3000000 /* in all worlds together, about */ };
enum { AGAINST_SHARE = 2 /* of as many tries, for what would refute it */ };

/* ---- how what is asked stands ---- */

static bool has_answer(const Store *store, const Goal *goal) {
    return row_least(store, store_table(store, goal->question->answer), NULL, NULL, false) != NO_ROW;
}

Judgement goal_judge(const Store *store, const Goal *goal) {
    Judgement judgement = {.status = STATUS_UNSUPPORTED, .row = {NO_ID, NO_ROW}};
    const Claim *claim = goal->claim ? goal->claim : goal->body;
    if (claim) {
        Verdict verdict = judge_claim(store, claim);
        judgement = (Judgement){verdict.status, verdict.reason, verdict.row};
        verdict_clear(&verdict);
        return judgement;
    }
    if (has_answer(store, goal)) {
        judgement.status = STATUS_ESTABLISHED;
    } else if (goal->part) {
        Verdict verdict = judge_part(store, goal->part);
        judgement = (Judgement){verdict.status, verdict.reason, verdict.row};
        verdict_clear(&verdict);
    } else if (row_least_undecided(store, goal->question->answer, NULL, NULL) != NO_ROW) {
        judgement.status = STATUS_UNDECIDED;
    }
    return judgement;
}

/* ---- all of it ---- */

static uint32_t tries(const Store *store) {
    uint64_t rows = store_row_count(store) + 1, count = ROWS_RUN / rows;
    return count > TRIED_MOST ? TRIED_MOST : count < TRIED_LEAST ? TRIED_LEAST : (uint32_t)count;
}

/* Whether it was tried before unusual facts were thought of. */
static bool is_known(const Remedy *remedy, bool unusual) {
    if (!unusual) return false;
    for (uint32_t i = 0; i < remedy->count; i++)
        if (remedy->steps[i].is_unusual) return false;
    return true;
}

/* In runs: what needs compiling has the files read again, and facts then run twice. */
static uint32_t cost_of(const Program *program, const Repair *repair) {
    uint32_t priorities = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) priorities += step_is_priority(&repair->steps[i]);
    return !repair_needs_compiling(program, repair) ? 1 : priorities == repair->step_count ? 2 : 3;
}

/* ---- what is open ---- */

/* Whether the step settles that fact, and which way. */
bool step_is_same(const Program *program, const RepairStep *a, const RepairStep *b) {
    if (a->kind != b->kind) return false;
    if (step_is_priority(a)) return a->winner == b->winner && a->loser == b->loser;
    return a->relation == b->relation && row_is_same(a->row, b->row, program->relations.items[a->relation].arity);
}

static bool if_settled_is_of(const Program *program, const IfSettled *settled, const RepairStep *step, IfWay *way) {
    uint32_t arity = program->relations.items[step->relation].arity;
    RelId contrary = program->relations.items[step->relation].contrary;
    if (settled->relation != step->relation && settled->relation != contrary) return false;
    *way = settled->relation == step->relation ? IF_SO : IF_NOT;
    return row_is_same(settled->row, step->row, arity);
}

static void note_settled(Trial *trial, const Repair *repair) {
    const RepairStep *step = &repair->steps[0];
    const Program *program = trial->ask->world->store->program;
    if (repair->step_count != 1 || !step->is_settling || trial->settled_count == SETTLED_KEPT) return;
    IfWay way = program->relations.items[step->relation].is_negative ? IF_NOT : IF_SO;
    IfSettled *settled = NULL;
    for (uint32_t i = 0; i < trial->settled_count && !settled; i++)
        if (if_settled_is_of(program, &trial->settled[i], step, &way)) settled = &trial->settled[i];
    if (!settled) {
        settled = &trial->settled[trial->settled_count++];
        *settled = (IfSettled){.relation = step->relation, .row = step->row};
        if (way == IF_NOT) settled->relation = program->relations.items[step->relation].contrary;
    }
    settled->is_tried[way] = true;
    settled->status[way] = repair->status;
    settled->reason[way] = repair->reason;
}

static bool try_one(Trial *trial, Repair *repair) {
    bool is_run = repair_run(trial, repair);
    if (is_run) note_settled(trial, repair);
    if (repair->step_count == 1) kept_add(trial->ask->world->store->program, &trial->single, repair);
    return is_run;
}

void repair_keep_refuting(Trial *trial, const Repair *repair) {
    const Program *program = trial->ask->world->store->program;
    if (!kept_covers(program, &trial->refuting, repair) && !kept_has(program, &trial->refuting, repair))
        kept_add(program, &trial->refuting, repair);
}

static bool is_alone_tried(const Trial *trial, const Repair *repair) {
    return kept_has(trial->ask->world->store->program, &trial->single, repair);
}

/* The steps of one that works, each by itself where that was not thought of: true if one of them does as much, and
 * takes its place.  One that leaves it undecided is told beside the two. */
static bool try_parts(Trial *trial, const Repair *repair) {
    const Program *program = trial->ask->world->store->program;
    bool does_as_much = false;
    for (uint32_t i = 0; repair->step_count > 1 && i < repair->step_count; i++) {
        Repair part = {.steps = {repair->steps[i]}, .step_count = 1};
        if (is_alone_tried(trial, &part)) continue;
        trial->repairs->tried++;
        trial->spent += cost_of(program, &part);
        if (!try_one(trial, &part) || !repair_helps(trial, part.status)) continue;
        repair_note_kinds(&trial->kinds, &part);
        does_as_much = does_as_much || part.status == repair->status ||
                       (repair->status != STATUS_ESTABLISHED && repair->status != STATUS_REFUTED);
        if (part.status == STATUS_ESTABLISHED)
            kept_add(program, &trial->establishing, &part);
        else if (part.status == STATUS_REFUTED)
            repair_keep_refuting(trial, &part);
        else
            kept_add(program, &trial->lifting, &part);
    }
    return does_as_much;
}

static bool leaves_undecided(const Kept *kept) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].status == STATUS_UNDECIDED) return true;
    return false;
}

/* What lifts in two steps is kept only where nothing does in one; what only rules conclude, where it leaves undecided
 * what else would be without support. */
static void keep_lifting(Trial *trial, const Repair *repair, bool may_lift, bool unusual) {
    const Program *program = trial->ask->world->store->program;
    bool is_other = repair->step_count == 1 && repair->status == STATUS_UNDECIDED && !leaves_undecided(&trial->lifting);
    if (unusual ? is_other : may_lift && !kept_covers(program, &trial->lifting, repair))
        kept_add(program, &trial->lifting, repair);
}

/* What was not contested before, and is so by the step alone. */
static void note_contested(Trial *trial, const Repair *repair) {
    bool was_contested = trial->was.status == STATUS_UNDECIDED && trial->was.reason == REASON_CONTESTED;
    if (was_contested || repair->step_count > 1 || trial->contested_count == CONTESTED_KEPT) return;
    if (repair->status != STATUS_UNDECIDED || repair->reason != REASON_CONTESTED) return;
    if (!repair_needs_compiling(trial->ask->world->store->program, repair))
        trial->contested[trial->contested_count++] = *repair;
}

/* Those of so many steps. */
static void try_all(Trial *trial, const Remedies *remedies, uint32_t steps, bool unusual) {
    const RepairAsk *ask = trial->ask;
    uint32_t most = tries(ask->world->store) + (unusual ? TRIED_LEAST : 0);
    bool may_lift = trial->lifting.count == 0;
    for (uint32_t i = 0; i < remedies->count; i++) {
        Repair repair = {.step_count = remedies->items[i].count};
        if (repair.step_count != steps || is_known(&remedies->items[i], unusual)) continue;
        memcpy(repair.steps, remedies->items[i].steps, sizeof repair.steps);
        if (kept_covers(ask->world->store->program, &trial->establishing, &repair)) continue;
        if (kept_has(ask->world->store->program, &trial->on_top, &repair)) continue;
        if (trial->spent >= most || trial->repairs->stop != STOP_NONE) {
            trial->repairs->left_out++;
            continue;
        }
        repair_settle_order(ask->world->store->program, &repair);
        trial->repairs->tried++;
        trial->spent += cost_of(trial->ask->world->store->program, &repair);
        if (!try_one(trial, &repair)) continue;
        note_contested(trial, &repair);
        if (!repair_helps(trial, repair.status) || try_parts(trial, &repair)) continue;
        repair_note_kinds(&trial->kinds, &repair);
        if (repair.status == STATUS_ESTABLISHED)
            kept_add(ask->world->store->program, &trial->establishing, &repair);
        else if (repair.status == STATUS_REFUTED)
            repair_keep_refuting(trial, &repair);
        else
            keep_lifting(trial, &repair, may_lift, unusual);
    }
}

/* They may be thought of otherwise too. */
static void note_on_top(Trial *trial, const Remedies *remedies) {
    const Program *program = trial->ask->world->store->program;
    for (uint32_t i = 0; i < remedies->count && trial->on_top.count < REPAIRS_ROOM; i++) {
        Repair repair = {.step_count = remedies->items[i].count};
        memcpy(repair.steps, remedies->items[i].steps, sizeof repair.steps);
        repair_settle_order(program, &repair);
        kept_add(program, &trial->on_top, &repair);
    }
}

/* Priorities on top of steps that leave it contested: which there are is seen in the world of each. */
static void try_on_top(Trial *trial) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    for (uint32_t i = 0; i < trial->contested_count && trial->repairs->stop == STOP_NONE; i++) {
        if (trial->spent >= tries(ask->world->store)) {
            trial->repairs->left_out += trial->contested_count - i; /* of each at least one */
            return;
        }
        Changes changes = repair_changes(program, program, &trial->contested[i], trial->arena);
        Sources *sources = sources_new();
        Diags *diags = diags_new(sources);
        World *world = world_new(ask->world->store, &changes, ask->run, diags);
        Remedies remedies = {0};
        if (world->outcome.stop == STOP_NONE)
            remedies = remedies_think_on_top(world->store, ask->goal, ask->shortfall, &trial->contested[i].steps[0],
                                             trial->arena);
        else
            trial->repairs->stop = world->outcome.stop;
        trial->spent++;
        world_free(world);
        diags_free(diags);
        sources_free(sources);
        try_all(trial, &remedies, 2, false);
        note_on_top(trial, &remedies);
        trial->repairs->left_out += remedies.is_cut;
    }
}

/* The row that is undecided: what is asked, or of a claim of several literals the one that decided it. */
static const Value *undecided_row(const Trial *trial, RelId *relation, Arena *arena) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    const Short *asked = &ask->shortfall->items.items[0];
    const Value *row = asked->row;
    *relation = asked->relation;
    const Claim *claim = ask->goal->claim ? ask->goal->claim : ask->goal->body;
    if (program->relations.items[asked->relation].helper != HELPER_NONE) {
        if (!claim) return NULL;
        Verdict verdict = judge_claim(ask->world->store, claim);
        verdict_find_atom(&verdict, ask->world->store, claim, arena);
        *relation = verdict.about;
        row = verdict.atom;
        verdict_clear(&verdict);
    }
    return row && row_is_ground(row, program->relations.items[*relation].arity) ? row : NULL;
}

static bool is_settled(const Trial *trial, const RepairStep *step) {
    IfWay way;
    for (uint32_t i = 0; step->kind == STEP_ADD && i < trial->settled_count; i++)
        if (if_settled_is_of(trial->ask->world->store->program, &trial->settled[i], step, &way) &&
            trial->settled[i].is_tried[way])
            return true;
    return false;
}

/* What is undecided may come out either way: beside what would establish it, what would refute it. */
static void try_against(Trial *trial, const Familiar *familiar) {
    RelId relation;
    const Store *store = trial->ask->world->store;
    if (trial->was.status != STATUS_UNDECIDED) return;
    const Value *row = undecided_row(trial, &relation, trial->arena);
    if (!row) return;
    Remedies remedies = remedies_think_against(trial->ask->shortfall, familiar, relation, row, trial->arena);
    uint32_t most = tries(store) / AGAINST_SHARE + 1, spent = trial->spent;
    trial->repairs->left_out_against = remedies.is_cut;
    for (uint32_t i = 0; i < remedies.count; i++) {
        Repair repair = {.step_count = remedies.items[i].count};
        memcpy(repair.steps, remedies.items[i].steps, sizeof repair.steps);
        if (is_settled(trial, &repair.steps[0])) continue;
        if (trial->spent - spent >= most || trial->repairs->stop != STOP_NONE) {
            trial->repairs->left_out_against = true;
            return;
        }
        trial->repairs->tried_against++;
        trial->spent += cost_of(trial->ask->world->store->program, &repair);
        if (!try_one(trial, &repair) || repair.status != STATUS_REFUTED) continue;
        repair_note_kinds(&trial->kinds, &repair);
        repair_keep_refuting(trial, &repair);
    }
}

static bool has_sensible(const Trial *trial) {
    const Kept *kept = &trial->establishing;
    return kept->count && repair_is_sensible(&trial->kinds, &kept->items[0]);
}

/* They come last. */
static void drop_odd(Repairs *repairs, Kept *kept) {
    while (kept->count && !repair_is_odd(&kept->items[0]) && repair_is_odd(&kept->items[kept->count - 1]))
        kept->count--, repairs->odd++;
}

/* What is asked itself, where only rules conclude it and something else was found;
 * in a circle that is as good as the rest. */
static void drop_itself(Kept *kept) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < kept->count; i++) {
        bool is_bare = false;
        for (uint32_t k = 0; k < kept->items[i].step_count; k++)
            is_bare = is_bare || (kept->items[i].steps[k].is_itself && kept->items[i].steps[k].is_unusual);
        if (!is_bare) kept->items[count++] = kept->items[i];
    }
    if (count) kept->count = count;
}

/* Odd ones come last, and are dropped where there are others. */
static void spread_refuting(Trial *trial, Arena *arena) {
    Repairs aside = {0};
    drop_odd(&aside, &trial->refuting);
    kept_spread(&trial->refuting, arena);
    if (repair_keep_first(trial, &trial->refuting, &trial->others_against)) trial->repairs->left_out_against = true;
}

/* The first that leaves it undecided comes second, where the first does not:
 * to be without support is another outcome. */
static void show_both_outcomes(Kept *lifting) {
    uint32_t other = 1;
    while (other < lifting->count && lifting->items[other].status == lifting->items[0].status) other++;
    if (other >= lifting->count) return;
    Repair own = lifting->items[other];
    memmove(lifting->items + 2, lifting->items + 1, (other - 1) * sizeof own);
    lifting->items[1] = own;
}

/* Why it takes two. */
static void note_alone(const Trial *trial, Repair *repair) {
    const Program *program = trial->ask->world->store->program;
    for (uint32_t i = 0; repair->step_count > 1 && i < repair->step_count; i++) {
        const Repair *alone = kept_of_step(program, &trial->single, &repair->steps[i]);
        bool is_added = repair->steps[i].kind == STEP_ADD && alone;
        if (is_added && alone->status == STATUS_INCONSISTENT && trial->was.status != STATUS_INCONSISTENT)
            repair->contradicts_alone = true;
    }
}

Repairs repairs_find(const RepairAsk *ask, Arena *arena) {
    Repairs repairs = {0};
    Trial trial = {.ask = ask, .arena = arena, .repairs = &repairs};
    Kept *const lists[] = {&trial.establishing, &trial.lifting, &trial.refuting, &trial.single, &trial.on_top};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        lists[i]->items = arena_array(arena, Repair, REPAIRS_ROOM);
    trial.stands = ask->memo ? repair_memo_stands(ask->memo, ask->world->store) : stands_new(ask->world->store);
    trial.was = goal_judge(ask->world->store, ask->goal);
    Familiar *familiar = familiar_new(ask->shortfall);
    trial.kinds = kinds_of(ask->shortfall, familiar);
    for (int unusual = 0; unusual < 2 && trial.establishing.count == 0; unusual++) {
        Remedies remedies = remedies_think(ask->shortfall, familiar, unusual, arena);
        for (uint32_t steps = 1; steps <= REPAIR_STEPS && !has_sensible(&trial); steps++) {
            if (steps > 1 && !unusual) try_on_top(&trial);
            try_all(&trial, &remedies, steps, unusual);
        }
        repairs.left_out += remedies.is_cut;
        if (!unusual) repairs.tried_usual = repairs.tried;
        if (!unusual) repair_try_singles(&trial);
    }
    try_against(&trial, familiar);
    uint32_t circle[SHORTS_KEPT];
    if (circle_of(ask->shortfall, circle) == 0) drop_itself(&trial.establishing);
    drop_odd(&repairs, &trial.establishing);
    kept_drop_examples(&trial.kinds, &trial.establishing);
    drop_odd(&repairs, &trial.lifting);
    kept_spread(&trial.establishing, arena);
    repairs.left_out += repair_keep_first(&trial, &trial.establishing, &trial.others);
    if (trial.establishing.count) note_alone(&trial, &trial.establishing.items[0]);
    show_both_outcomes(&trial.lifting);
    kept_spread(&trial.lifting, arena);
    repairs.left_out += repair_keep_first(&trial, &trial.lifting, NULL);
    spread_refuting(&trial, arena);
    repair_end_others(&trial);
    familiar_free(familiar);
    repairs.items = trial.establishing.items;
    repairs.count = trial.establishing.count;
    repairs.lifting = trial.lifting.items;
    repairs.lifting_count = trial.lifting.count;
    repairs.refuting = trial.refuting.items;
    repairs.refuting_count = trial.refuting.count;
    repairs.settled = arena_copy(arena, trial.settled, trial.settled_count * sizeof *trial.settled);
    repairs.settled_count = trial.settled_count;
    if (!ask->memo) stands_free(trial.stands);
    return repairs;
}
