/* How an atom or a claim stands, as JSON: members of an object that is open, each led by a comma. */
#ifndef HENCE_ACCOUNT_JSON_H
#define HENCE_ACCOUNT_JSON_H

#include "runtime/judge/claims.h"
#include "runtime/judge/dispute.h"

/* [{"atom","sentence","kind":"given"|"reported"|"rule"|"objection","rule","place","gloss","cites","fact_ids",
 *   "state":"applies"|"perhaps",
 *   "beaten_by":null|{"what":"given"|"preference"|"strict"|"rival"|"stronger","winner","loser"}}] */
void arguments_json(const Store *store, const Arguments *arguments, const Sources *sources, Text *text);

/* "status","reason", and of what is not accepted "for", "against", "exceptions", "hinges_on", "undecided", "missing".
 * Values of the row may be UNBOUND where it is unsupported. */
void judgement_json(const Store *store, RelId relation, const Value *row, const Judgement *judgement,
                    const Sources *sources, Text *text);
/* The same of a claim, with "parts" where it has several; verdict must have been explained. */
void verdict_json(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Text *text);
/* "missing" of a question of several literals, or of one that is no atom: what fails in its nearest instance. */
void missing_answer_members(const Store *store, RelId answer, const Sources *sources, Text *text);

#endif
