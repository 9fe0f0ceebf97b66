/* Boxes side by side in rows, so that all of them together have about the proportions of a page. */
#ifndef HENCE_PACKING_H
#define HENCE_PACKING_H

#include "runtime/draw/layout.h"

#define PAGE_RATIO 1.4 /* width to height of what is drawn */

/* Sets x and y of each box; they keep `gap` from each other.  Gives the size of all. */
Box boxes_pack(Box *boxes, uint32_t count, double gap);

#endif
