/* Open facts that would settle a claim, or could change it, for people and for machines. */
#ifndef HENCE_SHOW_NEED_H
#define HENCE_SHOW_NEED_H

#include "runtime/judge/need.h"
#include "runtime/judge/stable.h"

/* Behind the line that tells how the claim stands; `size` is what was asked for.  is_dialogue: commands are told as
 * they are typed in `hence repl`. */
void need_print(const Settling *settling, const NeedSets *sets, uint32_t size, bool is_dialogue, Text *text);
void stable_print(const Settling *settling, const Stability *stability, uint32_t size, bool is_dialogue, Text *text);

/* Members behind those of the standing, without braces. */
void need_members(const Settling *settling, const NeedSets *sets, Text *text);
void stable_members(const Settling *settling, const Stability *stability, bool is_stopped, Text *text);

#endif
