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

World *extract_world(const Store *base, const Changes *changes, const Claim *const *claims, size_t count,
                     const RunOptions *options, Diags *diags) {
    assert(!changes || changes->suspended_count == 0);
    static const atomic_bool is_over = true;
    RunOptions own = *options;
    Stop stop = STOP_NONE;
    own.budget = budget_begin(own.budget);
    Store *changed = changes ? changed_given(base, changes, &own.budget, diags, &stop) : NULL;
    const Store *given = changed ? changed : base;
    Extract extract;
    extract_init(&extract, given, claims, count);
    own.wanted = extract.components;
    own.progress = NULL;
    if (stop != STOP_NONE) own.budget.cancel = &is_over; /* as in world_new */
    World *world = world_new(given, &(Changes){.fate = extract_fate, .fate_context = &extract}, &own, diags);
    world->edits.count = 0; /* those are of the slice */
    if (stop != STOP_NONE) world->outcome.stop = stop;
    world->watch.budget.cancel = options->budget.cancel;
    extract_clear(&extract);
    store_free(changed);
    return world;
}
