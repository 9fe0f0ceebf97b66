/* Single facts, gone through one by one where no one step that was thought of does: first those that are stated
 * already, then those that are not, and last those that would contradict what is given; the later only where the
 * earlier do nothing. */
#include "runtime/judge/repair_internal.h"

#include "runtime/judge/singles.h"

static void try_single(Trial *trial, const RepairStep *step) {
    const Program *program = trial->ask->world->store->program;
    Repair repair = {.steps = {*step}, .step_count = 1};
    if (kept_has(program, &trial->single, &repair)) return;
    if (trial->repairs->stop != STOP_NONE || trial->establishing.count + trial->refuting.count >= REPAIRS_ROOM / 2) {
        trial->repairs->left_out_singles = true;
        return;
    }
    bool is_run = repair_run(trial, &repair);
    trial->repairs->tried_singles += is_run;
    if (!is_run) trial->repairs->left_out_singles = true;
    if (!is_run || !repair_helps(trial, repair.status)) return;
    repair_note_kinds(&trial->kinds, &repair);
    if (repair.status == STATUS_ESTABLISHED)
        kept_add(program, &trial->establishing, &repair);
    else if (repair.status == STATUS_REFUTED && !repair.steps[0].is_denial)
        repair_keep_refuting(trial, &repair);
}

static bool has_single(const Kept *kept) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].step_count == 1) return true;
    return false;
}

/* Whether those of a stage are beside the point, since earlier ones do. */
static bool is_beside(Trial *trial, const Singles *singles, uint32_t i) {
    bool begins = i == singles->there || i == singles->sound;
    if (!begins || !has_single(&trial->establishing)) return false;
    trial->repairs->left_out_singles = true;
    return true;
}

void repair_try_singles(Trial *trial) {
    const Store *store = trial->ask->world->store;
    const Claim asked = repair_asked(trial->ask->goal);
    if (has_single(&trial->establishing)) return;
    Singles singles = singles_of(store, &asked, trial->arena);
    trial->repairs->left_out_singles = singles.is_cut;
    if (singles.is_cut && trial->establishing.count) return; /* what takes two steps is there */
    trial->is_passing = true;
    for (uint32_t i = 0; i < singles.count && !is_beside(trial, &singles, i); i++) try_single(trial, &singles.items[i]);
    trial->is_passing = false;
}
