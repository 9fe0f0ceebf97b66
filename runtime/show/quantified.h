/* What is said of each case, or of all of them together, in words that need no logic:
 *     forall(course(C), passed(S, C))   whenever C is a course, ann passed C
 *     count(C : grade(S, C, _)) = 3     the number of C for which ann has a grade in C is 3 */
#ifndef HENCE_SHOW_QUANTIFIED_H
#define HENCE_SHOW_QUANTIFIED_H

#include "lang/base/source.h"
#include "runtime/why/instance.h"
#include "runtime/why/proof.h"

/* A `forall` or an aggregate, with the values that its variables have.  False, and nothing, of what is neither, and
 * where parts of it have no short words: then it is quoted as it was written (words.h). */
bool quantified_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                      Text *text);
/* A literal some of whose variables have no value: `not: ann agreed to E`, `Y is at most 2015`.  False, and nothing,
 * where it has no short words. */
bool open_part_print(const Program *program, const Rule *rule, const Literal *literal, const Value *bindings,
                     const Sources *sources, Text *text);
/* What a body or an exception says, where one rule is it: `ann was seen in At and At is at least 2008`; of a literal
 * that denies it  `in no case: ann was seen in ...`.  False, and nothing, where parts of it have no short words. */
bool case_print(const Program *program, const Literal *literal, const Value *bindings, const Sources *sources,
                Text *text);
/* The case that there is, `ann was seen in oslo and oslo is shut`: row is of the literal's relation. */
bool case_found_print(const Store *store, const Literal *literal, RowRef row, const Sources *sources, Text *text);

#endif
