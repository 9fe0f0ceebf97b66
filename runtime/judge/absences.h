/* What a proof stands on that is no fact: that something is not known.  `not p` where nothing says p, an aggregate over
 * no rows or no more than there are, a body that nothing meets.
 *
 * What new fact would undo it is thought out as remedies are, and run as a world of its own. */
#ifndef HENCE_ABSENCES_H
#define HENCE_ABSENCES_H

#include "runtime/judge/inquiry.h"
#include "runtime/judge/repair.h"
#include "runtime/why/proof.h"

typedef enum {
    ABSENT_ATOM, /* nothing says so */
    ABSENT_CASE, /* `forall`, a body that is denied, an exception that another file states */
    ABSENT_ROWS, /* an aggregate found none */
    ABSENT_MORE  /* what is counted or summed up is compared with something, and more of it would tell otherwise */
} AbsentKind;

typedef struct {
    AbsentKind kind;
    RuleId rule;           /* of the step that needs it, */
    uint32_t literal;      /* the literal, */
    const Value *bindings; /* and the values of the rule's variables; of the proof */
    RelId relation;        /* ABSENT_ATOM, ABSENT_CASE: of the literal; else NO_ID */
    const Value *row;      /* its values, UNBOUND where it leaves a column open; in the arena */
    RepairStep added[REPAIR_STEPS];
    uint32_t added_count; /* facts that undo it; 0: none was found */
    uint32_t tried;       /* by a world */
    Status status;        /* with them, of what is asked */
    Reason reason;
    Contradicted clash; /* what they contradict: where nothing else was found */
} Absent;

typedef struct {
    Absent *items;   /* in the order of the proof, each once, until it is known what undoes them; in the arena */
    uint32_t count;  /* ABSENCES_KEPT at most */
    bool is_cut;     /* there are more */
    bool is_stopped; /* not for each a world was run */
} Absences;
enum { ABSENCES_KEPT = 100 };

Absences absences_of(const Proof *proof, Arena *arena);
/* Looks for what would undo each of them: so that the claim of the inquiry has another status than `was`.
 * Those for which it is found come first. */
void absences_undo(Inquiry *inquiry, Status was, Absences *absences, Arena *arena);
/* Looks for one that a fact undoes, by `most` worlds, one for each; those of rules before those of exceptions.  Nothing
 * is said by it of the others.  NULL where none was found.  *worlds counts them; facts that were stated alone are
 * listed, with room for `most`.  Of the proof, that it rests on what is contradicted. */
const Absent *absences_undo_one(Inquiry *inquiry, const Proof *proof, InquiryJudge *judge, void *context, uint32_t most,
                                Absences *absences, uint32_t *worlds, RepairStep *facts, uint32_t *fact_count,
                                Arena *arena);

#endif
