/* The oracle of the argument layer: what a theory means, found in the most obvious way.
 *
 * The rules are written out for all constants, the translation of the semantics page is written out for all ground
 * literals and rules, and the well-founded model of the resulting propositional program is computed by alternating
 * fixpoints over all its clauses.  Nothing is shared with the compiler or the engine but the names of statuses. */
#ifndef HENCE_GROUNDER_H
#define HENCE_GROUNDER_H

#include "lang/program/agenda.h"
#include "tests/support/theory.h"

typedef enum { TRUTH_FALSE, TRUTH_UNDEFINED, TRUTH_TRUE } Truth;

/* Where the page can be read in more than one way; 0 is the reading described in grounder.c. */
typedef enum {
    READ_ONE_PASS = 1,  /* what transposed rules reach does not make more components closed */
    READ_UNGUARDED = 2, /* transposed heads range over all rows, not the possible ones */
    READ_STRONG = 4, /* propagating: attackers of strict rules are weighed by what is possible (C), not accepted (A) */
    READ_NOT_DROPPED = 8, /* the over-approximation ignores `not` altogether */
    READ_FIRM = 16,       /* (iii) only for strict rules whose denied premises are not possible */
    READ_CAUTIOUS = 32    /* propagating: `not b` in A needs b not even possible (P), as exceptions do */
} Readings;

typedef struct Ground Ground;

Ground *ground(const Theory *theory, Policy policy, unsigned readings); /* borrows the theory */
void ground_free(Ground *g);

/* Literals by number, see theory.h. */
Truth ground_accepted(const Ground *g, uint32_t literal);
Truth ground_strict(const Ground *g, uint32_t literal);
Status ground_status(const Ground *g, uint32_t literal, Reason *reason);
bool ground_are_contrary(const Ground *g, uint32_t a, uint32_t b);
bool ground_is_closed(const Ground *g); /* closed mode is on somewhere */

/* Given facts and strict rules contradict each other, and what that leaves depends on itself: such theories have more
 * than one reading and should not be compared. */
bool ground_is_unclear(const Ground *g);

/* The accepted literals closed under the strict rules: true if two contraries are among them.  Literals that are
 * inconsistent take no part. */
bool ground_audit_fails(const Ground *g, uint32_t *a, uint32_t *b);

#endif
