/* Lists of remedies, which are short: each is compared with all. */
#include "runtime/judge/remedies_internal.h"

typedef RemedyList List;

static bool has_step(const Thinker *t, const Remedy *remedy, const RepairStep *step) {
    for (uint32_t i = 0; i < remedy->count; i++)
        if (step_is_same(t->store->program, &remedy->steps[i], step)) return true;
    return false;
}

static bool same_remedy(const Thinker *t, const Remedy *a, const Remedy *b) {
    if (a->count != b->count) return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!has_step(t, a, &b->steps[i]) || !has_step(t, b, &a->steps[i])) return false;
    return true;
}

/* Each once, REMEDIES_KEPT at most: is_cut tells of others. */
static void add(Thinker *t, List *list, Remedy remedy) {
    if (remedy.count == 0) return;
    for (size_t i = 0; i < list->count; i++)
        if (same_remedy(t, &list->items[i], &remedy)) return;
    if (list->count < REMEDIES_KEPT)
        vec_push(list, remedy);
    else
        t->is_cut = true;
}

void remedies_add_step(Thinker *t, List *list, RepairStep step) { add(t, list, (Remedy){{step}, 1}); }

static bool sets(const Remedy *remedy, RelId parameter) {
    for (uint32_t i = 0; i < remedy->count; i++)
        if (remedy->steps[i].kind == STEP_SET && remedy->steps[i].relation == parameter) return true;
    return false;
}

/* One of them is taken back to set the other in its place. */
static bool turns(const Remedy *remedy, const RepairStep *step) {
    for (uint32_t i = 0; step_is_priority(step) && i < remedy->count; i++)
        if (remedy->steps[i].winner == step->loser && remedy->steps[i].loser == step->winner) return true;
    return false;
}

/* Both together, if that is no more than REPAIR_STEPS. */
static bool unite(const Thinker *t, const Remedy *a, const Remedy *b, Remedy *both) {
    *both = *a;
    for (uint32_t i = 0; i < b->count; i++) {
        RepairStep reversed = b->steps[i];
        reversed.kind = reversed.kind == STEP_ADD ? STEP_RETRACT : STEP_ADD;
        if (has_step(t, both, &b->steps[i])) continue;
        if (b->steps[i].kind == STEP_SET && sets(both, b->steps[i].relation)) return false;
        if (step_is_priority(&b->steps[i]) ? turns(both, &b->steps[i]) : has_step(t, both, &reversed)) return false;
        if (both->count == REPAIR_STEPS) return false;
        both->steps[both->count++] = b->steps[i];
    }
    return true;
}

/* Each of the one with each of the other. */
void remedies_multiply(Thinker *t, const List *a, const List *b, List *product) {
    Remedy both;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (unite(t, &a->items[i], &b->items[k], &both)) add(t, product, both);
}

void remedies_multiply_into(Thinker *t, List *sofar, const List *more) {
    List product = {0};
    remedies_multiply(t, sofar, more, &product);
    vec_free(sofar);
    *sofar = product;
}

void remedies_append(Thinker *t, List *list, const List *more) {
    for (size_t i = 0; i < more->count; i++) add(t, list, more->items[i]);
}

uint32_t remedy_distance(const Thinker *t, const Remedy *remedy) {
    uint32_t strangers = 0, misplaced = 0;
    for (uint32_t i = 0; i < remedy->count; i++) {
        const RepairStep *step = &remedy->steps[i];
        if (step->kind != STEP_ADD && step->kind != STEP_RETRACT) continue;
        strangers += familiar_strangers(t->familiar, step->relation, step->row);
        if (step->kind == STEP_ADD && !step->is_settling)
            misplaced += familiar_misplaced(t->familiar, step->relation, step->row);
    }
    return misplaced * (REPAIR_STEPS * ATOM_COLUMNS + 1) + strangers;
}

void remedies_append_in_turn(Thinker *t, List *list, const List *lists, size_t count) {
    bool is_more = true;
    for (size_t i = 0; is_more; i++) {
        is_more = false;
        for (size_t k = 0; k < count; k++) {
            if (i >= lists[k].count) continue;
            add(t, list, lists[k].items[i]);
            is_more = true;
        }
    }
}

void remedies_append_nearest(Thinker *t, List *list, const List *more, uint32_t most) {
    bool *is_taken = arena_array(t->arena, bool, more->count + 1);
    memset(is_taken, 0, (more->count + 1) * sizeof *is_taken);
    for (uint32_t n = 0; n < most && n < more->count; n++) {
        uint32_t best = UINT32_MAX, distance = UINT32_MAX;
        for (uint32_t i = 0; i < more->count; i++) {
            uint32_t own = is_taken[i] ? UINT32_MAX : remedy_distance(t, &more->items[i]);
            if (own < distance) best = i, distance = own;
        }
        is_taken[best] = true;
        add(t, list, more->items[best]);
    }
    t->is_cut = t->is_cut || more->count > most;
}
