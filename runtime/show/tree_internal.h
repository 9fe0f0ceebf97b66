/* The walk through a proof and the pens that write its lines, for tree.c and tree_pens.c. */
#ifndef HENCE_TREE_INTERNAL_H
#define HENCE_TREE_INTERNAL_H

#include "runtime/show/tree.h"

typedef enum { ITEM_STEP, ITEM_CHECK, ITEM_MORE, ITEM_NOTE } ItemKind;
typedef struct {
    ItemKind kind;
    StepId step;      /* ITEM_STEP; ITEM_MORE: the fold */
    StepId parent;    /* whose literal this is; NO_STEP for the root */
    uint32_t literal; /* of the parent's rule */
    uint32_t level;   /* indentations */
    uint32_t depth;   /* steps above it */
    uint32_t width;   /* of the words, so that notes stand below each other; 0: none */
    Str note;         /* ITEM_NOTE: all of the line */
} Item;

/* One line: its words, and what stands behind or below them. */
typedef struct {
    uint32_t level, number; /* 0: none */
    uint32_t width;         /* that the words should take */
    Str words, note;
    uint32_t link;  /* the number of the step the note is about; 0: none */
    bool has_below; /* lines of the next level follow */
    bool folds;     /* it is a step with its premises */
} Line;

typedef struct {
    TreeForm form;
    Text *text;
    uint32_t base;  /* level of the outermost lines */
    Vec(bool) open; /* HTML: by open list, whether it stands in something that folds */
    bool has_begun;
} Pen;

void pen_line(Pen *pen, const Line *line);
void pen_begin_apart(Pen *pen); /* what follows stands at the left margin again */
void pen_end(Pen *pen);

#endif
