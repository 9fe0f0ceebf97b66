/* Whether what is asked would only support itself: p needs q alone, and q needs p alone. */
#ifndef HENCE_JUDGE_CIRCLE_H
#define HENCE_JUDGE_CIRCLE_H

#include "runtime/judge/shortfall.h"

/* Entries of a shortfall, from the first back to it, which is not named again; each lacks nothing but the next.  0:
 * there is no such circle among what was followed.  By nearest rules, the first circle in their order. */
uint32_t circle_of(const Shortfall *shortfall, uint32_t entries[SHORTS_KEPT]);

#endif
