/* Slots: what is known of the kind of a variable or of a column whose type is inferred.
 *
 * Slots that must be of one kind are joined; a joined slot speaks through its root. */
#ifndef HENCE_SLOTS_H
#define HENCE_SLOTS_H

#include "lang/base/vec.h"
#include "lang/program/program.h"

typedef struct {
    uint32_t parent;          /* itself for a root */
    TypeKind kind;            /* TYPE_ANY: nothing known, or mixed; TYPE_NUMBER: integers and floats */
    bool is_mixed;            /* kinds that do not go together */
    bool is_optional;         /* may be none */
    TypeId domain;            /* the first enumerated or range type it was seen with; NO_ID */
    Span place, domain_place; /* where the kind and the domain come from */
} Slot;

typedef struct {
    uint32_t slot;
    Slot before;
} SlotChange;

typedef struct {
    Vec(Slot) items;
    Vec(SlotChange) trail; /* changes since the trail was begun, oldest first */
    uint32_t trails;       /* how many are begun */
    bool has_changed;      /* something new was learnt */
} Slots;

uint32_t slots_add(Slots *slots, uint32_t count); /* the first of count new ones */
void slots_clear(Slots *slots);
Slot *slots_find(Slots *slots, uint32_t slot); /* the root; good until the next addition */

/* Learns that a slot holds this kind.  False if it held an unlike one; it is mixed then. */
bool slots_meet(Slots *slots, uint32_t slot, TypeKind kind, Span place);
void slots_join(Slots *slots, uint32_t a, uint32_t b);
void slots_note_domain(Slots *slots, uint32_t slot, TypeId domain, Span place);
void slots_note_optional(Slots *slots, uint32_t slot);

/* What is learnt in one alternative of `;` does not hold in the next: between begin and end, changes are taken back by
 * slots_next; at the end a slot keeps its kind where all alternatives agree, and is mixed where they do not. */
typedef struct {
    size_t start;           /* of the trail */
    Vec(SlotChange) learnt; /* what each alternative made of a slot */
} SlotFork;
void slots_fork(Slots *slots, SlotFork *fork);
void slots_next(Slots *slots, SlotFork *fork); /* after each alternative */
void slots_merge(Slots *slots, SlotFork *fork);

/* Kinds that are never equal and have no order between them. */
bool kinds_unlike(TypeKind a, TypeKind b);

#endif
