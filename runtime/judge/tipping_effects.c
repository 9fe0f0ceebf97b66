/* The worlds in which a change was tried had no more than the answer can depend on.  Here a world shares with the first
 * what the change does not reach, and costs less than the claims that it does: how strong each is takes a proof. */
#include "runtime/judge/repair_internal.h"
#include "runtime/judge/tipping_internal.h"

enum { WHOLE_MOST = WORK_MOST / 2 /* of a world */ };

typedef struct {
    const Store *store;
    const Claim *claim;
    const RunOptions *run;
    Stands *stands;
    Arena *arena;
} Effecting;

/* With a fact of the frame in which others are told nearly everything goes. */
static bool is_of_frame(const Store *store, const Tip *tip) {
    return tip->step_count && store_has_names(store) && step_is_frame(store, &tip->steps[0]);
}

static bool is_small(const Store *store) {
    return store_row_count(store) + RULE_WORK * (uint64_t)store->program->rules.count <= WHOLE_MOST;
}

/* All of it, once that is known: of the answer's own world the least of what its proof rests on. */
static void widen_clash(Tip *tip) {
    RowRef own = tip->clash.row;
    tip->clash = tip->effects.clash;
    if (own.row != NO_ROW) tip->clash.row = own;
}

/* With a fact less many claims may be a little less certain: that is left alone. */
static void compare(const Effecting *e, const Store *after, bool is_added, Tip *tip) {
    const bool *is_reached = stands_reached(e->stands);
    Repair *effects = &tip->effects;
    tip->is_of_status = !is_added && e->store->program->is_graded;
    if (tip->is_of_status)
        effects->changes =
            stands_status_changes(e->stands, after, is_reached, e->claim, &effects->change_count, e->arena);
    else
        effects->changes = stands_changes(e->stands, after, is_reached, e->claim, &effects->change_count, e->arena);
    repair_count(effects, e->store, after, is_reached);
    tip->has_effects = store_may_search(e->store);
    if (tip->has_effects) widen_clash(tip);
}

static void find_effects(const Effecting *e, bool is_added, Tip *tip) {
    const Program *program = e->store->program;
    if (tip->step_count == 0) return;
    tip->effects = (Repair){.step_count = tip->step_count};
    memcpy(tip->effects.steps, tip->steps, sizeof tip->steps);
    Changes changes = repair_changes(program, program, &tip->effects, e->arena);
    changes.reach = stands_reach(e->stands);
    changes.choose = stands_choose;
    changes.choose_context = e->stands;
    Sources *sources = sources_new();
    Diags *diags = diags_new(sources);
    World *world = world_new(e->store, &changes, e->run, diags);
    if (world->outcome.stop == STOP_NONE) compare(e, world->store, is_added, tip);
    world_free(world);
    diags_free(diags);
    sources_free(sources);
}

void tipping_find_effects(const Store *store, const Claim *claim, const RunOptions *run, Tipping *tipping,
                          Arena *arena) {
    if (tipping->without.step_count + tipping->with.step_count == 0 || !is_small(store)) return;
    Effecting e = {store, claim, run, stands_new(store), arena};
    tipping->without.is_of_frame = is_of_frame(store, &tipping->without);
    find_effects(&e, false, &tipping->without);
    find_effects(&e, true, &tipping->with);
    stands_free(e.stands);
}
