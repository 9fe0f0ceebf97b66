/* The walk through a proof, the words of its lines and the pens that write them, for tree.c,
 * tree_words.c and tree_pens.c. */
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

typedef struct {
    const Proof *proof;
    const Program *program;
    const Sources *sources;
    TreeStyle *style;
    Pen pen;
    Text words, note;  /* of one line */
    uint32_t *uses;    /* by step: how often it is needed */
    uint32_t *numbers; /* by step: 0 if it has none */
    bool *is_printed;  /* by step */
    uint32_t *counted; /* by step: the fold in which it was counted last; NULL while nothing is folded */
    uint32_t fold_count, fold_steps;
    Vec(Item) stack;
    Vec(Item) later; /* too deep, in the order of their numbers */
    Vec(Item) children;
    Arena arena; /* of notes */
} Tree;

static inline const Step *tree_step(const Tree *tree, StepId id) { return &tree->proof->steps.items[id]; }
static inline bool step_is_given(const Step *step) { return step->rule == NO_ID; }

/* The step that a step only passes on. */
StepId tree_step_behind(const Tree *tree, StepId id);
/* What a line says; what stands behind it where nothing is below it; the rule of a step. */
void tree_words_print(const Tree *tree, const Item *item, Text *text);
void tree_note_print(Tree *tree, const Item *item, Text *text);
void tree_rule_print(const Tree *tree, const Step *step, Text *text);

#endif
