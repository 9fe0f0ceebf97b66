/* What the files that think remedies out share: lists of remedies, and the facts that can be stated or taken back. */
#ifndef HENCE_REMEDIES_INTERNAL_H
#define HENCE_REMEDIES_INTERNAL_H

#include "lang/program/heads.h"
#include "runtime/judge/levers.h"
#include "runtime/judge/remedies.h"
#include "runtime/why/proof.h"

enum { REMEDIES_KEPT = 24 /* of an entry */, FILLS = 4 /* ways to give open columns a value */ };

typedef Vec(Remedy) RemedyList;

typedef struct {
    const Shortfall *shortfall;
    const Familiar *familiar;
    const Store *store;
    Arena *arena;
    bool unusual;
    bool is_nested;    /* for what a case of a `forall` lacks: cases in it are not gone into in their turn */
    bool is_asked;     /* what is thought about is the first entry */
    uint32_t undoings; /* within each other, in hand */
    bool is_cut;
    RemedyList *of_entry; /* by entry */
    Values *values;
    Heads heads;
} Thinker;

/* ---- remedy_list.c ---- */

/* Each remedy is in a list once, and REMEDIES_KEPT are at most: is_cut tells of others. */
void remedies_add_step(Thinker *t, RemedyList *list, RepairStep step);
void remedies_append(Thinker *t, RemedyList *list, const RemedyList *more);
/* The first of each, then the second of each: what is cut is not all of one. */
void remedies_append_in_turn(Thinker *t, RemedyList *list, const RemedyList *lists, size_t count);
/* How far away it is: by what belongs elsewhere, since nothing like it is said, and then by strangers. */
uint32_t remedy_distance(const Thinker *t, const Remedy *remedy);
/* The nearest of them, `most` at most: is_cut tells of others. */
void remedies_append_nearest(Thinker *t, RemedyList *list, const RemedyList *more, uint32_t most);
/* Each of the one together with each of the other, as far as they go together. */
void remedies_multiply(Thinker *t, const RemedyList *a, const RemedyList *b, RemedyList *product);
void remedies_multiply_into(Thinker *t, RemedyList *sofar, const RemedyList *more); /* in its place */

/* ---- remedy_facts.c ---- */

/* A fact to state, if somebody could; is_settling: it is open. */
bool remedy_state(const Thinker *t, RelId relation, const Value *row, bool is_settling, RepairStep *step);
void remedies_add_fact(Thinker *t, RemedyList *list, RelId relation, const Value *row, bool is_settling);
/* A fact of what an entry asks for, or of a pattern of it. */
void remedies_add_own_fact(Thinker *t, RemedyList *list, const Short *entry);
/* A value that no row which agrees with the terms has in the column, the n-th such;
 * UNBOUND if there is none to be had. */
Value remedies_new_value(const Thinker *t, RelId relation, Term *terms, uint32_t column, uint32_t n);
/* The same of names that are known: the column has them in other rows,
 * or a column of another relation that is called the same.
 * So many are looked at: is_cut tells of others. */
Value remedies_known_value(Thinker *t, RelId relation, Term *terms, uint32_t column, uint32_t n);
/* A fact with such names in its open columns, if there are. */
void remedies_add_known(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* Gives open columns new values; true if there were some.  Any left UNBOUND can be given none. */
bool remedies_fill_fresh(const Thinker *t, RelId relation, Value *row);
/* A fact as an example: others like it would do. */
void remedies_add_example(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* A fact with such values, as an example. */
void remedies_add_fresh(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* The rows that agree with most of the values that are bound, the nearest first, FILLS at most;
 * of those that repeat none of them.  Their number. */
uint32_t remedies_nearest_rows(const Thinker *t, RelId relation, const Value *row, RowId *rows);
/* The contrary of a row, stated though the row hinges on something else, unless it is open itself;
 * nothing where there is no relation for it. */
void remedies_deny_outright(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* The given facts below a row that holds and the priorities by which it wins, to be taken back,
 * and what its proof denies, to be stated. */
void remedies_undo(Thinker *t, RemedyList *list, RowRef row);
void remedies_undo_proof(Thinker *t, RemedyList *list, const Proof *proof);
/* The open facts a row hinges on, either way, and two of the first of them together; is_cut tells of other pairs. */
void remedies_settle(Thinker *t, RemedyList *list, RelId relation, const Value *row);
void remedies_settle_each(Thinker *t, RemedyList *list, const Hinges *hinges);

/* ---- remedy_behind.c ---- */

enum { BEHIND_DEPTH = 2 /* rules behind an atom that only rules conclude */, UNDOINGS_MOST = 3 };
/* A fact of it, if somebody could state that, else what its rules lack: so many rules deep, one premise of each. */
void remedies_bring_about(Thinker *t, RemedyList *list, RelId relation, const Value *row, uint32_t depth);
/* What the instances of a rule lack that lack but one premise for this head, whose values may be UNBOUND. */
void remedies_complete_rule(Thinker *t, RemedyList *list, RuleId rule, const Value *head, uint32_t depth);
/* Each of them stated, then what would bring about those that nobody could state. */
void remedies_add_atoms(Thinker *t, RemedyList *list, const WrittenAtoms *atoms);

/* ---- remedy_undecided.c ---- */

void remedies_add_priorities(Thinker *t, RemedyList *list, const Priorities *priorities);

/* What makes exceptions fire in the instances of a row whose other premises hold:
 * taken back, all of an instance together. */
void remedies_past_exceptions(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* What an undecided row hangs on, however far: facts behind what is against it, to be taken back, and priorities of
 * what is for it over that; the other way round where it is not wanted.  Nothing of a row that is decided. */
void remedies_around(Thinker *t, RemedyList *list, RelId relation, const Value *row, bool is_wanted);
/* What the instances of a row in a circle deny, to be stated though only rules conclude it: then the row is out. */
void remedies_break_circle(Thinker *t, RemedyList *list, RelId relation, const Value *row);
/* Those priorities alone. */
void remedies_rank_around(Thinker *t, RemedyList *list, RelId relation, const Value *row);

/* ---- remedy_groups.c ---- */

bool remedies_reads_aggregate(const Thinker *t, const Literal *literal);

/* Facts that would make the group of an aggregate larger or smaller, where the rule's literal fails on its value: a
 * comparison, or the aggregate itself. */
void remedies_resize_group(Thinker *t, RemedyList *list, const Rule *rule, const Literal *literal,
                           const Value *bindings);

/* ---- remedy_attempt.c ---- */

/* What the instance lacks, stated, taken back or settled. */
void remedies_complete(Thinker *t, RemedyList *list, const Attempt *attempt);
/* The same once, with the numbers that comparisons ask for: an event of the year that is asked about. */
void remedies_complete_compared(Thinker *t, RemedyList *list, const Attempt *attempt);

/* ---- remedy_cases.c ---- */

/* What would undo each case of a body that is denied and holds: all of them together, as far as a remedy has steps. */
void remedies_undo_cases(Thinker *t, RemedyList *list, RowRef row);

/* ---- remedies.c ---- */

/* What is thought of with these heads, which stay the caller's; in its arena. */
Remedies remedies_of_thinker(Thinker t);
/* Priorities of these arguments over one of the other side, what it rests on taken back, an exception to it stated. */
void remedies_move_argument(Thinker *t, RemedyList *list, const Arguments *over, const Argument *moved);

#endif
