/* Changes that would give an atom or a claim another status: thought out from what it falls short of, and each tried.
 *
 * Nothing is patched: a repair is a world of its own, run from the changed facts.  Only what is thought out here can be
 * found, facts to add or to take back and priorities, one or two at a time; that is not all that could be changed.
 * Single facts are gone through too (singles.h): those that do are told where nothing of one step was thought of that
 * does, else they are others, of which no more is known than how it comes out. */
#ifndef HENCE_REPAIR_H
#define HENCE_REPAIR_H

#include "runtime/judge/clash.h"
#include "runtime/judge/scenario.h"
#include "runtime/judge/shortfall.h"
#include "runtime/judge/stands.h"

typedef enum {
    STEP_ADD,
    STEP_RETRACT,
    STEP_PREFER,
    STEP_SET,     /* gives a parameter another value: `--given year=2016` */
    STEP_UNPREFER /* takes a priority back: each statement of it that holds in every world */
} StepKind;
typedef struct {
    StepKind kind;
    RelId relation; /* as it is written; of a priority NO_ID */
    const Value *row;
    Symbol winner, loser;
    bool is_replacing;  /* prefers the loser of a statement of the program over its winner: that statement goes */
    bool is_example;    /* adds a fact with a value that only has to be new: any other would do */
    bool is_sized;      /* of an example: the number beside that value matters */
    bool is_settling;   /* adds what is open */
    bool is_outright;   /* denies what hinges on something: finding that out may be another way, of more steps */
    bool is_unusual;    /* adds a fact of a relation that only rules conclude */
    bool is_frame;      /* of what nothing names or cites, in which other facts are told: a calendar; or a setting */
    bool is_itself;     /* states what is asked, which rules conclude */
    bool is_asked;      /* states what is asked, whether or not rules conclude it: nobody has reported it */
    bool is_denial;     /* likewise its contrary */
    bool is_lever;      /* gives an exception that was thought of to what refutes it or speaks against it */
    uint32_t strangers; /* names in a fact that are not those of what is asked (familiar.h) */
    uint32_t misplaced; /* names in a fact to add that belong elsewhere; what is open is asked for there */
    bool is_odd; /* adds a fact that has one name in two columns, as no row of its relation does: a parent of itself */
} RepairStep;

/* What it states, takes back, sets or prefers is the same. */
bool step_is_same(const Program *program, const RepairStep *a, const RepairStep *b);
static inline bool step_is_priority(const RepairStep *step) {
    return step->kind == STEP_PREFER || step->kind == STEP_UNPREFER;
}

enum { REPAIR_STEPS = 2 };

typedef struct {
    RepairStep steps[REPAIR_STEPS];
    uint32_t step_count;
    Status status; /* of what was asked, afterwards */
    Reason reason;
    /* Of two steps: one that adds something was tried alone, and leaves what is asked inconsistent. */
    bool contradicts_alone;
    const ClaimChange *changes; /* claims that come out otherwise, but for what was asked; in the arena */
    uint32_t change_count;
    uint64_t come,
        gone; /* atoms of relations that somebody wrote, but for what the repair itself states or takes back */
    Contradicted clash; /* what is accepted now, and contradicted then */
    uint64_t shifts;    /* where none comes or goes: those that are undecided or contradicted and were not, or are so no
                      * longer, but for those and what is asked */
    bool is_remote;     /* of others: odd, of the frame, or with a name out of place (familiar.h) */
} Repair;

/* What is asked about: a claim, or the answers of a question. */
typedef struct {
    const Claim *claim; /* NULL: a question */
    const Question *question;
    const Part *part;  /* of a question that is one atom, that atom; else NULL */
    const Claim *body; /* of another one, the same as a claim without a name, where it has parts; else NULL */
} Goal;
/* An open fact that was settled by itself: how what is asked comes out if it is so, and if it is not. */
typedef enum { IF_SO, IF_NOT, IF_WAYS } IfWay;
typedef struct {
    RelId relation;
    const Value *row;
    bool is_tried[IF_WAYS];
    Status status[IF_WAYS];
    Reason reason[IF_WAYS];
} IfSettled;

/* How it stands in a world. */
Judgement goal_judge(const Store *store, const Goal *goal);

typedef struct {
    /* That work, none of which has a step that does as much by itself; in the arena.  Settings, what is asked itself,
     * unless it is open, and what makes contradictions come last; fewer steps first, then what misplaces no names, what
     * only settles open facts, those that change few other claims before those that change many, fewer strangers, those
     * that give what the refutation denies, one of each shape before a second of one, then those with fewer side
     * effects, then by value; odd ones are there only where there are no others. */
    const Repair *items;
    uint32_t count;
    /* Likewise those after which it is only no longer refuted, or inconsistent: undecided and without support in the
     * first two, where there is one of each. */
    const Repair *lifting;
    uint32_t lifting_count;
    const Repair
        *refuting; /* of what is undecided: those after which it is refuted, of two steps only where one does not */
    uint32_t refuting_count;
    const Repair *others, *others_against; /* single facts beside these that establish or refute it */
    uint32_t other_count, other_against_count;
    uint32_t tried_against;   /* beside `tried`, for these alone */
    bool left_out_against;    /* more could be tried for them */
    const IfSettled *settled; /* in the order in which they were tried */
    uint32_t settled_count;
    uint32_t tried, left_out; /* by a run; thought out and not tried, or found beyond REPAIRS_KEPT */
    uint32_t tried_usual;     /* of those that were thought out and tried, before unusual ones were */
    uint32_t tried_singles;   /* beside these: single facts, gone through */
    bool left_out_singles;    /* not all that there are, but for those that contradict what is given */
    uint32_t odd;             /* that work, and are dropped since others do too */
    Stop stop;                /* a limit of the command was reached */
} Repairs;
enum { REPAIRS_KEPT = 8 };

/* Its facts and parameters, as changes of a program that has read the same files as `own`;
 * the priorities are left out. */
Changes repair_changes(const Program *own, const Program *program, const Repair *repair, Arena *arena);

/* Whether the step takes this statement of the program back, or sets another in its place. */
bool step_takes_preference(const RepairStep *step, const Preference *preference);
/* The statement that a priority stands against, `prefer LOSER over WINNER` in each world; NULL. */
const Preference *preference_reversed(const Program *program, Symbol winner, Symbol loser);

/* Tries a repair that needs the program compiled anew, as a priority does, or a denial that no file knew of, and facts
 * beside it: fills in status and side effects, with what is asked among the changed claims.  False where it could not
 * be run; where a limit stopped it, *stop says so. */
typedef bool TryCompiled(void *context, Repair *repair, Stands *stands, Stop *stop, Arena *arena);

typedef struct {
    const World *world; /* as it is */
    const Goal *goal;
    const Shortfall *shortfall; /* of the goal */
    const RunOptions *run;
    TryCompiled *compiled;
    void *context;
    struct RepairMemo *memo; /* of worlds that were run for other claims (repair_memo.h); NULL: none */
} RepairAsk;

/* The arena lives as long as the repairs. */
Repairs repairs_find(const RepairAsk *ask, Arena *arena);

/* What is otherwise in `after`, a world of this program or of another reading of the same files; is_reached as in
 * stands_in.  asked: a claim that is not told; NULL: all are. */
void repair_compare(Repair *repair, const Claim *asked, const Store *before, Stands *stands, const Store *after,
                    const bool *is_reached, Arena *arena);
/* Atoms that come and go in it, or shift. */
void repair_count(Repair *repair, const Store *before, const Store *after, const bool *is_reached);

#endif
