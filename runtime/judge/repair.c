/* Remedies are tried one after the other, each in a world of its own, those of one step before those of two.  How many are
 * tried goes by the rows a world has, so that it does not depend on the speed of the machine. */
#include "runtime/judge/repair_internal.h"

#include "runtime/judge/circle.h"
#include "runtime/judge/remedies.h"

enum { TRIED_MOST = 40, TRIED_LEAST = 4, ROWS_RUN = 3000000 /* in all worlds together, about */ };

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

const Judgement *repairs_claims(const Store *store, Arena *arena) {
    const Agenda *agenda = store->program->agenda;
    Judgement *claims = arena_array(arena, Judgement, agenda->claims.count + 1);
    for (size_t i = 0; i < agenda->claims.count; i++)
        claims[i] = goal_judge(store, &(Goal){.claim = &agenda->claims.items[i]});
    return claims;
}

/* ---- a try ---- */

static bool needs_compiling(const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (repair->steps[i].kind == STEP_PREFER) return true;
    return false;
}

typedef struct {
    const RepairAsk *ask;
    const Judgement *claims;
    Judgement was;
    uint32_t spent; /* runs */
    Arena *arena;
    Repairs *repairs;
    Kinds kinds;
    Kept establishing, lifting;
} Trial;

/* What is better than it was: established, or else free of what denies it. */
static bool helps(const Trial *trial, Status status) {
    if (status == STATUS_ESTABLISHED) return true;
    bool was_denied = trial->was.status == STATUS_REFUTED || trial->was.status == STATUS_INCONSISTENT;
    return was_denied && status != STATUS_REFUTED && status != STATUS_INCONSISTENT;
}

static bool run_world(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    Changes changes = repair_changes(program, program, repair, trial->arena);
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    World *world = world_new(ask->world->store, &changes, ask->run, diags);
    bool is_run = world->outcome.stop == STOP_NONE;
    if (is_run) {
        Judgement judgement = goal_judge(world->store, ask->goal);
        repair->status = judgement.status;
        repair->reason = judgement.reason;
        if (helps(trial, judgement.status))
            repair_compare(repair, ask->goal, ask->world->store, trial->claims, world->store, trial->arena);
    } else {
        trial->repairs->stop = world->outcome.stop;
    }
    world_free(world);
    diags_free(diags);
    sources_free(sources);
    return is_run;
}

static bool try_compiled(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    return ask->compiled && ask->compiled(ask->context, repair, trial->claims, &trial->repairs->stop, trial->arena);
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

/* In runs: a priority has the files read again, and facts beside it run twice. */
static uint32_t cost_of(const Repair *repair) {
    uint32_t priorities = 0;
    for (uint32_t i = 0; i < repair->step_count; i++) priorities += repair->steps[i].kind == STEP_PREFER;
    return priorities == 0 ? 1 : priorities == repair->step_count ? 2 : 3;
}

/* Those of so many steps.  What lifts in two steps is kept only where nothing does in one. */
static void try_all(Trial *trial, const Remedies *remedies, uint32_t steps, bool unusual) {
    const RepairAsk *ask = trial->ask;
    uint32_t most = tries(ask->world->store) + (unusual ? TRIED_LEAST : 0);
    bool may_lift = trial->lifting.count == 0;
    for (uint32_t i = 0; i < remedies->count; i++) {
        Repair repair = {.step_count = remedies->items[i].count};
        if (repair.step_count != steps || is_known(&remedies->items[i], unusual)) continue;
        memcpy(repair.steps, remedies->items[i].steps, sizeof repair.steps);
        if (kept_covers(ask->world->store->program, &trial->establishing, &repair)) continue;
        if (trial->spent >= most || trial->repairs->stop != STOP_NONE) {
            trial->repairs->left_out++;
            continue;
        }
        repair_settle_order(ask->world->store->program, &repair);
        trial->repairs->tried++;
        trial->spent += cost_of(&repair);
        bool is_run = needs_compiling(&repair) ? try_compiled(trial, &repair) : run_world(trial, &repair);
        if (!is_run || !helps(trial, repair.status)) continue;
        repair_note_kinds(&trial->kinds, &repair);
        if (repair.status == STATUS_ESTABLISHED)
            kept_add(ask->world->store->program, &trial->establishing, &repair);
        else if (may_lift && !unusual)
            kept_add(ask->world->store->program, &trial->lifting, &repair);
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

/* What is asked itself, where only rules conclude it and something else was found; in a circle that is as good as the rest. */
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

Repairs repairs_find(const RepairAsk *ask, Arena *arena) {
    Repairs repairs = {0};
    Trial trial = {.ask = ask, .arena = arena, .repairs = &repairs};
    trial.establishing.items = arena_array(arena, Repair, TRIED_MOST + TRIED_LEAST + 1);
    trial.lifting.items = arena_array(arena, Repair, TRIED_MOST + TRIED_LEAST + 1);
    trial.claims = repairs_claims(ask->world->store, arena);
    trial.was = goal_judge(ask->world->store, ask->goal);
    Familiar *familiar = familiar_new(ask->shortfall);
    trial.kinds = kinds_of(ask->shortfall, familiar);
    for (int unusual = 0; unusual < 2 && trial.establishing.count == 0; unusual++) {
        Remedies remedies = remedies_think(ask->shortfall, familiar, unusual, arena);
        for (uint32_t steps = 1; steps <= REPAIR_STEPS && !has_sensible(&trial); steps++)
            try_all(&trial, &remedies, steps, unusual);
        repairs.left_out += remedies.is_cut;
        if (!unusual) repairs.tried_usual = repairs.tried;
    }
    familiar_free(familiar);
    uint32_t circle[SHORTS_KEPT];
    if (circle_of(ask->shortfall, circle) == 0) drop_itself(&trial.establishing);
    drop_odd(&repairs, &trial.establishing);
    drop_odd(&repairs, &trial.lifting);
    kept_spread(&trial.establishing, &repairs, arena);
    kept_spread(&trial.lifting, &repairs, arena);
    repairs.items = trial.establishing.items;
    repairs.count = trial.establishing.count;
    repairs.lifting = trial.lifting.items;
    repairs.lifting_count = trial.lifting.count;
    return repairs;
}
