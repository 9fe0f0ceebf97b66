/* The argument layer as ordinary rules.
 *
 * What is accepted, what speaks against it and what is beaten become rules over relations of their own, so that the
 * engine knows only rules and `not`.  With S strictly shown, D accepted, A applicable, E an exception fires:
 *
 *     S(h) <- S(b1), ..., S(bn)                 strict rules; given facts are S
 *     A(r) <- D(b1), ..., D(bn), not E(r)
 *     D(l) <- S(l)
 *     D(l) <- A(r), not B(l)                    r for l
 *     B(l) <- A(s), not K(s, l)                 s for a contrary of l, or an objection to l
 *     B(l) <- S(l')                             l' contrary to l
 *     K(s, l) <- A(t)                           t for l, t preferred over s
 *
 * Where a contrary leaves columns of l open, B(l) is asked only of rows that are possible: those that follow if neither
 * rivals nor exceptions stop anything (argue_strict.c).  In parts that are closed under their strict rules
 * (argue_closed.c), what a strict rule concludes yields to strict contraries alone, and its attack cannot be beaten but
 * for weak premises (argue_strong.c); a strict rule is soft, and yields like any other, where it denies something that
 * is possible.
 *
 * after G. Antoniou, D. Billington, G. Governatori, M. Maher, Representation results for defeasible logic, 2001, and
 * M. Maher, G. Governatori, A semantic decomposition of defeasible logics, 1999.  A relation keeps its name for D; S,
 * A, B and K are helpers that are about it (Relation.of).  Given facts that contradict each other are hidden by the
 * run, so that nothing follows from them.
 *
 * Only relations that something presumptive reaches and that something can speak against are split so; all others stay
 * as they are, and a program without argument words is left alone.  The cost is linear in the rules, and one rule more
 * for each preference that matters. */
#ifndef HENCE_ARGUE_H
#define HENCE_ARGUE_H

#include "lang/base/diag.h"
#include "lang/program/agenda.h"

/* Whether argue would do anything. */
bool argue_is_needed(const Program *program);
/* Rewrites the rules and facts of a program that is otherwise complete.  Ids of relations and rules stay.  Preferences
 * that go in a circle, once names are read as what they stand for, are an error. */
void argue(Program *program, const Policy *policy, Diags *diags);

#endif
