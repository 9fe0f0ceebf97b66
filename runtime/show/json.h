/* Answers and proofs as JSON.  Members stand in the order given here; what is not known is null. */
#ifndef HENCE_SHOW_JSON_H
#define HENCE_SHOW_JSON_H

#include "lang/base/source.h"
#include "lang/program/agenda.h"
#include "runtime/why/proof.h"

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

#endif
