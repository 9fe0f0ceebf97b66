/* Answers, proofs and verdicts as JSON.  Members stand in the order given here; what is not known is null. */
#ifndef HENCE_SHOW_JSON_H
#define HENCE_SHOW_JSON_H

#include "runtime/judge/diff.h"
#include "runtime/judge/scenario.h"

/* {"query":"ancestor(ann, Who)","names":["Who"],"answers":[["bob"],["cleo"]]}; without variables "holds":true and no
 * names or answers. */
void answers_json(const Store *store, const Question *question, Text *text);

/* A proof is a flat list, so that its depth does not matter; steps[0] is what is proved, and premises name steps.
 *
 *     {"proves":"grandparent(ann, cleo)",
 *      "steps":[{"id":0,"atom":"grandparent(ann, cleo)","sentence":"ann is a grandparent of cleo",
 *                "rule":"two_steps","place":"family.hence:12","gloss":"a parent of ...",
 *                "cites":[{"key":"register","locator":"p. 3"}],
 *                "premises":[1,2],
 *                "checks":["not dead(ann)","24 > 20"],       what the rule needs beside rows
 *                "against":[arguments],                       only where some were made, see account_json.h
 *                "rows":3},                                   only for an aggregate: how many it ran over
 *               {"id":1,"atom":"parent(ann, bob)",...,"rule":null,"gloss":null,"cites":[...],"premises":[],"checks":[],
 *                "fact_ids":["f1"],                           ids, or file:line, of a given fact; [] for others
 *                "sources":["register"]}]}                    keys it cites */
void proof_json(const Proof *proof, const Sources *sources, Text *text);
/* Without a line end; without the braces. */
void proof_object(const Proof *proof, const Sources *sources, Text *text);
void proof_members(const Proof *proof, const Sources *sources, Text *text);

/* {"claims":[{"name","status","reason","text","rests_on":[ids],"sources":[keys],"hinges_on":[atoms],"by":label|null,
 *   "strength","policy_sensitive":bool}],
 *  "violations":[{"kind":"contrary"|"key","atoms":[a,b],"proofs":[proof,proof]}],"partial":false} */
void claims_json(const Verdict *verdicts, const Store *store, const Conflicts *conflicts, const Sources *sources,
                 bool is_partial, Text *text); /* as many verdicts as the agenda has claims */

/* ,"hinges_any_of":[[atoms]] behind "hinges_on", where there are several ways to settle it. */
void hinge_ways_json(const Verdict *verdict, Text *text);

/* All claims of a changed world, each with how it was before:
 *   "was":{"status","reason","strength","policy_sensitive"},
 *   "because":{"without":[facts],"with":[facts],"now":[atoms],"no_longer":[atoms],"contradicted":[atoms],
 *              "other_value":bool}     null where nothing changed
 * and behind the claims  "facts":[{"change":"retracted"|"dropped"|"replaced"|"given"|"asserted"|"added","id","atom"}]. */
void claims_json_beside(const Verdict *verdicts, const Verdict *before, const Differences *differences,
                        const World *world, const Sources *sources, bool is_partial, Text *text);

#endif
