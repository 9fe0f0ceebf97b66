/* Labels that a text is about to use, said once what they stand for:
 *     prefer r2 over r1.  (r2: penguins do not fly; r1: "some X flies") */
#ifndef HENCE_SHOW_INTRODUCED_H
#define HENCE_SHOW_INTRODUCED_H

#include "runtime/store/store.h"

/* Behind the two of a priority: those that the text has not named before `begin`. */
void labels_introduce(const Store *store, Symbol winner, Symbol loser, size_t begin, Text *text);

#endif
