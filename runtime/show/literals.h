/* A literal in the words of its rule, with the values that matter:
 *     24 > 20     not: ann is ill     forall(course(C), passed(S, C)), with S = ann
 *     count(C : grade(S, C, _)) = 3, with S = ann     in no case: ann was seen in P and P is shut */
#ifndef HENCE_SHOW_LITERALS_H
#define HENCE_SHOW_LITERALS_H

#include "runtime/why/proof.h"

void literal_words_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                         const Sources *sources, Text *text);
/* The same for people: a `forall` and an aggregate in words as well, where they have short ones. */
void literal_told_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                        const Sources *sources, Text *text);
/* What a literal means that denies a step of the translation: `no objection applies`; NULL: it denies none. */
const char *literal_step_words(const Program *program, const Literal *literal);
/* The sentence that a literal denies, without saying so; false, and nothing, where it denies none. */
bool denied_sentence_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                           Text *text);
/* One whose relation has no name, as code: `not (seen(ann, P), shut(P))`, `count(P : seen(ann, P)) = 2`. */
void helper_literal_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                          Text *text);
/* A literal of step's rule, for people. */
void check_print(const Proof *proof, const Step *step, const Literal *literal, const Sources *sources, Text *text);

/* A literal that needs no row and says nothing: `X = 3` where X has just become 3. */
bool check_is_trivial(const Literal *literal);
/* Whether a literal that denies a body was written as `forall`; or as `not (a, b)`, or as an exception of several
 * parts. */
bool literal_is_forall(const Literal *literal, const Sources *sources);
bool literal_is_body(const Program *program, const Literal *literal, const Sources *sources);
/* The literals whose relation reads rows of an aggregate. */
bool is_aggregate(const Program *program, const Literal *literal);

/* The relation whose rows those of a helper of the argument layer read as; itself for all others. */
RelId relation_read_as(const Program *program, RelId relation);

/* A row some of whose values are not known, as a sentence: `some Who withdrew from the csto in some Year`, `something`
 * where nobody gave it a name.  names: of variables, where a value is UNBOUND; NULL: none is.
 * Without a sentence it is the atom with its variables. */
void open_sentence_print(const Program *program, RelId relation, const Value *row, const Str *names, Text *text);
/* The same with these phrases as they are: `C is a course`. */
void named_sentence_print(const Program *program, RelId relation, const Value *row, const Str *phrases, Text *text);

#endif
