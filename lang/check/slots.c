/* Union-find by halving paths, as in R. Tarjan, Data Structures and Network Algorithms, 1983; there are few joins and
 * no need for ranks.  Joins happen only where columns are inferred, forks only where they are declared, so a fork never
 * has to take back a join. */
#include "lang/check/slots.h"

uint32_t slots_add(Slots *slots, uint32_t count) {
    uint32_t first = (uint32_t)slots->items.count;
    vec_reserve(&slots->items, first + count);
    for (uint32_t i = 0; i < count; i++)
        vec_push(&slots->items,
                 ((Slot){.parent = first + i, .domain = NO_ID, .place = NO_SPAN, .domain_place = NO_SPAN}));
    return first;
}

void slots_clear(Slots *slots) {
    vec_free(&slots->items);
    vec_free(&slots->trail);
}

static uint32_t root_of(Slots *slots, uint32_t slot) {
    Slot *items = slots->items.items;
    while (items[slot].parent != slot) slot = items[slot].parent = items[items[slot].parent].parent;
    return slot;
}

Slot *slots_find(Slots *slots, uint32_t slot) { return &slots->items.items[root_of(slots, slot)]; }

bool kinds_unlike(TypeKind a, TypeKind b) {
    if (a == TYPE_ANY || b == TYPE_ANY || a == b) return false;
    return !(kind_is_number(a) && kind_is_number(b));
}

static Slot *about_to_change(Slots *slots, uint32_t root) {
    Slot *slot = &slots->items.items[root];
    if (slots->trails > 0) vec_push(&slots->trail, ((SlotChange){root, *slot}));
    slots->has_changed = true;
    return slot;
}

bool slots_meet(Slots *slots, uint32_t id, TypeKind kind, Span place) {
    uint32_t root = root_of(slots, id);
    Slot *slot = &slots->items.items[root];
    if (kind == TYPE_ANY || slot->is_mixed || slot->kind == kind) return true;
    bool is_unlike = kinds_unlike(slot->kind, kind);
    if (!is_unlike && slot->kind == TYPE_NUMBER) return true;
    slot = about_to_change(slots, root);
    if (is_unlike) {
        slot->kind = TYPE_ANY;
        slot->is_mixed = true;
        return false;
    }
    if (slot->kind == TYPE_ANY) slot->place = place;
    slot->kind = slot->kind == TYPE_ANY ? kind : TYPE_NUMBER;
    return true;
}

void slots_join(Slots *slots, uint32_t a, uint32_t b) {
    uint32_t to = root_of(slots, a), from = root_of(slots, b);
    if (to == from) return;
    Slot *source = &slots->items.items[from];
    slots->has_changed = true;
    source->parent = to;
    if (source->is_mixed) {
        slots->items.items[to].is_mixed = true;
        slots->items.items[to].kind = TYPE_ANY;
    } else {
        slots_meet(slots, to, source->kind, source->place);
    }
    if (source->is_optional) slots_note_optional(slots, to);
    if (source->domain != NO_ID && slots->items.items[to].domain == NO_ID)
        slots_note_domain(slots, to, source->domain, source->domain_place);
}

void slots_note_domain(Slots *slots, uint32_t id, TypeId domain, Span place) {
    uint32_t root = root_of(slots, id);
    if (slots->items.items[root].domain != NO_ID) return;
    Slot *slot = about_to_change(slots, root);
    slot->domain = domain;
    slot->domain_place = place;
}

void slots_note_optional(Slots *slots, uint32_t id) {
    uint32_t root = root_of(slots, id);
    if (!slots->items.items[root].is_optional) about_to_change(slots, root)->is_optional = true;
}

/* ---- alternatives ---- */

void slots_fork(Slots *slots, SlotFork *fork) {
    *fork = (SlotFork){.start = slots->trail.count};
    slots->trails++;
}

/* Newest change first, so that a slot ends as it was before its first change. */
void slots_next(Slots *slots, SlotFork *fork) {
    for (size_t i = fork->start; i < slots->trail.count; i++) {
        uint32_t slot = slots->trail.items[i].slot;
        vec_push(&fork->learnt, ((SlotChange){slot, slots->items.items[slot]}));
    }
    while (slots->trail.count > fork->start) {
        SlotChange change = vec_pop(&slots->trail);
        slots->items.items[change.slot] = change.before;
    }
}

void slots_merge(Slots *slots, SlotFork *fork) {
    slots->trails--;
    for (size_t i = 0; i < fork->learnt.count; i++) {
        SlotChange learnt = fork->learnt.items[i];
        uint32_t root = learnt.slot;
        Slot *slot = &slots->items.items[root];
        bool is_new = slot->kind == TYPE_ANY && !slot->is_mixed;
        if (learnt.before.is_mixed || kinds_unlike(slot->kind, learnt.before.kind)) {
            slot = about_to_change(slots, root);
            slot->kind = TYPE_ANY;
            slot->is_mixed = true;
        } else if (is_new) {
            slots_meet(slots, root, learnt.before.kind, learnt.before.place);
        }
        if (learnt.before.is_optional) slots_note_optional(slots, root);
    }
    vec_free(&fork->learnt);
}
