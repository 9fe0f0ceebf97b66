/* A list, since there are some hundreds: fewer where there are many claims. */
#include "runtime/judge/repair_memo.h"

#include <assert.h>

enum { KEPT_MOST = 1 << 20 /* judgements of all worlds */, WORLDS_MOST = 2048 };

struct RepairMemo {
    Arena arena;
    Stands *stands; /* as it is; NULL: not asked yet */
    Vec(RepairWorld *) worlds;
};

RepairMemo *repair_memo_new(void) {
    RepairMemo *memo = mem_alloc_zero(sizeof *memo);
    arena_init(&memo->arena);
    return memo;
}

void repair_memo_free(RepairMemo *memo) {
    if (!memo) return;
    vec_free(&memo->worlds);
    stands_free(memo->stands);
    arena_clear(&memo->arena);
    mem_free(memo);
}

Stands *repair_memo_stands(RepairMemo *memo, const Store *store) {
    if (!memo->stands) memo->stands = stands_new(store);
    return memo->stands;
}

bool repair_memo_has_room(const RepairMemo *memo, const Program *program) {
    size_t worlds = memo->worlds.count;
    return worlds < WORLDS_MOST && worlds * program->agenda->claims.count < KEPT_MOST;
}

static bool is_same(const Program *program, const RepairStep *a, const RepairStep *b) {
    if (a->kind != b->kind || a->relation != b->relation) return false;
    uint32_t arity = program->relations.items[a->relation].arity;
    return arity == 0 || memcmp(a->row, b->row, arity * sizeof *a->row) == 0;
}

const RepairWorld *repair_memo_find(const RepairMemo *memo, const Program *program, const Repair *repair) {
    for (size_t i = 0; i < memo->worlds.count; i++) {
        const RepairWorld *world = memo->worlds.items[i];
        uint32_t same = 0;
        if (world->step_count != repair->step_count) continue;
        while (same < repair->step_count && is_same(program, &world->steps[same], &repair->steps[same])) same++;
        if (same == repair->step_count) return world;
    }
    return NULL;
}

const RepairWorld *repair_memo_add(RepairMemo *memo, const Repair *repair, const Store *before, const Store *after) {
    assert(memo->stands);
    RepairWorld *world = arena_new(&memo->arena, RepairWorld);
    *world = (RepairWorld){.step_count = repair->step_count,
                           .claims = stands_in(memo->stands, after, stands_reached(memo->stands), &memo->arena)};
    for (uint32_t i = 0; i < repair->step_count; i++) {
        uint32_t arity = before->program->relations.items[repair->steps[i].relation].arity;
        world->steps[i] = repair->steps[i];
        Value *row = arena_array(&memo->arena, Value, arity + 1);
        if (arity) memcpy(row, repair->steps[i].row, arity * sizeof *row);
        world->steps[i].row = row;
    }
    Repair counted = *repair;
    repair_count(&counted, before, after, stands_reached(memo->stands));
    world->come = counted.come;
    world->gone = counted.gone;
    world->shifts = counted.shifts;
    vec_push(&memo->worlds, world);
    return world;
}
