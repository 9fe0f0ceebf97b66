/* How a claim comes out if an open fact that it hinges on is so, and if it is not: a world each. */
#include "runtime/judge/repair_internal.h"
#include "runtime/judge/tipping_internal.h"

static void settle(Inquiry *q, const Hinge *hinge, IfWay way, IfSettled *settled, Arena *arena) {
    const Program *program = q->base->program;
    RelId contrary = program->relations.items[hinge->relation].contrary;
    Repair repair = {.step_count = 1};
    repair.steps[0] = (RepairStep){.kind = STEP_ADD, .relation = way == IF_SO ? hinge->relation : contrary};
    repair.steps[0].row = hinge->row;
    if (repair.steps[0].relation >= program->compiled) return; /* NO_ID, too */
    Changes changes = repair_changes(program, program, &repair, arena);
    World *world = inquiry_run(q, &changes); /* an open fact that is settled is in the slice */
    settled->is_tried[way] = inquiry_judge(q, world, &settled->status[way], &settled->reason[way]);
    world_free(world);
}

static bool settles(const IfSettled *settled) {
    for (int way = 0; way < IF_WAYS; way++)
        if (settled->is_tried[way] && settled->status[way] != STATUS_UNDECIDED) return true;
    return false;
}

uint32_t tipping_open(const Store *store, const Claim *claim, const Hinges *hinges, const RunOptions *run,
                      IfSettled settled[TIPPING_OPEN], uint32_t *tried, Stop *stop, Arena *arena) {
    RowInquiry own;
    uint32_t count = 0;
    *tried = 0;
    *stop = STOP_NONE;
    if (hinges->count == 0 || tipping_is_large(store)) return 0;
    row_inquiry_begin(&own, store, claim->question.answer, NULL, claim, run, arena);
    uint32_t tries = tipping_tries(&own.inquiry) / IF_WAYS;
    if (tries == 0) tries = 1;
    for (size_t i = 0; i < hinges->count && i < tries && count < TIPPING_OPEN; i++) {
        settled[count] = (IfSettled){.relation = hinges->items[i].relation, .row = hinges->items[i].row};
        for (int way = 0; way < IF_WAYS && own.inquiry.stop == STOP_NONE; way++)
            settle(&own.inquiry, &hinges->items[i], (IfWay)way, &settled[count], arena);
        *tried += settled[count].is_tried[IF_SO] && settled[count].is_tried[IF_NOT];
        count += settles(&settled[count]);
    }
    *stop = own.inquiry.stop;
    row_inquiry_end(&own);
    return count;
}
