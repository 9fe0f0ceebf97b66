/* A premise of a rule's nearest instance: its words, how it stands, and why. */
#ifndef HENCE_SHOW_PREMISE_H
#define HENCE_SHOW_PREMISE_H

#include "lang/base/source.h"
#include "runtime/judge/shortfall.h"

/* `yes`, `no`, `open`, `?` */
const char *stand_mark(Stand stand);
/* The literal in words, with the values that there are. */
void premise_words_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                         Text *text);
/* The same for people: an exception that is in the way reads `unless: kai was barred`, other denials `not: ...`, and
 * `forall` and aggregates are told in words, if they can be. */
void premise_told_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                        Text *text);
/* Why it is so: `no such fact; gap holds of russia, kazakhstan`;
 * entries that go on are named by their number if they are told. */
typedef struct {
    bool is_numbered, is_full;
} ReasonStyle;
void premise_reason_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, ReasonStyle style,
                          const Sources *sources, Text *text);
/* That of a premise that holds by a row: true if something speaks against it, which is told too.  Of others nothing. */
bool premise_hold_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                        Text *text);
/* Of a premise that is contested: `; for it rule s1 [The log]; against it reported: f1 [The letter]`;
 * of others nothing. */
void contested_print(const Shortfall *shortfall, const Attempt *attempt, uint32_t literal, const Sources *sources,
                     Text *text);
/* `but "russia is far stronger than kazakhstan"`, where that differs from what is wanted in its words; else
 * `gap holds of russia, kazakhstan`, of long rows only the first values, unless all are wanted. */
void near_print(const Store *store, RowRef near, const Value *wanted, bool is_full, Text *text);
/* Whether it is no row, but compared or computed. */
bool literal_is_computed(const Literal *literal);

#endif
