/* What the files that find repairs share: those that work, in the order in which they are told. */
#ifndef HENCE_REPAIR_INTERNAL_H
#define HENCE_REPAIR_INTERNAL_H

#include "runtime/judge/repair.h"

typedef struct {
    Repair *items; /* room for all that are tried */
    uint32_t count;
} Kept;

/* Fills in what can be seen of each step: odd, of the frame. */
void repair_note_kinds(const Store *store, Repair *repair);
/* Two steps in one order, however they were thought of. */
void repair_settle_order(const Program *program, Repair *repair);
bool repair_is_odd(const Repair *repair);

/* At its place among the others. */
void kept_add(const Program *program, Kept *kept, const Repair *repair);
/* One of each shape comes before the second of one: ten dates of one event are but one way.  Then the first are left. */
void kept_spread(Kept *kept, Repairs *repairs, Arena *arena);

#endif
