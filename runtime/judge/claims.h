/* The status of claims. */
#ifndef HENCE_CLAIMS_H
#define HENCE_CLAIMS_H

#include "runtime/eval/rounds.h"
#include "runtime/judge/verdict.h"

/* Status only, with the row it comes from; no proof is made. */
Verdict judge_part(const Store *store, const Part *part);
Verdict judge_claim(const Store *store, const Claim *claim);
/* The status, and the values of the claim's variables that decide it, by column of its answer: ANSWER_COLUMNS of them
 * (parts.h), UNBOUND where there is none. */
Status claim_deciding(const Store *store, const Claim *claim, Value *bindings);
/* Of one that is undecided or inconsistent: the row that decided, in the arena. */
void verdict_find_atom(Verdict *verdict, const Store *store, const Claim *claim, Arena *arena);
const Claim *claim_find(const Program *program, Symbol name); /* NULL */

#endif
