/* Single facts, gone through one by one: first those that are stated already, then those that are not, and last, where
 * no others do, those that would contradict what is given.
 *
 * Where something of one step was found before, what does as well is not told in full: how it comes out is all that its
 * run is to tell. */
#include "runtime/judge/repair_internal.h"

#include "runtime/judge/singles.h"

enum { CLAIMS_IN_FULL = 20 };

static const Program *program_of(const Trial *trial) { return trial->ask->world->store->program; }

/* ---- others ---- */

/* Stating what is asked, or its contrary, tells nobody anything; nor does stating what only rules conclude. */
static bool is_worth_telling(const Repair *repair) {
    const RepairStep *step = &repair->steps[0];
    bool is_fact = step->kind == STEP_ADD || step->kind == STEP_RETRACT;
    return is_fact && repair->step_count == 1 && !step->is_asked && !step->is_denial && !step->is_unusual;
}

static bool is_remote(const Trial *trial, const Repair *repair) {
    const RepairStep *step = &repair->steps[0];
    if (!repair_is_sensible(&trial->kinds, repair)) return true;
    return step->kind == STEP_ADD && familiar_has_remote(trial->kinds.familiar, step->relation, step->row);
}

static void keep_other(Trial *trial, const Repair *repair, Kept *others) {
    Repair own = *repair;
    if (!is_worth_telling(repair) || kept_has(program_of(trial), others, repair)) return;
    own.is_remote = is_remote(trial, repair);
    kept_add(program_of(trial), others, &own);
}

uint32_t repair_keep_first(Trial *trial, Kept *kept, Kept *others) {
    uint32_t count = kept->count, listed = others ? others->count : 0;
    if (count <= REPAIRS_KEPT) return 0;
    kept->count = REPAIRS_KEPT;
    for (uint32_t i = REPAIRS_KEPT; others && i < count; i++) keep_other(trial, &kept->items[i], others);
    return count - REPAIRS_KEPT - (others ? others->count - listed : 0);
}

static void drop_told(const Trial *trial, Kept *others, const Kept *told) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < others->count; i++)
        if (!kept_has(program_of(trial), told, &others->items[i])) others->items[count++] = others->items[i];
    others->count = count;
}

/* Whether one of its shape has fewer names where none of their kind stand. */
static bool has_better(const Repair *repair, const Kept *kept) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].steps[0].misplaced < repair->steps[0].misplaced &&
            repair_has_same_shape(&kept->items[i], repair))
            return true;
    return false;
}

static void note_remote(Kept *others, const Kept *told) {
    for (uint32_t i = 0; i < others->count; i++) {
        Repair *own = &others->items[i];
        own->is_remote = own->is_remote || has_better(own, told) || has_better(own, others);
    }
}

void repair_end_others(Trial *trial) {
    Repairs *repairs = trial->repairs;
    drop_told(trial, &trial->others_against, &trial->refuting);
    note_remote(&trial->others, &trial->establishing);
    note_remote(&trial->others_against, &trial->refuting);
    kept_spread(&trial->others, trial->arena);
    kept_spread(&trial->others_against, trial->arena);
    repairs->others = trial->others.items;
    repairs->other_count = trial->others.count;
    repairs->others_against = trial->others_against.items;
    repairs->other_against_count = trial->others_against.count;
}

/* ---- one by one ---- */

static void keep(Trial *trial, Repair *repair) {
    bool is_refuting = repair->status == STATUS_REFUTED;
    repair_note_kinds(&trial->kinds, repair);
    if (trial->is_beside)
        keep_other(trial, repair, is_refuting ? &trial->others_against : &trial->others);
    else if (repair->status == STATUS_ESTABLISHED)
        kept_add(program_of(trial), &trial->establishing, repair);
    else if (is_refuting && !repair->steps[0].is_denial)
        repair_keep_refuting(trial, repair);
}

static bool has_room(const Trial *trial) {
    return trial->is_beside || trial->establishing.count + trial->refuting.count < REPAIRS_ROOM / 2;
}

static void try_single(Trial *trial, const RepairStep *step) {
    Repair repair = {.steps = {*step}, .step_count = 1};
    bool is_run = trial->repairs->stop == STOP_NONE && has_room(trial) && repair_run(trial, &repair);
    trial->repairs->tried_singles += is_run;
    if (!is_run)
        trial->repairs->left_out_singles = true;
    else if (repair_helps(trial, repair.status) &&
             (repair.status == STATUS_ESTABLISHED || repair.status == STATUS_REFUTED))
        keep(trial, &repair);
}

static bool has_single(const Kept *kept) {
    for (uint32_t i = 0; i < kept->count; i++)
        if (kept->items[i].step_count == 1) return true;
    return false;
}

static void make_room(Trial *trial, const Singles *singles) {
    Kept *const lists[] = {&trial->others, &trial->others_against};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        lists[i]->items = arena_array(trial->arena, Repair, singles->count + REPAIRS_ROOM);
}

static bool is_tried(const Trial *trial, const RepairStep *step) {
    return kept_of_step(program_of(trial), &trial->single, step) != NULL;
}

static bool is_remote_step(const Trial *trial, const RepairStep *step) {
    Repair repair = {.steps = {*step}, .step_count = 1};
    repair_note_kinds(&trial->kinds, &repair);
    return is_remote(trial, &repair);
}

/* One of the three stretches.  Beside what is told no more than `left` are tried, and what is remote last. */
static void try_stretch(Trial *trial, const Singles *singles, uint32_t from, uint32_t end, uint32_t *left) {
    for (int turn = 0; turn < (trial->is_beside ? 2 : 1); turn++)
        for (uint32_t i = from; i < end; i++) {
            const RepairStep *step = &singles->items[i];
            if (is_tried(trial, step) || (trial->is_beside && is_remote_step(trial, step) != (turn == 1))) continue;
            if (trial->is_beside && *left == 0) {
                trial->repairs->left_out_singles = true;
                return;
            }
            *left -= trial->is_beside;
            try_single(trial, step);
        }
}

/* Beside what is told.  Who asks about all claims, of which a report is made, has less for each. */
static uint32_t most_beside(const Trial *trial, const Singles *singles) {
    uint64_t claims = trial->ask->memo ? program_of(trial)->agenda->claims.count : 1;
    return claims <= CLAIMS_IN_FULL ? singles->most_beside
                                    : (uint32_t)(singles->most_beside * (uint64_t)CLAIMS_IN_FULL / claims);
}

void repair_try_singles(Trial *trial) {
    const Claim asked = repair_asked(trial->ask->goal);
    const Kept *told = &trial->establishing;
    Singles singles = singles_of(trial->ask->world->store, &asked, trial->arena);
    const uint32_t ends[] = {singles.changed_end, singles.vain_start, singles.count};
    uint32_t left = most_beside(trial, &singles);
    make_room(trial, &singles);
    trial->repairs->left_out_singles = singles.is_cut;
    trial->is_passing = true;
    for (uint32_t stretch = 0; stretch < 3; stretch++) {
        trial->is_beside = has_single(told) || (singles.is_cut && told->count);
        if (trial->is_beside && stretch == 2) break;
        try_stretch(trial, &singles, stretch ? ends[stretch - 1] : 0, ends[stretch], &left);
    }
    trial->is_passing = trial->is_beside = false;
}
