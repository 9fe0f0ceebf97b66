/* Facts are changed first, since what is added may carry values on to others: the slice is one of the changed facts. */
#include "runtime/judge/extract.h"

#include <assert.h>

#include "runtime/judge/cone.h"

void extract_init(Extract *extract, const Store *given, const Claim *const *claims, size_t count) {
    const Program *program = given->program;
    extract->components = mem_alloc_zero(program->components.count + 1);
    for (size_t i = 0; i < count; i++) {
        Cone cone;
        cone_init(&cone, program, claims[i]);
        for (size_t c = 0; c < program->components.count; c++) extract->components[c] |= cone.components[c];
        cone_clear(&cone);
    }
    slice_init(&extract->slice, given, claims, count);
}

void extract_clear(Extract *extract) {
    mem_free(extract->components);
    slice_clear(&extract->slice);
}

GivenFate extract_fate(void *extract, RelId relation, RowId row) {
    return slice_has(&((const Extract *)extract)->slice, relation, row) ? GIVEN_KEPT : GIVEN_TAKEN;
}

/* Of what a limit left of the changed facts: nobody asks for a slice of that. */
static World *cut_world(Store *given, const RunOptions *options, Stop stop) {
    World *world = mem_alloc_zero(sizeof *world);
    world->store = given;
    world_run_cut(world, options, stop);
    return world;
}

World *extract_world(const Store *base, const Changes *changes, const Claim *const *claims, size_t count,
                     const RunOptions *options, Diags *diags) {
    assert(!changes || changes->suspended_count == 0);
    RunOptions own = *options;
    Stop stop = STOP_NONE;
    own.budget = budget_begin(own.budget);
    own.progress = NULL;
    Store *changed = changes ? changed_given(base, changes, &own.budget, diags, &stop) : NULL;
    if (stop != STOP_NONE) return cut_world(changed, &own, stop);
    const Store *given = changed ? changed : base;
    Extract extract;
    extract_init(&extract, given, claims, count);
    own.wanted = extract.components;
    World *world = world_new(given, &(Changes){.fate = extract_fate, .fate_context = &extract}, &own, diags);
    world->edits.count = 0; /* those are of the slice */
    extract_clear(&extract);
    store_free(changed);
    return world;
}
