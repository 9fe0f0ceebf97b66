/* What the files that find repairs share: those that work, in the order in which they are told. */
#ifndef HENCE_REPAIR_INTERNAL_H
#define HENCE_REPAIR_INTERNAL_H

#include "runtime/judge/familiar.h"
#include "runtime/judge/repair.h"

typedef struct {
    Repair *items; /* room for all that are tried */
    uint32_t count;
} Kept;

/* What steps are held against. */
typedef struct {
    const Store *store;
    const Short *asked;
    const Familiar *familiar;
    bool has_names; /* some given fact is named or cites something: what does not is of the frame */
} Kinds;
bool store_has_names(const Store *store);                       /* some given fact is named or cites something */
bool step_is_frame(const Store *store, const RepairStep *step); /* RepairStep.is_frame; no matter what has names */
Kinds kinds_of(const Shortfall *shortfall, const Familiar *familiar);
/* Fills in what can be seen of each step. */
void repair_note_kinds(const Kinds *kinds, Repair *repair);
/* Two steps in one order, however they were thought of. */
void repair_settle_order(const Program *program, Repair *repair);
/* What the facts that it adds contradict in that world; of what `proof` rests on first, which may be NULL. */
Contradicted repair_clash(const Repair *repair, const Store *before, const Store *after, const bool *is_reached,
                          const Proof *proof);
bool repair_is_odd(const Repair *repair);
/* Odd, or with a step of the frame, where there is more than that. */
bool repair_is_far_fetched(const Kinds *kinds, const RepairStep *steps, uint32_t count);
/* Neither odd, nor of the frame if there is more than that, nor what is asked itself, nor denied outright: then nothing
 * larger needs to be looked for. */
bool repair_is_sensible(const Kinds *kinds, const Repair *repair);

/* What is found of a question, while repairs are tried. */
enum { SETTLED_KEPT = 80, CONTESTED_KEPT = 4 /* steps that a priority is tried on top of */ };
enum { TRIED_MOST = SETTLED_KEPT / 2, TRIED_LEAST = 4 };
enum {
    REPAIRS_ROOM = 4 * (TRIED_MOST + TRIED_LEAST) /* for those that are tried, and for each part of those that work */
};
typedef struct {
    const RepairAsk *ask;
    Stands *stands;
    Judgement was;
    uint32_t spent; /* runs */
    Arena *arena;
    Repairs *repairs;
    bool is_passing; /* worlds that are run now are not kept for other claims */
    bool is_beside;  /* of what does now no more is looked for than how it comes out: something like it is told */
    Kinds kinds;
    Kept establishing, lifting, refuting;
    Kept single;                      /* of one step, tried, whatever came out */
    Kept on_top;                      /* of two, tried ahead of those that were thought of from the start */
    Kept others, others_against;      /* single facts that establish or refute it too, beside what is told */
    Repair contested[CONTESTED_KEPT]; /* of one step, after which it is so */
    uint32_t contested_count;
    IfSettled settled[SETTLED_KEPT];
    uint32_t settled_count;
} Trial;
/* What is better than it was: established, or else free of what denies it;
 * of what is undecided also what refutes it. */
bool repair_helps(const Trial *trial, Status status);
bool repair_needs_compiling(const Program *program, const Repair *repair);
/* What is asked, as a claim. */
Claim repair_asked(const Goal *goal);
/* Fills in what comes out, and where it helps what else changes.
 * False where it could not be tried, or the run was stopped. */
bool repair_run(Trial *trial, Repair *repair);

/* Keeps what refutes it, of two steps only where one does not. */
void repair_keep_refuting(Trial *trial, const Repair *repair);
/* Tries each fact that nobody thought of, as far as they are not too many: what does is told where nothing of one step
 * is found yet, else it is one of the others. */
void repair_try_singles(Trial *trial);
/* Leaves the first of them: single facts beyond these are among the others, if there is such a list.
 * How many are dropped. */
uint32_t repair_keep_first(Trial *trial, Kept *kept, Kept *others);
/* Lists the others: those that are told are none of them. */
void repair_end_others(Trial *trial);

/* Whether one of them does with a part of the steps: then the others are idle. */
bool kept_covers(const Program *program, const Kept *kept, const Repair *repair);
bool kept_has(const Program *program, const Kept *kept, const Repair *repair);
/* The one that is this step alone; NULL. */
const Repair *kept_of_step(const Program *program, const Kept *kept, const RepairStep *step);
/* The same changes of facts of the same relations. */
bool repair_has_same_shape(const Repair *a, const Repair *b);
/* At its place among the others. */
void kept_add(const Program *program, Kept *kept, const Repair *repair);
/* Without examples of a name that nobody has, where a name that is known does as well. */
void kept_drop_examples(const Kinds *kinds, Kept *kept);
/* One of each shape comes before the second of one: ten dates of one event are but one way. */
void kept_spread(Kept *kept, Arena *arena);

#endif
