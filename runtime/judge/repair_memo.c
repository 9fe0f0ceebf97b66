/* Worlds are found by their steps, in chains. */
#include "runtime/judge/repair_memo.h"

#include "lang/program/islands.h"
#include "runtime/judge/matching.h"
#include "runtime/store/hash.h"

enum { KEPT_MOST = 1 << 20 /* changes in all worlds */, WORLDS_MOST = 1 << 16, CHAINS = 1 << 12 };

typedef struct {
    RepairWorld world;
    uint32_t next; /* of the chain; NO_ID ends */
} Kept;

struct RepairMemo {
    Arena arena;
    Stands *stands; /* as it is; NULL: not asked yet */
    Vec(Kept *) worlds;
    uint32_t chains[CHAINS];
    size_t changes; /* in all worlds */
    Islands *islands;
};

RepairMemo *repair_memo_new(void) {
    RepairMemo *memo = mem_alloc_zero(sizeof *memo);
    arena_init(&memo->arena);
    memset(memo->chains, 0xFF, sizeof memo->chains);
    return memo;
}

void repair_memo_free(RepairMemo *memo) {
    if (!memo) return;
    vec_free(&memo->worlds);
    stands_free(memo->stands);
    islands_free(memo->islands);
    arena_clear(&memo->arena);
    mem_free(memo);
}

Stands *repair_memo_stands(RepairMemo *memo, const Store *store) {
    if (!memo->stands) memo->stands = stands_new(store);
    return memo->stands;
}

const Islands *repair_memo_islands(RepairMemo *memo, const Program *program) {
    if (!memo->islands && program->written) memo->islands = islands_new(program->written);
    return memo->islands;
}

bool repair_memo_has_room(const RepairMemo *memo) {
    return memo->worlds.count < WORLDS_MOST && memo->changes < KEPT_MOST;
}

static bool is_same(const Program *program, const RepairStep *a, const RepairStep *b) {
    return step_is_same(program, a, b) && a->is_replacing == b->is_replacing;
}

static uint32_t chain_of(const Program *program, const Repair *repair) {
    uint64_t h = hash_step(0, repair->step_count);
    for (uint32_t i = 0; i < repair->step_count; i++) {
        const RepairStep *step = &repair->steps[i];
        bool is_priority = step_is_priority(step);
        uint32_t arity = is_priority ? 0 : program->relations.items[step->relation].arity;
        h = hash_step(hash_step(h, (uint32_t)step->kind), step->relation);
        if (is_priority) h = hash_step(hash_step(h, step->winner), step->loser);
        for (uint32_t c = 0; c < arity; c++) h = hash_step(h, step->row[c]);
    }
    return (uint32_t)(h % CHAINS);
}

const RepairWorld *repair_memo_find(const RepairMemo *memo, const Program *program, const Repair *repair) {
    for (uint32_t i = memo->chains[chain_of(program, repair)]; i != NO_ID; i = memo->worlds.items[i]->next) {
        const RepairWorld *world = &memo->worlds.items[i]->world;
        uint32_t same = 0;
        if (world->step_count != repair->step_count) continue;
        while (same < repair->step_count && is_same(program, &world->steps[same], &repair->steps[same])) same++;
        if (same == repair->step_count) return world;
    }
    return NULL;
}

static RepairStep keep_step(RepairMemo *memo, const Program *program, const RepairStep *step) {
    RepairStep kept = *step;
    uint32_t arity = step_is_priority(step) ? 0 : program->relations.items[step->relation].arity;
    kept.row = arity ? arena_copy(&memo->arena, step->row, arity * sizeof *step->row) : NULL;
    return kept;
}

const RepairWorld *repair_memo_add(RepairMemo *memo, const Program *program, const Repair *repair) {
    Kept *kept = arena_new(&memo->arena, Kept);
    uint32_t *chain = &memo->chains[chain_of(program, repair)];
    kept->world = (RepairWorld){.step_count = repair->step_count,
                                .change_count = repair->change_count,
                                .come = repair->come,
                                .gone = repair->gone,
                                .shifts = repair->shifts,
                                .clash = repair->clash};
    kept->world.changes = arena_copy(&memo->arena, repair->changes, repair->change_count * sizeof *repair->changes);
    for (uint32_t i = 0; i < repair->step_count; i++)
        kept->world.steps[i] = keep_step(memo, program, &repair->steps[i]);
    kept->next = *chain;
    *chain = (uint32_t)memo->worlds.count;
    memo->changes += repair->change_count;
    vec_push(&memo->worlds, kept);
    return &kept->world;
}
