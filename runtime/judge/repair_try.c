/* A repair, tried: in a part of the world first, which tells whether it helps, and only then in a whole world, which
 * tells what else it changes; or in files that are compiled anew. */
#include "runtime/judge/cone.h"
#include "runtime/judge/extract.h"
#include "runtime/judge/repair_internal.h"
#include "runtime/judge/repair_memo.h"

/* A denial that nobody knew of when the files were compiled, as a question is the first to name it,
 * speaks against nothing yet. */
static bool is_unweighed(const Program *program, const RepairStep *step) {
    return step->kind == STEP_ADD && step->relation >= program->compiled &&
           program->relations.items[step->relation].is_negative;
}

bool repair_needs_compiling(const Program *program, const Repair *repair) {
    for (uint32_t i = 0; i < repair->step_count; i++)
        if (step_is_priority(&repair->steps[i]) || is_unweighed(program, &repair->steps[i])) return true;
    return false;
}

bool repair_helps(const Trial *trial, Status status) {
    if (status == STATUS_ESTABLISHED) return true;
    if (trial->was.status == STATUS_UNDECIDED) return status == STATUS_REFUTED;
    bool was_denied = trial->was.status == STATUS_REFUTED || trial->was.status == STATUS_INCONSISTENT;
    return was_denied && status != STATUS_REFUTED && status != STATUS_INCONSISTENT;
}

static void note_outcome(Repair *repair, Status status, Reason reason) {
    repair->status = status;
    repair->reason = reason;
}

static void judge_outcome(Repair *repair, const Store *store, const Goal *goal) {
    Judgement judgement = goal_judge(store, goal);
    note_outcome(repair, judgement.status, judgement.reason);
}

/* What is known of a world that is known: what is asked, and the other claims. */
static void recall_world(const Trial *trial, Repair *repair, const RepairWorld *world) {
    const Agenda *agenda = trial->ask->world->store->program->agenda;
    uint32_t own = (uint32_t)(trial->ask->goal->claim - agenda->claims.items);
    ClaimStand stand = stands_claim(trial->stands, own);
    ClaimChange *others = arena_array(trial->arena, ClaimChange, world->change_count + 1);
    repair->change_count = 0;
    for (uint32_t i = 0; i < world->change_count; i++) {
        if (world->changes[i].claim == own)
            stand = world->changes[i].is;
        else
            others[repair->change_count++] = world->changes[i];
    }
    note_outcome(repair, stand.status, stand.reason);
    if (!repair_helps(trial, repair->status)) repair->change_count = 0;
    repair->changes = others;
    if (!repair_helps(trial, repair->status)) return;
    repair->come = world->come;
    repair->gone = world->gone;
    repair->shifts = world->shifts;
    repair->clash = world->clash;
}

Claim repair_asked(const Goal *goal) {
    const Claim *claim = goal->claim ? goal->claim : goal->body;
    if (claim) return *claim;
    return (Claim){
        .name = NO_SYMBOL, .question = *goal->question, .parts = goal->part, .part_count = goal->part != NULL};
}

/* Of the relations that what is asked depends on, those that the changes reach.  Where one fact after the other is
 * tried that is less to compute than an extract, which begins from the facts each time. */
static World *world_of_cone(const Trial *trial, const Claim *claim, const Changes *changes, Diags *diags) {
    const RepairAsk *ask = trial->ask;
    RunOptions options = *ask->run;
    Changes own = *changes;
    Cone cone;
    cone_init(&cone, ask->world->store->program, claim);
    options.wanted = cone.components;
    options.progress = NULL;
    own.reach = stands_reach(trial->stands);
    World *world = world_new(ask->world->store, &own, &options, diags);
    cone_clear(&cone);
    return world;
}

/* Many repairs do not help: that is seen in a part of the world.  False if the run was stopped. */
static bool run_part(const Trial *trial, Repair *repair, const Changes *changes, Diags *diags) {
    const RepairAsk *ask = trial->ask;
    const Claim asked = repair_asked(ask->goal), *claim = &asked;
    World *world = trial->is_passing ? world_of_cone(trial, claim, changes, diags)
                                     : extract_world(ask->world->store, changes, &claim, 1, ask->run, diags);
    Stop stop = world->outcome.stop;
    if (stop == STOP_NONE)
        judge_outcome(repair, world->store, ask->goal);
    else
        trial->repairs->stop = stop;
    world_free(world);
    return stop == STOP_NONE;
}

/* While what comes and goes was counted. */
static bool was_stopped(const Trial *trial) {
    const Store *store = trial->ask->world->store;
    if (store_may_search(store)) return false;
    trial->repairs->stop = store->watch->outcome->stop;
    return true;
}

/* All that the changes reach, with what else comes out otherwise: for repairs that help, and for what other claims will
 * ask about too.  How what is asked comes out without a memo has been seen in a part. */
static bool run_whole(const Trial *trial, Repair *repair, const Changes *changes, RepairMemo *memo, Diags *diags) {
    const RepairAsk *ask = trial->ask;
    Changes own = *changes;
    own.reach = stands_reach(trial->stands);
    own.choose = stands_choose;
    own.choose_context = trial->stands;
    World *world = world_new(ask->world->store, &own, ask->run, diags);
    bool is_run = world->outcome.stop == STOP_NONE;
    if (is_run && memo) {
        Repair found = *repair;
        repair_compare(&found, NULL, ask->world->store, trial->stands, world->store, stands_reached(trial->stands),
                       trial->arena);
        is_run = !was_stopped(trial);
        if (is_run) recall_world(trial, repair, repair_memo_add(memo, ask->world->store->program, &found));
    } else if (is_run) {
        repair_compare(repair, ask->goal->claim, ask->world->store, trial->stands, world->store,
                       stands_reached(trial->stands), trial->arena);
        is_run = !was_stopped(trial);
    } else {
        trial->repairs->stop = world->outcome.stop;
    }
    world_free(world);
    return is_run;
}

/* *memo: where such worlds are kept, which is done for claims; NULL: nowhere. */
static bool is_recalled(const Trial *trial, Repair *repair, RepairMemo **memo) {
    const RepairAsk *ask = trial->ask;
    *memo = ask->goal->claim ? ask->memo : NULL;
    const RepairWorld *known = *memo ? repair_memo_find(*memo, ask->world->store->program, repair) : NULL;
    if (known) recall_world(trial, repair, known);
    return known != NULL;
}

static bool run_world(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    RepairMemo *memo;
    if (is_recalled(trial, repair, &memo)) return true;
    if (memo && (trial->is_passing || !repair_memo_has_room(memo))) memo = NULL;
    Changes changes = repair_changes(program, program, repair, trial->arena);
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    bool is_run = memo ? run_whole(trial, repair, &changes, memo, diags) : run_part(trial, repair, &changes, diags);
    bool is_told = !trial->is_passing || repair->status == STATUS_ESTABLISHED || repair->status == STATUS_REFUTED;
    if (!memo && is_run && is_told && !trial->is_beside && repair_helps(trial, repair->status))
        is_run = run_whole(trial, repair, &changes, NULL, diags);
    diags_free(diags);
    sources_free(sources);
    return is_run;
}

/* Of the claims that come out otherwise, others are told. */
static void drop_asked(const Trial *trial, Repair *repair) {
    const Agenda *agenda = trial->ask->world->store->program->agenda;
    ClaimChange *others = arena_array(trial->arena, ClaimChange, repair->change_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < repair->change_count; i++)
        if (trial->ask->goal->claim != &agenda->claims.items[repair->changes[i].claim])
            others[count++] = repair->changes[i];
    repair->changes = others;
    repair->change_count = count;
}

static bool try_compiled(Trial *trial, Repair *repair) {
    const RepairAsk *ask = trial->ask;
    const Program *program = ask->world->store->program;
    RepairMemo *memo;
    if (is_recalled(trial, repair, &memo)) return true;
    if (!ask->compiled) return false;
    if (!ask->compiled(ask->context, repair, trial->stands, &trial->repairs->stop, trial->arena)) return false;
    if (was_stopped(trial)) return false;
    if (memo && repair_memo_has_room(memo)) (void)repair_memo_add(memo, program, repair);
    drop_asked(trial, repair);
    return true;
}

/* What is asked is undecided no longer: that is told already, and what a step states or denies is not counted. */
static bool is_own_shift(const Trial *trial, const Repair *repair) {
    const Store *store = trial->ask->world->store;
    RowRef asked = trial->was.row;
    if (trial->was.status != STATUS_UNDECIDED || repair->status == STATUS_UNDECIDED || asked.row == NO_ROW)
        return false;
    const Relation *relation = &store->program->relations.items[asked.relation];
    const Value *row = table_row(store_possible(store, asked.relation), asked.row);
    if (relation->helper != HELPER_NONE || relation->name == NO_SYMBOL) return false;
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        if (step_is_priority(step) || (step->relation != asked.relation && step->relation != relation->contrary))
            continue;
        if (row_is_same(step->row, row, relation->arity)) return false;
    }
    return true;
}

bool repair_run(Trial *trial, Repair *repair) {
    bool is_compiled = repair_needs_compiling(trial->ask->world->store->program, repair);
    repair->clash = NONE_CONTRADICTED;
    bool is_run = is_compiled ? try_compiled(trial, repair) : run_world(trial, repair);
    if (is_run && repair->shifts && is_own_shift(trial, repair)) repair->shifts--;
    return is_run;
}
