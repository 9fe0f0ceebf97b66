/* Proofs and verdicts for people who know no logic.
 *
 * One step a line, as a sentence where its relation has one; below it the rule with its gloss and citation; below that
 * what the rule needed.  What is given stands with its id and its sources.
 * What is needed in several places is shown once and has a number; what lies deep continues at the left margin under
 * its number.  So the text grows with the number of steps, whatever the shape of the proof. */
#ifndef HENCE_PROSE_H
#define HENCE_PROSE_H

#include "runtime/judge/claims.h"
#include "runtime/show/cited.h"
#include "runtime/show/tree.h"

/* sources may be NULL; then places are not shown and literals are printed from the program. */
void proof_print(const Proof *proof, const Sources *sources, Text *text);
/* The same in a style: as text, or as Markdown or HTML to stand in a page, where what is no proof is paragraphs and
 * lists (lines.h). */
void proof_tell(const Proof *proof, const Sources *sources, TreeStyle *style, Text *text);

/* Verdict line, then the proof:  `e4_imposed is established` ... verdict must have been explained. */
void verdict_print(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources, Text *text);

void verdict_tell(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                  TreeStyle *style, Text *text);

/* Without the first line. */
void verdict_reasons_tell(const Verdict *verdict, const Store *store, const Claim *claim, const Sources *sources,
                          TreeStyle *style, Text *text);

/* A literal of a claim, as a sentence where its relation has one: `not member(S, nato)`. */
void part_print(const Store *store, const Claim *claim, const Part *part, Text *text);
/* Its values; UNBOUND where it has none. */
void part_values(const Store *store, const Part *part, Value *row);

/* `flies(tweety) is refuted`, and why: of an atom that is not established. */
void judgement_tell(const Store *store, RelId relation, const Value *row, const Judgement *judgement,
                    const Sources *sources, TreeStyle *style, Text *text);

/* A paragraph, and lines of text (lines.h), in a style. */
void paragraph_tell(const TreeStyle *style, Str words, Text *text);
void block_tell(const TreeStyle *style, Str lines, Text *text);

/* `rule imposed_type`, or `the rule at family.hence:12`. */
void rule_name_print(const Program *program, RuleId rule, const Sources *sources, Text *text);

/* What `policy-sensitive` behind a verdict means, in a line. */
void policy_tell(const TreeStyle *style, Text *text);

/* Who denies it first, then on what: the lines behind a verdict.  denied: as denial.h has it.  claim: what else refutes
 * it is told too; NULL: none. */
void refuted_tell(const Proof *proof, RelId denied, const Claim *claim, Str asked, const Sources *sources,
                  TreeStyle *style, Text *text);

#endif
