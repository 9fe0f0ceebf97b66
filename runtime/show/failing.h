/* Why a premise fails that is no atom: what was counted, and the case in which `forall` fails. */
#ifndef HENCE_SHOW_FAILING_H
#define HENCE_SHOW_FAILING_H

#include "lang/base/source.h"
#include "runtime/judge/shortfall.h"

/* `counted 2 of the 3 it needs, on 2 facts [The ledger, 2020]: p1, p2` of a comparison with the value of an aggregate,
 * its own rule's or that of a rule whose conclusion it reads, and of an aggregate that should have another value;
 * `fails for: law is a course  c2 [The catalogue]; not: ann passed law` of a `forall`, and likewise of a body that
 * is denied.  Nothing of other literals. */
void failing_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                   Text *text);

/* Of a `forall` that fails, and of a denied body that holds, the member
 * `,"case":{"count","of","first":[{"words","atom","fact_ids"}]}`: in how many cases, of how many that are checked
 * (null: not known), and what the first of them consists of.
 * Nothing of other literals. */
void failing_members(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                     Text *text);

#endif
