/* The relations whose given rows may differ are told by the changes; all that they reach (reach.h) is computed anew,
 * and the rest of their groups with them, since a group is run as a whole.
 * Rows that the base has not kept would have to be made in the middle of another run:
 * what they reach is computed anew too. */
#include "runtime/judge/sharing.h"

typedef struct {
    const Store *base;
    const Program *program;
    Reach *reach;
    bool *is_in; /* by relation */
    RelIds members;
    bool is_known; /* no relation differs that the reach has not heard of */
} Finding;

static void add(Finding *f, RelId id) {
    f->is_known = f->is_known && id < reach_relation_count(f->reach);
    if (f->is_in[id]) return;
    f->is_in[id] = true;
    vec_push(&f->members, id);
}

/* Wherever given rows of a relation stand, reported ones too; or it is such a place itself. */
static void add_said(Finding *f, RelId relation) {
    uint32_t count;
    add(f, relation);
    const RelId *places = f->is_known ? reach_places(f->reach, relation, &count) : NULL;
    for (uint32_t i = 0; places && i < count; i++) add(f, places[i]);
}

static void add_rows(Finding *f, const GivenRow *rows, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) add_said(f, rows[i].relation);
}

/* False where they may be anywhere. */
static bool add_scenario(Finding *f, const Scenario *scenario) {
    for (uint32_t i = 0; scenario && i < scenario->change_count; i++) {
        const Change *change = &scenario->changes[i];
        if (change->kind == CHANGE_RETRACT_FACT || change->kind == CHANGE_DISTRUST) return false;
        if (change->kind == CHANGE_PREFER)
            add(f, change->world);
        else
            add_said(f, change->relation);
    }
    return true;
}

static bool add_changed(Finding *f, const Changes *changes) {
    if (changes->distrusted_count || !add_scenario(f, changes->scenario)) return false;
    if (changes->fate && !changes->tells_fated) return false;
    for (uint32_t i = 0; i < changes->fated_count; i++) add(f, changes->fated[i]);
    add_rows(f, changes->parameters, changes->parameter_count);
    add_rows(f, changes->more, changes->more_count);
    for (uint32_t i = 0; i < changes->suspended_count; i++) add(f, changes->suspended[i].relation);
    return f->is_known;
}

/* Relations that came with questions since are not known to the reach. */
static void add_what_came_since(Finding *f) {
    for (RelId id = reach_relation_count(f->reach); id < f->program->relations.count; id++) add(f, id);
}

static void add_relations(Finding *f, const Component *component) {
    for (uint32_t i = 0; i < component->relation_count; i++) add(f, component->relations[i]);
}

/* Components of a group stand side by side. */
static void add_groups(Finding *f) {
    const Component *components = f->program->components.items;
    size_t count = f->program->components.count;
    for (size_t at = 0; at < f->members.count; at++) {
        uint32_t own = f->program->relations.items[f->members.items[at]].component;
        if (own == NO_ID) continue;
        for (uint32_t c = own; c > 0 && components[c - 1].group == components[own].group; c--)
            add_relations(f, &components[c - 1]);
        for (uint32_t c = own + 1; c < count && components[c].group == components[own].group; c++)
            add_relations(f, &components[c]);
    }
}

static void find_components(const Finding *f, const bool *wanted, Sharing *sharing) {
    bool *components = mem_alloc_zero(f->program->components.count + 1);
    sharing->from = NO_ID;
    sharing->end = 0;
    for (size_t i = 0; i < f->members.count; i++) {
        uint32_t c = f->program->relations.items[f->members.items[i]].component;
        if (c == NO_ID) continue;
        components[c] = !wanted || wanted[c];
        if (c < sharing->from) sharing->from = c;
        if (c >= sharing->end) sharing->end = c + 1;
    }
    sharing->components = components;
    if (sharing->end == 0) sharing->from = 0;
}

static bool is_shareable(const Store *base) { return base->is_whole && !base->asides && !base->shared_count; }

bool sharing_init(Sharing *sharing, Reach *reach, const Store *base, const Changes *changes, const bool *wanted) {
    const Program *program = base->program;
    *sharing = (Sharing){.is_reached = NULL};
    if (!is_shareable(base)) return false;
    Finding f = {base, program, reach, mem_alloc_zero(program->relations.count + 1), {0}, true};
    bool is_told = add_changed(&f, changes);
    for (size_t i = 0; i < base->unmade.count && is_told; i++)
        if (store_is_missing(base, base->unmade.items[i])) add(&f, base->unmade.items[i]);
    if (is_told) {
        reach_spread_from(reach, &f.members, f.is_in);
        add_what_came_since(&f);
        sharing->is_reached = mem_alloc(program->relations.count + 1);
        memcpy(sharing->is_reached, f.is_in, program->relations.count);
        add_groups(&f);
        find_components(&f, wanted, sharing);
        sort_numbers(f.members.items, f.members.count);
        sharing->own = f.members;
    } else {
        vec_free(&f.members);
    }
    mem_free(f.is_in);
    return is_told;
}

void sharing_clear(Sharing *sharing) {
    vec_free(&sharing->own);
    mem_free(sharing->is_reached);
    mem_free(sharing->components);
    *sharing = (Sharing){.is_reached = NULL};
}
