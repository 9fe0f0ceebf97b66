/* What a changed world has in common with the one it comes from, which has run: relations that the changes cannot reach
 * are not even copied, and what is computed begins from them.
 *
 *     Sharing sharing;
 *     if (sharing_init(&sharing, reach, base, &changes, wanted)) ...store_fork_beside(base, sharing.own.items, ...)...
 *     sharing_clear(&sharing); */
#ifndef HENCE_SHARING_H
#define HENCE_SHARING_H

#include "runtime/judge/reach.h"
#include "runtime/judge/scenario.h"

typedef struct Sharing {
    RelIds own; /* relations that the world has for itself, upwards */
    /* By relation: what may come out otherwise.  Others are computed again along with them, at most. */
    bool *is_reached;
    bool *components;   /* to be computed: for RunOptions.wanted */
    uint32_t from, end; /* and between which: likewise */
} Sharing;

/* wanted: by component, of what those who ask will look at; NULL: all.
 * False, and it is empty, where nothing can be shared. */
bool sharing_init(Sharing *sharing, Reach *reach, const Store *base, const Changes *changes, const bool *wanted);
void sharing_clear(Sharing *sharing);

#endif
