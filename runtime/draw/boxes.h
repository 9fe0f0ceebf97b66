/* What stands in the box of a node, line by line, and how large the box is. */
#ifndef HENCE_BOXES_H
#define HENCE_BOXES_H

#include "runtime/draw/layout.h"

typedef enum { LINE_WORDS, LINE_CLAIM, LINE_HEADING, LINE_CHECK, LINE_SMALL, LINE_STYLE_COUNT } LineStyle;

typedef struct {
    Str words;
    LineStyle style;
    double base;  /* of the letters, below the upper side of the box */
    double width; /* that they are to have, whatever the font */
} BoxLine;

typedef struct {
    BoxLine *lines; /* in the arena */
    uint32_t count;
} BoxText;

#define BOX_PADDING 9.0

/* Fills texts and sizes, one a node.  Boxes are about as wide as a few lines of what they hold. */
void boxes_fill(const Graph *graph, BoxText *texts, Box *sizes, Arena *arena);

#endif
