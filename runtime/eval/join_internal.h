/* A join at work, for join.c and steps.c. */
#ifndef HENCE_JOIN_INTERNAL_H
#define HENCE_JOIN_INTERNAL_H

#include "runtime/eval/run_internal.h"

/* One step at work.  It reads the block of bindings of the step before and fills its own. */
typedef struct {
    const Step *step;
    Table *table;
    const Groups *groups;
    const Index *index;
    const Groups *behind;     /* LIT_LOOKUP: the rows its aggregate was made of, by group */
    RowId from, to;           /* rows of the table it may see */
    const Value **keys;       /* columns of the input, or of constants, that a look-up takes its keys from */
    Value *const *input;      /* block of the step before, by variable */
    Value **columns;          /* block it fills, by variable; NULL for those nobody reads later */
    uint32_t count;           /* bindings in it */
    uint32_t input_count, at; /* bindings to read, and the one it is at */
    uint32_t *begin,
        *end;       /* by binding of the input: what it still has to go through, as rows or as entries of groups */
    bool is_probed; /* begin and end are set for this input */
    bool is_done;   /* nothing more will come */
    int scan_found; /* a test that does not look at the binding: -1 not yet made, else its result */
} Frame;

struct Join {
    Work *work;
    const Plan *plan;
    const Rule *rule;
    Computer computer;
    Frame *frames;
    Value *bindings;  /* one binding, by variable, for expressions */
    uint32_t *source; /* by binding of the block being filled: the one of the input it comes from */
    RowId *found;     /* and the row it comes from */
    Value *buffer;    /* head rows */
    uint32_t block;   /* bindings in a block */
    uint32_t arity;   /* of the head */
    uint64_t visits;  /* work done since the clock was last looked at */
    Arena arena;
    Vec(Value *) pages; /* of columns, which need not be cleared */
    uint32_t page_left; /* columns left in the last */

    Sink sink;          /* where head rows go instead of the table, if `take` is not NULL */
    const Value **head; /* then the columns of the head; those of constants are made once */
};

enum { BLOCK_MOST = 1024 }; /* bindings in a block */
enum { VISITS_BETWEEN_CHECKS = 1 << 18, VISITS_AT_ONCE = 1 << 16 };

/* Reads some of the input and adds to the block, until one is used up or the other full, or after much work. */
void frame_advance(Join *join, Frame *frame);

#endif
