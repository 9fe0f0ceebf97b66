/* What the files that tell why not share. */
#ifndef HENCE_WHYNOT_INTERNAL_H
#define HENCE_WHYNOT_INTERNAL_H

#include "runtime/show/whynot.h"

void stands_print(Status status, Reason reason, Text *text); /* `undecided: contested` */
/* What would change it, each with its side effects. */

#endif
