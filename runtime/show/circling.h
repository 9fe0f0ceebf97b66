/* A circle in words: what would only support itself (judge/circle.h). */
#ifndef HENCE_SHOW_CIRCLING_H
#define HENCE_SHOW_CIRCLING_H

#include "runtime/judge/circle.h"

/*     by these rules it would only support itself, in a circle: ruri has a pact with tano if ruri trusts tano, and
 *     that if ruri has a pact with tano; something outside it would have to support one of them
 * Nothing where there is none among what was followed. */
void circle_print(const Shortfall *shortfall, Text *text);
/* `,"circle":[atoms]`, likewise. */
void circle_json(const Shortfall *shortfall, Text *text);

/* The same of an atom that nothing supports, of which no shortfall is at hand:
 * premises are followed CIRCLE_DEPTH times. */
enum { CIRCLE_DEPTH = 3 };
void circle_print_of(const Store *store, RelId relation, const Value *row, Text *text);
void circle_json_of(const Store *store, RelId relation, const Value *row, Text *text);

#endif
