/* A join at work, for join.c and steps.c. */
#ifndef HENCE_JOIN_INTERNAL_H
#define HENCE_JOIN_INTERNAL_H

#include "runtime/eval/deal.h"
#include "runtime/eval/run_internal.h"
#include "runtime/eval/vector.h"

/* A test of the values a step gives, at work: see meet.c. */
typedef struct {
    const Step *step;
    Table *table;
    const Sets *sets;      /* the values are in a window, */
    const Groups *groups;  /* or else in a group; */
    uint32_t *begin, *end; /* which one, by binding of the input */
    const Value **keys;
    BitView view;    /* the values for the binding at hand */
    bool is_found;   /* instead of a view: few values, each to be looked up */
    uint64_t *marks; /* the last group that was marked, and where its bits begin */
    uint32_t first_word, words, marked_begin, marked_end;
} Meet;

/* One step at work.  It reads the block of bindings of the step before and fills its own. */
typedef struct {
    const Step *step;
    Table *table;
    const Groups *groups;
    const Index *index;
    const Sets *sets;
    const Groups *behind;     /* LIT_LOOKUP: the rows its aggregate was made of, by group */
    RowId from, to;           /* rows of the table it may see */
    const Value **keys;       /* columns of the input, or of constants, that a look-up takes its keys from */
    Vector *vector;           /* what it computes for many bindings at once; NULL: one by one */
    Value *const *input;      /* block of the step before, by slot: see frame_input */
    Value **columns;          /* block it fills, by slot; NULL for those nobody reads later */
    uint32_t count;           /* bindings in it */
    uint32_t input_count, at; /* bindings to read, and the one it is at */
    uint32_t *begin,
        *end; /* by binding of the input: what it still has to go through, as rows or as entries of groups */
    Meet *meets;
    bool is_met;    /* the meets are set to the binding it is at */
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
    Value *set_keys;  /* for a plan that gives sets: a constant first column of the head */
    uint32_t block;   /* bindings in a block */
    uint32_t arity;   /* of the head */
    Deal *deal;       /* several workers are at it; NULL: one */
    Team *team;       /* then rows go to a member of this team; NULL: to the head's table at once, or to the sink */
    struct Member *member;
    uint64_t visits; /* work done since the clock was last looked at */
    Arena arena;

    Sink sink;          /* where head rows go instead of the table, if `take` is not NULL */
    const Value **head; /* then the columns of the head; those of constants are made once */
};

/* Where a variable stands in what a step reads, and in what it gives. */
static inline Value *frame_input(const Join *join, const Frame *f, VarId v) { return f->input[join->plan->slots[v]]; }
static inline Value *frame_column(const Join *join, const Frame *f, VarId v) {
    return f->columns[join->plan->slots[v]];
}

enum { BLOCK_MOST = 1024 }; /* bindings in a block */
enum { VISITS_BETWEEN_CHECKS = 1 << 18, VISITS_AT_ONCE = 1 << 16 };

/* meet.c: the tests a step makes of its values. */
void meets_open(Join *join, Frame *frame);
bool meets_extend(const Join *join, Frame *frame); /* false: they can no longer be made this way */
void meets_close(Frame *frame);
void meet_expand(Join *join, Frame *frame);

/* join.c: a column of a block, and one that has the same value all over. */
Value *join_column(Join *join);
const Value *join_constant(Join *join, Value v);
/* The columns of a literal's look-up keys, for those of its columns that have values before:
 * of the input, or constant. */
const Value **join_keys(Join *join, const Frame *frame, const Literal *literal, uint64_t columns);

/* join.c: what a block of bindings says of the head: rows, into join->buffer; or keys and where sets lie. */
void join_fill_rows(Join *join, const Frame *frame);
const Value *join_set_keys(const Join *join, const Frame *frame); /* NULL: there is no key */
SetOrigin join_set_origin(const Join *join);
uint32_t join_rows(const Join *join,
                   uint32_t *from); /* that the first step scans, from *from on; 0: none, or no scan */

/* Makes the join one of several that go through the same rows; *is_unusual tells that it came upon something that only
 * one may do, making a value or noting a fault, and left it out.  NULL: by itself again. */
void join_share(Join *join, Deal *deal, bool *is_unusual);

/* outbox.c */
bool outbox_take(Join *join, const Frame *frame); /* false: one thread must go on alone */

/* join.c: runs on the rows [from, to) of the first step alone; to be asked for after join_is_ready. */
bool join_run_part(Join *join, uint32_t from, uint32_t to);

/* Reads some of the input and adds to the block, until one is used up or the other full, or after much work. */
void frame_advance(Join *join, Frame *frame);

#endif
