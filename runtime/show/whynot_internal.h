/* What the files that tell why not share. */
#ifndef HENCE_WHYNOT_INTERNAL_H
#define HENCE_WHYNOT_INTERNAL_H

#include "runtime/show/whynot.h"

void stands_print(Status status, Reason reason, Text *text); /* `undecided: contested` */
bool short_is_ground(const WhyNot *whynot, const Short *entry);
/* Who denies it or argues about it, what it hinges on; nothing of what nobody speaks for. */
void short_standing_print(const WhyNot *whynot, const Short *entry, Text *text);
/* What would change it, each with its side effects: the first few, then the others. */
void repairs_print(const WhyNot *whynot, Text *text);
void more_repairs_print(const WhyNot *whynot, Text *text);

#endif
