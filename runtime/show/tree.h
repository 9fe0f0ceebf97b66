/* A proof as an indented tree of lines, for prose.c. */
#ifndef HENCE_TREE_H
#define HENCE_TREE_H

#include "runtime/eval/rounds.h"
#include "runtime/why/proof.h"

typedef enum {
    TREE_WHOLE,    /* the root as a line of its own at the left margin */
    TREE_PREMISES, /* what the root needs, without the root: for an answer, whose words stand above already */
    TREE_INNER     /* the root as the first item below a line that stands above */
} TreeKind;

typedef enum { TREE_TEXT, TREE_MD, TREE_HTML } TreeForm;

/* How a proof is told. */
typedef struct {
    TreeForm form;         /* Markdown and HTML are nested lists, to stand in a page; in HTML steps fold */
    uint32_t depth;        /* steps that lie deeper are folded into the line above them; 0: none */
    bool is_full;          /* every check, each exception, and the steps of the translation */
    bool tells_change;     /* names the command that tells what would change it */
    bool is_dialogue;      /* as it is typed there: `:rests p` */
    Str files;             /* as words of the shell, in that command; empty: FILE stands for them */
    const RunOptions *run; /* by which worlds may be run for it; NULL: none are */
    bool tips;             /* tells a fact that would tip the answer, which takes such worlds */
    Str options;   /* likewise, behind what is asked: ` --given year=2016`; they give the world that is told of */
    uint32_t last; /* the number that was given to a step last: of all proofs of a page */
} TreeStyle;

/* False if there was nothing to print.  Flows out with the text as it is made (text_flow),
 * and stops where nobody reads. */
bool tree_tell(const Proof *proof, TreeKind kind, const Sources *sources, TreeStyle *style, Text *text);
/* The same as plain text; numbers of steps begin behind *last, which is moved on. */
void tree_print(const Proof *proof, TreeKind kind, const Sources *sources, uint32_t *last, Text *text);

/* ` f12, f30 [Young 1989, p. 4]`: the statements of a given row. */
void statements_print(const Store *store, RelId relation, RowId row, const Sources *sources, Text *text);
/* `  f12; f30 [Young 1989]  (stated twice: without both)`: all that states a fact of a relation that somebody wrote,
 * given or reported, and what becomes of `both` (NULL: nothing is said of that), or `all` where they are more; nothing
 * of a fact that nobody states. */
void fact_statements_print(const Store *store, RelId said, const Value *row, const char *both, const char *all,
                           const Sources *sources, Text *text);
void times_print(uint32_t count, Text *text); /* `twice`, `3 times` */

#endif
