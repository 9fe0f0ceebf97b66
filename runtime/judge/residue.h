/* What is left of a claim when some rows are suspended: the rule instances that hang on them, as a ground program.
 *
 * The world is run once with those rows undecided.  What is true or false in it stays so whatever becomes of them; the
 * rest is a ground program over the atoms below the targets, which is solved again for each way in which the suspended
 * rows may be decided, at the cost of its own size.  (S. Brass, J. Dix, B. Freitag, U. Zukowski, Transformation-based
 * bottom-up computation of the well-founded model, TPLP 1(5), 2001: the program remainder.) */
#ifndef HENCE_RESIDUE_H
#define HENCE_RESIDUE_H

#include "runtime/judge/matching.h"

/* What a literal of a rule for `head` sees of rows that contradict each other: neither, since they are hidden by then;
 * both, since it asks for them; or it is of the group in which they do, so that whether they do may hang on what it
 * sees (eval/quarantine.c).  (ORDER: Contrary) */
typedef enum { SIGHT_VISIBLE, SIGHT_FULL, SIGHT_WITHIN } Sight;
Sight residue_sight(const Program *program, RelId head, const Literal *literal);

/* What becomes of a suspended row. */
typedef enum { ROW_OPEN, ROW_TRUE, ROW_FALSE } RowFate;

/* What a solution is of.  Any world: what is open may come true or not, so a row is seen only where nothing can that
 * contradicts it, and what is true or false is so in each world that decides more.
 * One world: it is what a run with these fates comes to. */
typedef enum { FOR_ANY_WORLD, FOR_ONE_WORLD } ResidueKind;

typedef struct Residue Residue;

/* Of a store that has run with suspended rows, which it borrows.  Targets are sets of rows, asked about one by one.
 * Undecided rows may contradict each other (but not rows that are true, nor two that are given:
 * inquiry_may_contradict): both are hidden where both come true, from all rules but those that ask for them. */
Residue *residue_new(const Store *store, ResidueKind kind);
void residue_free(Residue *residue);

/* A new target, by number from 0; false until it is given rows. */
uint32_t residue_target(Residue *residue);
/* It is true too if one of the relation's rows is that agrees with the terms (NULL: any), other than `except`. */
void residue_aim(Residue *residue, uint32_t target, RelId relation, const Term *terms, const Value *except);
/* What the rules for a row hang on is found too, though the row may be false and exceptions may stop them:
 * the target does not come true by it. */
void residue_reach(Residue *residue, uint32_t target, RelId relation, const Value *row);
/* Finds all that the targets hang on.  False if it was stopped by the limits of the store, or if it does not tell what
 * they come to in any world: a row read in the group in which it may be contradicted hangs on itself. */
bool residue_close(Residue *residue);

/* Whether a row that may be contradicted is read in the group in which it is. */
bool residue_reads_within(const Residue *residue);

/* The suspended rows on which something hangs, by number. */
uint32_t residue_count(const Residue *residue);
RowRef residue_row(const Residue *residue, uint32_t i); /* in the suspended table of its relation */
uint64_t residue_size(const Residue *residue);          /* of the program: what one model costs */
uint64_t residue_spent(const Residue *residue);         /* for all models so far */

/* Solves it under the fates of the suspended rows, by number; then targets can be looked at.  False if only a run tells
 * them: in one world, rows of which it must choose which are barred,
 * or more models than the limits of the store allow. */
bool residue_solve(Residue *residue, const uint8_t *fates);
bool residue_is_true(const Residue *residue, uint32_t target);
bool residue_is_false(const Residue *residue, uint32_t target);

#endif
