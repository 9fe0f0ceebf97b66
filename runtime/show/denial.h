/* What refutes something, in a line: the rule that denies it, with its gloss, or the fact, and on whose word. */
#ifndef HENCE_SHOW_DENIAL_H
#define HENCE_SHOW_DENIAL_H

#include "runtime/judge/claims.h"
#include "runtime/judge/dispute.h"
#include "runtime/why/proof.h"

/*     refuted by rule r2: penguins do not fly [The vet, 1999, p. 7]
 *     refuted, since tweety flies, by rule r1: birds fly
 *     refuted by a given fact: almaty is the capital of kazakhstan, c1 [The atlas, p. 3]
 *     refuted by the key (treaty) of signed, on which two rows agree: the accord was signed in 2001, s1 [The treaty]
 * proof: of the accepted row that stands against it.  denied: the relation of what it denies, so that what is shown is
 * told where it is not merely its contrary; NO_ID: not told.  Without a line end. */
void denial_print(const Proof *proof, RelId denied, const Sources *sources, Text *text);
/* `, and by rule fed`, `, and by 3 more rules and 1 fact`: what else applies for the accepted row; nothing where that
 * is all. */
void denial_others_print(const Proof *proof, const Sources *sources, Text *text);
/* `  and refuted by a given fact: -old(ann), f2 [Boris, 2002]`: a line for each other row that refutes the
 * claim as well, beside `told`.  claim may be NULL. */
void denial_also_print(const Store *store, const Claim *claim, RowRef told, const Sources *sources, Text *text);
/* Whether that names the same argument. */
bool denial_is_by(const Proof *proof, const Argument *argument);
/* The same without the gloss and without what is shown, of an accepted row: `rule r2 [The vet, 1999]`,
 * `c1 [The atlas]`. */
void denial_brief_print(const Store *store, RowRef row, const Sources *sources, Text *text);

#endif
