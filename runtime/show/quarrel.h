/* Arguments for people: who speaks for a row and against it, who wins and why. */
#ifndef HENCE_QUARREL_H
#define HENCE_QUARREL_H

#include "runtime/judge/claims.h"
#include "runtime/judge/dispute.h"
#include "runtime/judge/keeping.h"

/* `it is not so that tweety flies (rule r2: penguins do not fly)` */
void argument_print(const Store *store, const Argument *argument, const Sources *sources, Text *text);
/* The same with why it lost: `..., but r1 is preferred`. */
void lost_print(const Store *store, const Argument *argument, const Sources *sources, Text *text);
/* The same with the facts it rests on, and who says that another is preferred: `..., on 1 fact [The vet], but r1 is
 * preferred over r2, by this theory (birds.hence:9)`.  with_gloss: and what the winner says, where that is short. */
void lost_told_print(const Store *store, const Argument *argument, bool with_gloss, const Sources *sources, Text *text);
/* `rule r2: penguins do not fly, but r1 is preferred` */
void lost_brief_print(const Store *store, const Argument *argument, const Sources *sources, Text *text);

/* `; for it rule s1: a calm sea is no storm [The log]; against it: there was a storm (reported: f1 [The letter])`: the
 * conclusion is told where it is more than that the row is not so. */
void contest_print(const Store *store, RelId relation, const Value *row, const Sources *sources, Text *text);
/* What would speak against something: `carl may drive (rule licence: who has a licence may drive [The Code]), on 1 fact
 * [The Code], but it does not apply: carl was drunk, by f2 [The nurse]`; `ann was at home (reported: f1 [Anna]), but
 * that is contested by f2 [Boris]`. */
void held_print(const Store *store, const HeldOff *held, const char *it, const Sources *sources, Text *text);
/* `contradicted (f6 [Anna], f7 [Boris]), so not counted` */
void contradiction_print(const Store *store, RowRef row, RowRef by, const Sources *sources, Text *text);

/* Of an undecided row, or one that is argued about: the arguments for and against it, what stopped them, and what is
 * not decided, atom after atom. */
void quarrel_print(const Store *store, RelId relation, const Value *row, Reason reason, const Sources *sources,
                   Text *text);
#endif
